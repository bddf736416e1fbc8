//! Where files of evidence are kept, and how large they may be.

use super::{Found, Layers, Settings};
use std::path::PathBuf;

impl Settings {
    pub(super) fn folder_of_files(&self, layers: &Layers<'_>) -> Found {
        layers.find("files", &self.files_folder, &["SCORECARD_FILES"], &layers.file.files)
    }

    pub(super) fn evidence_size(&self, layers: &Layers<'_>) -> Found {
        let in_file = layers.file.max_evidence_mb.map(|number| number.to_string());
        let variables = ["SCORECARD_MAX_EVIDENCE_MB"];
        layers.find("max-evidence-mb", &self.max_evidence_mb, &variables, &in_file)
    }
}

/// The folder that is named; the usual one when none is.
pub(super) fn folder(text: &str) -> Result<Option<PathBuf>, String> {
    let folder = PathBuf::from(text.trim());
    if folder.is_file() {
        return Err("name a folder; this is a file".to_owned());
    }
    Ok(Some(folder).filter(|folder| !folder.as_os_str().is_empty()))
}
