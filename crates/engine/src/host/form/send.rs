//! Sending a file to an uploader, and asking it to delete one.

use reqwest::StatusCode;
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use reqwest::multipart::{Form, Part};
use secrecy::ExposeSecret as _;

use super::super::fault::{failed, on_the_way, refused};
use super::super::{Deletion, Placed, Upload, is_private};
use super::{DeleteMethod, FormHost, FormMethod, reply};
use crate::error::Error;

/// Uploads a file and returns the links that the uploader gives.
pub(in crate::host) async fn store(host: &FormHost, http: &reqwest::Client, upload: &Upload) -> Result<Placed, Error> {
    let request = match host.method {
        FormMethod::Post if !host.binary => http.post(host.url.clone()).multipart(form(host, upload)?),
        FormMethod::Post => bytes(http.post(host.url.clone()), upload),
        FormMethod::Put => bytes(http.put(host.url.clone()), upload),
    };
    let answer = request.headers(headers(host)?).send().await.map_err(|e| {
        let what = on_the_way(&e);
        tracing::warn!(error = %e.without_url(), "upload failed");
        failed(what)
    })?;
    check(answer.status())?;
    let body = reply::read(answer).await?;
    let link = reply::find(&body, &host.link).map_err(|e| e.sentence("link"))?;
    let link = host.link_replace.iter().fold(link, |link, [from, to]| link.replacen(from.as_str(), to, 1));
    // Some uploaders answer with a path of their own.
    let link = host.url.join(&link).map_err(|_| failed("gave a link that is not an address"))?;
    if !is_private(&link) {
        return Err(failed("gave a link that is not https"));
    }
    Ok(Placed { link, deletion: deletion(host, &body) })
}

/// Asks a deletion link to delete. What it does not know is deleted already.
pub(in crate::host) async fn follow(
    http: &reqwest::Client,
    deletion: &Deletion,
    secrets_for: Option<&FormHost>,
) -> Result<(), Error> {
    let request = match deletion.method {
        DeleteMethod::Delete => http.delete(deletion.link.clone()),
        DeleteMethod::Get => http.get(deletion.link.clone()),
    };
    let request = match secrets_for {
        Some(host) => request.headers(headers(host)?),
        None => request,
    };
    let status = request.send().await.map_err(|e| failed(on_the_way(&e)))?.status();
    if status.is_success() || matches!(status, StatusCode::NOT_FOUND | StatusCode::GONE) {
        Ok(())
    } else {
        Err(failed(&format!("did not delete the photo (status {})", status.as_u16())))
    }
}

/// The deletion link, if the uploader gave one that may be used. The photo is there without it, too.
fn deletion(host: &FormHost, body: &[u8]) -> Option<Deletion> {
    let found = reply::find(body, host.delete_place()?);
    let link = found.ok().and_then(|link| host.url.join(&link).ok()).filter(is_private);
    if link.is_none() {
        tracing::warn!("the place for photos gave no link to delete with");
    }
    link.map(|link| Deletion { method: host.delete_method, link })
}

fn check(status: StatusCode) -> Result<(), Error> {
    let number = status.as_u16();
    match number {
        200..=299 => Ok(()),
        300..=399 => Err(refused(&format!(
            "leads to another address (status {number}), and photos and keys go only to the one that you entered: check it in the settings"
        ))),
        401 | 403 => Err(refused(&format!("does not let you in (status {number}): check its key in the settings"))),
        404 | 405 | 410 => {
            Err(refused(&format!("takes nothing at this address (status {number}): check it in the settings")))
        }
        413 => Err(refused("refused the photo, which is too large for it (status 413): choose another place")),
        429 => Err(failed("asks to slow down (status 429)")),
        500..=599 => Err(failed(&format!("is in trouble at the moment (status {number})"))),
        _ => Err(failed(&format!("refused the photo (status {number})"))),
    }
}

fn bytes(request: reqwest::RequestBuilder, upload: &Upload) -> reqwest::RequestBuilder {
    request.header(CONTENT_TYPE, upload.mime).body(upload.bytes.clone())
}

fn form(host: &FormHost, upload: &Upload) -> Result<Form, Error> {
    let part = Part::stream_with_length(upload.bytes.clone(), upload.bytes.len() as u64)
        .file_name(upload.name.clone())
        .mime_str(upload.mime)
        .map_err(|e| Error::internal("upload", e))?;
    let open = host.fields.iter().filter(|(name, _)| !host.secret_fields.contains(name));
    let form = open.fold(Form::new(), |form, (name, value)| form.text(name.clone(), value.clone()));
    let secret = host.secret_fields.iter().filter_map(|name| {
        let value = host.secrets.get(&format!("field/{name}"))?;
        Some((name.clone(), value.expose_secret().to_owned()))
    });
    let form = secret.fold(form, |form, (name, value)| form.text(name, value));
    Ok(form.part(host.file_field.clone(), part))
}

fn headers(host: &FormHost) -> Result<HeaderMap, Error> {
    let is_secret = |name: &str| host.secret_headers.iter().any(|secret| secret.eq_ignore_ascii_case(name));
    let open = host.headers.iter().filter(|(name, _)| !is_secret(name)).map(|(name, value)| (name, value.as_str()));
    let secret = host.secret_headers.iter().filter_map(|name| {
        let value = host.secrets.get(&format!("header/{name}"))?;
        Some((name, value.expose_secret()))
    });
    let mut headers = HeaderMap::new();
    for (name, value) in open.chain(secret) {
        let wrong = || refused(&format!("has a header that cannot be sent: {name}"));
        let mut value = HeaderValue::from_str(value).map_err(|_| wrong())?;
        value.set_sensitive(true);
        headers.insert(HeaderName::try_from(name.as_str()).map_err(|_| wrong())?, value);
    }
    Ok(headers)
}
