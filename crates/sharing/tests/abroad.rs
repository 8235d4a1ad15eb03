//! What goes to another country, and what does not, on each engine.

use std::sync::Arc;

use db::sql;
use policy::{Basis, CompiledPolicy, PlayHistory, Purpose as _};
use sharing::{RecipientSetup, Refusal, TransferBasis};
use units::Millis;

use crate::gate::{HistoryField, heard, partner_setup, policy_with_partner};
use crate::support::{ME, Manner, NOW, Simulator, code_for, refusal, setup, worlds};

/// The partner in another country, for a purpose that is asked for by itself.
fn policy_with_partner_abroad() -> CompiledPolicy {
    let mut policy = policy_with_partner();
    policy.recipients.last_mut().unwrap().country = "SG".to_owned();
    policy.purposes.iter_mut().find(|purpose| purpose.id == PlayHistory::ID).unwrap().basis = Basis::SeparateConsent;
    policy
}

fn records() -> TransferBasis {
    TransferBasis {
        assessment: "PIA 2026-3".to_owned(),
        assessed_at: Some(NOW - Millis::days(9)),
        contract: "SCC 2026-8".to_owned(),
        contract_signed_at: Some(NOW - Millis::days(8)),
    }
}

#[tokio::test]
async fn a_recipient_elsewhere_than_the_policy_says_is_refused() {
    for world in worlds().await {
        let mut abroad = setup(1);
        abroad.country = "US".to_owned();
        abroad.transfer = Some(records());
        assert_eq!(refusal(world.gate(vec![abroad]).send(code_for("c1")).await), Refusal::Abroad("US".to_owned()));
    }
}

sql! {
    static TEST_TRANSFERS = "SELECT country, transfer_basis, outcome FROM disclosures ORDER BY created_at, id";
}

#[tokio::test]
async fn nothing_goes_abroad_without_both_records_and_separate_consent() {
    let policy: &'static CompiledPolicy = Box::leak(Box::new(policy_with_partner_abroad()));
    let mut bundled = policy_with_partner_abroad();
    bundled.purposes.iter_mut().find(|purpose| purpose.id == PlayHistory::ID).unwrap().basis = Basis::Consent;
    let bundled: &'static CompiledPolicy = Box::leak(Box::new(bundled));
    let simulator = Simulator::start(Manner::Accepts).await;
    for world in worlds().await {
        let before = simulator.received().len();
        let send = async |policy, change: fn(&mut RecipientSetup)| {
            let mut setup = partner_setup(simulator.port);
            setup.country = "SG".to_owned();
            setup.transfer = Some(records());
            change(&mut setup);
            let track = vec![(HistoryField::Track, "茉莉花".into())];
            world.clock.advance(Millis::seconds(1));
            world.gate_under(policy, vec![setup]).send(heard(track)).await
        };
        let (assessment, contract) = (Refusal::NoTransferBasis("assessment"), Refusal::NoTransferBasis("contract"));
        let abroad = Refusal::Abroad("SG".to_owned());
        // Both records are there and nobody was asked.
        assert_eq!(refusal(send(policy, |_| ()).await), Refusal::NoConsent);
        let consents = consent::Consents::new(world.db().clone(), Arc::new(world.clock.clone()));
        let purpose = PlayHistory::PURPOSE;
        let shown = consent::Shown { text_hash: policy::text_hash(purpose, policy::Language::En) };
        consents.give(ME, purpose, &shown).await.unwrap();
        // They agreed, and a record is missing, empty, or of tomorrow.
        assert_eq!(refusal(send(policy, |setup| setup.transfer = None).await), assessment);
        let empty = |setup: &mut RecipientSetup| setup.transfer.as_mut().unwrap().assessment = " ".to_owned();
        assert_eq!(refusal(send(policy, empty).await), assessment);
        let undated = |setup: &mut RecipientSetup| setup.transfer.as_mut().unwrap().contract_signed_at = None;
        assert_eq!(refusal(send(policy, undated).await), contract);
        let tomorrow = |setup: &mut RecipientSetup| {
            setup.transfer.as_mut().unwrap().assessed_at = Some(NOW + Millis::days(1));
        };
        assert_eq!(refusal(send(policy, tomorrow).await), assessment);
        // A consent that was not asked for by itself, or a country that the policy does not name.
        assert_eq!(refusal(send(bundled, |_| ()).await), abroad);
        let elsewhere = |setup: &mut RecipientSetup| setup.country = "US".to_owned();
        assert_eq!(refusal(send(policy, elsewhere).await), Refusal::Abroad("US".to_owned()));
        assert_eq!(simulator.received().len(), before);
        send(policy, |_| ()).await.unwrap();
        assert_eq!(simulator.received().len(), before + 1);
        let transfers = world
            .db()
            .service()
            .query(&TEST_TRANSFERS, &[], |row| {
                Ok((row.get::<String>(0)?, row.get::<Option<String>>(1)?, row.get::<String>(2)?))
            })
            .await
            .unwrap();
        let sent = ("SG".to_owned(), Some("PIA 2026-3 / SCC 2026-8".to_owned()), "sent".to_owned());
        assert_eq!(transfers.last(), Some(&sent), "the ledger says on which records");
        assert!(transfers.iter().rev().skip(1).all(|(_, _, outcome)| outcome == "refused"));
        // The database says it again: without grant or records there is no such row.
        for change in ["grant_id = NULL", "transfer_basis = NULL", "transfer_basis = ''"] {
            let sql = db::Sql::generated(
                "test.TRANSFER".to_owned(),
                "sharing",
                format!("UPDATE disclosures SET {change} WHERE outcome = 'sent'"),
            );
            let mut tx = world.db().begin().await.unwrap();
            assert!(tx.execute(sql, &[]).await.is_err(), "{change}");
        }
        // Withdrawing ends it.
        let withdraw = format!("DELETE FROM grants WHERE subject_id = {}", ME.as_i64());
        let mut tx = world.db().begin().await.unwrap();
        tx.execute(db::Sql::generated("test.WITHDRAW".to_owned(), "consent", withdraw), &[]).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(refusal(send(policy, |_| ()).await), Refusal::NoConsent);
    }
}
