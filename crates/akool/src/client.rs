//! The door: a client, and from it a handle for each resource.

use std::fmt;
use std::sync::Arc;

use serde_json::Value;

use crate::account::Account;
use crate::config::{Config, checked_base};
use crate::effects::Effects;
use crate::error::Error;
use crate::models::Models;
use crate::recovery::Recovery;
use crate::reply::{Effect, RawReply};
use crate::token::{Signer, is_refused};
use crate::transport::{Call, Transport};
use crate::videos::Videos;

/// A client of one account. Cheap to clone; clones share connections and the token.
#[derive(Clone)]
pub struct Client {
    shared: Arc<Shared>,
}

struct Shared {
    transport: Transport,
    signer: Signer,
    base: String,
}

impl Client {
    /// Makes a client. Nothing is sent yet.
    ///
    /// # Errors
    /// [`UnsafeUrl`](crate::ErrorKind::UnsafeUrl) for an address that is neither https nor on this machine,
    /// [`Config`](crate::ErrorKind::Config) for an empty or impossible key or proxy.
    pub fn new(config: Config) -> Result<Self, Error> {
        let base = checked_base(&config.base_url)?;
        let signer = Signer::new(&config.auth)?;
        let shared = Shared { base: base.to_string(), transport: Transport::new(base, &config)?, signer };
        Ok(Self { shared: Arc::new(shared) })
    }

    /// What can make a video.
    pub fn models(&self) -> Models<'_> {
        Models::new(self)
    }

    /// Making videos, looking after them, deleting them.
    pub fn videos(&self) -> Videos<'_> {
        Videos::new(self)
    }

    /// Ready-made movements that replace a prompt.
    pub fn effects(&self) -> Effects<'_> {
        Effects::new(self)
    }

    /// The account and its credits.
    pub fn account(&self) -> Account<'_> {
        Account::new(self)
    }

    /// Looking for a video whose create call was never answered.
    pub fn recovery(&self) -> Recovery<'_> {
        Recovery::new(self)
    }

    /// Signs and sends. A pair's token that the service does not take is fetched anew, once; the call is then sent a
    /// second time, which is safe because a call without a valid token is not processed.
    pub(crate) async fn send(&self, call: Call<'_>) -> Result<RawReply, Error> {
        let Shared { transport, signer, .. } = &*self.shared;
        let signature = signer.signature(transport).await?;
        let reply = transport.send(&call, Some(signature.header.clone())).await?;
        if !is_refused(&reply) || !signer.renounce(&signature).await {
            return Ok(reply);
        }
        let signature = signer.signature(transport).await?;
        let reply = transport.send(&call, Some(signature.header.clone())).await?;
        if is_refused(&reply) {
            signer.renounce(&signature).await;
        }
        Ok(reply)
    }

    /// Sends a call that changes nothing, and opens its envelope.
    pub(crate) async fn read(&self, call: Call<'_>) -> Result<(RawReply, Value), Error> {
        let reply = self.send(call).await?;
        let envelope = reply.envelope(Effect::Reads)?;
        Ok((reply, envelope))
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("base_url", &self.shared.base).finish_non_exhaustive()
    }
}
