//! The little language in the texts of a `.sxcu` file: `{json:a.b[0]}` and `{response}`, and the older `$json:a.b[0]$`.

use super::refuse;
use crate::error::Error;

/// Where a link is, in our words: a JSON pointer, `body`, or a link with either in braces.
pub(super) fn place(field: &str, text: &str) -> Result<String, Error> {
    let mut parts = Vec::new();
    let mut rest = text.trim();
    while let Some(start) = rest.find(['{', '$']) {
        let close = if rest[start..].starts_with('{') { '}' } else { '$' };
        let inside = &rest[start + 1..];
        let end = inside.find(close).ok_or_else(|| refuse(&format!("its {field} is not complete")))?;
        parts.push(Part::Text(&rest[..start]));
        parts.push(Part::Found(found(field, &inside[..end])?));
        rest = &inside[end + 1..];
    }
    parts.push(Part::Text(rest));
    parts.retain(|part| !matches!(part, Part::Text("")));
    match parts.as_slice() {
        [Part::Found(only)] => Ok(only.clone()),
        parts if parts.iter().any(|part| matches!(part, Part::Found(_))) => Ok(parts
            .iter()
            .map(|part| match part {
                Part::Text(text) => (*text).to_owned(),
                Part::Found(place) => format!("{{{place}}}"),
            })
            .collect()),
        _ => Err(refuse(&format!("its {field} is the same for every file"))),
    }
}

/// A text that stands for itself.
pub(super) fn plain(field: &str, text: &str) -> Result<(), Error> {
    let names = [
        "{filename",
        "{input",
        "{random",
        "{select",
        "{prompt",
        "{inputbox",
        "{outputbox",
        "{base64",
        "$filename$",
        "$input$",
    ];
    let lower = text.to_lowercase();
    match names.iter().find(|name| lower.contains(*name)) {
        Some(name) => {
            let name = name.trim_matches(['{', '$']);
            Err(refuse(&format!("its {field} use \"{name}\", which is not possible here")))
        }
        None => Ok(()),
    }
}

enum Part<'a> {
    Text(&'a str),
    Found(String),
}

fn found(field: &str, what: &str) -> Result<String, Error> {
    let (name, argument) = what.split_once(':').map_or((what, ""), |(name, argument)| (name.trim(), argument.trim()));
    match name.to_lowercase().as_str() {
        "response" if argument.is_empty() => Ok("body".to_owned()),
        "json" => pointer(argument)
            .ok_or_else(|| refuse(&format!("its {field} has a path that is not possible here ({argument})"))),
        other => Err(refuse(&format!("its {field} uses \"{other}\", which is not possible here"))),
    }
}

/// `a.b[0].c` as `/a/b/0/c`.
fn pointer(path: &str) -> Option<String> {
    // `{json:response|path}` names the text to read; it is the reply either way.
    let path = path.rsplit('|').next()?.trim();
    let path = path.strip_prefix("$.").unwrap_or(path);
    let mut pointer = String::new();
    for step in path.split('.') {
        let mut names = step.split('[');
        let name = names.next()?;
        if !name.is_empty() {
            pointer.push('/');
            pointer.push_str(&name.replace('~', "~0").replace('/', "~1"));
        }
        for index in names {
            let index = index.strip_suffix(']')?.trim_matches(['\'', '"']);
            if index.is_empty() || index.contains(['*', '?', '(', ':']) {
                return None;
            }
            pointer.push('/');
            pointer.push_str(index);
        }
    }
    (!pointer.is_empty()).then_some(pointer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_of_writing_a_place_are_understood() {
        let cases = [
            ("", None),
            ("https://example.com/fixed", None),
            ("{response}", Some("body")),
            ("$response$", Some("body")),
            ("{json:url}", Some("/url")),
            ("{json:data.link}", Some("/data/link")),
            ("$json:files[0].url$", Some("/files/0/url")),
            ("{json:$.data['a b'].url}", Some("/data/a b/url")),
            ("{json:response|data.url}", Some("/data/url")),
            ("https://i.example.com/{json:id}.png", Some("https://i.example.com/{/id}.png")),
            ("https://i.example.com/$json:id$", Some("https://i.example.com/{/id}")),
            ("{json:files[*].url}", None),
            ("{regex:1}", None),
            ("{header:Location}", None),
            ("{json:url", None),
        ];
        for (text, expected) in cases {
            assert_eq!(place("URL", text).ok().as_deref(), expected, "{text}");
        }
    }
}
