//! Files that are no text, whatever their ending says: a Word document that was given the name `story.txt`, a picture, an
//! archive. Their first bytes tell what they are.
//!
//! [`of`] names such a file and how to mend it; [`by_ending`] does the same for a file that has its own ending and waits in
//! vain among the copy.

use std::ops::Range;

use super::Kind;

/// What a file is, in words that follow “this is”, and how to make copy of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Disguise {
    /// `a Word document`
    pub what: &'static str,
    /// What to do.
    pub mend: &'static str,
}

/// For what a word processor wrote.
const SAVE: &str = "open it in the program that wrote it, and save it from there as plain text (.txt, encoding UTF-8)";
/// For what has its words in no order that could be taken.
const COPY_OUT: &str = "copy the story out of it into a plain text file (.txt)";
/// For what never was a story.
const RENAME: &str = "give the file its own ending back, and link to it from a story";
/// For text in another notation.
const OTHER: &str = "give it the ending .md if it is Markdown, or .txt if it is plain text; nothing else is read";

const fn row(at: usize, bytes: &'static [u8], what: &'static str, mend: &'static str) -> (usize, &'static [u8], Disguise) {
    (at, bytes, Disguise { what, mend })
}

/// Where bytes stand, the bytes, and what begins so. The first that fits counts.
const SIGNATURES: &[(usize, &[u8], Disguise)] = &[
    row(0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a document of an old Word or another old office program", SAVE),
    row(0, b"{\\rtf", "a document in Rich Text Format (RTF)", SAVE),
    row(0, b"\xffWPC", "a WordPerfect document", SAVE),
    row(0, b"%PDF-", "a PDF file", COPY_OUT),
    row(0, b"%!PS", "a PostScript file", COPY_OUT),
    row(0, b"PK\x05\x06", "an empty archive (ZIP)", RENAME),
    row(0, b"\x1f\x8b", "a packed file (gzip)", "unpack it, and put what is in it in its place"),
    row(0, b"BZh91AY&SY", "a packed file (bzip2)", "unpack it, and put what is in it in its place"),
    row(0, b"\xfd7zXZ\0", "a packed file (xz)", "unpack it, and put what is in it in its place"),
    row(0, b"\x28\xb5\x2f\xfd", "a packed file (zstd)", "unpack it, and put what is in it in its place"),
    row(0, b"7z\xbc\xaf\x27\x1c", "an archive (7z)", RENAME),
    row(0, b"Rar!\x1a\x07", "an archive (RAR)", RENAME),
    row(257, b"ustar", "an archive (tar)", RENAME),
    row(0, b"\x89PNG\r\n\x1a\n", "a picture (PNG)", RENAME),
    row(0, b"\xff\xd8\xff", "a picture (JPEG)", RENAME),
    row(0, b"GIF87a", "a picture (GIF)", RENAME),
    row(0, b"GIF89a", "a picture (GIF)", RENAME),
    row(0, b"II*\0", "a picture (TIFF)", RENAME),
    row(0, b"MM\0*", "a picture (TIFF)", RENAME),
    row(8, b"WEBP", "a picture (WebP)", RENAME),
    row(8, b"WAVE", "a sound recording (WAV)", RENAME),
    row(4, b"ftypavif", "a picture (AVIF)", RENAME),
    row(4, b"ftypheic", "a picture (HEIC)", RENAME),
    row(4, b"ftypM4A", "a sound recording (M4A)", RENAME),
    row(4, b"ftyp", "a film (MP4)", RENAME),
    row(0, b"\x1a\x45\xdf\xa3", "a film (WebM or Matroska)", RENAME),
    row(0, b"OggS", "a sound recording (Ogg)", RENAME),
    row(0, b"fLaC", "a sound recording (FLAC)", RENAME),
    row(0, b"ID3\x02", "a sound recording (MP3)", RENAME),
    row(0, b"ID3\x03", "a sound recording (MP3)", RENAME),
    row(0, b"ID3\x04", "a sound recording (MP3)", RENAME),
    row(0, b"bplist00", "a web archive or another file of a Mac program", SAVE),
    row(0, b"SQLite format 3\0", "a database (SQLite)", RENAME),
    row(0, b"\x7fELF", "a program", RENAME),
    row(0, b"\xff\xfe\0\0", "a text in the encoding UTF-32", "save the file with the encoding UTF-8"),
    row(0, b"\0\0\xfe\xff", "a text in the encoding UTF-32", "save the file with the encoding UTF-8"),
];

/// What is in an archive (ZIP), by a name that is somewhere in it.
const IN_ZIP: &[(&str, Disguise)] = &[
    ("word/", Disguise { what: "a Word document (.docx)", mend: SAVE }),
    ("application/vnd.oasis.opendocument.text", Disguise { what: "an OpenDocument text (.odt)", mend: SAVE }),
    ("xl/", Disguise { what: "an Excel table (.xlsx)", mend: COPY_OUT }),
    ("ppt/", Disguise { what: "a PowerPoint presentation (.pptx)", mend: COPY_OUT }),
    ("application/epub+zip", Disguise { what: "a book (EPUB)", mend: COPY_OUT }),
    ("Index/Document.iwa", Disguise { what: "a Pages document", mend: SAVE }),
];

/// How copy never begins, whatever the letter case: these are printed elsewhere, and would be printed as words here.
const MARKED_UP: &[(&str, Disguise)] = &[
    ("<!doctype html", Disguise { what: "a whole web page (HTML)", mend: COPY_OUT }),
    ("<html>", Disguise { what: "a whole web page (HTML)", mend: COPY_OUT }),
    ("<html ", Disguise { what: "a whole web page (HTML)", mend: COPY_OUT }),
    ("<?xml", Disguise { what: "an XML file", mend: COPY_OUT }),
    ("mime-version: 1.0", Disguise { what: "a stored mail or web page (MIME)", mend: COPY_OUT }),
];

/// Endings of files in which a story may wait that nobody reads.
const ENDINGS: &[(&str, Disguise)] = &[
    ("docx", Disguise { what: "a Word document", mend: SAVE }),
    ("doc", Disguise { what: "a Word document", mend: SAVE }),
    ("docm", Disguise { what: "a Word document", mend: SAVE }),
    ("odt", Disguise { what: "an OpenDocument text", mend: SAVE }),
    ("rtf", Disguise { what: "a document in Rich Text Format", mend: SAVE }),
    ("pages", Disguise { what: "a Pages document", mend: SAVE }),
    ("wpd", Disguise { what: "a WordPerfect document", mend: SAVE }),
    (
        "html",
        Disguise { what: "a web page", mend: "copy the story out of it into a file .md or .txt, or put the page as it is beneath static/" },
    ),
    (
        "htm",
        Disguise { what: "a web page", mend: "copy the story out of it into a file .md or .txt, or put the page as it is beneath static/" },
    ),
    ("mdx", Disguise { what: "Markdown with program code in it (MDX)", mend: "take the code out and give it the ending .md" }),
    ("rst", Disguise { what: "a text in reStructuredText", mend: OTHER }),
    ("adoc", Disguise { what: "a text in AsciiDoc", mend: OTHER }),
    ("asciidoc", Disguise { what: "a text in AsciiDoc", mend: OTHER }),
    ("org", Disguise { what: "a text in Org", mend: OTHER }),
    ("textile", Disguise { what: "a text in Textile", mend: OTHER }),
    ("text", Disguise { what: "a file with the ending .text", mend: OTHER }),
    ("mdown", Disguise { what: "a file with the ending .mdown", mend: OTHER }),
    ("mkd", Disguise { what: "a file with the ending .mkd", mend: OTHER }),
    ("mdtext", Disguise { what: "a file with the ending .mdtext", mend: OTHER }),
];

/// Bytes of a file's head and of its end in which an archive is asked what it holds.
const LOOKED_AT: usize = 64 << 10;

/// What a file is that was taken for text of a `kind`; none if it may be text.
pub fn of(bytes: &[u8], kind: Kind) -> Option<Disguise> {
    let signature = SIGNATURES.iter().find(|(at, signature, _)| bytes.get(*at..).is_some_and(|rest| rest.starts_with(signature)));
    if let Some((.., disguise)) = signature {
        return Some(*disguise);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        let parts: [Range<usize>; 2] = [0..bytes.len().min(LOOKED_AT), bytes.len().saturating_sub(LOOKED_AT)..bytes.len()];
        let texts = parts.map(|part| String::from_utf8_lossy(&bytes[part]).into_owned());
        let inside = IN_ZIP.iter().find(|(name, _)| texts.iter().any(|text| text.contains(name)));
        return Some(inside.map_or(Disguise { what: "an archive (ZIP)", mend: RENAME }, |(_, disguise)| *disguise));
    }
    if kind == Kind::Code {
        return None;
    }
    let head = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let begins = |start: &str| head.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start.as_bytes()));
    MARKED_UP.iter().find(|(start, _)| begins(start)).map(|(_, disguise)| *disguise)
}

/// Whether so much of a file cannot be read that it is no text: a quarter of it is control characters.
pub fn is_noise(bytes: &[u8]) -> bool {
    let odd = |byte: &&u8| matches!(byte, 0..=8 | 0x0e..=0x1f | 0x7f);
    bytes.chunks(256).map(|piece| piece.iter().filter(odd).count()).sum::<usize>() > bytes.len() / 4
}

/// What a file in `content/` seems to be that is no copy by its ending, and yet may be meant as a story.
pub fn by_ending(name: &str) -> Option<Disguise> {
    match name.rsplit_once('.') {
        Some((_, ending)) => ENDINGS.iter().find(|(known, _)| ending.eq_ignore_ascii_case(known)).map(|(_, disguise)| *disguise),
        // Names of a system's own files are in capitals: CNAME, LICENSE.
        None if name.chars().any(char::is_lowercase) => Some(Disguise {
            what: "a file without an ending",
            mend: "give it the ending .md if it is Markdown, or .txt if it is plain text",
        }),
        None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_in_text_clothing_are_named() {
        let what = |bytes: &[u8]| of(bytes, Kind::Plain).map(|disguise| disguise.what);
        assert_eq!(what(b"PK\x03\x04....[Content_Types].xml....word/document.xml"), Some("a Word document (.docx)"));
        assert_eq!(what(b"PK\x03\x04....mimetypeapplication/vnd.oasis.opendocument.text"), Some("an OpenDocument text (.odt)"));
        assert_eq!(what(b"PK\x03\x04....a.csv"), Some("an archive (ZIP)"));
        assert_eq!(what(b"{\\rtf1\\ansi Ferry"), Some("a document in Rich Text Format (RTF)"));
        assert_eq!(what(b"\xef\xbb\xbf\n<!DOCTYPE HTML>\n<title>"), Some("a whole web page (HTML)"));
        assert_eq!(what(b"\0\0\0\x20ftypmp42"), Some("a film (MP4)"));
        for text in
            ["", "P", "PK wins the cup", "%PD", "{\"a\": 1}", "<htmlish>", "ID3 is a tag", "GIF pictures", "BZh and others", "<b>x</b>"]
        {
            assert_eq!(what(text.as_bytes()), None, "{text}");
        }
        assert_eq!(of(b"<!doctype html>", Kind::Code), None, "templates begin so");
    }

    #[test]
    fn no_row_is_hidden_by_one_before_it() {
        for (nth, (at, bytes, disguise)) in SIGNATURES.iter().enumerate() {
            let file = [vec![b' '; *at], bytes.to_vec()].concat();
            let found = of(&file, Kind::Code);
            assert_eq!(found, Some(*disguise), "row {nth}");
        }
    }

    #[test]
    fn noise_is_no_text() {
        assert!(is_noise(&[0; 4096]) && is_noise(b"\x01\x02\x03"));
        assert!(!is_noise(b"") && !is_noise(b"a\x0bb\n\x1fc\0d") && !is_noise("\u{b}\u{c}\r\n\t".as_bytes()));
    }

    #[test]
    fn endings_are_known_in_any_case() {
        assert_eq!(by_ending("Story.DOCX").map(|found| found.what), Some("a Word document"));
        assert_eq!(by_ending("2026-03-09-g").map(|found| found.what), Some("a file without an ending"));
        for quiet in ["CNAME", "a.jpg", "table.csv", "a.pdf", "a.md"] {
            assert_eq!(by_ending(quiet), None, "{quiet}");
        }
    }
}
