//! JSON (RFC 8259) read to the same shape. Other readers of front matter take one object at the head of a file; where it ends is
//! found here.

use std::ops::Range;

use super::{DEPTH_MAX, Entry, Fault, Node, Table, Value};

/// Reads the object at the start of `text`, which begins at byte `offset` of its file, and gives the byte of `text` after it.
///
/// # Errors
/// What is wrong, and where; nothing after it can be told apart any more.
pub fn json(text: &str, offset: usize) -> Result<(Table, usize), Fault> {
    let mut reader = Reader { text, at: 0, offset };
    reader.space();
    match reader.node(0)? {
        Node { value: Value::Table(table), .. } => Ok((table, reader.at)),
        Node { span, .. } => Err(Fault::of_notation(span, "front matter in JSON is one object in braces")),
    }
}

/// Whether a text begins as an object of JSON does.
pub fn begins_json(text: &str) -> bool {
    text.strip_prefix('{').is_some_and(|inside| inside.trim_start().starts_with('"'))
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    offset: usize,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn space(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len();
    }

    fn span(&self, from: usize) -> Range<usize> {
        from + self.offset..self.at + self.offset
    }

    fn fault<T>(&self, message: &str) -> Result<T, Fault> {
        let long = self.rest().chars().next().map_or(0, char::len_utf8);
        Err(Fault::of_notation(self.at + self.offset..self.at + long + self.offset, message))
    }

    fn take(&mut self, sign: char) -> bool {
        let found = self.rest().starts_with(sign);
        self.at += if found { sign.len_utf8() } else { 0 };
        found
    }

    fn node(&mut self, depth: usize) -> Result<Node, Fault> {
        if depth > DEPTH_MAX {
            return self.fault("this is nested too deeply");
        }
        let from = self.at;
        let value = match self.rest().chars().next() {
            Some('{') => Value::Table(self.table(depth)?),
            Some('[') => Value::List(self.list(depth)?),
            Some('"') => Value::Text(self.string()?),
            Some('-' | '0'..='9') => {
                let long = self.rest().find(|c: char| !matches!(c, '0'..='9' | '-' | '+' | '.' | 'e' | 'E')).unwrap_or(self.rest().len());
                self.at += long;
                Value::Number(self.text[from..self.at].to_owned())
            }
            _ => match [("true", Value::Bool(true)), ("false", Value::Bool(false)), ("null", Value::Null)]
                .into_iter()
                .find(|(word, _)| self.rest().starts_with(word))
            {
                Some((word, value)) => {
                    self.at += word.len();
                    value
                }
                None => return self.fault("JSON has no such value here; texts stand in double quotation marks"),
            },
        };
        Ok(Node { span: self.span(from), value })
    }

    fn table(&mut self, depth: usize) -> Result<Table, Fault> {
        let mut table = Table::default();
        self.at += 1;
        self.space();
        while !self.take('}') {
            if !table.entries.is_empty() {
                if !self.take(',') {
                    return self.fault("a comma or a closing brace is missing here");
                }
                self.space();
                // Writers leave a comma after the last key.
                if self.take('}') {
                    break;
                }
            }
            let from = self.at;
            if !self.rest().starts_with('"') {
                return self.fault("a key in double quotation marks is missing here");
            }
            let key = self.string()?;
            let key_span = self.span(from);
            self.space();
            if !self.take(':') {
                return self.fault("a colon is missing after the key");
            }
            self.space();
            let value = self.node(depth + 1)?;
            table.entries.push(Entry { key, key_span, value });
            self.space();
        }
        Ok(table)
    }

    fn list(&mut self, depth: usize) -> Result<Vec<Node>, Fault> {
        let mut items = Vec::new();
        self.at += 1;
        self.space();
        while !self.take(']') {
            if !items.is_empty() {
                if !self.take(',') {
                    return self.fault("a comma or a closing bracket is missing here");
                }
                self.space();
                if self.take(']') {
                    break;
                }
            }
            items.push(self.node(depth + 1)?);
            self.space();
        }
        Ok(items)
    }

    /// A text; the reader stands at its first quotation mark. A line end within it is taken as it is.
    fn string(&mut self) -> Result<String, Fault> {
        self.at += 1;
        let mut out = String::new();
        loop {
            let rest = self.rest();
            let Some(stop) = rest.find(['"', '\\']) else {
                self.at = self.text.len();
                return self.fault("a text has no closing quotation mark");
            };
            out.push_str(&rest[..stop]);
            let escape = rest[stop..].starts_with('\\');
            self.at += stop + 1;
            if !escape {
                return Ok(out);
            }
            let Some(c) = self.rest().chars().next() else { return self.fault("a text has no closing quotation mark") };
            self.at += c.len_utf8();
            match c {
                'n' => out.push('\n'),
                't' => out.push('\t'),
                'r' | 'b' | 'f' => out.push(' '),
                'u' => out.push(self.code_point()),
                other => out.push(other),
            }
        }
    }

    /// What four hexadecimal digits after `\u` mean, and with their other half eight.
    fn code_point(&mut self) -> char {
        let unit = |at: usize| self.text.get(at..at + 4).and_then(|hex| u16::from_str_radix(hex, 16).ok());
        let Some(first) = unit(self.at) else { return char::REPLACEMENT_CHARACTER };
        let second = (self.text.get(self.at + 4..self.at + 6) == Some("\\u")).then(|| unit(self.at + 6)).flatten();
        let (found, long) = match char::decode_utf16([first]).next() {
            Some(Ok(c)) => (Some(c), 4),
            _ => match second.and_then(|second| char::decode_utf16([first, second]).next()) {
                Some(Ok(c)) => (Some(c), 10),
                _ => (None, 4),
            },
        };
        self.at += long;
        found.unwrap_or(char::REPLACEMENT_CHARACTER)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_ends_where_its_brace_closes() {
        let text = "{\n \"title\": \"A \\\"pier\\\" \\u00e9\\ud83d\\ude00 }\",\n\t\"tags\": [\"a\", 1, null,],\n \"x\": {\"y\": -2.5e3}\n}\nBody {x}.";
        let (table, end) = json(text, 10).expect("an object");
        assert_eq!(&text[end..], "\nBody {x}.");
        assert_eq!(table.entries[0].value.value, Value::Text("A \"pier\" é😀 }".into()));
        assert_eq!(table.entries[0].key_span, 13..20);
        assert_eq!(table.entries[1].key, "tags");
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        for (text, at) in [("{\"a\" 1}", 5), ("{\"a\": b}", 6), ("{\"a\": \"b}", 9), ("{\"a\": [1 2]}", 9), ("{\"\\u12", 6)] {
            assert_eq!(json(text, 0).expect_err(text).span.start, at, "{text}");
        }
        assert!(json(&"{\"a\":".repeat(5000), 0).is_err());
    }
}
