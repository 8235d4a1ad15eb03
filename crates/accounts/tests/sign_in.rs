//! Signing up and in, from outside, on both engines.

use crate::support;
use crate::support::{OTHER, PHONE, TEXT_HASH, VERSION, accepted, call, get, post, worlds};
use axum::http::StatusCode;
use db::{Constraint, args, sql};
use serde_json::json;
use units::{Millis, Timestamp};

sql! {
    static TEST_COUNT_ACCOUNTS = "SELECT count(*) FROM accounts";
    static TEST_PHONES = "SELECT phone_sealed, phone_index FROM account_phones";
    static TEST_DEVICES = "SELECT device_name FROM sessions";
    static TEST_ACCEPTED = "SELECT version, text_hash FROM policy_acceptances";
    static TEST_COUNT_CHALLENGES = "SELECT count(*) FROM sms_challenges";
    static TEST_UNVERIFIED = "INSERT INTO account_phones (subject_id, phone_sealed, phone_index, verified_at) VALUES ($1, $2, $3, NULL)";
}

async fn count_accounts(world: &support::World) -> i64 {
    world.db.service().query_one(&TEST_COUNT_ACCOUNTS, &[], |row| row.get(0)).await.unwrap()
}

#[tokio::test]
async fn no_account_without_a_code_and_the_policy_in_force() {
    for world in worlds().await {
        let code = world.code(PHONE).await;
        assert!(world.shown().contains("sms: code for 138****8000 is "), "{}", world.shown());
        assert!(!world.shown().contains(PHONE));
        let without = json!({ "phone": PHONE, "code": code });
        let answer = world.send(post("/sign_in/sms", without)).await;
        assert_eq!((answer.status, answer.code()), (StatusCode::FORBIDDEN, "policy.acceptance_required"));
        assert_eq!(answer.fields(), ["policy_version", "text_hash"]);
        let half = json!({ "phone": PHONE, "code": code, "policy_version": VERSION });
        assert_eq!(world.send(post("/sign_in/sms", half)).await.fields(), ["text_hash"]);
        let old = json!({ "phone": PHONE, "code": code, "policy_version": "0", "text_hash": TEXT_HASH });
        assert_eq!(world.send(post("/sign_in/sms", old)).await.code(), "policy.acceptance_required");
        let other = json!({ "phone": PHONE, "code": code, "policy_version": VERSION, "text_hash": "another text" });
        assert_eq!(world.send(post("/sign_in/sms", other)).await.code(), "policy.acceptance_required");
        assert_eq!(count_accounts(&world).await, 0);

        let answer = world.send(post("/sign_in/sms", accepted(PHONE, &code))).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        assert_eq!(answer.body["created"], true);
        assert_eq!(answer.body["member"]["roles"], json!(["listener"]));
        assert_eq!(count_accounts(&world).await, 1);
        let agreed = world
            .db
            .service()
            .query_one(&TEST_ACCEPTED, &[], |row| Ok((row.get::<String>(0)?, row.get::<String>(1)?)))
            .await
            .unwrap();
        assert_eq!(agreed, (VERSION.to_owned(), TEXT_HASH.to_owned()));

        world.clock.advance(Millis::minutes(2));
        let code = world.code(PHONE).await;
        let again = world.send(post("/sign_in/sms", json!({ "phone": PHONE, "code": code, "bearer": true }))).await;
        assert_eq!((again.status, &again.body["created"]), (StatusCode::OK, &json!(false)));
        assert_eq!(count_accounts(&world).await, 1);
    }
}

#[tokio::test]
async fn a_code_cannot_be_used_twice() {
    for world in worlds().await {
        let code = world.code(PHONE).await;
        assert_eq!(world.send(post("/sign_in/sms", accepted(PHONE, &code))).await.status, StatusCode::OK);
        let again = world.send(post("/sign_in/sms", accepted(PHONE, &code))).await;
        assert_eq!((again.status, again.code()), (StatusCode::BAD_REQUEST, "sign_in.code_expired"));
    }
}

#[tokio::test]
async fn of_two_uses_at_the_same_moment_one_succeeds() {
    for world in worlds().await {
        let code = world.code(PHONE).await;
        let (one, two) = tokio::join!(
            world.send(post("/sign_in/sms", accepted(PHONE, &code))),
            world.send(post("/sign_in/sms", accepted(PHONE, &code))),
        );
        let succeeded = [&one, &two].into_iter().filter(|answer| answer.status == StatusCode::OK).count();
        assert_eq!(succeeded, 1, "{} {}", one.body, two.body);
        assert_eq!(count_accounts(&world).await, 1);
    }
}

#[tokio::test]
async fn an_expired_code_is_refused() {
    for world in worlds().await {
        let code = world.code(PHONE).await;
        world.clock.advance(Millis::minutes(5));
        let answer = world.send(post("/sign_in/sms", accepted(PHONE, &code))).await;
        assert_eq!(answer.code(), "sign_in.code_expired");
        assert_eq!(count_accounts(&world).await, 0);
    }
}

#[tokio::test]
async fn wrong_codes_are_counted_and_the_fifth_locks_the_number() {
    for world in worlds().await {
        let code = world.code(PHONE).await;
        let wrong = if code == "000000" { "000001" } else { "000000" };
        for left in [4, 3, 2, 1] {
            let answer = world.send(post("/sign_in/sms", accepted(PHONE, wrong))).await;
            assert_eq!((answer.status, answer.code()), (StatusCode::BAD_REQUEST, "sign_in.code_wrong"));
            assert_eq!(answer.body["attempts_left"], left);
        }
        let locked = world.send(post("/sign_in/sms", accepted(PHONE, wrong))).await;
        assert_eq!((locked.status, locked.code()), (StatusCode::TOO_MANY_REQUESTS, "sign_in.locked"));
        assert_eq!(locked.body["retry_after_seconds"], 900);
        let right = world.send(post("/sign_in/sms", accepted(PHONE, &code))).await;
        assert_eq!(right.code(), "sign_in.locked", "the right code comes too late");

        world.clock.advance(Millis::minutes(14));
        let again = world.send(post("/sign_in/sms_codes", json!({ "phone": PHONE }))).await;
        assert_eq!((again.code(), &again.body["retry_after_seconds"]), ("sign_in.locked", &json!(60)));
        world.clock.advance(Millis::minutes(1));
        world.sign_in(PHONE).await;
    }
}

#[tokio::test]
async fn the_right_code_opens_at_the_last_try() {
    for world in worlds().await {
        let code = world.code(PHONE).await;
        let wrong = if code == "000000" { "000001" } else { "000000" };
        for _ in 0..4 {
            assert_eq!(world.send(post("/sign_in/sms", accepted(PHONE, wrong))).await.code(), "sign_in.code_wrong");
        }
        assert_eq!(world.send(post("/sign_in/sms", accepted(PHONE, &code))).await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn codes_are_rationed_by_number_and_by_address() {
    for world in worlds().await {
        let ask = |phone: &str| post("/sign_in/sms_codes", json!({ "phone": phone }));
        assert_eq!(world.send(ask(PHONE)).await.status, StatusCode::ACCEPTED);
        world.clock.advance(Millis::seconds(59));
        let early = world.send(ask(PHONE)).await;
        assert_eq!((early.status, early.code()), (StatusCode::TOO_MANY_REQUESTS, "rate.limited"));
        assert_eq!(early.body["retry_after_seconds"], 1);
        for _ in 0..4 {
            world.clock.advance(Millis::minutes(1));
            assert_eq!(world.send(ask(PHONE)).await.status, StatusCode::ACCEPTED);
        }
        world.clock.advance(Millis::minutes(1));
        assert_eq!(world.send(ask(PHONE)).await.code(), "rate.limited", "the sixth of an hour");
        world.clock.advance(Millis::hours(1));
        assert_eq!(world.send(ask(PHONE)).await.status, StatusCode::ACCEPTED);

        for number in 0..30 {
            let answer = world.send(ask(&format!("139001390{number:02}")).from("192.0.2.7")).await;
            assert_eq!(answer.status, StatusCode::ACCEPTED, "{number} {}", answer.body);
        }
        assert_eq!(world.send(ask("13900139099").from("192.0.2.7")).await.code(), "rate.limited");
        assert_eq!(world.send(ask("13900139099").from("192.0.2.8")).await.status, StatusCode::ACCEPTED);
    }
}

#[tokio::test]
async fn nobody_learns_whether_a_number_has_an_account() {
    for world in worlds().await {
        let token = world.sign_in(PHONE).await;
        let set = call("PUT", "/me/password").json(json!({ "new_password": "tea hills in the mist" })).bearer(&token);
        assert_eq!(world.send(set).await.status, StatusCode::NO_CONTENT);
        world.clock.advance(Millis::minutes(2));
        let shape = |mut body: serde_json::Value| {
            body["challenge_id"] = json!("any");
            body
        };
        let known = world.send(post("/sign_in/sms_codes", json!({ "phone": PHONE }))).await;
        let unknown = world.send(post("/sign_in/sms_codes", json!({ "phone": OTHER }))).await;
        assert_eq!((known.status, shape(known.body)), (unknown.status, shape(unknown.body)));

        let try_password = |phone: &str| json!({ "phone": phone, "password": "not the password" });
        let known = world.send(post("/sign_in/password", try_password(PHONE))).await;
        let unknown = world.send(post("/sign_in/password", try_password(OTHER))).await;
        assert_eq!(known.code(), "sign_in.password_wrong");
        assert_eq!((known.status, known.body), (unknown.status, unknown.body));

        let reset = |phone: &str| json!({ "phone": phone, "code": "12345", "new_password": "tea hills in the fog" });
        let known = world.send(post("/sign_in/password_reset", reset(PHONE))).await;
        let unknown = world.send(post("/sign_in/password_reset", reset(OTHER))).await;
        assert_eq!(known.code(), "sign_in.code_wrong");
        assert_eq!((known.status, known.body), (unknown.status, unknown.body));
    }
}

#[tokio::test]
async fn a_number_is_kept_sealed_and_verified() {
    for world in worlds().await {
        world.sign_in(PHONE).await;
        let rows = world
            .db
            .service()
            .query(&TEST_PHONES, &[], |row| Ok((row.get::<Vec<u8>>(0)?, row.get::<String>(1)?)))
            .await
            .unwrap();
        let [(sealed, index)] = rows.as_slice() else { panic!("one number") };
        assert!(!sealed.windows(11).any(|bytes| bytes == PHONE.as_bytes()));
        assert!(!index.contains(PHONE));
        let mut tx = world.db.begin().await.unwrap();
        let arguments = args![7_i64, vec![1_u8], "index"];
        let refused = tx.execute(&TEST_UNVERIFIED, &arguments).await.unwrap_err();
        assert!(refused.is_constraint(Constraint::NotNull), "{refused}");
    }
}

#[tokio::test]
async fn unknown_device_fields_are_refused_and_not_stored() {
    for world in worlds().await {
        let code = world.code(PHONE).await;
        for field in ["imei", "android_id", "mac", "model", "advertising_id", "device"] {
            let mut typed = accepted(PHONE, &code);
            typed[field] = json!("SERIAL-4711");
            let answer = world.send(post("/sign_in/sms", typed)).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST);
            assert_eq!(answer.fields(), [field], "{}", answer.body);
        }
        let sign_in = post("/sign_in/sms", accepted(PHONE, &code))
            .header("user-agent", "Mozilla/5.0 (X11; Linux x86_64; SERIAL-4711) Firefox/133.0");
        assert_eq!(world.send(sign_in).await.status, StatusCode::OK);
        let devices = world.db.service().query(&TEST_DEVICES, &[], |row| row.get::<String>(0)).await.unwrap();
        assert_eq!(devices, ["Firefox · Linux"]);
    }
}

#[tokio::test]
async fn what_is_wrong_is_named_in_the_askers_language() {
    for world in worlds().await {
        let malformed = post("/sign_in/sms_codes", json!({ "phone": "12345" })).header("accept-language", "en");
        let answer = world.send(malformed).await;
        assert_eq!((answer.status, answer.fields()), (StatusCode::BAD_REQUEST, vec!["phone"]));
        assert_eq!(answer.body["fields"][0]["code"], "phone.malformed");
        assert!(answer.body["fields"][0]["message"].as_str().unwrap().contains("11 digits"));
        assert_eq!(world.send(post("/sign_in/sms_codes", json!({}))).await.fields(), ["phone"]);
        let number = world.send(post("/sign_in/sms_codes", json!({ "phone": 13_800_138_000_i64 }))).await;
        assert_eq!(number.fields(), ["phone"]);
        assert_eq!(world.send(call("POST", "/sign_in/sms")).await.status, StatusCode::BAD_REQUEST);
        let left: i64 = world.db.service().query_one(&TEST_COUNT_CHALLENGES, &[], |row| row.get(0)).await.unwrap();
        assert_eq!(left, 0);
    }
}

#[tokio::test]
async fn a_password_opens_changes_and_is_reset() {
    for world in worlds().await {
        let token = world.sign_in(PHONE).await;
        let put = |token: &str, body| call("PUT", "/me/password").json(body).bearer(token);
        let weak = world.send(put(&token, json!({ "new_password": "13800138000" }))).await;
        assert_eq!((weak.status, weak.fields()), (StatusCode::BAD_REQUEST, vec!["new_password"]));
        let first = put(&token, json!({ "new_password": "tea hills in the mist" }));
        assert_eq!(world.send(first).await.status, StatusCode::NO_CONTENT);
        assert_eq!(world.send(get("/me").bearer(&token)).await.body["has_password"], true);

        let sign_in =
            |password: &str| post("/sign_in/password", json!({ "phone": PHONE, "password": password, "bearer": true }));
        let second = world.send(sign_in("tea hills in the mist")).await;
        assert_eq!(second.status, StatusCode::OK, "{}", second.body);
        let second = second.body["token"].as_str().unwrap().to_owned();
        let wrong = put(&second, json!({ "current_password": "no", "new_password": "boats on the slow river" }));
        assert_eq!(world.send(wrong).await.code(), "sign_in.password_wrong");
        let change = json!({ "current_password": "tea hills in the mist", "new_password": "boats on the slow river" });
        assert_eq!(world.send(put(&second, change)).await.status, StatusCode::NO_CONTENT);
        assert_eq!(world.send(get("/me").bearer(&token)).await.code(), "sign_in.required", "signed out elsewhere");
        assert_eq!(world.send(get("/me").bearer(&second)).await.status, StatusCode::OK);
        assert_eq!(world.send(sign_in("tea hills in the mist")).await.code(), "sign_in.password_wrong");

        world.clock.advance(Millis::minutes(2));
        let code = world.code(PHONE).await;
        let reset = json!({ "phone": PHONE, "code": code, "new_password": "lanterns over the old bridge" });
        assert_eq!(world.send(post("/sign_in/password_reset", reset)).await.status, StatusCode::NO_CONTENT);
        assert_eq!(world.send(get("/me").bearer(&second)).await.code(), "sign_in.required");
        assert_eq!(world.send(sign_in("lanterns over the old bridge")).await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn passwords_cannot_be_tried_without_end() {
    for world in worlds().await {
        let try_one = || post("/sign_in/password", json!({ "phone": PHONE, "password": "guess" }));
        for _ in 0..10 {
            assert_eq!(world.send(try_one()).await.code(), "sign_in.password_wrong");
        }
        let limited = world.send(try_one()).await;
        assert_eq!((limited.code(), &limited.body["retry_after_seconds"]), ("rate.limited", &json!(900)));
        world.clock.advance(Millis::minutes(15));
        assert_eq!(world.send(try_one()).await.code(), "sign_in.password_wrong");
    }
}

#[tokio::test]
async fn a_password_is_judged_in_both_languages() {
    for world in worlds().await {
        let judge = |language: &str| {
            post("/password_strength", json!({ "password": "password" })).header("accept-language", language)
        };
        let zh = world.send(judge("zh-CN")).await.body;
        let en = world.send(judge("en")).await.body;
        assert_eq!((&zh["acceptable"], &en["acceptable"]), (&json!(false), &json!(false)));
        assert!(zh["warning"].as_str().unwrap().contains("密码"), "{zh}");
        assert!(en["warning"].as_str().unwrap().contains("password"), "{en}");
        let strong = post("/password_strength", json!({ "password": "correct horse battery staple" }));
        assert_eq!(world.send(strong).await.body["acceptable"], true);
    }
}

#[test]
fn the_recent_sign_in_is_measured_by_the_clock() {
    let member = http_api::SignedIn {
        subject: ids::SubjectId::from_i64(1),
        session: ids::SessionId::from_i64(1),
        roles: Vec::new(),
        signed_in_at: support::NOW,
        review_needed: false,
    };
    let at = |minutes: i64| -> Timestamp { support::NOW + Millis::minutes(minutes) };
    assert!(accounts::verify_recent(&member, at(15)).is_ok());
    let problem = accounts::verify_recent(&member, at(16)).expect_err("too old");
    assert_eq!(problem.code(), "recent_sign_in.required");
}

/// Whoever knows a number may ask for codes, and does not take away the one that its owner was sent.
#[tokio::test]
async fn a_request_that_is_refused_leaves_the_code_that_waits() {
    for world in worlds().await {
        let mut code = String::new();
        for _ in 0..5 {
            code = world.code(PHONE).await;
            world.clock.advance(Millis::minutes(2));
        }
        let refused = world.send(post("/sign_in/sms_codes", json!({ "phone": PHONE }))).await;
        assert_eq!(refused.code(), "rate.limited");
        let opened = world.send(post("/sign_in/sms", support::accepted(PHONE, &code))).await;
        assert_eq!(opened.status, StatusCode::OK, "{}", opened.body);
    }
}
