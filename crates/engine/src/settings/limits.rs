//! `[limits]` of the settings: the most that may be spent, in credits.

use serde::{Deserialize, Serialize};
use toml_edit::Item;
use ts_rs::TS;

use super::{Settings, table, unreadable};
use crate::error::{Error, ErrorCode};

/// The most that an account may spend, in credits. What is not set is not limited.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default, rename_all = "camelCase")]
#[ts(export)]
pub struct Limits {
    /// For one press of Create.
    pub per_press: Option<f64>,
    /// For a day of the local calendar.
    pub per_day: Option<f64>,
    /// For a month of the local calendar.
    pub per_month: Option<f64>,
    /// What happens beyond them.
    pub beyond: Beyond,
}

/// What happens to a press that would pass a limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum Beyond {
    /// It is refused.
    #[default]
    Refuse,
    /// The person is asked each time.
    Ask,
}

/// As the file spells it.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct LimitValues {
    per_press: Option<f64>,
    per_day: Option<f64>,
    per_month: Option<f64>,
    beyond: Beyond,
}

impl LimitValues {
    fn limits(self) -> Limits {
        let Self { per_press, per_day, per_month, beyond } = self;
        Limits { per_press, per_day, per_month, beyond }
    }
}

impl Limits {
    fn each(&self) -> [(&'static str, Option<f64>); 3] {
        [("per_press", self.per_press), ("per_day", self.per_day), ("per_month", self.per_month)]
    }

    /// Whether nothing is limited.
    #[must_use]
    pub fn are_none(&self) -> bool {
        self.each().iter().all(|(_, limit)| limit.is_none())
    }

    /// # Errors
    /// `BadSpec` for what is not a number of credits.
    fn check(&self) -> Result<(), Error> {
        let wrong = |limit: f64| !limit.is_finite() || limit < 0.0;
        if self.each().into_iter().filter_map(|(_, limit)| limit).any(wrong) {
            return Err(Error::new(
                ErrorCode::BadSpec,
                "A limit is a number of credits, 0 or more. Nothing was changed.",
            ));
        }
        Ok(())
    }
}

impl Settings {
    /// The most that may be spent.
    ///
    /// # Errors
    /// `SettingsUnreadable` for what is not a number of credits: a limit that cannot be read must not become none.
    pub fn limits(&self) -> Result<Limits, Error> {
        let limits = self.values.limits.limits();
        limits.check().map_err(|_| unreadable(&self.file, "[limits] holds what is not a number of credits"))?;
        Ok(limits)
    }

    /// Changes the limits and writes the file.
    ///
    /// # Errors
    /// `BadSpec` for what is not a number of credits; when the file cannot be written.
    pub fn set_limits(&mut self, limits: Limits) -> Result<(), Error> {
        limits.check()?;
        let written = table(&mut self.document, "limits");
        for (name, limit) in limits.each() {
            written[name] = limit.map_or(Item::None, toml_edit::value);
        }
        written["beyond"] = match limits.beyond {
            Beyond::Refuse => Item::None,
            Beyond::Ask => toml_edit::value("ask"),
        };
        let Limits { per_press, per_day, per_month, beyond } = limits;
        self.values.limits = LimitValues { per_press, per_day, per_month, beyond };
        self.write()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_kept_and_taken_away_again() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("settings.toml");
        std::fs::write(&file, "[limits]\nper_day = 100\n").unwrap();
        let mut settings = Settings::load(folder.path()).unwrap();
        assert_eq!(settings.limits().unwrap(), Limits { per_day: Some(100.0), ..Limits::default() });
        let wanted = Limits { per_press: Some(12.5), per_day: None, per_month: Some(2000.0), beyond: Beyond::Ask };
        settings.set_limits(wanted).unwrap();
        assert_eq!(Settings::load(folder.path()).unwrap().limits().unwrap(), wanted);
        let written = std::fs::read_to_string(&file).unwrap();
        assert!(!written.contains("per_day") && written.contains("beyond = \"ask\""), "{written}");
        settings.set_limits(Limits { beyond: Beyond::Refuse, ..wanted }).unwrap();
        assert!(!std::fs::read_to_string(&file).unwrap().contains("beyond"));
    }

    #[test]
    fn what_is_no_number_of_credits_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let mut settings = Settings::load(folder.path()).unwrap();
        for wrong in [-1.0, f64::NAN, f64::INFINITY] {
            let limits = Limits { per_press: Some(wrong), ..Limits::default() };
            assert_eq!(settings.set_limits(limits).unwrap_err().code, ErrorCode::BadSpec);
        }
        assert!(settings.limits().unwrap().are_none());
    }
}
