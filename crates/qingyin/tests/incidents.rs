//! Incidents over HTTP: from opening to the notice that somebody reads, and what becomes of it.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use ids::SubjectId;
use serde_json::{Value, json};
use units::Millis;

use crate::common::{NOON, PHONE, World, worlds};

const OFFICER: &str = "13900139000";
const NEIGHBOUR: &str = "13700137000";

fn words(mark: &str) -> Value {
    let part = |name: &str| format!("{mark}{name}");
    json!({
        "happened": part("经过"), "cause": part("原因"), "harm": part("影响"), "measures": part("措施"),
        "advice": part("建议"), "remedies": part("补救"), "contact": part("联系"),
    })
}

async fn opened(world: &World, officer: &str) -> String {
    let facts = json!({
        "name": "短信服务商泄露", "kind": "leak", "grade": "general", "items": ["account_phone"],
        "noticed_at": world.now_text(),
    });
    let made = world.post("/operator/incidents", officer, facts).await.expect(StatusCode::CREATED);
    let clocks: Vec<&str> =
        made["clocks"].as_array().unwrap().iter().map(|one| one["kind"].as_str().unwrap()).collect();
    assert_eq!(clocks, ["first_report", "people"]);
    made["id"].as_str().unwrap().to_owned()
}

async fn id_of(world: &World, token: &str) -> Value {
    world.get("/me", Some(token)).await.ok()["id"].clone()
}

#[tokio::test]
async fn a_person_concerned_reads_each_part_in_their_language_and_nobody_else_does() {
    for world in worlds().await {
        let (officer, member) = (world.officer(OFFICER).await, world.sign_in(PHONE).await);
        let neighbour = world.sign_in(NEIGHBOUR).await;
        let id = opened(&world, &officer).await;
        let path = format!("/operator/incidents/{id}");
        let notices = format!("{path}/notices");
        let early = world.post(&notices, &officer, json!({})).await.expect(StatusCode::CONFLICT);
        assert_eq!(early["code"], "incident.no_words");
        let mut silent = words("中");
        silent["advice"] = json!(" ");
        let refused = world.put(&format!("{path}/words/zh-CN"), &officer, silent).await;
        assert_eq!(refused.expect(StatusCode::BAD_REQUEST)["fields"][0]["name"], "advice");
        world.put(&format!("{path}/words/zh-CN"), &officer, words("中")).await.ok();
        world.put(&format!("{path}/words/en"), &officer, words("en ")).await.ok();
        let early = world.post(&notices, &officer, json!({})).await.expect(StatusCode::CONFLICT);
        assert_eq!(early["code"], "incident.nobody_sought");
        let list = json!({ "source": "list", "members": [id_of(&world, &member).await] });
        let found = world.post(&format!("{path}/searches"), &officer, list).await.expect(StatusCode::CREATED);
        assert_eq!((&found["found"], &found["unreachable"]), (&json!(1), &json!(0)));
        assert_eq!(world.get("/me/incident_notices", Some(&member)).await.ok()["items"], json!([]));
        let told = world.post(&notices, &officer, json!({})).await.expect(StatusCode::CREATED);
        assert_eq!((&told["people"], &told["is_public"]), (&json!(1), &json!(false)));

        let unread = world.get("/me/incident_notices?unread=true", Some(&member)).await.ok();
        let [notice] = unread["items"].as_array().unwrap().as_slice() else { panic!("{unread}") };
        assert_eq!((&notice["id"], &notice["writing"]["words"]), (&json!(id), &words("中")));
        assert_eq!((&notice["items"][0]["item"], &notice["read_at"]), (&json!("account_phone"), &Value::Null));
        let english = Request::get("/api/v1/me/incident_notices")
            .header(header::AUTHORIZATION, format!("Bearer {member}"))
            .header(header::ACCEPT_LANGUAGE, "en");
        let english = world.request(english.body(Body::empty()).unwrap()).await.ok();
        assert_eq!(english["items"][0]["writing"]["words"], words("en "));
        for other in [&neighbour, &officer] {
            assert_eq!(world.get("/me/incident_notices", Some(other)).await.ok()["items"], json!([]));
        }
        assert_eq!(world.get("/incident_notices", None).await.ok()["items"], json!([]), "it is not public");
        let reading = format!("/me/incident_notices/{id}/reading");
        assert_eq!(world.put(&reading, &neighbour, json!({})).await.status, StatusCode::NOT_FOUND);
        world.put(&reading, &member, json!({})).await.expect(StatusCode::NO_CONTENT);
        assert_eq!(world.get("/me/incident_notices?unread=true", Some(&member)).await.ok()["items"], json!([]));
        assert_eq!(world.get("/me/incident_notices", Some(&member)).await.ok()["items"].as_array().unwrap().len(), 1);
        let shown = world.get(&path, Some(&officer)).await.ok();
        assert_eq!(shown["counts"], json!({ "people": 1, "notified": 1, "shown": 1, "read": 1, "unreachable": 0 }));
        assert_eq!(shown["days"], json!([{ "day": 0, "shown": 1, "read": 1 }]));
    }
}

#[tokio::test]
async fn telling_many_takes_a_fresh_sign_in_and_the_role() {
    for world in worlds().await {
        let officer = world.officer(OFFICER).await;
        let id = opened(&world, &officer).await;
        let path = format!("/operator/incidents/{id}");
        world.put(&format!("{path}/words/zh-CN"), &officer, words("中")).await.ok();
        world
            .post(&format!("{path}/searches"), &officer, json!({ "source": "everybody" }))
            .await
            .expect(StatusCode::CREATED);
        world.clock.advance(Millis::minutes(16));
        let stale = world.post(&format!("{path}/notices"), &officer, json!({})).await;
        assert_eq!(stale.json()["code"], "recent_sign_in.required");
        let officer = world.sign_in(OFFICER).await;
        let me = id_of(&world, &officer).await;
        let roles = json!({ "roles": ["operator"] });
        let member = format!("/operator/members/{}", me.as_str().unwrap());
        world.send("PATCH", &member, Some(&officer), Some(roles)).await.ok();
        for asked in ["/operator/incidents", &path, &format!("{path}/report?kind=first")] {
            let refused = world.get(asked, Some(&officer)).await.expect(StatusCode::FORBIDDEN);
            assert_eq!(refused["code"], "staff.not_in_role", "{asked}");
        }
    }
}

#[tokio::test]
async fn a_gone_account_makes_it_public_and_the_report_is_a_file_with_a_clock() {
    for world in worlds().await {
        let officer = world.officer(OFFICER).await;
        let id = opened(&world, &officer).await;
        let path = format!("/operator/incidents/{id}");
        world.put(&format!("{path}/words/zh-CN"), &officer, words("中")).await.ok();
        let gone = json!({ "source": "list", "members": [SubjectId::from_i64(404)] });
        world.post(&format!("{path}/searches"), &officer, gone).await.expect(StatusCode::CREATED);
        let told = world.post(&format!("{path}/notices"), &officer, json!({})).await.expect(StatusCode::CREATED);
        assert_eq!((&told["people"], &told["is_public"]), (&json!(0), &json!(true)));
        let public = world.get("/incident_notices", None).await.ok();
        assert_eq!(public["items"][0]["writing"]["words"], words("中"));
        let report = world.get(&format!("{path}/report?kind=first"), Some(&officer)).await;
        assert_eq!(report.status, StatusCode::OK);
        assert!(report.headers["content-disposition"].to_str().unwrap().contains(&format!("{id}-first.txt")));
        let text = String::from_utf8(report.bytes).unwrap();
        assert!(text.contains("首次报告") && text.contains("中经过") && text.contains("起公开告示"), "{text}");
        // Nobody hands it in: the work that comes round fails while it is late, and its page shows it.
        world.clock.advance(Millis(Millis::hours(4).0 + 1));
        let watched = world.app.incidents().watch().await.unwrap();
        assert_eq!(watched.overdue.len(), 1);
        let officer = world.sign_in(OFFICER).await;
        let filed = json!({ "kind": "first", "authority": "省网信办", "reference": "2026-7" });
        let shown = world.post(&format!("{path}/reports"), &officer, filed).await.expect(StatusCode::CREATED);
        assert_eq!(
            (&shown["clocks"][0]["state"], &shown["reports"][0]["reference"]),
            (&json!("done_late"), &json!("2026-7"))
        );
        assert_eq!(world.app.incidents().watch().await.unwrap().overdue, []);
        world.delete(&format!("{path}/publication"), &officer).await.ok();
        assert_eq!(world.get("/incident_notices", None).await.ok()["items"], json!([]));
    }
}

/// The notice is among what is held about the person, in their export, and rests under a digest after closing.
#[tokio::test]
async fn a_notice_is_held_exported_and_restricted_like_everything_else() {
    for world in worlds().await {
        let (officer, member) = (world.officer(OFFICER).await, world.sign_in(PHONE).await);
        let id = opened(&world, &officer).await;
        let path = format!("/operator/incidents/{id}");
        world.put(&format!("{path}/words/zh-CN"), &officer, words("中")).await.ok();
        let list = json!({ "source": "list", "members": [id_of(&world, &member).await] });
        world.post(&format!("{path}/searches"), &officer, list).await.expect(StatusCode::CREATED);
        world.post(&format!("{path}/notices"), &officer, json!({})).await.expect(StatusCode::CREATED);
        assert!(world.held(&member).await.contains(&("incident_notice".to_owned(), 1)));
        let export = world.get("/me/export", Some(&member)).await.ok();
        assert_eq!(export["items"]["incident_notice"]["rows"].as_array().unwrap().len(), 1);
        let certificate = world.post("/me/closure", &member, json!({ "confirmation": "CLOSE" })).await.ok();
        let tables = certificate["tables"].as_array().unwrap();
        let kept = tables.iter().find(|table| table["item"] == "incident_notice").unwrap();
        assert_eq!((&kept["action"], &kept["rows"]), (&json!("kept"), &json!(1)));
        assert!(kept["rule"].as_str().unwrap().contains("第五十六条"), "{kept}");
        let told = world.post(&format!("{path}/notices"), &officer, json!({ "again": true })).await;
        assert_eq!(told.expect(StatusCode::CREATED)["people"], 0);
    }
}

/// Whose rows they are is told for every item that names somebody, on both engines.
#[tokio::test]
async fn owners_of_every_items_rows_can_be_found() {
    for world in worlds().await {
        let member = world.sign_in(PHONE).await;
        let me: SubjectId = id_of(&world, &member).await.as_str().unwrap().parse().unwrap();
        let mut tried = 0;
        for item in policy::current().items.iter().filter(|item| item.subject != policy::SubjectLink::None) {
            world
                .app
                .rights()
                .people_of(&item.id, NOON, NOON)
                .await
                .unwrap_or_else(|error| panic!("{}: {error}", item.id));
            tried += 1;
        }
        assert!(tried > 30, "{tried}");
        let owners = |from, to| world.app.rights().people_of("account_phone", from, to);
        assert_eq!(owners(NOON, NOON).await.unwrap(), [me]);
        assert!(owners(NOON + Millis(1), NOON + Millis::days(1)).await.unwrap().is_empty());
    }
}
