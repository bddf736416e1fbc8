//! Labels of the time axis: first and last always, between them as many as fit.

use crate::canvas::{self, Label, Scene, ZERO_LINE};

/// Space between two labels.
const APART: i32 = 14;

/// Draws a tick and a label for the first and last place and for evenly spaced ones between.
pub(crate) fn draw(
    scene: &mut Scene, places: &[(i32, &str)], (bounds, axis, row): ((i32, i32), i32, i32),
    size: i32,
) {
    for (x, label) in chosen(bounds, places, (row, size)) {
        scene.line(vec![(x, axis), (x, axis + 6)], ZERO_LINE, 1);
        scene.label(label);
    }
}

fn chosen(bounds: (i32, i32), places: &[(i32, &str)], look: (i32, i32)) -> Vec<(i32, Label)> {
    let label = |&(x, text): &(i32, &str)| (x, within(bounds, (x, look.0), text, look.1));
    let steps = least_step(bounds, places, look.1)..=places.len();
    steps.map(|step| every(places, step, label)).find(|some| is_clear(some)).unwrap_or_default()
}

/// A step below which labels as long as the first could not all fit.
fn least_step((left, right): (i32, i32), places: &[(i32, &str)], size: i32) -> usize {
    let width = places.first().map_or(1, |(_, text)| canvas::width(text, size)).max(1);
    let fit = usize::try_from((right - left) / width).unwrap_or(1) + 1;
    (places.len() / fit).max(1)
}

/// The first, the last, and each `step`-th that keeps clear of the last.
fn every(
    places: &[(i32, &str)], step: usize, label: impl Fn(&(i32, &str)) -> (i32, Label),
) -> Vec<(i32, Label)> {
    let Some((last, before)) = places.split_last() else { return Vec::new() };
    let last = label(last);
    let mut some: Vec<(i32, Label)> = before.iter().step_by(step).map(label).collect();
    while some.len() > 1 && some.last().is_some_and(|other| touch(&other.1, &last.1)) {
        some.pop();
    }
    let is_alone = some.len() == 1;
    if is_alone && some.last().is_some_and(|other| touch(&other.1, &last.1)) {
        return some;
    }
    some.push(last);
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
