//! What an operator may change about the pages: name, colour, stylesheet, and whom to tell.

use super::{ConfigError, Layers, Settings, parsed};
use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use std::sync::Arc;

/// What pages look like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appearance {
    /// The name people know the service by.
    pub product_name: String,
    /// The colour of the header, such as `#12436d`.
    pub brand_colour: Option<String>,
    /// A stylesheet in place of the one that comes with the service.
    pub theme: Option<Arc<Theme>>,
    /// Whom to tell of a page that cannot be used, and how.
    pub contact: Option<String>,
}

/// A stylesheet for the Design System's components, and what it refers to.
#[derive(Clone, PartialEq, Eq)]
pub struct Theme {
    /// The stylesheet.
    pub stylesheet: String,
    /// Fonts and pictures by their address below `/assets/`.
    pub files: BTreeMap<String, ThemeFile>,
}

/// A font or a picture.
#[derive(Clone, PartialEq, Eq)]
pub struct ThemeFile {
    /// What it is, as a `content-type` header says it.
    pub kind: &'static str,
    /// Its content.
    pub bytes: Vec<u8>,
}

impl fmt::Debug for Theme {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let files: Vec<&String> = self.files.keys().collect();
        out.debug_struct("Theme").field("files", &files).finish_non_exhaustive()
    }
}

/// Longest name and longest contact, in letters.
const LONGEST: usize = 200;

pub(super) fn product_name(text: &str) -> Result<String, String> {
    line(text)?.ok_or_else(|| "give the service a name".to_owned())
}

/// One line of text; none when it is empty.
pub(super) fn line(text: &str) -> Result<Option<String>, String> {
    let text = text.trim();
    if text.chars().count() > LONGEST || text.chars().any(char::is_control) {
        return Err(format!("use one line of up to {LONGEST} letters"));
    }
    Ok((!text.is_empty()).then(|| text.to_owned()))
}

/// A colour that white text can be read on; none when it is empty.
pub(super) fn brand_colour(text: &str) -> Result<Option<String>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let parts = text.strip_prefix('#').filter(|digits| digits.len() == 6);
    let parts = parts.and_then(|digits| u32::from_str_radix(digits, 16).ok());
    let [_, red, green, blue] =
        parts.ok_or("use six hexadecimal digits, such as #12436d")?.to_be_bytes();
    // WCAG 1.4.3: white has a luminance of 1, and text needs a contrast of 4.5.
    if 1.05 / (luminance([red, green, blue]) + 0.05) < 4.5 {
        return Err("choose a darker colour: white text on this one is hard to read".to_owned());
    }
    Ok(Some(text.to_lowercase()))
}

/// Relative luminance, as WCAG 2.2 defines it.
fn luminance(parts: [u8; 3]) -> f64 {
    let linear = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    let [red, green, blue] = parts.map(linear);
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/// The theme in a folder: one stylesheet, and what is in its folder `assets`.
pub(super) fn theme(folder: &str) -> Result<Option<Arc<Theme>>, String> {
    if folder.is_empty() {
        return Ok(None);
    }
    let folder = Path::new(folder);
    let unreadable = |error: std::io::Error| format!("it cannot be read ({error})");
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        found.extend(path.extension().is_some_and(|it| it == "css").then_some(path));
    }
    let [stylesheet] = found.as_slice() else {
        return Err(
            "name a folder with one .css file in it, such as dist/govuk of the npm package \
                    govuk-frontend"
                .to_owned(),
        );
    };
    let stylesheet = std::fs::read_to_string(stylesheet).map_err(unreadable)?;
    let mut files = BTreeMap::new();
    let assets = folder.join("assets");
    if assets.is_dir() {
        collect(&assets, "", &mut files).map_err(unreadable)?;
    }
    Ok(Some(Arc::new(Theme { stylesheet, files })))
}

fn collect(
    folder: &Path, above: &str, files: &mut BTreeMap<String, ThemeFile>,
) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
        let address = format!("{above}{name}");
        if path.is_dir() {
            collect(&path, &format!("{address}/"), files)?;
        } else if let Some(kind) = kind(&address) {
            files.insert(address, ThemeFile { kind, bytes: std::fs::read(&path)? });
        }
    }
    Ok(())
}

/// Fonts and pictures only.
fn kind(name: &str) -> Option<&'static str> {
    match name.rsplit_once('.')?.1 {
        "woff2" => Some("font/woff2"),
        "woff" => Some("font/woff"),
        "svg" => Some("image/svg+xml"),
        "png" => Some("image/png"),
        "ico" => Some("image/x-icon"),
        _ => None,
    }
}

impl Settings {
    /// What pages look like, as far as it is set.
    pub(super) fn appearance(&self, layers: &Layers<'_>) -> Result<Appearance, ConfigError> {
        let file = &layers.file;
        let name = ["SCORECARD_PRODUCT_NAME"];
        let name = layers.find("product-name", &self.product_name, &name, &file.product_name);
        let brand = ["SCORECARD_BRAND_COLOUR"];
        let brand = layers.find("brand-colour", &self.brand_colour, &brand, &file.brand_colour);
        let theme = layers.find("theme", &self.theme, &["SCORECARD_THEME"], &file.theme);
        let contact = ["SCORECARD_ACCESSIBILITY_CONTACT"];
        let given = (&self.accessibility_contact, &file.accessibility_contact);
        let contact = layers.find("accessibility-contact", given.0, &contact, given.1);
        Ok(Appearance {
            product_name: parsed(name, product_name)?,
            brand_colour: parsed(brand, brand_colour)?,
            theme: parsed(theme, self::theme)?,
            contact: parsed(contact, line)?,
        })
    }
}
