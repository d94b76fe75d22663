//! The body, one graf at a time: at each, the recognisers of a fixed table are asked in order, and the first that knows what begins
//! there makes the block; what none of them knows is a paragraph. Corrections, rights and notes go to their own places in the story.

use std::collections::{HashMap, HashSet};

use super::graf::Graf;
use super::{
    Block, Credit, Desk, Dropped, END_MARK, Line, Paragraph, PlainStory, byline, dates, end_matter, facts, figures, graf, head, labels,
    lists, names, quotes, related, roads, subheads, takeaways, times, transcripts, voices, words,
};

/// The grafs of the body, and what may be asked about a place among them.
pub(super) struct Page<'a> {
    pub(super) grafs: &'a [Graf],
    pub(super) desk: &'a Desk<'a>,
    /// The words of the copy.
    pub(super) seen: head::Seen,
    /// The names of the bylines.
    pub(super) writers: Vec<String>,
    /// Tables and code that were taken out of the text.
    matter: &'a [Block],
    /// Who speaks, if the text is talk in turns.
    pub(super) speakers: HashSet<String>,
    /// The characters before each graf, and of all.
    before: Vec<usize>,
    /// The last graf that is a paragraph of the story, and no credit or notice.
    last_paragraph: Option<usize>,
    /// How often each end mark stands in the text.
    end_marks: HashMap<&'a str, usize>,
    /// How many grafs the list without marks takes that begins at each.
    pub(super) unmarked_lists: Vec<usize>,
}

impl Page<'_> {
    /// Whether a table or code stands at a graf.
    pub(super) fn is_matter(&self, at: usize) -> bool {
        roads::set_matter(&self.grafs[at], self.matter).is_some()
    }

    /// How much of the text stands before a graf, from 0 to 1.
    #[expect(clippy::cast_precision_loss, reason = "a share of a text's length needs no more than a float holds")]
    pub(super) fn progress(&self, at: usize) -> f64 {
        let whole = self.before.last().copied().unwrap_or_default().max(1);
        self.before.get(at).copied().unwrap_or(whole) as f64 / whole as f64
    }

    /// Whether no paragraph of the story follows a graf.
    pub(super) fn ends_after(&self, at: usize) -> bool {
        self.last_paragraph.is_none_or(|last| last <= at)
    }
}

/// Asks whether something begins at a graf: the block, and how many grafs it takes.
type Recogniser = fn(&Page<'_>, usize) -> Option<(Block, usize)>;

/// In order: what is sure comes before what it might be mistaken for.
const RECOGNISERS: [Recogniser; 14] = [
    |page, at| roads::set_matter(&page.grafs[at], page.matter).map(|block| (block, 1)),
    takeaways::read,
    takeaways::unheaded,
    |page, at| figures::read(page.grafs, at, page.desk),
    |page, at| voices::read(page.grafs, at, page.desk),
    |page, at| facts::read(&page.grafs[at..]),
    transcripts::read,
    times::read,
    related::read,
    |page, at| lists::read(&page.grafs[at..]),
    labels::list,
    |page, at| labels::run_in(&page.grafs[at]).map(|block| (block, 1)),
    rule,
    |page, at| subheads::is_subhead(page, at).then(|| (Block::Subhead(subheads::line(&page.grafs[at])), 1)),
];

/// Reads the body into the story.
pub(super) fn read(grafs: &[Graf], matter: &[Block], desk: &Desk<'_>, story: &mut PlainStory) {
    let mut before = vec![0];
    for graf in grafs {
        before.push(before.last().copied().unwrap_or_default() + words::length(&graf.text) + 1);
    }
    let is_paragraph = |graf: &Graf| {
        words::count(&graf.text) >= 25
            && words::ends_sentence(&graf.text)
            && !end_matter::is_rights(&graf.text, true)
            && byline::lead(&graf.text).is_none()
            && !graf.text.to_lowercase().contains("version of this")
    };
    let mut end_marks: HashMap<&str, usize> = HashMap::new();
    for graf in grafs.iter().filter(|graf| end_matter::is_end_mark(&graf.text)) {
        *end_marks.entry(&graf.text).or_default() += 1;
    }
    let last_paragraph = grafs.iter().rposition(is_paragraph);
    let writers = story.bylines.iter().map(|credit| credit.name.clone()).collect();
    let page = Page {
        grafs,
        desk,
        matter,
        speakers: transcripts::speakers(grafs),
        seen: head::Seen::of(grafs),
        writers,
        before,
        last_paragraph,
        end_marks,
        unmarked_lists: labels::unmarked_lists(grafs),
    };
    let mut at = 0;
    let mut ended = false;
    let mut boxed = false;
    while at < grafs.len() {
        if !ended && is_end(&page, at) {
            ended = true;
            if end_matter::is_end_mark(&grafs[at].text) || end_matter::is_agency_mark(&grafs[at].text) {
                story.dropped.push(Dropped { line: grafs[at].line, text: grafs[at].text.clone(), rule: END_MARK });
                at += 1;
            }
            continue;
        }
        let taken = match related::counted(&page, at, story) {
            0 => put_apart(&page, at, story),
            taken => taken,
        };
        if taken > 0 {
            at += taken;
            continue;
        }
        if ended {
            story.notes.push(line_of(&grafs[at]));
            at += 1;
            continue;
        }
        let (block, used) = block_at(&page, at, boxed);
        boxed |= matches!(block, Block::Takeaways { .. });
        story.blocks.push(block);
        at += used;
    }
    end_sign(story);
}

/// Takes the sign off with which a paper closes its last paragraph.
fn end_sign(story: &mut PlainStory) {
    let last = story.blocks.iter_mut().rev().find_map(|block| match block {
        Block::Paragraph(paragraph) if paragraph.verse.is_empty() => Some(paragraph),
        _ => None,
    });
    if let Some(last) = last
        && let Some(length) = end_matter::before_end_sign(&last.text).map(str::len)
    {
        story.dropped.push(Dropped { line: last.line, text: last.text[length..].trim().to_owned(), rule: END_MARK });
        last.text.truncate(length);
    }
}

/// The block that begins at a graf.
fn block_at(page: &Page<'_>, at: usize, boxed: bool) -> (Block, usize) {
    RECOGNISERS
        .iter()
        .filter_map(|recogniser| recogniser(page, at))
        // One article has one takeaways box; a second is a heading and a list.
        .find(|(block, _)| !(boxed && matches!(block, Block::Takeaways { .. })))
        .unwrap_or_else(|| {
            let graf = &page.grafs[at];
            (Block::Paragraph(Paragraph { text: graf.text.clone(), verse: graf.verse.clone(), line: graf.line }), 1)
        })
}

fn line_of(graf: &Graf) -> Line {
    Line { text: graf.text.clone(), line: graf.line }
}

/// Whether the story ends here and notes follow.
fn is_end(page: &Page<'_>, at: usize) -> bool {
    let text = &page.grafs[at].text;
    // An agency alone in brackets closes a story, and nothing but its end tells it from a credit.
    if end_matter::is_agency_mark(text) {
        return page.ends_after(at);
    }
    if end_matter::is_end_mark(text) {
        let late = page.progress(at) > 0.3;
        let again = page.end_marks.get(text.as_str()).is_some_and(|count| *count > 1);
        // A row of hashes may part sections too: little may follow it, and few grafs.
        let near = page.progress(at) > 0.5 && page.grafs.len() - at <= 9;
        return late && (end_matter::is_certain_end(text) || (!again && near));
    }
    end_matter::opens_notes(text) && page.progress(at) > 0.5
}

/// A break between sections, with its literal text.
fn rule(page: &Page<'_>, at: usize) -> Option<(Block, usize)> {
    let graf = &page.grafs[at];
    let mark = graf::is_rule(&graf.text)
        || lists::is_lone_mark(&graf.text) && graf.text.chars().all(|sign| !sign.is_alphanumeric())
        || end_matter::is_end_mark(&graf.text);
    (mark && graf.verse.is_empty()).then(|| (Block::Rule(line_of(graf)), 1))
}

/// Takes what has a place of its own in the story; gives how many grafs it took.
fn put_apart(page: &Page<'_>, at: usize, story: &mut PlainStory) -> usize {
    let graf = &page.grafs[at];
    if graf.member.is_some() || !graf.verse.is_empty() {
        return 0;
    }
    let edge = page.progress(at) > 0.7 || page.grafs.len() - at <= 4;
    if end_matter::is_rights(&graf.text, edge) {
        story.rights.push(line_of(graf));
        return 1;
    }
    if end_matter::is_wire_note(&graf.text) {
        story.notes.push(line_of(graf));
        return 1;
    }
    if let Some((correction, used)) = end_matter::correction(page, at) {
        story.corrections.push(correction);
        return used;
    }
    if edge {
        let contacts = end_matter::contacts(&page.grafs[at..]);
        if contacts > 0 {
            story.notes.extend(page.grafs[at..at + contacts].iter().map(line_of));
            return contacts;
        }
    }
    if let Some(credits) = end_matter::credits(page, at) {
        story.blocks.push(Block::EndCredit(line_of(graf)));
        for credit in credits {
            if !story.bylines.iter().any(|other| words::bare(&other.name) == words::bare(&credit.name)) {
                story.bylines.push(credit);
            }
        }
        return 1;
    }
    signed(page, at, story)
}

/// A byline or a date among the last three grafs.
fn signed(page: &Page<'_>, at: usize, story: &mut PlainStory) -> usize {
    let graf = &page.grafs[at];
    if page.grafs.len() - at > 3 || at == 0 || page.progress(at) < 0.5 {
        return 0;
    }
    if end_matter::is_sign_off(&graf.text) && at + 1 == page.grafs.len() {
        story.notes.push(line_of(graf));
        return 1;
    }
    // `-- Ana Ruiz` under the story, and not under a quotation.
    let signature = graf.text.trim_start_matches(['-', '—', '–', ' ']);
    if signature.len() < graf.text.len()
        && names::is_person(signature)
        && at + 1 == page.grafs.len()
        && !quotes::opens(&page.grafs[at - 1].text)
    {
        if !story.bylines.iter().any(|credit| words::bare(&credit.name) == words::bare(signature)) {
            story.bylines.push(Credit { name: signature.to_owned(), role: None, line: graf.line });
        }
        story.blocks.push(Block::EndCredit(line_of(graf)));
        return 1;
    }
    if let Some(credits) = byline::read(&graf.text, graf.line, page.desk) {
        if let Some(lead) = byline::long_lead(&graf.text) {
            story.dropped.push(Dropped { line: graf.line, text: lead.to_owned(), rule: "HD-word" });
        }
        story.bylines.extend(credits);
        return 1;
    }
    let dates = dates::read_line(&graf.text);
    let free = |kind: dates::Kind, story: &PlainStory| match kind {
        dates::Kind::Published => story.published.is_none(),
        dates::Kind::Updated => story.updated.is_none(),
        dates::Kind::Relative => false,
    };
    // A date by itself may be the copy's; one with its word is the page's.
    let worded = dates.first().is_some_and(|(_, date)| *date != graf.text);
    if dates.is_empty() || !worded || !dates.iter().all(|&(kind, _)| free(kind, story)) {
        return 0;
    }
    for (kind, text) in dates {
        let line = Some(Line { text, line: graf.line });
        if kind == dates::Kind::Updated { story.updated = line } else { story.published = line }
    }
    1
}
