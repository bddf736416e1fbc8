//! Pages about imports: choose, upload, preview, problems, undo, history.

mod history;

mod preview;

mod record;

mod upload;

pub use history::HistoryPage;
pub use preview::Reading;
pub use record::{Notice, RecordPage, UndoPage};
pub use upload::{Attempt, ChoosePage, UploadPage, Wanted};
