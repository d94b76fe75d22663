//! From raw text to grafs, a graf being one block of copy: a paragraph, a heading, a list line. The steps, in order: clean the
//! characters, cut into rows, find how the file uses line ends (paragraphs between blank lines, one a line, hard-wrapped, or all
//! on one line), then join rows that were one paragraph and keep apart those that were not. Nothing is judged here by its meaning
//! beyond what joining needs, and no word is ever left out.

use unicode_normalization::UnicodeNormalization;

use super::alone::stands_alone;
use super::graf::{Graf, Marking, is_rule};
use super::{Desk, dateline, lists, words};

/// The grafs of a text, and the rows that were marks of a heading and no copy.
#[derive(Debug, Default)]
pub(super) struct Copy {
    pub(super) grafs: Vec<Graf>,
    pub(super) underlines: Vec<(usize, String)>,
    /// Set when the whole text stood on one line and nothing told its paragraphs apart.
    pub(super) shapeless: bool,
}

/// One source line, cleaned.
#[derive(Debug)]
struct Row {
    text: String,
    indent: usize,
    line: usize,
    gap: bool,
}

/// How a file uses its line ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// A line end ends a paragraph. The widest row is kept where it is no wider than rows are that a typist breaks.
    Lines(Option<usize>),
    /// Lines were broken to fit this many columns.
    Wrapped(usize),
}

/// Cuts a text into grafs.
pub(super) fn read(text: &str) -> Copy {
    let text = clean(text);
    let mut filled = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    if let (Some((at, only)), None) = (filled.next(), filled.next()) {
        return one_line(only, at + 1);
    }
    let rows = rows(&text);
    let mode = mode(&rows);
    let mut copy = Copy::default();
    let mut rest = rows.as_slice();
    while !rest.is_empty() {
        let end = (1..rest.len()).find(|&at| rest[at].gap).unwrap_or(rest.len());
        let (chunk, after) = rest.split_at(end);
        gather(chunk, mode, &mut copy);
        rest = after;
    }
    copy
}

/// Characters that are no copy go, the many forms of line end and space become one each.
fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.nfc().peekable();
    let mut last = '\n';
    while let Some(letter) = letters.next() {
        let kept = match letter {
            '\r' => {
                if letters.peek() == Some(&'\n') {
                    continue;
                }
                '\n'
            }
            '\u{B}' | '\u{85}' | '\u{2028}' => '\n',
            '\u{C}' | '\u{2029}' => {
                out.push('\n');
                '\n'
            }
            '\u{FEFF}' | '\u{200B}' | '\u{AD}' | '\u{2060}' | '\u{FFFE}' | '\u{FFFF}' => continue,
            // Word's own bullets, in the part of Unicode that belongs to nobody.
            '\u{F0B7}' | '\u{F0A7}' | '\u{F0D8}' => '•',
            // French sets a space that must not break before these marks; everywhere else it is only a space.
            '\u{A0}' | '\u{202F}' if last == '«' || matches!(letters.peek(), Some(':' | ';' | '!' | '?' | '»' | '%')) => letter,
            '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' => ' ',
            '\n' | '\t' => letter,
            other if other.is_control() => continue,
            other => other,
        };
        out.push(kept);
        last = kept;
    }
    out
}

/// A text that stands on one line: runs of spaces are where its paragraphs ended.
fn one_line(text: &str, line: usize) -> Copy {
    let text = text.trim().replace('\t', "    ");
    let grafs: Vec<Graf> = text
        .split("    ")
        .map(collapse)
        .filter(|part| !part.is_empty())
        .map(|part| marked(Graf { text: part, line, gap: true, ..Graf::default() }))
        .collect();
    let shapeless = grafs.len() == 1 && words::count(&text) > 40;
    Copy { grafs, shapeless, ..Copy::default() }
}

/// One space for each run, none at the ends.
fn collapse(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.trim().chars() {
        let letter = if letter == '\t' { ' ' } else { letter };
        if !(letter == ' ' && out.ends_with(' ')) {
            out.push(letter);
        }
    }
    out
}

fn rows(text: &str) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut gap = true;
    for (at, line) in text.lines().enumerate() {
        let lead: &str = &line[..line.len() - line.trim_start().len()];
        let text = collapse(line);
        if text.is_empty() {
            gap = true;
            continue;
        }
        let indent = lead.chars().map(|space| if space == '\t' { 4 } else { 1 }).sum();
        rows.push(Row { text, indent, line: at + 1, gap });
        gap = false;
    }
    rows
}

/// Finds the column at which lines were broken, if they were. The test is the typist's own: a line is broken where the next word
/// would not have fitted.
fn mode(rows: &[Row]) -> Mode {
    let pairs: Vec<(usize, usize, bool)> = rows
        .windows(2)
        .filter(|pair| !pair[1].gap && !lists::is_lone_mark(&pair[0].text) && !lists::is_lone_mark(&pair[1].text))
        .map(|pair| (words::width(&pair[0].text) + pair[0].indent, first_width(&pair[1].text), words::ends_sentence(&pair[0].text)))
        .collect();
    let widths: Vec<usize> = rows.iter().map(|row| words::width(&row.text) + row.indent).collect();
    let mut best = (0, 0);
    // Each width once, in the order in which they come.
    let mut seen = [false; 111];
    let columns = widths.iter().copied().filter(|&width| (30..=110).contains(&width) && !std::mem::replace(&mut seen[width], true));
    for column in columns {
        let wider = widths.iter().filter(|&&width| width > column).count();
        if wider * 20 > widths.len() {
            continue;
        }
        let full = pairs.iter().filter(|&&(width, next, _)| width <= column && width + 3 + next > column);
        let (broken, ended) = full.fold((0, 0), |(broken, ended), &(_, _, end)| (broken + 1, ended + usize::from(end)));
        let enough = if column < 45 { pairs.len() >= 8 && broken * 5 >= pairs.len() * 4 } else { broken * 2 >= pairs.len() };
        let few = pairs.len() < 3 && (column < 55 || broken < pairs.len());
        if broken > best.0 && enough && !few && ended * 5 <= broken * 2 {
            best = (broken, column);
        }
    }
    if best.0 > 0 {
        return Mode::Wrapped(best.1);
    }
    Mode::Lines(widths.into_iter().max().filter(|widest| (55..=100).contains(widest)))
}

fn first_width(text: &str) -> usize {
    match text.chars().next() {
        Some(letter) if words::is_unspaced(letter) => 2,
        _ => text.split(' ').next().map_or(0, words::width),
    }
}

/// Makes grafs of the rows that stand between two blank lines.
fn gather(chunk: &[Row], mode: Mode, copy: &mut Copy) {
    if !copy.grafs.is_empty() && is_verse(chunk, mode) {
        let verse: Vec<String> = chunk.iter().map(|row| row.text.clone()).collect();
        copy.grafs.push(Graf { text: verse.join(" "), line: chunk[0].line, verse, gap: true, ..Graf::default() });
        return;
    }
    // Below the head, in a text with blank lines, rows that break off in mid-sentence go together however unevenly they were broken.
    let loose = !copy.grafs.is_empty() && chunk.last().is_some_and(|row| words::ends_sentence(&row.text));
    let mut at = 0;
    let mut gap = true;
    while at < chunk.len() {
        let row = &chunk[at];
        let mut graf = Graf { text: row.text.clone(), line: row.line, gap, ..Graf::default() };
        gap = false;
        at += 1;
        if at == 1
            && let Some(under) = chunk.get(1).filter(|under| underlines(&under.text, &row.text))
        {
            graf.heading = Some(Marking::Top);
            copy.underlines.push((under.line, under.text.clone()));
            copy.grafs.push(graf);
            at += 1;
            gap = true;
            continue;
        }
        while let Some(next) = chunk.get(at).filter(|next| {
            let begun = beginning(&graf.text);
            continues(&chunk[at - 1], next, begun, mode) || (loose && breaks_off(&chunk[at - 1], next, begun, mode))
        }) {
            join(&mut graf.text, &next.text);
            at += 1;
        }
        copy.grafs.push(marked(graf));
    }
}

/// Bytes of a paragraph that tell what it is; what is longer is nothing but a paragraph.
const BEGINNING: usize = 800;

/// As much of a paragraph as tells what it is. It is asked for at every row that may go on with it, so it must not grow.
fn beginning(text: &str) -> &str {
    let mut end = text.len().min(BEGINNING);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Adds a row to the graf it belongs to.
fn join(text: &mut String, next: &str) {
    let before = text.chars().next_back();
    let after = next.chars().next();
    let unspaced = before.is_some_and(words::is_unspaced) && after.is_some_and(words::is_unspaced);
    // A compound broken at its hyphen is whole again; a dash between words keeps its space.
    let hyphened =
        text.ends_with('-') && text.chars().rev().nth(1).is_some_and(char::is_alphabetic) && after.is_some_and(char::is_lowercase);
    if !unspaced && !hyphened {
        text.push(' ');
    }
    text.push_str(next);
}

/// Whether `next` goes on with the paragraph that `prev` is the last row of. `graf` is that paragraph so far.
fn continues(prev: &Row, next: &Row, graf: &str, mode: Mode) -> bool {
    if stands_alone(graf) || starts_anew(&next.text, &prev.text, graf) {
        return false;
    }
    let width = words::width(&prev.text) + prev.indent;
    let next_width = words::width(&next.text) + next.indent;
    let in_item = lists::line_mark(graf).is_some() || lists::number(graf).is_some();
    if in_item && next.indent > prev.indent && next_width <= 110 {
        return true;
    }
    let open = !words::ends_sentence(&prev.text) && !prev.text.ends_with([':', '：']);
    let flows = open && words::starts_low(&next.text) && next_width <= width.max(80) + 12;
    // A row that begins with a dateline is the first of a paragraph, and goes on until its sentence ends.
    if open && width >= 50 && next_width <= 110 && dateline::begins(&prev.text, &Desk::default()) {
        return true;
    }
    if open && width >= 30 && words::is_caps(&prev.text) && words::is_caps(&next.text) && (hangs(&prev.text) || next_width * 2 <= width) {
        return true;
    }
    let column = match mode {
        Mode::Lines(_) => return words::width(graf) >= 40 && width <= 110 && flows,
        Mode::Wrapped(column) => column,
    };
    if width > column + 8 {
        return flows && width <= 110;
    }
    let indented = next.indent >= prev.indent + 2 && !in_item;
    if indented && !flows {
        return false;
    }
    let full = width + 1 + first_width(&next.text) > column;
    full || (flows && words::width(graf) * 20 >= column * 11) || (open && !words::is_caps(graf) && width * 4 >= column * 3)
}

/// Whether a row of capitals ends in a word that cannot end a headline.
fn hangs(text: &str) -> bool {
    let last = words::fold(text.rsplit(' ').next().unwrap_or_default());
    matches!(
        last.as_str(),
        "the"
            | "a"
            | "an"
            | "of"
            | "to"
            | "in"
            | "on"
            | "at"
            | "by"
            | "for"
            | "and"
            | "or"
            | "with"
            | "from"
            | "as"
            | "into"
            | "after"
            | "over"
            | "der"
            | "die"
            | "und"
            | "de"
            | "la"
            | "le"
            | "des"
            | "el"
            | "en"
            | "y"
            | "et"
    ) || last.ends_with(',')
}

/// Whether a row breaks off, and the next one may be the rest of its sentence; or, where no row of the text is long, the next word would not
/// have fitted.
fn breaks_off(prev: &Row, next: &Row, graf: &str, mode: Mode) -> bool {
    let open = !words::ends_sentence(&prev.text) && !prev.text.ends_with([':', '：']);
    let (width, next_width) = (words::width(&prev.text) + prev.indent, words::width(&next.text) + next.indent);
    let full = matches!(mode, Mode::Lines(Some(widest)) if width + 1 + first_width(&next.text) > widest);
    (open || full) && (55..=100).contains(&width) && next_width <= 100 && !stands_alone(graf) && !starts_anew(&next.text, &prev.text, graf)
}

/// Whether a row begins something of its own.
fn starts_anew(next: &str, prev: &str, graf: &str) -> bool {
    if stands_alone(next) || heading_text(next).is_some() {
        return true;
    }
    if let Some(mark) = lists::line_mark(next) {
        // Running text may happen to break before a dash.
        let broken_text = mark.is_dash() && !words::ends_sentence(prev) && !prev.ends_with(':') && words::starts_low(mark.rest);
        return !broken_text || lists::line_mark(graf).is_some();
    }
    match lists::number(next) {
        Some((1, _)) => words::ends_sentence(prev) || prev.ends_with([':', '：']) || words::width(prev) < 45,
        Some((number, _)) => lists::number(graf).is_some_and(|(before, _)| before + 1 == number),
        None => false,
    }
}

/// Short lines that stand together and were not broken to fit: a poem, a song, an address.
fn is_verse(chunk: &[Row], mode: Mode) -> bool {
    if chunk.len() < 3 || matches!(mode, Mode::Wrapped(column) if column <= 50) {
        return false;
    }
    let last = chunk.len() - 1;
    let ended = chunk[..last].iter().filter(|row| words::ends_sentence(&row.text)).count();
    let short = chunk.iter().all(|row| words::width(&row.text) <= 50);
    let plain = chunk.iter().enumerate().all(|(at, row)| {
        let before = if at == 0 { "" } else { chunk[at - 1].text.as_str() };
        !starts_anew(&row.text, before, before) && !row.text.ends_with([':', '：']) && !opens_with_label(&row.text)
    });
    let quoted = chunk.iter().skip(1).any(|row| row.text.starts_with(['“', '«', '„', '「']));
    short && plain && !quoted && ended * 3 <= last
}

/// `WHO: ...`, `Q: ...`: the line says what it is, so it stands alone.
fn opens_with_label(text: &str) -> bool {
    text.split_once(':').is_some_and(|(label, rest)| words::length(label) <= 20 && rest.starts_with(' '))
}

/// Whether a row underlines the heading above it.
fn underlines(under: &str, heading: &str) -> bool {
    let length = words::length(under);
    let sign = under.chars().next().unwrap_or_default();
    matches!(sign, '-' | '=')
        && under.chars().all(|other| other == sign)
        && length >= 3
        && (length * 3 >= words::width(heading) || sign == '=')
        && words::width(heading) <= 120
        && !words::ends_with_stop(heading)
        && !lists::is_lone_mark(heading)
        && !is_rule(heading)
}

/// Takes the marks off a heading that says it is one.
fn marked(mut graf: Graf) -> Graf {
    if let Some((text, marking)) = heading_text(&graf.text) {
        graf.text = text.to_owned();
        graf.heading = Some(marking);
    }
    graf
}

fn heading_text(text: &str) -> Option<(&str, Marking)> {
    let hashes = text.chars().take_while(|&sign| sign == '#').count();
    let (inner, marking) = if (1..=6).contains(&hashes) && text[hashes..].starts_with(' ') {
        (text[hashes..].trim_end_matches('#').trim(), if hashes == 1 { Marking::Top } else { Marking::Inner })
    } else {
        let inner = ["**", "__"].iter().find_map(|mark| text.strip_prefix(mark)?.strip_suffix(mark))?;
        (inner.trim(), Marking::Inner)
    };
    let whole = !inner.contains("**") && !inner.contains("__") && inner.chars().any(char::is_alphabetic);
    (whole && words::length(inner) <= 160 && !words::ends_with_stop(inner)).then_some((inner, marking))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(copy: &str) -> Vec<String> {
        read(copy).grafs.into_iter().map(|graf| graf.text).collect()
    }

    #[test]
    fn wrapped_rows_are_joined_with_one_space() {
        let copy = "Fees rise\n---------\n\n    The harbour board said on Monday that it would raise the fees at all\nthree quays. The last rise was years ago, and\nno one liked it.\n";
        assert_eq!(
            texts(copy),
            [
                "Fees rise",
                "The harbour board said on Monday that it would raise the fees at all three quays. The last rise was years ago, and no one liked it."
            ]
        );
        assert_eq!(read(copy).underlines, [(2, "---------".to_owned())]);
    }

    #[test]
    fn a_line_end_is_a_paragraph_where_lines_are_not_broken_to_fit() {
        let copy = "Fees rise\nThe board met on Monday in the old customs house by the quay, and it sat for five hours before it came to a vote on the new fees.\nSecond.\n";
        assert_eq!(texts(copy).len(), 3);
    }

    #[test]
    fn verse_keeps_its_lines() {
        let copy = read("Song\n\nThe ice is gone,\nthe gulls are back,\nthe ropes are wet\non every deck.\n");
        assert_eq!(copy.grafs[1].verse.len(), 4);
    }

    #[test]
    fn odd_line_ends_spaces_and_marks() {
        assert_eq!(texts("\u{feff}One\r\nTwo\u{2029}Three.\u{b}Four.\rFive."), ["One", "Two", "Three.", "Four.", "Five."]);
        assert_eq!(texts("A\u{a0}b\tc  d\n\n\u{ad}So\u{200b}lo"), ["A b c d", "Solo"]);
        assert_eq!(texts("Prix\u{a0}: dix\n\nfin"), ["Prix\u{a0}: dix", "fin"]);
    }

    #[test]
    fn one_line_is_cut_at_runs_of_spaces() {
        assert_eq!(texts("Head    First para.     Second para.").len(), 3);
        assert_eq!(texts("No runs here.").len(), 1);
    }

    #[test]
    fn headings_that_say_so() {
        assert_eq!(heading_text("## What next"), Some(("What next", Marking::Inner)));
        assert_eq!(heading_text("**Key points**"), Some(("Key points", Marking::Inner)));
        assert_eq!(heading_text("#1 in the county"), None);
        assert_eq!(heading_text("**One** and **two**"), None);
        assert_eq!(heading_text("###"), None);
    }

    #[test]
    fn compounds_broken_at_the_hyphen() {
        let mut text = "a well-".to_owned();
        join(&mut text, "known face");
        assert_eq!(text, "a well-known face");
    }
}
