//! Kinds of journalism, each one row: its name, the schema.org type, and how it is treated.

use serde::{Deserialize, Serialize};

/// What sort of journalism a story is. The visible label is the language's word `kind-<name>`; news has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Kind {
    /// Reported news.
    #[default]
    News,
    /// What it means.
    Analysis,
    /// What one person thinks.
    Opinion,
    /// What the paper thinks.
    Editorial,
    /// What a reader thinks.
    Letter,
    /// A longer story.
    Feature,
    /// A judgement of a work.
    Review,
    /// Background.
    Explainer,
    /// Questions and answers.
    Interview,
    /// A claim tested.
    FactCheck,
    /// As it happens.
    Live,
    /// A life.
    Obituary,
    /// Not true, and meant so.
    Satire,
    /// What an organisation sent.
    PressRelease,
    /// Paid for.
    Sponsored,
}

/// Kind, name in front matter and of its word, `@type` in structured data.
const TABLE: &[(Kind, &str, &str)] = &[
    (Kind::News, "news", "NewsArticle"),
    (Kind::Analysis, "analysis", "AnalysisNewsArticle"),
    (Kind::Opinion, "opinion", "OpinionNewsArticle"),
    (Kind::Editorial, "editorial", "OpinionNewsArticle"),
    (Kind::Letter, "letter", "OpinionNewsArticle"),
    (Kind::Feature, "feature", "NewsArticle"),
    (Kind::Review, "review", "ReviewNewsArticle"),
    (Kind::Explainer, "explainer", "BackgroundNewsArticle"),
    (Kind::Interview, "interview", "NewsArticle"),
    (Kind::FactCheck, "fact-check", "NewsArticle"),
    (Kind::Live, "live", "LiveBlogPosting"),
    (Kind::Obituary, "obituary", "NewsArticle"),
    (Kind::Satire, "satire", "SatiricalArticle"),
    (Kind::PressRelease, "press-release", "NewsArticle"),
    (Kind::Sponsored, "sponsored", "AdvertiserContentArticle"),
];

impl Kind {
    /// The kind of a name in front matter; spaces and underscores are as good as hyphens.
    pub fn from_name(name: &str) -> Option<Self> {
        let name = name.trim().to_lowercase().replace([' ', '_'], "-");
        TABLE.iter().find(|(_, known, _)| *known == name).map(|(kind, ..)| *kind)
    }

    /// All names.
    pub fn names() -> impl Iterator<Item = &'static str> {
        TABLE.iter().map(|(_, name, _)| *name)
    }

    /// The name in front matter.
    pub fn name(self) -> &'static str {
        self.row().1
    }

    /// The schema.org type.
    pub fn schema(self) -> &'static str {
        self.row().2
    }

    /// Whether it says what somebody thinks: set apart on fronts, author first.
    pub fn is_opinion(self) -> bool {
        matches!(self, Kind::Opinion | Kind::Editorial | Kind::Letter)
    }

    fn row(self) -> &'static (Kind, &'static str, &'static str) {
        TABLE.iter().find(|(kind, ..)| *kind == self).unwrap_or(&TABLE[0])
    }
}
