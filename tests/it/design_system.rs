//! Our pages have the markup of the Design System, as it publishes it.
//!
//! `govuk-frontend` comes with examples of the HTML of each of its components. `tests/run` fetches
//! them and names their folder in `SCORECARD_TEST_GOVUK`.

use crate::pages::{every_address, worked_example};
use crate::support::markup::Element;
use crate::support::{setting, web::Web};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

/// A component, or a part of one: the class of its outermost element, and the published examples one of which
/// every occurrence on our pages is built like.
struct Component {
    name: &'static str,
    class: &'static str,
    examples: &'static [&'static str],
}

const fn component(
    name: &'static str, class: &'static str, examples: &'static [&'static str],
) -> Component {
    Component { name, class, examples }
}

const COMPONENTS: &[Component] = &[
    component("skip-link", "govuk-skip-link", &["default"]),
    component("generic-header", "govuk-generic-header", &["default"]),
    component(
        "service-navigation",
        "govuk-service-navigation",
        &["default", "with navigation with an active item"],
    ),
    component("breadcrumbs", "govuk-breadcrumbs", &["default"]),
    component("footer", "govuk-footer", &["with only meta links"]),
    component("notification-banner", "govuk-notification-banner", &["with type as success"]),
    component("error-summary", "govuk-error-summary", &["default"]),
    component("inset-text", "govuk-inset-text", &["default"]),
    component("details", "govuk-details", &["default"]),
    component("table", "govuk-table", &["with head and caption"]),
    component("summary-list", "govuk-summary-list", &["default"]),
    component("tag", "govuk-tag", &["default"]),
    component("pagination", "govuk-pagination", &["default", "first page", "last page"]),
    component("button", "govuk-button", &["default"]),
    component("input", "govuk-input", &["default", "with hint text", "with error and hint"]),
    component("textarea", "govuk-textarea", &["with hint", "with hint and error message"]),
    component("select", "govuk-select", &["default", "hint"]),
    component(
        "file-upload",
        "govuk-file-upload",
        &["with hint text", "with error message and hint"],
    ),
    component("radios", "govuk-radios", &["default", "with fieldset and error message"]),
    component("radios", "govuk-radios__item", &["with hints on items"]),
    component("checkboxes", "govuk-checkboxes", &["with checked item"]),
];

/// Fields are compared with the group of label, hint, message and field that they stand in.
const GROUP: &str = "govuk-form-group";

/// What the components stand in and the words around them; each is only a class.
const PLAIN: &[&str] = &[
    "govuk-template",
    "govuk-width-container",
    "govuk-main-wrapper",
    "govuk-heading-l",
    "govuk-heading-m",
    "govuk-heading-s",
    "govuk-caption-l",
    "govuk-body",
    "govuk-body-l",
    "govuk-body-s",
    "govuk-list",
    "govuk-link",
    "govuk-visually-hidden",
    "govuk-button-group",
];

/// Parts that come only inside a component, and are compared with it.
const WITHIN: &[&str] =
    &[GROUP, "govuk-label", "govuk-hint", "govuk-error-message", "govuk-fieldset"];

/// Parts that hold whatever a page has to say.
const FREE: &[&str] = &[
    "govuk-table__caption",
    "govuk-table__header",
    "govuk-table__cell",
    "govuk-summary-list__key",
    "govuk-summary-list__value",
    "govuk-details__summary-text",
    "govuk-details__text",
    "govuk-fieldset__legend",
    "govuk-inset-text",
];

/// Parts compared by themselves, wherever they stand.
const APART: &[&str] = &["govuk-radios__item"];

/// Marks of GOV.UK itself, which a service elsewhere must not carry.
const IDENTITY: &[&str] = &["govuk-footer__copyright-logo"];

/// An element as its component needs it: its place among the elements around it, its classes
/// without variants of size and colour, and what it tells a screen reader.
fn shape(root: &Element) -> Vec<String> {
    let mut shape = Vec::new();
    collect(root, "", &mut shape);
    shape
}

fn collect(element: &Element, above: &str, shape: &mut Vec<String>) {
    let one_of = |names: &[&str]| element.classes().any(|class| names.contains(&class));
    let needs_a_script = element.attributes.contains_key("hidden");
    if element.name == "svg" || needs_a_script || one_of(IDENTITY) {
        return;
    }
    let place = format!("{above}/{}{}", element.name, told(element));
    // A row like the one before adds nothing.
    if !shape.contains(&place) {
        shape.push(place.clone());
    }
    let apart = !above.is_empty() && one_of(APART);
    if !one_of(FREE) && !apart {
        element.children.iter().for_each(|child| collect(child, &place, shape));
    }
}

fn told(element: &Element) -> String {
    let kept = |class: &&str| !class.contains("--") || class.ends_with("--error");
    let own = element.classes().filter(|class| class.starts_with("govuk-"));
    let mut told: BTreeSet<String> = own.filter(kept).map(|it| format!(".{it}")).collect();
    // A part may be for screen readers only and is still that part.
    if told.len() > 1 {
        told.remove(".govuk-visually-hidden");
    }
    for (name, value) in &element.attributes {
        match name.as_str() {
            // What text a field takes is for the page to say.
            "type" if ["email", "password"].contains(&value.as_str()) => {
                told.insert("[type=text]".to_owned())
            }
            "role" | "type" | "rel" | "scope" => told.insert(format!("[{name}={value}]")),
            "aria-label" => told.insert(format!("[{name}={}]", value.replace(digit, ""))),
            "aria-current" => false,
            it => (it == "for" || it.starts_with("aria-")) && told.insert(format!("[{it}]")),
        };
    }
    told.into_iter().collect()
}

fn digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// Published examples of a component, by the names given.
fn examples(folder: &Path, component: &Component) -> Vec<Vec<String>> {
    let file = folder.join("components").join(component.name).join("fixtures.json");
    let all: Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
    let example = |name: &&str| {
        let all = all["fixtures"].as_array().unwrap();
        let found = all.iter().find(|it| it["name"] == *name);
        let found = found.unwrap_or_else(|| panic!("{} has no example {name}", component.name));
        let tree = Element::parse(found["html"].as_str().unwrap());
        shape(occurrences(&tree, component.class)[0])
    };
    component.examples.iter().map(example).collect()
}

/// Every page with its address, those that refuse what was sent among them.
async fn pages(web: &Web) -> Vec<(String, Element)> {
    let mut pages = Vec::new();
    for address in every_address(web).await {
        let page = web.get(&address).await;
        pages.push((address, Element::parse(page.text())));
    }
    // Enough problems for a list with first, middle and last pages, and gaps between.
    let wrong = "C-1,2026-06-01,client,Outcomes achieved,9\n".repeat(800);
    let wrong = format!("contract,meeting_date,side,criterion,value\n{wrong}");
    let refused = web.upload("/import/scores", &wrong, &[]).await.is(303);
    for number in [1, 4, 8] {
        let address = format!("{}?page={number}", refused.header("location"));
        let page = web.get(&address).await.is(200);
        pages.push((address, Element::parse(page.text())));
    }
    let none: &[(&str, &str)] = &[];
    for fields in [none, &[("columns", "no equals sign")]] {
        let refused = web.upload("/import/scores", "", fields).await.is(422);
        pages.push((format!("an upload with {fields:?}"), Element::parse(refused.text())));
    }
    pages
}

/// The outermost elements of a component in a page; of a field, the group around it.
fn occurrences<'a>(page: &'a Element, class: &str) -> Vec<&'a Element> {
    let is = |element: &Element, wanted: &str| element.classes().any(|class| class == wanted);
    let groups = page.all().into_iter().filter(|element| is(element, GROUP));
    let fields: Vec<&Element> =
        groups.filter(|group| group.all().iter().any(|it| is(it, class))).collect();
    if fields.is_empty() || APART.contains(&class) {
        page.all().into_iter().filter(|element| is(element, class)).collect()
    } else {
        fields
    }
}

#[tokio::test]
async fn every_component_is_built_like_a_published_example() {
    let Some(folder) = setting("SCORECARD_TEST_GOVUK") else { return };
    let web = worked_example().await;
    let pages = pages(&web).await;
    let mut differences = Vec::new();
    for component in COMPONENTS {
        let examples = examples(Path::new(&folder), component);
        let mut seen = 0;
        for (address, page) in &pages {
            for ours in occurrences(page, component.class).into_iter().map(shape) {
                seen += 1;
                if !examples.contains(&ours) {
                    let name = component.name;
                    differences.push(format!("{address}: {name} {ours:#?}, not {examples:#?}"));
                }
            }
        }
        assert!(seen > 0, "no page has a {}", component.name);
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[tokio::test]
async fn every_class_with_the_design_systems_prefix_is_one_of_its_own() {
    let Some(folder) = setting("SCORECARD_TEST_GOVUK") else { return };
    let mut published = vec!["govuk-frontend.min.css".to_owned(), "template.njk".to_owned()];
    published.extend(COMPONENTS.iter().map(|it| format!("components/{}/fixtures.json", it.name)));
    let read = |file| std::fs::read_to_string(Path::new(&folder).join(file)).unwrap();
    let published: String = published.iter().map(read).collect();
    let words = published.split(|c: char| !c.is_ascii_alphanumeric() && !"-_".contains(c));
    let known: BTreeSet<&str> = words.filter(|word| word.starts_with("govuk-")).collect();
    let components = COMPONENTS.iter().map(|component| component.class);
    let blocks = components.chain(PLAIN.iter().copied()).chain(WITHIN.iter().copied());
    let blocks: BTreeSet<&str> = blocks.collect();
    let web = worked_example().await;
    let mut strange = BTreeSet::new();
    for (_, page) in pages(&web).await {
        for class in page.all().into_iter().flat_map(Element::classes) {
            let block = class.split("__").next().and_then(|it| it.split("--").next()).unwrap();
            if block.starts_with("govuk-") && !(known.contains(class) && blocks.contains(block)) {
                strange.insert(class.to_owned());
            }
        }
    }
    assert_eq!(strange, BTreeSet::new());
}
