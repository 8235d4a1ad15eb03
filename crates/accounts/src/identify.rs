//! Who is asking: the middleware that turns a cookie or a bearer token into a member.

use axum::extract::{Request, State};
use axum::http::header::{AUTHORIZATION, HOST, ORIGIN, SET_COOKIE};
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use connect::Provider;
use http_api::{AwaitsReview, Problem, SignedIn, codes};
use units::Millis;

use crate::accounts::{Accounts, Inner};
use crate::cookies;
use crate::model::TOUCH_EVERY;
use crate::store::sessions;
use crate::token::Token;

/// A browser's cookie is given a new term at most this often.
const RENEW_EVERY: Millis = Millis::days(1);

/// The device of a request as its owner's list calls it; among the extensions of every request of a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CurrentDevice(pub String);

/// Finds the member behind a request and puts [`SignedIn`] and [`CurrentDevice`] among its extensions.
///
/// A bearer token goes before a cookie. A request that changes something and comes from a page must come
/// from a page of this service. While a policy waits for the member's answer they are a guest, but in what serves
/// their rights ([`AwaitsReview`]).
pub async fn identify(State(accounts): State<Accounts>, mut request: Request, next: Next) -> Response {
    let inner = &accounts.0;
    let changes = !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if changes && comes_from_elsewhere(request.uri().path()) {
        // Nobody is signed in by it and nobody is known: what it brings is believed later, or not.
        return next.run(request).await;
    }
    let bearer = bearer_of(request.headers()).map(str::to_owned);
    let cookie = match bearer {
        Some(_) => None,
        None => cookies::token_of(request.headers(), inner.is_secure).map(str::to_owned),
    };
    if changes && bearer.is_none() {
        let is_refused = match origin_of(request.headers(), inner.public_host.as_deref()) {
            Origin::Same => false,
            Origin::Foreign => true,
            // Not a page at all; but then it has no business with a cookie.
            Origin::Unknown => cookie.is_some(),
        };
        if is_refused {
            return Problem::new(&codes::CROSS_SITE).into_response();
        }
    }
    let is_cookie = cookie.is_some();
    let Some(shown) = bearer.or(cookie) else { return next.run(request).await };
    let found = match find(inner, &shown).await {
        Ok(found) => found,
        Err(error) => return Problem::from(error).into_response(),
    };
    let Some(found) = found else {
        let mut response = next.run(request).await;
        if is_cookie && !response.headers().contains_key(SET_COOKIE) {
            add_cookie(&mut response, cookies::clear(inner.is_secure));
        }
        return response;
    };
    let review_needed = !found.accepted;
    if review_needed && waits_for_review(request.method(), request.uri().path()) {
        request.extensions_mut().insert(AwaitsReview);
    }
    let idle = inner.clock.now().since(found.last_used_at);
    let signed_in_at = found.signed_in_at();
    request.extensions_mut().insert(CurrentDevice(found.device_name));
    request.extensions_mut().insert(SignedIn {
        subject: found.subject,
        session: found.id,
        roles: found.roles,
        signed_in_at,
        review_needed,
    });
    let mut response = next.run(request).await;
    if is_cookie && idle >= RENEW_EVERY && !response.headers().contains_key(SET_COOKIE) {
        add_cookie(&mut response, Token::shown(&shown).and_then(|token| cookies::set(&token, inner.is_secure)));
    }
    response
}

async fn find(inner: &Inner, shown: &str) -> db::Result<Option<sessions::Found>> {
    let Some(token) = Token::shown(shown) else { return Ok(None) };
    let (hash, now) = (token.hash(), inner.clock.now());
    let commits = inner.db.commits();
    if let Some(found) = commits.and_then(|commits| inner.remembered.get(commits, &hash, now)) {
        return Ok(Some(found));
    }
    let found = sessions::by_token(&inner.db.service(), &hash, &inner.policy.version, now).await?;
    if let (Some(commits), Some(found)) = (commits, &found) {
        inner.remembered.keep(commits, hash, found, now);
    }
    if let Some(found) = &found
        && now.since(found.last_used_at) >= TOUCH_EVERY
        && let Err(error) = sessions::touch(&inner.db, found.id, now).await
    {
        // A disk that is full costs the list of devices a minute's truth, never the music.
        tracing::warn!(error = &error as &dyn std::error::Error, "the last use of a device was not recorded");
    }
    Ok(found)
}

fn bearer_of(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

pub(crate) fn add_cookie(response: &mut Response, cookie: Option<axum::http::HeaderValue>) {
    if let Some(cookie) = cookie {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Origin {
    Same,
    Foreign,
    Unknown,
}

/// Where a request comes from, as only browsers can say: Fetch Metadata, else the `Origin` header.
fn origin_of(headers: &HeaderMap, public_host: Option<&str>) -> Origin {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return if matches!(site, "same-origin" | "none") { Origin::Same } else { Origin::Foreign };
    }
    let Some(origin) = text(ORIGIN.as_str()) else { return Origin::Unknown };
    let Some((_, host)) = origin.split_once("://") else { return Origin::Foreign };
    let own = [public_host, text(HOST.as_str())];
    if own.into_iter().flatten().any(|own| own.eq_ignore_ascii_case(host)) { Origin::Same } else { Origin::Foreign }
}

/// Whether a path is there for the forms of other sites: those with which a provider sends the browser back.
fn comes_from_elsewhere(path: &str) -> bool {
    let path = path.strip_prefix("/api/v1").unwrap_or(path);
    let provider = path.strip_prefix("/sign_in/providers/").and_then(|rest| rest.strip_suffix("/callback"));
    provider.and_then(Provider::of).is_some_and(Provider::comes_back_by_form)
}

/// Whether a request has to wait until the member has answered the policy.
///
/// What serves reading the policy, choosing, leaving, and every right over one's own data never waits, nor does taking
/// away what is one's own: whoever does not agree to a later version loses no right by it (promise P-170).
fn waits_for_review(method: &Method, path: &str) -> bool {
    const NEVER: &[&str] = &[
        "/guardian_invitations",
        "/letter",
        "/me/agreement",
        "/me/closure",
        "/me/consent_events",
        "/me/consents",
        "/me/data",
        "/me/disclosures",
        "/me/export",
        "/me/incident_notices",
        "/me/minor",
        "/me/minors_mode",
        "/me/policy_acceptance",
        "/me/proof",
        "/me/requests",
        "/me/sessions",
        "/me/staff_accesses",
        "/me/wards",
        "/policy",
        "/session",
        "/sign_in",
        "/sign_out",
    ];
    let path = path.strip_prefix("/api/v1").unwrap_or(path);
    let is_below =
        |prefix: &str| path.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    let takes_away = *method == Method::DELETE && (is_below("/me") || is_below("/playlists"));
    !takes_away && !NEVER.iter().any(|prefix| is_below(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_provider_that_sends_the_browser_back_by_form_may_post_from_elsewhere() {
        assert!(comes_from_elsewhere("/api/v1/sign_in/providers/apple/callback"));
        for path in ["/sign_in/providers/weibo/callback", "/sign_in/providers/apple/attempts", "/sign_in/sms", "/me"] {
            assert!(!comes_from_elsewhere(path), "{path}");
        }
    }

    #[test]
    fn rights_do_not_wait_for_the_policy() {
        let waits = |method, path| waits_for_review(&method, path);
        for path in
            ["/api/v1/me", "/me/avatar", "/api/v1/me/play_state", "/listens", "/me/listens", "/merry", "/tracks"]
        {
            assert!(waits(Method::GET, path), "{path}");
        }
        for path in ["/playlists", "/me/likes/1", "/chat/messages", "/me/app_passwords"] {
            assert!(waits(Method::POST, path), "{path}");
        }
        for path in ["/api/v1/me/export", "/me/data/listen", "/me/closure", "/me/requests", "/me/consents/play_history"]
        {
            assert!(!waits(Method::POST, path), "{path}");
        }
        for path in
            ["/me/listens", "/me/likes/1", "/api/v1/playlists/1", "/me/app_passwords/1", "/me/linked_identities/qq"]
        {
            assert!(!waits(Method::DELETE, path), "{path}");
        }
    }

    #[test]
    fn only_our_own_pages_are_of_the_same_origin() {
        let check = |pairs: &[(&str, &str)], expected: Origin| {
            let mut headers = HeaderMap::new();
            for (name, value) in pairs {
                headers
                    .insert(name.parse::<axum::http::HeaderName>().expect("a name"), value.parse().expect("a value"));
            }
            assert_eq!(origin_of(&headers, Some("music.example")), expected, "{pairs:?}");
        };
        check(&[("sec-fetch-site", "same-origin")], Origin::Same);
        check(&[("sec-fetch-site", "none")], Origin::Same);
        check(&[("sec-fetch-site", "same-site")], Origin::Foreign);
        check(&[("sec-fetch-site", "cross-site"), ("origin", "https://music.example")], Origin::Foreign);
        check(&[("origin", "https://music.example"), ("host", "127.0.0.1:8000")], Origin::Same);
        check(&[("origin", "http://127.0.0.1:8000"), ("host", "127.0.0.1:8000")], Origin::Same);
        check(&[("origin", "https://evil.example"), ("host", "127.0.0.1:8000")], Origin::Foreign);
        check(&[("origin", "null"), ("host", "127.0.0.1:8000")], Origin::Foreign);
        check(&[], Origin::Unknown);
    }
}
