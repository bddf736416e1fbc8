//! Labels of the time axis: first and last always, between them as many as fit.

use crate::canvas::{Label, Scene, ZERO_LINE};

/// Space between two labels.
const APART: i32 = 14;

/// Draws a tick and a label for the first and last place and for evenly spaced ones between.
pub(crate) fn draw(
    scene: &mut Scene,
    places: &[(i32, &str)],
    (bounds, axis, row): ((i32, i32), i32, i32),
    size: i32,
) {
    for (x, label) in chosen(bounds, places, (row, size)) {
        scene.line(vec![(x, axis), (x, axis + 6)], ZERO_LINE, 1);
        scene.label(label);
    }
}

fn chosen(bounds: (i32, i32), places: &[(i32, &str)], look: (i32, i32)) -> Vec<(i32, Label)> {
    let all: Vec<(i32, Label)> =
        places.iter().map(|&(x, text)| (x, within(bounds, (x, look.0), text, look.1))).collect();
    (1..=all.len()).map(|step| every(&all, step)).find(|some| is_clear(some)).unwrap_or_default()
}

/// The first, the last, and each `step`-th that keeps clear of the last.
fn every(all: &[(i32, Label)], step: usize) -> Vec<(i32, Label)> {
    let Some((last, before)) = all.split_last() else { return Vec::new() };
    let mut some: Vec<(i32, Label)> = before.iter().step_by(step).cloned().collect();
    while some.len() > 1 && some.last().is_some_and(|other| touch(&other.1, &last.1)) {
        some.pop();
    }
    if some.len() == 1 && some.first().is_some_and(|other| touch(&other.1, &last.1)) {
        return some;
    }
    some.push(last.clone());
    some
}

fn is_clear(labels: &[(i32, Label)]) -> bool {
    labels.windows(2).all(|pair| match pair {
        [left, right] => !touch(&left.1, &right.1),
        _ => true,
    })
}

fn touch(left: &Label, right: &Label) -> bool {
    left.span().1 + APART > right.span().0
}

/// A label centred on its place, moved inside the bounds if it would be cut.
fn within((first, last): (i32, i32), at: (i32, i32), text: &str, size: i32) -> Label {
    let mut label = Label::at(text, at, size).centred();
    let (left, right) = label.span();
    label.x += (first + 4 - left).max(0) - (right - last + 4).max(0);
    label
}
