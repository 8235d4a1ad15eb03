//! Companies that stand in a register, on each engine: who is in none receives nothing, and the ledger names who did.

use std::sync::Arc;

use consent::{Consents, PseudonymKey, Shown};
use db::{Row, Sql, Tx};
use ids::{AffiliateChoiceId, AffiliateCopyId};
use policy::{Affiliate, AffiliateField, AffiliateSharing, CompiledPolicy, Language, Purpose as _};
use sharing::{Asked, Disclosure, Gate, Recalled, RecipientSetup, Refusal, Register, Registered, Told, Value};
use units::Millis;

use crate::support::{ME, Manner, NOW, Simulator, World, refusal, request_of, setup, worlds};

const CHOICE: AffiliateChoiceId = AffiliateChoiceId::from_i64(7);
const NAME: &str = "云上音乐有限公司";

/// Makes something about a company so that it may receive nothing.
type Spoil = fn(&mut RecipientSetup);

/// A register that knows one company, or none.
#[derive(Debug)]
struct Book(Option<RecipientSetup>);

impl Register for Book {
    fn admit<'a>(&'a self, _: &'a mut Tx, asked: Asked<'a>) -> Told<'a, Registered> {
        Box::pin(async move {
            let Some(setup) = self.0.clone() else { return Ok(Err(Refusal::NotRegistered)) };
            assert_eq!((asked.choice, asked.subject, asked.at), (CHOICE, ME, NOW));
            Ok(Ok(Registered { name: NAME.to_owned(), setup }))
        })
    }

    fn recall<'a>(&'a self, _: &'a mut Tx, _: AffiliateCopyId) -> Told<'a, Recalled> {
        Box::pin(async move {
            let Some(setup) = self.0.clone() else { return Ok(Err(Refusal::NotRegistered)) };
            Ok(Ok(Recalled { to: Registered { name: NAME.to_owned(), setup }, number: "ab".repeat(32) }))
        })
    }
}

fn company(port: u16) -> RecipientSetup {
    let mut company = setup(port);
    company.id = "affiliate".to_owned();
    request_of(&mut company).body = r#"{"number":"{number}","nickname":"{nickname}"}"#.into();
    company
}

async fn agree(world: &World) -> Consents {
    let consents = Consents::new(world.db().clone(), Arc::new(world.clock.clone()));
    let text_hash = policy::text_hash(AffiliateSharing::PURPOSE, Language::ZhCn);
    consents.give(ME, AffiliateSharing::PURPOSE, &Shown { text_hash }).await.unwrap();
    consents
}

/// A number as it is made of a live consent, and one that is just a text.
async fn sending(consents: &Consents, is_made: bool) -> Disclosure<Affiliate> {
    let grant = consents.grant::<AffiliateSharing>(ME).await.unwrap().unwrap();
    let number = PseudonymKey::new([3; 32]).pseudonym_for(&grant, "company");
    drop(grant);
    let number = if is_made { Value::from(number) } else { Value::from(ME.to_string()) };
    Disclosure {
        subject: Some(ME),
        contact_index: None,
        fields: vec![(AffiliateField::Number, number), (AffiliateField::Nickname, "阿音".into())],
    }
}

fn gate(world: &World, book: Book) -> Gate {
    world.gate(Vec::new()).with_register(Arc::new(book))
}

async fn lines(world: &World) -> Vec<(String, Option<String>)> {
    let text = "SELECT outcome, recipient_name FROM disclosures WHERE recipient = 'affiliate' ORDER BY created_at, id";
    let sql = Sql::generated("test.LINES".to_owned(), "sharing", text.to_owned());
    world.db().service().query(sql, &[], |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?))).await.unwrap()
}

#[tokio::test]
async fn who_stands_in_no_register_receives_nothing() {
    let simulator = Simulator::start(Manner::Accepts).await;
    for world in worlds().await {
        let consents = agree(&world).await;
        // Named in the configuration, as other recipients are: that opens nothing.
        let configured = world.gate(vec![company(simulator.port)]);
        assert_eq!(configured.check("affiliate").unwrap_err(), Refusal::NotRegistered);
        assert_eq!(refusal(configured.send(sending(&consents, true).await).await), Refusal::NotRegistered);
        let without = configured.send_registered(sending(&consents, true).await, CHOICE).await;
        assert_eq!(refusal(without), Refusal::NotRegistered);
        // In a register that does not know it.
        let empty = gate(&world, Book(None));
        let unknown = empty.send_registered(sending(&consents, true).await, CHOICE).await;
        assert_eq!(refusal(unknown), Refusal::NotRegistered);
        assert_eq!(refusal(empty.recall::<Affiliate>(AffiliateCopyId::from_i64(1)).await), Refusal::NotRegistered);
        assert_eq!(lines(&world).await, vec![("refused".to_owned(), None); 3]);
    }
    assert!(simulator.received().is_empty());
}

#[tokio::test]
async fn a_registered_company_is_held_to_agreement_check_end_and_address() {
    let simulator = Simulator::start(Manner::Accepts).await;
    for world in worlds().await {
        let consents = agree(&world).await;
        let spoiled: [(Spoil, Refusal); 6] = [
            (|it| it.agreement.clear(), Refusal::NoAgreement),
            (|it| it.checked_at = None, Refusal::NotChecked),
            (|it| it.expires_at = NOW, Refusal::Expired),
            (|it| it.country = "US".to_owned(), Refusal::Abroad("US".to_owned())),
            (|it| request_of(it).url = "http://company.example/".to_owned(), Refusal::PlainHttp),
            (
                |it| request_of(it).body = r#"{"orders":"{orders}"}"#.into(),
                Refusal::UndeclaredField("orders".to_owned()),
            ),
        ];
        for (spoil, reason) in spoiled {
            let mut spoiled = company(simulator.port);
            spoil(&mut spoiled);
            let sent = gate(&world, Book(Some(spoiled))).send_registered(sending(&consents, true).await, CHOICE).await;
            assert_eq!(refusal(sent), reason);
        }
        // An eighth field: one that the policy does not give to affiliates.
        let mut narrow: CompiledPolicy = policy::current().clone();
        let declared = narrow.recipients.iter_mut().find(|one| one.id == "affiliate").unwrap();
        declared.fields.retain(|field| field.id != "nickname");
        let narrow = world.gate_under(Box::leak(Box::new(narrow)), Vec::new());
        let narrow = narrow.with_register(Arc::new(Book(Some(company(simulator.port)))));
        let sent = narrow.send_registered(sending(&consents, true).await, CHOICE).await;
        assert_eq!(refusal(sent), Refusal::UndeclaredField("nickname".to_owned()));
        // A number by which everybody knows the person.
        let open = gate(&world, Book(Some(company(simulator.port))));
        let sent = open.send_registered(sending(&consents, false).await, CHOICE).await;
        assert_eq!(refusal(sent), Refusal::NotDeidentified("number".to_owned()));
    }
    assert!(simulator.received().is_empty());
}

#[tokio::test]
async fn the_ledger_names_the_company_and_the_database_refuses_a_line_without() {
    let simulator = Simulator::start(Manner::Accepts).await;
    for world in worlds().await {
        let before = simulator.received().len();
        let consents = agree(&world).await;
        let open = gate(&world, Book(Some(company(simulator.port))));
        open.send_registered(sending(&consents, true).await, CHOICE).await.unwrap();
        open.recall::<Affiliate>(AffiliateCopyId::from_i64(1)).await.unwrap_err();
        assert_eq!(lines(&world).await, [("sent".to_owned(), Some(NAME.to_owned()))], "a recall has one place alone");
        let mut erasing = company(simulator.port);
        request_of(&mut erasing).body = r#"{"erase":"{number}"}"#.into();
        erasing.expires_at = NOW - Millis::days(1);
        let expired = gate(&world, Book(Some(erasing)));
        expired.recall::<Affiliate>(AffiliateCopyId::from_i64(1)).await.unwrap();
        let received = simulator.received();
        assert_eq!(received.len(), before + 2);
        assert!(received[before].contains("阿音") && !received[before].contains(&ME.to_string()));
        assert!(received[before + 1].ends_with(&format!(r#"{{"erase":"{}"}}"#, "ab".repeat(32))));
        for (name, grant, fields, fits) in [
            ("'云'", "5", "nickname number", true),
            ("'云'", "NULL", "number", true),
            ("NULL", "5", "nickname number", false),
            ("' '", "5", "number", false),
            ("'云'", "NULL", "nickname number", false),
        ] {
            let text = format!(
                "INSERT INTO disclosures (id, recipient, purpose_no, fields, grant_id, created_at, outcome, recipient_name) \
                 VALUES ({}, 'affiliate', 54, '{fields}', {grant}, 1, 'pending', {name})",
                rand::random::<u32>()
            );
            let sql = Sql::generated("test.LINE".to_owned(), "sharing", text);
            let mut tx = world.db().begin().await.unwrap();
            assert_eq!(tx.execute(sql, &[]).await.is_ok(), fits, "{name} {grant} {fields}");
        }
    }
}
