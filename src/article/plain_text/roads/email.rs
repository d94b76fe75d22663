//! Copy that came by e-mail. The head (`From:`, `Subject:` and so on, in any language of `data/mail.txt`), the line over a forwarded or
//! quoted text, the marks `>` and the covering note are taken off; `signature` takes what stands at the end. No address of a mail may get
//! into the paper.
//!
//! Heads and the lines over quoted texts cut the mail into stretches. The longest stretch is the copy; the others are notes to the desk,
//! unless one is nearly as long. A mail that is printed in the middle of an article is the article's and is left there.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::super::tables::{self, Leads, Phrases};
use super::super::{Line, words};
use super::{Sheet, has_address, signature, tidy};

const DATA: &str = include_str!("../data/mail.txt");

/// What a label of a mail's head stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Label {
    From,
    To,
    Date,
    Subject,
    Other,
}

static LABELS: LazyLock<Leads<Label>> = LazyLock::new(|| {
    Leads::new(tables::parts(DATA).filter_map(|(part, entry)| {
        let label = match part {
            "from" => Label::From,
            "to" => Label::To,
            "date" => Label::Date,
            "subject" => Label::Subject,
            "other" => Label::Other,
            _ => return None,
        };
        Some((entry, label))
    }))
});
static OVER: LazyLock<Phrases<()>> = LazyLock::new(|| Phrases::part(DATA, "over"));
static ROWS: LazyLock<Phrases<()>> = LazyLock::new(|| Phrases::part(DATA, "row"));
static WROTE: LazyLock<Vec<&str>> = LazyLock::new(|| part("wrote"));
static REPLY: LazyLock<Vec<&str>> = LazyLock::new(|| part("reply"));
static GREETINGS: LazyLock<Leads<()>> = LazyLock::new(|| Leads::new(part("greeting").into_iter().map(|entry| (entry, ()))));
static COVER: LazyLock<HashSet<&str>> = LazyLock::new(|| part("cover").into_iter().flat_map(|line| line.split(' ')).collect());

fn part(name: &str) -> Vec<&'static str> {
    tables::parts(DATA).filter(|(part, _)| *part == name).map(|(_, entry)| entry).collect()
}

/// A row without the marks of quoting and of bold type before it.
fn unquoted(text: &str) -> &str {
    text.trim_start_matches(|letter: char| letter.is_whitespace() || matches!(letter, '>' | '*' | '|'))
}

/// Takes a mail's head, quoting and end off.
pub(super) fn take(sheet: &mut Sheet) {
    let ends = in_mail(sheet, boundaries(sheet));
    let copy = if ends.is_empty() { 0..sheet.rows.len() } else { stretch(sheet, &ends) };
    let Some(copy) = (!copy.is_empty()).then_some(copy) else { return };
    let mailed = !ends.is_empty() && sheet.touched;
    unquote(sheet, copy.clone());
    let copy = if mailed { cover(sheet, copy) } else { copy };
    for at in copy.clone() {
        if is_mailers(&sheet.rows[at].text) {
            sheet.drop_row(at, "ML1");
        }
    }
    signature::take(sheet, copy, mailed);
}

/// Where heads stand, and the lines over quoted texts; heads that follow each other are one.
fn boundaries(sheet: &Sheet) -> Vec<Range<usize>> {
    let labels: Vec<Option<Label>> = sheet.rows.iter().map(|row| label(&row.text)).collect();
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    let mut seen = 0;
    while at < sheet.rows.len() {
        let filled = !sheet.rows[at].is_blank();
        let end =
            if filled { head(sheet, &labels, at).or_else(|| over(sheet, &labels, at)).or_else(|| sender(sheet, at, seen)) } else { None };
        if let Some(end) = end {
            let joined = found.last().is_some_and(|last| sheet.rows[last.end..at].iter().all(|row| unquoted(&row.text).is_empty()));
            match found.last_mut().filter(|_| joined) {
                Some(last) => last.end = end,
                None => found.push(at..end),
            }
            seen += end - at;
            at = end;
        } else {
            seen += usize::from(filled);
            at += 1;
        }
    }
    found
}

/// The least words that make a head below them a part of the article, if it has neither an address nor a line over it.
const COPY: usize = 25;

/// Without the heads that stand in the midst of copy, as an article prints them.
fn in_mail(sheet: &Sheet, ends: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut counted = 0;
    let mut from = 0;
    let mut kept = Vec::new();
    for end in ends {
        counted += sheet.rows[from..end.start].iter().map(|row| words::count(&row.text)).sum::<usize>();
        from = end.end;
        let rows = &sheet.rows[end.clone()];
        let sure = rows.iter().any(|row| has_address(&row.text)) || label(&rows[0].text).is_none();
        if counted < COPY || sure {
            kept.push(end);
        }
    }
    kept
}

fn label(text: &str) -> Option<Label> {
    let text = unquoted(text);
    if words::length(text) > 2000 { None } else { LABELS.longest(text).map(|(label, _)| label) }
}

/// The most rows of a head.
const HEAD: usize = 120;

/// Where the head ends that begins at a row.
fn head(sheet: &Sheet, labels: &[Option<Label>], from: usize) -> Option<usize> {
    labels[from]?;
    let mut seen = Vec::new();
    let mut addressed = false;
    let mut at = from;
    while at < labels.len().min(from + HEAD) {
        let text = &sheet.rows[at].text;
        match labels[at] {
            Some(label) => {
                seen.push(label);
                addressed |= has_address(text);
            }
            None if text.trim().is_empty() => {
                // Some programs set the head with a blank line after each row.
                if labels.get(at + 1).copied().flatten().is_none() {
                    break;
                }
            }
            // A row that goes on: indented, or the rest of a list of addresses.
            None if at > from
                && (text.starts_with([' ', '\t']) && words::count(text) <= 12 || text.contains('@') && words::count(text) <= 12) => {}
            None => break,
        }
        at += 1;
    }
    let has = |label: Label| seen.contains(&label);
    let main = [Label::From, Label::To, Label::Date, Label::Subject].into_iter().filter(|&label| has(label)).count();
    // A byline and a date may have the same words before them: it takes a subject, an address, or both ends of the mail.
    let sure = has(Label::Subject) || addressed && (has(Label::From) || has(Label::To)) || has(Label::From) && has(Label::To);
    let raw = seen.iter().filter(|&&label| label == Label::Other).count() >= 2;
    (main >= 2 && sure || main >= 1 && raw && sure).then_some(at)
}

/// Where the line ends that stands over a forwarded or quoted text.
fn over(sheet: &Sheet, labels: &[Option<Label>], at: usize) -> Option<usize> {
    let text = unquoted(&sheet.rows[at].text).trim();
    if words::length(text) > 300 {
        return None;
    }
    let bare = text.trim_matches(|letter: char| matches!(letter, '-' | '_' | '=' | '*' | ':' | '–' | '—') || letter.is_whitespace());
    if OVER.has(&words::fold(bare)) {
        let next = (at + 1..labels.len()).find(|&next| !sheet.rows[next].is_blank());
        let headed = next.is_some_and(|next| labels[next].is_some());
        return (bare.len() < text.len() || headed).then_some(at + 1);
    }
    // `On Monday Jo Lee <jo@courier.example> wrote:`, which a program may break into two rows.
    let two = sheet.rows.get(at + 1).map(|next| format!("{text} {}", unquoted(&next.text).trim()));
    [(text.to_owned(), at + 1), (two.unwrap_or_default(), at + 2)].into_iter().find_map(|(line, end)| {
        let folded = words::fold(&line);
        let wrote = folded.ends_with(':') && WROTE.iter().any(|word| folded.contains(word)) && line.chars().any(char::is_numeric);
        let quoted = wrote
            && sheet.rows[end.min(sheet.rows.len())..]
                .iter()
                .find(|row| !row.is_blank())
                .is_some_and(|row| row.text.trim_start().starts_with('>'));
        (wrote && (quoted || has_address(&line) && line.contains('@'))).then_some(end)
    })
}

/// A name with an address, alone on a row at the top, as the page of a mail program has it; with the rows `to me` and the time under it.
fn sender(sheet: &Sheet, at: usize, seen: usize) -> Option<usize> {
    let text = sheet.rows[at].text.trim();
    if seen > 6 || words::length(text) > 120 {
        return None;
    }
    let (name, address) = text.strip_suffix('>')?.rsplit_once('<')?;
    if !address.contains('@')
        || address.contains(' ')
        || words::count(name) > 6
        || label(text).is_some()
        || name.contains(':')
        || super::super::byline::lead(name).is_some()
    {
        return None;
    }
    let mut end = at + 1;
    while let Some(row) = sheet.rows.get(end).filter(|_| end <= at + 4) {
        let small = row.is_blank() || ROWS.has(&words::fold(&row.text)) || super::super::dates::is_date_line(row.text.trim());
        if !small {
            break;
        }
        end += 1;
    }
    Some(end)
}

/// The stretch that is the copy; heads are dropped, the other stretches are notes.
fn stretch(sheet: &mut Sheet, ends: &[Range<usize>]) -> Range<usize> {
    let mut stretches = Vec::new();
    let mut from = 0;
    for end in ends {
        stretches.push(from..end.start);
        from = end.end;
    }
    stretches.push(from..sheet.rows.len());
    let sizes: Vec<usize> =
        stretches.iter().map(|range| sheet.rows[range.clone()].iter().map(|row| words::count(&row.text)).sum()).collect();
    let best = (0..sizes.len()).max_by_key(|&at| (sizes[at], at)).unwrap_or_default();
    let rival = (0..sizes.len()).any(|at| at != best && sizes[at] > 60 && sizes[at] * 2 > sizes[best]);
    // Copy on both sides: the article prints a mail.
    if rival || sizes[best] == 0 {
        return 0..sheet.rows.len();
    }
    for (nth, range) in stretches.iter().enumerate() {
        if nth != best {
            range.clone().for_each(|at| sheet.note_row(at));
        }
    }
    for (nth, range) in ends.iter().enumerate() {
        for at in range.clone() {
            let text = tidy(unquoted(&sheet.rows[at].text));
            if nth < best
                && let Some((Label::Subject, subject)) = LABELS.longest(&text)
                && let Some(subject) = subject_of(subject)
            {
                sheet.report.subject = Some(Line { text: subject.to_owned(), line: sheet.rows[at].line });
            }
            sheet.drop_row(at, "ML1");
        }
    }
    stretches[best].clone()
}

/// The subject without `Re:` and the like; none where it says nothing.
fn subject_of(text: &str) -> Option<&str> {
    let mut text = text.trim();
    while let Some(rest) = REPLY.iter().find_map(|reply| tables::strip(text, reply)) {
        text = rest.trim_start();
    }
    (words::count(text) >= 3).then_some(text)
}

/// Takes `>` off where most rows have it.
fn unquote(sheet: &mut Sheet, copy: Range<usize>) {
    let filled = sheet.rows[copy.clone()].iter().filter(|row| !row.is_blank()).count();
    let quoted = sheet.rows[copy.clone()].iter().filter(|row| row.text.trim_start().starts_with('>')).count();
    if quoted < 2 || quoted * 10 < filled * 6 {
        return;
    }
    let line = sheet.rows[copy.start].line;
    for row in &mut sheet.rows[copy] {
        let mut text = row.text.as_str();
        while let Some(rest) = text.trim_start().strip_prefix('>') {
            text = rest;
        }
        row.text = text.strip_prefix(' ').unwrap_or(text).to_owned();
    }
    sheet.touched = true;
    sheet.guess(line, "ML-quote", "the marks > of a quoted mail were taken off".to_owned());
}

/// Takes the greeting and the covering note at the top of a mail; gives where the copy begins.
fn cover(sheet: &mut Sheet, copy: Range<usize>) -> Range<usize> {
    let mut from = copy.start;
    let mut greeted = false;
    for _ in 0..4 {
        let Some(start) = (from..copy.end).find(|&at| !sheet.rows[at].is_blank()) else { break };
        let end = (start..copy.end).find(|&at| sheet.rows[at].is_blank()).unwrap_or(copy.end);
        let text = tidy(&sheet.rows[start..end].iter().map(|row| row.text.as_str()).collect::<Vec<_>>().join(" "));
        let greeting =
            !greeted && words::count(&text) <= 6 && text.ends_with([',', '!', '،', '，', '、', ':']) && GREETINGS.longest(&text).is_some();
        let folded = words::fold(&text);
        let said = folded.split(|letter: char| !letter.is_alphanumeric() && letter != '\'').any(|word| COVER.contains(word));
        let whole = words::ends_sentence(&text) || text.ends_with([':', '：']);
        let note = said && whole && words::count(&text) <= 45 && (greeted || text.ends_with([':', '：']));
        // The rest of the text must be enough to be an article.
        let left: usize = sheet.rows[end..copy.end].iter().map(|row| words::count(&row.text)).sum();
        if !(greeting || note) || left < 20 {
            break;
        }
        greeted |= greeting;
        (start..end).for_each(|at| sheet.note_row(at));
        from = end;
    }
    from..copy.end
}

/// Whether a row was put into the mail by a program: `[cid:image001.png]`, a warning that the mail is from outside.
fn is_mailers(text: &str) -> bool {
    let text = text.trim();
    if text.is_empty() || words::length(text) > 200 {
        return false;
    }
    let picture = ["[cid:", "[image:", "<image0", "[inline image", "[attachment:"]
        .iter()
        .any(|lead| text.get(..lead.len()).is_some_and(|start| start.eq_ignore_ascii_case(lead)))
        && text.ends_with([']', '>']);
    picture || ROWS.has(words::fold(text).trim_end_matches('.'))
}
