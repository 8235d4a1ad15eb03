//! Whoever takes the service over is bound by what was agreed to, or asks everybody anew, on both engines.

use consent::{HolderChange, HolderError, State, TakenOver};
use db::{Constraint, args, sql};
use policy::PurposeId;
use units::Millis;

use crate::grants::{ME, World, agree, record, worlds};

sql! {
    static ADD_HOLDER = "INSERT INTO holders (no, name, change, policy_hash, keeps_consents, since) \
        VALUES ($1, $2, $3, $4, $5, 0)";
}

const HASH: &str = "aa11aa11aa11aa11aa11aa11aa11aa11aa11aa11aa11aa11aa11aa11aa11aa11";
const OTHER_HASH: &str = "bb22bb22bb22bb22bb22bb22bb22bb22bb22bb22bb22bb22bb22bb22bb22bb22";

async fn state(world: &World, purpose: PurposeId) -> State {
    let states = world.consents.states_of(ME).await.unwrap();
    states.into_iter().find(|state| state.purpose == purpose).unwrap().state
}

/// The first holder, and two consents given to them.
async fn held_by_first(world: &World) {
    world.consents.hold("清音甲", HASH).await.unwrap();
    agree(world, ME, PurposeId::PlayHistory).await;
    agree(world, ME, PurposeId::ProfileGender).await;
    assert!(record(world, 1).await);
    world.clock.advance(Millis::days(1));
}

#[tokio::test]
async fn under_another_policy_nothing_goes_on_before_everybody_was_asked_anew() {
    for world in worlds().await {
        held_by_first(&world).await;
        let refused = world.consents.hold("清音乙", OTHER_HASH).await;
        assert!(matches!(&refused, Err(HolderError::AnotherHolder(name)) if name == "清音甲"), "{refused:?}");
        assert!(record(&world, 2).await, "a refused start changes nothing");

        let taken_over = world.consents.take_over("清音乙", OTHER_HASH).await.unwrap();
        assert_eq!(taken_over, TakenOver { is_bound: false, asked_anew: 2 });
        world.consents.hold("清音乙", OTHER_HASH).await.unwrap();
        for purpose in [PurposeId::PlayHistory, PurposeId::ProfileGender] {
            assert_eq!(state(&world, purpose).await, State::AskedAnew);
        }
        assert!(!record(&world, 3).await, "nothing is recorded for whom nobody agreed to");

        world.clock.advance(Millis::minutes(1));
        agree(&world, ME, PurposeId::PlayHistory).await;
        assert!(record(&world, 4).await);
        assert_eq!(state(&world, PurposeId::PlayHistory).await, State::Granted);
        assert_eq!(state(&world, PurposeId::ProfileGender).await, State::AskedAnew, "each by itself");
        let holders = world.consents.holders().await.unwrap();
        let told: Vec<_> = holders.iter().map(|one| (one.name.as_str(), one.change, one.keeps_consents)).collect();
        let expected = [("清音甲", HolderChange::First, true), ("清音乙", HolderChange::TakenOver, false)];
        assert_eq!(told, expected);
    }
}

#[tokio::test]
async fn under_the_very_same_policy_the_new_holder_is_bound_by_it() {
    for world in worlds().await {
        held_by_first(&world).await;
        // The policy that counts is the one last in force under the holder before.
        world.consents.hold("清音甲", OTHER_HASH).await.unwrap();
        let taken_over = world.consents.take_over("清音乙", OTHER_HASH).await.unwrap();
        assert_eq!(taken_over, TakenOver { is_bound: true, asked_anew: 0 });
        assert!(record(&world, 2).await);
        assert_eq!(state(&world, PurposeId::PlayHistory).await, State::Granted);
    }
}

#[tokio::test]
async fn another_name_for_the_same_holder_asks_nobody() {
    for world in worlds().await {
        held_by_first(&world).await;
        world.consents.rename_holder("清音甲有限公司").await.unwrap();
        world.consents.hold("清音甲有限公司", OTHER_HASH).await.unwrap();
        assert!(record(&world, 2).await);
        for refused in [
            world.consents.rename_holder("清音甲有限公司").await,
            world.consents.take_over("清音甲有限公司", HASH).await.map(drop),
        ] {
            assert!(matches!(refused, Err(HolderError::SameHolder)), "{refused:?}");
        }
        assert_eq!(world.consents.holders().await.unwrap().len(), 2);
    }
}

#[tokio::test]
async fn the_database_refuses_a_first_holder_twice_and_a_quiet_reset() {
    for world in worlds().await {
        held_by_first(&world).await;
        for (no, change, keeps) in
            [(2, "first", 1), (1, "taken_over", 1), (2, "renamed", 0), (2, "sold", 1), (0, "first", 1)]
        {
            let mut tx = world.test.db.begin().await.unwrap();
            let refused = tx.execute(&ADD_HOLDER, &args![no, "丙", change, HASH, keeps]).await;
            let error = refused.expect_err(change);
            assert!(error.is_constraint(Constraint::Check) || error.is_constraint(Constraint::Unique), "{error}");
        }
    }
}
