//! Where figures are rounded, as a tender says: sections, components, the total.

use super::settings::{Parameter, Settings};
use crate::domain::exact::Fraction;
use rust_decimal::Decimal;

/// Places when nothing is said, as in most tenders.
const USUAL: u32 = 2;

/// The most places a figure is published with.
const MOST: u32 = 12;

pub(super) const ROUND: Parameter = Parameter::optional(
    "round",
    "component2",
    "Decimal places, halves away from zero: totalN rounds only the total, componentN the price \
     points and the quality points before they are added, sectionN each section of the quality \
     points first; several with commas between; 2 places when not said",
);

/// The same, where there is one figure.
pub(super) const ROUND_FIGURE: Parameter = Parameter::optional(
    "round",
    "total2",
    "Decimal places of the figure, halves away from zero; total2 when not said",
);

/// Decimal places of what is published.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rounding {
    section: Option<u32>,
    component: Option<u32>,
    total: u32,
}

impl Rounding {
    /// Nothing is rounded on the way.
    pub(super) const NONE: Self = Self { section: None, component: None, total: MOST };

    /// For methods that add price points and quality points.
    pub(super) fn of_points(settings: &mut Settings<'_>) -> Self {
        let (section, component, total) = read(settings);
        let component = component.or(if total.is_some() { None } else { Some(USUAL) });
        Self { section, component, total: total.or(component).unwrap_or(USUAL) }
    }

    /// For methods that rank by one figure.
    pub(super) fn of_figure(settings: &mut Settings<'_>) -> Self {
        let (section, component, total) = read(settings);
        if section.or(component).is_some() {
            let message = "this method has one figure and no components";
            settings.wrong("round", message, "Use total and a number of places, such as total2");
        }
        Self { section: None, component: None, total: total.unwrap_or(USUAL) }
    }

    /// A section of the quality points.
    pub(super) fn section(&self, points: Fraction) -> Fraction {
        let rounded = self.section.and_then(|places| points.round(places));
        rounded.map_or(points, Fraction::of)
    }

    /// Price points or quality points as published.
    pub(super) fn component(&self, points: &Fraction) -> Option<Decimal> {
        points.round(self.component.unwrap_or(self.total))
    }

    /// Points as they are added up.
    pub(super) fn addend(&self, points: &Fraction) -> Fraction {
        let rounded = self.component.and_then(|places| points.round(places));
        rounded.map_or_else(|| points.clone(), Fraction::of)
    }

    /// The figure that is ranked, from one that is not rounded.
    pub(super) fn total(&self, figure: &Fraction) -> Option<Decimal> {
        figure.round(self.total)
    }

    /// What is rounded, in words.
    pub(super) fn words(&self) -> String {
        let mut parts = Vec::new();
        parts.extend(self.section.map(|places| format!("sections to {places}")));
        parts.extend(self.component.map(|places| format!("price and quality to {places}")));
        parts.push(format!("the total to {}", self.total));
        format!("{} decimal places, halves away from zero", parts.join(", "))
    }
}

fn read(settings: &mut Settings<'_>) -> (Option<u32>, Option<u32>, Option<u32>) {
    let (mut section, mut component, mut total) = (None, None, None);
    let Some(text) = settings.text("round") else { return (section, component, total) };
    for part in text.split(',').map(str::trim) {
        let digits = part.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        let word = part.strip_suffix(digits).unwrap_or(part);
        let places = digits.parse().ok().filter(|places| *places <= MOST);
        let place = match word {
            "section" => &mut section,
            "component" => &mut component,
            "total" => &mut total,
            _ => &mut None,
        };
        if !matches!(word, "section" | "component" | "total") || places.is_none() {
            let message = "this does not say what is rounded to how many places";
            let remedy = "Use section, component or total with a number from 0 to 12, such as \
                          component2; several with commas between";
            settings.wrong("round", message, remedy);
        } else if place.replace(places.unwrap_or(USUAL)).is_some() {
            settings.wrong("round", "this is said twice", "Leave one of the two out");
        }
    }
    (section, component, total)
}
