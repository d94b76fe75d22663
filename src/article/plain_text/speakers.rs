//! The line that says who speaks: `Name, Title:`, `Title Name:`, `Name (Org):`, `Name, title, on X:`, in either order of name and
//! title. Owns the split into name, role and channel. A line that tells (`Ruiz said:`, `the statement read:`) is not one, and
//! neither is one whose name cannot be told from its title.

use super::{Desk, names, quotes, words};

/// Who speaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Speaker {
    pub(super) name: String,
    pub(super) role: Option<String>,
    pub(super) via: Option<String>,
}

/// Words that lead a sentence on and never begin a title.
const LEADING: [&str; 58] = [
    "in",
    "on",
    "at",
    "by",
    "after",
    "before",
    "when",
    "what",
    "why",
    "how",
    "who",
    "is",
    "was",
    "were",
    "are",
    "has",
    "had",
    "his",
    "her",
    "their",
    "its",
    "it",
    "this",
    "that",
    "these",
    "from",
    "to",
    "with",
    "as",
    "here's",
    "here",
    "there",
    "if",
    "but",
    "and",
    "according",
    "quote",
    "note",
    "photo",
    "more",
    "read",
    "about",
    "letter",
    "letters",
    "transcript",
    "full",
    "speech",
    "ihr",
    "sein",
    "nach",
    "wie",
    "was",
    "pourquoi",
    "comment",
    "como",
    "por",
    "statement",
    "following",
];

/// Places where words are said in public.
const CHANNELS: [&str; 20] = [
    "x",
    "twitter",
    "facebook",
    "instagram",
    "tiktok",
    "telegram",
    "linkedin",
    "bluesky",
    "mastodon",
    "threads",
    "youtube",
    "truth social",
    "reddit",
    "weibo",
    "social media",
    "vk",
    "whatsapp",
    "snapchat",
    "substack",
    "twitch",
];

/// Reads a line that names a speaker; a final colon is passed over.
pub(super) fn read(line: &str, desk: &Desk<'_>) -> Option<Speaker> {
    let text = line.trim().trim_end_matches([':', '：']).trim_end();
    if text.is_empty()
        || words::length(text) > 120
        || words::ends_with_stop(text) && !ends_in_suffix(text)
        || text.ends_with(['?', '!', ';', '"', '”', '»'])
    {
        return None;
    }
    let digits = text.split_whitespace().any(|word| word.chars().all(char::is_numeric) && word.len() > 2);
    if (digits && !text.contains(',')) || quotes::has_speech_word(text) || text.contains(['“', '«', '"', '「']) || text.contains(": ") {
        return None;
    }
    let (text, via) = split_channel(text);
    let (name, role) = split(text, desk)?;
    Some(Speaker { name, role, via })
}

/// Splits `Name, Title: “words”` into the line and the words.
pub(super) fn split_quote(text: &str) -> Option<(&str, &str)> {
    let (at, sign) = text.char_indices().find(|&(_, letter)| matches!(letter, ':' | '：'))?;
    let quote = text[at + sign.len_utf8()..].trim_start();
    (quotes::shape(quote) == quotes::Shape::Whole).then(|| (text[..at].trim_end(), quote))
}

/// `..., on X`: the channel, without its preposition.
fn split_channel(text: &str) -> (&str, Option<String>) {
    let Some((before, last)) = text.rsplit_once(", ") else { return (text, None) };
    let folded = words::fold(last);
    let Some(rest) =
        ["on ", "via ", "auf ", "sur ", "en ", "su ", "no ", "op ", "på ", "na "].iter().find_map(|lead| folded.strip_prefix(lead))
    else {
        return (text, None);
    };
    if !CHANNELS.contains(&rest) {
        return (text, None);
    }
    let via = last.split_once(' ').map(|(_, channel)| channel.trim().to_owned());
    (before, via)
}

fn ends_in_suffix(text: &str) -> bool {
    ["Jr.", "Sr.", "M.D.", "Ph.D.", "Esq."].iter().any(|suffix| text.ends_with(suffix))
}

type Split = (String, Option<String>);

fn split(text: &str, desk: &Desk<'_>) -> Option<Split> {
    if names::is_known(text, desk) {
        return Some((text.to_owned(), None));
    }
    if let Some((name, role)) = text.strip_suffix(')').and_then(|text| text.rsplit_once(" (")) {
        let (name, title) = one_part(name, desk)?;
        return Some((name, Some(title.map_or_else(|| role.to_owned(), |title| format!("{title} ({role})")))));
    }
    // A suffix after a comma belongs to the name.
    let joined = text.replace(", Jr", " Jr").replace(", Sr", " Sr").replace(", MD", " MD").replace(", PhD", " PhD");
    let commas = [", ", "، ", "，", "、", " | "];
    if let Some((first, rest)) = commas.iter().find_map(|comma| joined.split_once(comma)) {
        return around_comma(first.trim(), rest.trim(), desk);
    }
    let (name, role) = one_part(&joined, desk)?;
    Some((name, role))
}

/// `Name, Title` or `Title, Name`.
fn around_comma(first: &str, rest: &str, desk: &Desk<'_>) -> Option<Split> {
    let first_titled = names::has_title(first);
    // `Ana Ruiz, who was there, put it best` tells.
    if rest.starts_with("who ") && rest.contains(", ") {
        return None;
    }
    if names::is_known(first, desk) || (is_names(first) && !first_titled) {
        return Some((first.to_owned(), Some(rest.to_owned())));
    }
    let rest_is_name = names::is_person(rest) && !names::has_title(rest);
    if rest_is_name && first_titled {
        return Some((rest.to_owned(), Some(first.to_owned())));
    }
    // `Mayor Ana Ruiz, who chairs the board`: the name is in the first part, its title in both.
    let (name, title) = one_part(first, desk)?;
    Some((name, Some(title.map_or_else(|| rest.to_owned(), |title| format!("{title}, {rest}")))))
}

/// One name, or two joined by `and`.
fn is_names(text: &str) -> bool {
    names::is_person(text)
        || [" and ", " & ", " und ", " et ", " y ", " e "]
            .iter()
            .any(|joint| text.split_once(joint).is_some_and(|(one, two)| names::is_person(one) && names::is_person(two)))
}

/// `Title Name`, or a bare name.
fn one_part(text: &str, desk: &Desk<'_>) -> Option<Split> {
    let text = text.trim();
    if names::is_known(text, desk) {
        return Some((text.to_owned(), None));
    }
    if let Some(split) = unspaced(text) {
        return Some(split);
    }
    let tokens: Vec<&str> = text.split_whitespace().collect();
    if leads(text) {
        return None;
    }
    if let Some(split) = after_title(&tokens) {
        return Some(split);
    }
    if names::is_person(text) {
        return Some((text.to_owned(), None));
    }
    after_plain_words(&tokens)
}

/// Whether a text begins as a sentence does.
fn leads(text: &str) -> bool {
    let first = words::fold(text.split_whitespace().next().unwrap_or_default());
    LEADING.contains(&first.as_str())
}

/// `国防部长董军`, `山田太郎市長`: the title stands before or after the name without a space.
fn unspaced(text: &str) -> Option<Split> {
    let (at, end) = names::unspaced_title(text)?;
    let (before, after) = (text[..at].trim(), text[end..].trim());
    if after.is_empty() {
        let (name, role) = before.split_once(' ').unwrap_or((before, ""));
        let role = format!("{role}{}", &text[at..end]);
        return names::is_person(name).then(|| (name.to_owned(), Some(role)));
    }
    names::is_person(after).then(|| (after.to_owned(), Some(text[..end].trim().to_owned())))
}

/// `CSEA President Danny Donohue`, `Minister of Trade Ana Ruiz`, `वित्त मंत्री ...`, and where names come first, `김민수 시장`.
fn after_title(tokens: &[&str]) -> Option<Split> {
    let last = tokens.iter().rposition(|token| token.split('-').any(names::is_title))?;
    if last + 1 == tokens.len() {
        let name = tokens[..last].join(" ");
        let caseless = !words::has_case(&name);
        return (caseless && names::is_person(&name)).then(|| (name, Some(tokens[last].to_owned())));
    }
    let mut from = last + 1;
    // The title's own complement: `of Trade`, `der Stadt`, or a word with the article that Arabic and Hebrew join to it.
    while from + 1 < tokens.len() {
        let folded = words::fold(tokens[from]);
        let complement = tokens[from].starts_with("ال") || (tokens[from].starts_with('ה') && tokens.len() - from > 2);
        if matches!(
            folded.as_str(),
            "of" | "for" | "de" | "du" | "des" | "der" | "von" | "del" | "della" | "di" | "do" | "da" | "van" | "för" | "for the"
        ) {
            let wanted = if tokens.len() - from > 3 { tokens.len() - 2 } else { from + 2 };
            from = wanted.min(tokens.len() - 1);
        } else if complement {
            from += 1;
        } else {
            break;
        }
    }
    // Small words between title and name, as in `chief of staff at Acme Ana Ruiz`, are passed over with what they govern.
    if let Some(low) = tokens[from..].iter().rposition(|token| words::starts_low(token) && !names::is_particle(&words::fold(token))) {
        let governs = matches!(words::fold(tokens[from + low]).as_str(), "at" | "of" | "for" | "with" | "from" | "in");
        from += low + 1;
        // After `at` the first words are the firm's: the name is the last two.
        if governs {
            from = from.max(tokens.len().saturating_sub(2));
        }
    }
    let name = tokens.get(from..)?.join(" ");
    let role = tokens[..from].join(" ");
    let one_word = tokens.len() - from == 1 && words::starts_high(&name) && words::has_case(&name) && words::length(&name) > 2;
    (names::is_person(&name) || (one_word && is_courtesy_free(&role))).then_some((name, Some(role)))
}

/// A role that says more than `Mr`.
fn is_courtesy_free(role: &str) -> bool {
    !matches!(words::fold(role).trim_end_matches('.'), "mr" | "mrs" | "ms" | "dr" | "sir")
}

/// `Lorry driver Ana Ruiz`: small words, and then nothing but a name.
fn after_plain_words(tokens: &[&str]) -> Option<Split> {
    let low = tokens.iter().rposition(|token| words::starts_low(token) && !names::is_particle(&words::fold(token)))?;
    let name = tokens.get(low + 1..)?.join(" ");
    let governs = matches!(tokens[low], "at" | "of" | "for" | "with" | "from" | "in");
    let sentence = tokens[..=low].iter().any(|token| LEADING.contains(&words::fold(token).as_str()));
    let short = low < 6 && (2..=3).contains(&(tokens.len() - low - 1));
    (short && !sentence && !governs && names::is_person(&name)).then(|| (name, Some(tokens[..=low].join(" "))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(line: &str) -> Option<(String, String, String)> {
        read(line, &Desk::default()).map(|speaker| (speaker.name, speaker.role.unwrap_or_default(), speaker.via.unwrap_or_default()))
    }

    #[expect(clippy::unnecessary_wraps, reason = "it stands for a result")]
    fn of(name: &str, role: &str) -> Option<(String, String, String)> {
        Some((name.to_owned(), role.to_owned(), String::new()))
    }

    #[test]
    fn both_orders() {
        assert_eq!(parts("Ana Ruiz, harbour master:"), of("Ana Ruiz", "harbour master"));
        assert_eq!(parts("Ana Ruiz, Harbour Master:"), of("Ana Ruiz", "Harbour Master"));
        assert_eq!(parts("Union President Danny Park:"), of("Danny Park", "Union President"));
        assert_eq!(parts("AG Jo Lee:"), of("Jo Lee", "AG"));
        assert_eq!(parts("The mayor, Ana Ruiz:"), of("Ana Ruiz", "The mayor"));
        assert_eq!(parts("Minister of Trade Ana Ruiz:"), of("Ana Ruiz", "Minister of Trade"));
        assert_eq!(parts("Ferry captain Ana Ruiz:"), of("Ana Ruiz", "Ferry captain"));
        assert_eq!(parts("Ana Ruiz (Harbour Trust):"), of("Ana Ruiz", "Harbour Trust"));
        assert_eq!(parts("Mayor Ana Ruiz, who chairs the board:"), of("Ana Ruiz", "Mayor, who chairs the board"));
        assert_eq!(parts("William E. Park, President of the Dockers’ Union:"), of("William E. Park", "President of the Dockers’ Union"));
        assert_eq!(parts("Dave Orr, spokesman for former Gov. Jo Lee:"), of("Dave Orr", "spokesman for former Gov. Jo Lee"));
    }

    #[test]
    fn channels() {
        assert_eq!(parts("Ana Ruiz, swimmer, on X:"), Some(("Ana Ruiz".to_owned(), "swimmer".to_owned(), "X".to_owned())));
    }

    #[test]
    fn other_scripts() {
        assert_eq!(parts("国防部长董军："), of("董军", "国防部长"));
        assert_eq!(parts("山田太郎市長："), of("山田太郎", "市長"));
        assert_eq!(parts("김민수 시장:"), of("김민수", "시장"));
        assert_eq!(parts("Ольга Петренко, мэр города:"), of("Ольга Петренко", "мэр города"));
        assert_eq!(parts("وزير الدفاع علي حسن:"), of("علي حسن", "وزير الدفاع"));
    }

    #[test]
    fn lines_that_tell_are_not_speakers() {
        for line in [
            "Ana Ruiz said:",
            "The statement read:",
            "In a speech on the floor Senator Ruiz stated:",
            "What happened in New York:",
            "A letter to Mayor Ana Ruiz:",
            "Here is what the board wrote:",
            "The latest:",
        ] {
            assert_eq!(parts(line), None, "{line}");
        }
    }
}
