//! Words that were broken at the end of a line. A hyphen there is the typesetter's, and goes, unless it is the word's own: the compound
//! stands elsewhere in the text, both its halves do, or it begins as compounds do (`data/compounds.txt`). What was joined is said.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::super::{tables, words};
use super::{Joint, Sheet};

static FIRST: LazyLock<HashSet<&str>> = LazyLock::new(|| list("first"));
static SECOND: LazyLock<HashSet<&str>> = LazyLock::new(|| list("second"));
static JOINTS: LazyLock<HashSet<&str>> = LazyLock::new(|| list("and"));

fn list(name: &str) -> HashSet<&'static str> {
    tables::parts(include_str!("../data/compounds.txt")).filter(|(part, _)| *part == name).flat_map(|(_, line)| line.split(' ')).collect()
}

/// How many rows end in a broken word.
pub(super) fn breaks(sheet: &Sheet) -> usize {
    pairs(sheet).len()
}

/// Rows that end in a hyphen, each with the row it goes on in.
fn pairs(sheet: &Sheet) -> Vec<(usize, usize)> {
    let standing: Vec<usize> = (0..sheet.rows.len()).filter(|&at| sheet.rows[at].joint != Joint::Seamless).collect();
    standing
        .windows(2)
        .filter(|pair| {
            let (one, two) = (sheet.rows[pair[0]].text.trim_end(), sheet.rows[pair[1]].text.trim_start());
            let mut end = one.chars().rev();
            let hyphen = end.next().is_some_and(|sign| matches!(sign, '-' | '\u{AD}' | '\u{2010}' | '¬'));
            hyphen && end.next().is_some_and(char::is_alphabetic) && two.starts_with(char::is_lowercase) && words::count(one) >= 2
        })
        .map(|pair| (pair[0], pair[1]))
        .collect()
}

/// Makes broken words whole.
pub(super) fn join(sheet: &mut Sheet) {
    let pairs = pairs(sheet);
    if pairs.is_empty() {
        return;
    }
    // The halves themselves are no words of the text.
    let halves: HashSet<usize> = pairs.iter().map(|(_, next)| *next).collect();
    let broken: HashSet<usize> = pairs.iter().map(|(at, _)| *at).collect();
    let mut vocabulary: HashSet<String> = HashSet::new();
    for (at, row) in sheet.rows.iter().enumerate() {
        let mut tokens: Vec<&str> = row.text.split_whitespace().collect();
        if broken.contains(&at) {
            tokens.pop();
        }
        let from = usize::from(halves.contains(&at)).min(tokens.len());
        vocabulary.extend(tokens[from..].iter().map(|word| words::fold(word.trim_matches(|letter: char| !letter.is_alphanumeric()))));
    }
    let mut joined = Vec::new();
    for (at, next) in &pairs {
        let (at, next) = (*at, *next);
        let one = sheet.rows[at].text.trim_end().to_owned();
        let sign = one.chars().next_back().map_or(0, char::len_utf8);
        let (two, rest) = match sheet.rows[next].text.trim_start().split_once(char::is_whitespace) {
            Some((word, rest)) => (word.to_owned(), rest.trim_start().to_owned()),
            None => (sheet.rows[next].text.trim().to_owned(), String::new()),
        };
        let stem = one[..one.len() - sign]
            .rsplit(|letter: char| !(letter.is_alphanumeric() || matches!(letter, '-' | '’' | '\'')))
            .next()
            .unwrap_or_default();
        let soft = one.ends_with(['\u{AD}', '¬']);
        let above = one[..one.len() - sign - stem.len()].trim_end();
        let word = match keeping(&vocabulary, stem, &two) {
            Own::Suspended if !soft => format!("{stem}- {two}"),
            Own::Compound if !soft => format!("{stem}-{two}"),
            _ => {
                joined.push(format!("{stem}{}", two.trim_end_matches(|letter: char| !letter.is_alphanumeric())));
                format!("{stem}{two}")
            }
        };
        // The word goes to the row above, unless that would leave so little below that it looked like the end of a paragraph.
        let column = words::width(&one).max(words::width(&sheet.rows[next].text));
        let after = sheet.rows.get(next + 1).filter(|row| !row.is_blank());
        let flows = after.is_none_or(|row| words::starts_low(row.text.trim_start())) || words::width(&rest) * 4 >= column * 3;
        if flows && !above.is_empty() {
            sheet.rows[at].text = format!("{}{} {word}", indent(&one), above.trim_start());
            // The whole row was the rest of the word: the next one follows without a gap.
            if rest.is_empty() {
                sheet.rows[next].joint = Joint::Seamless;
            }
            sheet.rows[next].text = rest;
        } else {
            let lead = indent(&sheet.rows[next].text).to_owned();
            format!("{lead}{word} {rest}").trim_end().clone_into(&mut sheet.rows[next].text);
            above.clone_into(&mut sheet.rows[at].text);
        }
        sheet.touched = true;
    }
    if joined.is_empty() {
        return;
    }
    let line = sheet.rows[pairs[0].0].line;
    let list = joined.iter().map(|word| format!("“{word}”")).collect::<Vec<_>>().join(", ");
    sheet.guess(line, "PD-hyphen", format!("broken at the end of a line and joined without the hyphen: {list}"));
}

/// The space before the first word of a row.
fn indent(text: &str) -> &str {
    &text[..text.len() - text.trim_start().len()]
}

/// Whether a hyphen is the word's own.
#[derive(Debug, PartialEq, Eq)]
enum Own {
    /// The typesetter's.
    No,
    /// `well-known`.
    Compound,
    /// `Nord- und Südsee`.
    Suspended,
}

fn keeping(vocabulary: &HashSet<String>, stem: &str, rest: &str) -> Own {
    let one = words::fold(stem);
    let two = words::fold(rest.trim_matches(|letter: char| !letter.is_alphanumeric()));
    if JOINTS.contains(two.as_str()) {
        return Own::Suspended;
    }
    if vocabulary.contains(&format!("{one}{two}")) {
        return Own::No;
    }
    let last = one.rsplit('-').next().unwrap_or_default();
    let both = words::length(&one) >= 4 && words::length(&two) >= 4 && vocabulary.contains(&one) && vocabulary.contains(&two);
    let listed = FIRST.contains(last) || SECOND.contains(two.split('-').next().unwrap_or_default());
    let odd = one.contains('-') || words::length(&one) == 1 || one.chars().any(char::is_numeric);
    if vocabulary.contains(&format!("{one}-{two}")) || both || listed || odd { Own::Compound } else { Own::No }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whose_hyphen() {
        let vocabulary: HashSet<String> = ["rough-cut", "harbour", "master", "forward"].into_iter().map(str::to_owned).collect();
        let own = |one, two| keeping(&vocabulary, one, two);
        assert_eq!(own("ad", "mitted"), Own::No);
        assert_eq!(own("for", "ward,"), Own::No);
        assert_eq!(own("rough", "cut"), Own::Compound);
        assert_eq!(own("harbour", "master"), Own::Compound);
        assert_eq!(own("self", "taught"), Own::Compound);
        assert_eq!(own("19", "year"), Own::Compound);
        assert_eq!(own("Nord", "und"), Own::Suspended);
    }
}
