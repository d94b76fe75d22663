//! What stands over a headline: sections, trails, labels, kickers, the title of the page.

use super::super::{dateline, dates, furniture, labels, takeaways, words};
use super::readings::{Found, Reading, Zone, is_paragraph, is_plain};
use super::role::Role;
use super::{is_home, is_section, is_trail};

/// Sections, trails, labels, kickers, the title of the page.
pub(super) fn above(zone: &Zone<'_>, at: usize) -> Vec<Reading> {
    let graf = &zone.grafs[at];
    let text = graf.text.as_str();
    let mut found = Vec::new();
    if !is_plain(graf) {
        return found;
    }
    if labels::is_label(text) {
        found.push(Reading::new(Role::Label, 50));
    }
    if page_title(zone, at) {
        found.push(Reading { found: Found::Rule("HD-title"), ..Reading::new(Role::PageTitle, 60) });
    }
    let bare = &zone.bare[at];
    let same: Vec<usize> = (0..at).filter(|&before| zone.bare[before] == *bare).collect();
    if !same.is_empty() && !bare.is_empty() {
        found.push(Reading { found: Found::Same(same), ..Reading::new(Role::Again, 40) });
    }
    if is_trail(text, zone.desk) || is_menu_row(text, zone) {
        found.push(Reading { found: Found::Rule("BP8"), ..Reading::new(Role::Menu, 60) });
    }
    // A town over the headline, in capitals.
    let named = zone.seen.has(text)
        && words::count(text) <= 3
        && !text.split_whitespace().any(|word| zone.seen.is_common(word))
        && !is_section(text, zone.desk);
    if words::is_caps(text) && (dateline::is_place(text) || named) {
        found.push(Reading::new(Role::Place, 50));
    }
    let count = words::count(text);
    // The name of a paper over that of its section.
    if at == 0
        && (3..=7).contains(&count)
        && words::is_caps(text)
        && zone.grafs.get(1).is_some_and(|next| is_section(&next.text, zone.desk))
    {
        found.push(Reading { found: Found::Rule("BP9"), ..Reading::new(Role::Menu, 15) });
    }
    let shaped = (1..=4).contains(&count)
        && words::length(text) <= 40
        && !text.ends_with(['.', '?', '!', ',', '…', '-', ';'])
        && text.starts_with(|first: char| first.is_alphanumeric() || first == '#')
        && text.chars().any(char::is_alphabetic)
        && !takeaways::is_heading(text)
        && !dates::is_date_line(text)
        && !dates::is_time(text);
    if !shaped {
        return found;
    }
    let longest = zone.grafs[at + 1..zone.end]
        .iter()
        .take(5)
        .take_while(|next| !is_paragraph(next))
        .filter(|next| is_plain(next) && !words::ends_with_stop(&next.text))
        .map(|next| words::width(&next.text))
        .max()
        .unwrap_or(0);
    let longer = longest * 5 >= words::width(text) * 8;
    let marked = zone.top.is_some_and(|top| top > at);
    let listed = is_section(text, zone.desk);
    if listed {
        found.push(Reading::new(Role::SectionBelow, 25));
    }
    let folded = words::fold(text);
    let owned = zone.rights.iter().any(|notice| notice.contains(&folded));
    let caps = words::is_caps(text)
        && !text.contains(char::is_numeric)
        && !dateline::is_place(text)
        && zone.grafs.get(at + 1).is_some_and(|next| !words::is_caps(&next.text) && words::count(&next.text) >= 4);
    // A run of sections is a menu.
    let is_in_run = |place: usize| zone.grafs.get(place).is_some_and(|graf| is_section(&graf.text, zone.desk));
    let run =
        1 + (at + 1..zone.end).take_while(|&place| is_in_run(place)).count() + (0..at).rev().take_while(|&place| is_in_run(place)).count();
    let in_menu = listed && (run >= 3 || zone.page && run >= 2);
    let kicker = match (listed, caps, count) {
        (true, _, _) if in_menu => 20,
        (true, _, _) if longer || marked => 45,
        (true, _, _) => 20,
        (_, true, _) => 25,
        (_, _, 1 | 2) => 10,
        (_, _, 3) => 5,
        _ => 0,
    };
    // A line that is not clearly shorter than those below it is no kicker over one of them.
    let kicker = if longer || marked || listed || caps { kicker } else { kicker - 30 };
    found.push(Reading::new(Role::Kicker, kicker + if marked { 20 } else { 0 }));
    let menu = match (owned, listed, is_run_together(text)) {
        (true, _, _) => 50,
        (_, true, _) => 30,
        (_, _, true) => 25,
        _ if !longer && !marked => -30,
        _ if zone.page || caps => 0,
        _ => -2,
    };
    let rule = if listed { "BP8" } else { "BP9" };
    found.push(Reading { found: Found::Rule(rule), ..Reading::new(Role::Menu, menu) });
    found
}

/// `News Sport Opinion Contact`: the words of a menu, copied as one line.
fn is_menu_row(text: &str, zone: &Zone<'_>) -> bool {
    let known = |word: &&str| is_section(word, zone.desk) || furniture::is_furniture(word) || is_home(word);
    let count = words::count(text);
    let sections = text.split_whitespace().filter(known).count();
    (3..=12).contains(&count)
        && words::length(text) <= 120
        && sections >= 3
        && sections * 4 >= count * 3
        && text.split_whitespace().all(words::starts_high)
}

/// The title of a page, with the name of its site behind the headline that stands below.
fn page_title(zone: &Zone<'_>, at: usize) -> bool {
    let text = zone.grafs[at].text.as_str();
    [" | ", " - ", " – ", " — ", " · ", " :: "].iter().any(|joint| {
        text.rsplit_once(joint).is_some_and(|(title, _)| {
            let title = words::bare(title);
            words::count(&title) >= 2 && zone.bare[at + 1..].iter().take(8).any(|next| *next == title)
        })
    })
}

/// `HomeNewsStates`: the links of a trail, copied without what stood between them.
fn is_run_together(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    let turns = letters.windows(2).filter(|pair| pair[0].is_lowercase() && pair[1].is_uppercase()).count();
    !text.contains(' ') && (2..=6).contains(&turns) && letters.len() >= 10
}
