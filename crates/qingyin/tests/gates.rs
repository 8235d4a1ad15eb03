//! What must hold of the service as a whole, and is read off it rather than remembered.

use crate::common;
use std::collections::BTreeSet;

use crate::common::{World, worlds};
use axum::http::StatusCode;
use serde_json::Value;

/// Both directions, on both engines: what the policy declares is there, and what is there is declared.
#[tokio::test]
async fn the_live_schema_is_the_declared_one() {
    for world in worlds().await {
        let mut live = world.app.db().columns().await.unwrap();
        let vault = testkit::databases(&[&vault::MIGRATIONS], &[]).await;
        live.extend(vault[0].db.columns().await.unwrap());
        let (undeclared, missing) = qingyin::differences_of_schema(live);
        assert!(undeclared.is_empty(), "held, but not in the policy: {undeclared:?}");
        assert!(missing.is_empty(), "in the policy, but not held: {missing:?}");
    }
}

/// A table that keeps data by consent carries the key and the check that make it impossible without.
#[tokio::test]
async fn consent_based_tables_demand_a_live_grant() {
    let texts: String = qingyin::MODULES
        .iter()
        .flat_map(|module| module.migrations)
        .map(|migration| migration.text.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    let mut checked = 0;
    for item in &policy::current().items {
        let purpose = policy::current().purpose(&item.purpose).unwrap();
        if !purpose.basis.needs_grant() {
            continue;
        }
        let begin = texts.find(&format!("CREATE TABLE {} (", item.table)).unwrap();
        let table = &texts[begin..begin + texts[begin..].find(';').unwrap()];
        assert!(
            table.contains("FOREIGN KEY (grant_id, subject_id) REFERENCES grants (id, subject_id) ON DELETE CASCADE"),
            "{table}"
        );
        assert!(table.contains(&format!("CHECK (grant_id / 36028797018963968 = {})", purpose.no)), "{table}");
        checked += 1;
    }
    assert!(checked >= 8, "only {checked} tables were found");
}

/// A correction goes through the check of the crate whose column it is, so each has one.
#[test]
fn every_correctable_column_is_checked() {
    let crates = [accounts::corrections(), library::corrections(), social::corrections(), mail::corrections()];
    let checks: Vec<_> = crates.into_iter().flat_map(std::collections::BTreeMap::into_keys).collect();
    for item in &policy::current().items {
        for column in item.correctable() {
            assert!(checks.contains(&(item.id.as_str(), column)), "{}.{column}", item.id);
        }
    }
}

#[tokio::test]
async fn statements_prepare_on_both_engines() {
    for world in worlds().await {
        let mut failed = Vec::new();
        for sql in db::STATEMENTS {
            if matches!(sql.owner, "vault") {
                continue;
            }
            if let Err(error) = world.app.db().prepare(sql).await {
                failed.push(format!("{}: {error} {:?}", sql.name, std::error::Error::source(&error)));
            }
        }
        assert!(failed.is_empty(), "{failed:#?}");
        assert!(db::STATEMENTS.len() > 60, "the registry is linked in");
    }
}

#[tokio::test]
async fn every_operation_declares_its_function_and_purposes() {
    let world = one().await;
    let functions: BTreeSet<&str> = policy::FunctionId::ALL.iter().map(|function| function.id()).collect();
    let purposes: BTreeSet<&str> = policy::PurposeId::ALL.iter().map(|purpose| purpose.id()).collect();
    let operations = http_api::operations(world.app.api());
    assert!(operations.len() > 60, "{} operations", operations.len());
    for operation in operations {
        let function = operation.function.as_deref().unwrap_or_else(|| panic!("{} has no x-function", operation.path));
        assert!(functions.contains(function), "{}: {function}", operation.path);
        let named = operation.purposes.unwrap_or_else(|| panic!("{} has no x-purposes", operation.path));
        for purpose in &named {
            assert!(purposes.contains(purpose.as_str()), "{}: {purpose}", operation.path);
        }
        let is_basic = policy::current()
            .function(function)
            .is_some_and(|function| function.kind == policy_lang::model::FunctionKind::Basic);
        assert!(!is_basic || named.is_empty(), "{} is basic and may not touch personal data", operation.path);
    }
}

/// A recording goes to searching by voice and nowhere else: it can be sent to one address, for one purpose, there is no
/// column for it, and one recipient may have it.
#[tokio::test]
async fn sound_is_taken_for_voice_search_alone_and_kept_nowhere() {
    let world = one().await;
    let api = serde_json::to_value(world.app.api()).unwrap();
    let operations = api["paths"].as_object().unwrap().values().flat_map(|path| path.as_object().unwrap().values());
    let taking_sound: Vec<_> = operations
        .filter(|operation| {
            let content = operation["requestBody"]["content"].as_object();
            content.into_iter().flatten().any(|(media, _)| media.starts_with("audio/") || media.starts_with('*'))
        })
        .map(|operation| {
            (operation["operationId"].as_str().unwrap(), &operation["x-function"], &operation["x-purposes"])
        })
        .collect();
    let purposes = serde_json::json!(["voice_transcription"]);
    assert_eq!(taking_sound, [("transcribe_speech", &serde_json::json!("voice_search"), &purposes)]);
    let policy = policy::current();
    for item in &policy.items {
        assert!(item.columns.iter().all(|column| column.category != "voice"), "{} keeps a voice", item.id);
    }
    let hears = |recipient: &&policy_lang::model::Recipient| recipient.fields.iter().any(|it| it.category == "voice");
    let hearing: Vec<_> = policy.recipients.iter().filter(hears).map(|one| (&*one.id, &*one.purpose)).collect();
    assert_eq!(hearing, [("transcription_endpoint", "voice_transcription")]);
    assert_eq!(policy.purpose("voice_transcription").unwrap().basis, policy::Basis::SeparateConsent);
}

/// Minors are left out of whatever is worked out from what people did: a statement that reads it for others, or for
/// recommending, compares birthdays where they lie, and none takes one out of the database but the profile's own.
#[test]
fn minors_are_left_out_of_every_profile_and_count() {
    let profiling = |sql: &db::Sql| matches!(sql.owner, "recommend" | "search") && sql.text.contains("grants");
    let mut seen = 0;
    for sql in db::STATEMENTS.iter().filter(|sql| profiling(sql)) {
        let left_out = sql.text.matches(MINORS).count();
        assert_eq!(left_out, 1, "{} counts minors", sql.name);
        seen += 1;
    }
    assert!(seen >= 9, "{seen}");
    for sql in db::STATEMENTS.iter().filter(|sql| !matches!(sql.owner, "accounts" | "consent")) {
        let named = sql.text.matches("profile_birthdays").count();
        assert_eq!(named, sql.text.matches(MINORS).count(), "{} reads birthdays", sql.name);
    }
    let protection = policy::current().purpose("minor_protection").unwrap();
    assert_eq!(protection.reads, ["profile_birthday", "account", "account_phone"]);
    // What a law demands is read for one person at a time, and works nothing out.
    let others =
        policy::current().purposes.iter().filter(|one| !matches!(&*one.id, "minor_protection" | "legal_demand"));
    assert!(others.flat_map(|one| &one.reads).all(|item| item != "profile_birthday"));
}

/// What leaves minors out of a statement.
const MINORS: &str = "NOT IN (SELECT subject_id FROM profile_birthdays WHERE value >= $";

/// Of all that is personal, recommendation reads what was heard, what it was told itself, and who agreed; likes under
/// their own consent, in statements that read no listens and join that consent. Birthdays it only compares.
#[test]
fn recommendation_reads_listens_and_its_own_rows_alone() {
    let personal = qingyin::personal_tables();
    let mut read = BTreeSet::new();
    for sql in db::STATEMENTS.iter().filter(|sql| matches!(sql.owner, "recommend" | "similarity" | "audio_analysis")) {
        let words = sql.text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
        let of_one: BTreeSet<&str> = words.filter(|word| personal.contains(*word)).collect();
        let of_likes = ["likes", "suggestion_dislikes"].iter().any(|table| of_one.contains(table));
        assert!(!of_likes || of_one.iter().all(|table| LIKES.contains(table)), "{}: {of_one:?}", sql.name);
        assert!(
            !of_one.contains("likes") || of_one.contains("grants"),
            "{} reads likes without their consent",
            sql.name
        );
        read.extend(of_one);
    }
    let listening = ["grants", "listens", "profile_birthdays", "recommendation_dislikes", "recommendation_resets"];
    let declared: BTreeSet<&str> = listening.into_iter().chain(LIKES).collect();
    assert_eq!(read, declared);
    let reads = |purpose: &str| policy::current().purpose(purpose).unwrap().reads.clone();
    assert_eq!(
        (reads("personal_recommendation"), reads("likes_recommendation")),
        (vec!["listen".to_owned()], vec!["like".to_owned()])
    );
}

/// What statements that have to do with likes may name.
const LIKES: [&str; 4] = ["grants", "likes", "profile_birthdays", "suggestion_dislikes"];

/// What differs by the listener's taste is below one address, and says so.
#[tokio::test]
async fn only_recommendations_are_personal() {
    let world = one().await;
    let mut personal = 0;
    for operation in http_api::operations(world.app.api()) {
        let taste = ["personal_recommendation", "likes_recommendation"];
        let names_taste = operation.purposes.iter().flatten().any(|purpose| taste.contains(&purpose.as_str()));
        let recommends = matches!(operation.function.as_deref(), Some("recommendation" | "likes_recommendation"));
        assert_eq!(names_taste, recommends, "{}", operation.path);
        assert_eq!(recommends, operation.path.starts_with("/api/v1/recommendations/"), "{}", operation.path);
        personal += usize::from(recommends);
    }
    assert!(personal >= 13, "{personal}");
}

#[tokio::test]
async fn members_routes_ask_guests_to_sign_in_and_operators_routes_do_not_exist_for_them() {
    let world = one().await;
    let token = world.sign_in(common::PHONE).await;
    for operation in http_api::operations(world.app.api()) {
        let path = operation.path.trim_start_matches("/api/v1").replace(['{', '}'], "");
        if operation.path.contains("/operator/") && !operation.path.ends_with("/claim") {
            for asker in [None, Some(token.as_str())] {
                let answer = world.send(operation.method, &path, asker, None).await;
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{} {path}", operation.method);
            }
        } else if operation.path.contains("/me") && !operation.path.contains("/me/listens") {
            let answer = world.send(operation.method, &path, None, None).await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{} {path}", operation.method);
        }
    }
}

#[tokio::test]
async fn every_failure_is_a_problem() {
    let world = one().await;
    let cases = [
        ("GET", "/nowhere", None),
        ("DELETE", "/albums", None),
        ("GET", "/albums/alb_wrong", None),
        ("GET", "/albums?limit=0", None),
        ("GET", "/albums?colour=red", None),
        ("POST", "/sign_in/sms_codes", Some(serde_json::json!({ "fone": "1" }))),
        ("POST", "/sign_in/sms_codes", Some(serde_json::json!({}))),
        ("POST", "/sign_in/sms_codes", Some(Value::String("not an object".into()))),
        ("GET", "/me", None),
    ];
    for (method, path, body) in cases {
        let answer = world.send(method, path, None, body).await;
        assert!(answer.status.is_client_error(), "{method} {path}: {}", answer.status);
        assert_eq!(answer.headers["content-type"], "application/problem+json", "{method} {path}");
        let problem = answer.json();
        assert_eq!(problem["status"], answer.status.as_u16(), "{method} {path}");
        assert!(problem["title"].as_str().is_some_and(|title| !title.is_empty()), "{method} {path}");
        let code = problem["code"].as_str().unwrap();
        assert_eq!(problem["type"], format!("urn:qingyin:problem:{code}"));
        if answer.status == StatusCode::BAD_REQUEST {
            assert!(!problem["fields"][0]["name"].as_str().unwrap().is_empty(), "{method} {path}: {problem}");
        }
    }
}

#[tokio::test]
async fn unknown_and_missing_fields_are_named() {
    let world = one().await;
    let unknown = serde_json::json!({ "phone": "13800138000", "colour": "red" });
    let problem = world.send("POST", "/sign_in/sms_codes", None, Some(unknown)).await.expect(StatusCode::BAD_REQUEST);
    assert_eq!(problem["fields"][0]["name"], "colour");
    assert_eq!(problem["fields"][0]["code"], "field.unknown");
    let problem = world
        .send("POST", "/sign_in/sms_codes", None, Some(serde_json::json!({})))
        .await
        .expect(StatusCode::BAD_REQUEST);
    assert_eq!(problem["fields"][0]["name"], "phone");
    assert_eq!(problem["fields"][0]["code"], "field.missing");
}

#[tokio::test]
async fn every_answer_carries_the_generated_policies_of_the_page() {
    let world = one().await;
    for path in ["/server", "/nowhere"] {
        let answer = world.get(path, None).await;
        assert_eq!(answer.headers["content-security-policy"], policy::CONTENT_SECURITY_POLICY);
        assert_eq!(answer.headers["permissions-policy"], policy::PERMISSIONS_POLICY);
        assert_eq!(answer.headers["x-content-type-options"], "nosniff");
        assert_eq!(answer.headers["referrer-policy"], "no-referrer");
    }
    for named in ["geolocation=()", "display-capture=()", "camera=(self)", "microphone=(self)"] {
        assert!(policy::PERMISSIONS_POLICY.contains(named), "{named}");
    }
}

/// The description of the API is committed, so that a change of it is seen; `cargo xtask gen --api` writes it.
#[tokio::test]
async fn the_committed_description_of_the_api_is_fresh() {
    let world = one().await;
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web/openapi.json");
    let made = qingyin::description(world.app.api()).unwrap();
    if std::env::var_os("QINGYIN_WRITE_GENERATED").is_some() {
        std::fs::write(&path, &made).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == made, "web/openapi.json is stale: run `cargo xtask gen --api`");
}

/// A reader of the description finds every part it points to.
#[tokio::test]
async fn the_description_of_the_api_refers_to_nothing_that_is_missing() {
    let world = one().await;
    let text = qingyin::description(world.app.api()).unwrap();
    let api: Value = serde_json::from_str(&text).unwrap();
    let mut references = 0;
    for part in text.split("\"$ref\": \"#/").skip(1) {
        let pointer = format!("/{}", part.split('"').next().unwrap());
        assert!(api.pointer(&pointer).is_some(), "{pointer} is not there");
        references += 1;
    }
    assert!(references > 50, "{references} references");
}

async fn one() -> World {
    common::world(db::Location::Sqlite { path: "qingyin.db".into() }).await
}
