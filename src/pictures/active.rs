//! Files that do something where they are opened: a page or a script runs on the paper's own address in every reader's browser,
//! a server script on the paper's machine. Copy brings such files along unseen, so none is published from beside it; what the
//! paper itself puts into `static/` is its own choice.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use serde::{Deserialize, Serialize};

/// What opening a file can do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Nature {
    /// It is shown or saved.
    #[default]
    Still,
    /// It runs, or may run, something.
    Active,
}

/// Endings of what browsers run. XML is among them because a page may call itself that.
const PAGES: &str = "html htm xhtml xht shtml shtm mht mhtml js mjs cjs wasm xml xsl xslt svgz swf jar hta htc";

/// Endings of what servers run, or are told by; some servers look for them anywhere in a name (`a.php.jpg`).
const SERVED: &str = "php php3 php4 php5 php7 php8 phtml pht phar cgi fcgi pl pm py pyc rb erb asp aspx ashx asmx cer asa cfm cfc jsp jspx jhtml do sh bash \
                      exe dll bat cmd com ps1 vbs lua tcl htaccess htpasswd config";

/// How much of a drawing is looked at. A larger one is not a drawing that a newsroom makes by hand.
const DRAWING_MAX: u64 = 8 << 20;

/// What opening the file at `disk` can do; `path` is its name in the site.
pub(super) fn nature(path: &str, disk: &Path) -> Nature {
    let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
    let listed = |list: &str, ending: &str| list.split_whitespace().any(|known| known == ending);
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let active = listed(PAGES, ending)
        || name.split('.').skip(1).any(|part| listed(SERVED, part))
        || (ending == "svg" && drawing(disk).is_none_or(|text| runs(&text)));
    if active { Nature::Active } else { Nature::Still }
}

/// The text of a drawing; none where it cannot be looked through.
fn drawing(disk: &Path) -> Option<String> {
    let mut text = String::new();
    let read = File::open(disk).ok()?.take(DRAWING_MAX + 1).read_to_string(&mut text).ok()?;
    (read as u64 <= DRAWING_MAX).then_some(text)
}

/// Elements that run something or bring in foreign pages.
const ELEMENTS: [&str; 9] = ["script", "foreignobject", "iframe", "embed", "object", "handler", "listener", "audio", "video"];

/// Whether the text of an SVG can run something: a script, a handler, a foreign page, an address that is a script, or
/// entities, in which any of these may hide. It errs towards yes.
fn runs(svg: &str) -> bool {
    let text = decoded(svg).to_ascii_lowercase();
    if text.contains('\0') || text.contains("<!entity") || text.contains("<?xml-stylesheet") {
        return true;
    }
    let element = text.split('<').skip(1).any(|tag| {
        let name = tag.split(|c: char| !c.is_alphanumeric() && !matches!(c, ':' | '-' | '_')).next().unwrap_or_default();
        ELEMENTS.contains(&name.rsplit(':').next().unwrap_or(name))
    });
    let bare: String = text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    element
        || bare.contains("javascript:")
        || bare.contains("vbscript:")
        || bare.contains("data:text/")
        || bare.contains("attributename=\"on")
        || handler(&text)
}

/// `onload=`, after a space or another end of what stood before.
fn handler(text: &str) -> bool {
    text.match_indices("on").any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let name = text[at + 2..].trim_start_matches(|c: char| c.is_ascii_alphanumeric());
        let long = name.len() < text.len() - at - 2;
        before.is_some_and(|c| c.is_whitespace() || matches!(c, '"' | '\'' | '/')) && long && name.trim_start().starts_with('=')
    })
}

/// Numeric references, by which a word can be written without its letters.
fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("&#") {
        out.push_str(&rest[..at]);
        let number = &rest[at + 2..];
        let end = number.bytes().take(10).position(|b| b == b';');
        let c = end.and_then(|end| {
            let digits = &number[..end];
            let value = digits.strip_prefix(['x', 'X']).map_or_else(|| digits.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok());
            value.and_then(char::from_u32)
        });
        if let (Some(c), Some(end)) = (c, end) {
            out.push(c);
            rest = &number[end + 1..];
        } else {
            out.push_str("&#");
            rest = number;
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_runs_is_known_by_its_name() {
        for name in ["a.html", "a.HTM", "b.js", "c.php", "c.php.jpg", "d.PY", "e.svgz", "f.xml", "web.config", "g.cgi"] {
            assert_eq!(nature(&format!("content/x/{name}"), Path::new("/nowhere")), Nature::Active, "{name}");
        }
        for name in ["a.jpg", "b.pdf", "c.csv", "php.jpg", "d.mp3", "e.json", "html", "f.webp"] {
            assert_eq!(nature(&format!("content/x/{name}"), Path::new("/nowhere")), Nature::Still, "{name}");
        }
    }

    #[test]
    fn drawings_that_run_something() {
        for inside in [
            "<script>1</script>",
            "<svg:script/>",
            "<g onload=\"x\"/>",
            "<g\nONCLICK = 'x'/>",
            "<g/onload=x>",
            "<foreignObject/>",
            "<a href=\"java&#115;cript:x\"/>",
            "<a xlink:href=\" java\tscript:x\"/>",
            "<a href=\"data:text/html,x\"/>",
            "<set attributeName=\"onmouseover\" to=\"x\"/>",
        ] {
            assert!(runs(&format!("<svg xmlns=\"x\">{inside}</svg>")), "{inside}");
        }
        assert!(runs("<!DOCTYPE svg [<!ENTITY a \"b\">]><svg/>"));
        for inside in [
            "<title>Moving on = going</title>".replace(" = ", " to "),
            "<path d=\"M0 0\" font-family=\"x\"/>".into(),
            "<text>Once on</text>".into(),
        ] {
            assert!(!runs(&format!("<svg xmlns=\"x\">{inside}</svg>")), "{inside}");
        }
    }
}
