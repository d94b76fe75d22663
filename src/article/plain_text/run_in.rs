//! The byline that stands run in before the first paragraph, as in Chinese, Japanese and Korean: `（记者林若水、陈河）`, `【记者王小明／台北报道】`,
//! `(은파도=연합뉴스) 김바다 기자 =`. It takes the run-in off the paragraph and keeps its words.

use super::{Block, Credit, Dateline, Desk, PlainStory, byline, words};

/// The longest run-in, in letters.
const LONGEST: usize = 40;

/// Lifts the byline off the first paragraph of the body; what stood in brackets before it may be the place and the agency.
pub(super) fn lift(story: &mut PlainStory, desk: &Desk<'_>) {
    let first = story.blocks.iter_mut().find_map(|block| match block {
        Block::Paragraph(paragraph) if paragraph.verse.is_empty() => Some(paragraph),
        _ => None,
    });
    let Some(paragraph) = first else { return };
    let Some(found) = bracketed(&paragraph.text, paragraph.line, desk).or_else(|| korean(&paragraph.text, paragraph.line, desk)) else {
        return;
    };
    let rest = paragraph.text[found.end..].trim_start().to_owned();
    if words::count(&rest) < 4 {
        return;
    }
    if let Some(dateline) = found.dateline {
        if story.dateline.is_some() {
            return;
        }
        story.dateline = Some(dateline);
    }
    paragraph.text = rest;
    story.bylines.extend(found.credits);
}

struct Found {
    credits: Vec<Credit>,
    dateline: Option<Dateline>,
    end: usize,
}

/// `（记者林若水、陈河）`, `【本報記者王小明／台北報導】`.
fn bracketed(text: &str, line: usize, desk: &Desk<'_>) -> Option<Found> {
    let (open, close) =
        [('（', '）'), ('【', '】'), ('(', ')'), ('［', '］'), ('[', ']')].into_iter().find(|(open, _)| text.starts_with(*open))?;
    let end = text.find(close).filter(|&end| words::length(&text[..end]) <= LONGEST)?;
    let credits = byline::read(&text[open.len_utf8()..end], line, desk)?;
    Some(Found { credits, dateline: None, end: end + close.len_utf8() })
}

/// `(은파도=연합뉴스) 김바다 기자 = `, `[한겨레] 김바다 기자 = `.
fn korean(text: &str, line: usize, desk: &Desk<'_>) -> Option<Found> {
    let bracket = text.find([')', ']', '】'])?;
    let head = &text[..bracket + text[bracket..].find('=')?];
    if words::length(head) > LONGEST {
        return None;
    }
    let close = head[bracket..].chars().next()?;
    let inner = head[..bracket].trim_start_matches(['(', '[', '【']);
    let credits: Vec<Credit> = byline::after(head[bracket + close.len_utf8()..].trim())
        .and_then(|(name, _)| byline::credits(name, None, line, desk))
        .or_else(|| byline::credits(head[bracket + close.len_utf8()..].trim(), None, line, desk))?;
    let dateline = inner.split_once('=').map(|(place, agency)| Dateline {
        place: place.trim().to_owned(),
        agency: Some(agency.trim().to_owned()),
        text: head[..bracket + close.len_utf8()].to_owned(),
        line,
    });
    // A bracket with no place in it is the outlet, and is said of the writer.
    let mut credits = credits;
    if let (None, Some(first)) = (&dateline, credits.first_mut()) {
        byline::extend_role(first, inner.trim());
    }
    Some(Found { credits, dateline, end: head.len() + 1 })
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;

    fn of(text: &str) -> (Vec<String>, String, String) {
        let story = read(text, &Desk::default());
        let Some(Block::Paragraph(first)) = story.blocks.first() else { return Default::default() };
        let text = first.text.clone();
        (
            story.bylines.into_iter().map(|credit| credit.name).collect(),
            story.dateline.map(|dateline| dateline.place).unwrap_or_default(),
            text,
        )
    }

    #[test]
    fn run_ins() {
        let (names, place, text) = of(
            "首座木桥建成\n新华社青岭3月8日电（记者林若水、陈河）青岭县首座全木结构桥梁8日对公众开放，桥长一百二十米，两岸居民前来观看。\n",
        );
        assert_eq!((names.join(" "), place.as_str()), ("林若水 陈河".to_owned(), "青岭"));
        assert!(text.starts_with("青岭县"), "{text}");
        let (names, place, text) = of(
            "섬마을 도서관 문 열다\n(은파도=연합뉴스) 김바다 기자 = 은파도에 처음으로 도서관이 문을 열었다고 군청이 9일 밝혔다. 책은 모두 주민이 모았다.\n",
        );
        assert_eq!((names.join(" "), place.as_str()), ("김바다".to_owned(), "은파도"));
        assert!(text.starts_with("은파도에"), "{text}");
    }
}
