//! Addresses, names, who may give which role.

use super::*;

#[test]
fn an_email_address_is_kept_in_lower_case() {
    let address = EmailAddress::parse(" Ola.Example@Northmoor.GOV.UK ").map(|it| it.0);
    assert_eq!(address.as_deref(), Ok("ola.example@northmoor.gov.uk"));
}

#[test]
fn a_text_no_message_could_be_sent_to_is_no_address() {
    let long = format!("{}@example.org", "a".repeat(250));
    for text in [
        "",
        "ola",
        "@example.org",
        "ola@",
        "ola@localhost",
        "ola@a..b",
        "o la@a.b",
        "a@b@c.d",
        "<a>@b.c",
        &long,
    ] {
        assert_eq!(EmailAddress::parse(text), Err(NoEmailAddress), "{text}");
    }
}

#[test]
fn a_name_may_have_any_shape_but_none() {
    for (text, name) in
        [(" Ola  Nordmann ", "Ola Nordmann"), ("O’Brien-Nguyễn", "O’Brien-Nguyễn"), ("光", "光")]
    {
        assert_eq!(PersonName::parse(text).map(|it| it.0), Ok(name.to_owned()));
    }
    for text in ["", " \t ", "a\u{7}b", &"a".repeat(201)] {
        assert!(PersonName::parse(text).is_err(), "{text}");
    }
}

#[test]
fn a_lead_gives_roles_of_their_own_side_and_nobody_else_but_the_administrator_gives_any() {
    let given = |giver| roles_given_by(giver).map(Role::word).collect::<Vec<_>>().join(" ");
    assert_eq!(given(Role::ClientLead), "client_lead client_member commercial auditor");
    assert_eq!(given(Role::SupplierLead), "supplier_lead supplier_member");
    assert_eq!(roles_given_by(Role::Administrator).count(), Role::ALL.len());
    for role in [Role::ClientMember, Role::Commercial, Role::SupplierMember, Role::Auditor] {
        assert_eq!(given(role), "", "{}", role.word());
    }
}

#[test]
fn a_secret_is_not_printed() {
    let secret = secrets::Secret::new("open sesame".to_owned());
    assert_eq!(format!("{secret:?}"), "Secret");
}

#[test]
fn everything_in_a_user_manual_that_is_too_long_is_named() {
    let long = Some("a".repeat(2_001));
    let manual = Manual { contact: long.clone(), ways: long, ..Manual::default() };
    let places: Vec<String> =
        manual.problems().iter().map(|problem| format!("{:?}", problem.place)).collect();
    assert_eq!(places, ["Field(\"contact\")", "Field(\"ways\")"]);
}
