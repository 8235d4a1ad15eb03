//! The desk of the privacy officer: requests come in, and are answered in time.

use axum::http::StatusCode;
use serde_json::{Value, json};
use units::Millis;

use crate::common::{PHONE, World, worlds};

const OFFICER: &str = "13900139000";
const GROUNDS: [&str; 5] = ["unlawful", "without_consent", "agreement_broken", "left", "service_ceased"];

async fn officer(world: &World) -> String {
    let token = world.officer(OFFICER).await;
    world.train(&token).await;
    token
}

async fn ask(world: &World, token: &str, request: Value) -> Value {
    world.post("/me/requests", token, request).await.expect(StatusCode::CREATED)
}

fn answer_path(request: &Value) -> String {
    format!("/operator/requests/{}/answer", request["id"].as_str().unwrap())
}

#[tokio::test]
async fn a_request_goes_from_arrival_to_its_letter() {
    for world in worlds().await {
        let (officer, member) = (officer(&world).await, world.sign_in(PHONE).await);
        let asked = ask(&world, &member, json!({ "kind": "access", "message": "你们存了我什么？" })).await;
        assert_eq!((&asked["urgency"], &asked["message"]), (&json!("on_time"), &json!("你们存了我什么？")));
        let waiting = world.get("/operator/requests", Some(&officer)).await.ok();
        assert_eq!(waiting["items"].as_array().unwrap().len(), 1);
        assert_eq!(waiting["items"][0]["message"], Value::Null, "a list opens nothing");
        let id = asked["id"].as_str().unwrap();
        let opened = world.get(&format!("/operator/requests/{id}"), Some(&officer)).await.ok();
        assert_eq!(opened["message"], "你们存了我什么？");
        for path in ["/operator/requests", &format!("/operator/requests/{id}"), "/operator/request_statistics"] {
            assert_eq!(world.get(path, Some(&member)).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        let done = json!({ "outcome": "done", "words": "清单如下。" });
        world.put(&answer_path(&asked), &officer, done.clone()).await.ok();
        let own = world.get("/me/requests", Some(&member)).await.ok()["items"][0].clone();
        let letter = own["letter"].as_str().unwrap();
        assert!(letter.contains("清单如下。") && letter.contains("手机号") && letter.contains("提起诉讼"), "{letter}");
        assert_eq!((&own["outcome"], &own["urgency"]), (&json!("done"), &json!("answered")));
        let again = world.put(&answer_path(&asked), &officer, done).await.expect(StatusCode::CONFLICT);
        assert_eq!(again["code"], "request.answered");
        assert!(world.bytes_on_disk("你们存了我什么".as_bytes()).is_empty() || !world.is_sqlite, "it is sealed");
    }
}

#[tokio::test]
async fn a_refusal_needs_a_reason_and_names_the_way_to_court() {
    for world in worlds().await {
        let (officer, member) = (officer(&world).await, world.sign_in(PHONE).await);
        world.agree(&member, "play_history").await;
        let asked = ask(
            &world,
            &member,
            json!({ "kind": "deletion", "ground": "left", "item": "consent_event", "message": "删掉" }),
        )
        .await;
        let silent = world.put(&answer_path(&asked), &officer, json!({ "outcome": "refused", "words": " " })).await;
        assert_eq!(silent.expect(StatusCode::BAD_REQUEST)["fields"][0]["name"], "words");
        let kept = world.put(&answer_path(&asked), &officer, json!({ "outcome": "done" })).await;
        assert_eq!(kept.expect(StatusCode::CONFLICT)["code"], "rights.not_possible", "a law keeps it");
        let refused = json!({ "outcome": "refused", "words": "法律要求保存同意的记录。" });
        let letter = world.put(&answer_path(&asked), &officer, refused).await.ok()["letter"].clone();
        let letter = letter.as_str().unwrap();
        assert!(letter.contains("法律要求保存同意的记录。") && letter.contains("提起诉讼"), "{letter}");
        assert!(world.held(&member).await.iter().any(|(item, _)| item == "consent_event"), "nothing was erased");
    }
}

#[tokio::test]
async fn each_of_the_five_grounds_leads_to_erasure() {
    for world in worlds().await {
        let (officer, member) = (officer(&world).await, world.sign_in(PHONE).await);
        world.agree(&member, "play_history").await;
        for ground in GROUNDS {
            world.clock.advance(Millis::minutes(1));
            assert_eq!(world.hear(&member).await.status, StatusCode::CREATED);
            let asked = ask(
                &world,
                &member,
                json!({ "kind": "deletion", "ground": ground, "item": "listen", "message": "请删除" }),
            )
            .await;
            assert_eq!(asked["item_title"].as_str().map(str::is_empty), Some(false));
            let answered = world.put(&answer_path(&asked), &officer, json!({ "outcome": "done" })).await.ok();
            assert_eq!(answered["erased_rows"], 1, "{ground}");
            assert!(!world.held(&member).await.iter().any(|(item, _)| item == "listen"), "{ground}");
        }
        // Without an item everything goes that can go by itself; the account stays.
        assert_eq!(world.hear(&member).await.status, StatusCode::CREATED);
        let all = ask(&world, &member, json!({ "kind": "deletion", "ground": "left", "message": "全部" })).await;
        world.put(&answer_path(&all), &officer, json!({ "outcome": "done" })).await.ok();
        assert!(!world.held(&member).await.iter().any(|(item, _)| item == "listen"));
        world.get("/me", Some(&member)).await.ok();
    }
}

#[tokio::test]
async fn the_clock_warns_at_ten_days_and_counts_what_is_late() {
    for world in worlds().await {
        let (officer, member) = (officer(&world).await, world.sign_in(PHONE).await);
        let asked = ask(&world, &member, json!({ "kind": "complaint", "message": "剪贴板提示莫名其妙" })).await;
        let standing = async || {
            let officer = world.sign_in(OFFICER).await;
            let list = world.get("/operator/requests", Some(&officer)).await.ok();
            let numbers = world.get("/operator/request_statistics", Some(&officer)).await.ok();
            (list["items"][0]["urgency"].clone(), numbers["due_soon"].clone(), numbers["overdue"].clone())
        };
        world.clock.advance(Millis(Millis::days(10).0 - 60_000));
        assert_eq!(standing().await, (json!("on_time"), json!(0), json!(0)));
        world.clock.advance(Millis::minutes(1));
        assert_eq!(standing().await, (json!("due_soon"), json!(1), json!(0)));
        world.clock.advance(Millis(Millis::days(5).0 - 60_000));
        assert_eq!(standing().await, (json!("due_soon"), json!(1), json!(0)));
        world.clock.advance(Millis::minutes(1));
        assert_eq!(standing().await, (json!("overdue"), json!(0), json!(1)));
        let again = world.sign_in(OFFICER).await;
        world.put(&answer_path(&asked), &again, json!({ "outcome": "done", "words": "查清了。" })).await.ok();
        let numbers = world.get("/operator/request_statistics", Some(&again)).await.ok();
        assert_eq!((&numbers["waiting"], &numbers["answered_late"]), (&json!(0), &json!(1)));
        assert_eq!(numbers["answer_longest_ms"], Millis::days(15).0);
        assert_ne!(officer, again);
    }
}

#[tokio::test]
async fn who_asks_is_made_sure_of_and_what_is_asked_is_checked() {
    for world in worlds().await {
        let member = world.sign_in(PHONE).await;
        for (request, field) in [
            (json!({ "kind": "deletion", "message": "删" }), "ground"),
            (json!({ "kind": "copy", "ground": "left", "message": "要" }), "ground"),
            (json!({ "kind": "copy", "message": " \u{7}" }), "message"),
            (json!({ "kind": "copy", "message": "长".repeat(2_001) }), "message"),
        ] {
            let wrong = world.post("/me/requests", &member, request).await.expect(StatusCode::BAD_REQUEST);
            assert_eq!(wrong["fields"][0]["name"], field);
        }
        let none = json!({ "kind": "copy", "item": "no_such_item", "message": "要" });
        assert_eq!(world.post("/me/requests", &member, none).await.status, StatusCode::NOT_FOUND);
        for _ in 0..20 {
            ask(&world, &member, json!({ "kind": "explanation", "message": "为什么？" })).await;
        }
        let more = world.post("/me/requests", &member, json!({ "kind": "copy", "message": "再来" })).await;
        assert_eq!(more.expect(StatusCode::CONFLICT)["code"], "request.too_many");
        world.clock.advance(Millis::minutes(16));
        let old = world.post("/me/requests", &member, json!({ "kind": "copy", "message": "要" })).await;
        assert_eq!(old.expect(StatusCode::FORBIDDEN)["code"], "recent_sign_in.required");
    }
}

#[tokio::test]
async fn closing_leaves_a_number_and_no_word_of_a_request() {
    for world in worlds().await {
        let (officer, member) = (officer(&world).await, world.sign_in(PHONE).await);
        let asked = ask(&world, &member, json!({ "kind": "complaint", "message": "needle这句话" })).await;
        world.put(&answer_path(&asked), &officer, json!({ "outcome": "done", "words": "好的。" })).await.ok();
        world.post("/me/closure", &member, json!({ "confirmation": "CLOSE" })).await.ok();
        let gone = world.get(&format!("/operator/requests/{}", asked["id"].as_str().unwrap()), Some(&officer)).await;
        assert_eq!(gone.status, StatusCode::NOT_FOUND);
        let list = world.get("/operator/requests?answered=true", Some(&officer)).await.ok();
        assert_eq!(list["items"], json!([]));
        let numbers = world.get("/operator/request_statistics", Some(&officer)).await.ok();
        let complaints = numbers["kinds"].as_array().unwrap().iter().find(|kind| kind["kind"] == "complaint").unwrap();
        assert_eq!(
            (&complaints["received"], &complaints["done"]),
            (&json!(1), &json!(1)),
            "that it was answered stays"
        );
    }
}
