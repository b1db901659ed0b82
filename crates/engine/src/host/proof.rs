//! The proof of a link, before anything is paid for: what it gives back must be the photo.

use bytes::Bytes;
use futures::StreamExt as _;
use url::Url;

use super::fault;
use crate::error::{Error, ErrorCode};
use crate::photo::{Crop, Limits, prepare};

/// The link of a file of ours gives back that file.
pub(super) async fn same_bytes(http: &reqwest::Client, link: &Url, expected: &Bytes) -> Result<(), Error> {
    let mut rest: &[u8] = expected;
    let mut body = fetch(http, link).await?.bytes_stream();
    while let Some(chunk) = body.next().await {
        let chunk = chunk.map_err(|_| wrong("breaks off"))?;
        rest = rest.strip_prefix(chunk.as_ref()).ok_or_else(|| wrong("does not give back the photo"))?;
    }
    if rest.is_empty() { Ok(()) } else { Err(wrong("does not give back the whole photo")) }
}

/// The link from which a photo came gives a picture that becomes the same photo when it is prepared again.
pub(super) async fn same_photo(http: &reqwest::Client, link: &Url, expected: &Bytes) -> Result<(), Error> {
    let limits = Limits::default();
    let mut found = Vec::new();
    let mut body = fetch(http, link).await?.bytes_stream();
    while let Some(chunk) = body.next().await {
        found.extend_from_slice(&chunk.map_err(|_| wrong("breaks off"))?);
        if found.len() as u64 > limits.max_bytes_in {
            return Err(wrong("gives more than a photo"));
        }
    }
    let prepared = tokio::task::spawn_blocking(move || prepare(&found.into(), &limits, Crop::Refuse))
        .await
        .map_err(|e| Error::internal("photo", e))?;
    match prepared {
        Ok(prepared) if prepared.bytes == expected.as_ref() => Ok(()),
        _ => Err(wrong("does not give the photo any more")),
    }
}

async fn fetch(http: &reqwest::Client, link: &Url) -> Result<reqwest::Response, Error> {
    let reply = http.get(link.clone()).send().await.map_err(|e| {
        let why = fault::on_the_way(&e);
        tracing::warn!(error = %e.without_url(), "the link of the place for photos cannot be fetched");
        wrong(&format!("cannot be fetched ({why})"))
    })?;
    if reply.status().is_success() {
        Ok(reply)
    } else {
        Err(wrong(&format!("answers with status {}", reply.status().as_u16())))
    }
}

fn wrong(what: &str) -> Error {
    Error::new(
        ErrorCode::HostLinkWrong,
        format!("The place for photos gave a link that {what}. Nothing was sent to Akool; check its settings."),
    )
}
