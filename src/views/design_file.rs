//! A design as a file that people can keep, change and send back.

use crate::domain::designs::{Band, Criterion, Design, Level, Perspective, Scale, ScaleKind};
use std::fmt::Write;

const HEADER: &str = "\
# A scorecard design.
#
# Perspectives and the criteria of each have weights that total 100. Bands cover
# 0 to 100: a figure is in a band from `from` up to, not including, `to`. A scale
# has 2 to 11 levels that rise in value and points, or kind = \"percent\". The
# source of a perspective is meetings, kpis, knowledge or value; only meetings
# has criteria. Numbers are read exactly as they are written.
";

/// The design as TOML, in the order of the design, the same bytes every time.
#[must_use]
pub fn toml(design: &Design) -> String {
    let mut out = HEADER.to_owned();
    out.push('\n');
    field(&mut out, "key", &quoted(design.key()));
    field(&mut out, "title", &quoted(design.title()));
    field(&mut out, "minimum_coverage", &design.minimum_coverage().to_string());
    list(&mut out, "bands", design.bands().iter().map(band));
    design.scales().iter().for_each(|one| scale(&mut out, one));
    design.perspectives().iter().for_each(|one| perspective(&mut out, one));
    out
}

fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

fn field(out: &mut String, name: &str, value: &str) {
    put(out, format_args!("{name} = {value}\n"));
}

fn put(out: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a `String` cannot fail.
    let _written = out.write_fmt(text);
}

fn list(out: &mut String, name: &str, items: impl Iterator<Item = String>) {
    put(out, format_args!("{name} = [\n"));
    items.for_each(|item| put(out, format_args!("  {item},\n")));
    out.push_str("]\n");
}

fn band(band: &Band) -> String {
    format!("{{ rating = {}, from = {}, to = {} }}", quoted(&band.rating), band.from, band.to)
}

fn scale(out: &mut String, scale: &Scale) {
    out.push_str("\n[[scales]]\n");
    field(out, "key", &quoted(&scale.key));
    match &scale.kind {
        ScaleKind::Percent => field(out, "kind", &quoted("percent")),
        ScaleKind::Levels(levels) => list(out, "levels", levels.iter().map(level)),
    }
}

fn level(level: &Level) -> String {
    let (label, anchor) = (quoted(&level.label), quoted(&level.anchor));
    let (value, points) = (level.value, level.points);
    format!("{{ value = {value}, points = {points}, label = {label}, anchor = {anchor} }}")
}

fn perspective(out: &mut String, perspective: &Perspective) {
    out.push_str("\n[[perspectives]]\n");
    field(out, "key", &quoted(&perspective.key));
    field(out, "title", &quoted(&perspective.title));
    field(out, "weight", &perspective.weight.to_string());
    field(out, "source", &quoted(perspective.source.word()));
    perspective.criteria.iter().for_each(|one| criterion(out, one));
}

fn criterion(out: &mut String, criterion: &Criterion) {
    out.push_str("\n[[perspectives.criteria]]\n");
    field(out, "key", &quoted(&criterion.key));
    field(out, "title", &quoted(&criterion.title));
    field(out, "weight", &criterion.weight.to_string());
    field(out, "scale", &quoted(&criterion.scale));
    field(out, "client_wording", &quoted(&criterion.client_wording));
    field(out, "supplier_wording", &quoted(&criterion.supplier_wording));
}
