//! Signing in by QR code: a screen shows it, a phone that is signed in lets the screen in.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use db::{args, sql};
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use tower::ServiceExt as _;
use units::Millis;

use crate::support::{Answer, Call, OTHER, PHONE, TEXT_HASH, VERSION, World, call, get, post, worlds, worlds_at};

sql! {
    static TEST_QR_ROWS = "SELECT count(*) FROM qr_sign_ins";
    static TEST_QR_TEXTS = "SELECT ticket_index, poll_index, binding_index, network_index, device_name, match_choices FROM qr_sign_ins";
    static TEST_SUSPEND = "UPDATE accounts SET state = 'suspended'";
}

const TV: &str = "Mozilla/5.0 (Linux; Android 12; TV) AppleWebKit/537.36 Chrome/126.0.0.0 Safari/537.36";
const HOME: &str = "203.0.113.7";

/// A screen that shows a code.
struct Screen {
    address: String,
    poll: String,
    cookie: String,
    number: String,
}

impl Screen {
    async fn at(world: &World, from: &str) -> Self {
        let sent = post("/sign_in/qr", json!({ "device_name": "客厅的电视" })).header("user-agent", TV).from(from);
        let shown = world.send(sent).await;
        assert_eq!(shown.status, StatusCode::CREATED, "{}", shown.body);
        assert_eq!(shown.body["expires_in_seconds"], 120);
        let text = |name: &str| shown.body[name].as_str().unwrap().to_owned();
        let cookie = shown.cookie().unwrap().split(';').next().unwrap().to_owned();
        Self { address: text("address"), poll: text("poll_token"), cookie, number: text("match_code") }
    }

    async fn new(world: &World) -> Self {
        Self::at(world, HOME).await
    }

    fn path(&self, act: &str) -> String {
        format!("/sign_in/qr/{}/{act}", self.address.rsplit('/').next().unwrap())
    }

    fn asks(&self, call: Call) -> Call {
        call.header("qingyin-poll-token", &self.poll).header("cookie", &self.cookie)
    }

    /// Comes for the session.
    async fn session(&self, world: &World) -> Answer {
        world.send(self.asks(post("/sign_in/qr/session", json!({ "bearer": true })))).await
    }

    async fn scan(&self, world: &World, token: &str) -> Answer {
        world.send(call("POST", &self.path("scan")).bearer(token).from(HOME)).await
    }

    async fn confirm(&self, world: &World, token: &str, number: &str) -> Answer {
        world.send(post(&self.path("confirm"), json!({ "match_code": number })).bearer(token)).await
    }

    async fn reject(&self, world: &World, token: &str) -> Answer {
        world.send(call("POST", &self.path("reject")).bearer(token)).await
    }

    /// Scanned and confirmed by this member.
    async fn let_in(&self, world: &World, token: &str) {
        assert_eq!(self.scan(world, token).await.status, StatusCode::OK);
        assert_eq!(self.confirm(world, token, &self.number).await.status, StatusCode::NO_CONTENT);
    }

    /// A number that the phone shows and the screen does not.
    fn wrong_number(&self, scanned: &Answer) -> String {
        let choices = scanned.body["choices"].as_array().unwrap();
        choices.iter().map(|one| one.as_str().unwrap()).find(|one| *one != self.number).unwrap().to_owned()
    }

    /// Follows the state from here on.
    async fn follow(&self, world: &World) -> Events {
        let request = Request::get("/api/v1/sign_in/qr/state")
            .header("qingyin-poll-token", &self.poll)
            .header("cookie", &self.cookie);
        let answer = world.app.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
        assert_eq!(answer.headers()["content-type"], "text/event-stream");
        assert_eq!(answer.headers()["x-accel-buffering"], "no", "nginx passes it on as it comes");
        Events(answer.into_body())
    }
}

struct Events(Body);

impl Events {
    /// The next event, or nothing when the stream has ended.
    async fn next(&mut self) -> Option<Value> {
        while let Some(frame) = self.0.frame().await {
            let text = String::from_utf8(frame.unwrap().into_data().unwrap().to_vec()).unwrap();
            if let Some(data) = text.lines().find_map(|line| line.strip_prefix("data: ")) {
                assert!(text.contains("event: state"), "{text}");
                return Some(serde_json::from_str(data).unwrap());
            }
        }
        None
    }

    async fn state(&mut self) -> Option<String> {
        self.next().await.map(|event| event["state"].as_str().unwrap().to_owned())
    }
}

fn refused(answer: &Answer) -> (StatusCode, &str) {
    (answer.status, answer.code())
}

const EXPIRED: (StatusCode, &str) = (StatusCode::GONE, "qr.expired");
const USED: (StatusCode, &str) = (StatusCode::CONFLICT, "qr.used");
const REJECTED: (StatusCode, &str) = (StatusCode::CONFLICT, "qr.rejected");
const PENDING: (StatusCode, &str) = (StatusCode::CONFLICT, "qr.pending");
const MATCH_WRONG: (StatusCode, &str) = (StatusCode::CONFLICT, "qr.match_wrong");

#[tokio::test]
async fn a_phone_lets_a_screen_in_and_the_screen_is_a_new_device() {
    for world in worlds_at(Some("https://music.example")).await {
        let phone = world.sign_in(PHONE).await;
        let me = world.send(get("/me").bearer(&phone)).await.body["id"].clone();
        world.clock.advance(Millis::minutes(2));
        let screen = Screen::new(&world).await;
        // The address holds the ticket and nothing more: neither what the screen was told nor the number it shows.
        let ticket = screen.address.strip_prefix("https://music.example/q/").expect("an address of this service");
        assert_eq!(ticket.len(), 22, "{ticket}");
        assert_ne!(ticket, screen.poll);
        let mut events = screen.follow(&world).await;
        assert_eq!(events.next().await.unwrap(), json!({ "state": "new", "expires_in_seconds": 120 }));
        assert_eq!(refused(&screen.session(&world).await), PENDING);

        world.clock.advance(Millis::seconds(20));
        let scanned = screen.scan(&world, &phone).await;
        assert_eq!(scanned.body["choices"].as_array().unwrap().len(), 3);
        assert!(scanned.body["choices"].as_array().unwrap().contains(&json!(screen.number)));
        let told = |name: &str| scanned.body[name].clone();
        assert_eq!((told("device_name"), told("device_kind")), (json!("客厅的电视"), json!("Chrome · Android")));
        assert_eq!((told("network"), told("made_seconds_ago")), (json!("same"), json!(20)));
        assert_eq!(told("expires_in_seconds"), 100);
        // The screen hears that somebody scanned, and not who.
        assert_eq!(events.next().await.unwrap(), json!({ "state": "scanned", "expires_in_seconds": 100 }));
        assert_eq!(refused(&screen.session(&world).await), PENDING);
        let again = screen.scan(&world, &phone).await;
        assert_eq!(again.body["choices"], scanned.body["choices"], "looking twice gives no number away");

        assert_eq!(screen.confirm(&world, &phone, &screen.number).await.status, StatusCode::NO_CONTENT);
        assert_eq!(events.state().await.as_deref(), Some("confirmed"));
        assert_eq!(events.state().await, None, "there is nothing to wait for any more");
        let opened = screen.session(&world).await;
        assert_eq!(opened.status, StatusCode::OK, "{}", opened.body);
        assert_eq!((&opened.body["member"]["id"], &opened.body["created"]), (&me, &json!(false)));
        let cookie = opened.cookie().unwrap();
        assert!(cookie.starts_with("__Host-qingyin_qr=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0"));

        let fresh = opened.body["token"].as_str().unwrap();
        assert_eq!(world.send(get("/me").bearer(fresh)).await.body["id"], me);
        let devices = world.send(get("/me/sessions").bearer(&phone)).await.body;
        let device = devices["items"].as_array().unwrap().iter().find(|one| one["current"] == false).unwrap();
        assert_eq!((&device["device_name"], &device["known"]), (&json!("客厅的电视"), &json!(false)));
        let session = world.send(get("/session").bearer(&phone)).await.body;
        assert_eq!(session["unknown_devices"], 1, "the usual notice of a new device");
        assert_eq!(refused(&screen.session(&world).await), USED, "once");
    }
}

#[tokio::test]
async fn a_browser_gets_the_session_as_a_cookie() {
    for world in worlds().await {
        let phone = world.sign_in(PHONE).await;
        let screen = Screen::new(&world).await;
        assert!(screen.address.starts_with("/q/"), "without any host the page is told alone: {}", screen.address);
        screen.let_in(&world, &phone).await;
        let opened = world.send(screen.asks(post("/sign_in/qr/session", json!({})))).await;
        let cookies: Vec<&str> =
            opened.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap()).collect();
        assert_eq!(cookies.len(), 2, "{cookies:?}");
        assert!(cookies[0].starts_with("qingyin_session=") && cookies[1].starts_with("qingyin_qr=;"), "{cookies:?}");
        let cookie = cookies[0].split(';').next().unwrap();
        let me = world.send(get("/me").header("cookie", cookie)).await;
        assert_eq!(me.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn time_ends_a_code_on_both_sides() {
    for world in worlds().await {
        let phone = world.sign_in(PHONE).await;
        // Nobody scanned it in time.
        let screen = Screen::new(&world).await;
        let mut events = screen.follow(&world).await;
        assert_eq!(events.state().await.as_deref(), Some("new"));
        world.clock.advance(Millis::minutes(2));
        assert_eq!(events.next().await.unwrap(), json!({ "state": "expired", "expires_in_seconds": 0 }));
        assert_eq!(events.state().await, None);
        assert_eq!(refused(&screen.scan(&world, &phone).await), EXPIRED);
        assert_eq!(refused(&screen.session(&world).await), EXPIRED);

        // Scanned, and confirmed too late.
        let screen = Screen::new(&world).await;
        screen.scan(&world, &phone).await;
        world.clock.advance(Millis::minutes(2));
        assert_eq!(refused(&screen.confirm(&world, &phone, &screen.number).await), EXPIRED);
        assert_eq!(refused(&screen.reject(&world, &phone).await), EXPIRED);
        assert_eq!(refused(&screen.session(&world).await), EXPIRED);

        // Confirmed at the last moment: the screen has half a minute to come, and no more.
        for (seconds, status) in [(29, StatusCode::OK), (30, StatusCode::GONE)] {
            let screen = Screen::new(&world).await;
            screen.scan(&world, &phone).await;
            world.clock.advance(Millis::seconds(119));
            assert_eq!(screen.confirm(&world, &phone, &screen.number).await.status, StatusCode::NO_CONTENT);
            world.clock.advance(Millis::seconds(seconds));
            assert_eq!(screen.session(&world).await.status, status, "{seconds}");
        }
    }
}

#[tokio::test]
async fn what_expired_is_gone_soon_after() {
    for world in worlds().await {
        let count =
            async || -> i64 { world.db.service().query_one(&TEST_QR_ROWS, &[], |row| row.get(0)).await.unwrap() };
        Screen::new(&world).await;
        Screen::new(&world).await;
        assert_eq!(count().await, 2);
        world.clock.advance(Millis::minutes(7));
        Screen::new(&world).await;
        assert_eq!(count().await, 1);
    }
}

#[tokio::test]
async fn only_the_browser_that_showed_the_code_is_let_in() {
    for world in worlds().await {
        let phone = world.sign_in(PHONE).await;
        let screen = Screen::new(&world).await;
        let other = Screen::new(&world).await;
        screen.let_in(&world, &phone).await;
        let with = |poll: Option<&str>, cookie: Option<&str>| {
            let mut call = post("/sign_in/qr/session", json!({ "bearer": true }));
            if let Some(poll) = poll {
                call = call.header("qingyin-poll-token", poll);
            }
            if let Some(cookie) = cookie {
                call = call.header("cookie", cookie);
            }
            call
        };
        let ticket = screen.address.rsplit('/').next().unwrap();
        let foreign = [
            with(Some(&screen.poll), Some(&other.cookie)),
            with(Some(&other.poll), Some(&screen.cookie)),
            with(Some(&screen.poll), None),
            with(None, Some(&screen.cookie)),
            with(Some(ticket), Some(&screen.cookie)),
            with(Some(&"A".repeat(43)), Some(&format!("qingyin_qr={}", "A".repeat(43)))),
        ];
        for call in foreign {
            assert_eq!(refused(&world.send(call).await), EXPIRED, "as if there were no such code");
        }
        let stranger = get("/sign_in/qr/state").header("qingyin-poll-token", &screen.poll);
        assert_eq!(refused(&world.send(stranger.header("cookie", &other.cookie)).await), EXPIRED);
        assert_eq!(screen.session(&world).await.status, StatusCode::OK, "which cost the right one nothing");
    }
}

#[tokio::test]
async fn only_the_account_that_scanned_decides() {
    for world in worlds().await {
        let (phone, other) = (world.sign_in(PHONE).await, world.sign_in(OTHER).await);
        let screen = Screen::new(&world).await;
        assert_eq!(refused(&screen.confirm(&world, &phone, &screen.number).await), EXPIRED, "nobody looked at it yet");
        screen.scan(&world, &phone).await;
        assert_eq!(refused(&screen.scan(&world, &other).await), USED);
        assert_eq!(refused(&screen.confirm(&world, &other, &screen.number).await), USED);
        assert_eq!(refused(&screen.reject(&world, &other).await), USED);
        assert_eq!(refused(&screen.session(&world).await), PENDING);
        for act in ["scan", "confirm", "reject"] {
            let guest = world.send(post(&screen.path(act), json!({ "match_code": screen.number }))).await;
            assert_eq!(guest.code(), "sign_in.required", "{act}");
        }
        for ticket in ["AAAAAAAAAAAAAAAAAAAAAA", "x", "' OR 1=1"] {
            let path = format!("/sign_in/qr/{}/scan", ticket.replace(' ', "%20"));
            assert_eq!(refused(&world.send(call("POST", &path).bearer(&phone)).await), EXPIRED);
        }
        assert_eq!(screen.confirm(&world, &phone, &screen.number).await.status, StatusCode::NO_CONTENT);
        assert_eq!(refused(&screen.confirm(&world, &phone, &screen.number).await), USED, "and once");
        assert_eq!(screen.session(&world).await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn one_wrong_number_ends_the_attempt() {
    for world in worlds().await {
        let phone = world.sign_in(PHONE).await;
        let screen = Screen::new(&world).await;
        let mut events = screen.follow(&world).await;
        events.state().await;
        let scanned = screen.scan(&world, &phone).await;
        let wrong = screen.wrong_number(&scanned);
        assert_eq!(refused(&screen.confirm(&world, &phone, &wrong).await), MATCH_WRONG);
        assert_eq!(refused(&screen.confirm(&world, &phone, &screen.number).await), REJECTED);
        let last = loop {
            match events.state().await.unwrap() {
                state if state == "scanned" => {}
                state => break state,
            }
        };
        assert_eq!(last, "rejected");
        assert_eq!(refused(&screen.session(&world).await), REJECTED);
        assert_eq!(refused(&screen.scan(&world, &phone).await), REJECTED);
    }
}

#[tokio::test]
async fn a_no_is_final() {
    for world in worlds().await {
        let phone = world.sign_in(PHONE).await;
        let screen = Screen::new(&world).await;
        screen.scan(&world, &phone).await;
        assert_eq!(screen.reject(&world, &phone).await.status, StatusCode::NO_CONTENT);
        assert_eq!(screen.reject(&world, &phone).await.status, StatusCode::NO_CONTENT, "twice is once");
        assert_eq!(refused(&screen.confirm(&world, &phone, &screen.number).await), REJECTED);
        assert_eq!(refused(&screen.session(&world).await), REJECTED);
    }
}

#[tokio::test]
async fn of_two_at_once_one_goes_on() {
    for world in worlds().await {
        let phone = world.sign_in(PHONE).await;
        let other = world.sign_in(OTHER).await;
        let screen = Screen::new(&world).await;
        let (one, two) = tokio::join!(screen.scan(&world, &phone), screen.scan(&world, &other));
        let (mine, token) = if one.status == StatusCode::OK { (&two, &phone) } else { (&one, &other) };
        assert_eq!(refused(mine), USED, "two accounts scan");

        let number = &screen.number;
        let (one, two) = tokio::join!(screen.confirm(&world, token, number), screen.confirm(&world, token, number));
        let mut answers = [one.status, two.status];
        answers.sort();
        assert_eq!(answers, [StatusCode::NO_CONTENT, StatusCode::CONFLICT], "two confirm");

        let (one, two) = tokio::join!(screen.session(&world), screen.session(&world));
        let mut answers = [one.status, two.status];
        answers.sort();
        assert_eq!(answers, [StatusCode::OK, StatusCode::CONFLICT], "two come for the session");
    }
}

#[tokio::test]
async fn a_screen_is_not_let_in_by_a_phone_that_was_signed_out_or_suspended() {
    for world in worlds().await {
        let phone = world.sign_in(PHONE).await;
        let screen = Screen::new(&world).await;
        screen.let_in(&world, &phone).await;
        let mut events = screen.follow(&world).await;
        assert_eq!(events.state().await.as_deref(), Some("confirmed"));
        world.send(call("POST", "/sign_out").bearer(&phone)).await;
        assert_eq!(refused(&screen.session(&world).await), EXPIRED, "what it had said yes to went with it");

        world.clock.advance(Millis::minutes(2));
        let phone = world.sign_in(PHONE).await;
        let screen = Screen::new(&world).await;
        screen.scan(&world, &phone).await;
        let mut events = screen.follow(&world).await;
        assert_eq!(events.state().await.as_deref(), Some("scanned"));
        world.send(call("POST", "/sign_out").bearer(&phone)).await;
        assert_eq!(events.state().await.as_deref(), Some("expired"), "a screen that waits is told");

        world.clock.advance(Millis::minutes(2));
        let phone = world.sign_in(PHONE).await;
        let screen = Screen::new(&world).await;
        screen.let_in(&world, &phone).await;
        let mut tx = world.db.begin().await.unwrap();
        tx.execute(&TEST_SUSPEND, &args![]).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(screen.session(&world).await.code(), "account.suspended");
    }
}

#[tokio::test]
async fn a_phone_left_open_makes_no_sign_in_recent() {
    for world in worlds_at(Some("https://music.example")).await {
        let phone = world.sign_in(PHONE).await;
        let add_passkey = |token: &str| call("POST", "/me/passkeys/challenges").bearer(token);
        for (minutes, may) in [(14, true), (2, false)] {
            world.clock.advance(Millis::minutes(minutes));
            let screen = Screen::new(&world).await;
            screen.let_in(&world, &phone).await;
            let opened = screen.session(&world).await;
            let fresh = opened.body["token"].as_str().unwrap();
            let session = |token: &str| world.send(get("/session").bearer(token));
            assert_eq!(session(fresh).await.body["signed_in_at"], session(&phone).await.body["signed_in_at"]);
            let asked = world.send(add_passkey(fresh)).await;
            assert_eq!(asked.status == StatusCode::CREATED, may, "{}", asked.body);
            assert!(may || asked.code() == "recent_sign_in.required", "{}", asked.body);
        }
        // Who signs in on the screen by other means has shown it there.
        world.clock.advance(Millis::minutes(2));
        let again = world.sign_in(PHONE).await;
        assert_eq!(world.send(add_passkey(&again)).await.status, StatusCode::CREATED);
    }
}

#[tokio::test]
async fn another_network_is_told_and_no_address_is_kept() {
    for world in worlds().await {
        let phone = world.sign_in(PHONE).await;
        let screen = Screen::at(&world, "198.51.100.23").await;
        let scanned = screen.scan(&world, &phone).await;
        assert_eq!(scanned.body["network"], "other");
        let unknown = world.send(call("POST", &screen.path("scan")).bearer(&phone)).await;
        assert_eq!(unknown.body["network"], "unknown");
        let second = Screen::at(&world, "198.51.100.23").await;
        let rows = world
            .db
            .service()
            .query(&TEST_QR_TEXTS, &[], |row| (0..6).map(|at| row.get::<String>(at)).collect::<Result<Vec<_>, _>>())
            .await
            .unwrap();
        assert_ne!(rows[0][3], rows[1][3], "one network leaves two digests");
        let kept = rows.concat().join("\n");
        for secret in ["198.51", &screen.poll, second.address.rsplit('/').next().unwrap()] {
            assert!(!kept.contains(secret), "{secret}");
        }
        let binding = screen.cookie.split('=').nth(1).unwrap();
        assert!(!kept.contains(binding), "the cookie is kept as a digest");
    }
}

#[tokio::test]
async fn a_policy_that_is_not_in_force_is_refused_and_costs_nothing() {
    for world in worlds().await {
        let phone = world.sign_in(PHONE).await;
        let screen = Screen::new(&world).await;
        screen.let_in(&world, &phone).await;
        let accept = |version: &str| json!({ "bearer": true, "policy_version": version, "text_hash": TEXT_HASH });
        let old = world.send(screen.asks(post("/sign_in/qr/session", accept("0")))).await;
        assert_eq!(old.code(), "policy.acceptance_required");
        let half = json!({ "policy_version": VERSION });
        assert_eq!(world.send(screen.asks(post("/sign_in/qr/session", half))).await.fields(), ["text_hash"]);
        let opened = world.send(screen.asks(post("/sign_in/qr/session", accept(VERSION)))).await;
        assert_eq!(opened.status, StatusCode::OK, "{}", opened.body);
    }
}

#[tokio::test]
async fn nobody_makes_or_scans_codes_without_end() {
    for world in worlds().await {
        let phone = world.sign_in(PHONE).await;
        let mut screen = None;
        for _ in 0..60 {
            screen = Some(Screen::new(&world).await);
        }
        let screen = screen.unwrap();
        let make = || post("/sign_in/qr", json!({})).from(HOME);
        let limited = world.send(make()).await;
        assert_eq!((limited.code(), &limited.body["retry_after_seconds"]), ("rate.limited", &json!(600)));
        assert_eq!(world.send(post("/sign_in/qr", json!({})).from("203.0.113.8")).await.status, StatusCode::CREATED);
        for _ in 0..30 {
            assert_eq!(screen.scan(&world, &phone).await.status, StatusCode::OK);
        }
        assert_eq!(screen.scan(&world, &phone).await.code(), "rate.limited");
        for _ in 0..60 {
            let stranger = post("/sign_in/qr/session", json!({})).from("203.0.113.9");
            assert_eq!(world.send(screen.asks(stranger)).await.code(), "qr.pending");
        }
        let stranger = post("/sign_in/qr/session", json!({})).from("203.0.113.9");
        assert_eq!(world.send(screen.asks(stranger)).await.code(), "rate.limited");
        world.clock.advance(Millis::minutes(10));
        assert_eq!(world.send(make()).await.status, StatusCode::CREATED);
    }
}
