//! The chain against everything that can be done to it.

use super::*;
use proptest::prelude::*;

fn change(number: u64) -> Change {
    let at = DateTime::from_timestamp(1_770_000_000 + i64::try_from(number).unwrap() * 3_600, 0);
    Change {
        at: at.unwrap(),
        by: By::from(&Actor::administrator()),
        kind: SubjectKind::Contract,
        subject: format!("contract {number}"),
        contract: None,
        record_of: None,
        before: None,
        after: Some(Digest::of([Some("text")])),
    }
}

fn chain(length: u64) -> Vec<Entry> {
    let mut head = Head::EMPTY;
    (1..=length)
        .map(|number| {
            let entry = head.next(change(number));
            head = entry.head();
            entry
        })
        .collect()
}

fn verify(entries: &[Entry], end: Head, anchors: &[Anchor]) -> Result<u64, Broken> {
    let mut verifier = Verifier::new(end, anchors.to_vec());
    entries.iter().try_for_each(|entry| verifier.next(entry))?;
    verifier.finish()
}

fn end(entries: &[Entry]) -> Head {
    entries.last().map_or(Head::EMPTY, Entry::head)
}

#[test]
fn a_digest_is_read_as_it_is_written() {
    let digest = Digest::of([Some("a"), None]);
    assert_eq!(Digest::parse(&digest.to_string()), Some(digest));
    assert_eq!(Digest::parse(""), None);
    assert_eq!(Digest::parse(&"0".repeat(63)), None);
    assert_eq!(Digest::parse(&"g".repeat(64)), None);
    assert_eq!(Digest::parse(&"0".repeat(64)), Some(Digest::NONE));
}

#[test]
fn a_digest_is_sha_256_of_lengths_and_texts() {
    // printf '1:a\n-\n' | sha256sum
    let expected = "5b6169ddac52782ccd3e77feb31524b713fdea9c78a88c507392ddef043efb11";
    assert_eq!(Digest::of([Some("a"), None]).to_string(), expected);
}

#[test]
fn texts_cut_elsewhere_have_another_digest() {
    let digests = [
        Digest::of([Some("ab"), Some("c")]),
        Digest::of([Some("a"), Some("bc")]),
        Digest::of([Some("abc")]),
        Digest::of([Some("abc"), None]),
        Digest::of([Some("abc"), Some("")]),
    ];
    for (place, one) in digests.iter().enumerate() {
        assert!(!digests.iter().skip(place + 1).any(|other| other == one), "{place}");
    }
}

#[test]
fn a_chain_nobody_touched_holds() {
    for length in 0..5 {
        let entries = chain(length);
        assert_eq!(verify(&entries, end(&entries), &[]), Ok(length));
    }
}

#[test]
fn a_change_says_what_happened_by_what_was_there() {
    let some = Some(Digest::NONE);
    for (before, after, verb) in
        [(None, some, Verb::Added), (some, some, Verb::Changed), (some, None, Verb::Removed)]
    {
        assert_eq!(Change { before, after, ..change(1) }.verb(), verb);
    }
}

#[test]
fn a_chain_made_anew_does_not_meet_what_was_kept_of_its_days() {
    let entries = chain(4);
    let anchor = Anchor { day: entries[1].change.at.date_naive(), head: entries[1].head() };
    let mut forged = Vec::new();
    let mut head = Head::EMPTY;
    for entry in &entries {
        let mut change = entry.change.clone();
        change.by.name = "somebody else".to_owned();
        forged.push(head.next(change));
        head = end(&forged);
    }
    let found = verify(&forged, head, &[anchor]);
    assert_eq!(found, Err(Broken { number: 2, how: Break::NotTheAnchor }));
    let cut = verify(&entries[..1], entries[0].head(), &[anchor]);
    assert_eq!(cut, Err(Broken { number: 2, how: Break::CutOff }));
}

proptest! {
    #[test]
    fn an_edited_entry_is_named(length in 1_u64..20, place in any::<prop::sample::Index>()) {
        let mut entries = chain(length);
        let end = end(&entries);
        let place = place.index(entries.len());
        entries[place].change.subject.push('x');
        let number = entries[place].number;
        prop_assert_eq!(verify(&entries, end, &[]), Err(Broken { number, how: Break::Edited }));
    }

    #[test]
    fn the_first_after_a_deleted_entry_is_named(
        length in 2_u64..20,
        place in any::<prop::sample::Index>(),
    ) {
        let mut entries = chain(length);
        let end = end(&entries);
        let place = place.index(entries.len() - 1);
        let removed = entries.remove(place);
        let found = verify(&entries, end, &[]);
        prop_assert_eq!(found, Err(Broken { number: removed.number + 1, how: Break::Gap }));
    }

    #[test]
    fn the_first_entry_cut_off_is_named(length in 1_u64..20, left in any::<prop::sample::Index>()) {
        let mut entries = chain(length);
        let end = end(&entries);
        entries.truncate(left.index(entries.len()));
        let number = u64::try_from(entries.len()).unwrap() + 1;
        prop_assert_eq!(verify(&entries, end, &[]), Err(Broken { number, how: Break::CutOff }));
    }

    #[test]
    fn an_inserted_entry_is_found_where_it_stands(
        length in 1_u64..20,
        place in any::<prop::sample::Index>(),
    ) {
        let mut entries = chain(length);
        let end = end(&entries);
        let place = place.index(entries.len());
        let before = Head {
            number: u64::try_from(place).unwrap(),
            digest: entries[place].previous,
        };
        let inserted = before.next(change(99));
        let number = inserted.number;
        for entry in entries.iter_mut().skip(place) {
            entry.number += 1;
        }
        entries.insert(place, inserted);
        // The inserted entry is well made; the one after it no longer follows.
        let found = verify(&entries, end, &[]).unwrap_err();
        prop_assert_eq!(found.number, number + 1);
    }

    #[test]
    fn two_entries_that_changed_places_are_found(
        length in 2_u64..20,
        place in any::<prop::sample::Index>(),
    ) {
        let mut entries = chain(length);
        let end = end(&entries);
        let place = place.index(entries.len() - 1);
        entries.swap(place, place + 1);
        let (one, other) = (entries[place].number, entries[place + 1].number);
        entries[place].number = other;
        entries[place + 1].number = one;
        let found = verify(&entries, end, &[]).unwrap_err();
        prop_assert_eq!(found.number, other);
    }
}
