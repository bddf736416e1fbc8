//! What a cell looks like: a value such as a number or a date, or only words.

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Whether nothing but space stands in the cell.
pub(super) fn is_blank(cell: &str) -> bool {
    cell.trim().is_empty()
}

/// Whether the cell is a number, sum of money, percentage, date or time. A year,
/// alone or as `2013-14`, is as often a heading and does not count.
pub(super) fn is_value(cell: &str) -> bool {
    let cell = cell.trim();
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    cell.len() <= 40 && digits > 0 && !is_year(cell) && (is_figure(cell) || is_named_date(cell))
}

fn is_figure(cell: &str) -> bool {
    cell.chars().all(|c| c.is_ascii_digit() || " \u{A0}.,:/-+()%£$€TZ".contains(c))
}

fn is_year(cell: &str) -> bool {
    let (first, rest) = cell.split_at_checked(4).unwrap_or((cell, ""));
    let rest = rest.strip_prefix(['-', '/']).unwrap_or(rest);
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let century = first.len() == 4 && (first.starts_with("19") || first.starts_with("20"));
    century && digits(first) && digits(rest) && matches!(rest.len(), 0 | 2 | 4)
}

/// `26-Sep-13`, `5 July 2026`.
fn is_named_date(cell: &str) -> bool {
    let parts: Vec<&str> = cell.split(['-', ' ', '/']).collect();
    let month = |part: &str| {
        let start = part.get(..3).map(str::to_ascii_lowercase).unwrap_or_default();
        MONTHS.contains(&start.as_str())
    };
    matches!(parts.as_slice(), [day, name, year]
        if month(name) && [day, year].iter().all(|part| part.parse::<u16>().is_ok()))
}

/// Whether the cell is a plain number, as a column of figures has.
pub(super) fn is_number(cell: &str) -> bool {
    let cell = cell.trim().trim_start_matches(['-', '+', '£', '$', '€']);
    cell.bytes().any(|byte| byte.is_ascii_digit())
        && cell.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b',')
}
