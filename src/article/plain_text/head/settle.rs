//! From the chosen reading to the story: each line of the head goes to its field, stays where it stands, or is left out and named.

use super::super::graf::Graf;
use super::super::graf::{Member, Part};
use super::super::meta::Unit;
use super::super::{Credit, Desk, Dropped, Guess, Line, ListKind, PlainStory, byline, dates, end_matter, labels, names, when, words};
use super::Rest;
use super::readings::{Found, Reading, Zone};
use super::role::Role;
use super::search::Chosen;
use super::seen::Seen;

/// Writes the head into the story.
pub(super) fn settle(zone: &Zone<'_>, lines: &[Vec<Reading>], path: &[Chosen], headline: Option<usize>, story: &mut PlainStory) -> Rest {
    let mut rest = Rest::default();
    let mut strays = Vec::new();
    for chosen in path {
        let reading = &lines[chosen.at][chosen.reading];
        let grafs = &zone.grafs[chosen.at..chosen.at + reading.take];
        line(reading, grafs, zone, story, &mut rest, &mut strays);
        if matches!(reading.role, Role::People | Role::Name | Role::Dates) {
            for graf in grafs {
                account(graf, grafs[grafs.len() - 1].line, story, &rest);
            }
        }
    }
    rest.grafs.extend(zone.grafs[zone.end..].iter().cloned());
    let filed = zone.grafs.first().is_some_and(|first| super::super::dateline::begins(&first.text, zone.desk));
    if headline.is_none()
        && !filed
        && zone
            .grafs
            .first()
            .is_some_and(|first| words::ends_with_stop(&first.text) || words::ends_sentence(&first.text) && zone.grafs.len() == 1)
    {
        let message = "the text begins with its first paragraph; give it a headline on a line of its own".to_owned();
        story.guesses.push(Guess { line: zone.grafs[0].line, rule: "HD-none", message });
    }
    towns(story, zone.seen, zone.desk);
    tell(&strays, story);
    rest
}

/// Names what a line of names or dates held beside them: `Illustrations`, of a line that begins so. The plain words before a name or a date (`By`,
/// `Published`, `and`) are said by the fields themselves.
fn account(graf: &Graf, field: usize, story: &mut PlainStory, rest: &Rest) {
    let mut kept: Vec<String> = Vec::new();
    let mut keep = |text: &str| kept.extend(words::bare(text).split(' ').map(str::to_owned));
    for credit in story.bylines.iter().filter(|credit| credit.line == graf.line || credit.line == field) {
        keep(&credit.name);
        keep(credit.role.as_deref().unwrap_or_default());
    }
    for line in [&story.published, &story.updated, &story.kicker, &rest.place].into_iter().flatten().chain(&rest.kept) {
        keep(&line.text);
    }
    for dropped in story.dropped.iter().filter(|dropped| dropped.line == graf.line || dropped.line == field) {
        keep(&dropped.text);
    }
    let left: Vec<&str> = graf
        .text
        .split(|letter: char| letter.is_whitespace() || matches!(letter, ',' | ';' | '|' | '/' | '(' | ')' | '·' | '•'))
        .filter(|word| {
            let bare = words::bare(word);
            let said = || bare.split(' ').all(|part| kept.iter().any(|kept| kept == part));
            words::length(&bare) > 1
                && bare.chars().any(char::is_alphabetic)
                && !said()
                && !byline::is_lead_word(word)
                && !dates::is_lead_word(word)
        })
        .collect();
    if !left.is_empty() && !graf.text.chars().any(words::is_unspaced) {
        story.dropped.push(Dropped { line: graf.line, text: left.join(" "), rule: "HD-word" });
    }
}

fn line_of(graf: &Graf) -> Line {
    Line { text: graf.text.clone(), line: graf.line }
}

fn drop(graf: &Graf, rule: &'static str, story: &mut PlainStory) {
    story.dropped.push(Dropped { line: graf.line, text: graf.text.clone(), rule });
}

/// One line, or a few that were read together.
fn line(reading: &Reading, grafs: &[Graf], zone: &Zone<'_>, story: &mut PlainStory, rest: &mut Rest, strays: &mut Vec<Line>) {
    let graf = &grafs[0];
    match reading.role {
        Role::Start => {}
        Role::Menu | Role::PageTitle | Role::Rule | Role::Button => {
            drop(graf, if let Found::Rule(rule) = reading.found { rule } else { "BP8" }, story);
        }
        Role::Again => drop(graf, "HD-again", story),
        Role::Kicker | Role::SectionBelow => {
            let kicker = Line { text: graf.text.trim_end_matches([':', '：', '|']).trim_end().to_owned(), line: graf.line };
            if let Some(before) = story.kicker.replace(kicker) {
                story.dropped.push(Dropped { line: before.line, text: before.text, rule: "BP8" });
            }
        }
        Role::Label => story.label = Some(graf.text.trim_end_matches([':', '：']).trim_end().to_owned()),
        Role::Headline => set_headline(graf, zone.desk, story),
        Role::Dek | Role::LongDek | Role::LateDek => story.dek = Some(line_of(graf)),
        Role::Job => job(graf, story),
        Role::People | Role::Name | Role::Dates => match &reading.found {
            Found::Meta(meta) => meta.units.iter().for_each(|unit| put(unit, grafs[grafs.len() - 1].line, story, rest, strays)),
            Found::Credits(credits) => story.bylines.extend(credits.iter().cloned()),
            Found::Text | Found::Rule(_) | Found::Same(_) => {}
        },
        Role::Place => rest.place = Some(line_of(graf)),
        Role::Figure | Role::Copy | Role::Thin => rest.grafs.extend(grafs.iter().cloned()),
        Role::Takeaways => takeaways(grafs, rest),
        Role::Desk => grafs.iter().for_each(|graf| note(graf, story)),
        Role::Time | Role::About => rest.kept.push(line_of(graf)),
        Role::Stray => {
            rest.kept.push(line_of(graf));
            strays.push(line_of(graf));
        }
    }
}

/// The items of a box in the head are items, whatever stands below them.
fn takeaways(grafs: &[Graf], rest: &mut Rest) {
    let group = usize::MAX - grafs[0].line;
    for (nth, graf) in grafs.iter().enumerate() {
        let mut graf = graf.clone();
        if nth > 0 && graf.member.is_none() {
            graf.member = Some(Member { group, kind: ListKind::Bulleted, part: Part::Start });
        }
        rest.grafs.push(graf);
    }
}

/// A line for the desk.
fn note(graf: &Graf, story: &mut PlainStory) {
    if end_matter::is_release_head(&graf.text) {
        story.label.get_or_insert_with(|| "Press Release".to_owned());
        drop(graf, "BP7", story);
        return;
    }
    story.notes.push(line_of(graf));
}

/// Sets the headline, without its label and without the name of the site.
fn set_headline(graf: &Graf, desk: &Desk<'_>, story: &mut PlainStory) {
    let mut text = graf.text.trim_end_matches(['|', '·']).trim_end();
    for joint in [" | ", " - ", " – ", " — ", " · ", " :: "] {
        if let Some((title, tail)) = text.rsplit_once(joint)
            && !desk.site_title.is_empty()
            && words::bare(tail) == words::bare(desk.site_title)
        {
            story.dropped.push(Dropped { line: graf.line, text: tail.to_owned(), rule: "HD-site" });
            text = title;
            break;
        }
    }
    let (label, title) = match labels::of_headline(text) {
        Some((label, title)) => (Some(label), title),
        None => (None, text.to_owned()),
    };
    if let Some(before) = label.and_then(|label| story.label.replace(label)) {
        story.dropped.push(Dropped { line: graf.line, text: before, rule: "HD-label" });
    }
    let count = words::count(text);
    let mut guess = |rule, message: &str| story.guesses.push(Guess { line: graf.line, rule, message: message.to_owned() });
    if words::ends_with_stop(text) {
        guess("HD-stop", "the headline ends with a full stop; if it is the first paragraph, put a headline above it");
    } else if count > 25 || words::length(text) > 160 {
        guess("HD-long", "the headline is very long");
    }
    if words::is_caps(text) && count >= 3 {
        guess("HD-caps", "the headline is all in capitals; its acronyms and names cannot be told, so it is left as it is");
    }
    story.headline = Some(Line { text: title, line: graf.line });
}

/// What is said of the person above.
fn job(graf: &Graf, story: &mut PlainStory) {
    match story.bylines.last_mut() {
        Some(credit) => byline::extend_role(credit, &graf.text),
        None => drop(graf, "BY-again", story),
    }
}

/// One thing on a line.
fn put(unit: &Unit, line: usize, story: &mut PlainStory, rest: &mut Rest, strays: &mut Vec<Line>) {
    let here = |text: &str| Line { text: text.to_owned(), line };
    match unit {
        Unit::Date(kind, text) => date(*kind, text, line, story, strays, rest),
        // A time on the line of its date belongs to it.
        Unit::Time(text) => match story.published.as_mut().filter(|date| date.line == line) {
            Some(date) if when::read(&format!("{}, {text}", date.text)).is_some_and(|both| both.time.is_some() && both.day.is_some()) => {
                date.text = format!("{}, {text}", date.text);
            }
            _ => stay(here(text), rest, strays),
        },
        Unit::People(credits) => story.bylines.extend(credits.iter().cloned()),
        Unit::Job(text) => match story.bylines.last_mut() {
            Some(credit) => byline::extend_role(credit, text),
            None => stay(here(text), rest, strays),
        },
        Unit::Place(text) if rest.place.is_none() => rest.place = Some(here(text)),
        // Beside a date above the headline stands the section.
        Unit::Unknown(text) if story.headline.is_none() && story.kicker.is_none() && text.chars().any(char::is_alphabetic) => {
            story.kicker = Some(here(text));
        }
        Unit::Section(text) if story.kicker.is_none() => story.kicker = Some(here(text)),
        Unit::Section(text) => story.dropped.push(Dropped { line, text: text.clone(), rule: "BP8" }),
        Unit::Furniture(text) => story.dropped.push(Dropped { line, text: text.clone(), rule: "BP1" }),
        Unit::Place(text) | Unit::Unknown(text) => stay(here(text), rest, strays),
    }
}

fn stay(line: Line, rest: &mut Rest, strays: &mut Vec<Line>) {
    rest.kept.push(line.clone());
    strays.push(line);
}

/// A date: the first of its kind is the story's. What cannot be read for sure stays on the page and is named; what depends on the day of copying is
/// left out and said.
fn date(kind: dates::Kind, text: &str, line: usize, story: &mut PlainStory, strays: &mut Vec<Line>, rest: &mut Rest) {
    if kind == dates::Kind::Relative {
        let message = format!("`{text}` names no day; write the date out");
        story.guesses.push(Guess { line, rule: "DT-relative", message });
        story.dropped.push(Dropped { line, text: text.to_owned(), rule: "DT-relative" });
        return;
    }
    let Some(read) = when::read(text) else { return stay(Line { text: text.to_owned(), line }, rest, strays) };
    if let Some(doubt) = read.doubt {
        let message = format!(
            "“{text}” {}; it is printed as copy, and is no date of the story: write date = 2026-03-09 in front matter",
            doubt.told()
        );
        story.guesses.push(Guess { line, rule: "DT-doubt", message });
        rest.kept.push(Line { text: text.to_owned(), line });
        return;
    }
    if read.time.is_some() && read.zone == Some(super::super::calendar::Zone::Unsure) {
        let message = format!(
            "“{}” in “{text}” is the name of more than one time zone; the day is taken and the time is not",
            read.zone_name.to_uppercase()
        );
        story.guesses.push(Guess { line, rule: "DT-zone", message });
    }
    let slot = if kind == dates::Kind::Updated { &mut story.updated } else { &mut story.published };
    if slot.is_none() {
        *slot = Some(Line { text: text.to_owned(), line });
    } else {
        story.dropped.push(Dropped { line, text: text.to_owned(), rule: "DT-again" });
    }
}

/// `By Ana Ruiz, Gull Bay`: a second name that the copy speaks of, and that is nobody's whom the paper knows, is where the first one works.
fn towns(story: &mut PlainStory, seen: &Seen, desk: &Desk<'_>) {
    let mut kept: Vec<Credit> = Vec::new();
    for credit in story.bylines.drain(..) {
        let town = credit.role.is_none() && seen.has(&credit.name) && !names::is_known(&credit.name, desk);
        match kept.last_mut().filter(|before| town && before.line == credit.line) {
            Some(before) => byline::extend_role(before, &credit.name),
            None => kept.push(credit),
        }
    }
    story.bylines = kept;
}

/// Says what nothing explained.
fn tell(strays: &[Line], story: &mut PlainStory) {
    let Some(first) = strays.first() else { return };
    let named: Vec<String> = strays.iter().map(|stray| format!("“{}”", stray.text)).collect();
    let message = format!(
        "{} {} among the lines over the copy, and nothing says what {}; {} printed as copy: delete what is no part of the story",
        named.join(", "),
        if strays.len() == 1 { "stands" } else { "stand" },
        if strays.len() == 1 { "it is" } else { "they are" },
        if strays.len() == 1 { "it is" } else { "they are" },
    );
    story.guesses.push(Guess { line: first.line, rule: "HD-unknown", message });
}
