//! What may be filed, and what is refused with the field and the remedy.

use ids::SubjectId;
use legal::{Error, NewDemand, SILENCE_MAX, Silence, Standing, VALIDITY_MAX};
use units::Millis;

use crate::support::{NOON, World, worlds};

async fn refused(world: &World, new: NewDemand) -> (&'static str, &'static str) {
    match world.legal.file(world.filer.subject, new).await {
        Err(Error::Field { name, code, .. }) => (name, code),
        other => panic!("{other:?}"),
    }
}

/// P-114.
#[tokio::test]
async fn a_use_without_a_case_number_or_a_case_of_the_law_is_refused() {
    for world in worlds().await {
        let new = || world.new_demand();
        for case_number in ["", " ", "\u{7}\n"] {
            let without = NewDemand { case_number: case_number.to_owned(), ..new() };
            assert_eq!(refused(&world, without).await, ("case_number", "legal.case_number_missing"));
        }
        for exemption in ["", "E1", "E8", "e3", "商业需要"] {
            let unknown = NewDemand { exemption: exemption.to_owned(), ..new() };
            assert_eq!(refused(&world, unknown).await, ("exemption", "legal.exemption"));
        }
        assert_eq!(world.count("legal_demands").await, 0);
        for code in policy::current().exemptions.iter().map(|exemption| exemption.code.clone()) {
            world.file(NewDemand { exemption: code, ..new() }).await;
        }
    }
}

#[tokio::test]
async fn every_field_that_does_not_fit_is_named() {
    for world in worlds().await {
        let new = || world.new_demand();
        let text = |text: &str| text.to_owned();
        let silence = |until, article: &str| Some(Silence { until, article: text(article) });
        let cases = [
            (NewDemand { article: text(" "), ..new() }, "article"),
            (NewDemand { addressee: text(""), ..new() }, "addressee"),
            (NewDemand { addressee: "长".repeat(121), ..new() }, "addressee"),
            (NewDemand { case_number: "长".repeat(81), ..new() }, "case_number"),
            (NewDemand { document_sha256: "ab".repeat(31), ..new() }, "document_sha256"),
            (NewDemand { document_sha256: "zz".repeat(32), ..new() }, "document_sha256"),
            (NewDemand { items: Vec::new(), ..new() }, "items"),
            (NewDemand { items: vec![text("disclosure"), text("account_password")], ..new() }, "items"),
            (NewDemand { items: vec![text("no_such_item")], ..new() }, "items"),
            (NewDemand { member: SubjectId::from_i64(404), ..new() }, "member"),
            (NewDemand { valid_until: NOON, ..new() }, "valid_until"),
            (NewDemand { valid_until: NOON + VALIDITY_MAX + Millis(1), ..new() }, "valid_until"),
            (NewDemand { silence: silence(NOON, "第十八条"), ..new() }, "silent_until"),
            (NewDemand { silence: silence(NOON + SILENCE_MAX + Millis(1), "第十八条"), ..new() }, "silent_until"),
            (NewDemand { silence: silence(NOON + Millis(1), " "), ..new() }, "silence_article"),
        ];
        for (wrong, field) in cases {
            let shown = format!("{wrong:?}");
            assert_eq!(refused(&world, wrong).await.0, field, "{shown}");
        }
        assert_eq!(world.count("legal_demands").await, 0);
    }
}

#[tokio::test]
async fn a_demand_keeps_what_was_filed_and_names_nobody() {
    for world in worlds().await {
        let items = ["listen", "account", "listen"].map(str::to_owned).to_vec();
        let demand = world.file(NewDemand { items, case_number: " 一\n二 ".to_owned(), ..world.new_demand() }).await;
        assert_eq!((demand.case_number.as_str(), demand.standing(NOON)), ("一 二", Standing::Waiting));
        assert_eq!(
            (demand.items, demand.document_sha256),
            (vec!["account".to_owned(), "listen".to_owned()], vec![0xab; 32])
        );
        assert_eq!(demand.subject_digest, world.staff.digest_of(world.member));
        assert_eq!(demand.filed_by_digest, world.staff.digest_of(world.filer.subject));
        assert_eq!(world.count("staff_accesses").await, 0, "filing opens nothing");
        assert_eq!(world.legal.demands().await.unwrap().len(), 1);
    }
}
