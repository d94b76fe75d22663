//! Plain text to structure. An article pasted from a wire, a web page or a word processor, with no markup, is read into the same
//! parts that a marked-up one has.
//!
//! The steps, in order: `roads` takes off what a mail, a PDF, a wire or a word processor left on the text; `lines` cuts it into grafs (`alone`
//! knows which rows stand for themselves); `furniture` sets the page's own words aside (`Login`, `Share`);
//! `lists` finds marks that copy and paste tore from their items; `head` takes headline, kicker, dek, byline and dates; `body`
//! reads the rest one graf at a time through a table of recognisers (`takeaways`, `voices`, `figures` and so on); `dateline`
//! lifts the run-in off the first paragraph; `pull` finds paragraphs that only repeat the copy.
//!
//! What it must never do: lose a word (each is in the story or in `dropped`), invent a word or a date, change a letter inside
//! quotation marks, read Markdown into copy, or make a guess it is not sure of. A language is added in `data/`, without Rust.

mod alone;
mod body;
mod byline;
mod calendar;
mod date_tokens;
pub(super) mod date_words;
mod dateline;
mod dates;
mod end_matter;
mod facts;
mod figures;
mod furniture;
mod graf;
mod head;
mod labels;
mod lines;
mod lists;
mod meta;
mod names;
mod placed;
mod pull;
mod quotes;
mod related;
mod roads;
mod run_in;
mod speakers;
mod subheads;
mod tables;
mod takeaways;
mod times;
mod transcripts;
mod voices;
mod when;
mod words;

/// What the desk knows before it reads.
#[derive(Debug, Clone, Copy, Default)]
pub struct Desk<'a> {
    /// The paper's title, cut from the end of headlines copied with the page's title.
    pub site_title: &'a str,
    /// Names of the sections, which serve as kickers.
    pub sections: &'a [String],
    /// Names of the people who write for the paper.
    pub people: &'a [String],
    /// The headline that the front matter gives; empty where it gives none. A line of the text with these words is it.
    pub headline: &'a str,
    /// Names of agencies that the paper has added to the list.
    pub agencies: &'a [String],
    /// Language of the copy, as a tag such as `en` or `pt-BR`.
    pub language: &'a str,
}

/// An article read from plain text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PlainStory {
    /// The headline; none when the text begins with its first paragraph.
    pub headline: Option<Line>,
    /// The short label over the headline.
    pub kicker: Option<Line>,
    /// The sentence under the headline.
    pub dek: Option<Line>,
    /// What the headline said the article is: `Analysis`, `Press Release`, `UPDATE 2`.
    pub label: Option<String>,
    /// Who wrote it, and who else had a part.
    pub bylines: Vec<Credit>,
    /// The date of publication as written, without the word before it.
    pub published: Option<Line>,
    /// The date of the last change as written, without the word before it.
    pub updated: Option<Line>,
    /// Where the copy was filed.
    pub dateline: Option<Dateline>,
    /// The body.
    pub blocks: Vec<Block>,
    /// Corrections, clarifications, editor's notes.
    pub corrections: Vec<Correction>,
    /// Copyright lines.
    pub rights: Vec<Line>,
    /// Notes for the desk, not for print: contacts, notes to editors, slug lines.
    pub notes: Vec<Line>,
    /// Lines that were the page's and not the article's.
    pub dropped: Vec<Dropped>,
    /// What deserves a second look by a person.
    pub guesses: Vec<Guess>,
}

/// Text, and the source line it begins on, counted from 1.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    /// The text.
    pub text: String,
    /// The source line.
    pub line: usize,
}

/// One name of a byline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credit {
    /// The name.
    pub name: String,
    /// A job title or a part in the work, as written or one of `reporting`, `editing`, `additional-reporting` and the like.
    pub role: Option<String>,
    /// The source line.
    pub line: usize,
}

/// The run-in before the first paragraph: `GROSSETO, Italy (AP) —`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dateline {
    /// The place.
    pub place: String,
    /// The agency, as written.
    pub agency: Option<String>,
    /// The whole run-in as it stood, without the dash.
    pub text: String,
    /// The source line.
    pub line: usize,
}

/// A line that was left out of the article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dropped {
    /// The source line.
    pub line: usize,
    /// The text.
    pub text: String,
    /// Id of the rule that dropped it.
    pub rule: &'static str,
}

/// Something a person should look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guess {
    /// The source line.
    pub line: usize,
    /// Id of the rule.
    pub rule: &'static str,
    /// What was seen and what was done.
    pub message: String,
}

/// A correction, clarification, editor's note, update or retraction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// `correction`, `clarification`, `update`, `editors-note` or `retraction`.
    pub kind: &'static str,
    /// The date as written.
    pub date: Option<String>,
    /// The text, without the word that opened it.
    pub text: String,
    /// The source line.
    pub line: usize,
}

/// One part of the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Paragraph),
    /// A subhead.
    Subhead(Line),
    /// A list.
    List {
        /// Whether it is numbered.
        kind: ListKind,
        /// Its items.
        items: Vec<Item>,
    },
    /// The key takeaways.
    Takeaways {
        /// The heading as written; none for a list of highlights under the headline.
        heading: Option<Line>,
        /// The items.
        items: Vec<Item>,
    },
    /// A quotation with the name of who said it apart.
    Voice(Voice),
    /// A line that repeats the copy as decoration.
    PullQuote {
        /// The text as written.
        text: String,
        /// The name under it.
        by: Option<String>,
        /// The source line.
        line: usize,
    },
    /// A break between sections, with its literal text.
    Rule(Line),
    /// A paragraph with a bold lead: `Why it matters: ...`.
    RunIn {
        /// The lead, without its colon.
        label: String,
        /// The rest.
        text: String,
        /// The source line.
        line: usize,
    },
    /// `WHO: ... WHEN: ...`.
    FactBox {
        /// Labels and texts.
        items: Vec<Item>,
    },
    /// Questions and answers.
    Qa {
        /// The pairs.
        pairs: Vec<Question>,
    },
    /// Titles of other articles.
    Related {
        /// The words before them: `Read more`.
        heading: Line,
        /// The titles.
        items: Vec<Line>,
    },
    /// What stands under a picture.
    Figure {
        /// The caption.
        caption: Option<String>,
        /// The photographer or agency.
        credit: Option<String>,
        /// The source line.
        line: usize,
    },
    /// Rows of cells.
    Table {
        /// The names of the columns.
        head: Option<Vec<String>>,
        /// The rows, all of the same number of cells.
        rows: Vec<Vec<String>>,
        /// The source line.
        line: usize,
    },
    /// Code, as it was typed.
    Preformatted {
        /// Its lines.
        text: String,
        /// The source line.
        line: usize,
    },
    /// A line at the end about who had a part in the work, as written; its names are in `bylines` too.
    EndCredit(Line),
}

/// A paragraph.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Paragraph {
    /// The text on one line.
    pub text: String,
    /// The lines of verse or of an address; empty for ordinary copy.
    pub verse: Vec<String>,
    /// The source line.
    pub line: usize,
}

/// Kind of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListKind {
    /// With bullets.
    Bulleted,
    /// With numbers from 1.
    Numbered,
    /// With letters from a.
    Lettered,
}

/// An item of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Item {
    /// The words before the colon, in `Label: text`.
    pub label: Option<String>,
    /// The text.
    pub text: String,
    /// The source line.
    pub line: usize,
}

/// A quotation, and who said it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Voice {
    /// The name.
    pub name: String,
    /// Title, job or organisation.
    pub role: Option<String>,
    /// Platform or outlet the words came through.
    pub via: Option<String>,
    /// The words, with their quotation marks.
    pub paragraphs: Vec<String>,
    /// The source line.
    pub line: usize,
}

/// A question and its answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Question {
    /// The question.
    pub question: String,
    /// The paragraphs of the answer.
    pub answer: Vec<String>,
    /// The source line.
    pub line: usize,
}

/// The rule that drops the mark at the end of a story.
pub const END_MARK: &str = "EN1";

/// Whether a heading is one of the key takeaways, in any language: `What to know`, `Das Wichtigste in Kürze`.
pub fn names_takeaways(heading: &str) -> bool {
    takeaways::may_be_heading(heading)
}

/// The correction that a paragraph of marked copy is, if it opens as one.
pub fn correction_of(text: &str) -> Option<Correction> {
    end_matter::correction_of(text)
}

/// See [`byline::several_people`].
pub(super) fn several_people(text: &str, known: &[String]) -> Option<Vec<String>> {
    byline::several_people(text, known)
}

/// Reads a date as people write it (`Monday, March 9, 2026`, `9. März 2026, 10:30 Uhr`) as an ISO date or date-time, with its offset or, in
/// brackets, its zone. What can be read in two ways is none.
pub fn date(text: &str) -> Option<String> {
    when::read(text)?.iso()
}

/// The date in a dateline that gives its year, as a release's does: `SEATTLE, Feb. 3, 2026 /PRNewswire/`.
pub fn dated_dateline(text: &str) -> Option<String> {
    let before = text.split(['(', '/']).next().unwrap_or_default().trim_end();
    let (_, written) = dates::split_trailing(before)?;
    date(written.trim())
}

/// The line of the text at which a block begins, from 1.
pub(super) fn line_of(block: &Block) -> usize {
    furniture::line_of(block)
}

/// A text for comparing: lower case, one kind of apostrophe, dash and space.
pub(super) fn fold(text: &str) -> String {
    words::fold(text)
}

/// The entries of a word list that is cut into parts, each with the name of its part.
pub(super) fn parts(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    tables::parts(table)
}

/// Reads one plain-text article.
pub fn read(text: &str, desk: &Desk<'_>) -> PlainStory {
    let cleared = roads::clear(text);
    let copy = lines::read(&cleared.text);
    let mut story = PlainStory::default();
    story.dropped.extend(copy.underlines.into_iter().map(|(line, text)| Dropped { line, text, rule: "HD-underline" }));
    if copy.shapeless {
        let message = "the whole text is on one line and nothing tells its paragraphs apart; put blank lines between them".to_owned();
        story.guesses.push(Guess { line: 1, rule: "LN1", message });
    }
    let grafs = furniture::set_aside(&copy.grafs, desk, &mut story);
    let grafs = lists::mark(grafs, desk, &mut story);
    let rest = head::take(grafs, desk, &mut story);
    body::read(&rest.grafs, &cleared.matter, desk, &mut story);
    dateline::lift(&mut story, desk);
    run_in::lift(&mut story, desk);
    pull::find(&mut story);
    rest.put_back(&mut story);
    furniture::put_back(&mut story, &cleared.text);
    cleared.report(&mut story);
    story.dropped.sort_by_key(|dropped| dropped.line);
    story
}
