//! Pages about imports: choose, upload, preview, problems, undo, history.

mod columns;

mod history;

mod record;

mod upload;

pub use columns::template_csv;
pub use history::HistoryPage;
pub(crate) use history::SIZE;
pub use record::{Notice, PROBLEMS, RecordPage, UndoPage};
pub use upload::{Attempt, ChoosePage, UploadPage};
