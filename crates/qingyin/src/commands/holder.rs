//! `qingyin holder`: who runs the service, and what becomes of consents when somebody else does.

use std::process::ExitCode;
use std::sync::Arc;

use clap::Subcommand;
use config::Config;
use consent::{Consents, HolderChange, HolderError};
use units::Clock;

use crate::app::{self, Error};
use crate::policy_in_force::policy_hash;

#[derive(Debug, Subcommand)]
pub(crate) enum HolderCommand {
    /// Print who ran the service, one after the other
    Show,
    /// Note that whoever runs the service is called what 'operator.company' says now; consents go on
    Rename,
    /// Note that whom 'operator.company' names takes the service over; unless the policy is the very one that was in
    /// force before, every consent rests until it is given anew
    TakeOver,
}

pub(super) async fn run(config: &Config, clock: Arc<dyn Clock>, command: HolderCommand) -> Result<ExitCode, Error> {
    let db = app::open_database(config).await?;
    let vault = app::open_vault(config).await?;
    let seal = vault.service_seal(settings::SEAL_LABEL);
    let config = settings::in_force(&db, &seal, config).await?.config;
    let consents = Consents::new(db, clock);
    let name = || config.operator.company.as_deref().ok_or(Error::Told("set 'operator.company' first"));
    let said = match command {
        HolderCommand::Show => Ok(()),
        HolderCommand::Rename => consents.rename_holder(name()?).await,
        HolderCommand::TakeOver => consents.take_over(name()?, policy_hash()?).await.map(|taken_over| {
            if taken_over.is_bound {
                println!("the policy is the very one that was in force before; consents go on under it");
            } else {
                println!("{} consents rest until they are given anew", taken_over.asked_anew);
            }
            println!("every member is told in the app for 30 days; the policy says it to everybody");
        }),
    };
    match said {
        Ok(()) => {}
        Err(HolderError::Db(error)) => return Err(error.into()),
        Err(HolderError::SameHolder | HolderError::AnotherHolder(_)) => {
            return Err(Error::Told("nobody else runs the service by its records; there is nothing to note"));
        }
    }
    for holder in consents.holders().await? {
        let change = match holder.change {
            HolderChange::First => "from the beginning",
            HolderChange::Renamed => "under another name",
            HolderChange::TakenOver if holder.keeps_consents => "took it over, bound by the same policy",
            HolderChange::TakenOver => "took it over, and asks everybody anew",
        };
        println!("{}  {}  {change}", holder.since, holder.name);
    }
    Ok(ExitCode::SUCCESS)
}
