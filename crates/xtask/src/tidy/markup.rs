//! Reading a Svelte component just well enough to see which of its words a person would see.

/// Attributes, also of components, whose value is shown or spoken.
const SHOWN: &[&str] = &[
    "alt",
    "aria-description",
    "aria-label",
    "aria-placeholder",
    "aria-roledescription",
    "aria-valuetext",
    "description",
    "heading",
    "hint",
    "label",
    "placeholder",
    "text",
    "title",
];

/// Literal words that a person would see, with their lines: text between tags, and the values of [`SHOWN`]. What stands
/// in braces is code, and not looked into.
pub(crate) fn literal_words(component: &str) -> Vec<(usize, String)> {
    let mut reader = Reader { text: component, at: 0, found: Vec::new() };
    while !reader.rest().is_empty() {
        reader.node();
    }
    reader.found
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    found: Vec<(usize, String)>,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// Text, an expression, a comment or a tag.
    fn node(&mut self) {
        let rest = self.rest();
        if rest.starts_with("<!--") {
            self.past("-->");
        } else if rest.starts_with("<script") {
            self.past("</script>");
        } else if rest.starts_with("<style") {
            self.past("</style>");
        } else if rest.starts_with('<') {
            self.tag();
        } else if rest.starts_with('{') {
            self.at += expression(rest);
        } else {
            let text = &rest[..rest.find(['<', '{']).unwrap_or(rest.len())];
            self.judge(text);
            self.at += text.len();
        }
    }

    fn tag(&mut self) {
        self.at += self.until(|c| c.is_whitespace() || c == '>');
        loop {
            self.at += self.until(|c| !c.is_whitespace() && c != '/');
            let rest = self.rest();
            if rest.is_empty() {
                return;
            } else if rest.starts_with('>') {
                self.at += 1;
                return;
            } else if rest.starts_with('{') {
                self.at += expression(rest);
            } else {
                self.attribute();
            }
        }
    }

    fn attribute(&mut self) {
        let name = &self.rest()[..self.until(|c| c.is_whitespace() || "=>/".contains(c)).max(1)];
        self.at += name.len();
        if !self.rest().starts_with('=') {
            return;
        }
        self.at += 1;
        match self.rest().chars().next() {
            Some('{') => self.at += expression(self.rest()),
            Some(quote @ ('"' | '\'')) => {
                self.at += 1;
                while !self.rest().is_empty() && !self.rest().starts_with(quote) {
                    if self.rest().starts_with('{') {
                        self.at += expression(self.rest());
                        continue;
                    }
                    let words = &self.rest()[..self.until(|c| c == quote || c == '{')];
                    if SHOWN.contains(&name) {
                        self.judge(words);
                    }
                    self.at += words.len();
                }
                self.at = (self.at + 1).min(self.text.len());
            }
            _ => self.at += self.until(|c| c.is_whitespace() || c == '>'),
        }
    }

    /// Notes words with a letter in them; entities such as `&nbsp;` are none.
    fn judge(&mut self, words: &str) {
        let plain: String = words
            .split('&')
            .enumerate()
            .map(|(index, part)| if index == 0 { part } else { part.split_once(';').map_or(part, |(_, after)| after) })
            .collect();
        if plain.chars().any(char::is_alphabetic) {
            let lead = words.len() - words.trim_start().len();
            let line = self.text[..self.at + lead].matches('\n').count() + 1;
            self.found.push((line, words.split_whitespace().collect::<Vec<_>>().join(" ")));
        }
    }

    fn until(&self, stop: impl Fn(char) -> bool) -> usize {
        self.rest().find(stop).unwrap_or(self.rest().len())
    }

    fn past(&mut self, end: &str) {
        self.at += self.rest().find(end).map_or(self.rest().len(), |at| at + end.len());
    }
}

/// The length of the expression in braces with which `text` begins; braces in its strings do not count.
fn expression(text: &str) -> usize {
    let (mut depth, mut quote, mut escaped) = (0_u32, None, false);
    for (at, c) in text.char_indices() {
        match (quote, c) {
            _ if escaped => escaped = false,
            (Some(_), '\\') => escaped = true,
            (Some(open), c) if open == c => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'' | '`') => quote = Some(c),
            (None, '{') => depth += 1,
            (None, '}') if depth == 1 => return at + 1,
            (None, '}') => depth -= 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(component: &str) -> Vec<String> {
        literal_words(component).into_iter().map(|(_, words)| words).collect()
    }

    #[test]
    fn words_between_tags_are_found_with_their_line() {
        assert_eq!(literal_words("<p>\n  Create {n}\n</p>\n"), [(2, "Create".to_owned())]);
    }

    #[test]
    fn words_in_attributes_that_are_shown_are_found() {
        assert_eq!(
            words(r#"<img class="wide" alt="A photo"><Button label='Close' {...rest} />"#),
            ["A photo", "Close"]
        );
    }

    #[test]
    fn code_styles_comments_numbers_and_entities_are_not_words() {
        let component = r#"<script lang="ts">const a = "Hello <b>";</script>
<!-- A remark -->
{#if a > 1}<b class={x ? "on" : "off"} title={m.title()} disabled onclick={() => { go("}") }}>{m.go()} &times; 5&nbsp;</b>{/if}
<style>b { color: red }</style>"#;
        assert_eq!(words(component), [""; 0]);
    }

    #[test]
    fn an_unfinished_component_comes_to_an_end() {
        for component in ["<p class=\"", "<p a", "{`", "<", "<!--", "<script>", "<p title=\"{"] {
            assert_eq!(words(component), [""; 0], "{component}");
        }
    }
}
