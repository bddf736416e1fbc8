//! Whether a text is well-formed XML, as far as drawings need it.

/// Fails unless every element that opens closes in its place.
#[track_caller]
pub(crate) fn well_formed(text: &str) {
    let (mut open, mut rest) = (Vec::new(), text);
    while let Some((before, after)) = rest.split_once('<') {
        assert!(before.matches('&').all(|_| before.contains(';')), "a bare ampersand: {before}");
        let (tag, after) = after.split_once('>').unwrap();
        rest = after;
        assert_eq!(tag.matches('"').count() % 2, 0, "an open attribute: {tag}");
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "closes what is not open");
        } else if !tag.ends_with('/') && !tag.starts_with(['?', '!']) {
            open.push(tag.split_whitespace().next().unwrap());
        }
    }
    assert_eq!(open, Vec::<&str>::new(), "still open");
    assert_eq!(rest.trim(), "", "text after the end");
}
