//! What follows the settings of the web app while the service runs: the gate, accounts elsewhere, codes, speech.

use std::sync::Arc;

use accounts::{Accounts, Console};
use config::Config;
use connect::Connectors;
use db::Db;
use mail::Mail;
use settings::{Followed, Follower};
use sharing::Gate;
use tokio::sync::Mutex;
use transcription::Transcription;
use units::Clock;

use crate::error::Error;
use crate::{gate, mailing, providers, sms};

/// Everything that works by settings which operators may change in the web app.
pub(crate) struct Following {
    pub(crate) db: Db,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) console: Console,
    pub(crate) gate: Gate,
    pub(crate) connectors: Connectors,
    pub(crate) accounts: Accounts,
    pub(crate) transcription: Transcription,
    pub(crate) mail: Mail,
    /// What they work by now.
    pub(crate) current: Mutex<Config>,
}

impl Following {
    async fn take(&self, config: &Config) -> Result<(), Error> {
        let mut current = self.current.lock().await;
        // What can fail comes first, so that nothing is half taken.
        let has_other_providers = current.sign_in.providers != config.sign_in.providers;
        let apps = match has_other_providers {
            true => Some(providers::apps(config, &self.db, &self.clock).await?),
            false => None,
        };
        let has_other_one_tap = current.one_tap != config.one_tap;
        let one_tap = if has_other_one_tap { crate::one_tap::one_tap(config, &self.gate)? } else { None };
        let has_other_mail = current.mail != config.mail;
        let mail_server = if has_other_mail { mailing::server(config)? } else { None };
        self.gate.replace(gate::setups(config));
        if has_other_mail {
            self.mail.replace(mail_server);
        }
        if let Some(apps) = apps {
            self.connectors.replace(providers::places(config), apps);
        }
        // A carrier's line stays open while its account is the same.
        if current.sms != config.sms {
            self.accounts.replace_sms(sms::gateway(config, &self.gate, &self.clock, self.console.clone()));
        }
        if has_other_one_tap {
            self.accounts.replace_one_tap(one_tap);
        }
        if current.voice_search != config.voice_search {
            self.transcription.replace(gate::transcriber(config, &self.gate));
        }
        *current = config.clone();
        Ok(())
    }
}

impl Follower for Following {
    fn follow<'a>(&'a self, config: &'a Config) -> Followed<'a> {
        Box::pin(async move { self.take(config).await.map_err(|error| crate::commands::chain(&error)) })
    }
}
