//! Somebody at a keyboard: what they press, and how long that takes them.

use fantoccini::Client;
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::key::Key;
use std::time::Duration;

/// In how much time a score form is to be done.
pub(crate) const LONGEST: Duration = Duration::from_secs(120);

// The keystroke-level model (Card, Moran and Newell, 1980): the time in which an average typist
// presses a key, and in which somebody makes up their mind.
const KEY: Duration = Duration::from_millis(280);
const THOUGHT: Duration = Duration::from_millis(1_350);

/// Keys in the order they are pressed, and how many decisions are made meanwhile.
#[derive(Debug, Default, Clone)]
pub(crate) struct Keys {
    pressed: Vec<char>,
    decisions: u32,
}

impl Keys {
    /// From the top of a page past its navigation.
    pub(crate) fn into_the_page() -> Self {
        Self::default().tab(1).enter()
    }

    /// On to the field after so many.
    pub(crate) fn tab(self, times: usize) -> Self {
        self.press(Key::Tab, times)
    }

    /// Follows a link, presses a button, opens what is folded.
    pub(crate) fn enter(self) -> Self {
        self.press(Key::Enter, 1)
    }

    /// Chooses a level of a scale from 1 on, where one is chosen already or none.
    pub(crate) fn choose(self, level: usize, chosen: Option<usize>) -> Self {
        let decided = Self { decisions: self.decisions + 1, ..self };
        match chosen {
            None if level == 1 => {
                Self { pressed: [decided.pressed, vec![' ']].concat(), ..decided }
            }
            None => decided.press(Key::Down, level - 1),
            Some(before) if before < level => decided.press(Key::Down, level - before),
            Some(before) => decided.press(Key::Up, before - level),
        }
    }

    /// Types words.
    pub(crate) fn text(mut self, words: &str) -> Self {
        self.pressed.extend(words.chars());
        self.decisions += 1;
        self
    }

    fn press(mut self, key: Key, times: usize) -> Self {
        self.pressed.extend(std::iter::repeat_n(char::from(key), times));
        self
    }

    /// These keys, then others.
    pub(crate) fn then(mut self, others: Self) -> Self {
        self.pressed.extend(others.pressed);
        self.decisions += others.decisions;
        self
    }

    /// How many keys are pressed.
    pub(crate) fn count(&self) -> usize {
        self.pressed.len()
    }

    /// How long somebody takes.
    pub(crate) fn time(&self) -> Duration {
        KEY * u32::try_from(self.count()).unwrap() + THOUGHT * self.decisions
    }

    /// Presses them.
    pub(crate) async fn send(&self, client: &Client) {
        let press = |actions: KeyActions, key: &char| {
            let (down, up) = (KeyAction::Down { value: *key }, KeyAction::Up { value: *key });
            actions.then(down).then(up)
        };
        let actions = self.pressed.iter().fold(KeyActions::new("keyboard".to_owned()), press);
        client.perform_actions(actions).await.unwrap();
    }
}
