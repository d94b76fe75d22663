//! Many diagnostics for a person: one line a cause, with how often it occurs and its first places.
//!
//! A cause is a code with one message. Where a code has many causes, those that occur most often stand for the others, which are
//! counted. Warnings come first, then how many there are of each code, errors last. Nothing here decides what is wrong.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::report::{Diag, Level};
use super::show::{Colour, Format, address, show, tame};

/// Places that are named of one cause.
const PLACES: usize = 3;

/// Causes that are shown with their line and a caret, where there are no more of them.
const FEW: usize = 6;

/// Lines for all that is shown one a cause.
const LINES: usize = 50;

/// Of these, lines for errors, at most.
const ERRORS: usize = 18;

/// Everything of one cause.
struct Cause<'d> {
    /// The first, which stands for all.
    first: &'d Diag,
    all: Vec<&'d Diag>,
}

/// The text of all that was told, for a person who reads it at one go: at most some sixty lines where there is much.
pub fn show_all(told: &[&Diag], colour: Colour) -> String {
    let mut out = String::new();
    let [warnings, errors] =
        [Level::Warning, Level::Error].map(|level| causes(told.iter().copied().filter(move |diag| diag.level == level)));
    let few = warnings.len() + errors.len() <= FEW;
    let for_errors = errors.len().min(ERRORS);
    for (level, causes, lines) in [(Level::Warning, &warnings, LINES - for_errors), (Level::Error, &errors, for_errors)] {
        if few {
            for cause in causes {
                in_full(cause, colour, &mut out);
            }
        } else {
            in_lines(causes, lines, &mut out);
        }
        if level == Level::Warning && !few && !warnings.is_empty() {
            by_code(told, &mut out);
        }
    }
    out
}

/// The causes of some diagnostics, in the order of their first places.
fn causes<'d>(diags: impl Iterator<Item = &'d Diag>) -> Vec<Cause<'d>> {
    let mut numbers: HashMap<(&str, &str), usize> = HashMap::new();
    let mut causes: Vec<Cause<'d>> = Vec::new();
    for diag in diags {
        let number = *numbers.entry((&*diag.code, &*diag.message)).or_insert(causes.len());
        match causes.get_mut(number) {
            Some(cause) => cause.all.push(diag),
            None => causes.push(Cause { first: diag, all: vec![diag] }),
        }
    }
    causes
}

/// A cause with the line and a caret, and where else it is.
fn in_full(cause: &Cause<'_>, colour: Colour, out: &mut String) {
    out.push_str(&show(cause.first, Format::Human, colour));
    if cause.all.len() > 1 {
        let _ = writeln!(out, "  … {}", others(cause));
    }
}

/// `and 12 more times: content/a.md:3:1, content/b.md:2:1, …`
fn others(cause: &Cause<'_>) -> String {
    let more = cause.all.len() - 1;
    let times = if more == 1 { "once more".to_owned() } else { format!("{} more times", thousands(more)) };
    let places: Vec<String> = cause.all[1..].iter().filter_map(|diag| diag.place.as_ref()).take(PLACES - 1).map(address).collect();
    let dots = if more > places.len() { ", …" } else { "" };
    if places.is_empty() { times } else { tame(&format!("{times}: {}{dots}", places.join(", "))) }
}

/// One line a cause, no more than `lines` of them: each code has its share, and what is left over is counted.
fn in_lines(causes: &[Cause<'_>], lines: usize, out: &mut String) {
    let mut codes: Vec<(&str, Vec<&Cause<'_>>)> = Vec::new();
    for cause in causes {
        match codes.iter_mut().find(|(code, _)| *code == cause.first.code) {
            Some((_, of_it)) => of_it.push(cause),
            None => codes.push((&cause.first.code, vec![cause])),
        }
    }
    let shown = shares(&codes.iter().map(|(_, of_it)| of_it.len()).collect::<Vec<_>>(), lines);
    for ((code, mut of_it), shown) in codes.into_iter().zip(shown) {
        of_it.sort_by_key(|cause| std::cmp::Reverse(cause.all.len()));
        for cause in of_it.iter().take(shown) {
            out.push_str(&line(cause));
        }
        let rest = &of_it[shown.min(of_it.len())..];
        if !rest.is_empty() {
            let times: usize = rest.iter().map(|cause| cause.all.len()).sum();
            let _ = writeln!(out, "… and {} more of [{code}]", thousands(times));
        }
    }
}

/// How many lines each of several lists gets of `lines`: the short ones all they need, the long ones alike, each at least one. What is
/// left over goes to the longest.
fn shares(lengths: &[usize], lines: usize) -> Vec<usize> {
    // A list that is cut takes a line more, which says so.
    let needs = |shares: &[usize]| lengths.iter().zip(shares).map(|(length, shown)| shown + usize::from(length > shown)).sum::<usize>();
    let level =
        |each: usize| lengths.iter().map(|length| if *length == each + 1 { *length } else { (*length).min(each) }).collect::<Vec<_>>();
    let each = (1..=lines).rev().find(|each| needs(&level(*each)) <= lines).unwrap_or(1);
    let mut shares = level(each);
    let mut longest: Vec<usize> = (0..lengths.len()).collect();
    longest.sort_by_key(|nth| std::cmp::Reverse(lengths[*nth]));
    for nth in longest {
        let left = lines.saturating_sub(needs(&shares));
        let wanted = lengths[nth] - shares[nth];
        shares[nth] += wanted.min(left);
    }
    shares
}

/// A cause in one line.
fn line(cause: &Cause<'_>) -> String {
    let diag = cause.first;
    let place = diag.place.as_ref().map(|place| format!("{}: ", address(place))).unwrap_or_default();
    let more = if cause.all.len() > 1 { format!(" ({})", others(cause)) } else { String::new() };
    let mut related = String::new();
    for (word, place) in diag.related.iter().take(PLACES) {
        let _ = write!(related, "; {word} {}", address(place));
    }
    let help = diag.help.as_ref().map(|help| format!("; help: {help}")).unwrap_or_default();
    tame(&format!("{place}{}[{}]: {}{related}{more}{help}", diag.level.word(), diag.code, diag.message)) + "\n"
}

/// How many warnings there are of each code, most first.
fn by_code(told: &[&Diag], out: &mut String) {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for diag in told.iter().filter(|diag| diag.level == Level::Warning) {
        match counts.iter_mut().find(|(code, _)| *code == diag.code) {
            Some((_, count)) => *count += 1,
            None => counts.push((&diag.code, 1)),
        }
    }
    counts.sort_by_key(|(code, count)| (std::cmp::Reverse(*count), *code));
    let list: Vec<String> = counts.iter().map(|(code, count)| format!("{} {code}", thousands(*count))).collect();
    let _ = writeln!(out, "Warnings by code: {} (-v shows all; `newsprint explain CODE` says more)", list.join(", "));
}

/// `12345` as `12,345`.
pub fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Place;

    #[test]
    fn much_is_told_in_few_lines_with_its_numbers() {
        let mut told = Vec::new();
        for file in 0..2000 {
            let path = format!("content/{file:04}.md");
            for code in ["unknown-key", "kind", "template-missing", "file-missing", "language", "date-gap", "words", "toml"] {
                let message = if code == "file-missing" { format!("there is no file {file}.png") } else { "it is so".to_owned() };
                told.push(Diag::warning(code, message).at(Place { line: 3, column: 1, ..Place::file(&path) }));
            }
            told.push(Diag::error("no-date", format!("fault {}", file % 40)).at(Place::file(&path)));
        }
        let text = show_all(&told.iter().collect::<Vec<_>>(), Colour::Off);
        assert!(text.lines().count() <= 56, "{text}");
        assert!(
            text.contains("content/0000.md:3:1: warning[kind]: it is so (1,999 more times: content/0001.md:3:1, content/0002.md:3:1, …)"),
            "{text}"
        );
        assert!(text.contains("Warnings by code: 2,000 date-gap,"), "{text}");
        let (last, summary) = (text.rfind("warning[").expect("one"), text.find("Warnings by code").expect("it"));
        assert!(last < summary && summary < text.find("error[").expect("one"), "{text}");
    }

    #[test]
    fn few_are_shown_with_their_lines() {
        let place = |line| Place::span("content/a.md", "one\ntwo\n", line..line + 1);
        let told =
            [Diag::warning("kind", "x").at(place(0)), Diag::warning("kind", "x").at(place(4)), Diag::error("date", "y").at(place(4))];
        let text = show_all(&told.iter().collect::<Vec<_>>(), Colour::Off);
        assert!(text.contains("… once more: content/a.md:2:1") && text.matches('^').count() == 2, "{text}");
    }
}
