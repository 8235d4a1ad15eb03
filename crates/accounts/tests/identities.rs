//! Signing in with an account elsewhere, before a Weibo of the test's own.

use std::sync::{Arc, Mutex};

use axum::http::Uri;
use serde_json::{Value, json};
use units::Millis;

use crate::support::{Answer, Call, OTHER, PHONE, WEIBO_SECRET, World, call, get, location, post, set, worlds_before};

const HERE: &str = "http://127.0.0.1:4633";
const CALLBACK: &str = "/sign_in/providers/weibo/callback";

/// Weibo: every code is good, and belongs to whom the test says.
#[derive(Clone, Default)]
struct Weibo(Arc<Mutex<(String, String)>>);

impl Weibo {
    /// From now on it is they who agree.
    fn is(&self, uid: &str, name: &str) {
        *self.0.lock().expect("who it is") = (uid.to_owned(), name.to_owned());
    }

    async fn serve(&self) -> String {
        let weibo = self.clone();
        let app = axum::Router::new().fallback(move |uri: Uri| {
            let (uid, name) = weibo.0.lock().expect("who it is").clone();
            let answer = if uri.path().ends_with("/oauth2/access_token") {
                json!({"access_token": "T", "expires_in": 157_679_999, "uid": uid})
            } else {
                json!({"idstr": uid, "screen_name": name, "gender": "m", "location": "北京 海淀区", "avatar_large": "https://x/a.jpg"})
            };
            async move { axum::Json(answer) }
        });
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
        let address = listener.local_addr().expect("an address");
        tokio::spawn(async move { axum::serve(listener, app).await });
        format!("http://{address}")
    }
}

async fn worlds() -> (Weibo, Vec<World>) {
    let weibo = Weibo::default();
    weibo.is("77", "小鹿");
    let address = weibo.serve().await;
    (weibo, worlds_before(Some(HERE), Some(&address)).await)
}

/// Goes there: the state in the address, and the cookie that the browser keeps.
async fn leave(world: &World, call: Call) -> (String, String) {
    let left = world.send(call).await;
    assert_eq!(left.status, 201, "{}", left.body);
    let address = left.body["address"].as_str().expect("an address").to_owned();
    let state = address.split("state=").nth(1).and_then(|rest| rest.split('&').next()).expect("a state").to_owned();
    assert!(
        left.cookie().is_some_and(|cookie| cookie.contains("HttpOnly; SameSite=Lax; Max-Age=600")),
        "{:?}",
        left.cookie()
    );
    (percent_decoded(&state), set(&left, "qingyin_attempt").expect("a cookie"))
}

/// What is percent-encoded here is ASCII.
fn percent_decoded(text: &str) -> String {
    text.replace("%2D", "-").replace("%5F", "_")
}

fn departure() -> Call {
    post("/sign_in/providers/weibo/attempts", json!({"return_to": "/albums"})).header("origin", HERE)
}

fn back(state: &str, cookie: &str) -> Call {
    get(&format!("{CALLBACK}?code=abc&state={state}")).header("cookie", &format!("qingyin_attempt={cookie}"))
}

/// Goes there and comes back.
async fn round(world: &World) -> Answer {
    let (state, cookie) = leave(world, departure()).await;
    world.send(back(&state, &cookie)).await
}

/// Links what waits in the browser.
async fn link(world: &World, token: &str, waiting: &str) -> Answer {
    let cookie = format!("qingyin_identity={waiting}");
    world.send(call("POST", "/me/linked_identities").bearer(token).header("cookie", &cookie)).await
}

/// A member whose Weibo account is linked, and their token.
async fn linked(world: &World, phone: &str) -> String {
    let waiting = set(&round(world).await, "qingyin_identity").expect("it waits");
    let token = world.sign_in(phone).await;
    assert_eq!(link(world, &token, &waiting).await.status, 204);
    token
}

async fn count(world: &World, statement: &'static db::Sql) -> i64 {
    world.db.service().query_one(statement, &db::args![], |row| row.get(0)).await.expect("a count")
}

db::sql! {
    static IDENTITIES = "SELECT count(*) FROM linked_identities";
    static SUBJECTS = "SELECT count(*) FROM subjects";
    static SESSIONS = "SELECT count(*) FROM sessions";
    static TEXTS = "SELECT identity_index FROM linked_identities";
}

#[tokio::test]
async fn the_first_time_a_phone_is_proved_and_the_link_decided() {
    let (_, worlds) = worlds().await;
    for world in worlds {
        let came = round(&world).await;
        assert_eq!((came.status.as_u16(), location(&came)), (303, "/sign-in/link"));
        assert_eq!(set(&came, "qingyin_session"), None, "a provider's word makes no account");
        assert_eq!(set(&came, "qingyin_attempt").as_deref(), Some(""), "an attempt is used up");
        assert_eq!((count(&world, &SUBJECTS).await, count(&world, &IDENTITIES).await), (0, 0));

        let waiting = set(&came, "qingyin_identity").expect("it waits in the browser");
        let cookie = format!("qingyin_identity={waiting}");
        let shown = world.send(get("/sign_in/waiting_identity").header("cookie", &cookie)).await;
        assert_eq!(
            (&shown.body["title"], &shown.body["nickname"], &shown.body["return_to"]),
            (&json!("微博"), &json!("小鹿"), &json!("/albums"))
        );
        // Without an account nothing can be linked.
        let refused = world.send(call("POST", "/me/linked_identities").header("cookie", &cookie)).await;
        assert!(matches!(refused.status.as_u16(), 401 | 403), "{}", refused.body);

        let token = world.sign_in(PHONE).await;
        let linked = link(&world, &token, &waiting).await;
        assert_eq!(linked.status, 204, "{}", linked.body);
        assert_eq!(set(&linked, "qingyin_identity").as_deref(), Some(""));
        let list = world.send(get("/me/linked_identities").bearer(&token)).await;
        let item = &list.body["items"][0];
        assert_eq!(
            (&item["provider"], &item["nickname"], &item["last_used_at"]),
            (&json!("weibo"), &json!("小鹿"), &Value::Null)
        );

        // From then on it opens the account.
        let opened = round(&world).await;
        assert_eq!((opened.status.as_u16(), location(&opened)), (303, "/albums"));
        let session = set(&opened, "qingyin_session").expect("signed in");
        let me = world.send(get("/me").header("cookie", &format!("qingyin_session={session}"))).await;
        assert_eq!(me.body["id"], world.send(get("/me").bearer(&token)).await.body["id"]);
        let list = world.send(get("/me/linked_identities").bearer(&token)).await;
        assert!(list.body["items"][0]["last_used_at"].is_string(), "{}", list.body);

        // The number itself is kept nowhere.
        let index: String = world.db.service().query_one(&TEXTS, &db::args![], |row| row.get(0)).await.expect("a row");
        assert_eq!(index.len(), 64);
    }
}

#[tokio::test]
async fn nobody_comes_back_for_another_browser_or_too_late() {
    let (_, worlds) = worlds().await;
    for world in worlds {
        let (state, cookie) = leave(&world, departure()).await;
        let (other_state, other_cookie) = leave(&world, departure()).await;
        let forged = cookie.replace('.', "A.");
        let none = get(&format!("{CALLBACK}?code=abc&state={state}"));
        for (what, call) in [
            ("no cookie", none),
            ("another attempt's cookie", back(&state, &other_cookie)),
            ("another attempt's state", back(&other_state, &cookie)),
            ("a forged cookie", back(&state, &forged)),
            ("no state", back("", &cookie)),
        ] {
            let ended = world.send(call).await;
            assert_eq!(ended.status, 303, "{what}");
            assert!(
                location(&ended).starts_with("/sign-in?problem=identity%2Eexpired&provider=weibo"),
                "{what}: {}",
                location(&ended)
            );
            assert_eq!((set(&ended, "qingyin_session"), set(&ended, "qingyin_identity")), (None, None), "{what}");
        }
        let declined = get(&format!("{CALLBACK}?error=access_denied&state={state}"))
            .header("cookie", &format!("qingyin_attempt={cookie}"));
        let ended = world.send(declined).await;
        assert!(location(&ended).contains("problem=identity%2Edeclined"), "{}", location(&ended));
        world.clock.advance(Millis::minutes(10));
        assert!(location(&world.send(back(&state, &cookie)).await).contains("identity%2Eexpired"));
        assert_eq!((count(&world, &SUBJECTS).await, count(&world, &SESSIONS).await), (0, 0));
    }
}

#[tokio::test]
async fn what_waits_waits_a_quarter_of_an_hour() {
    let (_, worlds) = worlds().await;
    for world in worlds {
        let waiting = set(&round(&world).await, "qingyin_identity").expect("it waits");
        world.clock.advance(Millis(15 * 60_000 - 1));
        let token = world.sign_in(PHONE).await;
        world.clock.advance(Millis(1));
        assert_eq!(link(&world, &token, &waiting).await.code(), "identity.expired");
        // Nor can somebody write one for themselves.
        let forged = format!("{}A", &waiting[..waiting.len() - 1]);
        assert_eq!(link(&world, &token, &forged).await.code(), "identity.expired");
        assert_eq!(count(&world, &IDENTITIES).await, 0);
    }
}

#[tokio::test]
async fn an_account_elsewhere_belongs_to_one_member() {
    let (weibo, worlds) = worlds().await;
    for world in worlds {
        weibo.is("77", "小鹿");
        let first = linked(&world, PHONE).await;
        let other = world.sign_in(OTHER).await;
        // Linking from the settings, on the device that began it.
        let go =
            |token: &str| post("/me/linked_identities/weibo/attempts", json!({"return_to": "/account"})).bearer(token);
        let (state, cookie) = leave(&world, go(&other)).await;
        let taken = world.send(back(&state, &cookie).bearer(&other)).await;
        assert!(location(&taken).starts_with("/account?problem=identity%2Etaken"), "{}", location(&taken));
        // Somebody else cannot end what this member began.
        let (state, cookie) = leave(&world, go(&other)).await;
        weibo.is("78", "小马");
        assert!(location(&world.send(back(&state, &cookie)).await).contains("identity%2Eexpired"));
        assert!(location(&world.send(back(&state, &cookie).bearer(&first)).await).contains("identity%2Eexpired"));
        let done = world.send(back(&state, &cookie).bearer(&other)).await;
        assert_eq!(location(&done), "/account?linked=weibo");
        // One of a kind.
        let second = world.send(go(&other)).await;
        assert_eq!((second.status.as_u16(), second.code()), (409, "identity.second"));
        let gone = world.send(call("DELETE", "/me/linked_identities/weibo").bearer(&other)).await;
        assert_eq!(gone.status, 204);
        assert_eq!(world.send(call("DELETE", "/me/linked_identities/weibo").bearer(&other)).await.status, 404);
        assert_eq!(location(&round(&world).await), "/sign-in/link", "unlinked, it opens nothing");
        assert_eq!(count(&world, &IDENTITIES).await, 1);
        weibo.is("77", "小鹿");
    }
}

#[tokio::test]
async fn a_withdrawal_over_there_withdraws_here() {
    let (_, worlds) = worlds().await;
    for world in worlds {
        let token = linked(&world, PHONE).await;
        let session = set(&round(&world).await, "qingyin_session").expect("signed in");
        let cookie = format!("qingyin_session={session}");
        assert_eq!(world.send(get("/me").header("cookie", &cookie)).await.status, 200);
        let event = |secret: &str, uid: &str| {
            get(&format!("/sign_in/providers/weibo/events/{secret}?source=404&uid={uid}&auth_end=1"))
        };

        let forged = world.send(event("guess", "77")).await;
        assert_eq!((forged.status.as_u16(), forged.code()), (403, "identity.event_refused"));
        assert_eq!(world.send(event(WEIBO_SECRET, "78")).await.status, 200, "nobody here");
        assert_eq!(count(&world, &IDENTITIES).await, 1);

        for _ in 0..2 {
            let heard = world.send(event(WEIBO_SECRET, "77")).await;
            assert_eq!((heard.status.as_u16(), heard.bytes.as_slice()), (200, b"success".as_slice()));
            assert_eq!(count(&world, &IDENTITIES).await, 0);
        }
        // The device that came in by it is signed out; the one that proved the phone is not.
        assert_eq!(world.send(get("/me").header("cookie", &cookie)).await.status, 401);
        assert_eq!(world.send(get("/me").bearer(&token)).await.status, 200);
    }
}

#[tokio::test]
async fn nothing_is_linked_without_the_policy() {
    let (_, worlds) = worlds().await;
    for world in worlds {
        let waiting = set(&round(&world).await, "qingyin_identity").expect("it waits");
        let token = world.sign_in(PHONE).await;
        // Under a newer policy, which this member has not accepted: the table itself refuses.
        let newer = world.under_version("2");
        let refused = link(&newer, &token, &waiting).await;
        assert_eq!(refused.code(), "policy.acceptance_required", "{}", refused.body);
        assert_eq!(count(&newer, &IDENTITIES).await, 0);
    }
}

#[tokio::test]
async fn each_disclosure_stands_in_the_members_own_record() {
    db::sql! {
        static OWN = "SELECT recipient, fields, outcome FROM disclosures WHERE subject_id IS NOT NULL ORDER BY created_at, fields";
    }
    let (_, worlds) = worlds().await;
    for world in worlds {
        linked(&world, PHONE).await;
        world.clock.advance(Millis::seconds(1));
        round(&world).await;
        let reader = world.db.service();
        let rows = reader.query(&OWN, &db::args![], |row| {
            Ok(format!("{} {} {}", row.get::<String>(0)?, row.get::<String>(1)?, row.get::<String>(2)?))
        });
        let (first, second) = ("weibo access_token open_id sent", "weibo authorization_code sent");
        assert_eq!(rows.await.expect("the ledger"), [first, second, first, second]);
    }
}

#[tokio::test]
async fn the_offer_is_the_same_for_everybody() {
    let (_, worlds) = worlds().await;
    for world in worlds {
        let offered = world.send(get("/sign_in/providers").header("accept-language", "en")).await;
        assert_eq!(
            offered.body["items"],
            json!([
                {"id": "weibo", "title": "Weibo", "host": "api.weibo.com", "is_simulated": true, "is_abroad": false},
                {"id": "apple", "title": "Apple", "host": "appleid.apple.com", "is_simulated": true, "is_abroad": true},
            ])
        );
        world.clock.advance(Millis::days(366));
        let left = world.send(get("/sign_in/providers")).await;
        // Who is told nothing needs no agreement.
        assert_eq!(
            (left.body["items"].as_array().map(Vec::len), &left.body["items"][0]["id"]),
            (Some(1), &json!("apple"))
        );
        let refused = world.send(departure()).await;
        assert_eq!((refused.status.as_u16(), refused.code()), (404, "identity.off"));
        for (provider, return_to) in [("myspace", "/"), ("weibo", "https://evil.example")] {
            let path = format!("/sign_in/providers/{provider}/attempts");
            let refused = world.send(post(&path, json!({"return_to": return_to})).header("origin", HERE)).await;
            assert!(matches!(refused.status.as_u16(), 404 | 422 | 400), "{provider}: {}", refused.body);
        }
    }
}

#[tokio::test]
async fn operators_see_how_providers_do_and_nobody_who_uses_them() {
    let (_, worlds) = worlds().await;
    for world in worlds {
        let token = world.sign_in(OTHER).await;
        let link = world.accounts.make_operator_link().await.expect("a link");
        assert_eq!(world.send(post("/operator/claim", json!({"token": link})).bearer(&token)).await.status, 200);
        let member = linked(&world, PHONE).await;
        assert_eq!(world.send(get("/operator/sign_in_providers").bearer(&member)).await.status, 404);
        let list = world.send(get("/operator/sign_in_providers").bearer(&token)).await;
        let of = |list: &Answer, id: &str| {
            list.body["items"]
                .as_array()
                .into_iter()
                .flatten()
                .find(|item| item["id"] == id)
                .cloned()
                .unwrap_or_default()
        };
        let weibo = of(&list, "weibo");
        assert_eq!(
            (&weibo["set_up"], &weibo["confirmed"], &weibo["failed"]),
            (&json!(true), &json!(1), &json!(0)),
            "{weibo}"
        );
        assert_eq!(weibo["callback"], json!(format!("{HERE}/api/v1{CALLBACK}")));
        assert!(!list.body.to_string().contains("小鹿"));
        assert_eq!(of(&list, "qq")["set_up"], json!(false));
        assert_eq!(
            world.send(call("POST", "/operator/sign_in_providers/weibo/checks").bearer(&token)).await.status,
            204
        );
        world.clock.advance(Millis::days(366));
        let token = world.sign_in(OTHER).await;
        let refused = world.send(call("POST", "/operator/sign_in_providers/weibo/checks").bearer(&token)).await;
        assert_eq!(refused.code(), "identity.off", "{}", refused.body);
        let weibo = of(&world.send(get("/operator/sign_in_providers").bearer(&token)).await, "weibo");
        assert!(weibo["closed_because"].as_str().is_some_and(|text| text.contains("expired")), "{weibo}");
        assert_eq!(weibo["failed"], json!(1));
    }
}
