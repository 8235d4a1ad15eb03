//! A second version of the policy, under which everybody keeps what they agreed to, on both engines (promise P-170).

use std::sync::Arc;

use consent::Consents;
use db::{Sql, args};
use http_api::{Language, Limit};
use ids::SubjectId;
use policy::{CompiledPolicy, Terms};
use policy_lang::model::{Erase, Item, Period, RetentionPeriod};
use rights::{HeldItem, Rights};
use serde_json::Value;
use units::{Clock as _, Millis};

use crate::common::{PHONE, World, worlds};

/// The version that is published in these tests.
const NEXT: &str = "2";

fn item<'a>(policy: &'a mut CompiledPolicy, id: &str) -> &'a mut Item {
    policy.items.iter_mut().find(|item| item.id == id).unwrap()
}

fn term(policy: &CompiledPolicy, id: &str) -> Period {
    match policy.item(id).unwrap().retention.period {
        RetentionPeriod::Fixed(term) => term,
        RetentionPeriod::WhileAccount => panic!("{id} has a term"),
    }
}

fn fixed(period: &str) -> RetentionPeriod {
    RetentionPeriod::Fixed(period.parse().unwrap())
}

/// The terms once a version with this change is published.
fn published(change: impl FnOnce(&mut CompiledPolicy)) -> &'static Terms {
    let first = policy::current();
    assert_eq!(first.version, "1");
    let mut next = first.clone();
    next.version = NEXT.to_owned();
    change(&mut next);
    Box::leak(Box::new(Terms::of(&[first, Box::leak(Box::new(next))])))
}

/// The consents and the rights of everybody in this world, under these terms.
fn under(world: &World, terms: &'static Terms) -> (Consents, Rights) {
    let consents = Consents::new(world.app.db().clone(), Arc::new(world.clock.clone()));
    (consents.under(terms), world.app.rights().under(terms))
}

async fn subject(world: &World, token: &str) -> SubjectId {
    world.get("/me", Some(token)).await.ok()["id"].as_str().unwrap().parse().unwrap()
}

/// Accepts the version that the service of these tests does not know.
async fn accept_next(world: &World, subject: SubjectId) {
    let accept = Sql::generated(
        "test.accept".to_owned(),
        "accounts",
        "INSERT INTO policy_acceptances (subject_id, version, text_hash, accepted_at) VALUES ($1, $2, $3, $4)"
            .to_owned(),
    );
    let mut tx = world.app.db().begin().await.unwrap();
    tx.execute(accept, &args![subject, NEXT, "f".repeat(64), world.clock.now()]).await.unwrap();
    tx.commit().await.unwrap();
}

async fn rows_of(world: &World, table: &str, subject: SubjectId) -> u64 {
    let text = format!("SELECT count(*) FROM {table} WHERE subject_id = $1");
    let count = Sql::generated(format!("test.count_{table}"), "test", text);
    world.app.db().service().query_one(count, &args![subject], |row| row.get(0)).await.unwrap()
}

async fn held(rights: &Rights, subject: SubjectId, id: &str) -> HeldItem {
    let categories = rights.held(subject, Language::English).await.unwrap();
    categories.into_iter().flat_map(|category| category.items).find(|item| item.item == id).unwrap()
}

async fn exports(rights: &Rights, subject: SubjectId, item: &str) -> bool {
    !matches!(rights.export(subject).await.unwrap()["items"][item], Value::Null)
}

#[tokio::test]
async fn whoever_agreed_to_the_first_version_keeps_its_rights_and_who_agreed_to_the_second_has_its() {
    for world in worlds().await {
        let (stays, goes_on) = (world.sign_in(PHONE).await, world.sign_in("13900139000").await);
        let (stays, goes_on) = (subject(&world, &stays).await, subject(&world, &goes_on).await);
        accept_next(&world, goes_on).await;
        let terms = published(|policy| {
            let account = item(policy, "account");
            account.export = false;
            account.columns.iter_mut().for_each(|column| column.correctable = false);
        });
        let (_, rights) = under(&world, terms);
        for (who, keeps) in [(stays, true), (goes_on, false)] {
            let account = held(&rights, who, "account").await;
            assert_eq!((account.exportable, account.correctable), (keeps, keeps));
            assert_eq!(exports(&rights, who, "account").await, keeps);
            let rows = rights.rows(who, "account", None, Limit::default(), Language::English).await.unwrap();
            let corrected =
                rights.correct(who, "account", &rows[0].row_id, "nickname", "丙", Language::English).await.is_ok();
            assert_eq!(corrected, keeps);
        }
    }
}

#[tokio::test]
async fn what_stays_longer_now_goes_when_it_was_promised_to() {
    for world in worlds().await {
        let (stays, goes_on) = (world.sign_in(PHONE).await, world.sign_in("13900139000").await);
        for token in [&stays, &goes_on] {
            world.agree(token, "play_history").await;
            world.hear(token).await.expect(axum::http::StatusCode::CREATED);
        }
        let heard_at = world.clock.now();
        let (stays, goes_on) = (subject(&world, &stays).await, subject(&world, &goes_on).await);
        let terms = published(|policy| item(policy, "listen").retention.period = fixed("P2Y"));
        let (consents, rights) = under(&world, terms);
        // Staying longer asks nobody anew: the term that was agreed to holds on.
        assert_eq!(consents.ask_anew().await.unwrap(), 0);
        // Only a consent under the second version is one to two years.
        world.clock.advance(Millis::minutes(1));
        rights.withdraw(goes_on, policy::PurposeId::PlayHistory).await.unwrap();
        let purpose = policy::PurposeId::PlayHistory;
        let text_hash = policy::text_hash(purpose, policy::Language::ZhCn);
        consents.give(goes_on, purpose, &consent::Shown { text_hash }).await.unwrap();
        let mut grant = consents.grant::<policy::PlayHistory>(goes_on).await.unwrap().unwrap();
        let again = Sql::generated(
            "test.listen".to_owned(),
            "playback",
            "INSERT INTO listens (id, subject_id, grant_id, track_id, started_at, played_ms) \
             SELECT 77, $1, $2, min(id), $3, 4000 FROM tracks"
                .to_owned(),
        );
        let grant_id = grant.id();
        grant.tx().execute(again, &args![goes_on, grant_id, heard_at]).await.unwrap();
        grant.commit().await.unwrap();

        let count = async |who| rows_of(&world, "listens", who).await;
        let until = |term: Period| Millis(term.after(heard_at.as_millis()) - world.clock.now().as_millis());
        world.clock.advance(until(term(policy::current(), "listen")));
        rights.age().await.unwrap();
        assert_eq!((count(stays).await, count(goes_on).await), (1, 1), "at the very end of the first term");
        world.clock.advance(Millis(1));
        assert_eq!(rights.overdue().await.unwrap(), 1);
        let aged = rights.age().await.unwrap();
        assert!(aged.iter().any(|aged| aged.item == "listen" && aged.rows == 1), "{aged:?}");
        assert_eq!((count(stays).await, count(goes_on).await), (0, 1));
        assert_eq!(rights.overdue().await.unwrap(), 0);
        world.clock.advance(until(term(terms.current(), "listen")));
        world.clock.advance(Millis(1));
        rights.age().await.unwrap();
        assert_eq!(count(goes_on).await, 0, "the second term ends as well");
    }
}

#[tokio::test]
async fn what_was_to_be_deleted_with_the_account_is() {
    for world in worlds().await {
        let (stays, goes_on) = (world.sign_in(PHONE).await, world.sign_in("13900139000").await);
        let (stays, goes_on) = (subject(&world, &stays).await, subject(&world, &goes_on).await);
        accept_next(&world, goes_on).await;
        // Sessions would stay behind without a name.
        let terms = published(|policy| {
            let session = item(policy, "session");
            session.erase = Erase::Anonymise;
            session.anonymise = vec!["device_name".to_owned()];
        });
        let (_, rights) = under(&world, terms);
        let action = |certificate: rights::Certificate| {
            certificate.tables.into_iter().find(|table| table.item == "session").unwrap().action
        };
        assert_eq!(action(rights.close(stays).await.unwrap()), rights::TableAction::Deleted);
        // Those who agreed to the second version stay by it, so far that the database refuses: a session names somebody.
        assert!(rights.close(goes_on).await.is_err());
    }
}

/// Every term of the policy made longer at once: whatever a row belongs to somebody by, the database understands it.
#[tokio::test]
async fn every_longer_term_has_statements_that_both_engines_take() {
    for world in worlds().await {
        let token = world.sign_in(PHONE).await;
        let who = subject(&world, &token).await;
        let terms = published(|policy| {
            for item in policy.items.iter_mut().filter(|item| item.retention.floor.is_none()) {
                if let RetentionPeriod::Fixed(_) = item.retention.period {
                    item.retention.period = fixed("P90Y");
                }
            }
        });
        let (_, rights) = under(&world, terms);
        let [earlier] = terms.earlier() else { panic!("one version came before") };
        let longer = terms.current().items.iter().filter(|item| earlier.held.item(&item.id) != Some(*item));
        assert!(longer.count() > 10, "there are many terms");
        world.clock.advance(Millis::days(89 * 365));
        assert!(rights.overdue().await.unwrap() > 0, "the session of somebody who agreed to the first version");
        rights.age().await.unwrap();
        assert_eq!(rights.overdue().await.unwrap(), 0);
        assert_eq!(rows_of(&world, "sessions", who).await, 0);
    }
}
