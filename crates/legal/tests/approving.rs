//! Two people approve, neither of whom filed it; and how a demand ends.

use legal::{ApprovedBy, Ending, Error, Standing};
use units::{Clock as _, Millis};

use crate::support::{NOON, document, worlds};

#[tokio::test]
async fn two_people_approve_and_neither_filed_it() {
    for world in worlds().await {
        let id = world.file(world.new_demand()).await.id;
        assert!(matches!(world.approve(id, &world.filer).await, Err(Error::OwnDemand)));
        let [first, second] = &world.approvers;
        let once = world.approve(id, first).await.unwrap();
        assert_eq!(once.standing(NOON), Standing::Waiting, "one is not enough");
        assert!(matches!(world.approve(id, first).await, Err(Error::AlreadyApproved)), "nobody counts twice");
        assert!(matches!(world.hand_out(id).await, Err(Error::NotApproved)));
        let twice = world.approve(id, second).await.unwrap();
        assert_eq!((twice.standing(NOON), twice.approvals.len()), (Standing::Approved, 2));
        assert!(matches!(world.approve(id, &world.other).await, Err(Error::AlreadyApproved)), "two are enough");
        assert!(matches!(world.approve(ids::LegalDemandId::from_i64(404), first).await, Err(Error::NotFound)));
    }
}

#[tokio::test]
async fn who_saw_another_document_does_not_approve() {
    for world in worlds().await {
        let id = world.file(world.new_demand()).await.id;
        for wrong in ["cd".repeat(32), String::new()] {
            let by = ApprovedBy { officer: world.other.subject, document_sha256: wrong };
            let refused = world.legal.approve(id, by).await;
            assert!(matches!(refused, Err(Error::Field { name: "document_sha256", .. })), "{refused:?}");
        }
        let upper = ApprovedBy { officer: world.other.subject, document_sha256: document().to_uppercase() };
        assert_eq!(world.legal.approve(id, upper).await.unwrap().approvals.len(), 1);
    }
}

/// At the same moment: the two seats are taken by two people, however often each presses.
#[tokio::test]
async fn approvals_at_the_same_moment_make_two_seats_of_two_people() {
    for world in worlds().await {
        let id = world.file(world.new_demand()).await.id;
        let [first, second] = &world.approvers;
        let officers = [first, second, first, second, &world.other, &world.filer].map(Clone::clone);
        let tries = officers.map(|by| {
            let legal = world.legal.clone();
            let by = ApprovedBy { officer: by.subject, document_sha256: document() };
            tokio::spawn(async move { legal.approve(id, by).await.is_ok() })
        });
        let mut approved = 0;
        for one in tries {
            approved += u64::from(one.await.unwrap());
        }
        let demand = world.legal.demand(id).await.unwrap();
        assert_eq!((approved, demand.approvals.len()), (2, 2));
        assert_ne!(demand.approvals[0].by_digest, demand.approvals[1].by_digest);
        assert!(demand.approvals.iter().all(|approval| approval.by_digest != demand.filed_by_digest));
    }
}

#[tokio::test]
async fn a_refusal_says_why_and_is_somebody_elses() {
    for world in worlds().await {
        let (legal, other) = (&world.legal, world.other.subject);
        let id = world.file(world.new_demand()).await.id;
        let empty = legal.refuse(id, other, " ").await;
        assert!(matches!(empty, Err(Error::Field { name: "words", .. })), "{empty:?}");
        assert!(matches!(legal.refuse(id, world.filer.subject, "不合规").await, Err(Error::OwnDemand)));
        let refused = legal.refuse(id, other, "文书没有加盖公章。").await.unwrap();
        assert_eq!(refused.standing(NOON), Standing::Refused);
        let ended = refused.ended.unwrap();
        assert_eq!((ended.kind, ended.words.as_str()), (Ending::Refused, "文书没有加盖公章。"));
        assert!(matches!(world.approve(id, &world.approvers[0]).await, Err(Error::Ended)));
        assert!(matches!(legal.withdraw(id, other, "再结一次").await, Err(Error::Ended)));
        assert!(matches!(world.hand_out(id).await, Err(Error::Ended)));
        let approved = world.approved(world.new_demand()).await;
        assert!(matches!(legal.refuse(approved, other, "晚了").await, Err(Error::AlreadyApproved)));
    }
}

#[tokio::test]
async fn what_is_withdrawn_or_whose_time_is_over_is_used_no_more() {
    for world in worlds().await {
        let id = world.approved(world.new_demand()).await;
        let archive = world.hand_out(id).await.unwrap();
        let withdrawn = world.legal.withdraw(id, world.filer.subject, "案件已撤销。").await.unwrap();
        assert_eq!(withdrawn.standing(NOON), Standing::Withdrawn);
        assert_eq!(withdrawn.disclosures[0].id, archive.id(), "what was handed out stays on file");
        assert!(matches!(world.hand_out(id).await, Err(Error::Ended)));
        let (waiting, approved) = (world.file(world.new_demand()).await.id, world.approved(world.new_demand()).await);
        world.clock.advance(Millis(Millis::days(30).0 - 1));
        world.hand_out(approved).await.unwrap();
        world.clock.advance(Millis(1));
        let now = world.clock.now();
        assert_eq!(world.legal.demand(approved).await.unwrap().standing(now), Standing::Expired);
        assert!(matches!(world.hand_out(approved).await, Err(Error::Expired)));
        assert!(matches!(world.approve(waiting, &world.other).await, Err(Error::Expired)));
        assert!(matches!(world.legal.refuse(waiting, world.other.subject, "过期").await, Err(Error::Expired)));
    }
}
