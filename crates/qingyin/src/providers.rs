//! Accounts elsewhere with which people may sign in, as the operator set them up.

use std::sync::Arc;

use config::Config;
use connect::{
    AppleApp, Apps, Connectors, OidcApp, Parts, Places, Provider, QqApp, Secret, WechatApp, WechatEvents, WeiboApp,
    WeiboEvents,
};
use db::Db;
use sharing::public::{PublicOptions, PublicReader};
use sharing::{Gate, RecipientSetup};
use units::Clock;

use crate::error::Error;
use crate::gate::agreed;

/// The ways to sign in with an account elsewhere.
///
/// # Errors
/// As [`apps`].
pub(crate) async fn connectors(
    config: &Config,
    db: &Db,
    gate: &Gate,
    clock: Arc<dyn Clock>,
) -> Result<Connectors, Error> {
    let apps = apps(config, db, &clock).await?;
    Ok(Connectors::new(Parts { gate: gate.clone(), clock, places: places(config), apps }))
}

/// The applications that are registered with providers.
///
/// # Errors
/// When this machine has no usable certificates for TLS, or the list of public hosts cannot be written.
pub(crate) async fn apps(config: &Config, db: &Db, clock: &Arc<dyn Clock>) -> Result<Apps, Error> {
    let providers = &config.sign_in.providers;
    let secret = |secret: &config::Secret| Secret(secret.expose().to_owned());
    let wechat = providers.wechat.as_ref().map(|app| WechatApp {
        app_id: app.app_id.clone(),
        app_secret: secret(&app.app_secret),
        in_app: app.in_app.as_ref().map(|(id, its)| (id.clone(), secret(its))),
        events: app.events.as_ref().map(|(token, key)| WechatEvents { token: secret(token), key: secret(key) }),
    });
    let qq = providers.qq.as_ref().map(|app| QqApp {
        app_id: app.app_id.clone(),
        app_key: secret(&app.app_key),
        has_union_id: app.union_id,
    });
    let weibo = providers.weibo.as_ref().map(|app| WeiboApp {
        app_key: app.app_key.clone(),
        app_secret: secret(&app.app_secret),
        events: app.events_secret.as_ref().map(|its| WeiboEvents { secret: secret(its) }),
    });
    let apple = match &providers.apple_services_id {
        Some(services_id) => Some(apple_app(services_id, config, db, clock)?),
        None => None,
    };
    if let Some(app) = &apple {
        app.allow(&places(config)).await?;
    }
    let oidc = providers.oidc.as_ref().map(|app| oidc_app(app));
    Ok(Apps { wechat, qq, weibo, apple, oidc })
}

/// Apple, whose keys are read from its own host, or from the simulation on this very machine.
fn apple_app(services_id: &str, config: &Config, db: &Db, clock: &Arc<dyn Clock>) -> Result<AppleApp, Error> {
    let is_simulated = config.sign_in.providers.simulator.is_some();
    let options = PublicOptions {
        enabled: true,
        private_networks: Some(Arc::new(move |address| is_simulated && address.is_loopback())),
    };
    let reader = PublicReader::new(db.clone(), Arc::clone(clock), options)?;
    Ok(AppleApp { services_id: services_id.to_owned(), reader })
}

fn oidc_app(app: &config::Oidc) -> OidcApp {
    OidcApp {
        name: app.name.clone(),
        issuer: app.issuer.clone(),
        client_id: app.client_id.clone(),
        client_secret: app.client_secret.as_ref().map(|its| Secret(its.expose().to_owned())),
    }
}

/// Where the providers are.
pub(crate) fn places(config: &Config) -> Places {
    config.sign_in.providers.simulator.as_deref().map_or_else(Places::default, Places::simulated)
}

/// What the operator states about each provider, in the words of the policy.
pub(crate) fn recipients(config: &Config) -> Vec<(Provider, RecipientSetup)> {
    let providers = &config.sign_in.providers;
    let places = places(config);
    let mut found = Vec::new();
    let mut add = |provider: Provider, hosts: Vec<String>, address: String, agreement: &config::Agreement| {
        let request = connect::reaching(address);
        // Who is told nothing needs no agreement.
        if let Some(recipient) = provider.recipient() {
            found.push((provider, agreed(recipient, hosts, agreement, request)));
        }
    };
    if let Some(app) = &providers.wechat {
        add(Provider::Wechat, WechatApp::hosts(&places), WechatApp::probe(&places), &app.agreement);
    }
    if let Some(app) = &providers.qq {
        add(Provider::Qq, QqApp::hosts(&places), QqApp::probe(&places), &app.agreement);
    }
    if let Some(app) = &providers.weibo {
        add(Provider::Weibo, WeiboApp::hosts(&places), WeiboApp::probe(&places), &app.agreement);
    }
    if let Some(app) = &providers.oidc {
        let address = oidc_app(app).discovery_address();
        add(Provider::Oidc, vec![connect::issuer_host(&app.issuer)], address, &app.agreement);
    }
    found
}
