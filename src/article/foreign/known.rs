//! What the common marks of other generators are to us: one row a meaning.

/// What a mark is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A picture with its caption.
    Figure,
    /// A picture and its caption stand within.
    Caption,
    /// Something of another site: its address, with the mark's id in the place of `{}`.
    Embed(&'static str),
    /// A link with words of its own.
    Button,
    /// The address of another article, by its file.
    Reference,
    /// Code, which stands as written.
    Code,
    /// Words in which nothing is a mark.
    Raw,
    /// A note of the staff, printed nowhere.
    Comment,
    /// Somebody's words.
    Quote,
    /// A line repeated from the copy.
    Pull,
    /// The takeaways box.
    Takeaways,
    /// A box with a word of the desk.
    Note,
    /// The address of the paper.
    Root,
    /// Nothing that a reader would miss; what it encloses is copy.
    Nothing,
}

use Meaning::{Button, Caption, Code, Comment, Embed, Figure, Note, Nothing, Pull, Quote, Raw, Reference, Root, Takeaways};

/// Names in lower case, with hyphens.
const KNOWN: &[(Meaning, &[&str])] = &[
    (
        Figure,
        &[
            "figure",
            "fig",
            "picture",
            "image",
            "img",
            "photo",
            "legacy-img",
            "legacy-img-right",
            "legacy-img-left",
            "img-right",
            "img-left",
            "image-right",
            "image-left",
            "image-with-class",
            "responsive-image",
            "responsive-img",
            "lazyimg",
            "asset-img",
            "imgproc",
            "resize-image",
        ],
    ),
    (Caption, &["caption", "wp-caption"]),
    (Embed("https://www.youtube.com/watch?v={}"), &["youtube", "yt", "youtube-video", "youtube-embed", "youtubeplayer", "lite-youtube"]),
    (Embed("https://vimeo.com/{}"), &["vimeo", "vimeo-simple"]),
    (Embed("https://x.com/i/status/{}"), &["tweet", "twitter", "twitter-simple", "x", "x-simple"]),
    (Embed("https://www.instagram.com/p/{}/"), &["instagram", "instagram-simple"]),
    (Embed("https://gist.github.com/{}"), &["gist"]),
    (Embed("https://open.spotify.com/{}"), &["spotify"]),
    (Embed("https://www.tiktok.com/{}"), &["tiktok"]),
    (Embed("https://www.dailymotion.com/video/{}"), &["dailymotion"]),
    (Embed("https://codepen.io/{}"), &["codepen"]),
    (Embed("https://asciinema.org/a/{}"), &["asciinema"]),
    (Embed("https://speakerdeck.com/player/{}"), &["speakerdeck"]),
    (
        Embed("{}"),
        &[
            "embed",
            "iframe",
            "audio",
            "video",
            "soundcloud",
            "facebook",
            "fb-video",
            "googlemaps",
            "scribd",
            "bluesky",
            "mastodon",
            "toot",
            "podcast",
            "mp3",
            "datawrapper",
            "documentcloud",
            "oembed",
            "cspan-iframe",
        ],
    ),
    (Button, &["button", "btn", "cta-button", "link-button", "asset-static", "legacy-file", "file", "download"]),
    (Reference, &["ref", "relref", "post-url", "link", "post-link", "post-path", "get-url"]),
    (Code, &["highlight", "code", "codeblock", "sourcecode", "prism", "code-block"]),
    (Raw, &["raw", "verbatim", "nomarkdown"]),
    (Comment, &["comment"]),
    (Quote, &["quote", "blockquote", "quote-block", "bquote", "quotation", "cite-quote"]),
    (Pull, &["pullquote", "pull-quote", "pull", "pq"]),
    (
        Takeaways,
        &[
            "key-points",
            "keypoints",
            "key-takeaways",
            "takeaways",
            "keytakeaways",
            "tldr",
            "tl-dr",
            "at-a-glance",
            "highlights-box",
            "summary-box",
        ],
    ),
    (
        Note,
        &[
            "note",
            "notice",
            "callout",
            "alert",
            "admonition",
            "tip",
            "info",
            "warning",
            "caution",
            "important",
            "box",
            "aside",
            "sidebar",
            "infobox",
            "factbox",
            "fact-box",
            "hint",
            "card",
            "details",
            "expand",
            "accordion",
            "collapse",
            "spoiler",
        ],
    ),
    (Root, &["baseurl", "site-url", "siteurl", "base-url"]),
    (
        Nothing,
        &["toc", "rawhtml", "raw-html", "html", "markdown", "md", "unsafe", "more", "nextpage", "lead", "center", "nobr", "::options"],
    ),
];

/// The meaning of a name; none for one that only its own paper knows.
pub(super) fn meaning(key: &str) -> Option<Meaning> {
    KNOWN.iter().find(|(_, names)| names.contains(&key)).map(|(meaning, _)| *meaning)
}
