//! A Markdown body to the parts of the copy.

use super::copy::{Block, Echo, Makeup, Origin, Part, Voice};
use super::front_matter::{self, Split};
use super::takeaways::{self, Takeaways};
use super::{Body, Copy, Head, plain_text};
use crate::diag::{Diag, Place};
use crate::permalink::is_elsewhere;
use crate::prose::{self, Flow, Hole, Item, Markup, Quote};

/// Blocks that are somebody's words.
const VOICES: [&str; 2] = ["quote", "pullquote"];

/// Reads the body; fills in the headline and the takeaways where the front matter has none.
pub(super) fn read(body: &Body<'_>, head: &mut Head, told: &mut Vec<Diag>) -> Copy {
    let (flows, faults) = prose::markdown(body.words(), body.style);
    for fault in faults {
        told.push(Diag::warning(fault.code, fault.message).at(body.place(fault.span)).help(fault.help));
    }
    let mut reader = Reader { body, head, copy: Copy::default() };
    let mut flows = flows.into_iter().peekable();
    while let Some(flow) = flows.next() {
        if reader.repeats_headline(&flow) && flows.peek().is_some() {
            // As a heading it is how other systems write a headline; as a paragraph it may be a slip.
            if !matches!(flow, Flow::Heading { .. }) {
                told.push(
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
    reader.copy
}

/// Puts the pull-quotes of front matter at the end of the copy, where the quote check finds them.
pub(super) fn add_pull_quotes(copy: &mut Copy, split: &Split, path: &str, text: &str, style: &prose::Style) {
    for given in front_matter::pull_quotes(split) {
        let words = prose::plain(&given.text, style);
        let (by, role) = match (given.by, given.role) {
            (Some(by), None) => split_name(&by),
            (by, role) => (by, role),
        };
        let voice = Voice { quote: vec![Markup::safe(format!("<p>{}</p>", prose::escape(&words)))], words, by, role };
        let place = Place::span(path, text, given.span);
        let part = Part::Pull { voice, echo: Echo::Unknown(Box::new(place), Origin::FrontMatter) };
        match given.after.as_deref().and_then(|after| position_after(copy, after)) {
            Some(at) => copy.parts.insert(at, part),
            None => copy.parts.push(part),
        }
    }
}

/// `after` is the number of a paragraph, or words in one.
fn position_after(copy: &Copy, after: &str) -> Option<usize> {
    let paragraphs = || {
        copy.parts
            .iter()
            .enumerate()
            .filter_map(|(at, part)| if let Part::Paragraph { words, .. } = part { Some((at, words)) } else { None })
    };
    let number: Option<usize> = after.parse().ok();
    let found = if let Some(n) = number {
        paragraphs().nth(n.saturating_sub(1))
    } else {
        let after = super::quotes::fold(after);
        paragraphs().find(|(_, words)| super::quotes::fold(words).contains(&after))
    };
    found.map(|(at, _)| at + 1)
}

struct Reader<'a, 'b> {
    body: &'a Body<'b>,
    head: &'a mut Head,
    copy: Copy,
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

    fn note_links(&mut self, markup: &Markup, span: &std::ops::Range<usize>) {
        for hole in markup.holes() {
            let (Hole::Link(to) | Hole::Asset(to) | Hole::Picture { src: to, .. }) = hole else { continue };
            if !is_elsewhere(to) || self.body.base.local(to).is_some() {
                // The place is the word itself where the source has it as written.
                let source = self.body.words().get(span.clone()).unwrap_or_default();
                let span = source.find(to.as_str()).map_or(span.clone(), |at| span.start + at..span.start + at + to.len());
                self.head.places.links.push((to.clone(), self.body.place(span)));
            }
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
            Flow::Paragraph { markup, words, .. } => self.copy.parts.push(Part::Paragraph { markup, words }),
            Flow::List { markup, words, .. } | Flow::Other { markup, words, .. } => self.copy.parts.push(Part::Other { markup, words }),
            Flow::Notes { markup, words } => self.copy.parts.push(Part::Notes { markup, words }),
            Flow::Quote(quote) => self.quote(*quote),
        }
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
        if VOICES.contains(&name.as_str()) {
            let (by, role) = callout.title.as_deref().or(quote.attribution.as_deref()).map_or((None, None), split_name);
            let voice = Voice { quote: quote.body, words: quote.words, by, role };
            self.copy.parts.push(match (name.as_str(), &voice.by) {
                ("pullquote", _) => Part::Pull { voice, echo: Echo::Unknown(Box::new(place()), Origin::Body) },
                (_, Some(_)) => Part::Voice(voice),
                (_, None) => Part::Other { markup: quote.markup, words: voice.words },
            });
            return;
        }
        self.head.places.blocks.push((name.clone(), place()));
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
        self.copy.parts.push(Part::Block(Box::new(Block {
            name,
            title,
            args: callout.args.clone(),
            body,
            items: quote.items,
            makeup,
            words,
            plain: quote.markup,
        })));
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
