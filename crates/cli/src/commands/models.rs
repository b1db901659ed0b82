//! `models`: what the service can do and what it costs.

use std::fmt;

use animato_engine::view::ModelView;
use animato_engine::{Error, Role};
use serde::Serialize;

use crate::args::Global;
use crate::exit::Exit;
use crate::lines::Count;
use crate::output::Output;
use crate::session::Session;
use crate::words::{number, plural};

/// Lists the models in the service's order.
pub(crate) async fn run(global: &Global, out: Output) -> Result<Exit, Error> {
    let session = Session::connected(global, Role::Reads).await?;
    let models = session.studio.models().await;
    session.close().await;
    let models = models?;
    for model in &models {
        out.line(&ModelLine { model });
    }
    out.summary(&Count::told(
        models.len(),
        format!("{}. Prices are estimates from the service's list.", plural(models.len() as u64, "model")),
    ));
    Ok(Exit::Saved)
}

#[derive(Serialize)]
#[serde(tag = "type", rename = "model")]
struct ModelLine<'a> {
    #[serde(flatten)]
    model: &'a ModelView,
}

impl fmt::Display for ModelLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let model = self.model;
        write!(f, "{}\n  {} by {}", model.value, model.label, model.provider)?;
        let abilities = [
            (model.end_frame, "end frame"),
            (model.sound.is_some(), "sound"),
            (model.extend_prompt, "extends prompts"),
            (model.needs_plan, "needs a plan"),
        ];
        abilities.iter().filter(|(has, _)| *has).try_for_each(|(_, word)| write!(f, ", {word}"))?;
        writeln!(f, ", up to {} at once", plural(model.max_count, "video"))?;
        let width = model.resolutions.iter().map(|r| r.value.chars().count()).max().unwrap_or(0);
        for resolution in &model.resolutions {
            let lengths: Vec<_> = resolution.seconds.iter().map(|s| format!("{s} s")).collect();
            let price = resolution
                .unit_credit
                .map_or("price unknown".to_owned(), |c| format!("{} credits a second", number(c)));
            writeln!(f, "  {:<width$}  {price}  {}", resolution.value, lengths.join(", "))?;
        }
        Ok(())
    }
}
