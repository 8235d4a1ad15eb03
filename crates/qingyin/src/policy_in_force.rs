//! The policy as this service works by it: from its day on, with the operator's own facts in it.

use config::Config;
use units::{Millis, Timestamp};

use crate::error::Error;

/// Refuses to work by a policy before the day on which it begins to bind, which is a day in China.
///
/// # Errors
/// [`Error::NotYetInForce`].
pub(crate) fn check_in_force(policy: &policy::CompiledPolicy, now: Timestamp) -> Result<(), Error> {
    let day = || format!("{}T00:00:00Z", policy.effective_at).parse::<Timestamp>();
    if day().is_ok_and(|day| now >= day - Millis::hours(8)) {
        return Ok(());
    }
    Err(Error::NotYetInForce { version: policy.version.clone(), effective_at: policy.effective_at.clone() })
}

/// The operator as the policy's documents name them; what is not filled in says so.
pub(crate) fn operator_facts(config: &Config) -> policy::Operator {
    let told =
        |value: &Option<String>| value.clone().unwrap_or_else(|| "（运营者尚未填写 / not filled in yet）".to_owned());
    let operator = &config.operator;
    policy::Operator {
        company: told(&operator.company),
        address: told(&operator.address),
        contact_email: told(&operator.contact_email),
        hotline: told(&operator.hotline),
        officer_name: told(&operator.officer_name),
        officer_email: told(&operator.officer_email),
        court: told(&operator.court),
        storage_region: config.data.region.clone(),
    }
}
