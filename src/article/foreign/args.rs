//! What stands in a mark after its name: `src="a.jpg" "words" width=300`, in the ways of all generators.

/// The values of a mark, in order; those without a key are known by their place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Args(pub(super) Vec<(Option<String>, String)>);

/// Marks that open a value in quotation marks, with those that close it.
const QUOTES: [(&str, &str); 8] =
    [("\"", "\""), ("'", "'"), ("`", "`"), ("“", "”"), ("”", "”"), ("″", "″"), ("&quot;", "&quot;"), ("&#8221;", "&#8221;")];

impl Args {
    /// Reads what stands after a name.
    pub(super) fn read(text: &str) -> Self {
        let mut args = Vec::new();
        // Quotation marks that nothing closes any more.
        let mut open = [false; QUOTES.len()];
        let mut rest = text;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
            if rest.is_empty() {
                return Args(args);
            }
            if let Some((value, after)) = quoted(rest, &mut open) {
                args.push((None, value));
                rest = after;
                continue;
            }
            let end = rest.find(|c: char| c.is_whitespace() || matches!(c, ',' | '=' | ':')).unwrap_or(rest.len());
            let (word, after) = rest.split_at(end);
            let key = word.trim_start_matches('@');
            let is_key = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
            let sign = after.trim_start();
            let colon = after.starts_with(": ") || after.starts_with(":\"") || after.starts_with(":'");
            if is_key && (sign.starts_with('=') || colon) {
                let value = sign[1..].trim_start();
                let (value, after) = quoted(value, &mut open).unwrap_or_else(|| bare(value));
                args.push((Some(key.to_lowercase()), value));
                rest = after;
                continue;
            }
            // An address has a colon of its own.
            let (value, after) = bare(rest);
            args.push((None, value));
            rest = after;
        }
    }

    /// The value of the first of these keys that has one.
    pub(super) fn get(&self, keys: &[&str]) -> Option<&str> {
        keys.iter().find_map(|key| {
            self.0.iter().find(|(name, value)| name.as_deref() == Some(*key) && !value.trim().is_empty()).map(|(_, value)| value.trim())
        })
    }

    /// The value at a place among those without a key, from 0.
    pub(super) fn nth(&self, nth: usize) -> Option<&str> {
        self.0.iter().filter(|(key, _)| key.is_none()).nth(nth).map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }

    /// The values without a key.
    pub(super) fn bare(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter(|(key, _)| key.is_none()).map(|(_, value)| value.trim())
    }

    /// Whether any value has a key.
    pub(super) fn has_keys(&self) -> bool {
        self.0.iter().any(|(key, _)| key.is_some())
    }
}

/// A value in quotation marks at the start of a text, and what follows it. A backslash keeps the next letter.
fn quoted<'t>(text: &'t str, unclosed: &mut [bool; QUOTES.len()]) -> Option<(String, &'t str)> {
    let nth = QUOTES.iter().position(|(open, _)| text.starts_with(open)).filter(|nth| !unclosed[*nth])?;
    let (open, close) = QUOTES[nth];
    let inside = &text[open.len()..];
    let mut value = String::new();
    let mut at = 0;
    while let Some(c) = inside[at..].chars().next() {
        if inside[at..].starts_with(close) {
            return Some((value, &inside[at + close.len()..]));
        }
        at += c.len_utf8();
        match inside[at..].chars().next().filter(|_| c == '\\' && open != "`") {
            Some(next) if matches!(next, '"' | '\'' | '\\') => {
                value.push(next);
                at += next.len_utf8();
            }
            _ => value.push(c),
        }
    }
    unclosed[nth] = true;
    None
}

/// A value without quotation marks.
fn bare(text: &str) -> (String, &str) {
    let end = text.find(|c: char| c.is_whitespace()).unwrap_or(text.len());
    let word = text[..end].trim_end_matches(',');
    // One letter at least is taken, so that the reader moves on.
    let end = if word.is_empty() { end } else { word.len() };
    (word.to_owned(), &text[end.max(text.chars().next().map_or(0, char::len_utf8))..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(text: &str) -> Vec<String> {
        Args::read(text).0.into_iter().map(|(key, value)| key.map_or(value.clone(), |key| format!("{key}={value}"))).collect()
    }

    #[test]
    fn values_are_read_in_all_notations() {
        assert_eq!(
            show(r#" src="a b.jpg" alt='It\'s' width=300 "two words" https://a.example/b:c"#),
            ["src=a b.jpg", "alt=It's", "width=300", "two words", "https://a.example/b:c"]
        );
        assert_eq!(show("src: \"a.jpg\", class: wide"), ["src=a.jpg", "class=wide"]);
        assert_eq!(show("id=\"x, y\", n = 2"), ["id=x, y", "n=2"]);
        assert_eq!(show("= ,, \"open"), ["=", "\"open"]);
        assert_eq!(show("id=”a 1” n=`b\\n`"), ["id=a 1", "n=b\\n"]);
    }
}
