//! Parts that pages are made of, each with the Design System's class names.

mod words;

pub mod links;

mod look;

mod layout;

mod sections;

mod tables;

mod forms;

mod figures;

mod lists;

mod visitor;

pub use figures::{Download, Figure, TooLong};
pub use forms::{
    Choice, Complaint, Complaints, DayField, Entry, EntryKind, May, Pick, Radios, TextField,
};
pub use layout::{Banner, Layout, Link, Section, icon};
pub use lists::{Paging, Summary};
pub use look::{Choices, Look};
pub use sections::{ContractSection, Sections};
pub use tables::{Cell, Column, Table};
pub use visitor::Visitor;
pub use words::{
    Colour, Tag, composite, count, day, days, gap, held, mark, moment, money, percent, pounds,
    rating, sentence,
};
