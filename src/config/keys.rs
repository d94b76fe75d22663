//! The keys of `config.toml`, one row each: everything that is asked of one. `docs/configuration.md` shows this table.

use super::kinds::{self, Kind};
use super::values::{Faulty, Fonts, TakeawaysPlace};
use super::{fields, hosting, lists, publish, topics};

/// A key.
pub struct Key {
    /// Its name; in a table, the table's name and a dot come first.
    pub name: &'static str,
    /// What it can be, and where it goes.
    pub kind: Kind,
    /// What it is where the paper does not say, as the page of the docs shows it.
    pub default: &'static str,
    /// A line about it, in Markdown.
    pub about: &'static str,
}

const fn key(name: &'static str, kind: Kind, default: &'static str, about: &'static str) -> Key {
    Key { name, kind, default, about }
}

/// All keys, those of one table together.
pub const KEYS: &[Key] = &[
    key("title", Kind::Other("text", kinds::title), "required", "the paper's name"),
    key("description", Kind::Text(|config| &mut config.description), "none", "a sentence about the paper"),
    key("place", Kind::Text(|config| &mut config.place), "none", "the place under the nameplate"),
    key("base_url", Kind::Other("address", kinds::base), "required", "where the site will live; may have a path"),
    key("language", Kind::Other("text", kinds::language), "`en`", "a language tag, see below"),
    key("timezone", Kind::Other("text", kinds::zone), "`UTC`", "for dates without an offset, and for all dates shown"),
    key(
        "permalink",
        Kind::Other("pattern", kinds::permalink),
        "`/{section}/{slug}/`",
        "how stories get their address, see [below](#addresses)",
    ),
    key(
        "permalinks",
        Kind::Other("table of patterns", kinds::permalinks),
        "none",
        "a pattern of its own for a section: `world = \"/{section}/{year}/{slug}/\"`",
    ),
    key(
        "old_permalinks",
        Kind::Other("list of patterns", kinds::old_permalinks),
        "none",
        "patterns of former times: what stood there leads to where it is now",
    ),
    key("paginate_by", Kind::Number(1, 1000, |config| &mut config.paginate_by), "30", "stories on a page of a list"),
    key(
        "takeaways",
        Kind::Choice(&[
            ("in place", |config| config.takeaways = TakeawaysPlace::InPlace),
            ("top", |config| config.takeaways = TakeawaysPlace::Top),
        ]),
        "`in place`",
        "`top`: the box of the copy is lifted above it",
    ),
    key("trusted_html", Kind::Other("flag", kinds::trusted_html), "`false`", "raw HTML in copy is printed as written"),
    key("typography", Kind::Other("flag", kinds::typography), "`true`", "quotes, dashes and dots become typographic"),
    key("search", Kind::Flag(|config| &mut config.search), "`true`", "a search page"),
    key("text_edition", Kind::Flag(|config| &mut config.text_edition), "`false`", "a text-only edition"),
    key("archive_after_months", Kind::Other("number", kinds::archive), "18", "when a story is flagged as old; 0 for never"),
    key("feeds.limit", Kind::Number(1, 1000, |config| &mut config.feeds.limit), "50", "stories in a feed"),
    key("feeds.hubs", Kind::Addresses(|config| &mut config.feeds.hubs), "none", "WebSub hubs that feeds name"),
    key(
        "paste.agencies",
        Kind::Texts(|config| &mut config.agencies),
        "none",
        "names beside those that are [known](plain-text.md), by which pasted bylines and datelines are read",
    ),
    key(
        "paste.people",
        Kind::Texts(|config| &mut config.people),
        "none",
        "names of the paper's own people, which are bylines wherever they stand alone in the head",
    ),
    key(
        "shortcodes",
        Kind::Other("table", lists::shortcodes),
        "none",
        "what becomes of another generator's marks, see [below](#marks-of-other-generators)",
    ),
    key("sections", Kind::Other("list of tables", lists::sections), "from the folders", "`slug` and `name`, in the order of the nameplate"),
    key(
        "topics",
        Kind::Other("list of tables", topics::read),
        "from the copy",
        "`name` and `slug` of topics whose address should be another than their name gives; stories may spell the name in another way",
    ),
    key(
        "fields",
        Kind::Other("table", fields::read),
        "none",
        "the paper's own names of [fields](writing-copy.md#front-matter): `standfirst_web = \"dek\"`, and `ignore`, a list of keys that are passed over. [Locks](writing-copy.md#locks) and dates cannot be named here",
    ),
    key(
        "theme.fonts",
        Kind::Choice(&[
            ("newsreader", |config| config.theme.fonts = Fonts::Newsreader),
            ("system", |config| config.theme.fonts = Fonts::System),
        ]),
        "`newsreader`",
        "`system`: what the reader's machine has; nothing to download",
    ),
    key("theme.accent", Kind::Other("colour", kinds::accent), "none", "the paper's colour"),
    key("theme.colours", Kind::Other("table of colours", lists::colours), "none", "a colour for each section, by its slug"),
    key("theme.logo", Kind::Address(|config| &mut config.theme.logo), "none", "a path in `static/`"),
    key(
        "policies",
        Kind::Other("table of addresses", lists::policies),
        "none",
        "`principles`, `corrections`, `ethics`, `diversity`, `staffing`, `masthead`, `mission`, `ownership`, `unnamed_sources`, `verification`, `feedback`, `no_bylines`",
    ),
    key("help", Kind::Other("list of tables", lists::help), "none", "`name` and `url` of links at the foot of every page"),
    key("imprint", Kind::Text(|config| &mut config.imprint), "none", "the last line of every page"),
    key("organisation.legal_name", Kind::Text(|config| &mut config.organisation.legal_name), "none", "the publisher's registered name"),
    key("organisation.logo", Kind::Address(|config| &mut config.organisation.logo), "none", "for structured data, a path in `static/`"),
    key(
        "organisation.image",
        Kind::Address(|config| &mut config.organisation.image),
        "none",
        "for share cards of pages without a picture, a path in `static/`",
    ),
    key("organisation.same_as", Kind::Addresses(|config| &mut config.organisation.same_as), "none", "profiles elsewhere"),
    key("organisation.founded", Kind::Other("text, number or date", kinds::founded), "none", "year or date of foundation"),
    key("organisation.address", Kind::Text(|config| &mut config.organisation.address), "none", "postal address"),
    key("organisation.email", Kind::Text(|config| &mut config.organisation.email), "none", "of the newsroom"),
    key("organisation.telephone", Kind::Text(|config| &mut config.organisation.telephone), "none", "of the newsroom"),
    key("organisation.twitter", Kind::Text(|config| &mut config.organisation.twitter), "none", "account for `twitter:site`"),
    key("organisation.fediverse", Kind::Text(|config| &mut config.organisation.fediverse), "none", "account for `fediverse:creator`"),
    key(
        "redirects",
        Kind::Other("table of addresses", lists::redirects),
        "none",
        "old addresses that belong to no story: `\"/old/\" = \"/new/\"`",
    ),
    key("gone", Kind::Other("list of addresses", lists::gone), "none", "given up for good; hosts that can answer 410 are told so"),
    key(
        "urls_lock",
        Kind::Flag(|config| &mut config.urls_lock),
        "`true`",
        "remembers published addresses in `urls.lock`, so that none vanishes unnoticed; commit that file",
    ),
    key(
        "build.faulty",
        Kind::Choice(&[("stop", |config| config.faulty = Faulty::Stop), ("hold", |config| config.faulty = Faulty::Hold)]),
        "`stop`",
        "`hold` prints the paper without new stories that are in error, see [messages](messages.md); `--hold-faulty` does so once",
    ),
    key(
        "lints",
        Kind::Other("table", lists::lints),
        "none",
        "`off`, `warn` or `error` by the name in square brackets after `warning`; another name is an error that lists them all",
    ),
    key(
        "hosting.hosts",
        Kind::Other("list of texts", hosting::hosts),
        "none: the redirects alone, for all",
        "`netlify`, `cloudflare`, `gitlab`, `github`, `nginx`, `apache`, `caddy`, `cloudfront`: each gets [its files](deploying.md#files-for-hosts)",
    ),
    key("hosting.csp", Kind::Other("text", hosting::policy), "what the theme needs", "a content security policy"),
    key(
        "hosting.dot_files",
        Kind::Other("list of texts", hosting::dot_files),
        "none",
        "names in `static/` that begin with a dot and are published all the same",
    ),
    key("publish", Kind::Other("table", publish::read), "none", "where `newsprint publish` brings the paper: [deploying.md](deploying.md)"),
    key("extra", Kind::Other("table", kinds::extra), "none", "values of your own"),
];
