//! Setting a place for photos: from what a person wants to what is written, and from what is written to what is shown.

use secrecy::SecretString;

use super::form::FormHost;
use super::presets::{self, Place, Preset};
use super::secret::HostSecrets;
use super::{HostConfig, is_private};
use crate::error::{Error, ErrorCode};
use crate::secrets::Secrets;
use crate::settings::Settings;
use crate::view::{HostDraft, HostKind, HostSecretView, HostView, NeedPlace, NeedView, PresetView};

/// The place for photos that the settings name, ready to be used.
///
/// # Errors
/// `SettingsUnreadable`, and when the keychain does not answer.
pub async fn current(
    settings: &Settings,
    kept: &Secrets,
    environment: Option<SecretString>,
) -> Result<Option<HostConfig>, Error> {
    match settings.host()? {
        Some(config) => config.with_secrets(kept, environment).await.map(Some),
        None => Ok(None),
    }
}

/// The place for photos as the settings show it.
pub async fn view(settings: &Settings, kept: &Secrets, environment: Option<SecretString>) -> HostView {
    let found = current(settings, kept, environment.clone()).await;
    let config = found.as_ref().ok().and_then(Option::as_ref);
    let (form, bucket) = (settings.form_host().map(without_values), settings.bucket_host());
    let described = form.clone().map(HostConfig::Form).into_iter().chain(bucket.clone().map(HostConfig::Bucket));
    let mut secrets = Vec::new();
    for place in described {
        for part in place.secret_parts() {
            let is_kept = matches!(kept.get(&place.secret_name(&part)).await, Ok(Some(_)));
            secrets.push(HostSecretView { part, is_set: is_kept || environment.is_some() });
        }
    }
    HostView {
        kind: match config {
            None => HostKind::None,
            Some(HostConfig::Form(_)) => HostKind::Form,
            Some(HostConfig::Bucket(_)) => HostKind::Bucket,
            Some(HostConfig::Link) => HostKind::Link,
        },
        name: config.map(HostConfig::name),
        problem: match &found {
            Ok(config) => config.as_ref().and_then(HostConfig::objection),
            Err(error) => Some(error.message.clone()),
        },
        consent: form.as_ref().and_then(|form| form.consent.clone()),
        form,
        bucket,
        secrets,
        keeps_secrets: kept.are_lasting(),
        presets: presets::all().iter().filter_map(|preset| preset_view(preset).ok()).collect(),
    }
}

impl HostDraft {
    /// What is wanted, with its new secrets.
    ///
    /// # Errors
    /// `BadSpec` when the kind that is wanted is not described, or its address could not be spoken to in private.
    pub fn into_config(self) -> Result<Option<HostConfig>, Error> {
        let missing = || Error::new(ErrorCode::BadSpec, "Say where the place for photos is. Nothing was changed.");
        let mut secrets = HostSecrets::default();
        for (part, secret) in self.secrets.into_iter().filter(|(_, secret)| !secret.trim().is_empty()) {
            secrets.insert(part, secret.trim().into());
        }
        match self.kind {
            HostKind::None => Ok(None),
            HostKind::Link => Ok(Some(HostConfig::Link)),
            HostKind::Bucket => {
                let mut bucket = self.bucket.ok_or_else(missing)?;
                bucket.secrets = secrets;
                Ok(Some(HostConfig::Bucket(bucket)))
            }
            HostKind::Form => {
                let mut form = self.form.ok_or_else(missing)?;
                if !is_private(&form.url) {
                    let message = "The address of the place for photos must begin with https. Nothing was changed.";
                    return Err(Error::new(ErrorCode::BadSpec, message));
                }
                form.secrets = secrets;
                if self.consent {
                    form.agree();
                }
                Ok(Some(HostConfig::Form(form)))
            }
        }
    }
}

impl HostConfig {
    /// Keeps the secrets that it brings along. Those that are kept already stay.
    ///
    /// # Errors
    /// When the keychain does not take them.
    pub async fn keep_secrets(&self, kept: &Secrets) -> Result<(), Error> {
        let brought = match self {
            Self::Form(form) => &form.secrets,
            Self::Bucket(bucket) => &bucket.secrets,
            Self::Link => return Ok(()),
        };
        for (part, secret) in brought.iter() {
            kept.set(&self.secret_name(part), secret.clone()).await?;
        }
        Ok(())
    }
}

impl FormHost {
    /// Agrees to what happens at this place, if it is a public one.
    pub fn agree(&mut self) {
        self.consent = self.public_place().map(|place| place.domain.to_owned());
    }
}

/// A secret that somebody wrote into the file is not shown either.
fn without_values(mut form: FormHost) -> FormHost {
    if form.has_secret_in_address() {
        form.url.set_query(None);
        // Only an address without a server takes none.
        let _ = form.url.set_password(None);
    }
    while let Some(name) = form.secret_in_the_open().map(str::to_owned) {
        form.fields.remove(&name);
        form.headers.remove(&name);
    }
    form
}

fn preset_view(preset: &Preset) -> Result<PresetView, Error> {
    let need = |need: &presets::Need| {
        let (name, place) = match need.place {
            Place::Field(name) => (name, NeedPlace::Field),
            Place::SecretField(name) => (name, NeedPlace::SecretField),
            Place::Url(word) => (word, NeedPlace::Url),
        };
        NeedView { name: name.to_owned(), place, label: need.label.to_owned(), hint: need.hint.to_owned() }
    };
    Ok(PresetView {
        id: preset.id.to_owned(),
        name: preset.name.to_owned(),
        domain: preset.domain.to_owned(),
        notice: preset.notice.to_owned(),
        form: preset.form()?,
        needs: preset.needs.iter().map(need).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(kind: HostKind) -> HostDraft {
        HostDraft { kind, form: None, bucket: None, consent: false, secrets: Default::default() }
    }

    #[tokio::test]
    async fn what_a_person_sets_is_used_and_shown_without_its_secret() {
        let folder = tempfile::tempdir().unwrap();
        let (mut settings, kept) = (Settings::load(folder.path()).unwrap(), Secrets::in_memory());
        let preset = presets::by_id("imgbb").unwrap();
        let wanted = HostDraft {
            form: Some(preset.form().unwrap()),
            consent: true,
            secrets: [("field/key".to_owned(), " s3cret ".to_owned())].into(),
            ..draft(HostKind::Form)
        };
        let config = wanted.into_config().unwrap();
        config.as_ref().unwrap().keep_secrets(&kept).await.unwrap();
        settings.set_host(config.as_ref()).unwrap();

        let settings = Settings::load(folder.path()).unwrap();
        let used = current(&settings, &kept, None).await.unwrap().unwrap();
        assert_eq!(used.objection(), None);
        let shown = view(&settings, &kept, None).await;
        assert_eq!(
            (shown.kind, shown.consent.as_deref(), shown.problem.as_deref()),
            (HostKind::Form, Some("imgbb.com"), None)
        );
        assert_eq!(shown.secrets, [HostSecretView { part: "field/key".into(), is_set: true }]);
        assert!(!serde_json::to_string(&shown).unwrap().contains("s3cret"));
    }

    #[tokio::test]
    async fn a_secret_written_by_hand_is_a_problem_that_is_shown_and_its_value_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let text = "[host]\nuse = \"form\"\n[host.form]\nurl = \"https://up.example.com/\"\nheaders = { Authorization = \"s3cret\" }\n";
        std::fs::write(folder.path().join("settings.toml"), text).unwrap();
        let shown = view(&Settings::load(folder.path()).unwrap(), &Secrets::in_memory(), None).await;
        assert_eq!(shown.kind, HostKind::None);
        assert!(shown.problem.as_ref().unwrap().contains("secret"));
        assert!(!serde_json::to_string(&shown).unwrap().contains("s3cret"));
    }

    #[test]
    fn a_kind_that_is_not_described_and_an_address_in_the_clear_are_refused() {
        assert!(draft(HostKind::Form).into_config().is_err());
        assert!(draft(HostKind::Bucket).into_config().is_err());
        assert!(draft(HostKind::None).into_config().unwrap().is_none());
        let form = FormHost::new("http://up.example.com/".parse().unwrap());
        assert!(HostDraft { form: Some(form), ..draft(HostKind::Form) }.into_config().is_err());
    }
}
