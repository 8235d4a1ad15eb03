//! Staff and other people's data: what opens, with what, and who sees that it did.

use std::collections::{BTreeMap, BTreeSet};

use axum::http::StatusCode;
use http_api::Limit;
use policy_lang::model::SubjectLink;
use serde_json::{Value, json};
use units::Millis;

use crate::common::{self, Answer, PHONE, World, worlds};

const OFFICER: &str = "13900139000";
const ADDRESSEE: &str = "杭州市公安局";

/// Operations for staff under purposes with data of members that open none of another person's, each with its reason.
/// A new operation either goes through a permit, and then `open_one` knows how it is asked, or stands here.
const OPEN_NOTHING: &[(&str, &str)] = &[
    ("try_sms", "it sends a text to the operator's own phone, and shows nothing"),
    ("change_member", "gives and takes roles by the account's number; the nickname is masked"),
    ("change_incident", "writes what is known of an incident; nobody is named"),
    ("close_incident", "writes how the handling ended; nobody is named"),
    ("find_people_concerned", "numbers; whom it found stays closed"),
    ("approve_legal_demand", "writes who approved it, by a digest; nobody is named"),
    ("file_legal_demand", "writes what was demanded, and answers a digest of whom it is about"),
    ("list_legal_demands", "numbers, articles and addressees; people are named by digests"),
    ("refuse_legal_demand", "writes why it was refused; nobody is named"),
    ("report_exempt_uses", "numbers, articles and addressees; nobody is named"),
    ("show_legal_choices", "cases of the law and kinds of information, the same for everybody"),
    ("show_legal_demand", "numbers, articles and addressees; people are named by digests"),
    ("withdraw_legal_demand", "writes why it was taken back; nobody is named"),
    ("list_inspections", "counts and sentences; nobody is named"),
    ("inspect_now", "counts and sentences; nobody is named"),
    ("show_inspection", "counts and sentences; nobody is named"),
    ("list_incidents", "numbers, deadlines and words for everybody; nobody is named"),
    ("note_incident_report", "writes that the authorities were told"),
    ("open_incident", "writes what is known of an incident; nobody is named"),
    ("publish_incident", "the same words for everybody; nobody is named"),
    ("show_incident", "numbers, deadlines and words for everybody; nobody is named"),
    ("show_incident_report", "numbers and words for the authorities; nobody is named"),
    ("tell_people_concerned", "numbers; who is told stays closed"),
    ("unpublish_incident", "the same words for everybody; nobody is named"),
    ("write_incident_words", "writes the same words for everybody"),
    ("approve_transfer", "writes who approved it, by a digest; nobody is named"),
    ("call_off_transfer", "writes why it was called off; nobody is named"),
    ("file_transfer", "writes who is to receive what; nobody is named"),
    ("list_transfers", "receivers, kinds and counts; nobody is named"),
    ("show_transfer", "receivers, kinds and counts; nobody is named"),
    ("show_transfer_choices", "kinds of information, the same for everybody"),
    ("claim_operator", "gives the asker a role and reads the asker alone"),
    ("export_staff_accesses", "the log names people by digests"),
    ("list_members", "account numbers and roles; nicknames are masked"),
    ("list_requests", "kinds and times; whose they are and what is written in them stays closed"),
    ("list_staff_accesses", "the log names people by digests"),
    ("note_staff_training", "writes about staff, and answers what was written"),
    ("show_own_staff_training", "the asker's own"),
    ("show_request_statistics", "numbers about nobody"),
    ("verify_staff_accesses", "numbers and hashes"),
];

/// What a test knows of the member whose data staff want to see.
struct Member {
    id: String,
    token: String,
    request: String,
    incident: String,
    demand: String,
    transfer: String,
}

/// A transfer to which the member agreed and whose time to answer is over, approved by the officer.
async fn transfer_of(world: &World) -> String {
    let officer = world.sign_in(OFFICER).await;
    let officer = world.get("/me", Some(&officer)).await.ok()["id"].as_str().unwrap().parse().unwrap();
    let token = world.sign_in(PHONE).await;
    let transfer = crate::transfers::announced_by(world, officer).await;
    crate::transfers::agree(world, &token, &transfer).await.ok();
    world.clock.advance(Millis::days(30));
    transfer
}

async fn member(world: &World, transfer: String) -> Member {
    let token = world.sign_in(PHONE).await;
    let nickname = json!({ "nickname": "阿needle" });
    let me = world.send("PATCH", "/me", Some(&token), Some(nickname)).await.ok();
    let asked = json!({ "kind": "access", "message": "needle我想知道" });
    let asked = world.post("/me/requests", &token, asked).await.expect(StatusCode::CREATED);
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let id = text(&me["id"]);
    let (incident, demand) = (incident_of(world, &id).await, demand_of(world, &id).await);
    Member { incident, demand, transfer, id, token, request: text(&asked["id"]) }
}

/// A demand by law about the member, which waits for approval.
async fn demand_of(world: &World, member: &str) -> String {
    let new = legal::NewDemand {
        kind: legal::Kind::CompulsoryOrder,
        exemption: "E3".to_owned(),
        article: "《刑事诉讼法》第五十四条".to_owned(),
        case_number: "演练 1 号".to_owned(),
        addressee: ADDRESSEE.to_owned(),
        document_sha256: "ab".repeat(32),
        items: vec!["account".to_owned()],
        member: member.parse().unwrap(),
        valid_until: units::Clock::now(&world.clock) + Millis::days(30),
        silence: None,
    };
    world.app.legal().file(ids::SubjectId::from_i64(1), new).await.unwrap().id.to_string()
}

/// Lets the asker and somebody else approve a demand, unless they have.
async fn approve(world: &World, demand: &str, staff: &str) {
    let me = world.get("/me", Some(staff)).await.ok()["id"].as_str().unwrap().parse().unwrap();
    for officer in [me, ids::SubjectId::from_i64(2)] {
        let by = legal::ApprovedBy { officer, document_sha256: "ab".repeat(32) };
        let approved = world.app.legal().approve(demand.parse().unwrap(), by).await;
        assert!(matches!(approved, Ok(_) | Err(legal::Error::AlreadyApproved)), "{approved:?}");
    }
}

/// An incident that concerns the member.
async fn incident_of(world: &World, member: &str) -> String {
    let now = units::Clock::now(&world.clock);
    let facts = incidents::Facts {
        name: "演练".to_owned(),
        kind: incidents::Kind::Leak,
        grade: incidents::Grade::General,
        items: vec!["account".to_owned()],
        noticed_at: now,
    };
    let member = member.parse().unwrap();
    let incident = world.app.incidents().open(member, facts).await.unwrap();
    world.app.incidents().find(incident.id, &incidents::Source::List(vec![member])).await.unwrap();
    incident.id.to_string()
}

/// What an operation shows of the member when it opens.
fn opened_by<'a>(operation: &str, member: &'a Member) -> &'a str {
    if operation == "show_person_concerned" { &member.id } else { "needle" }
}

/// Asks an operation for the member's data.
async fn open_one(world: &World, operation: &str, staff: &str, member: &Member) -> Answer {
    let Member { id, request, incident, demand, transfer, .. } = member;
    match operation {
        "show_person_concerned" => world.get(&format!("/operator/incidents/{incident}/people/{id}"), Some(staff)).await,
        "hand_out_by_law" => {
            approve(world, demand, staff).await;
            let to = json!({ "addressee": ADDRESSEE });
            world.post(&format!("/operator/legal/demands/{demand}/disclosures"), staff, to).await
        }
        "hand_over_transfer" => {
            world.post(&format!("/operator/transfers/{transfer}/handovers"), staff, json!({})).await
        }
        "reveal_member" => {
            let reason = json!({ "ticket": "T-1", "words": "核对举报" });
            world.post(&format!("/operator/members/{id}/reveals"), staff, reason).await
        }
        "show_request" => world.get(&format!("/operator/requests/{request}"), Some(staff)).await,
        "answer_request" => {
            let answer = json!({ "outcome": "done" });
            world.put(&format!("/operator/requests/{request}/answer"), staff, answer).await
        }
        other => panic!("{other} is for staff and has data of members: let it go through a permit and be tried here"),
    }
}

async fn log(world: &World) -> Vec<staff_access::Entry> {
    world.app.staff().entries(None, Limit::new(200)).await.unwrap()
}

/// Every operation for staff that may read members' data is refused without training, and noted before it answers.
#[tokio::test]
async fn staff_reach_members_data_through_a_permit_alone() {
    for world in worlds().await {
        let policy = policy::current();
        let has_items = |purpose: &String| {
            let reads = policy.purpose(purpose).map(|purpose| purpose.reads.clone()).unwrap_or_default();
            let is_read = |item: &policy_lang::model::Item| item.purpose == *purpose || reads.contains(&item.id);
            policy.items.iter().any(|item| is_read(item) && item.subject != SubjectLink::None)
        };
        let operations: BTreeMap<String, http_api::Operation> = http_api::operations(world.app.api())
            .into_iter()
            .filter(|operation| operation.path.starts_with("/api/v1/operator/"))
            .filter(|operation| operation.purposes.iter().flatten().any(has_items))
            .map(|operation| (operation.id.clone(), operation))
            .collect();
        let exceptions: BTreeMap<&str, &str> = OPEN_NOTHING.iter().copied().collect();
        for (id, reason) in &exceptions {
            assert!(operations.contains_key(*id), "{id} is no exception any more: take it off the list");
            assert!(!reason.is_empty(), "{id} needs its reason");
        }
        let opening: BTreeSet<&str> =
            operations.keys().map(String::as_str).filter(|id| !exceptions.contains_key(id)).collect();
        assert!(opening.len() >= 3, "{opening:?}");
        let transfer = transfer_of(&world).await;
        let (staff, member) = (world.officer(OFFICER).await, member(&world, transfer).await);
        for operation in &opening {
            let refused = open_one(&world, operation, &staff, &member).await.expect(StatusCode::FORBIDDEN);
            assert_eq!(refused["code"], "staff.training_due", "{operation}");
        }
        assert_eq!(log(&world).await, [], "what did not open is not noted as opened");
        world.train(&staff).await;
        // Answering closes the request, so what only reads goes first.
        for operation in opening.iter().rev() {
            let before = log(&world).await.len();
            let answer = open_one(&world, operation, &staff, &member).await;
            assert!(answer.status.is_success(), "{operation}: {}", answer.status);
            let shown = String::from_utf8_lossy(&answer.bytes).into_owned();
            assert!(shown.contains(opened_by(operation, &member)), "{operation} opens something");
            let entries = log(&world).await;
            assert_eq!(entries.len(), before + 1, "{operation}");
            assert_eq!(entries[0].subject_digest, world.app.staff().digest_of(member.id.parse().unwrap()));
        }
        // What opens nothing shows nothing, to the same member of the staff.
        world.app.inspections().inspect_if_due().await.unwrap();
        let before = log(&world).await.len();
        for id in exceptions.keys() {
            let operation = &operations[*id];
            if operation.method != "GET" {
                continue;
            }
            let path = operation.path.trim_start_matches("/api/v1").replace("{number}", "1").replace(
                "{id}",
                match id {
                    id if id.contains("legal") => &member.demand,
                    id if id.contains("transfer") => &member.transfer,
                    _ => &member.incident,
                },
            );
            let path = if *id == "show_incident_report" { format!("{path}?kind=first") } else { path };
            let answer = world.get(&path, Some(&staff)).await;
            assert_eq!(answer.status, StatusCode::OK, "{id}");
            let shown = String::from_utf8_lossy(&answer.bytes);
            let is_nameless = ["/incidents", "/legal", "/transfers"].iter().any(|part| operation.path.contains(part));
            let names_member = is_nameless && shown.contains(&member.id);
            assert!(!shown.contains("needle") && !names_member, "{id}");
        }
        assert_eq!(log(&world).await.len(), before);
    }
}

#[tokio::test]
async fn names_are_masked_until_one_opens_with_a_reason_that_the_person_reads() {
    for world in worlds().await {
        let (staff, member) = (world.officer(OFFICER).await, member(&world, String::new()).await);
        world.train(&staff).await;
        let list = world.get("/operator/members", Some(&staff)).await.ok();
        let shown = list["items"].as_array().unwrap().iter().find(|one| one["id"] == member.id).unwrap();
        assert_eq!((&shown["masked_nickname"], &shown["training"]), (&json!("阿＊＊"), &Value::Null));
        let path = format!("/operator/members/{}/reveals", member.id);
        for (reason, field) in [
            (json!({ "ticket": " ", "words": "核对举报" }), "ticket"),
            (json!({ "ticket": "T-1", "words": "" }), "words"),
            (json!({ "ticket": "T-1" }), "words"),
            (json!({ "ticket": "T-1", "words": "长".repeat(501) }), "words"),
        ] {
            let refused = world.post(&path, &staff, reason).await.expect(StatusCode::BAD_REQUEST);
            assert_eq!(refused["fields"][0]["name"], field);
        }
        assert_eq!(world.get("/me/staff_accesses", Some(&member.token)).await.ok()["items"], json!([]));
        let opened = open_one(&world, "reveal_member", &staff, &member).await.expect(StatusCode::CREATED);
        assert_eq!((&opened["nickname"], &opened["access_number"]), (&json!("阿needle"), &json!(1)));
        let own = world.get("/me/staff_accesses", Some(&member.token)).await.ok();
        let [told] = own["items"].as_array().unwrap().as_slice() else { panic!("{own}") };
        let facts = ["role", "purpose", "item", "ticket", "words"].map(|name| told[name].as_str().unwrap());
        assert_eq!(facts, ["operator", "operation", "account", "T-1", "核对举报"]);
        assert!(told.get("staff_digest").is_none(), "who it was is for the officer to answer");
        assert_eq!(world.get("/me/staff_accesses", Some(&staff)).await.ok()["items"], json!([]));
        let nobody = world.post("/operator/members/mem_0000000000000/reveals", &staff, reason()).await;
        assert_eq!(nobody.status, StatusCode::NOT_FOUND);
        let log = world.get("/operator/staff_accesses", Some(&staff)).await.ok();
        assert_eq!(log["items"].as_array().unwrap().len(), 1);
        assert_eq!((&log["items"][0]["is_own"], &log["items"][0]["number"]), (&json!(true), &json!(1)));
        let found = world.get("/operator/staff_accesses/verification", Some(&staff)).await.ok();
        assert_eq!((&found["is_whole"], &found["up_to"], &found["fault"]), (&json!(true), &json!(1), &Value::Null));
        let file = world.get("/operator/staff_accesses/export", Some(&staff)).await;
        let export = staff_access::Export::parse(&String::from_utf8(file.bytes).unwrap()).unwrap();
        assert_eq!((export.entries.len(), export.verify(None).broken), (1, None));
    }
}

fn reason() -> Value {
    json!({ "ticket": "T-1", "words": "核对举报" })
}

#[tokio::test]
async fn the_officer_reads_requests_and_the_operator_alone_does_not() {
    for world in worlds().await {
        let (staff, member) = (world.officer(OFFICER).await, member(&world, String::new()).await);
        world.train(&staff).await;
        let id = world.get("/me", Some(&staff)).await.ok()["id"].as_str().unwrap().to_owned();
        let roles = |roles: &[&str]| json!({ "roles": roles });
        let path = format!("/operator/members/{id}");
        world.send("PATCH", &path, Some(&staff), Some(roles(&["operator"]))).await.ok();
        for path in ["/operator/requests", &format!("/operator/requests/{}", member.request)] {
            let refused = world.get(path, Some(&staff)).await.expect(StatusCode::FORBIDDEN);
            assert_eq!(refused["code"], "staff.not_in_role", "{path}");
        }
        // The officer need not run the service.
        let other = world.officer("13700137000").await;
        world.send("PATCH", &path, Some(&other), Some(roles(&["privacy_officer"]))).await.ok();
        let opened = world.get(&format!("/operator/requests/{}", member.request), Some(&staff)).await.ok();
        assert_eq!((&opened["member"], &opened["message"]), (&json!(member.id), &json!("needle我想知道")));
        let list = world.get("/operator/requests", Some(&staff)).await.ok();
        assert_eq!(list["items"][0]["member"], Value::Null, "a list names nobody");
        assert_eq!(world.get("/operator/members", Some(&staff)).await.status, StatusCode::NOT_FOUND);
        let told = log(&world).await.remove(0);
        assert_eq!((told.ticket, told.role.as_str()), (member.request, "privacy_officer"));
    }
}

#[tokio::test]
async fn training_is_noted_by_another_operator_where_there_is_one() {
    for world in worlds().await {
        let staff = world.officer(OFFICER).await;
        let id = world.get("/me", Some(&staff)).await.ok()["id"].as_str().unwrap().to_owned();
        let own = world.get("/operator/training", Some(&staff)).await.ok();
        assert_eq!((&own["may_note"], &own["standing"]["is_due"]), (&json!(true), &json!(true)));
        let path = format!("/operator/members/{id}/trainings");
        let training = json!({ "trained_at": world.now_text(), "course": "数据安全年度培训" });
        let noted = world.post(&path, &staff, training.clone()).await.expect(StatusCode::CREATED);
        assert_eq!((&noted["is_due"], &noted["latest"]["is_own_word"]), (&json!(false), &json!(true)));
        let other = world.officer("13700137000").await;
        let refused = world.post(&path, &staff, training.clone()).await.expect(StatusCode::CONFLICT);
        assert_eq!(refused["code"], "staff.not_oneself");
        let noted = world.post(&path, &other, training.clone()).await.expect(StatusCode::CREATED);
        assert_eq!(noted["latest"]["is_own_word"], false);
        assert_eq!(world.get("/operator/training", Some(&staff)).await.ok()["may_note"], false);
        let member = member(&world, String::new()).await;
        let listener = format!("/operator/members/{}/trainings", member.id);
        assert_eq!(world.post(&listener, &other, training).await.status, StatusCode::NOT_FOUND);
        let held = world.held(&staff).await;
        assert!(held.contains(&("staff_training".to_owned(), 2)), "{held:?}");
    }
}

#[tokio::test]
async fn closing_an_account_changes_no_row_of_the_log() {
    for world in worlds().await {
        let (staff, member) = (world.officer(OFFICER).await, member(&world, String::new()).await);
        world.train(&staff).await;
        open_one(&world, "reveal_member", &staff, &member).await.expect(StatusCode::CREATED);
        open_one(&world, "show_request", &staff, &member).await.ok();
        let before = log(&world).await;
        world.post("/me/closure", &member.token, json!({ "confirmation": "CLOSE" })).await.ok();
        assert_eq!(log(&world).await, before);
        let found = world.app.staff().verify().await.unwrap();
        assert_eq!((found.entries, found.broken), (2, None));
    }
}

#[tokio::test]
async fn the_log_goes_after_three_years_from_its_oldest_end() {
    for world in worlds().await {
        let (staff, member) = (world.officer(OFFICER).await, member(&world, String::new()).await);
        world.train(&staff).await;
        open_one(&world, "reveal_member", &staff, &member).await.expect(StatusCode::CREATED);
        world.clock.advance(Millis::days(300));
        let staff = world.sign_in(OFFICER).await;
        open_one(&world, "reveal_member", &staff, &member).await.expect(StatusCode::CREATED);
        world.clock.advance(Millis::days(3 * 366 - 300));
        assert!(world.app.rights().overdue().await.unwrap() > 0);
        world.app.rights().age().await.unwrap();
        let entries = log(&world).await;
        assert_eq!(entries.iter().map(|entry| entry.number).collect::<Vec<_>>(), [2]);
        let found = world.app.staff().verify().await.unwrap();
        assert_eq!((found.entries, found.up_to.number, found.broken), (1, 2, None));
        assert_eq!(world.app.rights().overdue().await.unwrap(), 0);
    }
}

/// A restored backup lacks what was noted since; the log says so itself and goes on.
#[tokio::test]
async fn a_restored_log_tells_what_it_lost() {
    let world = common::world(db::Location::Sqlite { path: "qingyin.db".into() }).await;
    let (staff, member) = (world.officer(OFFICER).await, member(&world, String::new()).await);
    world.train(&staff).await;
    open_one(&world, "reveal_member", &staff, &member).await.expect(StatusCode::CREATED);
    let config::Database::Sqlite { path, .. } = world.config.database.clone() else { panic!("SQLite") };
    let copy = world.folder.path().join("backup.db");
    db::copy_sqlite(&path, &copy).await.unwrap();
    open_one(&world, "reveal_member", &staff, &member).await.expect(StatusCode::CREATED);
    let World { app, clock, codes, config, folder: _folder, .. } = world;
    app.stop().await;
    for suffix in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{suffix}", path.display()));
    }
    std::fs::copy(&copy, &path).unwrap();
    let app = common::start(&config, &clock, &codes).await;
    let broken = app.staff().verify().await.unwrap().broken;
    assert_eq!(broken, Some(staff_access::Break::CutOff { last: 1, noted: 2 }), "as if somebody had cut it");
    assert_eq!(app.staff().resume_after_restore().await.unwrap(), 1);
    let found = app.staff().verify().await.unwrap();
    assert_eq!((found.entries, found.broken), (2, None));
}
