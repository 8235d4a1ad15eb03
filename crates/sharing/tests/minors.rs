//! Nothing about a minor goes to who has no declared reason to receive it, on each engine.

use db::{Sql, args, sql};
use policy::{CompiledPolicy, PlayHistory, Purpose as _};
use sharing::Refusal;

use crate::gate::{HistoryField, heard, partner_setup, policy_with_partner};
use crate::support::{ME, Manner, NOW, Simulator, code_for, refusal, setup, worlds};

sql! {
    static TEST_OUTCOMES = "SELECT outcome, recipient FROM disclosures ORDER BY created_at, id";
}

#[tokio::test]
async fn nothing_about_a_minor_leaves_but_what_signing_in_needs() {
    let policy: &'static CompiledPolicy = Box::leak(Box::new(policy_with_partner()));
    let simulator = Simulator::start(Manner::Accepts).await;
    for world in worlds().await {
        let consents = consent::Consents::new(world.db().clone(), std::sync::Arc::new(world.clock.clone()));
        let purpose = PlayHistory::PURPOSE;
        let shown = consent::Shown { text_hash: policy::text_hash(purpose, policy::Language::ZhCn) };
        consents.give(ME, purpose, &shown).await.unwrap();
        let gate = world.gate_under(policy, vec![partner_setup(simulator.port), setup(simulator.port)]);
        let track = || heard(vec![(HistoryField::Track, "茉莉花".into())]);
        let before = simulator.received().len();
        gate.send(track()).await.unwrap();
        let known = Sql::generated(
            "test.MINOR".to_owned(),
            "consent",
            "INSERT INTO minors (subject_id, certificate_id, found_at) VALUES ($1, 1, $2)".to_owned(),
        );
        let mut tx = world.db().begin().await.unwrap();
        tx.execute(known, &args![ME, NOW]).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(refusal(gate.send(track()).await), Refusal::Minor, "whatever was agreed to");
        let mut code = code_for("c1");
        code.subject = Some(ME);
        gate.send(code).await.unwrap();
        assert_eq!(simulator.received().len(), before + 2);
        let mut outcomes: Vec<(String, String)> =
            world.db().service().query(&TEST_OUTCOMES, &[], |row| Ok((row.get(0)?, row.get(1)?))).await.unwrap();
        outcomes.sort();
        let refused = outcomes.iter().filter(|(outcome, _)| outcome == "refused").count();
        assert_eq!((outcomes.len(), refused), (3, 1), "the refusal stands in the ledger: {outcomes:?}");
    }
}
