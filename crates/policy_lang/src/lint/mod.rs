//! The rules that every policy has to keep, each with the promise it serves.
//!
//! One rule is one function. A finding names the declaration and says what to do;
//! [`check`] turns it into file and line.

mod items;
mod names;
mod purposes;
mod sharing;
mod texts;

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::load::Loaded;
use crate::model::CompiledPolicy;

/// One rule.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Name, such as `basic_functions_own_nothing`.
    pub name: &'static str,
    /// Promise that the rule serves.
    pub promise: &'static str,
    check: fn(&mut Findings<'_>),
}

/// Every rule.
pub const RULES: &[Rule] = &[
    rule("names_are_unique", "P-036", names::are_unique),
    rule("names_are_plain", "P-145", names::are_plain),
    rule("references_resolve", "P-036", names::references_resolve),
    rule("titles_exist_in_every_language", "P-143", names::titles_exist),
    rule("no_catch_all", "P-104", names::no_catch_all),
    rule("basic_functions_own_nothing", "P-033", purposes::basic_functions_own_nothing),
    rule("purpose_numbers_are_never_reused", "P-113", purposes::numbers_are_never_reused),
    rule("separate_consent_is_assessed", "P-049", purposes::separate_consent_is_assessed),
    rule("purposes_are_needed", "P-142", purposes::are_needed),
    rule("signals_are_heeded", "P-119", purposes::signals_are_heeded),
    rule("item_serves_the_function_of_its_purpose", "P-029", purposes::item_functions_agree),
    rule("surfaces_ask_for_consent", "P-106", purposes::surfaces_ask),
    rule("columns_have_one_category", "P-048", items::columns_have_one_category),
    rule("usage_is_of_a_known_kind", "P-026", items::usage_is_of_a_known_kind),
    rule("rows_have_a_subject", "P-044", items::rows_have_a_subject),
    rule("sensitive_columns_are_protected", "P-049", items::sensitive_columns_are_protected),
    rule("sealed_categories_are_sealed", "P-144", items::sealed_categories_are_sealed),
    rule("secrets_stay_secret", "P-144", items::secrets_stay_secret),
    rule("consent_rows_carry_their_grant", "P-034", items::consent_rows_carry_their_grant),
    rule("retention_is_computable", "P-135", items::retention_is_computable),
    rule("floors_rest_on_law", "P-136", items::floors_rest_on_law),
    rule("restricted_rows_can_rest", "P-137", items::restricted_rows_can_rest),
    rule("anonymised_rows_lose_their_subject", "P-138", items::anonymised_rows_lose_their_subject),
    rule("editions_are_known", "P-053", items::editions_are_known),
    rule("tables_are_declared_once", "P-036", items::tables_are_declared_once),
    rule("recipient_fields_have_a_source", "P-040", sharing::fields_have_a_source),
    rule("affiliates_get_a_closed_list", "P-124", sharing::affiliates_get_a_closed_list),
    rule("foreign_recipients_need_separate_consent", "P-140", sharing::foreign_recipients),
    rule("recipients_start_disabled", "P-041", sharing::start_disabled),
    rule("minors_are_told_of_by_need_alone", "P-168", sharing::minors_by_need),
    rule("permissions_serve_extended_functions", "P-098", sharing::permissions_serve_extended_functions),
    rule("binding_follows_publication", "P-002", texts::binding_follows_publication),
    rule("chapters_are_complete", "P-178", texts::chapters_are_complete),
    rule("placeholders_are_known", "P-176", texts::placeholders_are_known),
    rule("lists_are_generated", "P-003", texts::lists_are_generated),
];

const fn rule(name: &'static str, promise: &'static str, check: fn(&mut Findings<'_>)) -> Rule {
    Rule { name, promise, check }
}

/// What a rule reads and where it reports.
struct Findings<'a> {
    policy: &'a CompiledPolicy,
    published: &'a [CompiledPolicy],
    rule: Rule,
    found: Vec<(String, Rule, String)>,
}

impl Findings<'_> {
    /// Reports a declaration by its place, such as `items.account.purpose`, with what to do.
    fn report(&mut self, place: String, message: String) {
        self.found.push((place, self.rule, message));
    }
}

/// Checks every rule against a policy; `published` are the versions that went before.
///
/// # Errors
/// Every breach, in the order of files and lines.
pub fn check(loaded: &Loaded, published: &[CompiledPolicy]) -> Result<(), Diagnostics> {
    let found = breaches(&loaded.policy, published);
    // One line may break several rules; the reader wants each sentence once.
    let mut faults: BTreeMap<Diagnostic, ()> = BTreeMap::new();
    for (place, rule, message) in found {
        let (file, line) = loaded.places.of(&place);
        let message = format!("{message} [{}, {}]", rule.name, rule.promise);
        faults.insert(Diagnostic { file, line, message }, ());
    }
    if faults.is_empty() { Ok(()) } else { Err(Diagnostics(faults.into_keys().collect())) }
}

fn breaches(policy: &CompiledPolicy, published: &[CompiledPolicy]) -> Vec<(String, Rule, String)> {
    let mut found = Vec::new();
    for rule in RULES {
        let mut findings = Findings { policy, published, rule: *rule, found: Vec::new() };
        (rule.check)(&mut findings);
        found.append(&mut findings.found);
    }
    found
}
