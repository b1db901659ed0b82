//! The one place that speaks HTTP.
//!
//! It never follows a redirect, never repeats a call, and never reads more than [`LARGEST_REPLY`]. A call that changes
//! something goes over a connection of its own: on a kept-alive connection that the server has just closed, an HTTP
//! library may send the request once more without saying so.

use std::time::SystemTime;

use reqwest::header::{DATE, HeaderMap, HeaderName, HeaderValue, RETRY_AFTER};
use reqwest::{Method, redirect, retry};
use serde_json::Value;
use url::Url;

use crate::config::{Config, Proxy, Timeouts, is_loopback};
use crate::error::{Error, ErrorKind};
use crate::reply::{Effect, RawReply};
use crate::wait;

/// A reply longer than this is not one of the service. The longest known, the list of effects, is about 60 kB.
const LARGEST_REPLY: usize = 8 * 1024 * 1024;

/// One call, without what identifies the account.
pub(crate) struct Call<'a> {
    pub(crate) method: Method,
    /// Below the base address, without a leading slash; may carry a query.
    pub(crate) path: &'a str,
    pub(crate) body: Option<Value>,
    pub(crate) effect: Effect,
}

impl<'a> Call<'a> {
    /// A GET.
    pub(crate) fn get(path: &'a str) -> Self {
        Self { method: Method::GET, path, body: None, effect: Effect::Reads }
    }

    /// A POST that changes nothing.
    pub(crate) fn ask(path: &'a str, body: Value) -> Self {
        Self { method: Method::POST, path, body: Some(body), effect: Effect::Reads }
    }

    /// A POST that costs money or cannot be undone.
    pub(crate) fn change(path: &'a str, body: Value) -> Self {
        Self { method: Method::POST, path, body: Some(body), effect: Effect::Changes }
    }
}

/// Two HTTP clients: one that keeps connections for reading, one that never uses a connection twice.
pub(crate) struct Transport {
    base: Url,
    reading: reqwest::Client,
    changing: reqwest::Client,
    timeouts: Timeouts,
}

impl Transport {
    pub(crate) fn new(base: Url, config: &Config) -> Result<Self, Error> {
        let failed = |error: reqwest::Error| Error::config(causes(&error));
        let reading = builder(&base, config)?.build().map_err(failed)?;
        let changing = builder(&base, config)?.pool_max_idle_per_host(0).build().map_err(failed)?;
        Ok(Self { base, reading, changing, timeouts: config.timeouts })
    }

    /// Sends once. Any complete reply is `Ok`, whatever its status says.
    pub(crate) async fn send(
        &self,
        call: &Call<'_>,
        auth: Option<(HeaderName, HeaderValue)>,
    ) -> Result<RawReply, Error> {
        let url = self.base.join(call.path).map_err(Error::config)?;
        let (http, limit) = match call.effect {
            Effect::Reads => (&self.reading, self.timeouts.call),
            Effect::Changes => (&self.changing, self.timeouts.create),
        };
        let mut request = http.request(call.method.clone(), url).timeout(limit);
        if let Some((name, value)) = auth {
            request = request.header(name, value);
        }
        if let Some(body) = &call.body {
            request = request.json(body);
        }
        let path = call.path.split('?').next().unwrap_or_default();
        let result = match request.send().await {
            Ok(response) => receive(response, call.effect).await,
            Err(error) => Err(broken(error, call.effect)),
        };
        match &result {
            Ok(reply) => tracing::debug!(method = %call.method, path, status = reply.status, "answered"),
            Err(error) => tracing::debug!(method = %call.method, path, kind = ?error.kind, "not answered"),
        }
        result
    }
}

fn builder(base: &Url, config: &Config) -> Result<reqwest::ClientBuilder, Error> {
    let builder = reqwest::Client::builder()
        .user_agent(concat!("akool-rs/", env!("CARGO_PKG_VERSION")))
        .http1_only()
        .redirect(redirect::Policy::none())
        .retry(retry::never())
        .referer(false)
        .connect_timeout(config.timeouts.connect);
    // Without TLS there is nothing to check certificates against, and loading them takes longer than a call.
    let builder = if base.scheme() == "http" { builder.tls_certs_only([]) } else { builder };
    // What goes to this machine may be plain http, so that no proxy may see it.
    Ok(match &config.proxy {
        _ if is_loopback(base) => builder.no_proxy(),
        Proxy::System => builder,
        Proxy::None => builder.no_proxy(),
        Proxy::Url(url) => builder.no_proxy().proxy(reqwest::Proxy::all(url.clone()).map_err(|_| {
            // The library's own words could repeat the proxy's password.
            Error::config("the proxy's address cannot be used")
        })?),
    })
}

/// Reads the body. When it breaks off, what arrived is kept in the error.
async fn receive(mut response: reqwest::Response, effect: Effect) -> Result<RawReply, Error> {
    let mut reply = RawReply {
        status: response.status().as_u16(),
        body: Vec::new(),
        retry_after: asked_to_wait(response.headers(), SystemTime::now()),
    };
    loop {
        let mut error = match response.chunk().await {
            Ok(None) => return Ok(reply),
            Ok(Some(chunk)) if reply.body.len() + chunk.len() <= LARGEST_REPLY => {
                reply.body.extend_from_slice(&chunk);
                continue;
            }
            Ok(Some(_)) => reply.unreadable(effect, "far too long"),
            Err(error) => broken(error, effect),
        };
        error.status = Some(reply.status);
        error.retry_after = reply.retry_after;
        error.body = Some(reply.body);
        return Err(error);
    }
}

/// A date is counted from the service's own clock where it tells it: this machine's may be wrong.
fn asked_to_wait(headers: &HeaderMap, now: SystemTime) -> Option<std::time::Duration> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let now = text(DATE).and_then(|date| httpdate::parse_http_date(date).ok()).unwrap_or(now);
    wait::from_header(text(RETRY_AFTER)?, now)
}

fn broken(error: reqwest::Error, effect: Effect) -> Error {
    let kind = if error.is_connect() {
        ErrorKind::Connect
    } else if error.is_builder() {
        ErrorKind::Config
    } else if error.is_timeout() {
        ErrorKind::Timeout
    } else {
        ErrorKind::Interrupted
    };
    let certainly_not_sent = matches!(kind, ErrorKind::Connect | ErrorKind::Config);
    let mut ours = Error::new(kind).because(causes(&error.without_url()));
    ours.maybe_processed = effect == Effect::Changes && !certainly_not_sent;
    ours
}

/// The innermost cause is the one that says something ("connection refused").
fn causes(error: &reqwest::Error) -> String {
    let mut cause: &dyn std::error::Error = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    cause.to_string()
}
