//! Pages about imports: choose, upload, preview, problems, undo, history.

mod columns;

mod history;

mod record;

mod upload;

pub use columns::template_csv;
pub use history::HistoryPage;
pub use record::{Notice, PROBLEMS, RecordPage, UndoPage};
pub use upload::{Attempt, ChoosePage, UploadPage};
