//! What must not be printed is not.

use sms::{Call, Credential, Phone, Secret};

#[test]
fn secrets_and_numbers_are_not_printed() {
    let credential = Credential { id: "id".to_owned(), secret: Secret::new("topsecret") };
    let phone = Phone::parse("13800138000").expect("a number");
    let call = Call { method: "POST", url: "https://host/?to=13800138000", headers: &[], body: b"13800138000" };
    let printed = format!("{credential:?} {phone:?} {call:?}");
    assert!(!printed.contains("topsecret") && !printed.contains("138001"), "{printed}");
    assert_eq!(phone.e164(), "+8613800138000");
}

#[test]
fn numbers_are_those_of_mainland_china() {
    for number in ["13800138000", "+8613800138000", "8613800138000"] {
        assert_eq!(Phone::parse(number).map(|phone| phone.e164()).as_deref(), Some("+8613800138000"));
    }
    for none in ["", "138****8000", "12800138000", "1380013800", "+85251234567", "１３８００１３８０００"] {
        assert_eq!(Phone::parse(none), None, "{none}");
    }
}
