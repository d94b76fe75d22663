//! Which addresses may be printed.
//!
//! Every address that somebody wrote passes [`printable`] before it stands in a page, a feed or a file for machines, by whatever
//! road it came: a link or picture of the copy, a tag, a field of front matter, a setting. It must be whole by then: references
//! decoded, and nothing taken out of it afterwards.

use std::borrow::Cow;

/// Schemes that lead somewhere and run nothing.
pub const SCHEMES: [&str; 20] = [
    "bitcoin",
    "ftp",
    "ftps",
    "geo",
    "http",
    "https",
    "irc",
    "ircs",
    "magnet",
    "mailto",
    "matrix",
    "news",
    "nntp",
    "openpgp4fpr",
    "sip",
    "sips",
    "sms",
    "tel",
    "webcal",
    "xmpp",
];

/// What browsers pass over in an address, and what this program or another may yet remove from one: space, control characters,
/// characters that nobody sees, and those that no XML may hold.
fn is_passed_over(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        || matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}' | '\u{e0000}'..='\u{e0fff}')
}

/// The scheme of an address that must not be printed, because it could run something or leads nowhere: in lower case, as a
/// browser would find it (WHATWG URL, "scheme state"). None for paths, and for schemes that may stand.
pub fn refused_scheme(address: &str) -> Option<String> {
    // Whatever a scheme is made of, it ends before these.
    let end = address.find(['/', '?', '#']).unwrap_or(address.len());
    let head = address.get(..end)?;
    head.find(':')?;
    let bare: String = head.chars().filter(|c| !is_passed_over(*c)).collect::<String>().to_ascii_lowercase();
    let (scheme, _) = bare.split_once(':')?;
    let is_one = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    (is_one && !SCHEMES.contains(&scheme)).then(|| scheme.to_owned())
}

/// An address as it may be printed: without what browsers pass over. None where its scheme is refused.
pub fn printable(address: &str) -> Option<Cow<'_, str>> {
    if refused_scheme(address).is_some() {
        return None;
    }
    let trimmed = address.trim();
    let odd = |c: char| c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}');
    Some(if trimmed.contains(odd) { Cow::Owned(trimmed.replace(odd, "")) } else { Cow::Borrowed(trimmed) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_run_is_refused_however_it_is_written() {
        for address in [
            "javascript:alert(1)",
            " JaVaScRiPt:alert(1)",
            "java\tscript:alert(1)",
            "java\nscript\r:alert(1)",
            "\u{1}javascript:alert(1)",
            "java\u{1}script:alert(1)",
            "java\u{7f}script:alert(1)",
            "java\u{fffe}script:alert(1)",
            "java\u{ad}script:alert(1)",
            "java\u{200b}script\u{feff}:alert(1)",
            "\u{a0}javascript:alert(1)",
            "javascript:",
            "vbscript:x",
            "data:text/html,x",
            "DATA:image/svg+xml;base64,x",
            "blob:https://x.example/1",
            "filesystem:https://x.example/1",
            "file:///etc/passwd",
            "view-source:javascript:x",
            "feed:javascript:x",
            "x-y.z+1:go",
        ] {
            assert!(refused_scheme(address).is_some() && printable(address).is_none(), "{address:?}");
        }
    }

    #[test]
    fn what_leads_somewhere_may_stand() {
        for address in [
            "https://x.example/a:b",
            "HTTP://x.example/",
            "mailto:desk@news.example",
            "tel:+441",
            "/a:b/",
            "a/b:c",
            "#javascript:x",
            "?a=b:c",
            "//x.example/",
            "",
            "10:30",
            "javascript",
            "javascript%3Aalert(1)",
            "東京:x",
        ] {
            assert_eq!(printable(address).as_deref(), Some(address), "{address:?}");
        }
        assert_eq!(printable(" /a\tb\u{1}/ ").as_deref(), Some("/ab/"));
    }
}
