//! Through whom mail leaves, as the operator set it up.

use std::sync::Arc;
use std::time::Duration;

use axum::http::Uri;
use catalog::Catalog;
use config::{Config, MailSecurity};
use consent::Consents;
use db::Db;
use incidents::Incidents;
use mail::smtp::{Login, Security, Server, trusting};
use mail::{Mail, MailAddress};
use rights::Rights;
use sharing::{Gate, RecipientSetup, Way};
use units::Clock;
use vault::Vault;

use crate::error::Error;
use crate::gate::agreed;

/// A server that takes longer for one answer is not there.
const PATIENCE: Duration = Duration::from_secs(60);

/// What the operator states about who takes mail: of notices by the contract, and of letters by consent.
pub(crate) fn recipients(config: &Config) -> Vec<RecipientSetup> {
    let config::Mail::Server(server) = &config.mail else { return Vec::new() };
    let setup = |id: &str| {
        let line = Way::Line { host: server.host.clone(), port: server.port };
        agreed(id, vec![server.host.clone()], &server.agreement, line)
    };
    vec![setup("mail_server"), setup("letter_server")]
}

/// Mail over what these hold: what people are told of, and what is new in the library.
///
/// # Errors
/// As [`server`].
#[expect(clippy::too_many_arguments, reason = "each is one part of the service, and they are put together once")]
pub(crate) fn mail(
    config: &Config,
    db: &Db,
    vault: &Vault,
    consents: &Consents,
    rights: &Rights,
    (incidents, catalog): (Incidents, Catalog),
    gate: &Gate,
    clock: &Arc<dyn Clock>,
) -> Result<Mail, Error> {
    Ok(Mail::new(mail::Parts {
        db: db.clone(),
        clock: Arc::clone(clock),
        vault: vault.clone(),
        consents: consents.clone(),
        rights: rights.clone(),
        incidents,
        catalog,
        gate: gate.clone(),
        server: server(config)?,
        public_url: config.server.public_url.clone(),
    }))
}

/// The server, where there is mail.
///
/// # Errors
/// When the address from which mail comes is none, or nobody's certificates could be believed.
pub(crate) fn server(config: &Config) -> Result<Option<Server>, Error> {
    let config::Mail::Server(server) = &config.mail else { return Ok(None) };
    let from = MailAddress::parse(&server.from).map_err(|_| Error::Told("mail.from is no mail address"))?;
    let pem = server.authority.as_deref().map(str::as_bytes);
    let host = config.server.public_url.as_deref().and_then(|url| url.parse::<Uri>().ok());
    let host = host.as_ref().and_then(|uri| uri.host()).unwrap_or("localhost");
    let login = server.login.as_ref();
    Ok(Some(Server {
        security: match server.security {
            MailSecurity::Tls => Security::Tls,
            MailSecurity::StartTls => Security::StartTls,
            MailSecurity::Loopback => Security::Loopback,
        },
        host: server.host.clone(),
        login: login.map(|login| Login { user: login.user.clone(), password: login.password.expose().to_owned() }),
        from,
        hello: host.to_owned(),
        tls: trusting(pem).map_err(|_| Error::Told("mail.authority holds no certificate"))?,
        patience: PATIENCE,
    }))
}
