//! One breach for each rule; the list of rules and the list of breaches are the same.

use crate::common;
use std::collections::BTreeSet;

use policy_lang::lint::{self, RULES};
use policy_lang::{
    Basis, CompiledPolicy, Erase, FunctionKind, Loaded, LocalText, NotPersonal, OnSignal, RecipientClass,
    RetentionPeriod, SubjectLink, UsageKind,
};

type Breach = fn(&mut CompiledPolicy);

fn item<'a>(policy: &'a mut CompiledPolicy, id: &str) -> &'a mut policy_lang::Item {
    policy.items.iter_mut().find(|item| item.id == id).expect("the fixture has this item")
}

fn column<'a>(policy: &'a mut CompiledPolicy, id: &str, name: &str) -> &'a mut policy_lang::Column {
    item(policy, id).columns.iter_mut().find(|column| column.name == name).expect("the fixture has this column")
}

fn text<'a>(policy: &'a mut CompiledPolicy, id: &str) -> &'a mut policy_lang::PolicyText {
    policy.texts.iter_mut().find(|text| text.id == id).expect("the fixture has this chapter")
}

const BREACHES: &[(&str, &str, Breach)] = &[
    ("names_are_unique", "declared twice", |policy| policy.functions.push(policy.functions[0].clone())),
    ("names_are_plain", "'listens; DROP' is not usable in SQL", |policy| {
        item(policy, "listen").table = "listens; DROP".into()
    }),
    ("names_are_plain", "'select' is not usable in SQL", |policy| {
        column(policy, "pulse", "pulse").name = "select".into()
    }),
    ("references_resolve", "function 'histori' is not declared", |policy| {
        item(policy, "listen").function = "histori".into()
    }),
    ("titles_exist_in_every_language", "the 'en' text is empty", |policy| policy.purposes[0].notice.en.clear()),
    ("no_catch_all", "'组织管理需要' leaves the list open", |policy| {
        policy.purposes[0].notice.zh = "满足组织管理需要。".into()
    }),
    ("no_catch_all", "'other' names no ground", |policy| policy.purposes[0].id = "other".into()),
    ("basic_functions_own_nothing", "basic function 'play'", |policy| item(policy, "code").function = "play".into()),
    ("purpose_numbers_are_never_reused", "already that of purpose", |policy| policy.purposes[1].no = 1),
    ("separate_consent_is_assessed", "without an impact assessment", |policy| policy.purposes[2].pipia = None),
    ("signals_are_heeded", "say with on_signal", |policy| policy.purposes[1].on_signal = None),
    ("signals_are_heeded", "'history' watches what people do", |policy| {
        policy.purposes[1].on_signal = Some(OnSignal::OwnAct);
        item(policy, "listen").usage = Some(UsageKind::Play);
    }),
    ("signals_are_heeded", "'training' watches what people do", |policy| {
        policy.purposes[2].on_signal = Some(OnSignal::OwnAct)
    }),
    ("signals_are_heeded", "a browser's signal changes nothing", |policy| {
        policy.purposes[0].on_signal = Some(OnSignal::Rests)
    }),
    ("purposes_are_needed", "purpose 'training' has no item", |policy| policy.items.retain(|item| item.id != "pulse")),
    ("item_serves_the_function_of_its_purpose", "consent is asked for 'history'", |policy| {
        item(policy, "listen").function = "account".into()
    }),
    ("surfaces_ask_for_consent", "active without a purpose", |policy| policy.surfaces[0].active = true),
    ("columns_have_one_category", "already belongs to item 'account'", |policy| {
        item(policy, "listen").table = "accounts".into()
    }),
    ("usage_is_of_a_known_kind", "say what with 'usage', which knows view, search", |policy| {
        column(policy, "listen", "created_at").category = "usage".into()
    }),
    ("usage_is_of_a_known_kind", "remove 'usage'", |policy| {
        item(policy, "account").usage = Some(UsageKind::Play);
    }),
    ("rows_have_a_subject", "subject 'owner_id' is no column", |policy| {
        item(policy, "listen").subject = SubjectLink::Column { column: "owner_id".into() };
    }),
    ("rows_have_a_subject", "has to be declared earlier", |policy| policy.items.swap(0, 1)),
    ("rows_have_a_subject", "no subject and no term", |policy| item(policy, "account").subject = SubjectLink::None),
    ("sensitive_columns_are_protected", "'pulse' is sensitive", |policy| policy.purposes[2].basis = Basis::Consent),
    ("sealed_categories_are_sealed", "add it to 'sealed'", |policy| column(policy, "account", "phone").sealed = false),
    ("sealed_categories_are_sealed", "set erase = \"crypto\"", |policy| item(policy, "account").erase = Erase::Delete),
    ("secrets_stay_secret", "is a credential; add it to 'secret'", |policy| {
        column(policy, "code", "code_hash").secret = false
    }),
    ("secrets_stay_secret", "can be neither corrected", |policy| {
        column(policy, "code", "code_hash").correctable = true
    }),
    ("consent_rows_carry_their_grant", "rests on consent", |policy| {
        item(policy, "listen").columns.retain(|column| column.name != "grant_id");
    }),
    ("retention_is_computable", "needs the column it counts from", |policy| {
        item(policy, "listen").retention.column = None
    }),
    ("retention_is_computable", "counts from no column", |policy| {
        item(policy, "listen").retention.period = RetentionPeriod::WhileAccount;
    }),
    ("floors_rest_on_law", "has to rest on law", |policy| {
        item(policy, "listen").retention.floor = Some("evidence".into())
    }),
    ("floors_rest_on_law", "goes when the law allows", |policy| {
        item(policy, "proof").retention.period = RetentionPeriod::Fixed("P5Y".parse().expect("a period"));
    }),
    ("restricted_rows_can_rest", "give its table the column 'subject_digest'", |policy| {
        item(policy, "proof").columns.retain(|column| column.name != "subject_digest");
    }),
    ("restricted_rows_can_rest", "tell the listener why", |policy| item(policy, "proof").why_kept = None),
    ("restricted_rows_can_rest", "without a legal floor", |policy| item(policy, "proof").retention.floor = None),
    ("anonymised_rows_lose_their_subject", "list its subject column", |policy| item(policy, "pulse").anonymise.clear()),
    ("editions_are_known", "edition 'ful' is not declared; did you mean 'full'?", |policy| {
        item(policy, "listen").editions = vec!["ful".into()]
    }),
    ("tables_are_declared_once", "declared elsewhere already", |policy| {
        policy.not_personal.push(NotPersonal { name: "accounts".into(), reason: "wrong".into() });
    }),
    ("tables_are_declared_once", "gives no reason", |policy| policy.not_personal[0].reason.clear()),
    ("recipient_fields_have_a_source", "is no item and column", |policy| {
        policy.recipients[0].fields[0].source = Some("account.fone".into())
    }),
    ("recipient_fields_have_a_source", "leaves for nobody", |policy| {
        policy.recipients[0].fields[0].source = Some("account.phone_index".into());
    }),
    ("recipient_fields_have_a_source", "receives no field", |policy| policy.recipients[0].fields.clear()),
    ("affiliates_get_a_closed_list", "needs a purpose on separate consent", |policy| {
        policy.recipients[0].class = RecipientClass::Affiliate
    }),
    ("affiliates_get_a_closed_list", "affiliates may receive", |policy| {
        policy.recipients[0].class = RecipientClass::Affiliate;
        policy.recipients[0].purpose = "training".into();
    }),
    ("foreign_recipients_need_separate_consent", "is in 'US'", |policy| policy.recipients[0].country = "US".into()),
    ("recipients_start_disabled", "before agreement and check", |policy| {
        policy.recipients[0].enabled_by_default = true
    }),
    ("minors_are_told_of_by_need_alone", "by choice or to improve", |policy| {
        policy.recipients[0].minors = Some(LocalText { zh: "需要".into(), en: "needed".into() });
        policy.recipients[0].purpose = "training".into();
    }),
    ("permissions_serve_extended_functions", "basic function 'play'", |policy| {
        policy.permissions[1].functions.push("play".into())
    }),
    ("binding_follows_publication", "before published_at", |policy| policy.effective_at = "2025-12-31".into()),
    ("chapters_are_complete", "the chapter lacks the way to a court", |policy| {
        let text = text(policy, "contact");
        text.body = text.body.replace("{{operator.court}}", "");
    }),
    ("chapters_are_complete", "chapter 7 'minors' is missing in en", |policy| {
        policy.texts.retain(|text| text.id != "minors")
    }),
    ("placeholders_are_known", "nothing fills {{list.colection}}; did you mean 'list.collection'?", |policy| {
        text(policy, "use").body.push_str("{{list.colection}}");
    }),
    ("placeholders_are_known", "would be hashed unfilled", |policy| {
        policy.purposes[0].notice.zh.push_str("{{operator.company}}")
    }),
    ("lists_are_generated", "lists 'listen' by hand", |policy| {
        text(policy, "use").body.push_str("\n- Listens\n- 听歌记录\n");
    }),
];

#[test]
fn every_breach_is_found_by_its_rule() {
    for (rule, expected, breach) in BREACHES {
        let mut loaded: Loaded = common::loaded();
        breach(&mut loaded.policy);
        let faults = lint::check(&loaded, &[]).err().map(|faults| faults.to_string()).unwrap_or_default();
        let found = faults.lines().any(|line| line.contains(expected) && line.contains(&format!("[{rule}, P-")));
        assert!(found, "rule {rule} did not say '{expected}' but:\n{faults}");
    }
}

#[test]
fn every_rule_has_a_breach() {
    let rules: BTreeSet<&str> = RULES.iter().map(|rule| rule.name).collect();
    let breached: BTreeSet<&str> = BREACHES.iter().map(|(rule, _, _)| *rule).collect();
    assert_eq!(rules, breached);
}

#[test]
fn without_a_breach_no_rule_speaks() {
    assert_eq!(lint::check(&common::loaded(), &[]).map_err(|faults| faults.to_string()), Ok(()));
}

#[test]
fn a_number_of_a_published_version_stays_with_its_purpose() {
    let published = [common::loaded().policy];
    let mut renumbered = common::loaded();
    renumbered.policy.purposes[1].no = 9;
    assert!(lint::check(&renumbered, &published).is_err());
    let mut replaced = common::loaded();
    replaced.policy.purposes[1].id = "diary".into();
    item(&mut replaced.policy, "listen").purpose = "diary".into();
    assert!(lint::check(&replaced, &published).is_err());
    assert!(lint::check(&common::loaded(), &published).is_ok());
}

#[test]
fn a_basic_function_that_becomes_extended_may_own_something() {
    let mut loaded = common::loaded();
    loaded.policy.functions[0].kind = FunctionKind::Extended;
    item(&mut loaded.policy, "code").function = "play".into();
    assert!(lint::check(&loaded, &[]).is_ok());
}

#[test]
fn the_policy_of_this_service_keeps_every_rule() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let sources = policy_lang::load::read(&root).expect("the policy folder can be read");
    let loaded = policy_lang::load::load(&sources).unwrap_or_else(|faults| panic!("{faults}"));
    assert_eq!(lint::check(&loaded, &[]).map_err(|faults| faults.to_string()), Ok(()));
}
