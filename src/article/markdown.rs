//! A Markdown body to the parts of the copy.

use std::collections::{HashMap, VecDeque};
use std::ops::Range;

use super::anchors::{NOWHERE, Places};
use super::changes::{self, Change};
use super::copy::{Block, Echo, Makeup, Part, Voice};
use super::quotes::occurrences;
use super::takeaways::{self, Takeaways};
use super::{Body, CORRECTIONS, Copy, Correction, Head, Inline, plain_text};
use crate::clock;
use crate::diag::{Diag, Place};
use crate::permalink::is_elsewhere;
use crate::prose::{self, Flow, Hole, Item, Markup, Quote};

/// Blocks that are somebody's words.
const VOICES: [&str; 2] = ["quote", "pullquote"];

/// Reads the body; fills in the headline and the takeaways where the front matter has none.
pub(super) fn read(body: &Body<'_>, head: &mut Head, told: &mut Vec<Diag>) -> (Copy, Vec<Change>) {
    let (flows, faults) = prose::markdown(body.words(), body.style);
    for fault in faults {
        let diag = if fault.is_error() { Diag::error } else { Diag::warning };
        told.push(diag(fault.code, fault.message).at(body.place(fault.span)).help(fault.help));
    }
    let mut reader = Reader { body, head, copy: Copy::default(), places: Vec::new(), changes: Vec::new(), told };
    let mut flows = flows.into_iter().peekable();
    while let Some(flow) = flows.next() {
        if reader.repeats_headline(&flow) && flows.peek().is_some() {
            // As a heading it is how other systems write a headline; as a paragraph it may be a slip.
            if !matches!(flow, Flow::Heading { .. }) {
                reader.told.push(
                    Diag::warning("headline-twice", "the copy begins with the words of its headline; they are not printed again")
                        .at(body.place(flow.span()))
                        .help("remove them from the copy"),
                );
            }
            continue;
        }
        if let Flow::Heading { words, .. } = &flow
            && plain_text::names_takeaways(words)
            && let Some(Flow::List { items, .. }) = flows.peek()
            && (1..=12).contains(&items.len())
        {
            let title = words.trim_end_matches([':', '：']).to_owned();
            let items = items.clone();
            if reader.takeaways(Some(title), items) {
                flows.next();
                continue;
            }
        }
        reader.flow(flow);
    }
    if !reader.places.is_empty() {
        let places = Places::of(&reader.copy);
        for (id, span) in std::mem::take(&mut reader.places) {
            if let Some(help) = places.missing(&id) {
                reader.told.push(Diag::warning(NOWHERE, format!("there is no #{id} in this story")).at(body.place(span)).help(help));
            }
        }
    }
    reader.head.corrections.sort_by_key(|correction| correction.date);
    (reader.copy, reader.changes)
}

struct Reader<'a, 'b> {
    body: &'a Body<'b>,
    head: &'a mut Head,
    copy: Copy,
    /// Links to places in the copy itself, less their `#`.
    places: Vec<(String, Range<usize>)>,
    /// Those that notices in the copy date.
    changes: Vec<Change>,
    told: &'a mut Vec<Diag>,
}

impl Reader<'_, '_> {
    /// Takes the first box of the body; false when the article has one already.
    fn takeaways(&mut self, title: Option<String>, mut items: Vec<Item>) -> bool {
        if self.head.takeaways.is_some() || items.is_empty() {
            return false;
        }
        takeaways::split_labels(&mut items);
        self.head.takeaways = Some(Takeaways { title, items, origin: takeaways::Origin::Body });
        self.copy.parts.push(Part::Takeaways);
        true
    }

    /// Whether the copy begins with the words of its headline, which stands above it already.
    fn repeats_headline(&self, flow: &Flow) -> bool {
        let (Flow::Heading { words, .. } | Flow::Paragraph { words, .. }) = flow else { return false };
        let pictured = flow.markup().holes().iter().any(|hole| matches!(hole, Hole::Picture { .. }));
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
        let begun = self.copy.parts.iter().any(|part| !matches!(part, Part::Other { .. } | Part::Takeaways));
        !begun && !pictured && letters(words) == letters(&self.head.headline.words) && words.chars().any(char::is_alphanumeric)
    }

    fn note_links(&mut self, markup: &Markup, span: &Range<usize>) {
        let mut addresses: Vec<String> = Vec::new();
        for hole in markup.holes() {
            if let Hole::Link(to) = hole
                && let Some(id) = to.strip_prefix('#')
            {
                self.places.push((id.to_owned(), span.clone()));
            }
            if let Hole::Link(to) | Hole::Asset(to) | Hole::Picture { src: to, .. } = hole
                && (!is_elsewhere(to) || self.body.style.base.local(to).is_some())
            {
                addresses.push(to.clone());
            }
        }
        if addresses.is_empty() {
            return;
        }
        // The place is the word itself where the source has it as written: of two that are alike, the next.
        let source = self.body.words().get(span.clone()).unwrap_or_default();
        let mut numbers: HashMap<&str, usize> = HashMap::new();
        let mut distinct: Vec<String> = Vec::new();
        for address in &addresses {
            numbers.entry(address).or_insert_with(|| {
                distinct.push(address.clone());
                distinct.len() - 1
            });
        }
        let mut found: Vec<VecDeque<Range<usize>>> = vec![VecDeque::new(); distinct.len()];
        for (number, range) in occurrences(source, &distinct) {
            found[number].push_back(range);
        }
        for address in &addresses {
            let found = numbers.get(address.as_str()).and_then(|number| found.get_mut(*number));
            let at = found.and_then(|found| if found.len() > 1 { found.pop_front() } else { found.front().cloned() });
            let span = at.map_or(span.clone(), |at| span.start + at.start..span.start + at.end);
            self.head.places.links.push((address.clone(), self.body.place(span)));
        }
    }

    fn flow(&mut self, flow: Flow) {
        self.note_links(flow.markup(), &flow.span());
        match flow {
            Flow::Heading { inner, words, first_rank: true, .. }
                if self.head.headline.words.is_empty() && !self.copy.parts.iter().any(|part| matches!(part, Part::Heading { .. })) =>
            {
                self.head.headline.html = inner.fill(&mut |_| String::new());
                self.head.headline.words = words;
            }
            Flow::Heading { markup, words, .. } => self.copy.parts.push(Part::Heading { markup, words }),
            Flow::Paragraph { ref markup, ref words, ref span } if self.correction(markup, words, span) => {}
            Flow::Paragraph { markup, words, .. } => self.copy.parts.push(Part::Paragraph { markup, words }),
            Flow::List { markup, words, .. } | Flow::Other { markup, words, .. } => self.copy.parts.push(Part::Other { markup, words }),
            Flow::Notes { markup, words } => self.copy.parts.push(Part::Notes { markup, words }),
            Flow::Quote(quote) => self.quote(*quote),
        }
    }

    /// Takes a paragraph that is a correction to those of the head, which are printed with their label and are in the paper's list.
    fn correction(&mut self, markup: &Markup, words: &str, span: &Range<usize>) -> bool {
        let Some(found) = plain_text::correction_of(words) else { return false };
        let Some(kind) = CORRECTIONS.iter().find(|kind| **kind == found.kind).copied() else { return false };
        let zone = self.body.zone;
        let date = found.date.as_deref().and_then(|date| {
            let read = |text: &str| clock::parse(text, zone).ok().map(|reading| reading.moment);
            read(date).or_else(|| plain_text::date(date).and_then(|iso| read(&iso)))
        });
        let place = self.body.place(span.clone());
        match date {
            Some(at) => self.changes.push(Change { at, place }),
            None => {
                self.told.push(Diag::warning("correction", "this paragraph is taken for a correction, and has no date").at(place).help(
                    "write > [!correction date=2026-03-09T14:30] before it, or put the day before its colon: Correction (9 March 2026): …",
                ));
            }
        }
        let label = words.find(found.text.as_str()).unwrap_or(0);
        let markup = markup.without_start(words.get(..label).unwrap_or_default());
        self.head.corrections.push(Correction { date, text: Inline { words: found.text, markup }, kind });
        true
    }

    fn quote(&mut self, quote: Quote) {
        let place = || self.body.place(quote.span.clone());
        let Some(callout) = &quote.callout else {
            let part = match &quote.attribution {
                Some(name) => {
                    let (by, role) = split_name(name);
                    Part::Voice(Voice { quote: quote.body, words: quote.words, by, role })
                }
                None => Part::Other { markup: quote.markup, words: quote.words },
            };
            self.copy.parts.push(part);
            return;
        };
        let name = callout.name.clone();
        if name == "takeaways" && self.takeaways(callout.title.clone(), quote.items.clone()) {
            return;
        }
        let args: Vec<String> = callout.args.iter().map(|(key, _)| key.clone()).collect();
        if VOICES.contains(&name.as_str()) {
            if !args.is_empty() {
                self.head.places.blocks.push((name.clone(), args, place()));
            }
            let (by, role) = callout.title.as_deref().or(quote.attribution.as_deref()).map_or((None, None), split_name);
            let voice = Voice { quote: quote.body, words: quote.words, by, role };
            self.copy.parts.push(match (name.as_str(), &voice.by) {
                ("pullquote", _) => Part::Pull { voice, echo: Echo::Unknown(Box::new(place())) },
                (_, Some(_)) => Part::Voice(voice),
                (_, None) => Part::Other { markup: quote.markup, words: voice.words },
            });
            return;
        }
        self.head.places.blocks.push((name.clone(), args, place()));
        let mut body = Markup::default();
        for piece in &quote.body {
            body.push(piece);
        }
        let title = callout.title.clone();
        let makeup = if quote.body.len() == 1 && !quote.items.is_empty() { Makeup::List } else { Makeup::Mixed };
        let words = match &title {
            Some(title) => format!("{title} {}", quote.words),
            None => quote.words,
        };
        self.head.places.files.extend(callout.args.iter().map(|(_, value)| value.clone()).filter(|value| !value.is_empty()));
        let block = Block { name, title, args: callout.args.clone(), body, items: quote.items, makeup, words, plain: quote.markup };
        if changes::is_notice_name(&block.name) {
            self.notice(&block, self.body.place(quote.span.clone()));
        }
        self.copy.parts.push(Part::Block(Box::new(block)));
    }

    /// A notice of the desk in the copy. Updates of a story that goes on have clock times instead of dates.
    fn notice(&mut self, block: &Block, place: Place) {
        let date = changes::of_notice(block, self.body.zone);
        self.head.noted.push(date);
        match date {
            Some(at) => self.changes.push(Change { at, place }),
            None if matches!(block.name.as_str(), "correction" | "clarification" | "retraction") => {
                let help = format!("write [!{} date=2026-03-09T14:30]", block.name);
                self.told.push(Diag::warning("correction", "this correction has no date").at(place).help(help));
            }
            None => {}
        }
    }
}

/// Letters after a name that belong to it.
const SUFFIXES: [&str; 14] = ["jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "md", "m.d.", "phd", "ph.d.", "mp", "kc", "cbe"];

/// `Name, Role` in two. A suffix such as `Jr.` stays with the name.
pub(super) fn split_name(text: &str) -> (Option<String>, Option<String>) {
    let text = text.trim().trim_end_matches(':');
    let mut at = 0;
    while let Some(comma) = text[at..].find([',', '，', '、', '،']) {
        let comma = at + comma;
        let width = text[comma..].chars().next().map_or(1, char::len_utf8);
        let rest = text[comma + width..].trim();
        let word = rest.split([',', ' ']).next().unwrap_or_default().to_lowercase();
        if SUFFIXES.contains(&word.as_str()) {
            at = comma + width;
            continue;
        }
        let (name, role) = (text[..comma].trim(), rest);
        return ((!name.is_empty()).then(|| name.to_owned()), (!role.is_empty()).then(|| role.to_owned()));
    }
    ((!text.is_empty()).then(|| text.to_owned()), None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_roles_part_at_the_comma() {
        let split = |text| {
            let (name, role) = split_name(text);
            (name.unwrap_or_default(), role.unwrap_or_default())
        };
        assert_eq!(split("Dong Jun, Chinese Defense Minister"), ("Dong Jun".into(), "Chinese Defense Minister".into()));
        assert_eq!(split("Sam Hill, Jr., mayor, Hull"), ("Sam Hill, Jr.".into(), "mayor, Hull".into()));
        assert_eq!(split("A resident"), ("A resident".into(), String::new()));
        assert_eq!(split(""), (String::new(), String::new()));
    }
}
