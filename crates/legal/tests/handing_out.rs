//! What is handed out, to whom, and the evidence of it.

use legal::{Error, NewDemand};
use serde_json::{Value, json};
use units::{Clock as _, Millis};

use crate::support::{NOON, POLICE, document, worlds};

/// P-123.
#[tokio::test]
async fn nothing_is_handed_out_without_an_approved_demand() {
    for world in worlds().await {
        let nowhere = world.hand_out(ids::LegalDemandId::from_i64(404)).await;
        assert!(matches!(nowhere, Err(Error::NotFound)));
        let id = world.file(world.new_demand()).await.id;
        assert!(matches!(world.hand_out(id).await, Err(Error::NotApproved)));
        world.approve(id, &world.approvers[0]).await.unwrap();
        assert!(matches!(world.hand_out(id).await, Err(Error::NotApproved)));
        assert_eq!(world.count("legal_disclosures").await + world.count("staff_accesses").await, 0);
        world.approve(id, &world.approvers[1]).await.unwrap();
        world.hand_out(id).await.unwrap();
        assert_eq!(world.count("legal_disclosures").await, 1);
    }
}

/// P-134.
#[tokio::test]
async fn it_goes_to_the_named_addressee_and_to_nobody_else() {
    for world in worlds().await {
        let id = world.approved(world.new_demand()).await;
        for other in ["", "杭州市公安局", "杭州市公安局西湖区分局二", "某律师事务所"] {
            let refused = world.legal.hand_out(&world.approvers[0], id, other).await;
            assert!(matches!(refused, Err(Error::OtherAddressee)), "{other}: {refused:?}");
        }
        assert_eq!(world.count("legal_disclosures").await + world.count("staff_accesses").await, 0);
        world.legal.hand_out(&world.approvers[0], id, &format!(" {POLICE} ")).await.unwrap();
    }
}

#[tokio::test]
async fn the_archive_holds_what_the_demand_names_and_nothing_else() {
    for world in worlds().await {
        let id = world.approved(world.new_demand()).await;
        let archive = world.hand_out(id).await.unwrap();
        let content: Value = serde_json::from_str(archive.text()).unwrap();
        let named = [("case_number", "杭西公调证〔2026〕119号"), ("addressee", POLICE), ("exemption", "E3")];
        for (name, expected) in named {
            assert_eq!(content[name], expected);
        }
        assert_eq!(content["document_sha256"], document());
        assert_eq!(content["disclosure"], json!(archive.id()));
        assert_eq!(content["subject"], json!(world.member));
        let items = content["items"].as_object().unwrap();
        assert_eq!(items.keys().collect::<Vec<_>>(), ["disclosure"]);
        let rows = items["disclosure"]["rows"].as_array().unwrap();
        assert_eq!((rows.len(), archive.records()), (1, 1), "the neighbour's line is not in it");
        assert_eq!(rows[0]["recipient"], "sms_gateway");
        assert!(!format!("{archive:?}").contains("sms_gateway"), "what it says stands in no log");
    }
}

#[tokio::test]
async fn each_use_leaves_its_evidence_and_a_line_in_the_log_of_staff_for_each_kind() {
    for world in worlds().await {
        let items = ["disclosure", "consent_event"].map(str::to_owned).to_vec();
        let id = world.approved(NewDemand { items, ..world.new_demand() }).await;
        world.clock.advance(Millis::hours(1));
        let first = world.hand_out(id).await.unwrap();
        let second = world.legal.hand_out(&world.approvers[1], id, POLICE).await.unwrap();
        let demand = world.legal.demand(id).await.unwrap();
        let [one, two] = demand.disclosures.as_slice() else { panic!("{demand:?}") };
        assert_eq!([one.id, two.id].contains(&first.id()), [one.id, two.id].contains(&second.id()));
        assert_eq!((one.at, one.told_at), (NOON + Millis::hours(1), Some(NOON + Millis::hours(1))));
        let hands: Vec<&String> = demand.disclosures.iter().map(|used| &used.by_digest).collect();
        assert!(world.approvers.iter().all(|by| hands.contains(&&world.staff.digest_of(by.subject))));
        assert_eq!(world.count("legal_disclosure_items").await, 4);
        let entries = world.staff.entries_about(world.member, None, http_api::Limit::new(50)).await.unwrap();
        assert_eq!(entries.len(), 4);
        let mut opened: Vec<&str> = entries.iter().map(|entry| entry.item.as_str()).collect();
        opened.sort_unstable();
        opened.dedup();
        assert_eq!(opened, ["consent_event", "disclosure"]);
        assert!(entries.iter().all(|entry| entry.ticket == "杭西公调证〔2026〕119号"));
        assert!(entries.iter().all(|entry| entry.purpose == "legal_demand" && entry.role == "privacy_officer"));
        assert!(world.staff.verify().await.unwrap().broken.is_none());
    }
}

#[tokio::test]
async fn only_who_approved_it_and_was_trained_hands_it_out() {
    for world in worlds().await {
        let id = world.approved(world.new_demand()).await;
        for stranger in [&world.other, &world.filer] {
            let refused = world.legal.hand_out(stranger, id, POLICE).await;
            assert!(matches!(refused, Err(Error::NotAnApprover)), "{refused:?}");
        }
        let mut bare = world.approvers[0].clone();
        bare.roles = vec![http_api::Role::Listener, http_api::Role::Operator];
        let refused = world.legal.hand_out(&bare, id, POLICE).await;
        assert!(matches!(refused, Err(Error::Staff(staff_access::Error::NotInRole))), "{refused:?}");
        let late = NewDemand { valid_until: NOON + Millis::days(365), ..world.new_demand() };
        let late = world.approved(late).await;
        world.clock.advance(Millis::days(364));
        world.hand_out(late).await.unwrap();
        let again = NewDemand { valid_until: world.clock.now() + Millis::days(30), ..world.new_demand() };
        let again = world.approved(again).await;
        world.clock.advance(Millis::days(2));
        let refused = world.hand_out(again).await;
        assert!(matches!(refused, Err(Error::Staff(staff_access::Error::TrainingDue))), "{refused:?}");
        assert_eq!(world.legal.demand(again).await.unwrap().disclosures, []);
    }
}

#[tokio::test]
async fn of_a_closed_account_there_is_nothing_to_hand_out() {
    for world in worlds().await {
        let id = world.approved(world.new_demand()).await;
        world.hand_out(id).await.unwrap();
        world.rights.close(world.member).await.unwrap();
        assert!(matches!(world.hand_out(id).await, Err(Error::MemberGone)));
        let demand = world.legal.demand(id).await.unwrap();
        assert_eq!(demand.disclosures.len(), 1, "the evidence outlives the account and names nobody");
    }
}

/// Handing out and withdrawing at the same moment: whichever comes first, what is used is on file, and nothing after.
#[tokio::test]
async fn withdrawing_while_it_is_handed_out_leaves_no_use_after_the_end() {
    for world in worlds().await {
        for _ in 0..4 {
            let id = world.approved(world.new_demand()).await;
            let uses = world.approvers.clone().map(|by| {
                let legal = world.legal.clone();
                tokio::spawn(async move { legal.hand_out(&by, id, POLICE).await.is_ok() })
            });
            let withdrawn = world.legal.withdraw(id, world.filer.subject, "撤回。").await;
            let mut used = 0;
            for one in uses {
                used += usize::from(one.await.unwrap());
            }
            withdrawn.unwrap();
            assert_eq!(world.legal.demand(id).await.unwrap().disclosures.len(), used);
            assert!(matches!(world.hand_out(id).await, Err(Error::Ended)));
        }
    }
}

#[tokio::test]
async fn the_report_counts_every_use_by_its_case_of_the_law() {
    for world in worlds().await {
        let empty = world.legal.uses().await.unwrap();
        assert_eq!((empty.counts.len(), empty.latest.len()), (policy::current().exemptions.len(), 0));
        for (exemption, times) in [("E3", 2), ("E4", 1)] {
            let id = world.approved(NewDemand { exemption: exemption.to_owned(), ..world.new_demand() }).await;
            for _ in 0..times {
                world.clock.advance(Millis::minutes(1));
                world.hand_out(id).await.unwrap();
            }
        }
        let uses = world.legal.uses().await.unwrap();
        let counted: Vec<(&str, u64)> = uses.counts.iter().map(|one| (one.exemption.as_str(), one.uses)).collect();
        assert_eq!(counted, [("E2", 0), ("E3", 2), ("E4", 1), ("E5", 0), ("E6", 0), ("E7", 0)]);
        assert_eq!(uses.latest.len(), 3);
        assert_eq!((uses.latest[0].exemption.as_str(), uses.latest[0].addressee.as_str()), ("E4", POLICE));
        assert!(uses.latest.iter().all(|used| !used.case_number.is_empty()));
    }
}
