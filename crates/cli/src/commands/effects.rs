//! `effects`: the service's effects.

use std::fmt;

use animato_engine::view::EffectView;
use animato_engine::{Error, Role};
use serde::Serialize;

use crate::args::Global;
use crate::exit::Exit;
use crate::lines::Count;
use crate::output::Output;
use crate::session::Session;
use crate::words::plural;

/// Lists the effects.
pub(crate) async fn run(global: &Global, out: Output) -> Result<Exit, Error> {
    let session = Session::connected(global, Role::Reads).await?;
    let effects = session.studio.effects().await;
    session.close().await;
    let effects = effects?;
    let width = effects.iter().map(|e| e.code.chars().count()).max().unwrap_or(0);
    for effect in &effects {
        out.line(&EffectLine { effect, width });
    }
    out.summary(&Count::told(
        effects.len(),
        format!("{}. With an effect, the prompt is ignored.", plural(effects.len() as u64, "effect")),
    ));
    Ok(Exit::Saved)
}

#[derive(Serialize)]
#[serde(tag = "type", rename = "effect")]
struct EffectLine<'a> {
    #[serde(flatten)]
    effect: &'a EffectView,
    #[serde(skip)]
    width: usize,
}

impl fmt::Display for EffectLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:<width$}  {}", self.effect.code, self.effect.name, width = self.width)
    }
}
