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
    // `Image: ... Pic: Ana Ruiz` has both in one.
    if let Some((kind, rest)) = lead(&graf.text).filter(|(kind, _)| *kind == "caption" || inline(&graf.text, desk).is_none()) {
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
        // Some pages set the credit first.
        let under = grafs.get(at + 1).filter(|next| is_caption_under(grafs, at + 1, next, desk));
        return match under {
            Some(caption) => figure(Some(caption.text.clone()), Some(graf.text.clone()), 2),
            None => figure(None, Some(graf.text.clone()), 1),
        };
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

/// Whether a line under a credit is its caption: it has the length of one and neither a stop nor the look of a heading.
fn is_caption_under(grafs: &[Graf], at: usize, graf: &Graf, desk: &Desk<'_>) -> bool {
    let text = graf.text.as_str();
    let capitals = text.split_whitespace().filter(|word| words::length(word) > 3 && words::starts_high(word)).count();
    let long = text.split_whitespace().filter(|word| words::length(word) > 3).count();
    graf.member.is_none()
        && graf.verse.is_empty()
        && graf.heading.is_none()
        && (5..=30).contains(&words::count(text))
        && !words::ends_sentence(text)
        && !text.ends_with([':', '：', '?'])
        && capitals * 4 < long * 3
        && words::starts_high(text)
        && !super::takeaways::is_heading(text)
        && !super::dates::is_date_line(text)
        && byline::read(text, 0, desk).is_none()
        && !is_credit(text)
        && grafs.get(at + 1).is_some_and(|next| words::ends_sentence(&next.text))
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
            && text.split(['/', '|']).all(|part| byline::is_outlet(part) || is_name_like(part) || known(&words::fold(part))))
}

/// A name, or words that stand beside an agency as one does.
fn is_name_like(text: &str) -> bool {
    let tokens = text.split_whitespace().count();
    names::is_person(text)
        || (2..=4).contains(&tokens) && text.split_whitespace().all(words::starts_high) && !text.contains(char::is_numeric)
}

/// Whether a line ends in the credit of a picture.
pub(super) fn ends_in_credit(text: &str, desk: &Desk<'_>) -> bool {
    inline(text, desk).is_some()
}

/// A caption that ends in its credit: `(Photo by Ana Ruiz)`, `[Ana Ruiz/Courier]`, `. Photograph: Ana Ruiz/AP`, `| Photo Credit: A. Ruiz`,
/// `. ANA RUIZ POUR « LE COURRIER »`, `＝山田撮影`.
fn inline(text: &str, desk: &Desk<'_>) -> Option<(String, String)> {
    if words::length(text) > 400 {
        return None;
    }
    let (caption, credit) = bracketed(text, desk)
        .or_else(|| barred(text, desk))
        .or_else(|| spoken(text, desk))
        .or_else(|| last_sentence(text))
        .or_else(|| photographed(text))?;
    let caption = caption.trim().trim_end_matches(['|', '·']).trim_end();
    // `Image: ... Pic: Ana Ruiz`: the word before the caption only says what it is.
    let bare = LEADS
        .longest(caption)
        .map(|(_, rest)| rest.trim())
        .filter(|rest| words::count(rest) >= 3 && words::starts_high(rest) && caption.contains(':'));
    let caption = bare.unwrap_or(caption);
    (!caption.is_empty()).then(|| (caption.to_owned(), credit.trim().to_owned()))
}

/// Whether a text with its own word, or of a name and a house, is a credit.
fn is_named_credit(credit: &str, desk: &Desk<'_>) -> bool {
    lead(credit).is_some_and(|(kind, rest)| kind == "credit" && (names::is_person(rest) || names::is_known(rest, desk) || is_agency(rest) || (1..=6).contains(&words::count(rest))))
        // A short form in brackets, such as `(EPA)`, is no credit by itself.
        || (is_agency(credit) && (credit.contains('/') || words::fold(credit).contains("photo") || words::fold(credit).contains("images")))
}

/// `Ana Ruiz/The Courier`: a person and a house.
fn is_name_and_house(credit: &str, desk: &Desk<'_>) -> bool {
    credit.split_once('/').is_some_and(|(name, house)| {
        let (name, house) = (name.trim(), house.trim());
        (names::is_person(name) || names::is_known(name, desk))
            && (1..=5).contains(&words::count(house))
            && words::starts_high(house)
            && words::length(house) <= 40
    })
}

fn bracketed<'a>(text: &'a str, desk: &Desk<'_>) -> Option<(&'a str, &'a str)> {
    let trimmed = text.trim_end_matches(['.', '。']);
    [('(', ')'), ('[', ']'), ('（', '）'), ('【', '】')].into_iter().find_map(|(open, close)| {
        let (caption, credit) = trimmed.strip_suffix(close)?.rsplit_once(open)?;
        let apart = caption.ends_with(' ')
            || caption.ends_with(words::is_unspaced)
            || caption.ends_with(['。', '、'])
            || matches!(open, '（' | '【');
        (apart && (is_named_credit(credit, desk) || is_name_and_house(credit, desk))).then_some((caption, credit))
    })
}

fn barred<'a>(text: &'a str, desk: &Desk<'_>) -> Option<(&'a str, &'a str)> {
    let (caption, credit) = text.rsplit_once(" | ")?;
    let fits = is_named_credit(credit, desk) || is_name_and_house(credit, desk) || is_agency(credit);
    (fits && words::count(caption) >= 3).then_some((caption, credit))
}

/// A word for a credit with its colon near the end: `... Foto: Ana Ruiz / DER TAG`, and the form `Caption.Credit...Ana Ruiz`.
fn spoken<'a>(text: &'a str, desk: &Desk<'_>) -> Option<(&'a str, &'a str)> {
    if let Some((caption, credit)) = text.split_once("Credit...") {
        let fits = words::count(credit) <= 10 && !credit.trim().is_empty() && words::count(caption) >= 1;
        return fits.then_some((caption, credit));
    }
    let starts: Vec<usize> =
        text.char_indices().filter(|(_, letter)| letter.is_whitespace()).map(|(at, letter)| at + letter.len_utf8()).collect();
    starts.iter().rev().take(9).find_map(|&at| {
        let credit = &text[at..];
        let (before, word) = (text[..at].trim_end(), credit.split([':', '：']).next().unwrap_or_default());
        let coloned = word.len() < credit.len() && words::count(word) <= 2;
        let ended =
            words::ends_sentence(before) || before.ends_with(['|', ',', '-', '–', '—']) || before.ends_with(['”', '“', '"', '»', '«']);
        let house = |rest: &str| words::count(rest) <= 6 && words::starts_high(rest.trim());
        let fits = coloned
            && ended
            && words::count(before) >= 2
            && lead(credit)
                .is_some_and(|(kind, rest)| kind == "credit" && !rest.is_empty() && (house(rest) || names::is_known(rest, desk)));
        fits.then_some((before, credit))
    })
}

/// `. REUTERS/Ana Ruiz`, `. ANA RUIZ POUR « LE COURRIER »`, `. Ana Ruiz / AFP`: the last sentence is nothing but a credit.
fn last_sentence(text: &str) -> Option<(&str, &str)> {
    let (at, stop) = text
        .char_indices()
        .filter(|&(_, letter)| matches!(letter, '.' | '!' | '?'))
        .rfind(|&(at, letter)| text[at + letter.len_utf8()..].starts_with(' '))?;
    let (caption, credit) = (&text[..at + stop.len_utf8()], text[at + stop.len_utf8()..].trim());
    let tokens: Vec<&str> = credit.split_whitespace().collect();
    let joint = tokens
        .iter()
        .position(|token| matches!(words::fold(token).as_str(), "pour" | "for" | "für" | "para" | "per" | "voor" | "dla" | "för" | "/"));
    let capitals = words::is_caps(credit)
        && !words::ends_sentence(credit)
        && tokens.len() >= 3
        && joint.is_some_and(|joint| joint >= 2 && joint + 1 < tokens.len());
    let fits = words::length(credit) <= 70 && tokens.len() <= 10 && (is_agency(credit) && credit.contains('/') || capitals);
    (fits && words::count(caption) >= 3).then_some((caption, credit))
}

/// `...＝山田美咲撮影`.
fn photographed(text: &str) -> Option<(&str, &str)> {
    let bare = text.trim_end_matches(['）', ')', '。']);
    if !["撮影", "撮る", "提供", "摄", "攝"].iter().any(|end| bare.ends_with(end)) {
        return None;
    }
    let (at, sign) = bare.char_indices().rfind(|&(_, letter)| matches!(letter, '＝' | '=' | '　' | ' ' | '/'))?;
    let credit = &text[at + sign.len_utf8()..];
    (words::length(credit) <= 24 && at > 0 && words::length(&text[..at]) >= 4).then_some((&text[..at], credit))
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
        for (text, caption, credit) in [
            ("A boat on the sand [Bo Park/The Herald]", "A boat on the sand", "Bo Park/The Herald"),
            ("A boat on the sand (Bo Park/The Herald)", "A boat on the sand", "Bo Park/The Herald"),
            ("A boat on the sand | Photo Credit: M. Arul", "A boat on the sand", "Photo Credit: M. Arul"),
            ("Boats at the quay.Credit...Bo Park for The Herald", "Boats at the quay.", "Bo Park for The Herald"),
            ("A boat leaves the quay. REUTERS/Bo Park", "A boat leaves the quay.", "REUTERS/Bo Park"),
            ("Un bateau quitte le quai. BO PARK POUR « LE QUAI »", "Un bateau quitte le quai.", "BO PARK POUR « LE QUAI »"),
            ("Image: The quay is long. Pic: Bo Park/CNP", "The quay is long.", "Pic: Bo Park/CNP"),
            ("Das Boot „Ilse“ Foto: Bo Park / DER KAI", "Das Boot „Ilse“", "Foto: Bo Park / DER KAI"),
            ("岸壁の船＝山田美咲撮影", "岸壁の船", "山田美咲撮影"),
        ] {
            assert_eq!(figure(&format!("{text}\n\nThe text goes on.")), of(caption, credit, 1), "{text}");
        }
        assert_eq!(
            figure("Getty Images\n\nThe master tests a boat on Friday\n\nThe text goes on."),
            of("The master tests a boat on Friday", "Getty Images", 2)
        );
    }

    #[test]
    fn no_captions() {
        for text in [
            "A boat at the quay\n\nThe text goes on.",
            "Photo finish at the regatta\n\nText.",
            "Credit unions are growing fast in the county.\n\nText.",
            "The board met (again) on Monday.\n\nText.",
            "Boats are for sale | The quay is not.\n\nText.",
            "The board met. NOBODY CAME FOR LUNCH AND TEA.\n\nText.",
        ] {
            assert_eq!(figure(text), None, "{text}");
        }
    }
}
