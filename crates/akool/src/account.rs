//! The account and its credits.

use serde_json::Value;

use crate::client::Client;
use crate::error::Error;
use crate::read;
use crate::reply::Effect;
use crate::transport::Call;

/// The account. From [`Client::account`].
#[derive(Clone, Copy, Debug)]
pub struct Account<'a> {
    client: &'a Client,
}

impl<'a> Account<'a> {
    pub(crate) fn new(client: &'a Client) -> Self {
        Self { client }
    }

    /// The credits that are left. Show them; do not do bookkeeping with them alone: they jump at top-ups.
    ///
    /// # Errors
    /// As every call; [`Unreadable`](crate::ErrorKind::Unreadable) when no number came.
    pub async fn balance(&self) -> Result<f64, Error> {
        let (reply, envelope) = self.client.read(Call::get("api/open/v3/faceswap/quota/info")).await?;
        let data = envelope.get("data").unwrap_or(&Value::Null);
        read::number(data, "credit").ok_or_else(|| reply.unreadable(Effect::Reads, "no credit in it"))
    }
}
