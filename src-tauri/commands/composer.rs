//! What can be chosen, what it costs, and Create.

use animato_engine::ids::{PhotoId, PressId};
use animato_engine::view::{EffectView, ModelView, Quote, VideoView};
use animato_engine::{Create, Error, Prompts, Spec};
use tauri::State;

use crate::shell::Shell;

/// Asks the service for its models.
#[tauri::command]
pub(crate) async fn list_models(shell: State<'_, Shell>) -> Result<Vec<ModelView>, Error> {
    shell.studio().models().await
}

/// Asks the service for its effects.
#[tauri::command]
pub(crate) async fn list_effects(shell: State<'_, Shell>) -> Result<Vec<EffectView>, Error> {
    shell.studio().effects().await
}

/// Marks an effect as a favourite, or not, and tells them all anew.
#[tauri::command]
pub(crate) async fn favour_effect(
    shell: State<'_, Shell>,
    effect: String,
    favourite: bool,
) -> Result<Vec<EffectView>, Error> {
    shell.studio().favour_effect(&effect, favourite).await
}

/// What this would cost, and what speaks against it. `prompts`: of single photos, in place of the one for all.
#[tauri::command]
pub(crate) async fn quote(
    shell: State<'_, Shell>,
    spec: Spec,
    photos: Vec<PhotoId>,
    prompts: Prompts,
) -> Result<Quote, Error> {
    shell.studio().quote_each(&spec, &photos, &prompts).await
}

/// Creates. The same press is never carried out twice. `prompts`: of single photos, in place of the one for all. `agreed`: the
/// credits to which the person agreed when asked about what the quote asks about.
#[tauri::command]
pub(crate) async fn create(
    shell: State<'_, Shell>,
    press: PressId,
    spec: Spec,
    photos: Vec<PhotoId>,
    prompts: Prompts,
    agreed: Option<f64>,
) -> Result<Vec<VideoView>, Error> {
    shell.studio().create(Create { press, spec, photos, prompts, out: None, max_credits: None, agreed }).await
}
