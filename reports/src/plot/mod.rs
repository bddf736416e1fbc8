//! Where things go: a chart's figures become shapes in pixels.

pub(crate) mod time;

pub(crate) mod frame;

pub(crate) mod scale;

pub(crate) mod lines;

mod dates;

mod ends;

mod marks;

pub(crate) mod panels;

pub(crate) mod bars;
