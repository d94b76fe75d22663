//! The roads by which copy comes: an e-mail, a chat, a PDF, a wire, a word processor. Each leaves marks on the text that are no part of
//! the article, and each has a step of its own here, which works on the rows of the text before any of them is joined to a paragraph:
//! `email`, `chat`, `pdf`, `wire`, `word`, and then `marks` (signs that stand for a heading or a list) and `matter` (tables and code, which
//! are taken out whole, for their spaces mean something).
//!
//! A step takes rows out, or changes what stands in them, and says so. It never judges what the article is: that is for the head and the
//! body, which see the text as if it had been typed. Rows keep the number of the line they stood on, whatever is taken out above them.

mod chat;
mod code;
mod columns;
mod email;
mod hyphens;
mod marks;
mod matter;
mod pdf;
mod signature;
mod strays;
mod wire;
mod word;

use std::borrow::Cow;

use super::{Block, Dropped, Guess, Item, Line, PlainStory, words};

pub(super) use matter::set_matter;

/// One line of the text.
#[derive(Debug, Clone)]
struct Row {
    text: String,
    line: usize,
    /// A page of the source began here.
    page: bool,
    joint: Joint,
}

/// How a row stands to those beside it once the text is put together again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joint {
    /// As it stood.
    Plain,
    /// Blank lines go around it.
    Apart,
    /// It is gone, and the rows around it belong together.
    Seamless,
    /// It goes on with the row above.
    RunsOn,
}

impl Row {
    fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// The rows of a text, and what the steps have to say.
#[derive(Debug, Default)]
struct Sheet {
    rows: Vec<Row>,
    report: Report,
    touched: bool,
}

/// What was found beside the copy.
#[derive(Debug, Default)]
struct Report {
    dropped: Vec<Dropped>,
    notes: Vec<Line>,
    guesses: Vec<Guess>,
    matter: Vec<Block>,
    /// The subject of a mail, which is the headline if nothing else is.
    subject: Option<Line>,
    /// The date in a running head, which is the date if nothing else is.
    date: Option<Line>,
}

/// The longest row that is said to be dropped; a longer one is a note to the desk, which is shown in full.
const LONGEST: usize = 200;

impl Sheet {
    /// The places of the rows that are not blank.
    fn filled(&self) -> Vec<usize> {
        (0..self.rows.len()).filter(|&at| !self.rows[at].is_blank()).collect()
    }

    /// Takes a row out as a part of its road.
    fn drop_row(&mut self, at: usize, rule: &'static str) {
        let row = &mut self.rows[at];
        let text = tidy(&std::mem::take(&mut row.text));
        self.touched = true;
        if text.is_empty() {
            return;
        }
        if words::length(&text) > LONGEST {
            self.report.notes.push(Line { text, line: row.line });
        } else {
            self.report.dropped.push(Dropped { line: row.line, text, rule });
        }
    }

    /// Takes a row out as a note to the desk.
    fn note_row(&mut self, at: usize) {
        let row = &mut self.rows[at];
        let text = tidy(&std::mem::take(&mut row.text));
        self.touched = true;
        if !text.is_empty() {
            self.report.notes.push(Line { text, line: row.line });
        }
    }

    /// Puts other words in a row's place; what is gone of it is named.
    fn rewrite(&mut self, at: usize, text: String, gone: &str, rule: &'static str) {
        let gone = tidy(gone);
        if !gone.is_empty() {
            self.report.dropped.push(Dropped { line: self.rows[at].line, text: gone, rule });
        }
        self.rows[at].text = text;
        self.touched = true;
    }

    fn guess(&mut self, line: usize, rule: &'static str, message: String) {
        self.report.guesses.push(Guess { line, rule, message });
    }
}

/// One space for each run, none at the ends.
fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text with the marks of its road taken off.
pub(super) struct Cleared<'a> {
    /// The text.
    pub(super) text: Cow<'a, str>,
    /// Tables and code, in the order of their places in the text.
    pub(super) matter: Vec<Block>,
    /// The source line of each line of the text; none where each stands on its own.
    lines: Option<Vec<usize>>,
    report: Report,
}

/// Takes the marks of its road off a text.
pub(super) fn clear(text: &str) -> Cleared<'_> {
    let mut sheet = Sheet { rows: rows(text), ..Sheet::default() };
    chat::take(&mut sheet);
    email::take(&mut sheet);
    pdf::take(&mut sheet);
    wire::take(&mut sheet);
    word::take(&mut sheet);
    marks::take(&mut sheet);
    matter::take(&mut sheet);
    let Sheet { rows, mut report, touched } = sheet;
    let matter = std::mem::take(&mut report.matter);
    if !touched {
        return Cleared { text: Cow::Borrowed(text), matter, lines: None, report };
    }
    let (text, lines) = put_together(rows);
    Cleared { text: Cow::Owned(text), matter, lines: Some(lines), report }
}

/// Cuts a text at every sign that ends a line, as the reader of lines does.
fn rows(text: &str) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut current = String::new();
    let mut page = false;
    let mut letters = text.trim_start_matches('\u{FEFF}').chars().peekable();
    let mut end = |current: &mut String, page: &mut bool, next_page: bool| {
        rows.push(Row {
            text: std::mem::take(current),
            line: rows.len() + 1,
            page: std::mem::replace(page, next_page),
            joint: Joint::Plain,
        });
    };
    while let Some(letter) = letters.next() {
        match letter {
            '\r' if letters.peek() == Some(&'\n') => {}
            '\r' | '\n' | '\u{B}' | '\u{85}' | '\u{2028}' => end(&mut current, &mut page, false),
            '\u{C}' | '\u{2029}' => {
                end(&mut current, &mut page, false);
                end(&mut current, &mut page, letter == '\u{C}');
            }
            // It stands for matter that was taken out.
            matter::SIGN => {}
            other => current.push(other),
        }
    }
    end(&mut current, &mut page, false);
    rows
}

/// The text of the rows, and the source line of each of its lines.
fn put_together(rows: Vec<Row>) -> (String, Vec<usize>) {
    let mut text = String::new();
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        let first = lines.is_empty();
        let mut add = |row: &str, line: usize| {
            text.push_str(row);
            text.push('\n');
            lines.push(line);
        };
        match row.joint {
            Joint::RunsOn if !first => {
                text.pop();
                text.push(' ');
                text.push_str(row.text.trim());
                text.push('\n');
            }
            Joint::Seamless => {}
            Joint::Plain | Joint::RunsOn => add(&row.text, row.line),
            Joint::Apart => {
                add("", row.line);
                add(&row.text, row.line);
                add("", row.line);
            }
        }
    }
    (text, lines)
}

impl Cleared<'_> {
    /// Puts what the steps said into the story, and all places in it back to the lines of the source.
    pub(super) fn report(self, story: &mut PlainStory) {
        strays::put_back(story, &self.matter);
        if let Some(lines) = &self.lines {
            places(story, &|line| {
                if let Some(&source) = line.checked_sub(1).and_then(|at| lines.get(at)) {
                    *line = source;
                }
            });
        }
        let Report { dropped, notes, guesses, subject, date, .. } = self.report;
        story.dropped.extend(dropped);
        story.notes.extend(notes);
        story.notes.sort_by_key(|note| note.line);
        story.guesses.extend(guesses);
        if let (None, Some(subject)) = (&story.headline, subject) {
            let message = "no line reads as a headline; the subject of the mail is taken for it".to_owned();
            story.guesses.push(Guess { line: subject.line, rule: "ML-subject", message });
            story.guesses.retain(|guess| guess.rule != "HD-none");
            story.headline = Some(subject);
        }
        if let (None, None, Some(date)) = (&story.published, &story.updated, date) {
            let message = format!("the only date is “{}” in the head of the page; it is taken for the story's", date.text);
            story.guesses.push(Guess { line: date.line, rule: "PD-date", message });
            story.published = Some(date);
        }
    }
}

/// Shows every place of a story to `change`.
fn places(story: &mut PlainStory, change: &dyn Fn(&mut usize)) {
    let PlainStory {
        headline,
        kicker,
        dek,
        label: _,
        bylines,
        published,
        updated,
        dateline,
        blocks,
        corrections,
        rights,
        notes,
        dropped,
        guesses,
    } = story;
    for line in [headline, kicker, dek, published, updated].into_iter().flatten().chain(rights).chain(notes) {
        change(&mut line.line);
    }
    for credit in bylines.iter_mut() {
        change(&mut credit.line);
    }
    for dateline in dateline.iter_mut() {
        change(&mut dateline.line);
    }
    for correction in corrections.iter_mut() {
        change(&mut correction.line);
    }
    for dropped in dropped.iter_mut() {
        change(&mut dropped.line);
    }
    for guess in guesses.iter_mut() {
        change(&mut guess.line);
    }
    for block in blocks {
        block_places(block, change);
    }
}

fn block_places(block: &mut Block, change: &dyn Fn(&mut usize)) {
    let items_of = |items: &mut Vec<Item>| {
        for item in items.iter_mut() {
            change(&mut item.line);
        }
    };
    match block {
        Block::Paragraph(paragraph) => change(&mut paragraph.line),
        Block::Subhead(line) | Block::Rule(line) | Block::EndCredit(line) => change(&mut line.line),
        Block::List { items, .. } | Block::FactBox { items } => items_of(items),
        Block::Takeaways { heading, items } => {
            for heading in heading.iter_mut() {
                change(&mut heading.line);
            }
            items_of(items);
        }
        Block::Voice(voice) => change(&mut voice.line),
        Block::PullQuote { line, .. }
        | Block::RunIn { line, .. }
        | Block::Figure { line, .. }
        | Block::Table { line, .. }
        | Block::Preformatted { line, .. } => change(line),
        Block::Qa { pairs } => {
            for pair in pairs.iter_mut() {
                change(&mut pair.line);
            }
        }
        Block::Related { heading, items } => {
            change(&mut heading.line);
            for item in items.iter_mut() {
                change(&mut item.line);
            }
        }
    }
}

/// Whether a row has a mail address, a number to call or a link in it.
fn has_address(text: &str) -> bool {
    let mail = text.match_indices('@').any(|(at, _)| {
        let before = text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
        let after =
            text[at + 1..].split(|letter: char| letter.is_whitespace() || matches!(letter, '>' | ',' | ';')).next().unwrap_or_default();
        before && after.contains('.') && after.starts_with(char::is_alphanumeric)
    });
    mail || is_number_to_call(text) || text.contains("www.") || text.contains("http")
}

/// Seven digits or more that stand together but for the signs that part them: `+44 1632 960 114`, `(555) 010-0199`.
fn is_number_to_call(text: &str) -> bool {
    text.split(|letter: char| !(letter.is_ascii_digit() || matches!(letter, ' ' | '+' | '(' | ')' | '-' | '.' | '/')))
        .any(|part| (7..=16).contains(&part.bytes().filter(u8::is_ascii_digit).count()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_of_no_road_is_left_alone() {
        let text = "Fees rise\n\nThe board met on Monday.\r\nMore.\n";
        assert!(matches!(clear(text).text, Cow::Borrowed(same) if same == text));
    }

    #[test]
    fn addresses() {
        for text in ["Jo Lee <jo@courier.example>", "+44 1632 960 114", "(555) 010-0199", "www.courier.example"] {
            assert!(has_address(text), "{text}");
        }
        for text in ["@joLee", "In 2025 and 2026", "12,400 boats", "a@b"] {
            assert!(!has_address(text), "{text}");
        }
    }
}
