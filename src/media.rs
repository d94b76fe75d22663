//! Types of files, by their names and where that says too little by their first bytes: one table for the preview and for
//! publishing.

/// The type of a file, by its ending.
pub fn content_type(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
    let ending = match name.rsplit_once('.') {
        _ if name == "feed.json" => "feed.json",
        Some((_, ending)) => ending,
        None if path.ends_with('/') => return "text/html; charset=utf-8",
        None => {
            return match name.as_str() {
                "apple-app-site-association" => "application/json; charset=utf-8",
                "atproto-did" | "cname" | "_redirects" | "_headers" => "text/plain; charset=utf-8",
                _ => "application/octet-stream",
            };
        }
    };
    match ending {
        "html" | "htm" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "md" => "text/markdown; charset=utf-8",
        "vtt" => "text/vtt; charset=utf-8",
        "rss" => "application/rss+xml; charset=utf-8",
        "atom" => "application/atom+xml; charset=utf-8",
        "xml" | "xsl" => "application/xml; charset=utf-8",
        "feed.json" => "application/feed+json; charset=utf-8",
        "geojson" => "application/geo+json; charset=utf-8",
        "xhtml" => "application/xhtml+xml; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "vcf" => "text/vcard; charset=utf-8",
        "epub" => "application/epub+zip",
        "json" | "map" => "application/json; charset=utf-8",
        "webmanifest" => "application/manifest+json; charset=utf-8",
        "pdf" => "application/pdf",
        "zip" => "application/zip",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml; charset=utf-8",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/vnd.microsoft.icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "ttf" => "font/ttf",
        "otf" => "font/otf",
        "mp3" => "audio/mpeg",
        "m4a" => "audio/mp4",
        "ogg" | "oga" | "opus" => "audio/ogg",
        "wav" => "audio/wav",
        "flac" => "audio/flac",
        "mp4" | "m4v" => "video/mp4",
        "webm" => "video/webm",
        "ogv" => "video/ogg",
        "mov" => "video/quicktime",
        _ => "application/octet-stream",
    }
}

/// A type that a file's own bytes tell better than its name does.
pub fn feed_type(path: &str, bytes: &[u8]) -> &'static str {
    let by_name = content_type(path);
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(600)]);
    if by_name.starts_with("application/xml") && head.contains("<rss") {
        "application/rss+xml; charset=utf-8"
    } else if by_name.starts_with("application/xml") && head.contains("<feed") {
        "application/atom+xml; charset=utf-8"
    } else if by_name.starts_with("application/json") && head.contains("https://jsonfeed.org/version/") {
        "application/feed+json; charset=utf-8"
    } else if by_name.starts_with("text/html") && names_another_charset(&head) {
        // It says itself how its letters are written.
        "text/html"
    } else {
        by_name
    }
}

/// Whether a page says that its letters are written otherwise than in UTF-8.
fn names_another_charset(head: &str) -> bool {
    let head = head.to_ascii_lowercase();
    let Some((_, after)) = head.split_once("charset=") else { return false };
    !after.trim_start_matches(['"', '\'', ' ']).starts_with("utf-8")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feeds_are_known_by_what_they_are() {
        assert_eq!(feed_type("/feed.xml", b"<?xml version=\"1.0\"?><rss version=\"2.0\">"), "application/rss+xml; charset=utf-8");
        assert_eq!(feed_type("/sitemap.xml", b"<?xml version=\"1.0\"?><urlset>"), "application/xml; charset=utf-8");
        assert_eq!(content_type("/city/ferry/"), "text/html; charset=utf-8");
    }
}
