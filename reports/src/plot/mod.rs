//! Where things go: a chart's figures become shapes in pixels.

pub(crate) mod time;

pub(crate) mod frame;

pub(crate) mod scale;

pub(crate) mod lines;

mod dates;

mod ends;

pub(crate) mod marks;

pub(crate) mod key;

pub(crate) mod panels;

pub(crate) mod bars;

pub(crate) mod rows;

pub(crate) mod columns;

pub(crate) mod strips;

pub(crate) mod heat;
