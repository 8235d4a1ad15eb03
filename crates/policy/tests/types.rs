//! The generated types say what the policy says.

use policy::{Basis, ConsentPurpose, CookieName, Language, Operator, Purpose, PurposeId, Recipient, RecipientId};

fn is_consent<P: ConsentPurpose>() -> bool {
    P::BASIS.needs_grant()
}

#[test]
fn every_purpose_has_its_value_and_number() {
    let declared = &policy::current().purposes;
    assert_eq!(PurposeId::ALL.len(), declared.len());
    for (purpose, id) in declared.iter().zip(PurposeId::ALL) {
        assert_eq!((purpose.id.as_str(), purpose.no, purpose.basis), (id.id(), id.no(), id.basis()));
        assert_eq!(PurposeId::from_id(&purpose.id), Some(*id));
        assert_eq!(PurposeId::from_no(purpose.no), Some(*id));
    }
    assert_eq!((PurposeId::from_no(0), PurposeId::from_no(255), PurposeId::from_id("selling")), (None, None, None));
}

#[test]
fn types_and_values_agree() {
    assert_eq!(policy::PlayHistory::PURPOSE, PurposeId::PlayHistory);
    assert_eq!(policy::PlayHistory::NO, PurposeId::PlayHistory.no());
    assert_eq!(policy::Account::BASIS, Basis::Contract);
    assert!(is_consent::<policy::PlayHistory>() && is_consent::<policy::ProfileBirthday>());
    assert_eq!(<policy::SmsGateway as Recipient>::RECIPIENT, RecipientId::SmsGateway);
    assert_eq!(<<policy::SmsGateway as Recipient>::Purpose as Purpose>::ID, "sign_in_verification");
}

#[test]
fn the_embedded_versions_are_whole() {
    let versions = policy::versions().expect("the chain holds");
    assert_eq!(versions.last().map(|newest| &newest.policy), Some(policy::current()));
    let changed = versions.windows(2).all(|pair| pair[1].previous == Some(pair[0].hash));
    assert!(changed, "each version continues the one before");
}

#[test]
fn a_notice_is_known_by_its_hash_in_each_language() {
    for purpose in PurposeId::ALL {
        for language in Language::ALL {
            let hash = policy::text_hash(*purpose, language);
            assert_eq!(policy::language_of_notice(*purpose, &hash), Some(language));
        }
        assert_eq!(policy::language_of_notice(*purpose, ""), None);
    }
}

#[test]
fn the_text_hash_covers_what_the_operator_filled_in() {
    let version = &policy::current().version;
    let one = Operator { company: "甲公司".into(), ..Operator::default() };
    let other = Operator { company: "乙公司".into(), ..Operator::default() };
    let render = |operator: &Operator, language| {
        policy::documents(version, language, operator).expect("the chain holds").expect("the version exists")
    };
    let shown = render(&one, Language::ZhCn);
    assert_eq!(shown.document.chapters.len(), 10);
    assert_ne!(shown.text_hash, render(&other, Language::ZhCn).text_hash);
    assert_ne!(shown.text_hash, render(&one, Language::En).text_hash);
    assert!(policy::is_current_text(&shown.text_hash, &one));
    assert!(!policy::is_current_text(&shown.text_hash, &other));
}

#[test]
fn every_list_is_published_in_every_language() {
    let version = &policy::current().version;
    for language in Language::ALL {
        for id in ["policy", "collection", "permissions", "recipients", "sharing", "cookies", "storage"] {
            assert!(
                policy::document(version, language, id).is_some_and(|text| text.starts_with("# ")),
                "{language}/{id}"
            );
        }
    }
    assert_eq!(policy::document("0", Language::En, "policy"), None);
}

#[test]
fn pages_may_speak_to_this_service_alone() {
    let sources =
        policy::CONTENT_SECURITY_POLICY.split([';', ' ']).filter(|word| word.contains('.') || word.contains('*'));
    assert_eq!(sources.collect::<Vec<_>>(), Vec::<&str>::new());
    let scripts = policy::CONTENT_SECURITY_POLICY.split("; ").find(|rule| rule.starts_with("script-src"));
    // WebAssembly may run; text may not become script.
    assert_eq!(scripts, Some("script-src 'self' 'wasm-unsafe-eval'"));
    for rule in ["camera=(self)", "microphone=(self)", "geolocation=()"] {
        assert!(policy::PERMISSIONS_POLICY.contains(rule), "{rule}");
    }
}

#[test]
fn the_session_cookie_has_an_end() {
    assert_eq!(CookieName::QingyinSession.id(), "qingyin_session");
    assert_eq!(CookieName::QingyinSession.max_age_seconds(), 90 * 86_400);
}
