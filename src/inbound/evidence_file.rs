//! What an uploaded file of evidence is, by what is in it and not by its name.

use crate::domain::knowledge::files::MediaKind;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek};
use std::path::Path;
use zip::ZipArchive;

/// Why a file is not taken.
#[derive(Debug, thiserror::Error)]
pub enum NotTaken {
    /// It is none of the kinds that are.
    #[error("this is not a kind of file that is taken, whatever its name says")]
    Kind,
    /// It holds programs.
    #[error("this document has macros in it, which are programs")]
    Macros,
    /// It is a program.
    #[error("this is a script, which is a program")]
    Script,
    /// It is empty.
    #[error("this file is empty")]
    Empty,
    /// It could not be read.
    #[error("the file could not be read")]
    Io(#[from] io::Error),
}

impl NotTaken {
    /// What to do about it.
    #[must_use]
    pub const fn remedy(&self) -> &'static str {
        match self {
            Self::Kind | Self::Script => {
                "Select a PDF, a PNG or JPEG picture, an OpenDocument or Office document, or plain \
                 text"
            }
            Self::Macros => "Save it without macros, or as a PDF",
            Self::Empty => "Select a file with something in it",
            Self::Io(_) => "Send it again",
        }
    }
}

// The first bytes of the formats that have any of their own.
const STARTS: [(&[u8], MediaKind); 3] = [
    (b"%PDF-", MediaKind::Pdf),
    (b"\x89PNG\r\n\x1a\n", MediaKind::Png),
    (b"\xff\xd8\xff", MediaKind::Jpeg),
];

/// Finds out what a file is.
///
/// # Errors
/// When it is none of the kinds that are taken.
pub fn kind_of(path: &Path) -> Result<MediaKind, NotTaken> {
    let mut file = File::open(path)?;
    let mut start = Vec::new();
    Read::by_ref(&mut file).take(8).read_to_end(&mut start)?;
    if start.is_empty() {
        return Err(NotTaken::Empty);
    }
    if let Some((_, kind)) = STARTS.iter().find(|(own, _)| start.starts_with(own)) {
        return Ok(*kind);
    }
    file.rewind()?;
    if start.starts_with(b"PK\x03\x04") { packed(file) } else { plain(BufReader::new(file)) }
}

/// A document of several parts in an archive.
fn packed(file: File) -> Result<MediaKind, NotTaken> {
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|_damaged| NotTaken::Kind)?;
    let names: Vec<String> = archive
        .file_names()
        .map(|name| name.map(|name| name.into_owned()))
        .collect::<Result<_, _>>()
        .map_err(|_damaged| NotTaken::Kind)?;
    let macros = |name: &String| {
        name.ends_with("vbaProject.bin")
            || name.starts_with("Basic/")
            || name.starts_with("Scripts/")
    };
    let kind = open_document(&mut archive).or_else(|| office(&names)).ok_or(NotTaken::Kind)?;
    if names.iter().any(macros) { Err(NotTaken::Macros) } else { Ok(kind) }
}

/// An OpenDocument file says what it is in a part of that name.
fn open_document(archive: &mut ZipArchive<BufReader<File>>) -> Option<MediaKind> {
    let mut said = String::new();
    let part = archive.by_name("mimetype").ok()?;
    part.take(100).read_to_string(&mut said).ok()?;
    let kinds = [MediaKind::Odt, MediaKind::Ods, MediaKind::Odp];
    kinds.into_iter().find(|kind| kind.media_type() == said.trim_end())
}

/// The part that each kind of Office document is known by.
const OFFICE: [(&str, MediaKind); 3] = [
    ("word/document.xml", MediaKind::Docx),
    ("xl/workbook.xml", MediaKind::Xlsx),
    ("ppt/presentation.xml", MediaKind::Pptx),
];

/// An Office document lists its parts in one, and has its main part where each kind has its own.
fn office(names: &[String]) -> Option<MediaKind> {
    let has = |wanted: &str| names.iter().any(|name| name == wanted);
    let found = OFFICE.into_iter().find(|(part, _)| has(part));
    found.filter(|_| has("[Content_Types].xml")).map(|(_, kind)| kind)
}

/// Text is UTF-8 without characters that only machines read, and no script.
fn plain(mut file: impl Read) -> Result<MediaKind, NotTaken> {
    let (mut piece, mut left) = (vec![0; 1 << 16], Vec::new());
    let mut at_start = true;
    loop {
        let read = file.read(&mut piece)?;
        let Some(some) = piece.get(..read).filter(|some| !some.is_empty()) else { break };
        left.extend_from_slice(some);
        if at_start && left.starts_with(b"#!") {
            return Err(NotTaken::Script);
        }
        at_start = false;
        let whole = whole_text(&left).ok_or(NotTaken::Kind)?;
        left.drain(..whole);
    }
    if left.is_empty() { Ok(MediaKind::Text) } else { Err(NotTaken::Kind) }
}

/// How many of the bytes are whole characters of plain text; nothing when some are not.
fn whole_text(bytes: &[u8]) -> Option<usize> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(bytes.get(..error.valid_up_to())?).ok()?
        }
        Err(_) => return None,
    };
    let readable = |c: char| !c.is_control() || matches!(c, '\t' | '\n' | '\r' | '\u{c}');
    text.chars().all(readable).then_some(text.len())
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
mod tests {
    use super::*;
    use std::io::Write;
    use zip::write::SimpleFileOptions;

    fn found(bytes: &[u8]) -> Result<MediaKind, String> {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(bytes).unwrap();
        kind_of(file.path()).map_err(|why| why.to_string())
    }

    fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut bytes = io::Cursor::new(Vec::new());
        let mut archive = zip::ZipWriter::new(&mut bytes);
        for (name, text) in parts {
            archive.start_file(*name, SimpleFileOptions::default()).unwrap();
            archive.write_all(text.as_bytes()).unwrap();
        }
        archive.finish().unwrap();
        bytes.into_inner()
    }

    #[test]
    fn a_file_is_what_is_in_it() {
        assert_eq!(found(b"%PDF-1.7\n1 0 obj"), Ok(MediaKind::Pdf));
        assert_eq!(found(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), Ok(MediaKind::Png));
        assert_eq!(found(b"\xff\xd8\xff\xe0\0\x10JFIF"), Ok(MediaKind::Jpeg));
        assert_eq!(found("# Näme;Wert\r\n".as_bytes()), Ok(MediaKind::Text));
        let odt =
            [("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<a/>")];
        assert_eq!(found(&archive(&odt)), Ok(MediaKind::Odt));
        let docx = [("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<a/>")];
        assert_eq!(found(&archive(&docx)), Ok(MediaKind::Docx));
    }

    #[test]
    fn programs_archives_and_what_nobody_can_read_are_not_taken() {
        let kind = || Err(NotTaken::Kind.to_string());
        assert_eq!(found(b"\x7fELF\x02\x01\x01\0"), kind());
        assert_eq!(found(b"MZ\x90\0\x03\0\0\0"), kind());
        assert_eq!(found(&archive(&[("setup.exe", "MZ")])), kind());
        assert_eq!(found(b"PK\x03\x04 and nothing else"), kind());
        assert_eq!(found(b"text with a zero\0"), kind());
        assert_eq!(found(b"no UTF-8 \xe9 here"), kind());
        assert_eq!(found(b"a character cut off \xc3"), kind());
        assert_eq!(found(b"#!/bin/sh\nrm -r /\n"), Err(NotTaken::Script.to_string()));
        assert_eq!(found(b""), Err(NotTaken::Empty.to_string()));
        let docm = [
            ("[Content_Types].xml", "<Types/>"),
            ("word/document.xml", "<a/>"),
            ("word/vbaProject.bin", "x"),
        ];
        assert_eq!(found(&archive(&docm)), Err(NotTaken::Macros.to_string()));
    }

    #[test]
    fn a_character_may_stand_across_two_pieces() {
        let text = format!("{}é", "a".repeat((1 << 16) - 1));
        assert_eq!(found(text.as_bytes()), Ok(MediaKind::Text));
    }
}
