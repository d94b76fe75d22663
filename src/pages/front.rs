//! The front page.

use serde::Serialize;

use super::view::{self, Card, Kicked, Named, PageView, picture_first};
use super::{Key, Page, Room, Row, latest};
use crate::diag::Diag;
use crate::edition::curation::Fill;
use crate::edition::front_page::Block;
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
    let mut blocks: Vec<BlockView> = Vec::new();
    for block in &front.blocks {
        let mut view = block_view(room, block, &language);
        let twins = blocks.iter().filter(|other| other.slug == view.slug).count();
        if twins > 0 {
            view.slug = format!("{}-{}", view.slug, twins + 1);
        }
        blocks.push(view);
    }
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

fn block_view(room: &Room<'_>, block: &Block, language: &Language) -> BlockView {
    let edition = room.edition;
    let base = &edition.config.base;
    let (name, link, slug, kicked) = match block.of {
        Fill::Section(id) => (
            edition.sections[id].name.clone(),
            edition.sections[id].link.clone(),
            edition.sections[id].path.replace('/', "-"),
            Kicked::ByTopic,
        ),
        Fill::Topic(id) => (edition.topics[id].name.clone(), edition.topics[id].link.clone(), format!("topic-{id}"), Kicked::BySection),
        Fill::Series(id) => (edition.series[id].name.clone(), edition.series[id].link.clone(), format!("series-{id}"), Kicked::BySection),
        Fill::Recent | Fill::Nothing => (language.word("latest", &[]).into_owned(), latest::link(), "latest".to_owned(), Kicked::BySection),
    };
    let children = match block.of {
        Fill::Section(id) => edition.sections[id].children.iter().map(|child| view::section_link(edition, *child)).collect(),
        _ => Vec::new(),
    };
    BlockView {
        name: block.name.clone().unwrap_or(name),
        url: base.url(&link),
        slug,
        children,
        opinion: !block.stories.is_empty() && block.stories.iter().all(|id| edition.story(*id).article.head.kind.is_opinion()),
        cards: picture_first(block.stories.iter().map(|id| Card::new(room, *id, language, kicked)).collect()),
    }
}

/// A timed headline.
fn brief(room: &Room<'_>, id: StoryId, language: &Language) -> Card {
    let mut card = Card::new(room, id, language, Kicked::BySection);
    card.date = room.edition.story(id).article.head.date.map(|moment| view::timed(room, moment, language));
    card
}
