//! The front page.

use serde::Serialize;

use super::view::{self, Card, Kicked, Named, PageView};
use super::{Key, Page, Room, Row};
use crate::diag::Diag;
use crate::edition::{Edition, StoryId};
use crate::language::Language;
use crate::output::Turn;
use crate::permalink::Permalink;

/// One page.
pub(super) const ROW: Row = Row { kind: "front", turn: Turn::Index, plan: |_: &Edition| vec![(Permalink::root(), Key::default())], render };

#[derive(Serialize)]
struct FrontView {
    lead: Option<Card>,
    seconds: Vec<Card>,
    briefs: Vec<Card>,
    blocks: Vec<BlockView>,
}

#[derive(Serialize)]
struct BlockView {
    name: String,
    url: String,
    slug: String,
    children: Vec<Named>,
    opinion: bool,
    cards: Vec<Card>,
}

fn render(room: &Room<'_>, page: &Page) -> Result<Vec<u8>, Diag> {
    let edition = room.edition;
    let language = view::paper_language(room);
    let front = &edition.front_page;
    let card = |id: StoryId, kicked| Card::new(room, id, &language, kicked);
    let lead = front.lead.map(|id| {
        let mut lead = card(id, Kicked::BySection);
        lead.related = front.lead_related.iter().map(|id| card(*id, Kicked::BySection)).collect();
        lead
    });
    let blocks = front
        .blocks
        .iter()
        .map(|block| {
            let section = &edition.sections[block.section];
            BlockView {
                name: section.name.clone(),
                url: edition.config.base.url(&section.link),
                slug: section.path.clone(),
                children: section.children.iter().map(|child| view::section_link(edition, *child)).collect(),
                opinion: !block.stories.is_empty() && block.stories.iter().all(|id| edition.story(*id).article.head.kind.is_opinion()),
                cards: picture_first(block.stories.iter().map(|id| card(*id, Kicked::ByTopic)).collect()),
            }
        })
        .collect();
    let front = FrontView {
        lead,
        seconds: picture_first(front.seconds.iter().map(|id| card(*id, Kicked::BySection)).collect()),
        briefs: front.briefs.iter().map(|id| brief(room, *id, &language)).collect(),
        blocks,
    };
    let mut view = PageView::new(room, page, "");
    if let Some(article) = &edition.front {
        if let Some(title) = &article.head.seo_headline {
            view.title.clone_from(title);
        }
        view.description = Some(article.head.summary.clone()).filter(|summary| !summary.is_empty());
    }
    view.description = view.description.or_else(|| edition.config.description.clone());
    view::render(room, "front.html", &language, None, &view, "front", &front)
}

/// Only the first card of a group shows its picture, so one that has a picture comes first.
fn picture_first(mut cards: Vec<Card>) -> Vec<Card> {
    if let Some(at) = cards.iter().position(|card| card.picture.is_some()) {
        cards[..=at].rotate_right(1);
    }
    cards
}

/// A timed headline: the clock time on the day of the folio, the day before that.
fn brief(room: &Room<'_>, id: StoryId, language: &Language) -> Card {
    let mut card = Card::new(room, id, language, Kicked::BySection);
    let zone = &room.edition.config.zone;
    let day = |moment: crate::clock::Moment| moment.in_zone(zone).date();
    let today = room.edition.newest().map(day);
    if room.edition.story(id).article.head.date.map(day) != today
        && let Some(date) = &mut card.date
    {
        date.time = None;
    }
    card
}
