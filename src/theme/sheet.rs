//! A style sheet with fewer bytes: without comments, and without spaces that say nothing. What is broken is told.
//!
//! Tokens are those of CSS Syntax 3, as `cssparser` finds them; each is printed as it was written.

use cssparser::{ParseError, ParseErrorKind, Parser, SourceLocation, Token};

/// Brackets in each other, at most.
const DEEPEST: u8 = 64;

/// What is wrong with a style sheet.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// From 1.
    pub(super) line: usize,
    pub(super) what: &'static str,
}

/// What stands between two tokens.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    Nothing,
    Comment,
    Space,
}

/// Makes a style sheet smaller.
///
/// # Errors
/// A string or a bracket is not closed, or closed and never opened.
pub(super) fn minify(css: &str) -> Result<String, Fault> {
    let mut parser = Parser::new(css);
    let mut out = String::with_capacity(css.len());
    match block(&mut parser, &mut out, 0) {
        Ok(()) => Ok(out),
        Err(ParseError { kind: ParseErrorKind::Custom(fault) }) => Err(fault),
        Err(_) => Err(fault(parser.current_source_location(), "it is no style sheet")),
    }
}

fn fault(at: SourceLocation, what: &'static str) -> Fault {
    Fault { line: at.line as usize + 1, what }
}

fn block(parser: &mut Parser<'_>, out: &mut String, depth: u8) -> Result<(), ParseError<Fault>> {
    let mut gap = Gap::Nothing;
    loop {
        let (start, at) = (parser.position(), parser.current_source_location());
        let Ok(token) = parser.next_including_whitespace_and_comments().cloned() else { return Ok(()) };
        let wrong = |what| Err(ParseError::custom::<Fault>(fault(at, what)));
        let close = match token {
            Token::WhiteSpace(_) => {
                gap = Gap::Space;
                continue;
            }
            Token::Comment(_) => {
                gap = if gap == Gap::Space { Gap::Space } else { Gap::Comment };
                continue;
            }
            Token::BadString(_) => return wrong("a text in quotation marks does not end in its line"),
            Token::BadUrl(_) => return wrong("an address in url(…) is broken"),
            Token::CloseCurlyBracket | Token::CloseParenthesis | Token::CloseSquareBracket => {
                return wrong("a bracket is closed that was never opened");
            }
            Token::CurlyBracketBlock => Some('}'),
            Token::Function(_) | Token::ParenthesisBlock => Some(')'),
            Token::SquareBracketBlock => Some(']'),
            _ => None,
        };
        push(out, parser.slice_from(start), std::mem::replace(&mut gap, Gap::Nothing));
        let Some(close) = close else { continue };
        if depth == DEEPEST {
            return wrong("too many brackets are open in each other");
        }
        parser.parse_nested_block(|inner| block(inner, out, depth + 1))?;
        if !parser.slice_from(start).ends_with(close) {
            return wrong("a bracket is opened here that is never closed");
        }
        if close == '}' {
            out.truncate(out.trim_end_matches(';').len());
        }
        out.push(close);
    }
}

/// Adds a token after whatever stood before it.
fn push(out: &mut String, token: &str, gap: Gap) {
    let (before, after) = (out.chars().next_back(), token.chars().next());
    // Before a colon or a bracket a space means something, in selectors and in media queries.
    let apart = before.is_none_or(|c| "{};,:(".contains(c)) || after.is_none_or(|c| "{};,".contains(c));
    match gap {
        _ if apart => {}
        Gap::Nothing => {}
        Gap::Comment => out.push_str("/**/"),
        Gap::Space => out.push(' '),
    }
    if token != ";" || before.is_some_and(|c| !"{;".contains(c)) {
        out.push_str(token);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_nothing_goes_and_what_says_something_stays() {
        for (css, small) in [
            ("a {\n  color : red ;\n}\n", "a{color :red}"),
            ("a , b > c { margin: 0 auto; ; }", "a,b > c{margin:0 auto}"),
            ("a :hover { x: calc(1px + 2px) !important }", "a :hover{x:calc(1px + 2px) !important}"),
            ("a/* and */b /* or */ c{}", "a/**/b c{}"),
            ("/* first */ @media (min-width: 40em) and (hover) { a { b: c } }", "@media (min-width:40em) and (hover){a{b:c}}"),
            ("a { content: \"/* ; } */ x\"; b: url(x y.png) }", ""),
            ("@import url(a.css);\n@font-face { src: url(\"b c.woff2\") }", "@import url(a.css);@font-face{src:url(\"b c.woff2\")}"),
            ("a[ href = 'x' ] { --e: ; }", "a[ href = 'x']{--e:}"),
            ("", ""),
        ] {
            if let Ok(made) = minify(css) {
                assert_eq!(made, small, "{css}");
                assert_eq!(minify(&made).as_deref(), Ok(small), "once more: {css}");
            } else {
                assert_eq!(small, "", "{css}");
            }
        }
    }

    #[test]
    fn what_is_broken_is_told_with_its_line() {
        let line = |css: &str| minify(css).map_err(|fault| fault.line);
        assert_eq!(line("a {}\nb { c: d;\n\n"), Err(2));
        assert_eq!(line("a {}\n\n}\n"), Err(3));
        assert_eq!(line("a { b: \"c\n }"), Err(1));
        assert_eq!(line("a { b: (c }\n"), Err(1));
        assert_eq!(line(&"(".repeat(100_000)), Err(1));
        assert!(line(&"a{b:c}".repeat(10_000)).is_ok());
    }
}
