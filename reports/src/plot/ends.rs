//! Names at the ends of lines, moved apart so that none covers another.

use crate::canvas::{self, Colour, Label, Scene};

/// A name to set at the height of its line's end.
#[derive(Clone, Debug)]
pub(crate) struct End {
    /// Lines of text, from the top.
    pub(crate) lines: Vec<String>,
    /// The point the name belongs to.
    pub(crate) at: (i32, i32),
    pub(crate) colour: Colour,
    /// Centre of the text once moved.
    pub(crate) y: i32,
}

impl End {
    pub(crate) fn new(
        text: &str,
        (size, room): (i32, i32),
        at: (i32, i32),
        colour: Colour,
    ) -> Self {
        Self { lines: canvas::wrap(text, size, room), at, colour, y: at.1 }
    }

    fn height(&self, row: i32) -> i32 {
        i32::try_from(self.lines.len()).unwrap_or(1) * row + 4
    }
}

/// Width of the widest line.
pub(crate) fn width(ends: &[End], size: i32) -> i32 {
    let lines = ends.iter().flat_map(|end| &end.lines);
    lines.map(|line| canvas::width(line, size)).max().unwrap_or(0)
}

/// Moves names down until none overlaps the one above, then up from the foot.
pub(crate) fn dodge(ends: &mut [End], (top, bottom): (i32, i32), row: i32) {
    ends.sort_by_key(|end| end.at.1);
    let mut free = top;
    for end in ends.iter_mut() {
        let height = end.height(row);
        end.y = end.at.1.max(free + height / 2);
        free = end.y + height - height / 2;
    }
    let mut free = bottom;
    for end in ends.iter_mut().rev() {
        let height = end.height(row);
        end.y = end.y.min(free - (height - height / 2));
        free = end.y - height / 2;
    }
}

/// Draws the names from `x`, each with a thin line from its point if it had to move.
pub(crate) fn draw(scene: &mut Scene, ends: &[End], x: i32, (size, row): (i32, i32)) {
    for end in ends {
        scene.line(vec![end.at, (x - 16, end.y), (x - 5, end.y)], end.colour, 1);
        let above = (i32::try_from(end.lines.len()).unwrap_or(1) - 1) * row / 2;
        let mut y = end.y - above;
        for line in &end.lines {
            scene.label(Label::at(line.as_str(), (x, y), size));
            y += row;
        }
    }
}
