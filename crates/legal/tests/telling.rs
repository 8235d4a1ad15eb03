//! The person reads of it, at once or when the silence that a law orders is over.

use http_api::Limit;
use legal::{Error, NewDemand, Silence};
use units::{Clock as _, Millis};

use crate::support::{NOON, World, worlds};

fn silent(world: &World, until: Millis) -> NewDemand {
    let silence =
        Some(Silence { until: NOON + until, article: "《个人信息保护法》第十八条第一款".to_owned() });
    NewDemand { silence, ..world.new_demand() }
}

/// What the person reads in the log of staff access.
async fn accesses(world: &World) -> usize {
    world.staff.entries_about(world.member, None, Limit::new(50)).await.unwrap().len()
}

#[tokio::test]
async fn the_person_reads_of_it_at_once() {
    for world in worlds().await {
        let id = world.approved(world.new_demand()).await;
        let archive = world.hand_out(id).await.unwrap();
        assert_eq!((world.told(world.member).await, world.told(world.neighbour).await), (1, 0));
        let line = format!(
            "disclosures WHERE id = {} AND recipient = '杭州市公安局西湖区分局' AND fields = 'disclosure' \
             AND purpose_no = 48 AND outcome = 'sent' AND legal_basis = '《刑事诉讼法》第五十四条'",
            archive.id().as_i64()
        );
        assert_eq!(world.count(&line).await, 1);
        assert_eq!(accesses(&world).await, 1);
        assert_eq!(world.legal.watch().await.unwrap(), 0, "there is nothing left to tell");
        assert_eq!(world.told(world.member).await, 1);
    }
}

#[tokio::test]
async fn silence_ends_on_its_day_and_then_the_person_reads_of_it() {
    for world in worlds().await {
        let id = world.approved(silent(&world, Millis::days(90))).await;
        world.clock.advance(Millis::hours(1));
        world.hand_out(id).await.unwrap();
        world.clock.advance(Millis(Millis::days(90).0 - Millis::hours(1).0 - 1));
        assert_eq!(world.legal.watch().await.unwrap(), 0);
        assert_eq!((world.told(world.member).await, accesses(&world).await), (0, 0));
        assert_eq!(world.count("legal_disclosures WHERE told_at IS NULL").await, 1);
        assert_eq!(world.count("staff_accesses").await, 1, "who goes through the log sees it at once");
        assert!(world.staff.verify().await.unwrap().broken.is_none());
        world.clock.advance(Millis(1));
        assert_eq!(accesses(&world).await, 1);
        assert_eq!(world.legal.watch().await.unwrap(), 1);
        assert_eq!(world.legal.watch().await.unwrap(), 0, "once");
        assert_eq!(world.told(world.member).await, 1);
        let at = (NOON + Millis::hours(1)).as_millis();
        assert_eq!(world.count(&format!("disclosures WHERE legal_basis <> '' AND created_at = {at}")).await, 1);
        let told_at = world.legal.demand(id).await.unwrap().disclosures[0].told_at;
        assert_eq!(told_at, Some(world.clock.now()));
    }
}

#[tokio::test]
async fn two_watches_at_once_tell_once_and_of_a_closed_account_nobody() {
    for world in worlds().await {
        let id = world.approved(silent(&world, Millis::days(1))).await;
        world.hand_out(id).await.unwrap();
        let gone = NewDemand { member: world.neighbour, ..silent(&world, Millis::days(1)) };
        let gone = world.approved(gone).await;
        world.hand_out(gone).await.unwrap();
        world.rights.close(world.neighbour).await.unwrap();
        world.clock.advance(Millis::days(1));
        let watches =
            [world.legal.clone(), world.legal.clone()].map(|legal| tokio::spawn(async move { legal.watch().await }));
        let mut told = 0;
        for watch in watches {
            told += watch.await.unwrap().unwrap();
        }
        assert_eq!((told, world.told(world.member).await), (2, 1));
        assert_eq!(world.count("disclosures WHERE legal_basis IS NOT NULL").await, 1);
        assert_eq!(world.count("legal_disclosures WHERE told_at IS NULL").await, 0);
    }
}

/// Three years after the last step everything is gone, and not a day before the evidence has had its three years.
#[tokio::test]
async fn the_evidence_stays_three_years_and_then_goes() {
    for world in worlds().await {
        let id = world.approved(NewDemand { valid_until: NOON + Millis::days(365), ..world.new_demand() }).await;
        world.clock.advance(Millis::days(300));
        world.hand_out(id).await.unwrap();
        world.clock.advance(Millis::days(3 * 365 - 10));
        world.rights.age().await.unwrap();
        let demand = world.legal.demand(id).await.unwrap();
        assert_eq!((demand.approvals.len(), demand.disclosures.len()), (2, 1), "filing lies longer back than that");
        world.clock.advance(Millis::days(20));
        world.rights.age().await.unwrap();
        assert!(matches!(world.legal.demand(id).await, Err(Error::NotFound)));
        for table in ["legal_demand_items", "legal_approvals", "legal_disclosures", "legal_disclosure_items"] {
            assert_eq!(world.count(table).await, 0, "{table}");
        }
        assert_eq!(world.rights.overdue().await.unwrap(), 0);
    }
}
