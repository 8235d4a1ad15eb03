//! Every provider of the lab, behaving and with each fault that it knows: whoever comes back is who they are, or nobody.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Path;
use axum::http::{Request, StatusCode, header};
use connect::{
    AppleApp, Apps, Attempt, Connectors, Error, Event, EventKind, EventRequest, OidcApp, Parts, Places, Provider,
    QqApp, Secret, WechatApp, WechatEvents, WeiboApp, WeiboEvents,
};
use lab::{App, Fault, Lab, Vendor};
use rand::SeedableRng as _;
use rand::rngs::StdRng;
use serde_json::json;
use sharing::Gate;
use sharing::public::{PublicOptions, PublicReader};
use testkit::TestDatabase;
use tower::ServiceExt as _;
use units::{Clock, ManualClock};

use crate::support::{NOW, PERSONAL, setup};

const SECRET: &str = "lab-secret-lab-secret";
/// A key of WeChat's settings page: 43 letters.
const KEY: &str = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C";
const BACK: &str = "http://127.0.0.1:4633/back";
/// The public half of a throw-away key, without which the lab registers no app with Apple.
const APPLE_KEY: &str = "-----BEGIN PUBLIC KEY-----\n\
    MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEmgTfFrCi1dyzxGG8M3row1eQAAke\n\
    YtSkZ0gU8ISTf+SrPGfU5X/fXKvjhQnVccNMCQMoSQ14vrHJKO3mnj/xcA==\n\
    -----END PUBLIC KEY-----\n";

fn vendor_of(provider: Provider) -> Vendor {
    match provider {
        Provider::Wechat => Vendor::Wechat,
        Provider::Qq => Vendor::Qq,
        Provider::Weibo => Vendor::Weibo,
        Provider::Apple => Vendor::Apple,
        Provider::Oidc => Vendor::Oidc,
    }
}

fn client_of(provider: Provider) -> String {
    format!("app-{}", provider.id())
}

/// What the connectors made of a message.
type Heard = Result<Option<Event>, Error>;

/// The lab on this machine, connectors before it, and a browser that answers its pages.
struct World {
    connectors: Connectors,
    lab: Router,
    authority: String,
    heard: Arc<Mutex<Vec<Heard>>>,
    _database: TestDatabase,
}

impl World {
    async fn new() -> Self {
        let clock: Arc<dyn Clock> = Arc::new(ManualClock::at(NOW));
        let lab = Lab::new(Arc::clone(&clock), StdRng::seed_from_u64(11));
        let keys = Arc::clone(&lab);
        tokio::task::spawn_blocking(move || keys.make_keys()).await.expect("keys");
        let router = lab::router(&lab);
        let authority = serve(router.clone()).await;
        let database = testkit::databases(&[&consent::MIGRATIONS, &sharing::MIGRATIONS], PERSONAL).await.remove(0);
        let setups = Provider::ALL.into_iter().filter_map(Provider::recipient).map(setup).collect();
        let gate = Gate::new(database.db.clone(), Arc::clone(&clock), policy::current(), setups).expect("a gate");
        let options = PublicOptions {
            enabled: true,
            private_networks: Some(Arc::new(|address: std::net::IpAddr| address.is_loopback())),
        };
        let reader = PublicReader::new(database.db.clone(), Arc::clone(&clock), options).expect("a reader");
        let base = format!("http://{authority}");
        let places = Places::simulated(&base);
        let apps = apps(&base, reader);
        apps.apple.as_ref().expect("Apple").allow(&places).await.expect("the list of hosts");
        let connectors = Connectors::new(Parts { gate, clock, places, apps });
        let heard: Arc<Mutex<Vec<Heard>>> = Arc::default();
        let ear = listen(connectors.clone(), Arc::clone(&heard)).await;
        for provider in Provider::ALL {
            lab.register(app(provider, &ear)).expect("a registered app");
        }
        Self { connectors, lab: router, authority, heard, _database: database }
    }

    async fn send(&self, request: axum::http::request::Builder, body: String) -> (StatusCode, String, String) {
        let request = request.header(header::HOST, &self.authority).body(Body::from(body)).expect("a request");
        let response = self.lab.clone().oneshot(request).await.expect("the lab answers");
        let location = response.headers().get(header::LOCATION).and_then(|value| value.to_str().ok());
        let location = location.unwrap_or_default().to_owned();
        let status = response.status();
        let body = to_bytes(response.into_body(), usize::MAX).await.expect("a body");
        (status, location, String::from_utf8_lossy(&body).into_owned())
    }

    async fn control(&self, method: &str, path: &str, body: serde_json::Value) {
        let request = Request::builder().method(method).uri(path).header(header::CONTENT_TYPE, "application/json");
        let (status, _, answer) = self.send(request, body.to_string()).await;
        assert!(status.is_success(), "{path}: {answer}");
    }

    async fn set_fault(&self, provider: Provider, fault: Fault) {
        self.control("POST", "/lab/faults", json!({ "vendor": vendor_of(provider), "fault": fault })).await;
    }

    async fn clear_faults(&self) {
        self.control("DELETE", "/lab/faults", json!({})).await;
    }

    /// Goes there as somebody, agrees, and comes back: the state and what proves it.
    async fn agree(
        &self,
        provider: Provider,
        attempt: &Attempt,
        person: &str,
    ) -> Result<(String, Option<String>), Error> {
        let here = format!("http://{}", self.authority);
        let address = self.connectors.address(provider, attempt, BACK).await?;
        let path = address.strip_prefix(&here).expect("it is simulated");
        let (_, page, refused) = self.send(Request::get(path), String::new()).await;
        let page = page.strip_prefix(&here).unwrap_or_else(|| panic!("{provider:?} asks nobody: {refused}"));
        let decision = format!("decision=agree&person={person}");
        let form = Request::post(page).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let (_, location, form) = self.send(form, decision).await;
        let pairs: Vec<(String, String)> = if provider.comes_back_by_form() {
            form.split("<input").skip(1).map(|input| (within(input, "name"), within(input, "value"))).collect()
        } else {
            let query = location.split_once('?').map_or("", |(_, query)| query);
            form_urlencoded::parse(query.as_bytes()).into_owned().collect()
        };
        let get = |name: &str| pairs.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
        let proof = get(if provider.comes_back_by_form() { "id_token" } else { "code" });
        Ok((get("state").unwrap_or_default(), proof))
    }

    /// Signs in as somebody; with a state that is not this attempt's it ends there, as it does in the service.
    async fn sign_in(&self, provider: Provider, person: &str) -> Result<connect::Identity, Error> {
        let attempt = Attempt::random(&mut rand::rng(), false);
        let (state, proof) = self.agree(provider, &attempt, person).await?;
        if state != attempt.state {
            return Err(Error::Declined(provider));
        }
        self.connectors.identify(provider, proof.as_deref(), &attempt, BACK, "entered").await
    }

    /// Has the provider tell of somebody, and says what was made of each message.
    async fn tell(&self, provider: Provider, event: &str, person: &str) -> Vec<Heard> {
        self.heard.lock().expect("what was heard").clear();
        let body = json!({ "vendor": vendor_of(provider), "client_id": client_of(provider), "person": person, "event": event });
        self.control("POST", "/lab/events", body).await;
        std::mem::take(&mut *self.heard.lock().expect("what was heard"))
    }
}

fn within(input: &str, attribute: &str) -> String {
    let rest = input.split_once(&format!("{attribute}=\"")).map_or("", |(_, rest)| rest);
    rest.split('"').next().unwrap_or_default().to_owned()
}

async fn serve(router: Router) -> String {
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
    let address = listener.local_addr().expect("an address").to_string();
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

/// The address of this service that providers tell; `-` stands for no secret.
async fn listen(connectors: Connectors, heard: Arc<Mutex<Vec<Heard>>>) -> String {
    let router = Router::new().route(
        "/{provider}",
        axum::routing::any(move |Path(id): Path<String>, request: Request<Body>| {
            let (connectors, heard) = (connectors.clone(), Arc::clone(&heard));
            async move {
                let provider = Provider::of(&id).expect("a provider");
                let query = request.uri().query().unwrap_or_default().as_bytes().to_vec();
                let query = form_urlencoded::parse(&query).into_owned().collect();
                let body = to_bytes(request.into_body(), usize::MAX).await.expect("a body").to_vec();
                let result = connectors.hear(provider, SECRET, &EventRequest { query, body }).await;
                let answer = result.as_ref().map_or_else(ToString::to_string, |heard| heard.answer.clone());
                let status = if result.is_ok() { StatusCode::OK } else { StatusCode::FORBIDDEN };
                heard.lock().expect("what was heard").push(result.map(|heard| heard.event));
                (status, answer)
            }
        }),
    );
    format!("http://{}", serve(router).await)
}

fn app(provider: Provider, ear: &str) -> App {
    let is_wechat = provider == Provider::Wechat;
    let of_apple = |text: &'static str| (provider == Provider::Apple).then_some(text);
    let app = json!({
        "vendor": vendor_of(provider), "client_id": client_of(provider), "secret": SECRET, "redirect_uris": [BACK],
        "event_address": format!("{ear}/{}", provider.id()),
        "event_token": is_wechat.then_some(SECRET), "encoding_key": is_wechat.then_some(KEY),
        "team_id": of_apple("TEAM"), "key_id": of_apple("KEY"), "public_key": of_apple(APPLE_KEY),
    });
    serde_json::from_value(app).expect("an app")
}

fn apps(base: &str, reader: PublicReader) -> Apps {
    let secret = || Secret(SECRET.to_owned());
    Apps {
        wechat: Some(WechatApp {
            app_id: client_of(Provider::Wechat),
            app_secret: secret(),
            in_app: None,
            events: Some(WechatEvents { token: secret(), key: Secret(KEY.to_owned()) }),
        }),
        qq: Some(QqApp { app_id: client_of(Provider::Qq), app_key: secret(), has_union_id: false }),
        weibo: Some(WeiboApp {
            app_key: client_of(Provider::Weibo),
            app_secret: secret(),
            events: Some(WeiboEvents { secret: secret() }),
        }),
        apple: Some(AppleApp { services_id: client_of(Provider::Apple), reader }),
        oidc: Some(OidcApp {
            name: "家庭账号".to_owned(),
            issuer: format!("{base}/oidc.lab.example"),
            client_id: client_of(Provider::Oidc),
            client_secret: Some(secret()),
        }),
    }
}

/// Whether a fault lies in what this service reads of a provider when somebody signs in, and has to be refused.
fn spoils_sign_in(provider: Provider, fault: Fault) -> bool {
    let by_token = matches!(provider, Provider::Apple | Provider::Oidc);
    match fault {
        Fault::WrongSignature
        | Fault::UnsignedToken
        | Fault::ConfusedAlgorithm
        | Fault::OtherIssuer
        | Fault::WrongNonce
        | Fault::UnknownKid => by_token,
        Fault::WrongState => true,
        Fault::WrongAudience => by_token || provider == Provider::Qq,
        Fault::ExpiredToken => true,
        // Who is described besides is not read of Apple and OpenID Connect, and QQ's description names nobody.
        Fault::WrongSubject => matches!(provider, Provider::Wechat | Provider::Weibo),
        // Apple is asked nothing.
        Fault::ErrorWith200 | Fault::OversizedAnswer => provider != Provider::Apple,
        // A text that is no UTF-8 is no JSON, and without a text nothing is spoilt.
        Fault::GbkBytes => matches!(provider, Provider::Wechat | Provider::Qq | Provider::Weibo),
        Fault::StaleTimestamp
        | Fault::ReplayedNonce
        | Fault::DuplicateNotify
        | Fault::FailsOnce
        | Fault::SlowBody
        | Fault::ReorderedFields
        | Fault::ExtraFields
        | Fault::NumbersAsStrings
        | Fault::WrongContentType => false,
    }
}

#[tokio::test]
async fn whoever_comes_back_is_who_they_are_or_nobody() {
    let world = World::new().await;
    for provider in Provider::ALL {
        let lin = world.sign_in(provider, "lin").await.expect("lin").open_id;
        let zoe = world.sign_in(provider, "zoe").await.expect("zoe").open_id;
        assert_ne!(lin, zoe);
        for fault in Fault::ALL {
            // How long an answer may take is the gate's to say, and its own test.
            if matches!(fault, Fault::SlowBody | Fault::FailsOnce) {
                continue;
            }
            world.set_fault(provider, fault).await;
            let result = world.sign_in(provider, "lin").await;
            world.clear_faults().await;
            let is_refused = spoils_sign_in(provider, fault);
            assert_eq!(result.is_err(), is_refused, "{provider:?} with {fault:?}: {result:?}");
            if let Ok(identity) = result {
                assert_eq!(identity.open_id, lin, "{provider:?} with {fault:?} is somebody else");
            }
        }
        world.sign_in(provider, "lin").await.expect("all is well again");
    }
}

#[tokio::test]
async fn a_provider_that_fails_once_is_asked_again_with_the_next_sign_in() {
    let world = World::new().await;
    for provider in Provider::ALL {
        world.set_fault(provider, Fault::FailsOnce).await;
        let mut failures = 0;
        while let Err(error) = world.sign_in(provider, "lin").await {
            assert!(matches!(error, Error::Gate(_) | Error::Keys(_)), "{provider:?}: {error:?}");
            failures += 1;
            assert!(failures < 5, "{provider:?} does not come back");
        }
        world.clear_faults().await;
    }
}

/// Whether a fault lies in a message, and makes it one that nobody need believe.
fn spoils_event(provider: Provider, fault: Fault) -> bool {
    let by_token = matches!(provider, Provider::Apple | Provider::Oidc);
    match fault {
        Fault::WrongSignature | Fault::UnsignedToken => by_token || provider == Provider::Wechat,
        Fault::ConfusedAlgorithm | Fault::OtherIssuer | Fault::UnknownKid | Fault::ExpiredToken => by_token,
        Fault::WrongAudience => true,
        // Apple's token is new, and says itself when it happened; Weibo signs no time.
        Fault::StaleTimestamp => provider == Provider::Wechat,
        _ => false,
    }
}

#[tokio::test]
async fn a_message_is_believed_only_as_far_as_it_is_the_providers() {
    let world = World::new().await;
    for (provider, event, kind) in [
        (Provider::Wechat, "user_authorization_revoke", EventKind::Revoked),
        (Provider::Weibo, "cancelled", EventKind::Revoked),
        (Provider::Apple, "consent_revoked", EventKind::Revoked),
        (Provider::Oidc, "logout", EventKind::SignedOut),
    ] {
        for fault in [None].into_iter().chain(Fault::ALL.map(Some)) {
            let lin = world.sign_in(provider, "lin").await.expect("lin").open_id;
            // A fault may repeat what came before, which is to be a good one.
            assert!(world.tell(provider, event, "lin").await.remove(0).is_ok());
            world.sign_in(provider, "lin").await.expect("lin again");
            if let Some(fault) = fault {
                world.set_fault(provider, fault).await;
            }
            let heard = world.tell(provider, event, "lin").await;
            world.clear_faults().await;
            let times = if fault == Some(Fault::DuplicateNotify) { 2 } else { 1 };
            assert_eq!(heard.len(), times, "{provider:?} with {fault:?}");
            for result in heard {
                let is_refused = fault.is_some_and(|fault| spoils_event(provider, fault));
                assert_eq!(result.is_err(), is_refused, "{provider:?} with {fault:?}: {result:?}");
                if let Ok(told) = result {
                    let told = told.expect("an event");
                    assert_eq!((told.kind, &told.open_id), (kind, &lin), "{provider:?} with {fault:?}");
                }
            }
        }
    }
}

#[tokio::test]
async fn what_changes_over_there_is_told_apart_from_what_ends() {
    let world = World::new().await;
    for (provider, event, expected) in [
        (Provider::Wechat, "user_info_modified", Some(EventKind::Changed)),
        (Provider::Wechat, "user_authorization_cancellation", Some(EventKind::Revoked)),
        (Provider::Wechat, "verify_address", None),
        (Provider::Apple, "account_delete", Some(EventKind::Revoked)),
        (Provider::Apple, "email_disabled", None),
        (Provider::Apple, "email_enabled", None),
    ] {
        world.sign_in(provider, "lin").await.expect("lin");
        let heard = world.tell(provider, event, "lin").await.remove(0).expect("heard");
        assert_eq!(heard.map(|event| event.kind), expected, "{provider:?}: {event}");
    }
}
