//! Fields of forms and what is wrong with them.

use askama::Template;
use askama::filters::HtmlSafe;
use std::borrow::Cow;

/// What whoever looks at a page may do there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum May {
    /// Change what it shows.
    Act,
    /// Read it.
    Read,
}

/// One thing to put right, and the field it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// Id of the field.
    pub field: String,
    /// What to do, or what is wrong.
    pub text: String,
}

/// Everything to put right on a page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Template)]
#[template(path = "parts/complaints.html")]
pub struct Complaints(pub Vec<Complaint>);

impl HtmlSafe for Complaints {}

impl Complaints {
    /// Adds one.
    pub fn add(&mut self, field: impl Into<String>, text: impl Into<String>) {
        self.0.push(Complaint { field: field.into(), text: text.into() });
    }

    /// What is said about a field.
    #[must_use]
    pub fn about(&self, field: &str) -> Option<String> {
        self.0.iter().find(|complaint| complaint.field == field).map(|found| found.text.clone())
    }

    /// Whether there is nothing to put right.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A line or several lines of text.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/text_field.html")]
pub struct TextField {
    /// Its id and its name in the form.
    pub id: &'static str,
    /// What to enter.
    pub label: String,
    /// How to enter it.
    pub hint: &'static str,
    /// What was entered.
    pub value: String,
    /// What is wrong with it.
    pub error: Option<String>,
    /// How many lines it shows.
    pub lines: u8,
    /// The class that sets its width.
    pub width: &'static str,
}

impl HtmlSafe for TextField {}

/// A day as day, month and year in one field, as on paper.
#[derive(Debug, Clone)]
pub struct DayField;

impl DayField {
    /// The field for a day.
    #[must_use]
    pub fn field(id: &'static str, label: &'static str, value: &str) -> TextField {
        TextField {
            id,
            label: label.to_owned(),
            hint: "For example, 27/3/2026",
            value: value.to_owned(),
            error: None,
            lines: 1,
            width: "govuk-input--width-10",
        }
    }
}

impl TextField {
    /// Several lines, empty.
    #[must_use]
    pub fn area(id: &'static str, label: impl Into<String>, hint: &'static str, lines: u8) -> Self {
        let (label, value) = (label.into(), String::new());
        Self { id, label, hint, value, error: None, lines, width: "" }
    }

    /// The same field with what was entered before.
    #[must_use]
    pub fn holding(self, value: &str) -> Self {
        Self { value: value.to_owned(), ..self }
    }
}

/// One choice of several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is shown.
    pub label: String,
    /// What it means.
    pub hint: String,
}

/// A choice among several that are all shown, or folded into one line.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/pick.html")]
pub struct Pick {
    /// Its id and its name in the form.
    pub id: &'static str,
    /// What to choose.
    pub label: String,
    /// The choices.
    pub choices: Vec<Choice>,
    /// What was chosen.
    pub chosen: String,
    /// What is wrong with that.
    pub error: Option<String>,
}

impl HtmlSafe for Pick {}

impl Pick {
    fn is_chosen(&self, choice: &Choice) -> bool {
        self.chosen == choice.value
    }
}

/// One line that a browser or a password manager can fill in.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/entry.html")]
pub struct Entry {
    /// Its id and its name in the form.
    pub id: &'static str,
    label: Cow<'static, str>,
    hint: &'static str,
    value: String,
    /// What is wrong with it.
    pub error: Option<String>,
    what: EntryKind,
}

impl HtmlSafe for Entry {}

/// What is entered, so that it need not be typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryKind {
    /// Anything.
    Text,
    /// One's own name.
    Name,
    /// One's own email address.
    Email,
    /// Somebody else's email address.
    OtherEmail,
    /// The password one has.
    Password,
    /// A password one chooses.
    NewPassword,
}

impl Entry {
    /// An empty line.
    #[must_use]
    pub fn new(id: &'static str, label: impl Into<Cow<'static, str>>, what: EntryKind) -> Self {
        Self { id, label: label.into(), hint: "", value: String::new(), error: None, what }
    }

    /// The same line with how to fill it in.
    #[must_use]
    pub fn told(self, hint: &'static str) -> Self {
        Self { hint, ..self }
    }

    /// The same line with what was entered before.
    #[must_use]
    pub fn holding(self, value: &str) -> Self {
        Self { value: value.to_owned(), ..self }
    }

    fn kind(&self) -> &'static str {
        match self.what {
            EntryKind::Text | EntryKind::Name => "text",
            EntryKind::Email | EntryKind::OtherEmail => "email",
            EntryKind::Password | EntryKind::NewPassword => "password",
        }
    }

    fn autocomplete(&self) -> Option<&'static str> {
        match self.what {
            EntryKind::Text | EntryKind::OtherEmail => None,
            EntryKind::Name => Some("name"),
            EntryKind::Email => Some("username"),
            EntryKind::Password => Some("current-password"),
            EntryKind::NewPassword => Some("new-password"),
        }
    }
}

/// One choice of several that are all shown, each with what it means.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/radios.html")]
pub struct Radios {
    /// Its id and its name in the form.
    pub id: &'static str,
    /// What to choose.
    pub legend: &'static str,
    /// The choices.
    pub choices: Vec<Choice>,
    /// What was chosen; nothing is chosen beforehand.
    pub chosen: String,
    /// What is wrong.
    pub error: Option<String>,
}

impl HtmlSafe for Radios {}
