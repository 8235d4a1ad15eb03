//! The database says again what the code says: nobody with a connection writes a use that the desk would refuse.

use crate::support::{NOON, POLICE, World, worlds};
use ids::LegalDemandId;
use units::Millis;

const CASE: &str = "杭西公调证〔2026〕119号";

/// A row of evidence, with one value after the other put in the place of what is right.
fn disclosure(world: &World, id: LegalDemandId, changes: &[(&str, String)]) -> String {
    let quoted = |text: &str| format!("'{text}'");
    let mut values = vec![
        ("id", "1".to_owned()),
        ("demand_id", id.as_i64().to_string()),
        ("approved_seat", "2".to_owned()),
        ("exemption", quoted("E3")),
        ("case_number", quoted(CASE)),
        ("addressee", quoted(POLICE)),
        ("subject_digest", quoted(&world.staff.digest_of(world.member))),
        ("valid_until", (NOON + Millis::days(30)).as_millis().to_string()),
        ("by_digest", quoted(&world.staff.digest_of(world.approvers[0].subject))),
        ("records", "1".to_owned()),
        ("at", NOON.as_millis().to_string()),
    ];
    for (name, changed) in changes {
        values.iter_mut().find(|(column, _)| column == name).unwrap().1.clone_from(changed);
    }
    let (names, values): (Vec<&str>, Vec<String>) = values.into_iter().unzip();
    format!("INSERT INTO legal_disclosures ({}) VALUES ({})", names.join(", "), values.join(", "))
}

/// P-114, P-123, P-134.
#[tokio::test]
async fn evidence_stands_on_two_approvals_and_names_what_the_demand_names() {
    for world in worlds().await {
        let waiting = world.file(world.new_demand()).await.id;
        assert!(world.edit(disclosure(&world, waiting, &[])).await.is_err(), "nobody approved it");
        world.approve(waiting, &world.approvers[0]).await.unwrap();
        assert!(world.edit(disclosure(&world, waiting, &[])).await.is_err(), "one approved it");
        let id = world.approved(world.new_demand()).await;
        let stranger = world.staff.digest_of(world.other.subject);
        let over = (NOON + Millis::days(30)).as_millis().to_string();
        for (column, wrong) in [
            ("addressee", "'某律师事务所'".to_owned()),
            ("case_number", "'另一个案号'".to_owned()),
            ("case_number", "''".to_owned()),
            ("case_number", "NULL".to_owned()),
            ("exemption", "'E4'".to_owned()),
            ("subject_digest", format!("'{}'", world.staff.digest_of(world.neighbour))),
            ("by_digest", format!("'{stranger}'")),
            ("approved_seat", "1".to_owned()),
            ("approved_seat", "NULL".to_owned()),
            ("demand_id", "404".to_owned()),
            ("at", over),
            ("valid_until", i64::MAX.to_string()),
        ] {
            let text = disclosure(&world, id, &[(column, wrong)]);
            assert!(world.edit(text.clone()).await.is_err(), "{text}");
        }
        world.edit(disclosure(&world, id, &[])).await.unwrap();
        let number = id.as_i64();
        let item = |item: &str| format!("INSERT INTO legal_disclosure_items VALUES (1, {number}, '{item}', 1)");
        assert!(world.edit(item("listen")).await.is_err(), "the demand does not name it");
        world.edit(item("disclosure")).await.unwrap();
        for refused in [
            format!("UPDATE legal_demands SET addressee = '别处' WHERE id = {number}"),
            format!("UPDATE legal_demands SET case_number = '别案' WHERE id = {number}"),
            format!("UPDATE legal_demands SET valid_until = valid_until + 1 WHERE id = {number}"),
        ] {
            assert!(world.edit(refused.clone()).await.is_err(), "{refused}");
        }
    }
}

#[tokio::test]
async fn a_demand_has_its_case_number_its_document_and_a_case_of_the_law() {
    for world in worlds().await {
        let demand = |changes: &[(&str, &str)]| {
            let (digest, hex) = ("d".repeat(64), "ab".repeat(32));
            let blob = match world.db.engine() {
                db::Engine::Sqlite => format!("x'{hex}'"),
                db::Engine::Postgres => format!("'\\x{hex}'::bytea"),
            };
            let mut values = vec![
                ("id", "7".to_owned()),
                ("kind", "'exempt_use'".to_owned()),
                ("exemption", "'E4'".to_owned()),
                ("article", "'a'".to_owned()),
                ("case_number", "'c'".to_owned()),
                ("addressee", "'b'".to_owned()),
                ("document_sha256", blob),
                ("subject_digest", format!("'{digest}'")),
                ("filed_by_digest", format!("'{digest}'")),
                ("filed_at", "1".to_owned()),
                ("valid_until", "2".to_owned()),
                ("silent_until", "NULL".to_owned()),
                ("silence_article", "NULL".to_owned()),
                ("last_at", "1".to_owned()),
            ];
            for (name, changed) in changes {
                (*changed).clone_into(&mut values.iter_mut().find(|(column, _)| column == name).unwrap().1);
            }
            let (names, values): (Vec<&str>, Vec<String>) = values.into_iter().unzip();
            format!("INSERT INTO legal_demands ({}) VALUES ({})", names.join(", "), values.join(", "))
        };
        let short = match world.db.engine() {
            db::Engine::Sqlite => "x'abab'",
            db::Engine::Postgres => "'\\xabab'::bytea",
        };
        for change in [
            ("case_number", "NULL"),
            ("case_number", "''"),
            ("case_number", "'  '"),
            ("exemption", "'E1'"),
            ("exemption", "'E8'"),
            ("exemption", "NULL"),
            ("kind", "'curiosity'"),
            ("article", "' '"),
            ("addressee", "''"),
            ("document_sha256", short),
            ("document_sha256", "NULL"),
            ("valid_until", "1"),
            ("silent_until", "9"),
            ("silence_article", "'a'"),
        ] {
            assert!(world.edit(demand(&[change])).await.is_err(), "{change:?}");
        }
        world.edit(demand(&[])).await.unwrap();
        let refusal = |by: &str| {
            format!(
                "UPDATE legal_demands SET ended_kind = 'refused', ended_words = 'w', ended_by_digest = '{by}', ended_at = 3"
            )
        };
        assert!(world.edit(refusal(&"d".repeat(64))).await.is_err(), "who filed it does not refuse it");
        assert!(world.edit("UPDATE legal_demands SET ended_at = 3".to_owned()).await.is_err(), "an end has a reason");
        world.edit(refusal(&"e".repeat(64))).await.unwrap();
    }
}

#[tokio::test]
async fn two_seats_are_two_people_and_neither_filed_it() {
    for world in worlds().await {
        let id = world.file(world.new_demand()).await.id.as_i64();
        let digest = |of: &http_api::SignedIn| world.staff.digest_of(of.subject);
        let (filer, first, second) = (digest(&world.filer), digest(&world.approvers[0]), digest(&world.approvers[1]));
        let seat = |number: i64, seat: &str, after: &str, by: &str, filed_by: &str| {
            format!("INSERT INTO legal_approvals VALUES ({number}, {id}, {seat}, {after}, '{by}', '{filed_by}', 1, 1)")
        };
        for refused in [
            seat(1, "1", "NULL", &filer, &filer),
            seat(1, "1", "NULL", &filer, &first),
            seat(1, "2", "1", &first, &filer),
            seat(1, "2", "NULL", &first, &filer),
            seat(1, "3", "NULL", &first, &filer),
        ] {
            assert!(world.edit(refused.clone()).await.is_err(), "{refused}");
        }
        world.edit(seat(1, "1", "NULL", &first, &filer)).await.unwrap();
        for refused in [
            seat(2, "1", "NULL", &second, &filer),
            seat(2, "2", "1", &first, &filer),
            seat(2, "2", "2", &second, &filer),
            seat(2, "2", "1", &filer, &filer),
        ] {
            assert!(world.edit(refused.clone()).await.is_err(), "{refused}");
        }
        world.edit(seat(2, "2", "1", &second, &filer)).await.unwrap();
    }
}
