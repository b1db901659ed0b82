//! Well-known public uploaders, as data: how to use each, what a person must fill in, and what they should know first.
//!
//! None is chosen for anybody: a person picks one and agrees to what happens there.

use std::collections::BTreeMap;

use url::Url;

use super::FormHost;
use crate::error::{Error, ErrorCode};

/// A public uploader.
#[derive(Debug)]
pub struct Preset {
    /// A short name for programs.
    pub id: &'static str,
    /// Its own name.
    pub name: &'static str,
    /// It and everything below it is this place.
    pub domain: &'static str,
    /// What a person should know before a photo goes there.
    pub notice: &'static str,
    /// What a person must fill in.
    pub needs: &'static [Need],
    url: &'static str,
    file_field: &'static str,
    link: &'static str,
    link_replace: &'static [[&'static str; 2]],
    fields: &'static [(&'static str, &'static str)],
    headers: &'static [(&'static str, &'static str)],
    /// Hours after which it removes a file sent in this way, if it does.
    hours: Option<u32>,
}

/// Something that a person must fill in.
#[derive(Debug)]
pub struct Need {
    /// Where it belongs.
    pub place: Place,
    /// What it is.
    pub label: &'static str,
    /// Where to get it.
    pub hint: &'static str,
}

/// Where something belongs that a person fills in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In a form field.
    Field(&'static str),
    /// In a form field, as a secret.
    SecretField(&'static str),
    /// In the address, instead of this word.
    Url(&'static str),
}

impl Preset {
    /// The uploader, with what a person must fill in still empty.
    ///
    /// # Errors
    /// Never, as long as the address of the preset is one.
    pub fn form(&self) -> Result<FormHost, Error> {
        let texts = |pairs: &[(&str, &str)]| -> BTreeMap<String, String> {
            pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
        };
        let url = Url::parse(self.url).map_err(|e| Error::internal("preset", e))?;
        let mut form = FormHost {
            file_field: self.file_field.to_owned(),
            link: self.link.to_owned(),
            link_replace: self.link_replace.iter().map(|pair| pair.map(str::to_owned)).collect(),
            fields: texts(self.fields),
            headers: texts(self.headers),
            expires_hours: self.hours,
            ..FormHost::new(url)
        };
        for need in self.needs {
            match need.place {
                Place::Field(name) => drop(form.fields.insert(name.to_owned(), String::new())),
                Place::SecretField(name) => form.secret_fields.push(name.to_owned()),
                Place::Url(_) => {}
            }
        }
        Ok(form)
    }
}

/// All of them.
#[must_use]
pub fn all() -> &'static [Preset] {
    PRESETS
}

/// One by its short name.
///
/// # Errors
/// `BadSpec`, naming those that there are.
pub fn by_id(id: &str) -> Result<&'static Preset, Error> {
    PRESETS.iter().find(|preset| preset.id == id).ok_or_else(|| {
        let ids: Vec<_> = PRESETS.iter().map(|preset| preset.id).collect();
        Error::new(ErrorCode::BadSpec, format!("There is no such preset. There are: {}.", ids.join(", ")))
    })
}

/// The public place to which this host name belongs.
pub(super) fn by_domain(host: &str) -> Option<&'static Preset> {
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    PRESETS
        .iter()
        .find(|preset| host.strip_suffix(preset.domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.')))
}

const PRESETS: &[Preset] = &[
    Preset {
        id: "imgbb",
        name: "imgbb",
        domain: "imgbb.com",
        notice: "imgbb.com is a public place: anybody with the link can see the photo. It is asked to remove it after a day; when it does is its own choice.",
        needs: &[Need {
            place: Place::SecretField("key"),
            label: "API key",
            hint: "From api.imgbb.com, with a free account.",
        }],
        url: "https://api.imgbb.com/1/upload",
        file_field: "image",
        link: "/data/url",
        link_replace: &[],
        fields: &[("expiration", "86400")],
        headers: &[],
        hours: Some(24),
    },
    Preset {
        id: "cloudinary",
        name: "Cloudinary, unsigned",
        domain: "cloudinary.com",
        notice: "Cloudinary shows what is uploaded to anybody with the link. Photos stay in your Cloudinary account until you remove them there.",
        needs: &[
            Need {
                place: Place::Url("CLOUD_NAME"),
                label: "Cloud name",
                hint: "Instead of CLOUD_NAME in the address.",
            },
            Need {
                place: Place::Field("upload_preset"),
                label: "Upload preset",
                hint: "An unsigned one, from Cloudinary's settings.",
            },
        ],
        url: "https://api.cloudinary.com/v1_1/CLOUD_NAME/image/upload",
        file_field: "file",
        link: "/secure_url",
        link_replace: &[],
        fields: &[],
        headers: &[],
        hours: None,
    },
    Preset {
        id: "litterbox",
        name: "Litterbox",
        domain: "catbox.moe",
        notice: "Litterbox is a public place: anybody with the link can see the photo. It says that it removes photos after 24 hours; when it does is its own choice.",
        needs: &[],
        url: "https://litterbox.catbox.moe/resources/internals/api.php",
        file_field: "fileToUpload",
        link: "body",
        link_replace: &[],
        fields: &[("reqtype", "fileupload"), ("time", "24h")],
        headers: &[],
        hours: Some(24),
    },
    Preset {
        id: "tmpfiles",
        name: "tmpfiles",
        domain: "tmpfiles.org",
        notice: "tmpfiles.org is a public place: anybody with the link can see the photo. It says that it removes photos after an hour; when it does is its own choice. A video that waits longer may fail.",
        needs: &[],
        url: "https://tmpfiles.org/api/v1/upload",
        file_field: "file",
        link: "/data/url",
        // It answers with the link of a page; the file itself is below /dl/.
        link_replace: &[["http://", "https://"], ["https://tmpfiles.org/", "https://tmpfiles.org/dl/"]],
        fields: &[],
        headers: &[],
        hours: Some(1),
    },
    Preset {
        id: "uguu",
        name: "Uguu",
        domain: "uguu.se",
        notice: "uguu.se is a public place: anybody with the link can see the photo. It says that it removes photos after three hours; when it does is its own choice.",
        needs: &[],
        url: "https://uguu.se/upload?output=json",
        file_field: "files[]",
        link: "/files/0/url",
        link_replace: &[],
        fields: &[],
        headers: &[],
        hours: Some(3),
    },
    Preset {
        id: "0x0",
        name: "0x0.st",
        domain: "0x0.st",
        notice: "0x0.st is a public place: anybody with the link can see the photo. It is asked to remove it after a day; when it does is its own choice.",
        needs: &[],
        url: "https://0x0.st/",
        file_field: "file",
        link: "body",
        link_replace: &[],
        // A longer name that is harder to guess, and hours until it is removed.
        fields: &[("secret", "1"), ("expires", "24")],
        // It turns away programs that do not say who they are.
        headers: &[("User-Agent", concat!("Animato/", env!("CARGO_PKG_VERSION")))],
        hours: Some(24),
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_preset_is_an_uploader_that_knows_its_own_place_and_waits_for_consent() {
        for preset in all() {
            let mut form = preset.form().unwrap();
            assert_eq!(form.public_place().map(|place| place.id), Some(preset.id));
            assert!(form.objection().unwrap().contains(preset.notice), "{}", preset.id);
            assert!(preset.notice.contains("anybody with the link"), "{}", preset.id);
            form.consent = Some(preset.domain.to_owned());
            for name in std::mem::take(&mut form.secret_fields) {
                form.fields.insert(name, "given".to_owned());
            }
            form.url = form.url.as_str().replace("CLOUD_NAME", "mine").parse().unwrap();
            form.fields.values_mut().for_each(|value| value.push('x'));
            assert_eq!(form.objection(), None, "{}", preset.id);
        }
    }

    #[test]
    fn what_must_be_filled_in_is_asked_for() {
        for preset in all().iter().filter(|preset| !preset.needs.is_empty()) {
            let form = FormHost { consent: Some(preset.domain.to_owned()), ..preset.form().unwrap() };
            assert!(form.objection().is_some(), "{}", preset.id);
        }
    }

    #[test]
    fn a_place_is_known_by_its_name_and_not_by_one_that_ends_alike() {
        assert_eq!(by_domain("litterbox.catbox.moe").map(|p| p.id), Some("litterbox"));
        assert_eq!(by_domain("IMGBB.com.").map(|p| p.id), Some("imgbb"));
        assert!(by_domain("notimgbb.com").is_none());
        assert!(by_domain("imgbb.com.example.com").is_none());
    }

    #[test]
    fn the_page_of_a_file_becomes_the_file() {
        let form = by_id("tmpfiles").unwrap().form().unwrap();
        for answered in ["http://tmpfiles.org/1/x.jpg", "https://tmpfiles.org/1/x.jpg"] {
            let link =
                form.link_replace.iter().fold(answered.to_owned(), |l, [from, to]| l.replacen(from.as_str(), to, 1));
            assert_eq!(link, "https://tmpfiles.org/dl/1/x.jpg");
        }
    }
}
