//! Lists of facts, and lists in pages.

use super::Tag;
use askama::Template;
use askama::filters::HtmlSafe;

/// Facts, each with its name.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "parts/summary.html")]
pub struct Summary {
    facts: Vec<Fact>,
}

impl HtmlSafe for Summary {}

#[derive(Debug, Clone)]
struct Fact {
    name: String,
    value: String,
    href: Option<String>,
    tag: Option<Tag>,
}

impl Summary {
    /// No facts yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The same facts and one more.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.facts.push(Fact { name: name.into(), value: value.into(), href: None, tag: None });
        self
    }

    /// The same facts and one that leads somewhere.
    #[must_use]
    pub fn link(
        mut self, name: impl Into<String>, value: impl Into<String>, href: impl Into<String>,
    ) -> Self {
        let href = Some(href.into());
        self.facts.push(Fact { name: name.into(), value: value.into(), href, tag: None });
        self
    }

    /// The same facts and a state.
    #[must_use]
    pub fn state(mut self, name: impl Into<String>, tag: Tag) -> Self {
        let value = String::new();
        self.facts.push(Fact { name: name.into(), value, href: None, tag: Some(tag) });
        self
    }
}

/// Where one is in a list that runs over several pages.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "parts/paging.html")]
pub struct Paging {
    /// Number of this page, counted from 1.
    pub number: u64,
    /// How many pages there are, at least 1.
    pub all: u64,
    /// How many items there are on all pages.
    pub total: u64,
    /// Address of the list up to and with `page=`.
    pub address: String,
}

impl HtmlSafe for Paging {}

impl Paging {
    /// Page `number` of a list of `total` items with `size` on a page.
    #[must_use]
    pub fn new(number: u64, total: u64, size: u64, address: String) -> Self {
        Self { number, all: total.div_ceil(size.max(1)).max(1), total, address }
    }

    /// Number of this page and of all pages.
    #[must_use]
    pub fn sheet(&self) -> (u64, u64) {
        (self.number, self.all)
    }

    fn steps(&self) -> Vec<Step> {
        let mut steps = Vec::new();
        let mut before = 0;
        for number in (1..=self.all).filter(|number| self.is_shown(*number)) {
            if number > before + 1 {
                steps.push(Step::Gap);
            }
            steps.push(if number == self.number { Step::Here(number) } else { Step::To(number) });
            before = number;
        }
        steps
    }

    fn is_shown(&self, number: u64) -> bool {
        number == 1 || number == self.all || number.abs_diff(self.number) <= 1
    }

    fn previous(&self) -> Option<u64> {
        self.number.checked_sub(1).filter(|number| *number > 0)
    }

    fn next(&self) -> Option<u64> {
        (self.number < self.all).then(|| self.number + 1)
    }
}

/// One entry of the page numbers.
#[derive(Debug, PartialEq, Eq)]
enum Step {
    To(u64),
    Here(u64),
    Gap,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_leave_out_what_is_far_away() {
        let paging = Paging::new(6, 1_000, 100, "/imports?page=".to_owned());
        assert_eq!(
            paging.steps(),
            [
                Step::To(1),
                Step::Gap,
                Step::To(5),
                Step::Here(6),
                Step::To(7),
                Step::Gap,
                Step::To(10)
            ]
        );
        assert_eq!((paging.previous(), paging.next()), (Some(5), Some(7)));
    }

    #[test]
    fn an_empty_list_has_one_page() {
        let paging = Paging::new(1, 0, 25, String::new());
        assert_eq!((paging.sheet(), paging.previous(), paging.next()), ((1, 1), None, None));
    }
}
