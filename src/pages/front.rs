//! The front page.

use serde::Serialize;

use super::cards::{self, Listed, picture_first};
use super::sheet::Sheet;
use super::view::{self, Card, Folio, Kicked, Named, PageView};
use super::{Key, Page, Room, Row, latest};
use crate::diag::Diag;
use crate::edition::curation::Fill;
use crate::edition::front_page::Block;
use crate::edition::{AboutList, Edition, StoryId};
use crate::language::Language;
use crate::output::Turn;
use crate::permalink::Permalink;

/// One page.
pub(super) const ROW: Row = Row { kind: "front", turn: Turn::Index, plan: |_: &Edition| vec![(Permalink::root(), Key::default())], print };

#[derive(Serialize)]
struct FrontView {
    lead: Option<Listed>,
    seconds: Vec<Listed>,
    briefs: Vec<Listed>,
    blocks: Vec<BlockView>,
}

#[derive(Serialize)]
struct BlockView {
    name: String,
    url: String,
    slug: String,
    children: Vec<Named>,
    opinion: bool,
    cards: Vec<Listed>,
}

fn print(room: &Room<'_>, page: &Page) -> Result<Vec<u8>, Diag> {
    let language = view::paper_language(room);
    let front = room.front_page();
    let card = |id: StoryId, kicked| cards::get(room, id, &language, kicked);
    let lead = front.lead.map(|id| {
        let related = front.lead_related.iter().map(|id| card(*id, Kicked::BySection)).collect();
        Card { related, ..Card::clone(&card(id, Kicked::BySection)) }.into()
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
    view.folio = Folio::of(room, room.newest());
    if let Some(article) = room.front() {
        if let Some(title) = &article.head.seo_headline {
            view.title.clone_from(title);
        }
        view.description = Some(article.head.summary.clone()).filter(|summary| !summary.is_empty());
    }
    view.description = view.description.or_else(|| room.config.description.clone());
    Sheet { template: "front.html", language, section: None, page: view, name: "front", view: front }.print(room)
}

fn block_view(room: &Room<'_>, block: &Block, language: &Language) -> BlockView {
    let base = &room.config.base;
    let named = |list: &AboutList, kind: &str| {
        let slug = list.link.as_str().trim_matches('/').rsplit('/').next().unwrap_or_default();
        (list.name.clone(), list.link.clone(), format!("{kind}-{slug}"), Kicked::BySection)
    };
    let (name, link, slug, kicked) = match block.of {
        Fill::Section(id) => {
            let section = room.section(id);
            (section.name.to_owned(), section.link.clone(), section.path.replace('/', "-"), Kicked::ByTopic)
        }
        Fill::Topic(id) => named(room.topic(id), "topic"),
        Fill::Series(id) => named(room.series(id), "series"),
        Fill::Recent | Fill::Nothing => {
            (language.word("latest", &[]).into_owned(), room.own_list(latest::link), "latest".to_owned(), Kicked::BySection)
        }
    };
    let children = match block.of {
        Fill::Section(id) => room.about_section(id).children.iter().map(|child| view::section_link(room, *child)).collect(),
        _ => Vec::new(),
    };
    BlockView {
        name: block.name.clone().unwrap_or(name),
        url: base.url(&link),
        slug,
        children,
        opinion: !block.stories.is_empty() && block.stories.iter().all(|id| room.story(*id).article.head.kind.is_opinion()),
        cards: picture_first(block.stories.iter().map(|id| cards::get(room, *id, language, kicked)).collect()),
    }
}

/// A timed headline.
fn brief(room: &Room<'_>, id: StoryId, language: &Language) -> Listed {
    let date = room.story(id).date.map(|moment| view::timed(room, moment, language));
    Card { date, ..Card::clone(&cards::get(room, id, language, Kicked::BySection)) }.into()
}
