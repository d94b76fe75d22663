//! What stands between two marks as written, hidden from the parser that says what is code: the lines of `{% highlight %}` may look
//! like anything.

use std::borrow::Cow;

use super::Tongue;
use super::ends::Ends;

/// Marks that open such a stretch, with the name in the mark that closes it.
const OPENERS: [(&str, &str); 5] =
    [("{%", "endhighlight"), ("{%", "endcodeblock"), ("{%", "endraw"), ("{{<", "/highlight"), ("{{%", "/highlight")];

/// The text with such stretches covered, each byte by another, so that all others keep their places.
pub(super) fn hide(text: &str, tongue: Tongue) -> Cow<'_, str> {
    if tongue == Tongue::Html || !OPENERS.iter().any(|(_, closer)| text.contains(closer)) {
        return Cow::Borrowed(text);
    }
    let code = super::code::stretches(text, tongue);
    let mut covered: Vec<u8> = text.as_bytes().to_vec();
    let mut ends: Vec<Ends> = OPENERS.iter().map(|_| Ends::default()).collect();
    let mut at = 0;
    let mut nth = 0;
    while let Some(found) = text[at..].find('{').map(|found| at + found) {
        at = found + 1;
        while code.get(nth).is_some_and(|stretch| stretch.end <= found) {
            nth += 1;
        }
        if code.get(nth).is_some_and(|stretch| stretch.start <= found) {
            continue;
        }
        for (ends, (opener, closer)) in ends.iter_mut().zip(OPENERS) {
            let Some(inside) = text[found..].strip_prefix(opener) else { continue };
            if !inside.trim_start_matches(['-', ' ']).starts_with(closer.trim_start_matches("end").trim_start_matches('/')) {
                continue;
            }
            if let Some(end) = ends.next(text, closer, at) {
                for byte in &mut covered[found..end] {
                    if *byte != b'\n' {
                        *byte = b'x';
                    }
                }
                at = end;
            }
            break;
        }
    }
    // Letters of several bytes are covered as a whole or not at all, for marks are ASCII.
    String::from_utf8(covered).map_or(Cow::Borrowed(text), Cow::Owned)
}
