//! What an error of the service means for the queue and for the person. Pure.

use std::time::Duration;

use akool::{ErrorKind, ServiceCode};

use super::accept::Reply;
use super::hold::Why;
use crate::error::{Error, ErrorCode, ServiceWords, Spent};

/// What a create call came to.
#[derive(Debug)]
pub(super) enum AfterCreate {
    /// At least one video was taken.
    Taken(Reply),
    /// Certainly not taken, for a reason that passes: the same request is sent later.
    NotTaken(Trouble),
    /// Certainly not taken, and the same would be refused again.
    Refused(Error),
    /// Nobody knows.
    Lost(Error),
}

/// What keeps more than one call from going on.
#[derive(Clone, Debug)]
pub(super) struct Trouble {
    pub(super) why: Why,
    pub(super) error: Error,
    /// How long the service asked to wait.
    pub(super) asked: Option<Duration>,
}

impl Trouble {
    /// An error of the service, or on the way to it.
    pub(super) fn of(error: &akool::Error) -> Self {
        let why = match code_of(error) {
            Some(code) => why(code),
            None if error.status == Some(401) => Why::Key,
            None => Why::Trouble,
        };
        Self { why, error: to_error(error), asked: error.retry_after }
    }

    /// A refusal of single videos that concerns everything that waits.
    pub(super) fn of_refusals(reply: &Reply) -> Option<Self> {
        let refusal = reply.stops_all()?;
        let (code, message) = of_code(refusal.meaning()?, &refusal.message);
        let service = Some(ServiceWords { code: refusal.code, message: refusal.message.clone() });
        Some(Self {
            why: why(refusal.meaning()?),
            error: Error { code, message, spent: Spent::No, service },
            asked: None,
        })
    }
}

/// What a code of the service stops.
fn why(code: ServiceCode) -> Why {
    match code {
        code if code.is_auth() || code == ServiceCode::Banned => Why::Key,
        code if code.is_no_credits() => Why::Credits,
        _ => Why::Trouble,
    }
}

/// Reads the outcome of a create call.
pub(super) fn after_create(result: Result<Reply, akool::Error>) -> AfterCreate {
    match result {
        Ok(reply) if !reply.taken.is_empty() => AfterCreate::Taken(reply),
        Ok(reply) => match Trouble::of_refusals(&reply) {
            Some(trouble) => AfterCreate::NotTaken(trouble),
            None => AfterCreate::Refused(nothing_taken(&reply)),
        },
        Err(error) if error.maybe_processed => AfterCreate::Lost(lost(&error)),
        Err(error) if error.before_sending || is_passing(&error) => AfterCreate::NotTaken(Trouble::of(&error)),
        Err(error) => AfterCreate::Refused(to_error(&error)),
    }
}

/// Whether the same create may be sent later without being changed.
fn is_passing(error: &akool::Error) -> bool {
    let held = error.status == Some(401)
        || code_of(error).is_some_and(|code| {
            code.is_auth() || code == ServiceCode::Banned || code.is_no_credits() || code.is_rate_limited()
        });
    held || error.kind == ErrorKind::Connect || error.status == Some(429) || is_page_on_the_way(error)
}

/// Whether something between here and the service turned the call away, as filters and portals do, without the service's
/// envelope and without looking at what the call says.
fn is_page_on_the_way(error: &akool::Error) -> bool {
    error.kind == ErrorKind::Http && matches!(error.status, Some(402..=407 | 410 | 421 | 451))
}

/// An error of the service, for programs and for people. It speaks of calls that cost nothing or were not taken.
pub(crate) fn to_error(error: &akool::Error) -> Error {
    let (code, message) = match code_of(error) {
        Some(code) => of_code(code, error.service_message.as_deref().unwrap_or_default()),
        None => of_kind(error),
    };
    Error { code, message, spent: Spent::No, service: words(error) }
}

fn of_code(code: ServiceCode, said: &str) -> (ErrorCode, String) {
    let says = if said.is_empty() { String::new() } else { format!(" It says: {said}") };
    match code {
        ServiceCode::NoSuchAccount => (
            ErrorCode::ClientIdAsKey,
            "Akool does not know this key. A client id is not a key: paste the API key (the client secret). Nothing was charged.".into(),
        ),
        ServiceCode::Banned => {
            (ErrorCode::AccountBanned, "Akool has blocked this account. Ask Akool why; nothing here was lost.".into())
        }
        code if code.is_auth() => {
            (ErrorCode::WrongKey, "Akool does not accept the key. Connect again; nothing was lost or charged.".into())
        }
        code if code.is_no_credits() => (
            ErrorCode::NoCredits,
            "There are not enough credits at Akool. Top up there; what waits goes on by itself. Nothing was charged.".into(),
        ),
        code if code.needs_plan() => {
            (ErrorCode::NeedsPlan, format!("Akool asks for a paid plan for this. Nothing was charged.{says}"))
        }
        ServiceCode::NeedsVerification => (
            ErrorCode::NeedsVerification,
            format!("Akool wants your account to be verified first. Do so at Akool and try again; nothing was charged.{says}"),
        ),
        code if code.is_rate_limited() => {
            (ErrorCode::RateLimited, "Akool asks to slow down. It goes on by itself in a moment; nothing was charged.".into())
        }
        ServiceCode::NotPermitted => {
            (ErrorCode::NotAllowed, format!("Akool does not allow this to your account. Nothing was charged.{says}"))
        }
        ServiceCode::CreateFailed => {
            (ErrorCode::VideoFailed, format!("Akool could not make this one. It says that nothing was made; you can try again.{says}"))
        }
        ServiceCode::BadImage => (
            ErrorCode::Refused,
            format!("Akool could not use this photo. Nothing was charged; try another photo.{says}"),
        ),
        ServiceCode::BadAudio => (
            ErrorCode::Refused,
            format!("Akool could not use this sound. Nothing was charged; try another sound.{says}"),
        ),
        _ => (ErrorCode::Refused, format!("Akool refused this. Nothing was charged; change it and try again.{says}")),
    }
}

fn of_kind(error: &akool::Error) -> (ErrorCode, String) {
    match (error.kind, error.status) {
        (_, Some(401)) => {
            (ErrorCode::WrongKey, "Akool does not accept the key. Connect again; nothing was lost or charged.".into())
        }
        (_, Some(429)) => (
            ErrorCode::RateLimited,
            "Akool asks to slow down. It goes on by itself in a moment; nothing was charged.".into(),
        ),
        _ if is_page_on_the_way(error) => (
            ErrorCode::Offline,
            format!(
                "Something on the way to Akool turns calls away (status {}). Check the network; it is tried again by itself. Nothing was charged.",
                error.status.unwrap_or_default()
            ),
        ),
        (_, Some(status @ 400..=499)) => {
            (ErrorCode::Refused, format!("Akool refused this (status {status}). Nothing was charged."))
        }
        (ErrorKind::Connect | ErrorKind::Timeout | ErrorKind::Interrupted, _) => (
            ErrorCode::Offline,
            "Akool cannot be reached. Check the network; it goes on by itself. Nothing new was charged.".into(),
        ),
        _ => (
            ErrorCode::ServiceTrouble,
            "Akool does not answer properly at the moment. It goes on by itself; nothing was lost.".into(),
        ),
    }
}

/// What is said of a create whose outcome is not known.
fn lost(error: &akool::Error) -> Error {
    unknown("There was no clear answer from Akool after sending.", words(error))
}

/// The program stopped between sending and hearing.
pub(crate) fn stopped_while_sending() -> Error {
    unknown("Animato stopped while it waited for Akool's answer.", None)
}

/// The worker that sent it broke.
pub(super) fn unexplained_loss() -> Error {
    unknown("Something went wrong after sending.", None)
}

fn unknown(what: &str, service: Option<ServiceWords>) -> Error {
    Error {
        code: ErrorCode::OutcomeUnknown,
        message: format!("{what} It may have been charged. Look for it before trying again."),
        spent: Spent::Maybe,
        service,
    }
}

/// Code 1000, and yet nothing was taken.
fn nothing_taken(reply: &Reply) -> Error {
    let first = reply.refused.iter().find(|r| !r.message.is_empty());
    let says = first.map(|r| format!(" It says: {}", r.message)).unwrap_or_default();
    Error {
        code: ErrorCode::NotAccepted,
        message: format!("Akool took none of the videos. Nothing was charged; you can try again.{says}"),
        spent: Spent::No,
        service: first.map(|r| ServiceWords { code: r.code, message: r.message.clone() }),
    }
}

fn code_of(error: &akool::Error) -> Option<ServiceCode> {
    match error.kind {
        // A code that the service does not know comes from a gateway: the status says more.
        ErrorKind::Service(ServiceCode::Other(_)) if matches!(error.status, Some(401 | 429 | 500..)) => None,
        ErrorKind::Service(code) => Some(code),
        _ => None,
    }
}

fn words(error: &akool::Error) -> Option<ServiceWords> {
    let message = error.service_message.clone().unwrap_or_default();
    (error.service_code.is_some() || !message.is_empty()).then_some(ServiceWords { code: error.service_code, message })
}

/// Whether an error speaks of this very call and not of the key, the pace, the network or the service as a whole.
pub(super) fn is_about_the_call(error: &akool::Error) -> bool {
    let is_the_services = error.status.is_none_or(|status| status < 500);
    code_of(error).is_some() && is_the_services && !is_passing(error)
}

/// Whether the service says that it does not know what was asked for.
pub(crate) fn is_not_found(error: &akool::Error) -> bool {
    code_of(error).is_some_and(ServiceCode::is_not_found)
}

/// Whether the service could not be asked at all; anything else it answers to a look-up means that there is none, and so
/// does a page of whoever answers in its place.
pub(super) fn cannot_be_asked(error: &akool::Error) -> bool {
    let is_there = !is_page_on_the_way(error);
    (is_passing(error) && is_there) || matches!(error.kind, ErrorKind::Timeout | ErrorKind::Interrupted)
}

/// What was sent first was found at the service, and is a video of its own in the library.
pub(super) fn found_as_another() -> Error {
    Error::new(
        ErrorCode::NotAccepted,
        "Akool had taken the first sending after all: it is a video of its own in the library. Nothing was charged for this one.",
    )
}

/// Some videos of a request were found at the service, this one was not.
pub(super) fn not_found_with_the_others() -> Error {
    Error::new(
        ErrorCode::OutcomeUnknown,
        "Akool's list shows other videos of this request, but not this one. It may have been charged; look at Akool first.",
    )
    .spent(Spent::Maybe)
}
