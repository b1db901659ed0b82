//! How a sandbox is started.

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use bytes::Bytes;

use crate::clock::Clock;
use crate::error::Error;
use crate::random;

/// How a sandbox is started. The default takes any free port, works at the service's pace, has a random key and 1,000
/// credits, and forgets everything when it stops.
#[derive(Clone)]
pub struct Options {
    /// The port on 127.0.0.1; 0 takes a free one.
    pub port: u16,
    /// Divides the time that a job takes. 1.0 is like the service: 30 to 50 s for a video of 5 s.
    pub speed: f64,
    /// The API key, which is also the client secret. Webhooks need one of 24 bytes.
    pub key: String,
    /// The client id for `getToken`. Webhooks need one of 16 bytes.
    pub client_id: String,
    /// The credits at the start. A folder that was used before has its own.
    pub credits: f64,
    /// Where jobs, videos and uploaded photos outlive a restart. `None`: a temporary folder, removed at the end.
    pub state: Option<PathBuf>,
    /// The time that the service lives in.
    pub clock: Clock,
    /// How long a webhook that does not answer with 200 is left alone before each further try, in the system's time. With the
    /// last one it is given up.
    pub webhook_pauses: Vec<Duration>,
    /// A finished MP4 that every job gets in place of a rendered one, marked with its id in a box of its own at the end: for
    /// tests in which many videos count and their pictures do not. `None`: each is rendered from its photo.
    pub film: Option<Bytes>,
}

impl Options {
    pub(crate) fn check(&self) -> Result<(), Error> {
        if !(self.speed.is_finite() && self.speed > 0.0) {
            return Err(Error::Option("the speed must be more than 0"));
        }
        if !(self.credits.is_finite() && self.credits >= 0.0) {
            return Err(Error::Option("the credits must be 0 or more"));
        }
        if self.key.is_empty() || self.client_id.is_empty() || self.key == self.client_id {
            return Err(Error::Option("the key and the client id must be two different words"));
        }
        Ok(())
    }
}

impl Default for Options {
    fn default() -> Self {
        Self {
            port: 0,
            speed: 1.0,
            key: random::hex(12),
            client_id: random::hex(8),
            credits: 1000.0,
            state: None,
            clock: Clock::system(),
            webhook_pauses: [5, 30, 180, 1800].map(Duration::from_secs).to_vec(),
            film: None,
        }
    }
}

/// Without the key: options end up in logs.
impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("port", &self.port)
            .field("speed", &self.speed)
            .field("credits", &self.credits)
            .field("state", &self.state)
            .finish_non_exhaustive()
    }
}
