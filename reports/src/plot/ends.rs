//! Names at the ends of lines, moved apart so that none covers another.

use crate::canvas::{self, Colour, Dash, Label, Scene};

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
        text: &str, (size, room): (i32, i32), at: (i32, i32), colour: Colour,
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

/// Moves names as little as it takes for none to overlap, within the panel.
///
/// Names that would touch become one block, centred on the mean of what its members wanted.
pub(crate) fn dodge(ends: &mut [End], (top, bottom): (i32, i32), row: i32) {
    ends.sort_by_key(|end| end.at.1);
    let mut blocks: Vec<Block> = Vec::new();
    for end in ends.iter() {
        let mut block = Block::of(end, row);
        while let Some(above) = blocks.pop_if(|above| above.foot() > block.head()) {
            block = above.joined(block);
        }
        blocks.push(block);
    }
    let mut free = top;
    let mut room: i32 = blocks.iter().map(|block| block.height).sum();
    let mut rest = ends.iter_mut();
    for block in &blocks {
        let mut y = block.head().min(bottom - room).max(free);
        room -= block.height;
        for end in rest.by_ref().take(block.members) {
            let height = end.height(row);
            end.y = y + height / 2;
            y += height;
        }
        free = y;
    }
}

/// Names standing together.
#[derive(Clone, Copy, Debug)]
struct Block {
    members: usize,
    height: i32,
    /// Sum of the heads that would put each member at its own point.
    wanted: i32,
}

impl Block {
    fn of(end: &End, row: i32) -> Self {
        let height = end.height(row);
        Self { members: 1, height, wanted: end.at.1 - height / 2 }
    }

    fn joined(self, below: Self) -> Self {
        let shift = self.height * i32::try_from(below.members).unwrap_or(1);
        Self {
            members: self.members + below.members,
            height: self.height + below.height,
            wanted: self.wanted + below.wanted - shift,
        }
    }

    fn head(self) -> i32 {
        self.wanted / i32::try_from(self.members).unwrap_or(1)
    }

    fn foot(self) -> i32 {
        self.head() + self.height
    }
}

/// Draws the names from `x`, each with a thin line from its point if it had to move.
pub(crate) fn draw(scene: &mut Scene, ends: &[End], x: i32, (size, row): (i32, i32)) {
    for end in ends {
        let way = vec![end.at, (x - 16, end.y), (x - 5, end.y)];
        scene.dashed(way, end.colour, (1, leader(x - end.at.0)));
        let above = (i32::try_from(end.lines.len()).unwrap_or(1) - 1) * row / 2;
        let mut y = end.y - above;
        for line in &end.lines {
            scene.label(Label::at(line.as_str(), (x, y), size));
            y += row;
        }
    }
}

/// A long way to a name is dotted, so that nobody takes it for the line going on.
fn leader(long: i32) -> Dash {
    if long > 60 { Dash::Dashed { on: 2, off: 5 } } else { Dash::Solid }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::canvas::BLACK;

    #[test]
    fn names_that_would_touch_stand_round_the_middle_of_their_points() {
        assert_eq!(dodged(&[100, 100, 100]), [78, 100, 122]);
        assert_eq!(dodged(&[40, 100, 160]), [40, 100, 160]);
        assert_eq!(dodged(&[100, 40, 101]), [40, 89, 111]);
    }

    #[test]
    fn names_stay_within_the_panel() {
        assert_eq!(dodged(&[0, 0, 0]), [11, 33, 55]);
        assert_eq!(dodged(&[200, 200, 150]), [145, 167, 189]);
    }

    /// Centres of one-line names, 22 pixels high, in a panel of 200.
    fn dodged(points: &[i32]) -> Vec<i32> {
        let end = |&y: &i32| End::new("Client", (14, 100), (0, y), BLACK);
        let mut ends: Vec<End> = points.iter().map(end).collect();
        dodge(&mut ends, (0, 200), 18);
        ends.iter().map(|end| end.y).collect()
    }
}
