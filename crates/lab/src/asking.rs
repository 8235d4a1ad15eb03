//! The pages on which somebody agrees or refuses, and takes it back later; the same for every vendor.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use axum::{Extension, Router};

use crate::events::{self, EventKind};
use crate::faults::Fault;
use crate::pages::{self, Language};
use crate::parameters::Parameters;
use crate::people;
use crate::vendor::{HOSTS, Place, Site, Vendor};
use crate::world::{Ask, Code};
use crate::{Lab, apple, oidc, qq, wechat, weibo};

/// How many pixels an avatar has each way.
const PICTURE_SIDE: u32 = 132;

/// Routes that every vendor's host has.
pub(crate) fn routes() -> Router<Arc<Lab>> {
    Router::new()
        .route("/lab/asks/{id}", get(show).post(decide))
        .route("/lab/authorisations", get(authorisations).post(send_event))
        .merge(pictures())
}

/// Avatars.
pub(crate) fn pictures() -> Router<Arc<Lab>> {
    Router::new().route("/lab/pictures/{name}", get(picture))
}

/// That somebody agreed.
pub(crate) struct Agreed {
    pub(crate) grant: u64,
    pub(crate) code: String,
    /// Whether this app did not know them before.
    pub(crate) is_first: bool,
}

/// What goes back to the app, in the vendor's words.
pub(crate) type Back = Vec<(&'static str, String)>;

/// Keeps the question and sends the person to its page.
pub(crate) fn ask(lab: &Lab, place: &Place, ask: Ask, english: bool) -> Response {
    let id = lab.world().keep_ask(ask);
    let language = if english { "?lang=en" } else { "" };
    found(&place.here(&format!("/lab/asks/{id}{language}")))
}

/// Says on a page why an app's question is not put to anybody.
pub(crate) fn refuse(vendor: Vendor, english: bool, code: &str, message: &str) -> Response {
    let page = pages::refusal(vendor, Language::of(english), code, message);
    page.with_status(StatusCode::BAD_REQUEST)
}

/// What every vendor asks of an app before it shows a page; `Err` is the reason.
pub(crate) fn check_app(lab: &Lab, vendor: Vendor, client_id: &str, redirect_uri: &str) -> Result<(), Unfit> {
    let world = lab.world();
    let app = world.app(vendor, client_id).ok_or(Unfit::App)?;
    if app.allows(redirect_uri) { Ok(()) } else { Err(Unfit::RedirectUri) }
}

/// Why an app's question is not put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unfit {
    App,
    RedirectUri,
}

async fn show(State(lab): State<Arc<Lab>>, Path(id): Path<String>, parameters: Parameters) -> Response {
    let language = Language::of(parameters.english);
    let world = lab.world();
    let Some(ask) = world.ask(&id) else { return pages::gone(language).with_status(StatusCode::NOT_FOUND) };
    let name = world.app(ask.vendor, &ask.client_id).map_or("", |app| app.shown_name());
    pages::question(ask, name, language).with_status(StatusCode::OK)
}

async fn decide(State(lab): State<Arc<Lab>>, Path(id): Path<String>, parameters: Parameters) -> Response {
    let person = match parameters.text("decision") {
        "agree" => match people::find(parameters.text("person")) {
            Some(person) => Some(person),
            None => return (StatusCode::BAD_REQUEST, "lab: no such person\n").into_response(),
        },
        "refuse" => None,
        _ => return (StatusCode::BAD_REQUEST, "lab: decision is agree or refuse\n").into_response(),
    };
    let Some(ask) = lab.world().take_ask(&id) else {
        return pages::gone(Language::of(parameters.english)).with_status(StatusCode::NOT_FOUND);
    };
    let agreed = person.map(|person| agree(&lab, &ask, person));
    answer(&lab, &ask, agreed.as_ref(), parameters.english)
}

/// Notes that somebody agreed, and makes the code that says so.
pub(crate) fn agree(lab: &Lab, ask: &Ask, person: &'static people::Person) -> Agreed {
    let now = lab.now();
    let mut world = lab.world();
    let (grant, is_first) = world.agree(ask, person, now);
    let code = world.keep_code(Code {
        grant,
        vendor: ask.vendor,
        client_id: ask.client_id.clone(),
        redirect_uri: ask.redirect_uri.clone(),
        nonce: ask.nonce.clone(),
        challenge: ask.challenge.clone(),
        made_at: now,
        used: false,
    });
    Agreed { grant, code, is_first }
}

/// Sends the person back to the app, with what the vendor says there.
pub(crate) fn answer(lab: &Lab, ask: &Ask, agreed: Option<&Agreed>, english: bool) -> Response {
    let faults = lab.world().faults(ask.vendor, Some(&ask.client_id));
    let mut back = match ask.vendor {
        Vendor::Wechat => wechat::back(agreed),
        Vendor::Qq => qq::back(agreed),
        Vendor::Weibo => weibo::back(agreed),
        Vendor::Apple => apple::back(lab, ask, agreed, &faults),
        Vendor::Oidc => oidc::back(ask, agreed, &faults),
    };
    if let Some(state) = &ask.state {
        let state = if faults.has(Fault::WrongState) { "lab-state-of-another-sign-in" } else { state };
        back.push(("state", state.to_owned()));
    }
    if ask.by_form {
        return pages::form_post(ask.vendor, &ask.redirect_uri, &back, Language::of(english));
    }
    found_with(&ask.redirect_uri, back.iter().map(|(name, value)| (*name, value.as_str())))
}

/// The redirection to an app, with these added to its address.
pub(crate) fn found_with<'a>(redirect_uri: &str, pairs: impl Iterator<Item = (&'a str, &'a str)>) -> Response {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(pairs);
    let joint = if redirect_uri.contains('?') { '&' } else { '?' };
    found(&format!("{redirect_uri}{joint}{}", query.finish()))
}

/// The redirection that every vendor uses.
pub(crate) fn found(address: &str) -> Response {
    match HeaderValue::from_str(address) {
        Ok(address) => (StatusCode::FOUND, [(header::LOCATION, address)]).into_response(),
        Err(_) => {
            (StatusCode::BAD_REQUEST, "lab: the address has characters that no header may have\n").into_response()
        }
    }
}

/// The vendor whose pages are at this host.
fn vendor_at(place: &Place) -> Option<Vendor> {
    let (_, site) = HOSTS.iter().find(|(host, _)| *host == place.host)?;
    Some(match site {
        Site::WechatOpen | Site::WechatApi => Vendor::Wechat,
        Site::Qq => Vendor::Qq,
        Site::Weibo => Vendor::Weibo,
        Site::Apple => Vendor::Apple,
        Site::Oidc => Vendor::Oidc,
        Site::Pictures | Site::Phones => return None,
    })
}

async fn authorisations(
    State(lab): State<Arc<Lab>>,
    Extension(place): Extension<Place>,
    parameters: Parameters,
) -> Response {
    let Some(vendor) = vendor_at(&place) else { return StatusCode::NOT_FOUND.into_response() };
    let world = lab.world();
    pages::authorisations(vendor, &world, Language::of(parameters.english)).with_status(StatusCode::OK)
}

async fn send_event(
    State(lab): State<Arc<Lab>>,
    Extension(place): Extension<Place>,
    parameters: Parameters,
) -> Response {
    let Some(vendor) = vendor_at(&place) else { return StatusCode::NOT_FOUND.into_response() };
    let grant = parameters.text("grant").parse().ok().and_then(|id| lab.world().grant(id).cloned());
    let kind = EventKind::of(vendor, parameters.text("event"));
    let (Some(grant), Some(kind)) = (grant.filter(|grant| grant.vendor == vendor), kind) else {
        return (StatusCode::BAD_REQUEST, "lab: no such authorisation or event\n").into_response();
    };
    events::send(&lab, &grant, kind).await;
    let world = lab.world();
    pages::authorisations(vendor, &world, Language::of(parameters.english)).with_status(StatusCode::OK)
}

async fn picture(Path(name): Path<String>) -> Response {
    let person = name.strip_suffix(".png").and_then(people::find).filter(|person| person.has_picture);
    match person {
        Some(person) => ([(header::CONTENT_TYPE, "image/png")], person.picture(PICTURE_SIDE)).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// The address of somebody's avatar; empty where they have none.
pub(crate) fn picture_address(place: &Place, vendor: Vendor, person: &people::Person) -> String {
    if person.has_picture {
        place.address(vendor.picture_host(), &format!("/lab/pictures/{}.png", person.id))
    } else {
        String::new()
    }
}
