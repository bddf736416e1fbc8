//! Markup as a tree of elements, as far as comparing structure needs it.

use std::collections::BTreeMap;

/// An element, without its text.
#[derive(Debug, Clone, Default)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: BTreeMap<String, String>,
    pub(crate) children: Vec<Element>,
}

/// Elements that never close.
const VOID: [&str; 7] = ["br", "hr", "img", "input", "link", "meta", "source"];

impl Element {
    /// The tree of a text, below a root without a name.
    #[track_caller]
    pub(crate) fn parse(text: &str) -> Self {
        let (mut open, mut rest) = (vec![Self::default()], text);
        while let Some((_, after)) = rest.split_once('<') {
            let (tag, after) = tag(after);
            rest = after;
            if let Some(name) = tag.strip_prefix('/') {
                let closed = open.pop().unwrap();
                assert_eq!(closed.name, name.trim(), "closes what is not open");
                open.last_mut().unwrap().children.push(closed);
            } else if !tag.starts_with('!') {
                let element = Self::opened(tag.trim_end_matches('/'));
                if tag.ends_with('/') || VOID.contains(&element.name.as_str()) {
                    open.last_mut().unwrap().children.push(element);
                } else {
                    open.push(element);
                }
            }
        }
        assert_eq!(open.len(), 1, "still open: {:?}", open.last());
        open.remove(0)
    }

    fn opened(tag: &str) -> Self {
        let (name, rest) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
        let (name, mut rest) = (name.to_owned(), rest.trim());
        let mut attributes = BTreeMap::new();
        while !rest.is_empty() {
            let end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
            let (attribute, after) = rest.split_at(end);
            let quoted = after.strip_prefix("=\"").map(|text| text.split_once('"').unwrap());
            let (value, after) = quoted.unwrap_or(("", after));
            attributes.insert(attribute.to_owned(), value.to_owned());
            rest = after.trim();
        }
        Self { name, attributes, children: Vec::new() }
    }

    /// The names in its `class`.
    pub(crate) fn classes(&self) -> impl Iterator<Item = &str> {
        self.attributes.get("class").map_or("", String::as_str).split_whitespace()
    }

    /// It and everything in it, in the order of the text.
    pub(crate) fn all(&self) -> Vec<&Self> {
        let within = self.children.iter().flat_map(Self::all);
        std::iter::once(self).chain(within).collect()
    }
}

/// The text of a tag and what follows it; a `>` in a quoted value does not end it.
fn tag(text: &str) -> (&str, &str) {
    let mut quoted = false;
    let end = text.find(|c| {
        quoted ^= c == '"';
        c == '>' && !quoted
    });
    let end = end.unwrap();
    (&text[..end], &text[end + 1..])
}
