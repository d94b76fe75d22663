//! The names of fields, as data.

use std::collections::HashMap;
use std::sync::LazyLock;

pub(super) use crate::data::folded as fold;

/// Every field but the locks ([`super::locks`]), and its accepted names, the house's own name first. Names are compared without regard to letter case
/// and to `-` or `_`.
pub(super) const FIELDS: &[(Field, &[&str])] = &[
    (Field::Headline, &["headline", "title", "hed"]),
    (Field::SeoHeadline, &["seo_headline", "seo_title", "title_tag", "meta_title"]),
    (Field::SocialHeadline, &["social_headline", "og_title"]),
    (Field::Dek, &["dek", "deck", "description", "summary", "subtitle", "standfirst", "excerpt", "teaser", "blurb", "subhed"]),
    (Field::Kicker, &["kicker", "eyebrow"]),
    (Field::Authors, &["authors", "author"]),
    (Field::Byline, &["byline", "by"]),
    (Field::Dateline, &["dateline", "location"]),
    (
        Field::Date,
        &[
            "date",
            "published",
            "publishDate",
            "pubDate",
            "published_at",
            "published_on",
            "published_date",
            "published_time",
            "publication_date",
            "date_published",
            "post_date",
            "display_date",
        ],
    ),
    (Field::Updated, &["updated", "lastmod", "modified", "last_modified_at"]),
    (Field::Section, &["section", "category"]),
    (Field::Topics, &["topics", "tags", "keywords", "categories", "tag"]),
    (Field::Series, &["series"]),
    (Field::Kind, &["kind", "type"]),
    (Field::Slug, &["slug"]),
    (Field::Address, &["url", "permalink", "path"]),
    (Field::RedirectFrom, &["redirect_from", "aliases"]),
    (Field::Id, &["id"]),
    (Field::Image, &["image", "cover", "hero", "featured_image", "thumbnail"]),
    (Field::ImageAlt, &["image_alt", "image_description", "alt_text", "cover_alt"]),
    (Field::ImageCaption, &["image_caption", "cover_caption"]),
    (Field::ImageCredit, &["image_credit", "cover_credit", "photo_credit"]),
    (Field::Takeaways, &["takeaways", "key_takeaways", "key_points", "highlights"]),
    (Field::PullQuotes, &["pull_quotes", "pull_quote"]),
    (Field::PullQuoteBy, &["pull_quote_by"]),
    (Field::Corrections, &["corrections"]),
    (Field::Sources, &["sources", "citations"]),
    (Field::Priority, &["priority", "weight"]),
    (Field::Language, &["language", "lang"]),
    (Field::Template, &["template", "layout"]),
    (Field::Extra, &["extra", "params"]),
    (Field::Job, &["role", "job"]),
    (Field::Front, &["front"]),
    (Field::Contact, &["email"]),
    (Field::Links, &["links"]),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Headline,
    SeoHeadline,
    SocialHeadline,
    Dek,
    Kicker,
    Authors,
    Byline,
    Dateline,
    Date,
    Updated,
    Section,
    Topics,
    Series,
    Kind,
    Slug,
    Address,
    RedirectFrom,
    Id,
    Image,
    ImageAlt,
    ImageCaption,
    ImageCredit,
    Takeaways,
    PullQuotes,
    PullQuoteBy,
    Corrections,
    Sources,
    Priority,
    Language,
    Template,
    Extra,
    Job,
    Front,
    Contact,
    Links,
}

/// Keys by which other generators keep house: nothing that readers see is lost with them.
const HOUSEKEEPING: &[&str] = &[
    "auto_id",
    "body_class",
    "classes",
    "cms_date",
    "comments",
    "cssclass",
    "disqus",
    "excerpt_separator",
    "generate_feeds",
    "guid",
    "insert_anchor_links",
    "in_search_index",
    "katex",
    "markup",
    "math",
    "mathjax",
    "menu",
    "menus",
    "outputs",
    "page_template",
    "paginate_by",
    "read_time",
    "share",
    "showtoc",
    "sidebar",
    "sort_by",
    "toc",
    "transparent",
    "uid",
    "uuid",
    "wordpress_id",
];

/// Whether a key decides nothing but how another generator works.
pub(super) fn is_housekeeping(key: &str) -> bool {
    let key = fold(key);
    HOUSEKEEPING.iter().any(|known| fold(known) == key)
}

/// Every accepted name, folded, with its field and its rank among the field's names.
static NAMES: LazyLock<HashMap<String, (Field, usize)>> = LazyLock::new(|| {
    let ranked =
        |(field, names): &(Field, &[&str])| names.iter().enumerate().map(|(rank, name)| (fold(name), (*field, rank))).collect::<Vec<_>>();
    FIELDS.iter().flat_map(ranked).collect()
});

pub(super) fn field(key: &str) -> Option<Field> {
    NAMES.get(&fold(key)).map(|(field, _)| *field)
}

/// How early a name stands in the list of its field.
pub(super) fn rank(key: &str) -> usize {
    NAMES.get(&fold(key)).map_or(usize::MAX, |(_, rank)| *rank)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_settings_know_the_fields() {
        let own: Vec<&str> = FIELDS.iter().map(|(_, names)| names[0]).collect();
        assert_eq!(own, crate::config::FIELD_NAMES, "put the names of new fields into src/config/fields.rs");
    }

    #[test]
    fn names_are_folded() {
        assert_eq!(field("Publish-Date"), Some(Field::Date));
        assert_eq!(field("drafts"), None);
    }
}
