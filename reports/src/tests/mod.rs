//! What the charts promise, tried on samples.

#![expect(clippy::unwrap_used, reason = "a test that cannot set itself up has failed")]

mod samples;

mod meetings;

mod meeting_figures;

mod meeting_words;

mod any_meetings;

mod pictures;

mod figures;

mod wording;

mod any_data;
