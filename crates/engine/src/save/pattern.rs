//! How a person wants files to be named: words of ours in braces, and anything around them.

use super::name::{MAX_BYTES, clean, photo_words, tidy};

/// A pattern such as `{date} {photo} - {prompt}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    text: String,
    pieces: Vec<Piece>,
}

/// What a name can tell of a video.
#[derive(Clone, Copy, Debug, Default)]
pub struct Facts<'a> {
    /// The photo's file name.
    pub photo: &'a str,
    /// What should happen.
    pub prompt: &'a str,
    /// The effect's name, where there is one.
    pub effect: &'a str,
    /// The model's name for people.
    pub model: &'a str,
    /// As the service lists it.
    pub resolution: &'a str,
    /// The length.
    pub seconds: u32,
    /// The local day on which Create was pressed, as in `2026-11-27`.
    pub date: &'a str,
    /// The local time of it, as in `14.05.09`.
    pub time: &'a str,
    /// Letters that no other video has.
    pub id: &'a str,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    Word(Word),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Word {
    Photo,
    Prompt,
    Effect,
    Model,
    Resolution,
    Seconds,
    Date,
    Time,
    Id,
}

/// As the person writes them, in the order in which the settings offer them.
const WORDS: [(&str, Word); 9] = [
    ("photo", Word::Photo),
    ("prompt", Word::Prompt),
    ("effect", Word::Effect),
    ("model", Word::Model),
    ("resolution", Word::Resolution),
    ("seconds", Word::Seconds),
    ("date", Word::Date),
    ("time", Word::Time),
    ("id", Word::Id),
];

/// The most that a pattern has, in bytes.
const LONGEST: usize = 200;
/// The most that one word comes to, in bytes; a prompt may be longer.
const MAX_WORD: usize = 36;
const MAX_PROMPT: usize = 52;

/// Between the pattern and the id that it does not have.
const BETWEEN: &str = " - ";

impl Default for Pattern {
    fn default() -> Self {
        let pieces = vec![Piece::Word(Word::Photo), Piece::Text(BETWEEN.to_owned()), Piece::Word(Word::Prompt)];
        Self { text: "{photo} - {prompt}".to_owned(), pieces }
    }
}

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// A sentence for the person: a word that is not ours, a brace without its other, or nothing at all.
    pub fn parse(text: &str) -> Result<Self, String> {
        if text.trim().is_empty() {
            return Err("A name needs at least one word, such as {photo}.".to_owned());
        }
        if text.len() > LONGEST {
            return Err("This pattern is too long for a file name.".to_owned());
        }
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((before, behind)) = rest.split_once('{') {
            if before.contains('}') {
                return Err(unpaired());
            }
            let (word, after) = behind.split_once('}').ok_or_else(unpaired)?;
            let known = WORDS.iter().find(|(name, _)| *name == word.trim());
            let (_, word) = known.ok_or_else(|| {
                let words: Vec<_> = WORDS.iter().map(|(name, _)| format!("{{{name}}}")).collect();
                format!("{{{}}} is not a word for names. These are: {}.", word.trim(), words.join(" "))
            })?;
            if !before.is_empty() {
                pieces.push(Piece::Text(before.to_owned()));
            }
            pieces.push(Piece::Word(*word));
            rest = after;
        }
        if rest.contains('}') {
            return Err(unpaired());
        }
        if !rest.is_empty() {
            pieces.push(Piece::Text(rest.to_owned()));
        }
        Ok(Self { text: text.to_owned(), pieces })
    }

    /// As the person wrote it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The name of a file, without its ending. The id is always in it, at the end where the pattern has none: it keeps the
    /// videos of one request apart, and a name is never one that another video has.
    #[must_use]
    pub fn stem(&self, facts: &Facts<'_>) -> String {
        let id = tidy(facts.id, MAX_WORD);
        let words: String = self.pieces.iter().map(|piece| piece.text(facts, &id)).collect();
        // What is empty leaves nothing between what stands beside it.
        let parts: Vec<_> = words.split(BETWEEN).map(str::trim).filter(|part| !part.is_empty()).collect();
        let whole = parts.join(BETWEEN);
        let has_id = |name: &str| !id.is_empty() && name.contains(&id);
        let name = clean(&whole, MAX_BYTES);
        if id.is_empty() || (has_id(&whole) && has_id(&name)) {
            return name;
        }
        let words = tidy(&whole, MAX_BYTES - BETWEEN.len() - id.len());
        if words.is_empty() { clean(&id, MAX_BYTES) } else { clean(&format!("{words}{BETWEEN}{id}"), MAX_BYTES) }
    }
}

impl Piece {
    fn text(&self, facts: &Facts<'_>, id: &str) -> String {
        let word = match self {
            Self::Text(text) => return text.clone(),
            Self::Word(word) => word,
        };
        match word {
            Word::Photo => tidy(photo_words(facts.photo), MAX_WORD),
            Word::Prompt if facts.prompt.trim().is_empty() => tidy(facts.effect, MAX_WORD),
            Word::Prompt => tidy(facts.prompt, MAX_PROMPT),
            Word::Effect => tidy(facts.effect, MAX_WORD),
            Word::Model => tidy(facts.model, MAX_WORD),
            Word::Resolution => tidy(facts.resolution, MAX_WORD),
            Word::Seconds => format!("{} s", facts.seconds),
            Word::Date => facts.date.to_owned(),
            Word::Time => facts.time.to_owned(),
            Word::Id => id.to_owned(),
        }
    }
}

fn unpaired() -> String {
    "A word for names stands between { and }.".to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FACTS: Facts<'_> = Facts {
        photo: "beach.jpg",
        prompt: "slow push in",
        effect: "",
        model: "Akool Fast",
        resolution: "720p",
        seconds: 5,
        date: "2026-11-27",
        time: "14.05.09",
        id: "4f2a9c1b",
    };

    fn stem(pattern: &str, facts: &Facts<'_>) -> String {
        Pattern::parse(pattern).unwrap().stem(facts)
    }

    #[test]
    fn words_become_what_they_stand_for_and_the_id_is_always_there() {
        for (pattern, expected) in [
            ("{photo} - {prompt}", "beach - slow push in - 4f2a9c1b"),
            ("{date} {time} {photo}", "2026-11-27 14.05.09 beach - 4f2a9c1b"),
            ("{id} {model} {resolution} {seconds}", "4f2a9c1b Akool Fast 720p 5 s"),
            ("holiday", "holiday - 4f2a9c1b"),
            ("{ photo }", "beach - 4f2a9c1b"),
            ("{effect} - {photo} - {effect}", "beach - 4f2a9c1b"),
            ("../{photo}/{prompt}", "beach slow push in - 4f2a9c1b"),
        ] {
            assert_eq!(stem(pattern, &FACTS), expected, "{pattern}");
        }
        assert_eq!(Pattern::default(), Pattern::parse("{photo} - {prompt}").unwrap());
    }

    #[test]
    fn without_a_prompt_the_effect_stands_for_it() {
        assert_eq!(
            stem("{photo} - {prompt}", &Facts { prompt: " ", effect: "Angel wings", ..FACTS }),
            "beach - Angel wings - 4f2a9c1b"
        );
        assert_eq!(stem("{photo} - {prompt}", &Facts { prompt: "", ..FACTS }), "beach - 4f2a9c1b");
    }

    #[test]
    fn a_word_that_is_not_ours_and_a_brace_without_its_other_are_told() {
        for (pattern, says) in [
            ("{foto}", "{foto} is not a word for names"),
            ("{photo", "between { and }"),
            ("photo}", "between { and }"),
            ("{photo}}", "between { and }"),
            ("  ", "at least one word"),
        ] {
            let why = Pattern::parse(pattern).unwrap_err();
            assert!(why.contains(says), "{why}");
        }
        assert!(Pattern::parse(&"a".repeat(201)).is_err());
    }

    #[test]
    fn the_id_survives_whatever_else_is_in_the_name() {
        let long = "word ".repeat(99);
        for pattern in ["{prompt}{prompt}{prompt}{prompt} {id}", "{photo} {prompt} {model}", "{id}{prompt}{prompt}"] {
            let name = stem(pattern, &Facts { prompt: &long, photo: &long, model: &long, ..FACTS });
            assert!(name.contains("4f2a9c1b") && name.len() <= MAX_BYTES, "{name}");
        }
    }
}
