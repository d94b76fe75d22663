//! The top of the article: kicker, headline, label, dek, bylines, dates, and the desk's own lines (release heads, slug lines,
//! embargoes, contacts). Works from the first graf down to the first paragraph and gives back the grafs of the body.
//!
//! The headline is the first line that can be one. A text that begins with its first paragraph has none: the lede is never promoted.

use std::sync::LazyLock;

use super::lines::{Graf, Marking};
use super::tables::Phrases;
use super::{
    Credit, Dateline, Desk, Dropped, Guess, Line, PlainStory, byline, dateline, dates, end_matter, figures, labels, lines, lists, names,
    speakers, takeaways, words,
};

/// Takes the head off the grafs.
pub(super) fn take(grafs: Vec<Graf>, desk: &Desk<'_>, story: &mut PlainStory) -> Vec<Graf> {
    let first_copy = grafs.iter().position(is_long_copy).unwrap_or(grafs.len());
    let top = grafs[..first_copy.min(grafs.len())].iter().take(9).position(|graf| graf.heading == Some(Marking::Top));
    let mut at = 0;
    while at < grafs.len() && Some(at) != top {
        let used = before_headline(&grafs, at, top, desk, story);
        if used == 0 {
            break;
        }
        at += used;
    }
    if top.is_none() {
        at += masthead(&grafs, at, desk, story);
    }
    let mut rest: Vec<Graf> = Vec::new();
    let above = if top.is_none() { box_above(&grafs[at..], desk) } else { 0 };
    rest.extend(grafs[at..at + above].iter().cloned());
    at += above;
    if let Some(top) = top {
        rest.extend(grafs[at..top].iter().cloned());
        at = top;
    }
    if let Some(graf) = grafs.get(at)
        && can_be_headline(graf, grafs.len() > at + 1, desk, story)
    {
        let again = headline(graf, &grafs[at + 1..], desk, story).map(|below| at + 1 + below);
        at = below_headline(&grafs, at + 1, again, &mut rest, desk, story);
    }
    rest.extend(grafs.into_iter().skip(at));
    rest
}

/// Short lines that are kept over a headline: the site's name, a section of its menu.
const MASTHEAD: usize = 3;

/// Takes the name of the site the copy was pasted from, and what of its menu stands under it; gives how many grafs it took. One short
/// line over a long one may well be a headline over its dek, so there must be a sign: the name stands again in the rights notice, or
/// there are two such lines and a byline or a date under the long one.
fn masthead(grafs: &[Graf], at: usize, desk: &Desk<'_>, story: &mut PlainStory) -> usize {
    let short = |graf: &Graf| graf.heading.is_none() && words::count(&graf.text) <= 4 && !words::ends_with_stop(&graf.text);
    let run = grafs[at..].iter().take(MASTHEAD).take_while(|graf| short(graf)).count();
    let Some(headline) = grafs.get(at + run).filter(|graf| run > 0 && is_title(graf, desk) && words::count(&graf.text) >= 5) else {
        return 0;
    };
    let name = words::fold(&grafs[at].text);
    let owned = grafs[at + run..].iter().any(|graf| end_matter::is_rights(&graf.text, true) && words::fold(&graf.text).contains(&name));
    let dated = (1..=2)
        .any(|below| grafs.get(at + run + below).is_some() && header_line(grafs, at + run + below, desk, &mut PlainStory::default()) > 0);
    if !(owned || run >= 2 && dated) || takeaways::may_be_heading(&headline.text) {
        return 0;
    }
    for (nth, graf) in grafs[at..at + run].iter().enumerate() {
        if nth > 0 && nth + 1 == run && is_section(&graf.text, desk) && story.kicker.is_none() {
            story.kicker = Some(line_of(graf));
        } else {
            story.dropped.push(Dropped { line: graf.line, text: graf.text.clone(), rule: "BP9" });
        }
    }
    run
}

/// How many grafs a takeaways box takes that stands over the headline: its heading, lines that stand together, and a title after a gap.
fn box_above(grafs: &[Graf], desk: &Desk<'_>) -> usize {
    if !grafs.first().is_some_and(|first| takeaways::is_heading(&first.text)) {
        return 0;
    }
    let items = grafs[1..].iter().take_while(|graf| graf.member.is_some() || !graf.gap).count();
    let title = grafs.get(items + 1).is_some_and(|next| next.gap && is_title(next, desk) && words::count(&next.text) >= 3);
    let story = grafs
        .get(items + 2)
        .is_some_and(|next| words::ends_sentence(&next.text) || header_line(grafs, items + 2, desk, &mut PlainStory::default()) > 0);
    if (2..=8).contains(&items) && title && story { items + 1 } else { 0 }
}

/// A graf that can only be a paragraph.
fn is_long_copy(graf: &Graf) -> bool {
    words::ends_sentence(&graf.text) && words::count(&graf.text) > 25
}

/// Takes what may stand over the headline; gives how many grafs it took, none when the headline is reached.
fn before_headline(grafs: &[Graf], at: usize, top: Option<usize>, desk: &Desk<'_>, story: &mut PlainStory) -> usize {
    let graf = &grafs[at];
    let text = graf.text.as_str();
    if lines::is_rule(text) || end_matter::is_end_mark(text) {
        story.dropped.push(Dropped { line: graf.line, text: text.to_owned(), rule: "HD-stray" });
        return 1;
    }
    if graf.heading.is_some() || graf.member.is_some() || !graf.verse.is_empty() {
        return 0;
    }
    let desk_lines = desk_line(grafs, at, story);
    if desk_lines > 0 {
        return desk_lines;
    }
    let next = grafs.get(at + 1);
    let has_next = next.is_some();
    let dated = if has_next { date_at(grafs, at, story) } else { 0 };
    if dated > 0 {
        return dated;
    }
    if has_next && text.get(..3).is_some_and(|lead| lead.eq_ignore_ascii_case("by ")) && byline_at(grafs, at, desk, story) > 0 {
        return 1;
    }
    let trail = trail(grafs, at, top, desk, story);
    if trail > 0 {
        story.dropped.extend(grafs[at..at + trail].iter().map(|graf| Dropped { line: graf.line, text: graf.text.clone(), rule: "BP8" }));
        return trail;
    }
    let title_follows = next.is_some_and(|next| top == Some(at + 1) || is_title(next, desk));
    if title_follows && labels::is_label(text) {
        story.label = Some(text.trim_end_matches([':', '：']).trim_end().to_owned());
        return 1;
    }
    let unsure = story.kicker.is_none() && title_follows;
    if unsure && is_kicker(text, next.map_or("", |next| &next.text), top == Some(at + 1), desk) {
        story.kicker = Some(line_of(graf));
        return 1;
    }
    if unsure && words::is_caps(text) && dateline::is_place(text) && next.is_some_and(|next| words::count(&next.text) >= 4) {
        story.dateline = Some(Dateline { place: text.to_owned(), agency: None, text: text.to_owned(), line: graf.line });
        return 1;
    }
    0
}

fn line_of(graf: &Graf) -> Line {
    Line { text: graf.text.clone(), line: graf.line }
}

/// Lines for the desk: a release head, a slug line, a contact. Gives how many grafs it took.
fn desk_line(grafs: &[Graf], at: usize, story: &mut PlainStory) -> usize {
    let graf = &grafs[at];
    if end_matter::is_release_head(&graf.text) {
        story.label.get_or_insert_with(|| "Press Release".to_owned());
        story.dropped.push(Dropped { line: graf.line, text: graf.text.clone(), rule: "BP7" });
        return 1;
    }
    if is_slug_line(&graf.text) {
        story.notes.push(line_of(graf));
        return 1;
    }
    let contacts = end_matter::contacts(&grafs[at..]);
    story.notes.extend(grafs[at..at + contacts].iter().map(line_of));
    contacts
}

/// `BC-EU--Italy-Ferry, 3rd Ld-Writethru`.
fn is_slug_line(text: &str) -> bool {
    let word = text.split([' ', ',']).next().unwrap_or_default();
    let coded = word.contains("--") && word.matches('-').count() >= 3 && word.starts_with(char::is_uppercase);
    words::length(text) <= 80 && (coded || text.contains("Ld-Writethru"))
}

/// Takes a date line, on one graf or with its word on the graf before; gives how many grafs it took.
fn date_at(grafs: &[Graf], at: usize, story: &mut PlainStory) -> usize {
    if date_line(&grafs[at], story) {
        return 1;
    }
    let Some(next) = grafs.get(at + 1).filter(|_| dates::is_lead_alone(&grafs[at].text)) else { return 0 };
    let joined =
        Graf { text: format!("{}: {}", grafs[at].text.trim_end_matches([':', '：']), next.text), line: next.line, ..Graf::default() };
    if date_line(&joined, story) { 2 } else { 0 }
}

/// Takes a date line; what depends on the day of copying is left out and said.
fn date_line(graf: &Graf, story: &mut PlainStory) -> bool {
    let found = dates::read_line(&graf.text);
    for (kind, text) in &found {
        let line = Line { text: text.clone(), line: graf.line };
        match kind {
            dates::Kind::Published if story.published.is_none() => story.published = Some(line),
            dates::Kind::Updated if story.updated.is_none() => story.updated = Some(line),
            dates::Kind::Relative => {
                let message = format!("`{text}` names no day; write the date out");
                story.guesses.push(Guess { line: graf.line, rule: "DT-relative", message });
                story.dropped.push(Dropped { line: graf.line, text: text.clone(), rule: "DT-relative" });
            }
            _ => story.dropped.push(Dropped { line: graf.line, text: text.clone(), rule: "DT-again" }),
        }
    }
    !found.is_empty()
}

/// Whether a graf can stand as a title under a kicker.
fn is_title(graf: &Graf, desk: &Desk<'_>) -> bool {
    let text = graf.text.as_str();
    let shape = words::length(text) <= 200 && words::count(text) <= 30 && words::count(text) >= 2 && !words::ends_with_stop(text);
    shape
        && graf.member.is_none()
        && graf.verse.is_empty()
        && byline::read(text, 0, desk).is_none()
        && !dates::is_date_line(text)
        && !dateline::begins(text, desk)
}

/// How many lines of a page's menu stand here, each the name of a section: all of a long run, all but the last of a short one, for that
/// one is the kicker.
fn trail(grafs: &[Graf], at: usize, top: Option<usize>, desk: &Desk<'_>, story: &PlainStory) -> usize {
    let run = grafs[at..].iter().take_while(|graf| is_section(&graf.text, desk)).count();
    let title = grafs.get(at + run).is_some_and(|next| top == Some(at + run) || (is_title(next, desk) && words::count(&next.text) >= 3));
    let menu = run >= 3
        || story.dropped.iter().any(|dropped| matches!(dropped.rule, "BP1" | "BP9") && at == 0 && dropped.line < grafs[0].line) && run >= 2;
    match (title, menu) {
        (true, true) => run,
        (true, false) => run.saturating_sub(1),
        _ => 0,
    }
}

/// Whether a line is the name of a section.
fn is_section(text: &str, desk: &Desk<'_>) -> bool {
    let folded = words::fold(text);
    words::length(text) <= 30 && (KICKERS.has(&folded) || desk.sections.iter().any(|section| words::fold(section) == folded))
}

static KICKERS: LazyLock<Phrases<()>> = LazyLock::new(|| Phrases::all(include_str!("data/kickers.txt")));

/// A short label over the headline.
fn is_kicker(text: &str, next: &str, marked: bool, desk: &Desk<'_>) -> bool {
    let short = words::count(text) <= 4 && words::length(text) <= 30 && !text.ends_with(['.', '?', '!', ',', '…', '-']);
    let folded = words::fold(text.trim_end_matches([':', '：', '|']));
    let section = desk.sections.iter().any(|section| words::fold(section) == folded);
    let listed = KICKERS.has(&folded);
    // Two lines in capitals are one headline, or a headline and its second deck.
    let capitals = words::is_caps(text)
        && !words::is_caps(next)
        && words::count(next) >= 4
        && !dateline::is_place(text)
        && !text.contains(char::is_numeric);
    let longer = words::length(next) > words::length(text);
    short && !takeaways::is_heading(text) && ((section || listed) && (longer || marked) || capitals || (marked && words::starts_high(text)))
}

/// Whether the first graf is a headline and not the first paragraph.
fn can_be_headline(graf: &Graf, more: bool, desk: &Desk<'_>, story: &mut PlainStory) -> bool {
    let text = graf.text.as_str();
    if graf.heading == Some(Marking::Top) {
        return true;
    }
    if graf.member.is_some() || !graf.verse.is_empty() || dateline::begins(text, desk) || !text.chars().any(char::is_alphanumeric) {
        return false;
    }
    let mut guess = |rule, message: &str| story.guesses.push(Guess { line: graf.line, rule, message: message.to_owned() });
    let count = words::count(text);
    let sentences = text.contains(". ") && words::ends_with_stop(text) || text.contains('。') && count > 15;
    let stopped = words::ends_with_stop(text);
    let spoken = stopped && text.split_once(": ").is_some_and(|(name, _)| words::is_caps(name) && names::is_person(name));
    if sentences
        || spoken
        || count > 36
        || words::length(text) > 240
        || (stopped && (count > 12 || !more))
        || (!more && words::ends_sentence(text))
    {
        guess("HD-none", "the text begins with its first paragraph; give it a headline on a line of its own");
        return false;
    }
    if stopped {
        guess("HD-stop", "the headline ends with a full stop; if it is the first paragraph, put a headline above it");
    } else if count > 25 || words::length(text) > 160 {
        guess("HD-long", "the headline is very long");
    }
    if words::is_caps(text) && count >= 3 {
        guess("HD-caps", "the headline is all in capitals; its acronyms and names cannot be told, so it is left as it is");
    }
    true
}

/// Sets the headline, without its label and without the name of the site. If the line was the page's title and the headline stands below
/// it, gives the place of the headline.
fn headline(graf: &Graf, below: &[Graf], desk: &Desk<'_>, story: &mut PlainStory) -> Option<usize> {
    let mut text = graf.text.trim_end_matches(['|', '·']).trim_end();
    let mut line = graf.line;
    let mut place = None;
    for joint in [" | ", " - ", " – ", " — ", " · ", " :: "] {
        let Some((title, tail)) = text.rsplit_once(joint) else { continue };
        let site = !desk.site_title.is_empty() && words::bare(tail) == words::bare(desk.site_title);
        // The page's title, and then the headline itself.
        let again = below.iter().take(3).position(|next| words::bare(&next.text) == words::bare(title));
        if site {
            story.dropped.push(Dropped { line, text: tail.to_owned(), rule: "HD-site" });
            text = title;
            break;
        }
        if let Some(again) = again {
            story.dropped.push(Dropped { line, text: graf.text.clone(), rule: "HD-title" });
            line = below[again].line;
            text = &below[again].text;
            place = Some(again);
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
    story.headline = Some(Line { text: title, line });
    place
}

/// Takes what stands between headline and body; grafs that are none of it are kept for the body. Gives where the body goes on.
fn below_headline(
    grafs: &[Graf],
    from: usize,
    again: Option<usize>,
    rest: &mut Vec<Graf>,
    desk: &Desk<'_>,
    story: &mut PlainStory,
) -> usize {
    let mut at = from;
    let headline = story.headline.as_ref().map(|line| words::bare(&line.text)).unwrap_or_default();
    while at < grafs.len().min(from + 9) {
        let graf = &grafs[at];
        if words::bare(&graf.text) == headline && at < from + 3 && graf.verse.is_empty() || again == Some(at) {
            if again != Some(at) {
                story.dropped.push(Dropped { line: graf.line, text: graf.text.clone(), rule: "HD-again" });
            }
            at += 1;
            continue;
        }
        let used = header_line(grafs, at, desk, story);
        if used > 0 {
            at += used;
            continue;
        }
        // A picture's words may stand between headline and byline.
        if let Some((_, taken)) = figures::read(grafs, at, desk).filter(|_| !is_body_start(graf, desk)) {
            rest.extend(grafs[at..at + taken].iter().cloned());
            at += taken;
            continue;
        }
        if story.dek.is_none() && rest.is_empty() && is_dek(grafs, at, at == from, desk) {
            story.dek = Some(line_of(graf));
            at += 1;
            continue;
        }
        let body = graf.member.is_some()
            || graf.heading.is_some()
            || !graf.verse.is_empty()
            || is_body_start(graf, desk)
            || takeaways::is_heading(&graf.text);
        // A stray short line is kept, if a line of the head still follows it.
        let stray = (at + 1..grafs.len().min(at + 3)).any(|next| is_header_line(grafs, next, desk));
        if body || !stray {
            break;
        }
        rest.push(graf.clone());
        at += 1;
    }
    at
}

/// A graf no head can hold.
fn is_body_start(graf: &Graf, desk: &Desk<'_>) -> bool {
    (words::ends_sentence(&graf.text) && words::count(&graf.text) >= 12) || dateline::begins(&graf.text, desk)
}

/// Takes a byline, date, contact or label line; gives how many grafs it took.
fn header_line(grafs: &[Graf], at: usize, desk: &Desk<'_>, story: &mut PlainStory) -> usize {
    let graf = &grafs[at];
    if graf.member.is_some() || graf.heading.is_some() || !graf.verse.is_empty() {
        return 0;
    }
    let dated = date_at(grafs, at, story);
    if dated > 0 {
        return dated;
    }
    let desk_lines = desk_line(grafs, at, story);
    if desk_lines > 0 {
        return desk_lines;
    }
    let credits = byline_at(grafs, at, desk, story);
    if credits > 0 {
        return credits;
    }
    // The job or the outlet on the line under the name.
    let under = at > 0 && story.bylines.last().is_some_and(|credit| credit.role.is_none() && credit.line == grafs[at - 1].line);
    if under && (byline::is_role(&graf.text, desk) || byline::is_outlet(&graf.text)) {
        if let Some(credit) = story.bylines.last_mut() {
            credit.role = Some(graf.text.clone());
        }
        return 1;
    }
    if meta_line(graf, desk, story) {
        return 1;
    }
    if story.label.is_none() && labels::is_label(&graf.text) {
        story.label = Some(graf.text.clone());
        return 1;
    }
    let section = desk.sections.iter().any(|section| words::fold(section) == words::fold(&graf.text));
    if section && story.kicker.is_none() {
        story.kicker = Some(line_of(graf));
        return 1;
    }
    0
}

/// Whether a graf would be taken by `header_line`.
fn is_header_line(grafs: &[Graf], at: usize, desk: &Desk<'_>) -> bool {
    let mut story = PlainStory { headline: Some(Line::default()), ..PlainStory::default() };
    header_line(grafs, at, desk, &mut story) > 0
}

/// Takes a byline: with its lead word, the lead word on a line before, a known name alone, or a name over a job.
fn byline_at(grafs: &[Graf], at: usize, desk: &Desk<'_>, story: &mut PlainStory) -> usize {
    let graf = &grafs[at];
    if let Some(credits) = byline::read(&graf.text, graf.line, desk) {
        story.bylines.extend(credits);
        return 1;
    }
    let Some(next) = grafs.get(at + 1) else { return 0 };
    if byline::is_lead_alone(&graf.text)
        && let Some(credits) = byline::credits(&next.text, None, next.line, desk)
    {
        story.bylines.extend(credits);
        return 2;
    }
    let credit = |role| Credit { name: graf.text.clone(), role, line: graf.line };
    if names::is_known(&graf.text, desk) || (byline::is_outlet(&graf.text) && dates::is_date_line(&next.text)) {
        story.bylines.push(credit(None));
        return 1;
    }
    // `Ana Ruiz, Harbour correspondent` and the two on two lines, where no lead word stands before.
    let known_job = |text: &str| names::is_desk_job(text) && byline::is_role(text, desk) && words::count(text) <= 7;
    let named = |text: &str| names::is_person(text) && !names::has_title(text) && !dateline::is_place(text) && !names::is_place_like(text);
    if named(&graf.text) && known_job(&next.text) {
        story.bylines.push(credit(Some(next.text.clone())));
        return 2;
    }
    // `Nora Finch, Political Editor`, and the second name on the next line.
    if let Some((name, job)) = graf.text.split_once(", ")
        && named(name)
        && known_job(job)
        && story.headline.is_some()
    {
        story.bylines.push(Credit { name: name.to_owned(), role: Some(job.to_owned()), line: graf.line });
        return 1;
    }
    let joined = at > 0 && story.bylines.last().is_some_and(|credit| credit.line == grafs[at - 1].line);
    if let Some(credits) = ["and ", "& ", "und ", "et ", "y ", "e "]
        .iter()
        .find_map(|joint| graf.text.strip_prefix(joint))
        .filter(|_| joined)
        .and_then(|rest| byline::credits(rest, None, graf.line, desk))
    {
        story.bylines.extend(credits);
        return 1;
    }
    // A name, or `Nora Finch in Gull Bay`, right above the date.
    let (name, place) = graf.text.split_once(" in ").map_or((graf.text.as_str(), None), |(name, place)| (name, Some(place)));
    let placed = place.is_none_or(|place| words::count(place) <= 4 && place.split(' ').all(words::starts_high));
    if story.headline.is_some() && named(name) && placed && !dates::read_line(&next.text).is_empty() {
        story.bylines.push(Credit { name: name.to_owned(), role: place.map(|place| format!("in {place}")), line: graf.line });
        return 1;
    }
    0
}

/// Names, dates and furniture on one line, with bars or points between: `By Ana Ruiz | 9 March 2026 | 4 min read`.
fn meta_line(graf: &Graf, desk: &Desk<'_>, story: &mut PlainStory) -> bool {
    if words::length(&graf.text) > 200 {
        return false;
    }
    for joint in [" | ", " · ", " • ", " — ", " – ", " - ", " / ", ", ", "  "] {
        let pieces: Vec<Graf> =
            graf.text.split(joint).map(|text| Graf { text: text.trim().to_owned(), line: graf.line, ..Graf::default() }).collect();
        if pieces.len() < 2 || (joint == ", " && byline::lead(&graf.text).is_none()) {
            continue;
        }
        let date = (0..pieces.len()).find(|&at| !dates::read_line(&pieces[at].text).is_empty());
        // A date may itself hold the comma: all that follows the first piece of it is one.
        let date = date.or_else(|| (1..pieces.len()).find(|&at| !dates::read_line(&joined(&pieces[at..], joint)).is_empty()));
        let mut trial = PlainStory::default();
        let mut all = true;
        let mut at = 0;
        while at < pieces.len() && all {
            let tail = Graf { text: joined(&pieces[at..], joint), line: graf.line, ..Graf::default() };
            if date_line(&tail, &mut trial) {
                break;
            }
            let piece = &pieces[at];
            let read = byline::read(&piece.text, piece.line, desk);
            if date_line(piece, &mut trial) {
            } else if super::furniture::is_furniture(&piece.text) || words::fold(&piece.text) == words::fold(desk.site_title) {
                trial.dropped.push(Dropped { line: piece.line, text: piece.text.clone(), rule: "BP1" });
            } else if let Some(credits) = read {
                trial.bylines.extend(credits);
            } else if names::is_known(&piece.text, desk)
                || (date.is_some() && names::is_person(&piece.text) && !names::has_title(&piece.text) && !dateline::is_place(&piece.text))
            {
                trial.bylines.push(Credit { name: piece.text.clone(), role: None, line: piece.line });
            } else if let Some(credit) =
                trial.bylines.last_mut().filter(|credit| credit.role.is_none() && byline::is_role(&piece.text, desk))
            {
                credit.role = Some(piece.text.clone());
            } else {
                all = false;
            }
            at += 1;
        }
        if all && (trial.published.is_some() || trial.updated.is_some() || !trial.bylines.is_empty()) {
            story.bylines.append(&mut trial.bylines);
            story.dropped.append(&mut trial.dropped);
            story.guesses.append(&mut trial.guesses);
            for (mine, theirs) in [(&mut story.published, trial.published), (&mut story.updated, trial.updated)] {
                match (mine.is_none(), theirs) {
                    (true, theirs) => *mine = theirs,
                    (false, Some(line)) => story.dropped.push(Dropped { line: line.line, text: line.text, rule: "DT-again" }),
                    (false, None) => {}
                }
            }
            return true;
        }
    }
    false
}

fn joined(pieces: &[Graf], joint: &str) -> String {
    pieces.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>().join(joint)
}

/// Whether the graf below the headline is a dek: something of the head must follow it, or it must be a second title.
fn is_dek(grafs: &[Graf], at: usize, second: bool, desk: &Desk<'_>) -> bool {
    let graf = &grafs[at];
    let text = graf.text.as_str();
    let shaped =
        words::length(text) <= 300 && graf.member.is_none() && graf.heading.is_none() && graf.verse.is_empty() && words::count(text) >= 4;
    if !shaped
        || text.ends_with([':', '：'])
        || takeaways::is_heading(text)
        || dateline::begins(text, desk)
        || figures::is_credit(text)
        || lists::is_lone_mark(text)
    {
        return false;
    }
    let Some(next) = grafs.get(at + 1) else { return false };
    if is_header_line(grafs, at + 1, desk) || dateline::begins(&next.text, desk) || figures::is_credit(&next.text) {
        return true;
    }
    let voice = speakers::read(text, desk).is_some_and(|speaker| speaker.role.is_some());
    let titled = words::length(text) <= 160 && !words::ends_sentence(text) && words::count(text) >= 5;
    second && titled && !voice && words::ends_sentence(&next.text) && next.member.is_none()
}

#[cfg(test)]
mod tests {
    use super::super::{Desk, PlainStory, read};

    const BODY: &str =
        "The harbour board voted on Monday to raise its fees by a tenth, and most owners of small boats say they will leave the port.";

    fn story(top: &str) -> PlainStory {
        let sections = ["Harbour".to_owned()];
        let people = ["Ana Ruiz".to_owned()];
        let desk = Desk { site_title: "The Merrivale Courier", sections: &sections, people: &people, language: "en" };
        read(&format!("{top}\n\n{BODY}\n"), &desk)
    }

    fn text(line: Option<super::super::Line>) -> String {
        line.map(|line| line.text).unwrap_or_default()
    }

    #[test]
    fn headlines() {
        assert_eq!(text(story("Fees rise at the harbour").headline), "Fees rise at the harbour");
        assert_eq!(text(story("Fees rise at the harbour | The Merrivale Courier").headline), "Fees rise at the harbour");
        assert_eq!(text(story("Fees rise | Some Site\n\nFees rise").headline), "Fees rise");
        assert_eq!(text(story("# Fees rise").headline), "Fees rise");
        assert_eq!(text(story("Menu\n\nSearch\n\nFees rise at the harbour").headline), "Fees rise at the harbour");
        assert_eq!(story("").headline, None);
        assert_eq!(text(story("Ruiz: “I will stay”").headline), "Ruiz: “I will stay”");
    }

    #[test]
    fn labels_and_kickers() {
        let labelled = story("Analysis: Why fees rise");
        assert_eq!(labelled.label.as_deref(), Some("Analysis"));
        assert_eq!(text(labelled.headline), "Why fees rise");
        assert_eq!(text(story("HARBOUR\n\nFees rise as boats leave the port").kicker), "HARBOUR");
        assert_eq!(text(story("LONDON\n\nFees rise as boats leave the port").kicker), "");
        assert_eq!(story("BREAKING\n\nFees rise as boats leave the port").label.as_deref(), Some("BREAKING"));
    }

    #[test]
    fn deks_bylines_dates() {
        let full =
            story("Fees rise\n\nOwners of small boats say they will leave.\n\nBy Bo Park, Harbour correspondent\n\nUpdated 9 March 2026");
        assert_eq!(text(full.dek), "Owners of small boats say they will leave.");
        assert_eq!(full.bylines[0].name, "Bo Park");
        assert_eq!(text(full.updated), "9 March 2026");
        assert_eq!(text(story("Fees rise\n\nOwners of small boats say they will leave.").dek), "");
        assert_eq!(story("Fees rise\n\nAna Ruiz\n\n9 March 2026").bylines.len(), 1);
        let meta = story("Fees rise\n\nBy Bo Park | 9 March 2026 | 4 min read");
        assert_eq!((meta.bylines.len(), text(meta.published)), (1, "9 March 2026".to_owned()));
    }

    #[test]
    fn no_invented_date() {
        let story = story("Fees rise\n\n2 hours ago");
        assert_eq!(story.published, None);
        assert_eq!(story.dropped[0].rule, "DT-relative");
    }
}
