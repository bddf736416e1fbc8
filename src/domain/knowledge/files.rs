//! Files of evidence: which kinds are taken, and how they are called.

use crate::domain::audit::Digest;
use crate::domain::contracts::words;
use crate::domain::ids::{ContractId, EvidenceId, FileId};
use chrono::{DateTime, Utc};

words! {
    /// What a file is, by what is in it.
    MediaKind {
        /// A document to be printed.
        Pdf = "pdf", "PDF";
        /// A picture without loss.
        Png = "png", "PNG picture";
        /// A photograph.
        Jpeg = "jpeg", "JPEG picture";
        /// Plain text, CSV and Markdown among it.
        Text = "text", "Text";
        /// A text document in the OpenDocument format.
        Odt = "odt", "OpenDocument text";
        /// A spreadsheet in the OpenDocument format.
        Ods = "ods", "OpenDocument spreadsheet";
        /// Slides in the OpenDocument format.
        Odp = "odp", "OpenDocument presentation";
        /// A Word document.
        Docx = "docx", "Word document";
        /// An Excel workbook.
        Xlsx = "xlsx", "Excel workbook";
        /// PowerPoint slides.
        Pptx = "pptx", "PowerPoint presentation";
    }
}

impl MediaKind {
    /// How it is called in a `content-type` header.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Text => "text/plain; charset=utf-8",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            Self::Odp => "application/vnd.oasis.opendocument.presentation",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Pptx => {
                "application/vnd.openxmlformats-officedocument.presentationml.presentation"
            }
        }
    }

    /// How names of such files end; the first is given to one that ends otherwise.
    #[must_use]
    pub const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &["pdf"],
            Self::Png => &["png"],
            Self::Jpeg => &["jpg", "jpeg"],
            Self::Text => &["txt", "csv", "md"],
            Self::Odt => &["odt"],
            Self::Ods => &["ods"],
            Self::Odp => &["odp"],
            Self::Docx => &["docx"],
            Self::Xlsx => &["xlsx"],
            Self::Pptx => &["pptx"],
        }
    }
}

/// A file of evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Identifies it.
    pub id: FileId,
    /// The evidence it belongs to.
    pub evidence: EvidenceId,
    /// The contract it belongs to.
    pub contract: ContractId,
    /// SHA-256 of its bytes, by which it is kept.
    pub digest: Digest,
    /// Its name, safe to save under.
    pub name: String,
    /// What it is.
    pub kind: MediaKind,
    /// Its size.
    pub bytes: u64,
    /// Who added it.
    pub added_by: String,
    /// When.
    pub added_at: DateTime<Utc>,
}

/// The most characters of a name before its ending.
const LONGEST: usize = 100;

/// A name that is safe on every machine: letters, digits, spaces and `-_.()` only, and an ending
/// that says what the file is.
#[must_use]
pub fn safe_name(given: &str, kind: MediaKind) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let (stem, ending) = last.rsplit_once('.').unwrap_or((last, ""));
    let ending = ending.to_lowercase();
    let fits = kind.endings().iter().find(|own| **own == ending);
    let stem = if fits.is_some() { stem } else { last };
    let safe = |c: char| if c.is_alphanumeric() || " -_.()".contains(c) { c } else { '_' };
    let stem: String = stem.chars().map(safe).take(LONGEST).collect();
    let stem = stem.trim_matches(|c: char| c == '.' || c == ' ');
    let stem = if stem.is_empty() { "file" } else { stem };
    let own = fits.or(kind.endings().first()).copied().unwrap_or_default();
    format!("{stem}.{own}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn becomes(given: &str, kind: MediaKind, safe: &str) {
        assert_eq!(safe_name(given, kind), safe);
    }

    #[test]
    fn a_name_ends_as_its_content_does() {
        becomes("Runbook v2.pdf", MediaKind::Pdf, "Runbook v2.pdf");
        becomes("setup.exe", MediaKind::Text, "setup.exe.txt");
        becomes("levels.CSV", MediaKind::Text, "levels.csv");
        becomes("photo.JPEG", MediaKind::Jpeg, "photo.jpeg");
        becomes("minutes", MediaKind::Docx, "minutes.docx");
    }

    #[test]
    fn a_name_leads_nowhere_and_breaks_no_header() {
        becomes("../../etc/passwd", MediaKind::Text, "passwd.txt");
        becomes("C:\\Users\\me\\notes.md", MediaKind::Text, "notes.md");
        becomes("a\"b\r\nset-cookie: x.pdf", MediaKind::Pdf, "a_b__set-cookie_ x.pdf");
        becomes("...", MediaKind::Png, "file.png");
        becomes("", MediaKind::Png, "file.png");
        becomes(&"é".repeat(300), MediaKind::Pdf, &format!("{}.pdf", "é".repeat(100)));
    }
}
