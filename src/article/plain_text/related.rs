//! Links to other articles that lie in the text: `Read more: Title`, or a heading such as `Most read` with titles below it. Owns the
//! words of `data/related.txt`. Titles are kept, in a block of their own, so that they are neither paragraphs nor subheads.

use std::sync::LazyLock;

use super::body::Page;
use super::graf::Graf;
use super::tables::Phrases;
use super::{Block, Dropped, Line, PlainStory, dates, figures, takeaways, words};

static INLINE: LazyLock<Phrases<()>> = LazyLock::new(|| Phrases::part(include_str!("data/related.txt"), "inline"));
static HEADINGS: LazyLock<Phrases<()>> = LazyLock::new(|| Phrases::part(include_str!("data/related.txt"), "heading"));
static TAGS: LazyLock<Phrases<()>> = LazyLock::new(|| Phrases::part(include_str!("data/related.txt"), "tags"));

/// Reads the links that begin at a graf, and how many grafs they take.
pub(super) fn read(page: &Page<'_>, at: usize) -> Option<(Block, usize)> {
    let graf = &page.grafs[at];
    if graf.member.is_some() || !graf.verse.is_empty() {
        return None;
    }
    inline(graf).or_else(|| headed(page, at)).or_else(|| tags(page, at))
}

/// Whether a graf is a link to another article in itself.
pub(super) fn is_link(graf: &Graf) -> bool {
    graf.member.is_none() && inline(graf).is_some()
}

/// Whether a heading has something to be the heading of, in the graf after it.
pub(super) fn leads(graf: &Graf, next: &Graf) -> bool {
    if is_tags_heading(graf) { is_tag(next) } else { is_title(next) }
}

/// Whether a line is a heading over links or topics.
pub(super) fn is_heading(text: &str) -> bool {
    let folded = words::fold(text.get(..words_end(text)).unwrap_or_default());
    words::length(text) <= 60 && (HEADINGS.has(&folded) || TAGS.has(&folded))
}

/// Where the text ends without its colon.
fn words_end(text: &str) -> usize {
    text.trim_end_matches([':', '：', ' ']).len()
}

fn is_tags_heading(graf: &Graf) -> bool {
    let folded = words::fold(graf.text.trim_end_matches([':', '：']));
    words::length(&graf.text) <= 40 && TAGS.has(&folded)
}

fn is_tag(graf: &Graf) -> bool {
    let text = &graf.text;
    let folded = words::fold(text);
    let known = HEADINGS.has(&folded) || TAGS.has(&folded);
    graf.verse.is_empty()
        && (1..=4).contains(&words::count(text))
        && words::length(text) <= 30
        && !words::ends_sentence(text)
        && !known
        && !text.ends_with([':', '：'])
        && !super::end_matter::is_rights(text, true)
        && !super::end_matter::is_end_mark(text)
        && !super::furniture::is_furniture(text)
        && super::byline::lead(text).is_none()
}

static COUNTED: LazyLock<Phrases<()>> = LazyLock::new(|| Phrases::part(include_str!("data/related.txt"), "counted"));

/// A list of links as a page reads it out, each after its number: `list of 3 items`, `list 1 of 3`, a title, ..., `end of list`. The titles
/// are links, the numbers are dropped. Gives how many grafs it took.
pub(super) fn counted(page: &Page<'_>, at: usize, story: &mut PlainStory) -> usize {
    let is = |at: usize| page.grafs.get(at).is_some_and(|graf| words::length(&graf.text) <= 60 && COUNTED.has(&words::fold(&graf.text)));
    if !is(at) {
        return 0;
    }
    let mut end = at + 1;
    let mut items = Vec::new();
    // A title after each number; two titles, and the list is over.
    while let Some(graf) = page.grafs.get(end) {
        if is(end) {
            end += 1;
        } else if is(end - 1)
            && (is(end + 1) || is_last(&page.grafs[end - 1].text))
            && graf.verse.is_empty()
            && words::length(&graf.text) <= 160
        {
            items.push(Line { text: graf.text.clone(), line: graf.line });
            end += 1;
        } else {
            break;
        }
    }
    if items.is_empty() {
        return 0;
    }
    let numbers = (at..end).filter(|&at| is(at)).map(|at| &page.grafs[at]);
    story.dropped.extend(numbers.map(|graf| Dropped { line: graf.line, text: graf.text.clone(), rule: "BP4" }));
    story.blocks.push(Block::Related { heading: Line { text: String::new(), line: page.grafs[at].line }, items });
    end - at
}

/// Whether a number is that of the last link: `list 3 of 3`.
fn is_last(text: &str) -> bool {
    let numbers: Vec<&str> = text.split(|letter: char| !letter.is_numeric()).filter(|number| !number.is_empty()).collect();
    matches!(numbers[..], [.., one, of] if one == of)
}

/// `Related topics`, and the topics below it, at the end of a text.
fn tags(page: &Page<'_>, at: usize) -> Option<(Block, usize)> {
    let graf = &page.grafs[at];
    if !is_tags_heading(graf) || !page.ends_after(at) {
        return None;
    }
    let items: Vec<Line> =
        page.grafs[at + 1..].iter().take_while(|graf| is_tag(graf)).map(|graf| Line { text: graf.text.clone(), line: graf.line }).collect();
    let used = items.len() + 1;
    let heading = Line { text: graf.text.trim_end_matches([':', '：']).trim_end().to_owned(), line: graf.line };
    (!items.is_empty()).then_some((Block::Related { heading, items }, used))
}

/// `Read more: Title`.
fn inline(graf: &Graf) -> Option<(Block, usize)> {
    let (at, sign) = graf.text.char_indices().find(|&(_, letter)| matches!(letter, ':' | '：' | '|' | '→' | '»'))?;
    let label = graf.text[..at].trim();
    if words::length(label) > 40 {
        return None;
    }
    let title = graf.text[at + sign.len_utf8()..].trim();
    let folded = words::fold(label);
    let known = INLINE.has(&folded);
    (known && words::count(title) >= 2 && words::length(title) <= 200 && !words::ends_with_stop(title)).then(|| {
        let heading = Line { text: label.to_owned(), line: graf.line };
        (Block::Related { heading, items: vec![Line { text: title.to_owned(), line: graf.line }] }, 1)
    })
}

/// A heading, and the titles below it.
fn headed(page: &Page<'_>, at: usize) -> Option<(Block, usize)> {
    let graf = &page.grafs[at];
    let folded = words::fold(graf.text.trim_end_matches([':', '：', '…', '.']));
    if words::length(&graf.text) > 60 || !HEADINGS.has(&folded) {
        return None;
    }
    let below = &page.grafs[at + 1..];
    let mut count = below.iter().take_while(|graf| is_title(graf)).count();
    // In mid-text the last title may be the next subhead: it is, if it stands apart from titles that stand together.
    let copy_follows = below.get(count).is_some_and(|next| words::ends_sentence(&next.text));
    if copy_follows && count >= 2 && below[count - 1].member.is_none() {
        let apart = below[count - 1].gap && (count == 2 || !below[count - 2].gap) && !below[0].gap;
        let marked = below[count - 1].heading.is_some() || below[count - 2].member.is_some();
        if apart || marked {
            count -= 1;
        }
    }
    let items: Vec<Line> = below[..count].iter().map(|graf| Line { text: graf.text.clone(), line: graf.line }).collect();
    let heading = Line { text: graf.text.trim_end_matches([':', '：']).trim_end().to_owned(), line: graf.line };
    (!items.is_empty()).then_some((Block::Related { heading, items }, count + 1))
}

/// Whether a graf can be the title of another article.
pub(super) fn is_title(graf: &Graf) -> bool {
    let text = &graf.text;
    graf.verse.is_empty()
        && words::length(text) <= 160
        && (3..=25).contains(&words::count(text))
        && !words::ends_with_stop(text)
        && !text.ends_with([':', '：'])
        && !takeaways::is_heading(text)
        && !figures::is_credit(text)
        && !dates::is_date_line(text)
        && !super::end_matter::is_rights(text, true)
        && !super::end_matter::is_end_mark(text)
        && !super::graf::is_rule(text)
        && !super::times::is_time(text)
}
