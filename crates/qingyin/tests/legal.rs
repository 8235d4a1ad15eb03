//! The legal desk over HTTP: from filing to what the person reads, and every refusal with its code, field and remedy.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use serde_json::{Value, json};
use units::Millis;

use crate::common::{PHONE, World, worlds};

const ADDRESSEE: &str = "杭州市西湖区人民法院";
const CASE: &str = "（2026）浙0106民初1182号";

/// Three who have the role, and a member.
struct People {
    officers: [String; 3],
    member: String,
    id: String,
}

async fn people(world: &World) -> People {
    let officers = ["13900139000", "13700137000", "13600136000"];
    let [filer, first, second] = officers;
    let officers = [world.officer(filer).await, world.officer(first).await, world.officer(second).await];
    for (of, by) in [(1, 0), (2, 0)] {
        let id = id_of(world, &officers[of]).await;
        let training = json!({ "trained_at": world.now_text(), "course": "数据安全年度培训" });
        let noted = world.post(&format!("/operator/members/{id}/trainings"), &officers[by], training).await;
        noted.expect(StatusCode::CREATED);
    }
    let member = world.sign_in(PHONE).await;
    let id = id_of(world, &member).await;
    world.send("PATCH", "/me", Some(&member), Some(json!({ "nickname": "阿needle" }))).await.ok();
    People { officers, member, id }
}

async fn id_of(world: &World, token: &str) -> String {
    world.get("/me", Some(token)).await.ok()["id"].as_str().unwrap().to_owned()
}

fn demand(world: &World, people: &People) -> Value {
    let until = units::Clock::now(&world.clock) + Millis::days(30);
    json!({
        "kind": "public_disclosure", "exemption": "E3", "article": "《民事诉讼法》第七十条", "case_number": CASE,
        "addressee": ADDRESSEE, "document_sha256": "ab".repeat(32), "items": ["account"], "member": people.id,
        "valid_until": until.to_string(),
    })
}

fn with(mut body: Value, name: &str, value: Value) -> Value {
    body[name] = value;
    body
}

#[tokio::test]
async fn what_a_law_demands_is_filed_approved_by_two_handed_out_and_read_of() {
    for world in worlds().await {
        let people = people(&world).await;
        let [filer, first, second] = &people.officers;
        let choices = world.get("/operator/legal/choices", Some(filer)).await.ok();
        assert_eq!(choices["exemptions"].as_array().unwrap().len(), 6);
        let made = world.post("/operator/legal/demands", filer, demand(&world, &people)).await;
        let made = made.expect(StatusCode::CREATED);
        assert_eq!((&made["standing"], &made["is_own"]), (&json!("waiting"), &json!(true)));
        let path = format!("/operator/legal/demands/{}", made["id"].as_str().unwrap());
        let (approvals, disclosures) = (format!("{path}/approvals"), format!("{path}/disclosures"));
        let (document, to) = (json!({ "document_sha256": "ab".repeat(32) }), json!({ "addressee": ADDRESSEE }));
        let conflict = async |path: &str, by: &str, body: &Value| {
            let problem = world.post(path, by, body.clone()).await.expect(StatusCode::CONFLICT);
            problem["code"].as_str().unwrap().to_owned()
        };
        assert_eq!(conflict(&disclosures, first, &to).await, "legal.not_approved");
        assert_eq!(conflict(&approvals, filer, &document).await, "legal.own_demand");
        world.post(&approvals, first, document.clone()).await.ok();
        assert_eq!(conflict(&approvals, first, &document).await, "legal.already_approved");
        assert_eq!(conflict(&disclosures, first, &to).await, "legal.not_approved");
        let other = json!({ "document_sha256": "cd".repeat(32) });
        let refused = world.post(&approvals, second, other).await.expect(StatusCode::BAD_REQUEST);
        assert_eq!(refused["fields"][0]["code"], "legal.other_document");
        let approved = world.post(&approvals, second, document).await.ok();
        assert_eq!(approved["standing"], "approved");
        let elsewhere = json!({ "addressee": "某律师事务所" });
        let refused = world.post(&disclosures, first, elsewhere).await.expect(StatusCode::BAD_REQUEST);
        let field = &refused["fields"][0];
        assert_eq!((&field["name"], &field["code"]), (&json!("addressee"), &json!("legal.other_addressee")));
        let stranger = world.post(&disclosures, filer, to.clone()).await.expect(StatusCode::FORBIDDEN);
        assert_eq!(stranger["code"], "legal.not_an_approver");

        let answer = world.post(&disclosures, first, to).await;
        assert!(
            answer.headers["content-disposition"].to_str().unwrap().starts_with("attachment; filename=\"qingyin-dsc_")
        );
        assert_eq!(answer.headers["cache-control"], "no-store");
        let archive = answer.ok();
        assert_eq!((&archive["case_number"], &archive["addressee"]), (&json!(CASE), &json!(ADDRESSEE)));
        assert_eq!(archive["items"].as_object().unwrap().keys().collect::<Vec<_>>(), ["account"]);
        assert_eq!(archive["items"]["account"]["rows"][0]["nickname"], "阿needle");

        let told = world.get("/me/disclosures", Some(&people.member)).await.ok();
        let lines = told["items"].as_array().unwrap();
        let line = lines.iter().find(|line| line["recipient"] == ADDRESSEE).unwrap();
        assert_eq!((&line["recipient_title"], &line["fields"]), (&json!(ADDRESSEE), &json!(["账号"])));
        assert_eq!((&line["legal_basis"], &line["outcome"]), (&json!("《民事诉讼法》第七十条"), &json!("sent")));
        assert_eq!(line["id"], archive["disclosure"]);
        let accesses = world.get("/me/staff_accesses", Some(&people.member)).await.ok();
        assert_eq!((&accesses["items"][0]["ticket"], &accesses["items"][0]["item"]), (&json!(CASE), &json!("account")));
        let uses = world.get("/operator/legal/uses", Some(filer)).await.ok();
        let e3 = uses["counts"].as_array().unwrap().iter().find(|one| one["exemption"]["code"] == "E3").unwrap();
        assert_eq!((&e3["uses"], &e3["records"]), (&json!(1), &json!(1)));
        let shown = world.get(&path, Some(second)).await;
        let shown = String::from_utf8(shown.bytes).unwrap();
        assert!(!shown.contains(&people.id) && !shown.contains("needle"), "the desk names nobody");
        let withdrawn = world.post(&format!("{path}/withdrawal"), filer, json!({ "words": "已结案。" })).await.ok();
        assert_eq!((&withdrawn["standing"], &withdrawn["ended"]["kind"]), (&json!("withdrawn"), &json!("withdrawn")));
    }
}

#[tokio::test]
async fn what_does_not_fit_is_refused_by_name_in_the_askers_language() {
    for world in worlds().await {
        let people = people(&world).await;
        let filer = &people.officers[0];
        for (name, value, code) in [
            ("case_number", json!(" "), "legal.case_number_missing"),
            ("exemption", json!("E9"), "legal.exemption"),
            ("document_sha256", json!("ab"), "legal.document_sha256"),
            ("items", json!([]), "legal.items_missing"),
            ("items", json!(["account_password"]), "legal.items"),
            ("member", json!("mem_0000000000000"), "legal.member"),
            ("valid_until", json!(world.now_text()), "legal.valid_until"),
        ] {
            let body = with(demand(&world, &people), name, value);
            let chinese =
                world.post("/operator/legal/demands", filer, body.clone()).await.expect(StatusCode::BAD_REQUEST);
            assert_eq!((&chinese["fields"][0]["name"], &chinese["fields"][0]["code"]), (&json!(name), &json!(code)));
            let english = Request::post("/api/v1/operator/legal/demands")
                .header(header::AUTHORIZATION, format!("Bearer {filer}"))
                .header(header::ACCEPT_LANGUAGE, "en")
                .header(header::CONTENT_TYPE, "application/json");
            let english = world.request(english.body(Body::from(body.to_string())).unwrap()).await;
            let english = english.expect(StatusCode::BAD_REQUEST);
            let words = |problem: &Value| problem["fields"][0]["message"].as_str().unwrap().to_owned();
            assert!(words(&english).is_ascii() && !words(&chinese).is_ascii(), "{english} {chinese}");
        }
        let missing = json!({ "kind": "exempt_use" });
        let refused = world.post("/operator/legal/demands", filer, missing).await.expect(StatusCode::BAD_REQUEST);
        assert_eq!(refused["fields"][0]["code"], "field.missing");
        assert_eq!(world.get("/operator/legal/demands", Some(filer)).await.ok()["items"], json!([]));
    }
}

#[tokio::test]
async fn the_desk_takes_the_role_and_a_fresh_sign_in() {
    for world in worlds().await {
        let people = people(&world).await;
        let [filer, first, _] = &people.officers;
        let made = world.post("/operator/legal/demands", filer, demand(&world, &people)).await;
        let made = made.expect(StatusCode::CREATED);
        let path = format!("/operator/legal/demands/{}", made["id"].as_str().unwrap());
        world.clock.advance(Millis::minutes(16));
        let document = json!({ "document_sha256": "ab".repeat(32) });
        let to = json!({ "addressee": ADDRESSEE });
        for (what, body) in [("approvals", document), ("disclosures", to)] {
            let stale = world.post(&format!("{path}/{what}"), first, body).await.expect(StatusCode::FORBIDDEN);
            assert_eq!(stale["code"], "recent_sign_in.required", "{what}");
        }
        let filer = &world.sign_in("13900139000").await;
        let id = id_of(&world, filer).await;
        let roles = json!({ "roles": ["operator"] });
        world.send("PATCH", &format!("/operator/members/{id}"), Some(filer), Some(roles)).await.ok();
        for asked in ["/operator/legal/demands", "/operator/legal/choices", "/operator/legal/uses", &path] {
            let refused = world.get(asked, Some(filer)).await.expect(StatusCode::FORBIDDEN);
            assert_eq!(refused["code"], "staff.not_in_role", "{asked}");
            assert_eq!(world.get(asked, Some(&people.member)).await.status, StatusCode::NOT_FOUND, "{asked}");
        }
    }
}
