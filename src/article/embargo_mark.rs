//! What the copy itself says about an embargo: `EMBARGOED UNTIL 9 March 2027, 10:00`.
//!
//! One reader for both notations. A mark is a paragraph of its own that begins with words of `data/embargo_marks.txt`; also one
//! with emphasis, a heading, an item of a list, a row of a table, or a comment. A quotation and code only speak of an embargo.
//! [`find`] looks through a body, [`hold`] makes a head of what was found: the later of two embargoes holds, and a time that
//! cannot be read for sure holds the story until somebody has looked at it. The mark itself is covered and never printed.
//!
//! A sentence that merely begins with such words ("Embargo on grain widens") is copy. What tells them apart is what follows:
//! nothing, a colon, or a date and nothing else. Where that leaves a doubt, the story is held: a story that is late does less harm
//! than one that is early, and the warning names the line.

mod wording;

use std::ops::Range;

use jiff::tz::TimeZone;

use wording::{Class, LONGEST, Stands, Verdict, When, dated, entry, is_capitals, is_stop, judge, may_begin, read};

use super::front_matter::{self, Split};
use super::{Head, plain_text};
use crate::clock::{self, Moment};
use crate::data::Value;
use crate::diag::{Diag, Place};
use crate::source::{Notation, Source};

/// A mark in the body of a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// Bytes of the file in which it stands.
    pub(super) span: Range<usize>,
    /// Bytes of the file that are not printed; none for a row of a table, which would fall apart.
    pub(super) cover: Option<Range<usize>>,
    when: When,
}

/// Lines of a paragraph over which a mark may be broken.
const BROKEN: usize = 3;

/// Marks of one file that are told one by one.
const TOLD: usize = 8;

/// Holds a story back as its marks say.
pub(super) fn hold(marks: &[Mark], source: &Source, split: &Split, head: &mut Head, zone: &TimeZone, told: &mut Vec<Diag>) {
    // Front matter that gives an embargo knows the time that the copy writes unclearly.
    let given = head.embargo.is_some();
    for (nth, mark) in marks.iter().enumerate() {
        let does = keep(&mark.when, given, head, zone);
        // To find the place of each would take long where there are thousands.
        if nth >= TOLD {
            continue;
        }
        let printed = if mark.cover.is_some() { " and is not printed" } else { "" };
        told.push(
            Diag::warning("embargo", format!("this line speaks of an embargo{printed}; {does}"))
                .at(source.place(mark.span.clone()))
                .help("put embargo = 2026-03-09T06:00:00Z into the front matter, between two lines +++ at the top, and delete the line"),
        );
    }
    if marks.len() > TOLD {
        let message = format!("{} more lines below speak of an embargo, and hold the story as well", marks.len() - TOLD);
        told.push(Diag::warning("embargo", message).at(Place::file(&source.path)).help("delete them"));
    }
    // A headline or a kicker that is nothing but a mark is one.
    let fields = [
        &["headline", "title", "hed"][..],
        &["kicker", "eyebrow"],
        &["dek", "deck", "description", "summary", "subtitle", "standfirst", "excerpt"],
    ];
    for node in fields.iter().filter_map(|names| front_matter::get(&split.table, names)) {
        let Value::Text(text) = &node.value else { continue };
        let words = bare(text);
        let Some(Verdict { when, sure: true, .. }) = judge(&words, Stands::Alone) else { continue };
        // "Embargoed" may be the headline of a story.
        if when == When::Unclear && !words.contains(' ') && !is_capitals(&words) {
            continue;
        }
        let does = keep(&when, given, head, zone);
        told.push(
            Diag::warning("embargo", format!("this speaks of an embargo; {does}"))
                .at(source.place(node.span.clone()))
                .help("put embargo = 2026-03-09T06:00:00Z into the front matter, and write the words for readers here"),
        );
    }
}

/// Takes one mark into a head; says what it does.
fn keep(when: &When, given: bool, head: &mut Head, zone: &TimeZone) -> &'static str {
    match when {
        When::Free => "it holds nothing back",
        When::Until(iso, named) => match moment(iso, *named, zone) {
            Some(moment) => {
                head.embargo = head.embargo.max(Some(moment));
                "the story is held back until then"
            }
            None => keep(&When::Unclear, given, head, zone),
        },
        When::Unclear if given => "its time cannot be read for sure, so the embargo of the front matter holds",
        When::Unclear => {
            head.draft = true;
            "its time cannot be read for sure, so the story is held back as a draft"
        }
    }
}

fn moment(iso: &str, named: Option<&str>, zone: &TimeZone) -> Option<Moment> {
    let reading = match named {
        None => clock::parse(iso, zone),
        Some(offset) if offset.starts_with(['+', '-']) => clock::parse(&format!("{iso}{offset}"), zone),
        Some(name) => clock::parse(iso, &TimeZone::get(name).ok()?),
    };
    reading.ok().map(|reading| reading.moment)
}

/// What stands above a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Above {
    /// Nothing of the same paragraph.
    Nothing,
    Copy,
    Quote,
    Code,
}

/// Finds the marks of a body, which begins at `start`.
pub(super) fn find(text: &str, start: usize, notation: Notation) -> Vec<Mark> {
    let markdown = notation == Notation::Markdown;
    let mut marks = Vec::new();
    let mut fence: Option<&str> = None;
    let mut above = Above::Nothing;
    let mut in_list = false;
    let mut seen = false;
    let mut at = start;
    while at < text.len() {
        let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
        let line = &text[at..end];
        let trimmed = line.trim();
        let next = end + 1;
        if let Some(open) = fence {
            // A longer run of the same sign closes it as well.
            if trimmed.starts_with(open) && trimmed.trim_start_matches(&open[..1]).is_empty() {
                fence = None;
            }
            at = next;
            continue;
        }
        if trimmed.is_empty() {
            above = Above::Nothing;
            at = next;
            continue;
        }
        if markdown && let Some(open) = fence_of(trimmed) {
            fence = Some(open);
            above = Above::Nothing;
            at = next;
            continue;
        }
        let deep = line.starts_with('\t') || line.starts_with("    ");
        let code = markdown && deep && !in_list && (above == Above::Code || (above == Above::Nothing && seen));
        seen = true;
        if trimmed.starts_with('>') {
            above = Above::Quote;
        } else if code {
            above = Above::Code;
        } else if !(markdown && above == Above::Quote && !opens_block(trimmed)) {
            let alone = above != Above::Copy || opens_block(trimmed);
            let found = mark_at(text, at..end, if alone { Stands::Alone } else { Stands::Within }, markdown);
            in_list = if deep { in_list } else { is_item(trimmed) };
            above = if trimmed.starts_with('#') || is_underline(trimmed) { Above::Nothing } else { Above::Copy };
            if let Some(mark) = found {
                at = (mark.span.end + 1).max(next);
                above = Above::Nothing;
                marks.push(mark);
                continue;
            }
        }
        at = next;
    }
    marks
}

/// The run of signs that opens code.
fn fence_of(line: &str) -> Option<&str> {
    let sign = line.chars().next().filter(|sign| matches!(sign, '`' | '~'))?;
    let run = line.len() - line.trim_start_matches(sign).len();
    (run >= 3 && (sign == '~' || !line[run..].contains('`'))).then(|| &line[..run])
}

/// Whether a line begins something of its own, whatever stands above.
fn opens_block(line: &str) -> bool {
    line.starts_with('#') || line.starts_with('|') || line.starts_with("<!--") || is_item(line)
}

fn is_item(line: &str) -> bool {
    line.starts_with("- ") || line.starts_with("* ") || line.starts_with("+ ") || line.starts_with("• ") || after_number(line).is_some()
}

/// What follows `1. ` or `1) `.
fn after_number(line: &str) -> Option<&str> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &line[digits..];
    (1..=3).contains(&digits).then(|| rest.strip_prefix(". ").or_else(|| rest.strip_prefix(") "))).flatten()
}

fn is_underline(line: &str) -> bool {
    line.len() >= 2 && (line.bytes().all(|b| b == b'=') || line.bytes().all(|b| b == b'-'))
}

/// The mark that begins on a line, if one does.
fn mark_at(text: &str, line: Range<usize>, stands: Stands, markdown: bool) -> Option<Mark> {
    if !may_begin(&text[line.clone()]) {
        return None;
    }
    let first = bare(clipped(&text[line.clone()]));
    let row = text[line.clone()].trim_start().starts_with('|');
    let verdict = judge(&first, if row { Stands::Alone } else { stands });
    let is_clear = |verdict: &Verdict| verdict.sure && verdict.when != When::Unclear;
    let (mut span, verdict) = match verdict {
        Some(verdict) if row || is_clear(&verdict) => (line.clone(), verdict),
        // Its date may stand on the next line.
        verdict => match (broken(text, &line, stands).or_else(|| over_date(text, &line, &first)), verdict) {
            (Some(found), _) => found,
            (None, Some(verdict)) if verdict.sure || !markdown => (line.clone(), verdict),
            (None, _) if row || !markdown || stands == Stands::Within => return None,
            (None, _) => {
                let whole = paragraph(text, &line);
                let verdict = judge(&bare(&text[whole.clone()]), stands)?;
                (whole, verdict)
            }
        },
    };
    let begin = span.start + text[span.clone()].len() - text[span.clone()].trim_start().len();
    let end = span.start + text[span.clone()].trim_end().len();
    // The line under a heading goes with it.
    let below = text.get(span.end + 1..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    let mut cover = span.clone();
    if is_underline(below.trim()) {
        cover.end += 1 + below.len();
    }
    span = begin..end;
    // A comment is hidden by itself, with all its lines.
    let hidden = text[span.clone()].starts_with("<!--");
    Some(Mark { span, cover: (!row && !hidden && !verdict.opens_copy).then_some(cover), when: verdict.when })
}

/// A mark that goes on over the next lines of its paragraph to a date.
fn broken(text: &str, line: &Range<usize>, stands: Stands) -> Option<(Range<usize>, Verdict)> {
    let whole = paragraph(text, line);
    let ends = text[line.end..whole.end].match_indices('\n').map(|(at, _)| line.end + at).skip(1).chain([whole.end]);
    ends.take(BROKEN - 1).filter(|end| *end > line.end).find_map(|end| {
        let verdict = judge(&bare(&text[line.start..end]), stands)?;
        (verdict.sure && matches!(verdict.when, When::Until(..))).then_some((line.start..end, verdict))
    })
}

/// A heading that is the word alone, over a paragraph that is the date alone.
fn over_date(text: &str, line: &Range<usize>, first: &str) -> Option<(Range<usize>, Verdict)> {
    let folded = plain_text::fold(first);
    let (_, class, after) = entry(&folded)?;
    let below = &text[line.end..];
    let open = below.len() - below.trim_start_matches(['\n', ' ', '=', '-']).len();
    let end = line.end + below[open..].find('\n').map_or(below.len(), |end| open + end);
    let date = plain_text::fold(&bare(clipped(&text[line.end + open..end])));
    let alone = matches!(class, Class::Word | Class::Until | Class::Order) && !after.contains(char::is_alphanumeric);
    let dated = dated(&date).filter(|dated| alone && dated.len() == date.trim_end_matches(is_stop).len())?;
    let when = Some(read(dated)).filter(|when| matches!(when, When::Until(..)))?;
    Some((line.start..end, Verdict { when, sure: true, opens_copy: false }))
}

/// Bytes of a line or a paragraph that are looked at, so that no length of them costs more.
const CLIP: usize = 4 * LONGEST;

fn clipped(line: &str) -> &str {
    let end = (0..=CLIP.min(line.len())).rev().find(|end| line.is_char_boundary(*end)).unwrap_or(0);
    &line[..end]
}

/// The paragraph that goes on from a line, as far as a mark can go.
fn paragraph(text: &str, line: &Range<usize>) -> Range<usize> {
    let mut end = line.end;
    for next in text[line.end..].split_inclusive('\n').skip(1) {
        if end - line.start > CLIP
            || next.trim().is_empty()
            || opens_block(next.trim())
            || next.trim().starts_with('>')
            || is_underline(next.trim())
        {
            break;
        }
        end += next.trim_end_matches('\n').len() + 1;
    }
    line.start..end.min(text.len())
}

/// A line without what sets it: signs of emphasis, headings, lists, tables, brackets, tags. A quotation mark stays.
fn bare(line: &str) -> String {
    let mut rest = line.trim();
    loop {
        if let Some(after) = after_number(rest) {
            rest = after.trim_start();
        } else if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.trim_start();
        } else if rest.starts_with('<') {
            let Some(end) = rest.find('>') else { break };
            rest = rest[end + 1..].trim_start();
        } else {
            let after =
                rest.trim_start_matches(|c: char| !c.is_alphanumeric() && !is_quote(c) && !matches!(c, '<' | '`' | '$' | '€' | '£'));
            if after.len() == rest.len() {
                break;
            }
            rest = after;
        }
    }
    let rest = rest.split("-->").next().unwrap_or(rest);
    let rest: String = rest.replace("__", "").chars().filter(|c| *c != '*').map(|c| if c == '|' { ':' } else { c }).collect();
    let mut rest = rest.trim_end();
    while let Some(open) = rest.strip_suffix('>').and_then(|tag| tag.rfind('<')) {
        rest = rest[..open].trim_end();
    }
    rest.trim_end_matches(|c: char| !c.is_alphanumeric() && !is_stop(c) && !is_quote(c) && c != ')').to_owned()
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '”' | '„' | '‘' | '’' | '‚' | '«' | '»' | '‹' | '›' | '「' | '」' | '『' | '』')
}

#[cfg(test)]
mod tests {
    use super::wording::LISTS;
    use super::*;

    /// `2026-03-09`, `?` for a time that is not clear, `free`, or `-` for copy.
    fn said(text: &str, notation: Notation) -> String {
        let marks = find(text, 0, notation);
        let show = |mark: &Mark| match &mark.when {
            When::Until(iso, zone) => format!("{iso}{}", zone.unwrap_or_default()),
            When::Unclear => "?".to_owned(),
            When::Free => "free".to_owned(),
        };
        if marks.is_empty() { "-".to_owned() } else { marks.iter().map(show).collect::<Vec<_>>().join(" ") }
    }

    #[test]
    fn marks_of_all_languages() {
        let mut wrong = Vec::new();
        for (line, when) in [
            ("EMBARGOED UNTIL 9 March 2027, 10:30", "2027-03-09T10:30"),
            ("Embargo: 2027-03-09 10:30", "2027-03-09 10:30"),
            ("Embargo 2027-03-09T10:30:00Z", "2027-03-09T10:30:00Z"),
            ("UNDER EMBARGO UNTIL March 9, 2027 at 4:15 p.m. ET", "2027-03-09T16:15America/New_York"),
            ("NOT FOR PUBLICATION BEFORE 00:01 GMT 9 March 2027", "2027-03-09T00:01Z"),
            ("HOLD FOR RELEASE: 9 March 2027", "2027-03-09"),
            ("STRICTLY EMBARGOED", "?"),
            ("Embargoed until 6am on 9 March 2027", "2027-03-09T06:00"),
            ("EMBARGOED UNTIL NOON ON 9 MARCH 2027", "?"),
            ("EMBARGOED UNTIL FRIDAY", "?"),
            ("Embargoed until the minister has spoken", "?"),
            ("EMBARGO: STRICTLY NOT BEFORE TUESDAY", "?"),
            ("For release 9 March 2027", "2027-03-09"),
            ("PRESS RELEASE: EMBARGOED UNTIL 9 March 2027", "2027-03-09"),
            ("Embargo: none", "free"),
            ("Sperrfrist: 9. März 2027, 10:30 Uhr", "2027-03-09T10:30"),
            ("SPERRFRIST 9.3.2027", "2027-03-09"),
            ("Ne pas diffuser avant le 9 mars 2027 à 10h30", "2027-03-09T10:30"),
            ("SOUS EMBARGO JUSQU'AU 9 MARS 2027", "2027-03-09"),
            ("Sous embargo jusqu’au 9 mars 2027", "2027-03-09"),
            ("EMBARGO HASTA EL 9 DE MARZO DE 2027", "2027-03-09"),
            ("Embargo fino al 9 marzo 2027", "2027-03-09"),
            ("Embargo até 9 de março de 2027", "2027-03-09"),
            ("Embargo tot 9 maart 2027", "2027-03-09"),
            ("Embargo do 9 marca 2027", "2027-03-09"),
            ("Эмбарго до 9 марта 2027", "2027-03-09"),
            ("Ембарго до 9 березня 2027", "2027-03-09"),
            ("AMBARGO: 9 Mart 2027", "2027-03-09"),
            ("محظور النشر حتى 9 مارس 2027", "2027-03-09"),
            ("ممنوعیت انتشار تا فردا", "?"),
            ("אמברגו עד 9 במרץ 2027", "2027-03-09"),
            ("एम्बार्गो: 9 मार्च 2027", "2027-03-09"),
            ("엠바고: 2027년 3월 9일", "2027-03-09"),
            ("情報解禁：2027年3月9日10時", "2027-03-09T10:00"),
            ("解禁：2027年3月9日", "2027-03-09"),
            ("禁运：2027年3月9日", "2027-03-09"),
            ("解禁時間：2027年3月9日", "2027-03-09"),
        ] {
            for notation in [Notation::Markdown, Notation::Plain] {
                let top = said(&format!("{line}\n\nCopy.\n"), notation);
                let end = said(&format!("# Head\n\nCopy.\n\n{line}"), notation);
                if top != when || end != when {
                    wrong.push(format!("{line}: {top} at the top, {end} at the end, not {when}"));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn marks_in_every_dress() {
        for text in [
            "**EMBARGOED UNTIL 9 March 2027**",
            "*EMBARGOED UNTIL* **9 March 2027**",
            "# EMBARGOED UNTIL 9 March 2027",
            "EMBARGOED UNTIL 9 March 2027\n======",
            "- EMBARGOED UNTIL 9 March 2027",
            "1. EMBARGOED UNTIL 9 March 2027",
            "| Embargo | 9 March 2027 |",
            "[EMBARGOED UNTIL 9 March 2027]",
            "*** EMBARGOED UNTIL 9 March 2027 ***",
            "<p><strong>EMBARGOED UNTIL 9 March 2027</strong></p>",
            "<!-- EMBARGOED UNTIL 9 March 2027 -->",
            "EMBARGOED UNTIL\n9 March 2027",
            "## Embargo\n\nUntil 9 March 2027",
            "Embargo\n-------\n\n9 March 2027\n\nCopy.",
            "This story is under embargo until 9 March 2027",
            "EMBARGOED UNTIL 9 March 2027. Please do not ring the families before then.",
            "Copy above.\n\nEMBARGOED UNTIL 9 March 2027\nCopy right below that says something.",
            "A headline\nEMBARGOED UNTIL 9 March 2027\nBy Ana Ruiz",
        ] {
            assert_eq!(said(text, Notation::Markdown), "2027-03-09", "{text}");
        }
    }

    #[test]
    fn copy_that_speaks_of_an_embargo() {
        for text in [
            "The report was embargoed until Friday.",
            "Embargo on grain exports widens",
            "# Embargo on grain exports widens",
            "EMBARGO ON GRAIN EXPORTS WIDENS",
            "Embargo lifted after nine years",
            "Embargo: how the blockade hit the bakers of Sarkand",
            "Embargo: who pays?",
            "Embargo 1973",
            "## Embargo",
            "## Embargo\n\nIn 2027 the harbour was shut.",
            "This story is embargoed until Friday, it said on the cover of the report.",
            "Embargo-busting ships were seen off the bar.",
            "Embargoed goods were found in the harbour.",
            "Embargoed until Friday, the report says that fees will rise by a third.",
            "The harbour office said the report, which was\nembargoed until Friday, says that fees will rise.",
            "Sperrfrist beim Arbeitslosengeld: was gilt",
            "Not for publication in the United States of America.",
            "FOR IMMEDIATE RELEASE",
            "For release the band chose a Friday.",
            "Hold until golden.",
            "> EMBARGOED UNTIL 9 March 2027",
            "> She wrote:\nEMBARGOED UNTIL 9 March 2027",
            "```\nEMBARGOED UNTIL 9 March 2027\n```",
            "~~~text\nEMBARGOED UNTIL 9 March 2027\n~~~",
            "Copy.\n\n    EMBARGOED UNTIL 9 March 2027\n",
            "`EMBARGOED UNTIL 9 March 2027`",
            "“Embargoed until Friday,” it said on the cover.",
            "禁运使面包价格上涨。",
            "解禁後の海で漁が始まった。",
        ] {
            assert_eq!(said(text, Notation::Markdown), "-", "{text}");
        }
    }

    #[test]
    fn every_entry_is_found_before_a_date() {
        for (entry, class) in LISTS.marks.values().flatten().filter(|(_, class)| *class != Class::Lead) {
            let text = format!("{entry}: 2027-03-09");
            assert_eq!(said(&text, Notation::Plain), "2027-03-09", "{entry} {class:?}");
        }
    }
}
