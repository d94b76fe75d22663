//! Marks that are blocks: pictures, things of other sites, code, quotes and boxes.

use super::links::{address, is_web, words};
use super::{Closing, DEPTH_MAX, Mark, Turn};
use crate::article::foreign::Tongue;
use crate::article::foreign::known::{Meaning, meaning};
use crate::article::foreign::marks::Form;
use crate::prose::escape;

/// Endings of pictures.
const PICTURES: [&str; 10] = [".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".avif", ".bmp", ".tif", ".tiff"];

/// What every new line in a box begins with.
const MARGIN: &str = "> ";

/// Whether an address is that of a picture, by its ending or because it is a whole one.
fn is_picture(src: &str) -> bool {
    let path = src.split(['?', '#']).next().unwrap_or_default().to_lowercase();
    is_web(src) || PICTURES.iter().any(|ending| path.ends_with(ending))
}

impl Turn<'_> {
    /// A picture. One whose address has no ending lies where only the other generator finds it.
    pub(super) fn figure(&mut self, mark: &Mark) -> bool {
        let args = &mark.args;
        if mark.form == Form::Bracket {
            return false;
        }
        let positional: Vec<&str> = args.bare().collect();
        let first = positional.iter().position(|value| is_picture(value));
        let named = args.get(&["src", "url", "image", "path", "file", "filename", "img", "image_path", "name"]);
        let Some(src) = named.or_else(|| first.map(|first| positional[first])).filter(|src| is_picture(src)) else { return false };
        // Paths in tags begin at the site's folder.
        let rooted = mark.form == Form::Tag && src.contains('/') && !is_web(src) && !src.starts_with(['/', '.']);
        let src = if rooted { format!("/{src}") } else { src.to_owned() };
        let after = &positional[if named.is_some() { 0 } else { first.map_or(0, |first| first + 1) }..];
        let words_after = after.iter().find(|value| !value.is_empty() && !value.bytes().all(|b| b.is_ascii_digit())).copied();
        let alt = args.get(&["alt", "alttext", "alt_text", "image_alt"]).or(words_after).unwrap_or_default().to_owned();
        let caption = args.get(&["caption", "title", "legend", "description", "figcaption"]).unwrap_or_default().to_owned();
        let credit = args.get(&["credit", "attr", "attribution", "photographer"]).map(|credit| format!(" | {credit}")).unwrap_or_default();
        let caption = format!("{}{credit}", crate::prose::strip_tags(&caption));
        let picture = match self.tongue {
            Tongue::Markdown => {
                let title = caption.split_whitespace().collect::<Vec<_>>().join(" ").replace('\\', "\\\\").replace('"', "\\\"");
                let title = if title.is_empty() { String::new() } else { format!(" \"{title}\"") };
                format!("![{}]({}{title})", words(&alt), address(&src))
            }
            Tongue::Html => format!("<img src=\"{}\" alt=\"{}\">", escape(&address(&src)), escape(&alt)),
        };
        if !self.fills_lines_alone(mark) {
            self.replace(&mark.span, &picture);
        } else if self.tongue == Tongue::Html && !caption.is_empty() {
            self.set_block(mark, &format!("<figure>{picture}<figcaption>{}</figcaption></figure>", escape(&caption)));
        } else {
            self.set_block(mark, &picture);
        }
        self.at_close(mark, Closing::LeftOut);
        true
    }

    /// A picture within, and words about it.
    pub(super) fn caption(&mut self, mark: &Mark) -> bool {
        let (Some(close), Some(inside)) = (self.closer(mark), self.enclosed(mark)) else { return false };
        let lead = inside.len() - inside.trim_start().len();
        let picture = &inside[lead..];
        let end = |closer: &str| picture.find(closer).map(|at| at + closer.len());
        let (length, markdown) = match picture {
            _ if picture.starts_with("<a ") => (end("</a>"), false),
            _ if picture.starts_with("<picture") => (end("</picture>"), false),
            _ if picture.starts_with("<img") => (end(">"), false),
            _ if picture.starts_with("![") => (end(")"), true),
            _ if picture.starts_with("[![") => {
                (picture.find(")](").and_then(|at| picture[at + 2..].find(')').map(|end| at + end + 3)), true)
            }
            _ => return false,
        };
        let Some(length) = length else { return false };
        let given = mark.args.get(&["caption"]).map(escape).unwrap_or_default();
        let words = picture[length..].trim();
        self.set.keep(mark.span.start);
        if self.fills_lines(mark) {
            self.set.gap();
        }
        if !markdown {
            self.set.put("<figure>");
        }
        self.set.skip(mark.span.end + lead);
        self.set.keep(mark.span.end + lead + length);
        self.set.skip_space();
        if markdown {
            self.set.put(if words.is_empty() { "" } else { "\n\n" });
            self.set.keep(close.start);
            self.set.put(&given);
        } else {
            self.set.put("<figcaption>");
            self.set.keep(close.start);
            self.set.put(if words.is_empty() { &given } else { "" });
            self.set.put("</figcaption></figure>");
        }
        self.set.put("\n\n");
        self.set.skip(close.end);
        self.set.skip_blanks();
        true
    }

    /// Something of another site: a link to it, in a block where it stands alone.
    pub(super) fn embed(&mut self, mark: &Mark, pattern: &str) -> bool {
        let args = &mark.args;
        let pattern = match args.get(&["provider", "service", "host", "type"]).and_then(meaning) {
            Some(Meaning::Embed(provided)) => provided,
            _ => pattern,
        };
        let enclosed = self.enclosed(mark).map(str::trim).filter(|inside| is_web(inside)).map(str::to_owned);
        let given = args
            .get(&["url", "href", "src", "link", "file", "mp3", "mp4"])
            .or_else(|| args.get(&["id", "code", "video_id", "videoid", "video", "vid", "tweet", "gist", "slug"]))
            .or_else(|| args.nth(0));
        let Some(value) = enclosed.as_deref().or(given) else { return false };
        let user = args.get(&["user", "username", "account"]).or_else(|| args.nth(0).filter(|_| pattern.contains("gist")));
        let to = if is_web(value) {
            value.to_owned()
        } else if let (Some(user), true) = (user, pattern.contains("x.com")) {
            pattern.replace("i/status/{}", &format!("{user}/status/{}", args.get(&["id"]).unwrap_or(value)))
        } else if let (Some(user), Some(id), true) = (user, args.nth(1).or_else(|| args.get(&["id"])), pattern.contains("gist")) {
            pattern.replace("{}", &format!("{user}/{id}"))
        } else if pattern == "{}" && !value.contains('.') || value.contains(char::is_whitespace) {
            return false;
        } else {
            pattern.replace("{}", value)
        };
        let title = args.get(&["title", "label", "caption", "name"]).unwrap_or_default().to_owned();
        let span = if enclosed.is_some() { self.whole(mark) } else { mark.span.clone() };
        let to = address(&to);
        let link = match self.tongue {
            Tongue::Markdown if is_web(&to) && title.is_empty() => format!("<{to}>"),
            _ => self.link(&to, if title.is_empty() { &to } else { &title }),
        };
        let alone = self.fills_lines_alone(mark) || enclosed.is_some() && self.fills_lines(mark);
        if !alone {
            self.replace(&span, &link);
        } else if self.tongue == Tongue::Html {
            self.set_block(mark, &format!("<p>{link}</p>"));
        } else {
            let link = if is_web(&to) { format!("<{to}>") } else { link };
            self.set_block(mark, &format!("> [!embed] {}\n> {link}", words(&title)));
        }
        self.set.skip(span.end);
        if enclosed.is_none() {
            self.at_close(mark, Closing::LeftOut);
        }
        true
    }

    /// Code: it stands as written, whatever is in it.
    pub(super) fn code(&mut self, mark: &Mark) -> bool {
        let (Some(close), Some(code)) = (self.closer(mark), self.enclosed(mark)) else { return false };
        let language = mark.args.get(&["lang", "language"]).or_else(|| mark.args.nth(0)).unwrap_or_default();
        let language: String = language.chars().take_while(|c| c.is_alphanumeric() || matches!(c, '+' | '#' | '-')).collect();
        let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
        if self.tongue == Tongue::Html {
            let set = format!("<pre><code>{}</code></pre>", escape(code.trim_matches(['\n', '\r'])));
            self.replace(&self.whole(mark), &set);
            return true;
        }
        if !code.contains('\n') && !self.fills_lines(mark) {
            let ticks = "`".repeat(longest + 1);
            let pad = if code.starts_with('`') || code.ends_with('`') { " " } else { "" };
            let set = format!("{ticks}{pad}{code}{pad}{ticks}");
            self.replace(&self.whole(mark), &set);
            return true;
        }
        let fence = "`".repeat((longest + 1).max(3));
        let lead = code.len() - code.trim_start_matches([' ', '\t']).trim_start_matches('\r').len();
        let lead = if code[lead..].starts_with('\n') { lead + 1 } else { 0 };
        self.set.keep(mark.span.start);
        self.set.gap();
        self.set.put(&format!("{fence}{language}\n"));
        self.set.skip(mark.span.end + lead);
        self.set.keep(mark.span.end + code.trim_end().len().max(lead));
        self.set.put(&format!("\n{fence}\n\n"));
        self.set.skip(close.end);
        self.set.skip_blanks();
        true
    }

    /// Somebody's words.
    pub(super) fn quote(&mut self, mark: &Mark) -> bool {
        let args = &mark.args;
        let by = args.get(&["author", "cite", "by", "source", "attribution", "name"]).map(str::to_owned);
        // In some notations all that follows the name is who said it.
        let all = || args.0.iter().filter(|(key, _)| key.is_none()).map(|(_, value)| value.as_str()).collect::<Vec<_>>().join(" ");
        let by = by.unwrap_or_else(|| if mark.close.is_some() { all() } else { args.nth(1).unwrap_or_default().to_owned() });
        let last = if by.is_empty() { String::new() } else { format!("\n\n— {}", words(&by)) };
        if let Some(text) = args.get(&["text", "quote", "content", "body"]).or_else(|| args.nth(0)).filter(|_| mark.close.is_none()) {
            let text = text.to_owned();
            return self.said(mark, &text, &last);
        }
        if mark.close.is_none() {
            return false;
        }
        self.boxed(mark, "", last);
        true
    }

    /// A line repeated from the copy.
    pub(super) fn pull(&mut self, mark: &Mark) -> bool {
        let by = mark.args.get(&["author", "cite", "by", "source", "attribution", "name"]).unwrap_or_default();
        let head = format!("[!pullquote] {}", words(by)).trim_end().to_owned();
        if let Some(text) =
            mark.args.get(&["text", "quote", "content", "body"]).or_else(|| mark.args.nth(0)).filter(|_| mark.close.is_none())
        {
            let text = format!("{head}\n{}", words(text));
            if self.tongue == Tongue::Html {
                return false;
            }
            self.set_block(mark, &format!("> {}", text.replace('\n', "\n> ")));
            return true;
        }
        if mark.close.is_none() {
            return false;
        }
        self.boxed(mark, &head, String::new());
        true
    }

    /// Words that stand in the mark itself.
    fn said(&mut self, mark: &Mark, text: &str, last: &str) -> bool {
        match self.tongue {
            Tongue::Html => self.set_block(mark, &format!("<blockquote><p>{}</p></blockquote>", escape(text))),
            Tongue::Markdown => self.set_block(mark, &format!("> {}", format!("{}{last}", words(text)).replace('\n', "\n> "))),
        }
        true
    }

    /// A box of the paper's own, with the values of the mark.
    pub(super) fn block(&mut self, mark: &Mark, name: &str) {
        let mut head = format!("[!{name}");
        for (key, value) in &mark.args.0 {
            let value = words(&value.replace(['"', ']', '“', '”'], "'"));
            match key {
                Some(key) if key != "title" && !value.is_empty() => head.push_str(&format!(" {key}=\"{value}\"")),
                _ => {}
            }
        }
        let title = mark.args.get(&["title"]).or_else(|| mark.args.nth(0)).map(words).unwrap_or_default();
        let head = format!("{head}] {title}").trim_end().to_owned();
        if mark.close.is_none() && self.tongue == Tongue::Markdown {
            return self.set_block(mark, &format!("> {head}"));
        }
        self.boxed(mark, &head, String::new());
    }

    /// Opens a box round what a mark encloses; `last` ends it. Where the mark stands within a line, or boxes stand too deep, only
    /// the inside is kept.
    pub(super) fn boxed(&mut self, mark: &Mark, head: &str, last: String) {
        if mark.close.is_none() || self.tongue == Tongue::Html || !self.fills_lines(mark) || self.set.depth() >= DEPTH_MAX {
            return self.inside(mark);
        }
        self.set.keep(mark.span.start);
        self.set.gap();
        self.set.push_margin(MARGIN);
        self.set.put(MARGIN);
        if !head.is_empty() {
            self.set.put(head);
            self.set.put("\n");
        }
        self.set.skip(mark.span.end);
        self.set.skip_space();
        self.at_close(mark, Closing::Box(last));
    }

    /// Ends a box.
    pub(super) fn end_box(&mut self, mark: &Mark, last: &str) {
        self.set.keep(mark.span.start);
        self.set.trim_blanks();
        self.set.put(last);
        self.set.pop_margin();
        self.set.put("\n\n");
        self.set.skip(mark.span.end);
        self.set.skip_blanks();
    }

    /// Whether the mark itself, without what it encloses, fills its line.
    fn fills_lines_alone(&self, mark: &Mark) -> bool {
        super::is_alone(self.text, &mark.span) && !self.quoted(&mark.span)
    }

    /// Sets a block in the place of a mark, with empty lines round it where there are none.
    fn set_block(&mut self, mark: &Mark, block: &str) {
        self.set.keep(mark.span.start);
        let before = self.text[..mark.span.start].trim_end_matches([' ', '\t']);
        let indent = &self.text[before.len()..mark.span.start];
        let indent = if indent.len() < 4 && !indent.contains('\t') && self.fills_lines_alone(mark) { indent } else { "" };
        if !(before.is_empty() || before.ends_with("\n\n") || before.ends_with("\n\r\n")) {
            self.set.gap();
            self.set.put(indent);
        }
        self.set.put(&block.replace('\n', &format!("\n{indent}")));
        self.set.skip(mark.span.end);
        let after = self.text[mark.span.end..].trim_start_matches([' ', '\t', '\r']);
        let empty =
            after.is_empty() || after.strip_prefix('\n').is_some_and(|rest| rest.trim_start_matches([' ', '\t', '\r']).starts_with('\n'));
        if !empty {
            self.set.put("\n");
            if !after.starts_with('\n') {
                self.set.put("\n");
                self.set.skip_blanks();
            }
        }
    }
}
