//! Who handles data together with this service: what is de-identified and nothing else, on each engine.

use std::collections::HashSet;
use std::sync::Arc;

use consent::{Consents, PseudonymKey, Shown};
use db::{Sql, args};
use ids::SubjectId;
use policy::{CompiledPolicy, Language, PlayHistory, Purpose as _, RecipientClass};
use sharing::{Disclosure, Refusal, Value};

use crate::gate::{HistoryField, HistoryPartner, partner_setup, policy_with_partner};
use crate::support::{ME, Manner, NOW, Simulator, World, refusal, worlds};

fn joint_policy() -> &'static CompiledPolicy {
    let mut policy = policy_with_partner();
    policy.recipients.last_mut().unwrap().class = RecipientClass::Joint;
    Box::leak(Box::new(policy))
}

async fn agree(consents: &Consents, who: SubjectId) {
    let shown = Shown { text_hash: policy::text_hash(PlayHistory::PURPOSE, Language::ZhCn) };
    consents.give(who, PlayHistory::PURPOSE, &shown).await.unwrap();
}

fn consents_of(world: &World) -> Consents {
    Consents::new(world.db().clone(), Arc::new(world.clock.clone()))
}

fn sending(value: Value) -> Disclosure<HistoryPartner> {
    Disclosure { subject: Some(ME), contact_index: None, fields: vec![(HistoryField::Track, value)] }
}

#[tokio::test]
async fn who_handles_data_jointly_receives_nothing_that_is_not_deidentified() {
    let simulator = Simulator::start(Manner::Accepts).await;
    for world in worlds().await {
        let before = simulator.received().len();
        let gate = world.gate_under(joint_policy(), vec![partner_setup(simulator.port)]);
        let consents = consents_of(&world);
        let key = PseudonymKey::new([3; 32]);
        agree(&consents, ME).await;
        for raw in [ME.to_string(), "Mozilla/5.0 (Linux; Android 15)".to_owned(), "203.0.113.7".to_owned()] {
            assert_eq!(refusal(gate.send(sending(raw.into())).await), Refusal::NotDeidentified("track".to_owned()));
            world.clock.advance(units::Millis(1));
        }
        assert_eq!(simulator.received().len(), before, "nothing left");
        let grant = consents.grant::<PlayHistory>(ME).await.unwrap().unwrap();
        let pseudonym = key.pseudonym_for(&grant, "history_partner");
        grant.commit().await.unwrap();
        gate.send(sending(pseudonym.clone().into())).await.unwrap();
        let received = simulator.received();
        assert_eq!(received.len(), before + 1);
        assert!(received[before].contains(pseudonym.get()) && !received[before].contains(&ME.to_string()));
    }
}

#[tokio::test]
async fn two_of_them_cannot_put_theirs_together_and_a_new_consent_begins_anew() {
    for world in worlds().await {
        let consents = consents_of(&world);
        let key = PseudonymKey::new([5; 32]);
        let people: Vec<SubjectId> = (100..150).map(SubjectId::from_i64).collect();
        let mut tx = world.db().begin().await.unwrap();
        for who in &people {
            consent::add_subject(&mut tx, *who, NOW).await.unwrap();
        }
        tx.commit().await.unwrap();
        let statement = "DELETE FROM grants WHERE subject_id = $1".to_owned();
        let withdrawn = Sql::generated("test.WITHDRAWN".to_owned(), "consent", statement);
        let mut seen: Vec<HashSet<String>> = Vec::new();
        for round in 0..2 {
            for who in &people {
                agree(&consents, *who).await;
            }
            for recipient in ["one", "other"] {
                let mut pseudonyms = HashSet::new();
                for who in &people {
                    let grant = consents.grant::<PlayHistory>(*who).await.unwrap().unwrap();
                    let pseudonym = key.pseudonym_for(&grant, recipient);
                    assert_eq!(key.pseudonym_for(&grant, recipient), pseudonym, "the same while they agree");
                    pseudonyms.insert(pseudonym.get().clone());
                }
                assert_eq!(pseudonyms.len(), people.len(), "one for each person");
                assert!(seen.iter().all(|earlier| earlier.is_disjoint(&pseudonyms)), "round {round}, {recipient}");
                seen.push(pseudonyms);
            }
            for who in &people {
                // As withdrawing does, in a service whose other tables are not here.
                let mut tx = world.db().begin().await.unwrap();
                tx.execute(withdrawn, &args![*who]).await.unwrap();
                tx.commit().await.unwrap();
                assert!(consents.grant::<PlayHistory>(*who).await.unwrap().is_none(), "nobody can make it any more");
            }
            world.clock.advance(units::Millis::seconds(1));
        }
        assert_eq!(seen.len(), 4);
    }
}
