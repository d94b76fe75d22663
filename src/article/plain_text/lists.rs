//! Lists. Owns the marks: at the start of a line, alone on a line before the item, or left trailing on the line above, as copy and
//! paste from a web page leaves them; and numbers and letters in sequence. `mark` finds the runs of marked grafs, takes the marks
//! off and notes on each graf where in a list it stands; `read` makes the blocks.
//!
//! A mark is believed in company only: one dash is a break, or speech, or a minus. What is not believed stays in the text.

use std::collections::HashSet;

use super::graf::{Graf, Marking, Member, Part};
use super::{
    Block, Desk, Dropped, END_MARK, Item, ListKind, PlainStory, end_matter, graf, labels, speakers, tables, takeaways, voices, words,
};

/// A mark at the start of a line, and the text after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct LineMark<'a> {
    pub(super) sign: char,
    pub(super) rest: &'a str,
    /// No space stood between.
    attached: bool,
}

impl LineMark<'_> {
    /// Dashes serve as bullets, as speech marks and as minus signs.
    pub(super) fn is_dash(self) -> bool {
        is_dash(self.sign)
    }
}

const BULLETS: [char; 17] = ['•', '·', '▪', '●', '◦', '‣', '■', '▶', '►', '✔', '✓', '➤', '・', '✅', '👉', '🔹', '📌'];

fn is_dash(sign: char) -> bool {
    matches!(sign, '-' | '–' | '—')
}

fn is_sign(sign: char) -> bool {
    is_dash(sign) || BULLETS.contains(&sign) || matches!(sign, '*' | '§' | 'o')
}

/// Whether a line is a list mark and nothing else.
pub(super) fn is_lone_mark(text: &str) -> bool {
    lone_sign(text).is_some() || lone_number(text).is_some()
}

fn lone_sign(text: &str) -> Option<char> {
    let mut letters = text.chars();
    let sign = letters.next().filter(|&sign| is_sign(sign))?;
    letters.next().is_none().then_some(sign)
}

fn lone_number(text: &str) -> Option<u32> {
    let digits = text.strip_suffix(['.', ')'])?;
    (1..=2).contains(&digits.len()).then(|| digits.parse().ok())?
}

/// Reads the mark at the start of a line.
pub(super) fn line_mark(text: &str) -> Option<LineMark<'_>> {
    let sign = text.chars().next().filter(|&sign| is_sign(sign))?;
    let after = &text[sign.len_utf8()..];
    // A sign may carry the selector that asks for its coloured form.
    let rest = after.trim_start_matches(|space: char| space.is_whitespace() || space == '\u{fe0f}');
    let first = rest.chars().next()?;
    let attached = rest.len() == after.len();
    let fits = if attached {
        match sign {
            '-' => first.is_uppercase() || matches!(first, '$' | '€' | '£'),
            '*' => first.is_alphanumeric() && !rest.contains('*'),
            'o' | '§' | '–' | '—' => false,
            _ => true,
        }
    } else {
        (sign != 'o' || first.is_uppercase()) && !is_dash(first) && first != sign
    };
    (fits && rest.chars().any(char::is_alphanumeric) && !end_matter::is_end_mark(text)).then_some(LineMark { sign, rest, attached })
}

/// Reads `1. text`, `1) text`, `(1) text`, `1、text`.
pub(super) fn number(text: &str) -> Option<(u32, &str)> {
    let open = text.strip_prefix('(');
    let digits = open.unwrap_or(text);
    let length = digits.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=2).contains(&length) {
        return None;
    }
    let value = digits[..length].parse().ok()?;
    spaced(&digits[length..], open.is_some()).map(|rest| (value, rest))
}

/// Reads `a) text`, `(a) text`, `a. text`.
fn letter(text: &str) -> Option<(u32, &str)> {
    let open = text.strip_prefix('(');
    let inner = open.unwrap_or(text);
    let first = inner.chars().next().filter(char::is_ascii_lowercase)?;
    spaced(&inner[1..], open.is_some()).map(|rest| (u32::from(first) - u32::from('a') + 1, rest))
}

/// What follows the sign after a number, if the two stand apart as they do in a list.
fn spaced(after: &str, bracketed: bool) -> Option<&str> {
    let sign = after.chars().next()?;
    let rest = &after[sign.len_utf8()..];
    let fits = match sign {
        ')' => true,
        '.' => !bracketed && rest.starts_with(' '),
        '、' | '．' => !bracketed,
        _ => false,
    };
    let rest = rest.trim_start();
    (fits && !rest.is_empty()).then_some(rest)
}

/// One mark that stands apart from its item.
#[derive(Clone, Copy)]
struct Apart {
    /// The graf that holds the mark.
    at: usize,
    /// The first graf of the item.
    start: usize,
    sign: Sign,
    place: Place,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    Dash,
    Bullet,
    Number(u32),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Alone on its line.
    Alone,
    /// At the end of the graf before.
    Trailing,
}

/// Finds the lists among the grafs, and takes the marks off.
pub(super) fn mark(mut grafs: Vec<Graf>, desk: &Desk<'_>, story: &mut PlainStory) -> Vec<Graf> {
    let mut groups = 0;
    let spent: HashSet<usize> = marks_apart(&mut grafs, desk, &mut groups).into_iter().collect();
    marks_on_lines(&mut grafs, desk, &mut groups);
    numbers(&mut grafs, &mut groups);
    let last = grafs.len().saturating_sub(1);
    let mut kept = Vec::with_capacity(grafs.len());
    for (at, graf) in grafs.into_iter().enumerate() {
        if spent.contains(&at) {
            continue;
        }
        let bullet = lone_sign(&graf.text).is_some_and(|sign| BULLETS.contains(&sign));
        if is_lone_mark(&graf.text) && (at == 0 || at == last || bullet) {
            let rule = if at == last && end_matter::is_end_sign(&graf.text) { END_MARK } else { "LB-stray" };
            story.dropped.push(Dropped { line: graf.line, text: graf.text, rule });
        } else {
            kept.push(graf);
        }
    }
    kept
}

/// Marks that stand alone on a line or trail on the line above. Gives the grafs that were nothing but marks.
fn marks_apart(grafs: &mut [Graf], desk: &Desk<'_>, groups: &mut usize) -> Vec<usize> {
    let apart = find_apart(grafs);
    let mut spent = Vec::new();
    let mut from = 0;
    while from < apart.len() {
        let mut to = from + 1;
        while to < apart.len() && follows(&apart[to - 1], &apart[to], grafs, desk) {
            to += 1;
        }
        let run = &apart[from..to];
        from = to;
        let voiced = |mark: &Apart| voices::begins(grafs, mark.start, desk);
        let speakers = run.iter().filter(|mark| voiced(mark)).count();
        let first = run[0];
        let headed = first.at > 0 && takeaways::is_heading(&grafs[first.at - 1].text);
        let ordered = matches!(first.sign, Sign::Number(_));
        let enough = if run.len() == 1 { headed && first.sign == Sign::Bullet } else { !ordered || first.sign == Sign::Number(1) };
        let alone_with_voice = run.len() == 1 && speakers == 1 && first.place == Place::Alone;
        if !enough && !alone_with_voice {
            continue;
        }
        if speakers * 2 < run.len() {
            enter(grafs, run, *groups);
            *groups += 1;
        }
        for mark in run {
            match mark.place {
                Place::Alone => spent.push(mark.at),
                Place::Trailing => {
                    let text = &mut grafs[mark.at].text;
                    text.pop();
                    text.truncate(text.trim_end().len());
                }
            }
        }
    }
    spent
}

fn find_apart(grafs: &[Graf]) -> Vec<Apart> {
    let mut apart = Vec::new();
    for (at, graf) in grafs.iter().enumerate() {
        let start = at + 1;
        let followed =
            grafs.get(start).is_some_and(|next| !is_lone_mark(&next.text) && next.heading.is_none() && !graf::is_rule(&next.text));
        if !followed || graf.heading.is_some() {
            continue;
        }
        let sign_of = |sign| if BULLETS.contains(&sign) { Sign::Bullet } else { Sign::Dash };
        if let Some(sign) = lone_sign(&graf.text) {
            apart.push(Apart { at, start, sign: sign_of(sign), place: Place::Alone });
        } else if let Some(number) = lone_number(&graf.text) {
            apart.push(Apart { at, start, sign: Sign::Number(number), place: Place::Alone });
        } else if let Some((text, sign)) = trailing_sign(&graf.text)
            && (words::ends_sentence(text) || text.ends_with([':', '：']) || takeaways::is_heading(text))
        {
            apart.push(Apart { at, start, sign: sign_of(sign), place: Place::Trailing });
        }
    }
    apart
}

fn trailing_sign(text: &str) -> Option<(&str, char)> {
    let sign = text.chars().next_back().filter(|&sign| is_sign(sign) && sign != 'o' && sign != '§')?;
    let before = &text[..text.len() - sign.len_utf8()];
    let cut = before.trim_end();
    (cut.len() < before.len() && !cut.is_empty() && !end_matter::is_end_mark(text) && !graf::is_rule(text)).then_some((cut, sign))
}

/// Whether two marks belong to one list: nothing but one item stands between them, or the words of one voice.
fn follows(one: &Apart, next: &Apart, grafs: &[Graf], desk: &Desk<'_>) -> bool {
    let end = if next.place == Place::Trailing { next.at + 1 } else { next.at };
    let Some(between) = grafs.get(one.start..end).filter(|between| !between.is_empty()) else { return false };
    let kin = match (one.sign, next.sign) {
        (Sign::Number(before), Sign::Number(after)) => before + 1 == after,
        (before, after) => before == after,
    };
    // A voice may be followed by two grafs of comment.
    let most = voices::length(grafs, one.start, desk).map_or(2, |length| length + 2);
    let headed = between.iter().any(|graf| graf.heading.is_some() || takeaways::may_be_heading(&graf.text));
    // A list left behind, a heading, and a new list: two grafs between, of which the second leads to what follows it.
    let turned = between.len() == 2
        && next.place == Place::Alone
        && !words::ends_sentence(&between[1].text)
        && words::ends_sentence(&between[0].text);
    kin && between.len() <= most && !headed && !turned
}

/// Notes the place of each graf of a list whose marks stood apart.
fn enter(grafs: &mut [Graf], run: &[Apart], group: usize) {
    let kind = if matches!(run[0].sign, Sign::Number(_)) { ListKind::Numbered } else { ListKind::Bulleted };
    let mut pairs_only = run.len() > 1;
    for (at, mark) in run.iter().enumerate() {
        let end = match run.get(at + 1) {
            Some(next) => next.at + usize::from(next.place == Place::Trailing),
            // The last item has no mark after it to say where it ends: it is as long as the others all were.
            None => mark.start + 1 + usize::from(pairs_only && titled_pair(grafs, mark.start)),
        };
        if at + 1 < run.len() {
            pairs_only &= end - mark.start == 2 && titled_pair(grafs, mark.start);
        }
        let end = end.min(grafs.len());
        for (offset, graf) in grafs[mark.start..end].iter_mut().enumerate() {
            let part = if offset == 0 { Part::Start } else { Part::Rest };
            graf.member = Some(Member { group, kind, part });
        }
    }
}

/// A short title, and a sentence after it.
fn titled_pair(grafs: &[Graf], at: usize) -> bool {
    let title = grafs.get(at).is_some_and(|graf| words::count(&graf.text) <= 10 && !words::ends_with_stop(&graf.text));
    title && grafs.get(at + 1).is_some_and(|graf| words::ends_sentence(&graf.text))
}

/// Runs of grafs that each begin with a mark.
fn marks_on_lines(grafs: &mut [Graf], desk: &Desk<'_>, groups: &mut usize) {
    let mut from = 0;
    while from < grafs.len() {
        let to = (from..grafs.len()).find(|&at| !begins_with_mark(&grafs[at])).unwrap_or(grafs.len());
        if to == from {
            from += 1;
            continue;
        }
        let run = from..to;
        from = to;
        let marks: Vec<LineMark<'_>> = grafs[run.clone()].iter().filter_map(|graf| line_mark(&graf.text)).collect();
        let headed = run.start > 0 && takeaways::is_heading(&grafs[run.start - 1].text);
        let led_in = run.start > 0 && grafs[run.start - 1].text.ends_with([':', '：']);
        let bullets = marks.iter().all(|mark| BULLETS.contains(&mark.sign));
        let alike =
            marks.iter().all(|mark| !mark.attached || bullets) || marks.iter().all(|mark| mark.attached && mark.sign == marks[0].sign);
        let attributed = run.start > 0 && voices::is_attribution(grafs, run.start, desk);
        let texts: Vec<String> = marks.iter().map(|mark| mark.rest.to_owned()).collect();
        let voiced = (run.clone()).zip(&texts).all(|(at, text)| says(grafs, at, text, desk));
        let listed = marks.len() >= 2 || (headed && bullets);
        let speech = !headed && marks.iter().any(|mark| mark.is_dash()) && is_speech(&marks, grafs, led_in, desk);
        if voiced && !attributed {
            for (at, text) in run.zip(texts) {
                grafs[at].text = text;
            }
        } else if listed && alike && !speech && !attributed {
            for (at, text) in run.zip(texts) {
                grafs[at].text = text;
                grafs[at].member = Some(Member { group: *groups, kind: ListKind::Bulleted, part: Part::Start });
            }
            *groups += 1;
        }
    }
}

fn begins_with_mark(graf: &Graf) -> bool {
    graf.member.is_none() && graf.verse.is_empty() && graf.heading.is_none() && line_mark(&graf.text).is_some()
}

/// Whether a marked line is a speaker's, with the words on it or on the next.
fn says(grafs: &[Graf], at: usize, text: &str, desk: &Desk<'_>) -> bool {
    let named = |line: &str| speakers::read(line, desk).is_some_and(|speaker| speaker.role.is_some());
    let same_line = speakers::split_quote(text).is_some_and(|(name, _)| named(name));
    same_line || (text.ends_with([':', '：']) && named(text) && grafs.get(at + 1).is_some_and(|next| super::quotes::opens(&next.text)))
}

/// Whether a run of dashes is people speaking, as many languages print it.
fn is_speech(marks: &[LineMark<'_>], grafs: &[Graf], led_in: bool, desk: &Desk<'_>) -> bool {
    if marks.iter().any(|mark| attributes(mark.rest)) {
        return true;
    }
    let tongue = tongue(grafs, desk.language);
    let custom = tables::entries(include_str!("data/speech_dash.txt")).any(|line| line == tongue);
    let sentences = marks.iter().filter(|mark| words::ends_sentence(mark.rest)).count();
    custom && !led_in && sentences * 2 > marks.len()
}

/// Whether a line attributes its words in passing: `Jeg vet ikke, sier hun.`
fn attributes(text: &str) -> bool {
    let folded = words::fold(text);
    folded.split([',', '.', '!', '?', '-']).skip(1).any(|part| {
        let said = part.split_whitespace().next().unwrap_or_default();
        super::quotes::is_speech_word(said)
    })
}

/// The language of the copy by its commonest words, else what the desk says.
fn tongue<'a>(grafs: &[Graf], desk: &'a str) -> &'a str
where
    'static: 'a,
{
    let mut best = (0, desk.split(['-', '_']).next().unwrap_or_default());
    let sample: Vec<String> =
        grafs.iter().take(60).flat_map(|graf| words::bare(&graf.text).split(' ').map(str::to_owned).collect::<Vec<_>>()).collect();
    for line in tables::entries(include_str!("data/tongues.txt")) {
        let Some((tag, common)) = line.split_once(' ') else { continue };
        let hits = sample.iter().filter(|word| common.split(' ').any(|other| other == word.as_str())).count();
        if hits > best.0 && hits * 20 > sample.len() {
            best = (hits, tag);
        }
    }
    best.1
}

/// Runs of numbers or letters from the first, and numbered headings.
fn numbers(grafs: &mut [Graf], groups: &mut usize) {
    for (kind, reader) in [(ListKind::Numbered, number as fn(&str) -> Option<(u32, &str)>), (ListKind::Lettered, letter)] {
        let mut from = 0;
        while from < grafs.len() {
            let mut to = from;
            while to < grafs.len() && grafs[to].member.is_none() && value(&grafs[to], reader) == Some(to - from + 1) {
                to += 1;
            }
            let run = from..to;
            from = to.max(from + 1);
            let long = grafs[run.clone()].iter().filter(|graf| words::count(&graf.text) > 60).count();
            if run.len() < 2 || long * 2 > run.len() {
                continue;
            }
            for graf in &mut grafs[run] {
                graf.text = reader(&graf.text).map_or_else(String::new, |(_, rest)| rest.to_owned());
                graf.member = Some(Member { group: *groups, kind, part: Part::Start });
            }
            *groups += 1;
        }
    }
    numbered_headings(grafs);
}

fn value(graf: &Graf, reader: fn(&str) -> Option<(u32, &str)>) -> Option<usize> {
    if !graf.verse.is_empty() || graf.heading.is_some() {
        return None;
    }
    reader(&graf.text).map(|(value, _)| value as usize)
}

/// `1. The pool` ... `2. The baths`, with paragraphs between: headings, if they count from one.
fn numbered_headings(grafs: &mut [Graf]) {
    let short = |graf: &Graf| words::length(&graf.text) <= 100 && !words::ends_with_stop(&graf.text) && graf.member.is_none();
    let mut found = Vec::new();
    for at in 0..grafs.len() {
        let followed = grafs.get(at + 1).is_some_and(|next| number(&next.text).is_none() && next.member.is_none());
        if short(&grafs[at]) && followed && value(&grafs[at], number) == Some(found.len() + 1) {
            found.push(at);
        }
    }
    if found.len() >= 2 {
        for at in found {
            grafs[at].heading = Some(Marking::Numbered);
        }
    }
}

/// Reads the list that begins at a graf, and how many grafs it takes.
pub(super) fn read(grafs: &[Graf]) -> Option<(Block, usize)> {
    let (items, used) = items(grafs)?;
    let kind = grafs[0].member?.kind;
    Some((Block::List { kind, items: labels::split_items(items, labels::Setting::List) }, used))
}

/// The items of the list that begins at a graf, whole, and how many grafs they take.
pub(super) fn items(grafs: &[Graf]) -> Option<(Vec<Item>, usize)> {
    let group = grafs.first()?.member?.group;
    let mut items: Vec<Item> = Vec::new();
    let mut used = 0;
    let mut parts: Vec<&str> = Vec::new();
    for graf in grafs {
        let Some(member) = graf.member.filter(|member| member.group == group) else { break };
        if member.part == Part::Start || items.is_empty() {
            items.push(Item { label: None, text: graf.text.clone(), line: graf.line });
            parts.clear();
        } else if let Some(item) = items.last_mut() {
            // A short title with its sentence below it is a label; two sentences are one text.
            let title = parts.is_empty() && item.label.is_none() && words::count(&item.text) <= 10 && !words::ends_sentence(&item.text);
            if title {
                let label = std::mem::replace(&mut item.text, graf.text.clone());
                item.label = Some(label.trim_end_matches([':', '：']).trim_end().to_owned());
            } else {
                item.text.push(' ');
                item.text.push_str(&graf.text);
            }
        }
        parts.push(&graf.text);
        used += 1;
    }
    (!items.is_empty()).then_some((items, used))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str) -> Vec<(String, bool)> {
        let grafs = super::super::lines::read(text).grafs;
        let desk = Desk::default();
        mark(grafs, &desk, &mut PlainStory::default()).into_iter().map(|graf| (graf.text, graf.member.is_some())).collect()
    }

    fn items_of(text: &str) -> usize {
        marked(text).iter().filter(|(_, item)| *item).count()
    }

    #[test]
    fn lone_marks_need_company() {
        assert_eq!(items_of("Head\nLead:\n-\nOne thing.\n-\nTwo things.\n-\nThree things.\nMore text."), 3);
        assert_eq!(items_of("Head\nText before.\n-\nText after the break.\nMore text."), 0);
    }

    #[test]
    fn trailing_marks_count_as_marks() {
        let grafs = marked("Head\nLead:\n-\nOne thing. -\nTwo things. -\nThree things.\nMore text.");
        assert_eq!(grafs[2], ("One thing.".to_owned(), true));
        assert_eq!(grafs[4], ("Three things.".to_owned(), true));
        assert_eq!(grafs[5], ("More text.".to_owned(), false));
    }

    #[test]
    fn line_marks() {
        assert_eq!(items_of("Head\nLead:\n- one\n- two\n"), 2);
        assert_eq!(items_of("Head\nLead:\n- only one\nText."), 0);
        assert_eq!(items_of("Head\nLead:\n-$250,000 for a pier\n-$10,000 for a bench\n"), 2);
        assert_eq!(items_of("Head\nIt was cold.\n-4 degrees\n-7 degrees\n"), 0);
        assert_eq!(items_of("Head\nText.\n- 30 -\n-30-\n"), 0);
    }

    #[test]
    fn dashes_of_speech_stay_text() {
        assert_eq!(items_of("Havna stenger\n\n– Jeg vet ikke hva vi skal gjøre, sier hun.\n\n– Det er ikke min feil, sier han.\n"), 0);
    }

    #[test]
    fn numbers_count_from_one() {
        assert_eq!(items_of("Head\nLead:\n1. Boats\n2. Quays\n"), 2);
        assert_eq!(items_of("Head\n1986. That was it.\n1987. That was more.\n"), 0);
        assert_eq!(items_of("Head\n10. Juni\n11. Juni\n"), 0);
        assert_eq!(items_of("Head\n(a) boats\n(b) quays\n"), 2);
    }
}
