//! STUB
/// What the desk knows before it reads.
#[derive(Debug, Clone, Copy, Default)]
pub struct Desk<'a> {
    /// The paper's title, cut from the end of headlines copied with the page's title.
    pub site_title: &'a str,
    /// Names of the sections, which serve as kickers.
    pub sections: &'a [String],
    /// Names of the people who write for the paper.
    pub people: &'a [String],
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
    /// The mark at the end of a story, with its literal text.
    EndMark(Line),
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

/// stub
pub fn read(text: &str, _desk: &Desk<'_>) -> PlainStory {
    let mut story = PlainStory::default();
    for (n, line) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
        let line = Line { text: line.trim().to_owned(), line: n + 1 };
        if story.headline.is_none() {
            story.headline = Some(line);
        } else {
            story.blocks.push(Block::Paragraph(Paragraph { text: line.text, verse: vec![], line: line.line }));
        }
    }
    story
}
/// stub
pub fn names_takeaways(text: &str) -> bool {
    text.to_lowercase().contains("takeaways") || text == "What to know"
}
/// stub
pub fn date(_text: &str) -> Option<String> {
    None
}
