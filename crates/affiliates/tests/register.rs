//! The register: who is in it, by what, and what a use can be.

use affiliates::{Error, Field, NewAffiliate, NewUse};
use ids::{AffiliateId, AffiliateUseId};
use units::Millis;

use crate::support::{NOON, OTHER, World, worlds};

/// What is spoiled of a registration, and which field is refused then, with which code.
type Spoiled = (fn(&mut NewAffiliate), (&'static str, &'static str));

/// Which field is refused, and with which code.
fn refused<T: std::fmt::Debug>(result: Result<T, Error>) -> (&'static str, &'static str) {
    match result {
        Err(Error::Field { name, code, .. }) => (name, code),
        other => panic!("a field is wrong, but: {other:?}"),
    }
}

#[tokio::test]
async fn a_company_is_registered_by_proof_agreement_and_check_and_not_without() {
    for world in worlds().await {
        let spoiled: [Spoiled; 11] = [
            (|it| it.name = " \n".to_owned(), ("name", "field.missing")),
            (|it| it.proof_title.clear(), ("proof_title", "field.missing")),
            (|it| it.proof_sha256 = "ab".repeat(31), ("proof_sha256", "affiliates.proof_sha256")),
            (|it| it.proof_dated_at = NOON + Millis::days(1), ("proof_dated_at", "affiliates.not_yet")),
            (|it| it.agreement.clear(), ("agreement", "field.missing")),
            (|it| it.agreement_signed_at = NOON + Millis::days(1), ("agreement_signed_at", "affiliates.not_yet")),
            (|it| it.security_check.clear(), ("security_check", "field.missing")),
            (|it| it.checked_at = NOON + Millis::days(1), ("checked_at", "affiliates.not_yet")),
            (|it| it.expires_at = NOON, ("expires_at", "affiliates.expires_at")),
            (|it| it.endpoint = "http://company.example/".to_owned(), ("endpoint", "affiliates.endpoint")),
            (|it| it.key = Some("short".to_owned()), ("key", "affiliates.key")),
        ];
        for (spoil, place) in spoiled {
            let mut new = world.new_company("alpha");
            spoil(&mut new);
            assert_eq!(refused(world.affiliates.register(new).await), place);
        }
        assert!(world.affiliates.roll().await.unwrap().is_empty());
        let made = world.register("alpha").await;
        assert_eq!(refused(world.affiliates.register(world.new_company("alpha")).await).0, "name");
        let roll = world.affiliates.roll().await.unwrap();
        assert_eq!(roll.iter().map(|(company, _)| company).collect::<Vec<_>>(), [&made]);
        world.affiliates.end(made.id).await.unwrap();
        assert!(world.affiliates.roll().await.unwrap().is_empty());
        assert!(matches!(world.affiliates.end(made.id).await, Err(Error::NotFound)));
        world.register("alpha").await;
        assert_eq!(world.affiliates.registrations().await.unwrap().len(), 2, "what ended stays on file");
    }
}

/// Puts a company in with one column spoiled, past the program.
async fn insert(world: &World, column: &str, value: &str) -> Result<u64, db::Error> {
    let mut columns = vec![
        ("id", "1"),
        ("name", "'云'"),
        ("control", "'parent'"),
        ("proof_title", "'股权图'"),
        ("proof_sha256", "$1"),
        ("proof_dated_at", "1"),
        ("endpoint", "'https://company.example/'"),
        ("agreement", "'A-1'"),
        ("agreement_signed_at", "1"),
        ("security_check", "'C-1'"),
        ("checked_at", "1"),
        ("expires_at", "9"),
        ("registered_at", "2"),
    ];
    columns.iter_mut().filter(|(name, _)| *name == column).for_each(|pair| pair.1 = value);
    let (names, values): (Vec<&str>, Vec<&str>) = columns.into_iter().unzip();
    let text = format!("INSERT INTO affiliates ({}) VALUES ({})", names.join(", "), values.join(", "));
    let arguments = if text.contains("$1") { vec![db::Value::from(vec![7_u8; 32])] } else { Vec::new() };
    let mut tx = world.db.begin().await.unwrap();
    // Nothing is committed: each is tried alone.
    tx.execute(crate::support::by("affiliates", text), &arguments).await
}

#[tokio::test]
async fn the_database_refuses_a_company_without_proof() {
    for world in worlds().await {
        insert(&world, "none", "").await.unwrap();
        for (column, value) in [
            ("name", "' '"),
            ("control", "'friend'"),
            ("control", "NULL"),
            ("proof_title", "''"),
            ("proof_title", "NULL"),
            ("proof_sha256", "NULL"),
            ("proof_dated_at", "NULL"),
            ("proof_dated_at", "3"),
            ("endpoint", "'http://company.example/'"),
            ("agreement", "' '"),
            ("agreement_signed_at", "3"),
            ("security_check", "NULL"),
            ("checked_at", "3"),
            ("expires_at", "2"),
        ] {
            assert!(insert(&world, column, value).await.is_err(), "{column} = {value}");
        }
    }
}

#[tokio::test]
async fn a_use_has_a_purpose_and_some_of_the_closed_list_and_no_statement_changes_it() {
    for world in worlds().await {
        let company = world.register("alpha").await;
        let new = |purpose_zh: &str, fields: &[Field]| NewUse {
            purpose_zh: purpose_zh.to_owned(),
            purpose_en: "Tickets.".to_owned(),
            fields: fields.to_vec(),
        };
        let add = |new: NewUse| world.affiliates.add_use(company.id, new);
        assert_eq!(refused(add(new("。", &[Field::Nickname])).await), ("purpose_zh", "field.missing"));
        assert_eq!(refused(add(new("卖票", &[])).await), ("fields", "affiliates.fields_missing"));
        let made = add(new("卖票。", &[Field::Nickname, Field::Phone, Field::Nickname])).await.unwrap();
        assert_eq!(made.fields, [Field::Phone, Field::Nickname]);
        assert_eq!((made.purpose_zh.as_str(), made.purpose_en.as_str()), ("卖票", "Tickets"));
        let nobody = AffiliateId::from_i64(1);
        assert!(matches!(world.affiliates.add_use(nobody, new("卖票", &Field::EVERY)).await, Err(Error::NotFound)));
        // An eighth field has no column, and a use without any field is none.
        assert_eq!(world.change("UPDATE affiliate_uses SET phone = 1, nickname = 1").await.unwrap(), 1);
        assert!(world.change("UPDATE affiliate_uses SET orders = 1").await.is_err());
        assert!(world.change("UPDATE affiliate_uses SET phone = 2").await.is_err());
        let none = "UPDATE affiliate_uses SET phone = 0, nickname = 0, avatar = 0, content_used = 0, interactions = 0";
        assert!(world.change(none).await.is_err());
        world.affiliates.end_use(made.id).await.unwrap();
        assert!(matches!(world.affiliates.end_use(made.id).await, Err(Error::NotFound)));
        world.affiliates.end(company.id).await.unwrap();
        assert!(matches!(add(new("卖票", &Field::EVERY)).await, Err(Error::Ended)));
    }
    let changing: Vec<&str> = db::STATEMENTS
        .iter()
        .filter(|sql| sql.owner == "affiliates")
        .map(|sql| sql.text)
        .filter(|text| text.contains("UPDATE affiliate_uses") || text.contains("DELETE FROM affiliate_uses"))
        .collect();
    assert!(changing.is_empty(), "{changing:?}");
}

/// A choice stands on a use that stands, and that on a company: without a row in the register there is nothing to stand on.
#[tokio::test]
async fn the_database_refuses_a_choice_for_who_is_not_registered() {
    for world in worlds().await {
        let (_, of) = world.agreed(crate::support::ME, "alpha", &[Field::Nickname]).await;
        let grant = world.number("SELECT grant_id FROM affiliate_choices").await;
        let choose = |subject: i64, grant: i64, of: i64| {
            world.change(format!(
                "INSERT INTO affiliate_choices (id, subject_id, grant_id, use_id, text_hash, agreed_at) \
                 VALUES ({}, {subject}, {grant}, {of}, '{}', 1)",
                rand::random::<u32>(),
                "a".repeat(64)
            ))
        };
        let (me, other) = (crate::support::ME.as_i64(), OTHER.as_i64());
        let unknown = AffiliateUseId::from_i64(5).as_i64();
        assert!(choose(me, grant, unknown).await.is_err(), "no such use");
        assert!(choose(other, grant, of.id.as_i64()).await.is_err(), "somebody else's consent");
        assert!(choose(other, (53 << 55) + 1, of.id.as_i64()).await.is_err(), "a consent to something else");
        assert!(world.change(format!("DELETE FROM affiliates WHERE id = {}", of.affiliate.as_i64())).await.is_err());
        assert!(world.change(format!("DELETE FROM affiliate_uses WHERE id = {}", of.id.as_i64())).await.is_err());
        world.affiliates.end_use(of.id).await.unwrap();
        assert_eq!(world.number("SELECT count(*) FROM affiliate_choices").await, 0);
        assert!(choose(me, grant, of.id.as_i64()).await.is_err(), "it ended");
    }
}
