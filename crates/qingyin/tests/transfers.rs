//! Transfers over HTTP: from filing to what each person reads, and every refusal with its code, field and remedy.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use http_body_util::BodyExt as _;
use ids::SubjectId;
use serde_json::{Value, json};
use tower::ServiceExt as _;
use units::Millis;

use crate::common::{Answer, PHONE, World, worlds};

const RECEIVER: &str = "山谷音乐有限公司";
const OFFICERS: [&str; 3] = ["13900139000", "13700137000", "13600136000"];

fn new_transfer() -> Value {
    json!({
        "receiver": RECEIVER, "contact": "privacy@valley.example", "reason_zh": "合并曲库服务。",
        "reason_en": "Joining the two services.", "items": ["account"], "agreement": "山谷-2026-07",
        "agreement_on": "2026-11-20", "answer_days": 30,
    })
}

/// A transfer that is announced now, approved by this officer and one whom nobody knows.
pub async fn announced_by(world: &World, officer: SubjectId) -> String {
    let new = transfers::NewTransfer {
        receiver: RECEIVER.to_owned(),
        contact: "privacy@valley.example".to_owned(),
        reason_zh: "合并曲库服务。".to_owned(),
        reason_en: "Joining the two services.".to_owned(),
        items: vec!["account".to_owned()],
        agreement: "山谷-2026-07".to_owned(),
        agreement_on: "2026-11-20".to_owned(),
        answer_days: 30,
    };
    let desk = world.app.transfers();
    let id = desk.file(SubjectId::from_i64(1), &new).await.unwrap().id;
    for by in [SubjectId::from_i64(2), officer] {
        desk.approve(id, by).await.unwrap();
    }
    id.to_string()
}

/// A transfer that is announced now.
pub async fn announced(world: &World) -> String {
    announced_by(world, SubjectId::from_i64(3)).await
}

/// Agrees as the page does: with the hash of what was shown.
pub async fn agree(world: &World, token: &str, transfer: &str) -> Answer {
    let own = world.get("/me/transfers", Some(token)).await.ok();
    let shown = own["items"].as_array().unwrap().iter().find(|one| one["id"] == transfer).unwrap();
    let yes = json!({ "text_hash": shown["text_hash"] });
    world.put(&format!("/me/transfers/{transfer}/consent"), token, yes).await
}

async fn id_of(world: &World, token: &str) -> String {
    world.get("/me", Some(token)).await.ok()["id"].as_str().unwrap().to_owned()
}

async fn officers(world: &World) -> [String; 3] {
    let mut tokens = Vec::new();
    for phone in OFFICERS {
        tokens.push(world.officer(phone).await);
    }
    for (of, by) in [(1, 0), (2, 0)] {
        let id = id_of(world, &tokens[of]).await;
        let training = json!({ "trained_at": world.now_text(), "course": "数据安全年度培训" });
        let noted = world.post(&format!("/operator/members/{id}/trainings"), &tokens[by], training).await;
        noted.expect(StatusCode::CREATED);
    }
    tokens.try_into().unwrap()
}

#[tokio::test]
async fn what_is_handed_over_was_filed_approved_announced_and_agreed_to() {
    for world in worlds().await {
        let [filer, first, second] = officers(&world).await;
        let choices = world.get("/operator/transfers/choices", Some(&filer)).await.ok();
        assert_eq!((&choices["answer_days_min"], &choices["answer_days_max"]), (&json!(30), &json!(180)));
        let made = world.post("/operator/transfers", &filer, new_transfer()).await.expect(StatusCode::CREATED);
        assert_eq!((&made["standing"], &made["is_own"]), (&json!("waiting"), &json!(true)));
        let id = made["id"].as_str().unwrap().to_owned();
        let path = format!("/operator/transfers/{id}");
        let (approvals, handovers) = (format!("{path}/approvals"), format!("{path}/handovers"));
        let refused = async |path: &str, by: &str, status: StatusCode| {
            world.post(path, by, json!({})).await.expect(status)["code"].as_str().unwrap().to_owned()
        };
        assert_eq!(refused(&handovers, &first, StatusCode::CONFLICT).await, "transfers.not_approved");
        assert_eq!(refused(&approvals, &filer, StatusCode::CONFLICT).await, "transfers.own_transfer");
        let members = [PHONE, "13500135000", "13400134000"];
        let member = world.sign_in(members[0]).await;
        world.send("PATCH", "/me", Some(&member), Some(json!({ "nickname": "阿needle" }))).await.ok();
        assert_eq!(world.get("/me/transfers", Some(&member)).await.ok()["items"], json!([]));
        let early = world.put(&format!("/me/transfers/{id}/consent"), &member, json!({ "text_hash": "" })).await;
        assert_eq!(early.status, StatusCode::NOT_FOUND, "of what was not announced members know nothing");
        world.post(&approvals, &first, json!({})).await.ok();
        assert_eq!(refused(&approvals, &first, StatusCode::CONFLICT).await, "transfers.already_approved");
        let open = world.post(&approvals, &second, json!({})).await.ok();
        assert_eq!(open["standing"], "open");
        assert_eq!(refused(&handovers, &first, StatusCode::CONFLICT).await, "transfers.too_early");

        let own = world.get("/me/transfers", Some(&member)).await.ok();
        let own = &own["items"][0];
        assert_eq!((&own["receiver"], &own["answer"]), (&json!(RECEIVER), &json!("none")));
        assert_eq!((&own["reason"], &own["items"][0]["title"]), (&json!("合并曲库服务。"), &json!("账号")));
        assert!(own["notice"].as_str().unwrap().contains("单独同意"));
        let stale = world.put(&format!("/me/transfers/{id}/consent"), &member, json!({ "text_hash": "ab" })).await;
        let stale = stale.expect(StatusCode::BAD_REQUEST);
        let field = &stale["fields"][0];
        assert_eq!((&field["name"], &field["code"]), (&json!("text_hash"), &json!("transfers.text_changed")));
        assert_eq!(agree(&world, &member, &id).await.ok()["answer"], "agreed");
        let no = world.sign_in(members[1]).await;
        agree(&world, &no, &id).await.ok();
        let taken_back = world.post(&format!("/me/transfers/{id}/refusal"), &no, json!({})).await.ok();
        assert_eq!(taken_back["answer"], "refused");
        world.sign_in(members[2]).await;
        let counted = world.get(&path, Some(&filer)).await.ok();
        assert_eq!(counted["counts"], json!({ "asked": 6, "agreed": 1, "refused": 1, "unanswered": 4 }));
        let shown = counted.to_string();
        assert!(!shown.contains(&id_of(&world, &member).await) && !shown.contains("needle"), "the desk names nobody");

        world.clock.advance(Millis::days(30));
        let late = agree(&world, &world.sign_in(members[2]).await, &id).await.expect(StatusCode::CONFLICT);
        assert_eq!(late["code"], "transfers.not_open");
        assert_eq!(refused(&handovers, &first, StatusCode::FORBIDDEN).await, "recent_sign_in.required");
        let (first, member) = (world.sign_in(OFFICERS[1]).await, world.sign_in(members[0]).await);
        let answer = world.post(&handovers, &first, json!({})).await;
        let name = answer.headers["content-disposition"].to_str().unwrap();
        assert!(name.starts_with("attachment; filename=\"qingyin-trh_"), "{name}");
        assert_eq!(answer.headers["cache-control"], "no-store");
        let file = answer.ok();
        assert_eq!((&file["receiver"], &file["certificate"]["people"]), (&json!(RECEIVER), &json!(1)));
        assert_eq!(file["people"][0]["items"]["account"]["rows"][0]["nickname"], "阿needle");
        let done = world.get(&path, Some(&first)).await.ok();
        assert_eq!((&done["standing"], &done["handovers"][0]["people"]), (&json!("handed_over"), &json!(1)));
        assert_eq!(done["handovers"][0]["sha256"], file["certificate"]["sha256"]);
        let told = world.get("/me/disclosures", Some(&member)).await.ok();
        let line = told["items"].as_array().unwrap().iter().find(|line| line["recipient"] == RECEIVER).unwrap();
        assert_eq!((&line["outcome"], &line["fields"]), (&json!("sent"), &json!(["账号"])));
        assert_eq!(line["purpose_title"], "把您的信息转让给另一个处理者");
        let accesses = world.get("/me/staff_accesses", Some(&member)).await.ok();
        assert_eq!(
            (&accesses["items"][0]["ticket"], &accesses["items"][0]["item"]),
            (&json!("山谷-2026-07"), &json!("account"))
        );
    }
}

#[tokio::test]
async fn what_does_not_fit_is_refused_by_name_in_the_askers_language() {
    for world in worlds().await {
        let filer = world.officer(OFFICERS[0]).await;
        for (name, value, code) in [
            ("receiver", json!(" "), "field.missing"),
            ("items", json!([]), "transfers.items_missing"),
            ("items", json!(["account_password"]), "transfers.items"),
            ("agreement_on", json!("2027-01-01"), "transfers.agreement_on"),
            ("answer_days", json!(29), "transfers.answer_days"),
        ] {
            let mut body = new_transfer();
            body[name] = value;
            let chinese = world.post("/operator/transfers", &filer, body.clone()).await.expect(StatusCode::BAD_REQUEST);
            assert_eq!((&chinese["fields"][0]["name"], &chinese["fields"][0]["code"]), (&json!(name), &json!(code)));
            let english = Request::post("/api/v1/operator/transfers")
                .header(header::AUTHORIZATION, format!("Bearer {filer}"))
                .header(header::ACCEPT_LANGUAGE, "en")
                .header(header::CONTENT_TYPE, "application/json");
            let english = world.request(english.body(Body::from(body.to_string())).unwrap()).await;
            let english = english.expect(StatusCode::BAD_REQUEST);
            let words = |problem: &Value| problem["fields"][0]["message"].as_str().unwrap().to_owned();
            assert!(words(&english).is_ascii() && !words(&chinese).is_ascii(), "{english} {chinese}");
        }
        let made = world.post("/operator/transfers", &filer, new_transfer()).await.expect(StatusCode::CREATED);
        let path = format!("/operator/transfers/{}/calling_off", made["id"].as_str().unwrap());
        let empty = world.post(&path, &filer, json!({ "words": "" })).await.expect(StatusCode::BAD_REQUEST);
        assert_eq!(empty["fields"][0]["name"], "words");
        let off = world.post(&path, &filer, json!({ "words": "协议没有签成。" })).await.ok();
        assert_eq!((&off["standing"], &off["called_off"]["words"]), (&json!("called_off"), &json!("协议没有签成。")));
        let again = world.post(&path, &filer, json!({ "words": "再来。" })).await.expect(StatusCode::CONFLICT);
        assert_eq!(again["code"], "transfers.called_off");
        assert_eq!(world.get("/operator/transfers", Some(&filer)).await.ok()["items"].as_array().unwrap().len(), 1);
    }
}

/// Whoever takes the file stops in the middle: what went out until then is in the ledger, and no more of it.
#[tokio::test]
async fn a_connection_that_ends_hands_over_nobody_else() {
    for world in worlds().await {
        let mut people = Vec::new();
        for number in 0..12 {
            people.push(world.sign_in(&format!("1350013{number:04}")).await);
        }
        let officer = world.officer(OFFICERS[0]).await;
        let transfer = announced_by(&world, id_of(&world, &officer).await.parse().unwrap()).await;
        for token in &people {
            agree(&world, token, &transfer).await.ok();
        }
        world.clock.advance(Millis::days(30));
        let officer = world.sign_in(OFFICERS[0]).await;
        world.train(&officer).await;
        let request = Request::post(format!("/api/v1/operator/transfers/{transfer}/handovers"))
            .header(header::AUTHORIZATION, format!("Bearer {officer}"));
        let answer = world.app.router().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        let mut body = answer.into_body();
        let mut text = String::new();
        while text.lines().count() < 4 {
            let frame = body.frame().await.unwrap().unwrap();
            text.push_str(std::str::from_utf8(frame.data_ref().unwrap()).unwrap());
        }
        drop(body);
        assert!(serde_json::from_str::<Value>(&text).is_err(), "without its certificate it is no file");
        let shown = world.get(&format!("/operator/transfers/{transfer}"), Some(&officer)).await.ok();
        let handover = &shown["handovers"][0];
        let people = handover["people"].as_u64().unwrap();
        assert!((3..12).contains(&people), "{handover}");
        assert_eq!((&handover["finished_at"], &shown["standing"]), (&Value::Null, &json!("due")));
        let file = world.post(&format!("/operator/transfers/{transfer}/handovers"), &officer, json!({})).await.ok();
        assert_eq!(file["people"].as_array().unwrap().len(), 12);
    }
}

/// A member's answers are theirs to see, to take along and to take back.
#[tokio::test]
async fn an_answer_is_seen_exported_and_taken_back() {
    for world in worlds().await {
        let transfer = announced(&world).await;
        let token = world.sign_in(PHONE).await;
        for (path, item) in [("consent", "transfer_consent"), ("refusal", "transfer_refusal")] {
            if path == "consent" {
                agree(&world, &token, &transfer).await.ok();
            } else {
                world.post(&format!("/me/transfers/{transfer}/refusal"), &token, json!({})).await.ok();
            }
            assert!(world.held(&token).await.contains(&(item.to_owned(), 1)), "{item}");
            let export = world.get("/me/export", Some(&token)).await.ok();
            assert_eq!(export["items"][item]["rows"].as_array().unwrap().len(), 1, "{item}");
            let erased = world.delete(&format!("/me/data/{item}"), &token).await;
            let own = world.get("/me/transfers", Some(&token)).await.ok();
            if path == "consent" {
                assert_eq!((&erased.ok()["erased_rows"], &own["items"][0]["answer"]), (&json!(1), &json!("none")));
            } else {
                // A no is kept, so that nobody is asked again; it goes with the account.
                assert_eq!((erased.status, &own["items"][0]["answer"]), (StatusCode::CONFLICT, &json!("refused")));
            }
        }
    }
}
