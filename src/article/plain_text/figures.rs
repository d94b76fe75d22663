//! Captions and credits of pictures that were left behind by copy and paste: `Photo: Ana Ruiz`, `Image source, Agency` and `Image
//! caption, ...`, a caption with its credit in brackets at the end, an agency's name alone under a caption. Owns the words of
//! `data/credits.txt`. A caption is only what a credit stands with; a short line by itself is never made one.

use std::sync::LazyLock;

use super::graf::Graf;
use super::tables::{self, Leads, Phrases};
use super::{Block, Desk, byline, names, words};

static LEADS: LazyLock<Leads<&str>> = LazyLock::new(|| {
    Leads::new(tables::parts(include_str!("data/credits.txt")).filter(|(part, _)| *part != "agency").map(|(part, entry)| (entry, part)))
});
static AGENCIES: LazyLock<Phrases<()>> = LazyLock::new(|| Phrases::part(include_str!("data/credits.txt"), "agency"));

/// Whether a line is the credit of a picture.
pub(super) fn is_credit(text: &str) -> bool {
    lead(text).is_some() || is_agency(text)
}

/// Reads the caption and credit that begin at a graf, and how many grafs they take.
pub(super) fn read(grafs: &[Graf], at: usize, desk: &Desk<'_>) -> Option<(Block, usize)> {
    let graf = &grafs[at];
    if graf.member.is_some() || !graf.verse.is_empty() || graf.heading.is_some() {
        return None;
    }
    let figure = |caption: Option<String>, credit: Option<String>, used| Some((Block::Figure { caption, credit, line: graf.line }, used));
    if let Some((kind, rest)) = lead(&graf.text) {
        let next = grafs.get(at + 1);
        // The word on one line, its text on the next.
        let (value, used) = if rest.is_empty() { (next?.text.clone(), 2) } else { (rest.to_owned(), 1) };
        let other = grafs.get(at + used).and_then(|graf| lead(&graf.text)).filter(|&(other, _)| other != kind);
        if let Some((_, rest)) = other {
            let (second, more) = if rest.is_empty() { (grafs.get(at + used + 1)?.text.clone(), 2) } else { (rest.to_owned(), 1) };
            let (caption, credit) = if kind == "caption" { (value, second) } else { (second, value) };
            return figure(Some(caption), Some(credit), used + more);
        }
        return if kind == "caption" { figure(Some(value), None, used) } else { figure(None, Some(value), used) };
    }
    if is_agency(&graf.text) {
        return figure(None, Some(graf.text.clone()), 1);
    }
    if let Some((caption, credit)) = inline(&graf.text, desk) {
        return figure(Some(caption), Some(credit), 1);
    }
    // A short line over a credit, with no stop, can only be its caption.
    let next = grafs.get(at + 1).filter(|next| next.member.is_none() && next.verse.is_empty())?;
    let short = words::count(&graf.text) <= 35
        && words::length(&graf.text) <= 240
        && !words::ends_with_stop(&graf.text)
        && words::count(&graf.text) >= 2;
    if !short || super::takeaways::is_heading(&graf.text) || graf.text.ends_with([':', '：']) {
        return None;
    }
    match lead(&next.text) {
        Some(("credit", rest)) if !rest.is_empty() => figure(Some(graf.text.clone()), Some(rest.to_owned()), 2),
        None if is_agency(&next.text) => figure(Some(graf.text.clone()), Some(next.text.clone()), 2),
        _ => None,
    }
}

/// `Photo: X`: what kind of line, and the text.
fn lead(text: &str) -> Option<(&'static str, &str)> {
    if words::length(text) > 260 {
        return None;
    }
    LEADS
        .longest(text)
        .map(|(part, rest)| (part, rest.trim()))
        .filter(|(kind, rest)| *kind == "caption" || (words::count(rest) <= 10 && !(words::ends_with_stop(rest) && words::count(rest) > 5)))
}

/// An agency of pictures, alone or with a name: `Getty Images`, `Ana Ruiz/Reuters`, `AP Photo/Ana Ruiz`.
fn is_agency(text: &str) -> bool {
    if words::length(text) > 70 || words::count(text) > 7 || words::ends_with_stop(text) {
        return false;
    }
    let folded = words::fold(text);
    let known = |part: &str| AGENCIES.has(part.trim());
    let parts: Vec<&str> = folded.split(['/', '|']).collect();
    known(&folded)
        || (parts.len() > 1
            && parts.iter().any(|part| known(part))
            && text.split(['/', '|']).all(|part| byline::is_outlet(part) || names::is_person(part) || known(&words::fold(part))))
}

/// A caption that ends in its credit: `(Photo by Ana Ruiz)`, `(AP Photo/Ana Ruiz)`, `. Photograph: Ana Ruiz/AP`.
fn inline(text: &str, desk: &Desk<'_>) -> Option<(String, String)> {
    if words::length(text) > 400 {
        return None;
    }
    let named = |credit: &str| {
        lead(credit).is_some_and(|(kind, rest)| kind == "credit" && (names::is_person(rest) || names::is_known(rest, desk) || is_agency(rest) || words::count(rest) <= 6))
        // A short form in brackets, such as `(EPA)`, is no credit by itself.
        || (is_agency(credit) && (credit.contains('/') || words::fold(credit).contains("photo") || words::fold(credit).contains("images")))
    };
    let trimmed = text.trim_end_matches('.');
    for (open, close) in [(" (", ')'), (" [", ']')] {
        if let Some((caption, credit)) = trimmed.strip_suffix(close).and_then(|text| text.rsplit_once(open))
            && named(credit)
        {
            return Some((caption.trim().to_owned(), credit.to_owned()));
        }
    }
    let (caption, credit) = text.rsplit_once(". ")?;
    let fits = lead(credit).is_some_and(|(kind, rest)| kind == "credit" && !rest.is_empty())
        && words::count(credit) <= 8
        && credit.contains([':', '：']);
    fits.then(|| (format!("{caption}."), credit.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(text: &str) -> Option<(String, String, usize)> {
        let grafs = super::super::lines::read(text).grafs;
        match read(&grafs, 0, &Desk::default())? {
            (Block::Figure { caption, credit, .. }, used) => Some((caption.unwrap_or_default(), credit.unwrap_or_default(), used)),
            _ => None,
        }
    }

    #[expect(clippy::unnecessary_wraps, reason = "it stands for a result")]
    fn of(caption: &str, credit: &str, used: usize) -> Option<(String, String, usize)> {
        Some((caption.to_owned(), credit.to_owned(), used))
    }

    #[test]
    fn captions_and_credits() {
        assert_eq!(figure("Photo: Ana Ruiz\n\nText."), of("", "Ana Ruiz", 1));
        assert_eq!(
            figure("Image source, Getty Images\n\nImage caption, A boat at the quay\n\nText."),
            of("A boat at the quay", "Getty Images", 2)
        );
        assert_eq!(figure("A boat at the quay on Monday\n\nGetty Images\n\nText."), of("A boat at the quay on Monday", "Getty Images", 2));
        assert_eq!(
            figure("A boat leaves the quay on Monday. (AP Photo/Ana Ruiz)\n\nText."),
            of("A boat leaves the quay on Monday.", "AP Photo/Ana Ruiz", 1)
        );
        assert_eq!(figure("A boat leaves. Photograph: Ana Ruiz/AP\n\nText."), of("A boat leaves.", "Photograph: Ana Ruiz/AP", 1));
    }

    #[test]
    fn no_captions() {
        for text in [
            "A boat at the quay\n\nThe text goes on.",
            "Photo finish at the regatta\n\nText.",
            "Credit unions are growing fast in the county.\n\nText.",
        ] {
            assert_eq!(figure(text), None, "{text}");
        }
    }
}
