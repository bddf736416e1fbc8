//! Promises about the drawing.

use super::samples::{self, SIZES, line, number, trend};
use crate::canvas::Label;
use crate::*;

#[test]
fn labels_never_overlap_and_never_leave_the_picture() {
    for (name, chart) in samples::all() {
        for size in SIZES {
            check_labels(name, chart.as_ref(), size);
        }
    }
}

#[track_caller]
pub(super) fn check_labels(name: &str, chart: &dyn Chart, size: Size) {
    let scene = chart.scene(size).unwrap();
    let labels = scene.labels();
    assert!(!labels.is_empty(), "{name} has no text");
    for (at, label) in labels.iter().enumerate() {
        let (left, right) = label.span();
        let inside = left >= 0 && right <= scene.width && label.y > 0 && label.y < scene.height;
        assert!(inside, "{name} {size:?}: {label:?} is cut, {left} to {right} of {}", scene.width);
        assert!(label.size >= 14, "{name}: {label:?} is too small");
        for other in labels.iter().skip(at + 1) {
            assert!(!touch(label, other), "{name} {size:?}: {label:?} covers {other:?}");
        }
    }
}

fn touch(a: &Label, b: &Label) -> bool {
    let ((a_left, a_right), (b_left, b_right)) = (a.span(), b.span());
    let across = a_left < b_right && b_left < a_right;
    across && (a.y - b.y).abs() < a.size.max(b.size)
}

#[test]
fn the_same_data_gives_the_same_bytes() {
    for (name, chart) in samples::all() {
        for size in SIZES {
            assert_eq!(chart.svg(size).unwrap(), chart.svg(size).unwrap(), "{name}");
        }
    }
    let charts: [&dyn Chart; 2] = [&trend(), &samples::bullets()];
    for chart in charts {
        let png = chart.png(Size::NARROW).unwrap();
        assert_eq!(png, chart.png(Size::NARROW).unwrap());
        assert!(png.starts_with(b"\x89PNG\r\n\x1a\n"));
    }
}

#[test]
fn the_svg_opens_with_a_role_a_title_and_a_description() {
    let svg = line(&["60", "71.4"]).svg(Size::WIDE).unwrap();
    let (head, _) = svg.split_once("<rect").unwrap();
    let id = head.split_once("<title id=\"").unwrap().1.split_once("t\"").unwrap().0;
    assert_eq!(
        head,
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"960\" height=\"480\" \
             viewBox=\"0 0 960 480\" role=\"img\" aria-labelledby=\"{id}t {id}d\" \
             focusable=\"false\" font-family=\"Noto Sans, Arial, Helvetica, sans-serif\">\n\
             <title id=\"{id}t\">Line chart of Client score for Platform Support.</title>\n\
             <desc id=\"{id}d\">Client rose 11.4 points to 71.4 since 6 January 2025. \
             First figure 60.0 (6 Jan 2025), last 71.4 (13 Jan 2025). \
             Lowest 60.0 (6 Jan 2025), highest 71.4 (13 Jan 2025).</desc>"
        )
    );
}

#[test]
fn two_charts_on_a_page_have_different_ids() {
    let id = |svg: &str| svg.split_once("<title id=\"").unwrap().1[..17].to_owned();
    let (first, second) = (line(&["60"]).svg(Size::WIDE), line(&["61"]).svg(Size::WIDE));
    assert_ne!(id(&first.unwrap()), id(&second.unwrap()));
}

#[test]
fn a_line_is_drawn_as_published_on_the_full_scale() {
    let svg = line(&["0", "100", "50"]).svg(Size::WIDE).unwrap();
    let ends: Vec<&str> = svg
        .split("<polyline")
        .filter(|line| line.contains("#12436D\" stroke-width=\"3\""))
        .collect();
    assert_eq!(ends.len(), 1);
    let points = points_of(ends.first().unwrap());
    let [bottom, top, middle] = points.as_slice() else { panic!("{points:?}") };
    assert!(bottom.1 > middle.1 && middle.1 > top.1);
    assert!((bottom.1 + top.1 - 2 * middle.1).abs() <= 1, "{points:?}");
}

#[test]
fn a_gap_breaks_the_line_and_shows_as_an_open_marker_with_words() {
    let whole = line(&["60", "61", "62", "63", "64"]).svg(Size::WIDE).unwrap();
    let broken = line(&["60", "61", "x", "63", "64"]).svg(Size::WIDE).unwrap();
    assert_eq!(client_lines(&whole), vec![5]);
    assert_eq!(client_lines(&broken), vec![2, 2]);
    assert!(broken.contains(">not scored</text>"));
    assert!(!whole.contains("not scored"));
}

#[test]
fn a_break_in_series_breaks_the_line_and_says_so() {
    let mut chart = line(&["60", "61", "62", "63"]);
    chart.breaks.push(Break { date: samples::date(2025, 1, 18), label: "New weights".into() });
    let svg = chart.svg(Size::WIDE).unwrap();
    assert_eq!(client_lines(&svg), vec![2, 2]);
    assert!(svg.contains(">[b]</text>"));
}

/// How many points each piece of the client's line has.
fn client_lines(svg: &str) -> Vec<usize> {
    let lines = svg.split("<polyline").filter(|line| line.contains("#12436D\" stroke-width=\"3\""));
    lines.map(|line| points_of(line).len()).collect()
}

fn points_of(line: &str) -> Vec<(i32, i32)> {
    let points = line.split_once("points=\"").unwrap().1.split_once('"').unwrap().0;
    let pairs = points.split_whitespace().map(|pair| pair.split_once(',').unwrap());
    pairs.map(|(x, y)| (x.parse().unwrap(), y.parse().unwrap())).collect()
}

#[test]
fn markup_in_names_is_text_not_markup() {
    let mut chart = trend();
    chart.about.subject = "<script>alert(1)</script> & \"Co\"".into();
    for series in &mut chart.series {
        series.name = "<b>A&B</b>\u{0}\u{8}".into();
    }
    chart.events.push(Event { date: samples::date(2025, 1, 20), title: "a > b & c".into() });
    let svg = chart.svg(Size::WIDE).unwrap();
    assert!(!svg.contains("<script") && !svg.contains("<b>"));
    assert!(svg.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;Co&quot;"));
    assert!(svg.contains(">&lt;b&gt;A&amp;B&lt;/b&gt; 72.1</text>"));
    assert!(!svg.contains(['\u{0}', '\u{8}']));
}

#[test]
fn values_too_large_to_draw_are_drawn_at_the_edge_and_printed_as_they_are() {
    let largest = rust_decimal::Decimal::MAX.to_string();
    let chart = line(&["5", &largest, &format!("-{largest}")]);
    let svg = chart.svg(Size::WIDE).unwrap();
    let lines: Vec<&str> = svg
        .split("<polyline")
        .filter(|line| line.contains("#12436D\" stroke-width=\"3\""))
        .collect();
    let points = points_of(lines.first().unwrap());
    assert!(
        points.iter().all(|(x, y)| (0..=960).contains(x) && (0..=480).contains(y)),
        "{points:?}"
    );
    assert!(chart.csv().unwrap().contains(&largest));
    chart.png(Size::NARROW).unwrap();
}

#[test]
fn ten_thousand_points_stay_a_small_picture() {
    let figures: Vec<String> = (0..10_000_u32).map(|at| (at * 7919 % 101).to_string()).collect();
    let figures: Vec<&str> = figures.iter().map(String::as_str).collect();
    let svg = line(&figures).svg(Size::WIDE).unwrap();
    assert!(svg.len() < 100_000, "{} bytes", svg.len());
    check_labels("10,000 points", &line(&figures), Size::NARROW);
}

#[test]
fn an_empty_chart_says_so() {
    let said = |chart: &dyn Chart| {
        let words = chart.headline() + &chart.description();
        words.contains(" yet") && chart.svg(Size::WIDE).unwrap().contains(" yet</text>")
    };
    assert!(said(&line(&[])));
    assert!(said(&line(&["x", "x"])));
    assert!(said(&samples::kpi(Direction::Higher, &[])));
    assert!(said(&Bullets { rows: vec![], ..samples::bullets() }));
}

#[test]
fn more_than_a_reader_can_take_in_is_refused_with_the_reason() {
    let mut crowded = trend();
    crowded.series.extend(trend().series);
    check_refused(&crowded, "a trend has at most 4 lines, not 6: split it into small multiples");
    check_refused(
        &samples::multiples(13),
        "small multiples have at most 12 panels, not 13: choose the criteria to show",
    );
    let backwards = TrendChart { axis: Axis { min: number("5"), max: number("1") }, ..trend() };
    check_refused(&backwards, "the axis must rise, and 5 to 1 does not");
    let tiny = Size { width: 100, height: 100 };
    let error = trend().png(tiny).unwrap_err().to_string();
    assert_eq!(error, "a chart is 320 to 4000 wide and 200 to 4000 high, not 100 by 100");
}

#[track_caller]
fn check_refused(chart: &dyn Chart, reason: &str) {
    assert_eq!(chart.svg(Size::WIDE).unwrap_err().to_string(), reason);
}
