//! Pull-quotes: each is looked for in the copy, and those of front matter get their places.
//!
//! A quote of front matter stands after the paragraph that its `after` names; without one, before the part of the copy that
//! says the words; and if nothing says them, at the end, before the footnotes. All places are found first, and the copy is
//! put together once, so its own parts keep their order.

use super::copy::{Copy, Echo, Part, Voice};
use super::front_matter::GivenQuote;
use super::markdown::split_name;
use super::quotes::{fold, occurrences, said_at};
use crate::diag::Diag;
use crate::prose::{self, Markup, Style};
use crate::source::Source;

/// Settles for every pull-quote whether it repeats the copy, and puts those of front matter into it.
pub(super) fn settle(copy: &mut Copy, given: Vec<GivenQuote>, source: &Source, style: &Style, told: &mut Vec<Diag>) {
    let in_copy = |part: &Part| matches!(part, Part::Pull { echo: Echo::Unknown(_), .. });
    if given.is_empty() && !copy.parts.iter().any(in_copy) {
        return;
    }
    let text = Text::of(copy);
    let given: Vec<(Voice, GivenQuote)> = given.into_iter().map(|given| (voice(&given, style), given)).collect();
    let mut quotes: Vec<String> = given.iter().map(|(voice, _)| fold(&voice.words)).collect();
    quotes.extend(copy.parts.iter().filter_map(|part| match part {
        Part::Pull { voice, echo: Echo::Unknown(_) } => Some(fold(&voice.words)),
        _ => None,
    }));
    let mut said = said_at(&text.words, &quotes);
    let of_copy = said.split_off(given.len());
    check(copy, of_copy, told);
    let after = text.named(copy, &given);
    let end = copy.parts.len() - usize::from(matches!(copy.parts.last(), Some(Part::Notes { .. })));
    let mut placed: Vec<(usize, Part)> = Vec::with_capacity(given.len());
    for (((voice, given), said), after) in given.into_iter().zip(said).zip(after) {
        let place = || source.place(given.span.clone());
        if said.is_none() {
            told.push(
                Diag::warning("quote-not-in-copy", "pull quote not found in the article: these words are not in the copy")
                    .at(place())
                    .help("quote the copy word for word, mark what you left out with … and what you added with [ ]; it is printed as a quote of its own"),
            );
        }
        if let (Some(after), None) = (&given.after, after) {
            told.push(
                Diag::warning("quote-place", format!("no paragraph of the copy is number “{after}” or has these words"))
                    .at(place())
                    .help("give `after` the number of a paragraph, or words from it"),
            );
        }
        let at = after.map(|at| at + 1).or_else(|| said.map(|at| text.part_at(at))).unwrap_or(end);
        let echo = if said.is_some() { Echo::Repeat } else { Echo::Fresh };
        placed.push((at, Part::Pull { voice, echo }));
    }
    // Quotes at one place stay in the order in which they were given.
    placed.sort_by_key(|(at, _)| *at);
    let mut placed = placed.into_iter().peekable();
    let mut parts = Vec::with_capacity(copy.parts.len() + placed.len());
    for (at, part) in std::mem::take(&mut copy.parts).into_iter().enumerate() {
        while let Some((_, quote)) = placed.next_if(|(before, _)| *before <= at) {
            parts.push(quote);
        }
        parts.push(part);
    }
    parts.extend(placed.map(|(_, quote)| quote));
    copy.parts = parts;
}

fn voice(given: &GivenQuote, style: &Style) -> Voice {
    let words = prose::plain(&given.text, style);
    let (by, role) = match (&given.by, &given.role) {
        (Some(by), None) => split_name(by),
        (by, role) => (by.clone(), role.clone()),
    };
    Voice { quote: vec![Markup::safe(format!("<p>{}</p>", prose::escape(&words)))], words, by, role }
}

/// Settles the pull-quotes that stand in the copy itself, where their author wants them.
fn check(copy: &mut Copy, said: Vec<Option<usize>>, told: &mut Vec<Diag>) {
    let unknown = copy.parts.iter_mut().filter_map(|part| match part {
        Part::Pull { voice, echo: echo @ Echo::Unknown(_) } => Some((voice, echo)),
        _ => None,
    });
    for ((voice, echo), said) in unknown.zip(said) {
        let was = std::mem::replace(echo, if said.is_some() { Echo::Repeat } else { Echo::Fresh });
        if let (None, None, Echo::Unknown(place)) = (said, &voice.by, was) {
            told.push(
                Diag::warning("quote-without-name", "this pull-quote is not in the copy and names nobody")
                    .at(*place)
                    .help("say whose words they are: > [!pullquote] Name, Role"),
            );
        }
    }
}

/// The copy as one folded text, pull-quotes left out.
struct Text {
    words: String,
    /// For each part that has words: the byte at which they begin, and its index.
    starts: Vec<(usize, usize)>,
}

impl Text {
    fn of(copy: &Copy) -> Self {
        let mut text = Text { words: String::new(), starts: Vec::new() };
        for (at, part) in copy.parts.iter().enumerate() {
            let words = if matches!(part, Part::Pull { .. }) { None } else { part.words() };
            if let Some(words) = words {
                text.starts.push((text.words.len(), at));
                text.words.push_str(&fold(words));
                text.words.push(' ');
            }
        }
        text
    }

    /// The index of the part that a byte of the text belongs to.
    fn part_at(&self, at: usize) -> usize {
        let after = self.starts.partition_point(|(start, _)| *start <= at);
        after.checked_sub(1).and_then(|before| self.starts.get(before)).map_or(0, |(_, part)| *part)
    }

    /// The part that each quote's `after` names: the number of a paragraph, or words in one.
    fn named(&self, copy: &Copy, given: &[(Voice, GivenQuote)]) -> Vec<Option<usize>> {
        let after = |given: &GivenQuote| given.after.as_ref().map(|after| (fold(after), after.parse::<usize>().ok()));
        let wanted: Vec<_> = given.iter().map(|(_, given)| after(given)).collect();
        if wanted.iter().all(Option::is_none) {
            return vec![None; given.len()];
        }
        let is_paragraph = |at: usize| matches!(copy.parts.get(at), Some(Part::Paragraph { .. }));
        let paragraphs: Vec<usize> = (0..copy.parts.len()).filter(|at| is_paragraph(*at)).collect();
        let words: Vec<String> = wanted
            .iter()
            .flatten()
            .filter(|(words, number)| number.is_none() && !words.is_empty())
            .map(|(words, _)| words.clone())
            .collect();
        let mut found: Vec<Option<usize>> = vec![None; words.len()];
        for (pattern, range) in occurrences(&self.words, &words) {
            let part = self.part_at(range.start);
            if is_paragraph(part) && found[pattern].is_none_or(|first| part < first) {
                found[pattern] = Some(part);
            }
        }
        let mut found = found.into_iter();
        wanted
            .into_iter()
            .map(|wanted| match wanted? {
                (_, Some(number)) => paragraphs.get(number.saturating_sub(1)).copied(),
                (words, None) if words.is_empty() => None,
                _ => found.next().flatten(),
            })
            .collect()
    }
}
