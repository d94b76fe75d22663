//! A plain-text body to the parts of the copy: what [`plain_text`] found, set in type.

use super::changes::Change;
use super::copy::{Block as StoryBlock, Echo, Makeup, Part, Voice};
use super::plain_matter;
use super::plain_text::{self, Block, Dropped, Item as PlainItem, ListKind, PlainStory};
use super::takeaways::{self, Takeaways};
use super::{Body, Copy, Correction, Credit, Desk, Head, Inline, Kind, Line};
use crate::clock::{self, Moment};
use crate::diag::Diag;
use crate::prose::{self, Ids, Item, Markup, Style, escape};

/// Reads the body; fills in what the front matter does not say.
pub(super) fn read(body: &Body<'_>, head: &mut Head, desk: &Desk<'_>, told: &mut Vec<Diag>) -> (Copy, Vec<Change>) {
    let sections: Vec<String> = desk.config.sections.iter().filter_map(|section| section.name.clone()).collect();
    let mut story = plain_text::read(
        body.words(),
        &plain_text::Desk {
            site_title: &desk.config.title,
            sections: &sections,
            people: &desk.config.people,
            headline: &head.headline.words,
            agencies: &desk.config.agencies,
            language: body.style.language.tag(),
        },
    );
    keep_as_copy(&mut story, head);
    tell(body, &story, told);
    let mut copy = Copy::default();
    fill_head(body, &story, head, desk);
    date(body, &story, head, desk, told);
    let changed = changes(body, &story, desk);
    let mut ids = Ids::default();
    for block in story.blocks {
        part(block, body, head, &mut copy, &mut ids);
    }
    (copy, changed)
}

/// The changes that the copy dates.
fn changes(body: &Body<'_>, story: &PlainStory, desk: &Desk<'_>) -> Vec<Change> {
    let updated = story.updated.iter().map(|line| (line.text.as_str(), line.line));
    let corrections = story.corrections.iter().filter_map(|correction| Some((correction.date.as_deref()?, correction.line)));
    let read = |(date, line)| Some(Change { at: moment(date, desk)?, place: body.line(line) });
    updated.chain(corrections).filter_map(read).collect()
}

/// A headline, a kicker or a dek of the copy stays there where the front matter has another. What stood over a headline that is none
/// is no kicker.
fn keep_as_copy(story: &mut PlainStory, head: &Head) {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let same = |given: &str, line: &plain_text::Line| letters(given) == letters(&line.text);
    let mut kept = Vec::new();
    let headline = &head.headline.words;
    let other = story.headline.take_if(|line| !headline.is_empty() && !same(headline, line));
    let kicker = story.kicker.take_if(|_| other.is_some() || head.kicker.is_some());
    kept.extend(kicker.filter(|line| !head.kicker.as_ref().is_some_and(|given| same(given, line))));
    kept.extend(other);
    if let Some(given) = &head.dek {
        kept.extend(story.dek.take().filter(|line| !same(&given.words, line)));
    }
    for line in kept {
        let at = story.blocks.iter().position(|block| plain_text::line_of(block) > line.line).unwrap_or(story.blocks.len());
        story.blocks.insert(at, Block::Paragraph(plain_text::Paragraph { text: line.text, verse: Vec::new(), line: line.line }));
    }
}

/// What was left out, and what a person should look at.
fn tell(body: &Body<'_>, story: &PlainStory, told: &mut Vec<Diag>) {
    let dropped: Vec<&Dropped> = story.dropped.iter().filter(|dropped| is_said(dropped)).collect();
    if let Some(first) = dropped.first() {
        let list: Vec<String> = dropped
            .iter()
            .map(|dropped| format!("line {}, “{}” ({})", body.number(dropped.line), first_words(&dropped.text), dropped.rule))
            .collect();
        let what = if list.len() == 1 {
            "was taken for no part of the article and left out"
        } else {
            "were taken for no part of the article and left out"
        };
        told.push(
            Diag::warning("dropped", format!("{} {what}: {}", lines_of(list.len()), list.join("; ")))
                .at(body.line(first.line))
                .help("delete the lines; or, if one is copy, write it as a whole sentence"),
        );
    }
    let mut notes: Vec<&plain_text::Line> = story.notes.iter().chain(&story.rights).filter(|line| !line.text.trim().is_empty()).collect();
    notes.sort_by_key(|line| line.line);
    if let Some(first) = notes.first() {
        let list: Vec<String> =
            notes.iter().map(|line| format!("line {}, “{}”", body.number(line.line), first_words(&line.text))).collect();
        let what = if list.len() == 1 { "was taken for a note" } else { "were taken for notes" };
        told.push(
            Diag::warning(
                "not-printed",
                format!("{} {what} to the desk or a rights notice and not printed: {}", lines_of(list.len()), list.join("; ")),
            )
            .at(body.line(first.line))
            .help("delete the lines once you have read them; or, if one is copy, move it above the end of the story"),
        );
    }
    for guess in &story.guesses {
        told.push(Diag::warning("guess", format!("{} ({})", guess.message, guess.rule)).at(body.line(guess.line)));
    }
}

/// Whether it is worth saying that a line was dropped: it has words, or it was the mark at the end.
fn is_said(dropped: &Dropped) -> bool {
    dropped.rule == plain_text::END_MARK || dropped.text.chars().any(char::is_alphanumeric)
}

fn lines_of(count: usize) -> String {
    if count == 1 { "1 line".to_owned() } else { format!("{count} lines") }
}

/// The first words of a line, for naming it.
fn first_words(text: &str) -> String {
    const WORDS: usize = 7;
    const LETTERS: usize = 48;
    let mut words = text.split_whitespace();
    let start: Vec<&str> = words.by_ref().take(WORDS).collect();
    let start = start.join(" ");
    let short: String = start.chars().take(LETTERS).collect();
    if short.len() < start.len() || words.next().is_some() { format!("{short}…") } else { short }
}

fn fill_head(body: &Body<'_>, story: &PlainStory, head: &mut Head, desk: &Desk<'_>) {
    let style = body.style;
    if let Some(headline) = &story.headline
        && head.headline.words.is_empty()
    {
        let words = prose::plain(&headline.text, style);
        head.headline = Line { html: escape(&words), words };
    }
    let fill = |slot: &mut Option<String>, line: &Option<plain_text::Line>| {
        if slot.is_none() {
            *slot = line.as_ref().map(|line| line.text.clone());
        }
    };
    fill(&mut head.kicker, &story.kicker);
    if let (None, Some(dek)) = (&head.dek, &story.dek) {
        head.dek = Some(Inline::plain(&dek.text, style));
    }
    if let Some(label) = &story.label {
        match Kind::from_name(label) {
            Some(kind) if head.kind == Kind::News => head.kind = kind,
            _ => fill(&mut head.kicker, &Some(plain_text::Line { text: label.clone(), line: 0 })),
        }
    }
    if head.authors.is_empty() {
        head.authors = story.bylines.iter().map(|credit| Credit { name: credit.name.clone(), role: credit.role.clone() }).collect();
    }
    if let (None, Some(dateline)) = (&head.dateline, &story.dateline) {
        head.dateline = Some(dateline.text.clone());
    }
    for correction in &story.corrections {
        let kind = super::CORRECTIONS.iter().find(|kind| **kind == correction.kind).copied().unwrap_or("correction");
        head.corrections.push(Correction {
            date: correction.date.as_deref().and_then(|date| moment(date, desk)),
            text: Inline::plain(&correction.text, style),
            kind,
        });
    }
    head.corrections.sort_by_key(|correction| correction.date);
}

/// The dates of the copy. Where it does not say when it was published, the day of its last change or the date of a release's dateline is it, and that
/// is said.
fn date(body: &Body<'_>, story: &PlainStory, head: &mut Head, desk: &Desk<'_>, told: &mut Vec<Diag>) {
    let read = |line: &Option<plain_text::Line>| line.as_ref().and_then(|line| moment(&line.text, desk));
    if head.updated.is_none() {
        head.updated = read(&story.updated);
    }
    if head.date.is_none() {
        head.date = read(&story.published);
    }
    if head.date.is_some() {
        return;
    }
    let changed = story
        .updated
        .as_ref()
        .and_then(|line| Some((moment(&line.text, desk)?, line.text.as_str(), line.line, "the day of its last change")));
    let filed = || {
        let dateline = story.dateline.as_ref()?;
        let date = plain_text::dated_dateline(&dateline.text)?;
        Some((moment(&date, desk)?, dateline.text.as_str(), dateline.line, "the date in its dateline"))
    };
    let Some((date, text, line, what)) = changed.or_else(filed) else { return };
    head.date = Some(date);
    told.push(
        Diag::warning("guess", format!("the copy does not say when it was published; {what}, “{text}”, is taken for it (DT-inferred)"))
            .at(body.line(line))
            .help("if it is another day, write date = 2026-03-09 in front matter, between two lines +++ at the top"),
    );
}

/// A date as people write it in copy. What cannot be read for sure is no date.
fn moment(text: &str, desk: &Desk<'_>) -> Option<Moment> {
    if let Ok(reading) = clock::parse(text, &desk.config.zone) {
        return Some(reading.moment);
    }
    let iso = plain_text::date(text)?;
    // `2026-03-09T16:15[America/New_York]`: a zone where summer time decides.
    let (iso, zone) = match iso.strip_suffix(']').and_then(|iso| iso.split_once('[')) {
        Some((iso, zone)) => (iso.to_owned(), clock::zone(zone)?),
        None => (iso, desk.config.zone.clone()),
    };
    clock::parse(&iso, &zone).ok().map(|reading| reading.moment)
}

fn paragraph(text: &str, style: &Style) -> Part {
    let words = prose::plain(text, style);
    Part::Paragraph { markup: Markup::safe(format!("<p>{}</p>", escape(&words))), words }
}

fn items(items: Vec<PlainItem>, style: &Style) -> Vec<Item> {
    items
        .into_iter()
        .map(|item| {
            let words = prose::plain(&item.text, style);
            Item { label: item.label.map(|label| prose::plain(&label, style)), markup: Markup::text(&words), words }
        })
        .collect()
}

/// A block of the reader to a part of the copy.
fn part(block: Block, body: &Body<'_>, head: &mut Head, copy: &mut Copy, ids: &mut Ids) {
    let style = body.style;
    let set = |text: &str| prose::plain(text, style);
    let part = match block {
        Block::Paragraph(text) if !text.verse.is_empty() => {
            let lines: Vec<String> = text.verse.iter().map(|line| set(line)).collect();
            let html: Vec<String> = lines.iter().map(|line| escape(line)).collect();
            Part::Paragraph { markup: Markup::safe(format!("<p class=\"verse\">{}</p>", html.join("<br>\n"))), words: lines.join(" ") }
        }
        Block::Paragraph(text) => paragraph(&text.text, style),
        Block::EndCredit(line) => paragraph(&line.text, style),
        Block::Subhead(line) => {
            let words = set(&line.text);
            let id = ids.heading(&words);
            Part::Heading { markup: Markup::safe(format!("<h2 id=\"{}\">{}</h2>", escape(&id), escape(&words))), words }
        }
        Block::List { kind, items: list } => {
            let tag = match kind {
                ListKind::Bulleted => ("<ul>", "</ul>"),
                ListKind::Numbered => ("<ol>", "</ol>"),
                ListKind::Lettered => ("<ol type=\"a\">", "</ol>"),
            };
            let list = items(list, style);
            let html: String = list
                .iter()
                .map(|item| match &item.label {
                    Some(label) => format!("<li><strong>{}:</strong> {}</li>", escape(label), escape(&item.words)),
                    None => format!("<li>{}</li>", escape(&item.words)),
                })
                .collect();
            Part::Other { markup: Markup::safe(format!("{}{html}{}", tag.0, tag.1)), words: item_words(&list) }
        }
        Block::Takeaways { heading, items: list } => {
            let list = items(list, style);
            let title = heading.map(|line| set(line.text.trim_end_matches([':', '：'])));
            if head.takeaways.is_none() {
                head.takeaways = Some(Takeaways { title, items: list, origin: takeaways::Origin::Body });
                Part::Takeaways
            } else {
                block_of("takeaways", title, list)
            }
        }
        Block::Voice(voice) => {
            let paragraphs: Vec<String> = voice.paragraphs.iter().map(|text| set(text)).collect();
            let role = match (voice.role, voice.via) {
                (role, None) => role,
                (None, Some(via)) => Some(via),
                (Some(role), Some(via)) => Some(format!("{role}, {via}")),
            };
            let quote = paragraphs.iter().map(|text| Markup::safe(format!("<p>{}</p>", escape(text)))).collect();
            Part::Voice(Voice { quote, words: paragraphs.join(" "), by: Some(set(&voice.name)), role: role.map(|role| set(&role)) })
        }
        Block::PullQuote { text, by, line } => {
            let words = set(&text);
            let quote = vec![Markup::safe(format!("<p>{}</p>", escape(&words)))];
            Part::Pull { voice: Voice { quote, words, by, role: None }, echo: Echo::Unknown(Box::new(body.line(line))) }
        }
        Block::Rule(line) if matches!(line.text.trim(), "-" | "–" | "—" | "―") => {
            Part::Other { markup: Markup::safe("<hr>".to_owned()), words: String::new() }
        }
        // Other literal lines are what the writer typed; a rule would hide them.
        Block::Rule(line) => {
            Part::Other { markup: Markup::safe(format!("<p class=\"break\">{}</p>", escape(&line.text))), words: line.text }
        }
        Block::RunIn { label, text, .. } => {
            let (label, text) = (set(&label), set(&text));
            Part::Paragraph {
                markup: Markup::safe(format!("<p><strong>{}:</strong> {}</p>", escape(&label), escape(&text))),
                words: format!("{label}: {text}"),
            }
        }
        Block::FactBox { items: list } => block_of("factbox", None, items(list, style)),
        Block::Qa { pairs } => {
            let mut html = String::new();
            let mut words = String::new();
            for pair in pairs {
                html.push_str(&format!("<p><strong>{}</strong></p>", escape(&set(&pair.question))));
                words.push_str(&format!("{} ", set(&pair.question)));
                for answer in pair.answer {
                    html.push_str(&format!("<p>{}</p>", escape(&set(&answer))));
                    words.push_str(&format!("{} ", set(&answer)));
                }
            }
            let body = Markup::safe(html);
            Part::Block(Box::new(StoryBlock {
                name: "qa".into(),
                title: None,
                args: Vec::new(),
                plain: body.clone(),
                body,
                items: Vec::new(),
                makeup: Makeup::Mixed,
                words,
            }))
        }
        Block::Related { heading, items: lines } => {
            let title = Some(set(&heading.text)).filter(|title| !title.is_empty());
            let list = lines
                .into_iter()
                .map(|line| {
                    let words = set(&line.text);
                    Item { label: None, markup: Markup::text(&words), words }
                })
                .collect();
            block_of("related", title, list)
        }
        Block::Figure { caption, credit, .. } => {
            let caption = caption.map(|text| set(&text)).unwrap_or_default();
            let credit = credit.map(|text| format!(" <span class=\"credit\">{}</span>", escape(&set(&text)))).unwrap_or_default();
            let markup = Markup::safe(format!("<figure><figcaption>{}{credit}</figcaption></figure>", escape(&caption)));
            Part::Other { words: markup.words(), markup }
        }
        Block::Table { head, rows, .. } => plain_matter::table(head, rows, style),
        Block::Preformatted { text, .. } => plain_matter::code(text),
    };
    copy.parts.push(part);
}

fn item_words(items: &[Item]) -> String {
    items
        .iter()
        .map(|item| item.label.as_ref().map_or_else(|| item.words.clone(), |label| format!("{label}: {}", item.words)))
        .collect::<Vec<_>>()
        .join(" ")
}

/// A story block that is a list.
fn block_of(name: &str, title: Option<String>, items: Vec<Item>) -> Part {
    let html: String = items
        .iter()
        .map(|item| match &item.label {
            Some(label) => format!("<li><strong>{}:</strong> {}</li>", escape(label), escape(&item.words)),
            None => format!("<li>{}</li>", escape(&item.words)),
        })
        .collect();
    let body = Markup::safe(format!("<ul>{html}</ul>"));
    let mut words = item_words(&items);
    if let Some(title) = &title {
        words = format!("{title} {words}");
    }
    Part::Block(Box::new(StoryBlock {
        name: name.to_owned(),
        title,
        args: Vec::new(),
        plain: body.clone(),
        body,
        items,
        makeup: Makeup::List,
        words,
    }))
}
