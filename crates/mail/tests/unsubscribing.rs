//! One click, without signing in, and as often as one likes.

use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, LOCATION, SET_COOKIE};
use axum::http::{Method, Request, StatusCode};
use axum::response::Response;
use http_api::Language;
use tower::ServiceExt as _;
use units::Millis;

use crate::support::{HOME, NOON, TO_DECEMBER, World, text_of, unsubscribing_address, worlds};

/// A request of a mail program: no cookie, and the body that RFC 8058 lays down.
async fn ask(world: &World, method: Method, path: &str) -> Response {
    let (router, _) = mail::routes::<()>(world.mail.clone()).split_for_parts();
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from("List-Unsubscribe=One-Click"))
        .unwrap();
    router.oneshot(request).await.unwrap()
}

async fn letters() -> Vec<(World, String)> {
    let mut found = Vec::new();
    for world in worlds().await {
        world.add_album(1, "山水", NOON - Millis::days(2)).await;
        world.prove(0, Language::Chinese).await;
        world.subscribe(0).await;
        world.clock.advance(TO_DECEMBER);
        world.mail.deliver().await.unwrap();
        let letter = world.mails_to(0).pop().unwrap();
        let address = unsubscribing_address(&letter);
        let path = address.strip_prefix(&format!("{HOME}/api/v1")).expect("an address of this service").to_owned();
        assert!(letter.source.contains("\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"));
        let token = path.rsplit('/').next().unwrap();
        assert!(text_of(&letter).contains(&format!("{HOME}/unsubscribe#{token}")), "a link in the text");
        found.push((world, path));
    }
    found
}

#[tokio::test]
async fn one_click_unsubscribes_without_signing_in_and_works_again_and_again() {
    for (world, path) in letters().await {
        for _ in 0..3 {
            let answer = ask(&world, Method::POST, &path).await;
            assert_eq!(answer.status(), StatusCode::NO_CONTENT);
            assert!(!answer.headers().contains_key(SET_COOKIE));
            assert!(!world.is_subscribed(0).await);
        }
        let events = "SELECT count(*) FROM consent_events WHERE purpose_no = 53 AND event = 'withdrawn'";
        assert_eq!(world.number(events).await, 1, "it is one choice, whoever repeats it");
        // Whoever subscribes again can leave again by the same old letter.
        world.subscribe(0).await;
        assert_eq!(ask(&world, Method::POST, &path).await.status(), StatusCode::NO_CONTENT);
        assert!(!world.is_subscribed(0).await);
    }
}

#[tokio::test]
async fn looking_at_the_address_changes_nothing_and_leads_to_the_page_with_the_button() {
    for (world, path) in letters().await {
        for method in [Method::GET, Method::HEAD] {
            let answer = ask(&world, method, &path).await;
            assert_eq!(answer.status(), StatusCode::SEE_OTHER);
            let token = path.rsplit('/').next().unwrap();
            assert_eq!(answer.headers()[LOCATION], format!("/unsubscribe#{token}"));
        }
        assert!(world.is_subscribed(0).await);
    }
}

#[tokio::test]
async fn what_is_no_secret_of_a_letter_unsubscribes_nobody() {
    for (world, path) in letters().await {
        let (before, token) = path.rsplit_once('/').unwrap();
        // Another letter than the one that chance put there.
        let another = if &token[10..11] == "A" { "B" } else { "A" };
        let changed = format!("{before}/{}{another}{}", &token[..10], &token[11..]);
        let long = format!("{before}/{}", "A".repeat(4_000));
        let number = format!("{before}/{}", world.people[0]);
        for wrong in [changed, long, number, format!("{before}/%E6%B8%85")] {
            assert_eq!(ask(&world, Method::POST, &wrong).await.status(), StatusCode::NOT_FOUND, "{wrong}");
        }
        assert!(world.is_subscribed(0).await);
        assert!(!token.contains(&world.people[0].to_string()), "the secret tells nobody who it is");
    }
}
