//! The policy as this service works by it: from its day on, with the operator's own facts in it.

use config::Config;
use consent::{Consents, HolderError};
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

/// Refuses to go on under another holder of the service before it was said what becomes of what was agreed to.
///
/// # Errors
/// [`Error::AnotherHolder`], and the database's.
pub(crate) async fn check_holder(config: &Config, consents: &Consents) -> Result<(), Error> {
    let Some(named) = &config.operator.company else { return Ok(()) };
    match consents.hold(named, policy_hash()?).await {
        Ok(()) => Ok(()),
        Err(HolderError::AnotherHolder(held_by)) => Err(Error::AnotherHolder { held_by, named: named.clone() }),
        Err(HolderError::SameHolder) => Ok(()),
        Err(HolderError::Db(error)) => Err(error.into()),
    }
}

/// The hash of the version in force, over its content and every version before it.
///
/// # Errors
/// When the versions in the program are broken.
pub(crate) fn policy_hash() -> Result<&'static str, Error> {
    let versions = policy::versions().map_err(Error::Policy)?;
    Ok(versions.last().map_or("", |version| version.hash))
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
