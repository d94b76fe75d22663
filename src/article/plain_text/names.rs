//! What a name looks like. Owns the test whether a text could be the name of one person, by capitals, particles, initials and
//! suffixes, and which words are titles. It decides nothing by itself: a caller needs other evidence, such as a quotation below.

use std::sync::LazyLock;

use super::{Desk, tables, words};

static TITLES: LazyLock<tables::Vocabulary> = LazyLock::new(|| tables::vocabulary(include_str!("data/titles.txt")));

const PARTICLES: [&str; 44] = [
    "de", "da", "do", "dos", "das", "di", "del", "della", "dello", "der", "den", "des", "du", "van", "von", "vom", "zu", "zum", "zur",
    "ten", "ter", "te", "la", "le", "lo", "los", "las", "el", "al", "bin", "bint", "ibn", "abu", "ould", "y", "e", "af", "av", "i", "ap",
    "van't", "'t", "d'", "in't",
];

const SUFFIXES: [&str; 20] =
    ["jr", "sr", "ii", "iii", "iv", "md", "m.d", "phd", "ph.d", "mp", "kc", "qc", "cbe", "obe", "mbe", "msp", "mep", "td", "esq", "am"];

/// Words that begin with a capital in titles and headings, and are never part of a name.
const NEVER: [&str; 66] = [
    "the", "of", "and", "or", "for", "to", "in", "on", "at", "by", "as", "with", "from", "into", "after", "before", "what", "why", "how",
    "who", "when", "where", "is", "are", "was", "were", "be", "has", "have", "had", "will", "would", "can", "could", "should", "this",
    "that", "these", "those", "its", "it's", "their", "our", "your", "his", "her", "my", "not", "no", "new", "more", "most", "order",
    "numbers", "key", "breaking", "update", "read", "more", "und", "der", "die", "das", "les", "une", "los",
];

/// Whether a text could be the name of a person.
pub(super) fn is_person(text: &str) -> bool {
    let text = text.trim();
    if text.is_empty() || words::length(text) > 60 {
        return false;
    }
    if !words::has_case(text) {
        return is_caseless_name(text);
    }
    let tokens: Vec<&str> = text.split_whitespace().collect();
    let mut main = 0;
    for (at, token) in tokens.iter().enumerate() {
        let bare = words::fold(token.trim_matches(['.', ',']));
        let outer = at == 0 || at + 1 == tokens.len();
        if at > 0 && SUFFIXES.contains(&bare.as_str()) {
            continue;
        }
        if PARTICLES.contains(&bare.as_str()) && (!outer || (at == 0 && tokens.len() > 2)) {
            continue;
        }
        if !is_name_token(token) || is_never(&bare) {
            return false;
        }
        // `Dr` alone with a surname is still one name and one word of courtesy.
        main += 1;
    }
    (2..=5).contains(&main) && tokens.len() <= 7
}

fn is_never(bare: &str) -> bool {
    NEVER.contains(&bare) || super::dates::is_month_or_day(bare)
}

/// A capitalised word, an initial, or a compound such as `al-Rashid` and `O’Neil`.
fn is_name_token(token: &str) -> bool {
    let token = token.trim_end_matches(',');
    let letters = token.chars().all(|letter| {
        letter.is_alphabetic() || matches!(letter, '.' | '-' | '‑' | '\'' | '’' | 'ʼ' | '·') || ('\u{0300}'..='\u{036F}').contains(&letter)
    });
    let high = token.split(['-', '‑', '\'', '’']).any(|part| part.starts_with(char::is_uppercase));
    let stopped = token.ends_with('.') && token.chars().count() > 4;
    letters && high && !stopped
}

fn is_caseless_name(text: &str) -> bool {
    let letters = |token: &str| {
        !token.is_empty()
            && token.chars().all(|letter| {
                letter.is_alphabetic()
                    || !letter.is_ascii() && letter.is_alphanumeric()
                    || matches!(letter, '·' | '・' | '-')
                    || is_sign(letter)
            })
    };
    let tokens: Vec<&str> = text.split_whitespace().collect();
    if text.chars().any(crate::language::is_wide) {
        return (2..=14).contains(&words::length(text)) && tokens.len() <= 4 && tokens.iter().all(|token| letters(token));
    }
    (2..=5).contains(&tokens.len()) && tokens.iter().all(|token| letters(token))
}

/// Vowel signs of Arabic, Hebrew and Indian scripts.
fn is_sign(letter: char) -> bool {
    matches!(letter, '\u{0591}'..='\u{05C7}' | '\u{064B}'..='\u{065F}' | '\u{0900}'..='\u{0DFF}' | '\u{200C}' | '\u{200D}')
}

/// Whether the paper knows this name.
pub(super) fn is_known(text: &str, desk: &Desk<'_>) -> bool {
    let folded = words::bare(text);
    !folded.is_empty() && desk.people.iter().any(|person| words::bare(person) == folded)
}

/// Whether a word is a title or a job.
pub(super) fn is_title(word: &str) -> bool {
    let bare = words::fold(word.trim_matches(|letter: char| !letter.is_alphanumeric() && !is_sign(letter)));
    TITLES.contains(bare.as_str())
}

/// Whether any word of a text is a title or a job. In scripts without spaces a title may stand inside a longer word.
pub(super) fn has_title(text: &str) -> bool {
    text.split(|letter: char| letter.is_whitespace() || matches!(letter, '-' | '/' | ',')).any(is_title) || unspaced_title(text).is_some()
}

/// Whether a text has the name of a job at a paper.
pub(super) fn is_desk_job(text: &str) -> bool {
    static JOBS: LazyLock<tables::Vocabulary> = LazyLock::new(|| tables::vocabulary(include_str!("data/desk_jobs.txt")));
    words::fold(text).split([' ', ',', '/']).any(|word| JOBS.contains(word))
}

/// Whether a text of capitalised words ends as names of places do.
pub(super) fn is_place_like(text: &str) -> bool {
    let last = words::fold(text.rsplit(' ').next().unwrap_or_default());
    matches!(
        last.as_str(),
        "bay"
            | "point"
            | "city"
            | "town"
            | "village"
            | "street"
            | "road"
            | "island"
            | "islands"
            | "county"
            | "river"
            | "lake"
            | "beach"
            | "harbour"
            | "harbor"
            | "port"
            | "hall"
            | "edition"
            | "news"
            | "times"
            | "update"
    )
}

/// Where a title ends or begins in an unspaced text: its byte range.
pub(super) fn unspaced_title(text: &str) -> Option<(usize, usize)> {
    static UNSPACED: LazyLock<Vec<&str>> = LazyLock::new(|| {
        tables::entries(include_str!("data/titles.txt"))
            .flat_map(|line| line.split(' '))
            .filter(|title| title.chars().all(words::is_unspaced))
            .collect()
    });
    if !text.chars().any(words::is_unspaced) {
        return None;
    }
    UNSPACED.iter().filter_map(|title| text.rfind(title).map(|at| (at, at + title.len()))).max_by_key(|&(at, end)| (end, end - at))
}

/// Whether a word stands between a title and its complement or names, and is not part of a name.
pub(super) fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        for name in [
            "Ana Ruiz",
            "Joseph R. Biden Jr.",
            "Ludwig van der Meer",
            "Mary-Ann O’Neil",
            "ANA RUIZ",
            "Omar al-Rashid",
            "J.R. Park",
            "Ольга Петренко",
            "علي حسن",
            "董军",
        ] {
            assert!(is_person(name), "{name}");
        }
    }

    #[test]
    fn no_names() {
        for text in [
            "Friday",
            "The Numbers",
            "Order of the Court",
            "Monday Morning",
            "harbour master",
            "Silence.",
            "Ana",
            "2030",
            "What Happened Next",
        ] {
            assert!(!is_person(text), "{text}");
        }
    }
}
