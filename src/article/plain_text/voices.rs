//! Voices: a line that names a person, and that person's words wholly inside quotation marks; or the words, and the name after a
//! dash. Owns the decision and the paragraphs that belong to one voice. It never makes a voice of telling (`“...,” she said.`),
//! of a statement read out, or of a bare name that stands alone in its way of quoting.

use super::graf::Graf;
use super::quotes::{self, Shape};
use super::speakers::{self, Speaker};
use super::{Block, Desk, Voice, words};

/// Reads the voice that begins at a graf, and how many grafs it takes.
pub(super) fn read(grafs: &[Graf], at: usize, desk: &Desk<'_>) -> Option<(Block, usize)> {
    let (voice, used) = named_first(grafs, at, desk).or_else(|| named_last(grafs, at, desk)).or_else(|| row(grafs, at, desk))?;
    Some((Block::Voice(voice), used))
}

/// Whether a voice with its name first begins at a graf. For `lists`, which must not make items of voices.
pub(super) fn begins(grafs: &[Graf], at: usize, desk: &Desk<'_>) -> bool {
    named_first(grafs, at, desk).is_some()
}

/// How many grafs the voice takes that begins at a graf with its name.
pub(super) fn length(grafs: &[Graf], at: usize, desk: &Desk<'_>) -> Option<usize> {
    named_first(grafs, at, desk).map(|(_, used)| used)
}

/// Whether a graf is the dash and name under the quotation before it.
pub(super) fn is_attribution(grafs: &[Graf], at: usize, desk: &Desk<'_>) -> bool {
    at > 0 && quotes::shape(&grafs[at - 1].text) == Shape::Whole && dashed_name(&grafs[at].text, desk).is_some()
}

/// The name, then the words on the same line or in the grafs below.
fn named_first(grafs: &[Graf], at: usize, desk: &Desk<'_>) -> Option<(Voice, usize)> {
    let opening = opening(grafs, at, desk)?;
    let bare = opening.speaker.role.is_none() && opening.speaker.via.is_none();
    if bare && !in_company(grafs, at, opening.used, desk) {
        return None;
    }
    let line = grafs[at].line;
    let Opening { speaker, paragraphs, used } = opening;
    Some((voice(speaker, paragraphs, line), used))
}

struct Opening {
    speaker: Speaker,
    paragraphs: Vec<String>,
    used: usize,
}

/// A name line with its words, not yet judged by its company.
fn opening(grafs: &[Graf], at: usize, desk: &Desk<'_>) -> Option<Opening> {
    let graf = grafs.get(at).filter(|graf| graf.verse.is_empty() && graf.member.is_none())?;
    if let Some((name, quote)) = speakers::split_quote(&graf.text) {
        let speaker = speakers::read(name, desk)?;
        let mut paragraphs = vec![quote.to_owned()];
        let more = more_paragraphs(grafs, at + 1, &mut paragraphs, desk);
        return Some(Opening { speaker, paragraphs, used: 1 + more });
    }
    let next = grafs.get(at + 1)?;
    if !quotes::opens(&next.text) || next.member.is_some() {
        return None;
    }
    let speaker = speakers::read(&graf.text, desk)?;
    let colon = graf.text.ends_with([':', '：']);
    // Without a colon it takes a name and a title after a comma, or it may be any short line.
    if !colon && (speaker.role.is_none() || !graf.text.contains([',', '،', '，', '('])) {
        return None;
    }
    let mut paragraphs = Vec::new();
    let more = more_paragraphs(grafs, at + 1, &mut paragraphs, desk);
    (more > 0).then_some(Opening { speaker, paragraphs, used: 1 + more })
}

/// Paragraphs of one voice; a longer run of quotations is a text of its own.
const PARAGRAPHS_MAX: usize = 40;

/// Takes the paragraphs of one quotation: each closed, or only the last. Gives how many grafs it took; none if the quotation does not
/// hold to the end.
fn more_paragraphs(grafs: &[Graf], from: usize, paragraphs: &mut Vec<String>, desk: &Desk<'_>) -> usize {
    let mut at = from;
    while let Some(graf) = grafs.get(at).filter(|_| at - from < PARAGRAPHS_MAX) {
        // A quotation with a name of its own below it is another voice.
        if at > from && grafs.get(at + 1).is_some_and(|next| dashed_name(&next.text, desk).is_some()) {
            break;
        }
        match quotes::shape(&graf.text) {
            Shape::Whole => at += 1,
            Shape::Open => match (at + 1..(at + 8).min(grafs.len())).find(|&end| quotes::shape(&grafs[end].text) != Shape::Open) {
                Some(end) if quotes::shape(&grafs[end].text) == Shape::Whole => at = end + 1,
                Some(end) if end == at + 1 && quotes::closes_only(&grafs[end].text) => at = end + 1,
                _ => break,
            },
            Shape::Other => break,
        }
    }
    paragraphs.extend(grafs[from.min(grafs.len())..at.min(grafs.len())].iter().map(|graf| graf.text.clone()));
    at.saturating_sub(from)
}

/// Whether another voice stands right before or after, with at most one graf of comment between.
fn in_company(grafs: &[Graf], at: usize, used: usize, desk: &Desk<'_>) -> bool {
    let after = (at + used..=at + used + 1).any(|next| opening(grafs, next, desk).is_some());
    after
        || (at.saturating_sub(6)..at)
            .any(|before| opening(grafs, before, desk).is_some_and(|voice| before + voice.used == at || before + voice.used + 1 == at))
}

/// The words, then a dash and the name, on the same line or the next.
fn named_last(grafs: &[Graf], at: usize, desk: &Desk<'_>) -> Option<(Voice, usize)> {
    let graf = grafs.get(at).filter(|graf| graf.verse.is_empty() && graf.member.is_none())?;
    if let Some((quote, rest)) = quotes::split_after(&graf.text) {
        let speaker = dashed_name(rest, desk)?;
        return Some((voice(speaker, vec![quote.to_owned()], graf.line), 1));
    }
    let mut paragraphs = Vec::new();
    let taken = more_paragraphs(grafs, at, &mut paragraphs, desk);
    let end = at + taken;
    if taken == 0 {
        return None;
    }
    let last = grafs.get(end)?;
    let speaker = dashed_name(&last.text, desk).or_else(|| dashed_other(&last.text)).or_else(|| undashed(grafs, end, desk))?;
    Some((voice(speaker, paragraphs, graf.line), taken + 1))
}

/// A long dash under a quotation names its source, whoever that is: `— Clerk of the council`.
fn dashed_other(text: &str) -> Option<Speaker> {
    let name = text.strip_prefix("--").or_else(|| text.strip_prefix(['—', '–', '―']))?.trim_start();
    let fits = words::starts_high(name)
        && words::count(name) <= 10
        && !words::ends_sentence(name)
        && !quotes::has_speech_word(name)
        && !name.contains([':', '“', '"']);
    let (name, role) = name.split_once(", ").map_or((name, None), |(name, role)| (name, Some(role.to_owned())));
    fits.then(|| Speaker { name: name.to_owned(), role, via: None })
}

/// A line `Name, Title` under a quotation, if it is not the name over the next one.
fn undashed(grafs: &[Graf], at: usize, desk: &Desk<'_>) -> Option<Speaker> {
    let text = &grafs[at].text;
    let named = |text: &str| {
        speakers::read(text, desk).filter(|speaker| {
            speaker.role.is_some() && text.contains(", ") && !text.ends_with([':', '：']) && text.starts_with(speaker.name.as_str())
        })
    };
    let speaker = named(text)?;
    let over_next = grafs.get(at + 1).is_some_and(|next| quotes::opens(&next.text))
        && grafs.get(at + 2).is_none_or(|after| named(&after.text).is_none());
    (grafs[at].member.is_none() && !over_next).then_some(speaker)
}

/// `— Name, Title`, `-- Name`, `- - Name`, `~ Name`.
fn dashed_name(text: &str, desk: &Desk<'_>) -> Option<Speaker> {
    let name = text.trim_start_matches(['—', '–', '―', '-', '~', ' ']);
    let dashed = name.len() < text.len() && !text.starts_with(' ');
    if !dashed || words::length(name) > 100 || words::count(name) > 14 {
        return None;
    }
    speakers::read(name, desk)
}

/// `Name | Title | “words”`.
fn row(grafs: &[Graf], at: usize, desk: &Desk<'_>) -> Option<(Voice, usize)> {
    let graf = grafs.get(at)?;
    let mut cells = graf.text.split('|').map(str::trim);
    let (name, role, quote, None) = (cells.next()?, cells.next()?, cells.next()?, cells.next()) else { return None };
    let speaker = speakers::read(&format!("{name}, {role}"), desk)?;
    (quotes::shape(quote) == Shape::Whole && speaker.name == name).then(|| (voice(speaker, vec![quote.to_owned()], graf.line), 1))
}

fn voice(speaker: Speaker, paragraphs: Vec<String>, line: usize) -> Voice {
    Voice { name: speaker.name, role: speaker.role, via: speaker.via, paragraphs, line }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn voice_of(text: &str) -> Option<(String, usize, usize)> {
        let grafs = super::super::lines::read(text).grafs;
        match read(&grafs, 0, &Desk::default())? {
            (Block::Voice(voice), used) => Some((voice.name, voice.paragraphs.len(), used)),
            _ => None,
        }
    }

    #[test]
    fn names_and_words() {
        let ana = |paragraphs, used| Some(("Ana Ruiz".to_owned(), paragraphs, used));
        assert_eq!(voice_of("Ana Ruiz, harbour master:\n\n“We did not see it.”\n\nText."), ana(1, 2));
        assert_eq!(voice_of("Harbour master Ana Ruiz:\n\n\"We did not see it.\"\n\nText."), ana(1, 2));
        assert_eq!(voice_of("Ana Ruiz, harbour master\n\n“We did not see it.”\n\nText."), ana(1, 2));
        assert_eq!(voice_of("Ana Ruiz, harbour master: “We did not see it.”\n\nText."), ana(1, 1));
        assert_eq!(voice_of("“We did not see it.”\n\n— Ana Ruiz, harbour master\n\nText."), ana(1, 2));
        assert_eq!(voice_of("“We did not see it.” — Ana Ruiz\n\nText."), ana(1, 1));
        assert_eq!(voice_of("Ana Ruiz | harbour master | “We did not see it.”\n\nText."), ana(1, 1));
    }

    #[test]
    fn several_paragraphs() {
        assert_eq!(voice_of("Ana Ruiz, master:\n\n“One goes on.\n\n“Two ends.”\n\nText."), Some(("Ana Ruiz".to_owned(), 2, 3)));
        assert_eq!(voice_of("Ana Ruiz, master:\n\n“One.”\n\n“Two.”\n\nText."), Some(("Ana Ruiz".to_owned(), 2, 3)));
    }

    #[test]
    fn bare_names_need_company() {
        assert_eq!(voice_of("Ana Ruiz:\n\n“One.”\n\nText."), None);
        assert_eq!(voice_of("Ana Ruiz:\n\n“One.”\n\nJo Lee:\n\n“Two.”"), Some(("Ana Ruiz".to_owned(), 1, 2)));
    }

    #[test]
    fn telling_is_no_voice() {
        assert_eq!(voice_of("Ana Ruiz, master:\n\n“Yes,” she said. “No.”\n\nText."), None);
        assert_eq!(voice_of("The statement read:\n\n“Yes.”\n\nText."), None);
        assert_eq!(voice_of("Ana Ruiz, master, told the board:\n\n“Yes.”\n\nText."), None);
    }
}
