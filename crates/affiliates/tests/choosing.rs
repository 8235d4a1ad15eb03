//! What a member agrees to, and what not.

use affiliates::{Delivered, Error, Field};
use http_api::Language;
use ids::AffiliateUseId;
use policy::{AffiliateField, AffiliateSharing, Purpose as _};
use sharing::Refusal;
use units::Millis;

use crate::sending::{refusal, send};
use crate::support::{ME, OTHER, worlds};

#[tokio::test]
async fn nothing_is_shared_by_default_and_each_use_is_agreed_to_by_itself() {
    for world in worlds().await {
        let company = world.register("alpha").await;
        let of = world.offer(&company, "卖演出票", &[Field::Nickname]).await;
        let hash = of.text_hash("alpha", company.control, Language::Chinese);
        assert!(matches!(world.affiliates.agree(ME, of.id, &hash).await, Err(Error::NoConsent)));
        world.turn_on(ME, AffiliateSharing::PURPOSE).await;
        assert_eq!(world.affiliates.deliver().await.unwrap().told, 0, "the purpose alone gives nothing away");
        world.affiliates.agree(ME, of.id, &hash).await.unwrap();
        world.affiliates.agree(ME, of.id, &hash).await.unwrap();
        assert_eq!(world.own(ME, &of).await.choice.map(|choice| choice.agreed_at), Some(crate::support::NOON));
        assert_eq!(world.own(OTHER, &of).await.choice, None);
        assert_eq!(world.affiliates.deliver().await.unwrap().told, 1);
        assert_eq!(world.people("alpha").len(), 1);
    }
}

/// P-125: what somebody agreed to is one purpose and one list of fields, and neither grows under them.
#[tokio::test]
async fn another_purpose_or_another_field_asks_again() {
    for world in worlds().await {
        let (company, of) = world.agreed(ME, "alpha", &[Field::Nickname]).await;
        assert_eq!(world.affiliates.deliver().await.unwrap().told, 1);
        let purpose = world.offer(&company, "卖周边", &[Field::Nickname]).await;
        let wider = world.offer(&company, "为同一位听众推荐演出", &[Field::Nickname, Field::Phone]).await;
        world.clock.advance(Millis::days(2));
        assert_eq!(world.affiliates.deliver().await.unwrap().told, 0, "nobody has agreed to these");
        for new in [&purpose, &wider] {
            assert_eq!(world.own(ME, new).await.choice, None);
            let earlier = of.text_hash("alpha", company.control, Language::Chinese);
            assert!(matches!(world.affiliates.agree(ME, new.id, &earlier).await, Err(Error::TextChanged)));
        }
        assert!(world.own(ME, &of).await.choice.is_some());
        // Somebody with the database lets what was agreed to say something else.
        for change in ["purpose_zh = '卖周边', purpose_en = 'merchandise'", "phone = 1"] {
            world.change(format!("UPDATE affiliate_uses SET {change} WHERE id = {}", of.id.as_i64())).await.unwrap();
            assert_eq!(world.own(ME, &of).await.choice, None, "{change}");
            assert_eq!(refusal(send(&world, &[AffiliateField::Nickname]).await), Refusal::NoConsent, "{change}");
            // Nobody has to come by for what was told by the earlier words to be erased.
            let erased = Delivered { told: 0, erased: 1, postponed: 0 };
            assert_eq!(world.affiliates.deliver().await.unwrap(), erased, "{change}");
            assert!(world.people("alpha").is_empty(), "{change}");
            // Who agrees to the new words has another consent.
            let changed = world.own(ME, &of).await.of;
            world.agree(ME, &company, &changed).await;
            assert_eq!(world.affiliates.deliver().await.unwrap().told, 1, "{change}");
        }
    }
}

#[tokio::test]
async fn what_ended_or_was_shown_otherwise_cannot_be_agreed_to() {
    for world in worlds().await {
        world.turn_on(ME, AffiliateSharing::PURPOSE).await;
        let company = world.register("alpha").await;
        let [first, second] = [
            world.offer(&company, "卖票", &[Field::Phone]).await,
            world.offer(&company, "送票", &[Field::Phone]).await,
        ];
        let hash = |of: &affiliates::Use| of.text_hash("alpha", company.control, Language::English);
        let agree = async |of: AffiliateUseId, hash: &str| world.affiliates.agree(ME, of, hash).await;
        assert!(matches!(agree(first.id, &hash(&second)).await, Err(Error::TextChanged)));
        assert!(matches!(agree(first.id, &"a".repeat(64)).await, Err(Error::TextChanged)));
        assert!(matches!(agree(AffiliateUseId::from_i64(3), &hash(&first)).await, Err(Error::NotFound)));
        world.affiliates.end_use(first.id).await.unwrap();
        assert!(matches!(agree(first.id, &hash(&first)).await, Err(Error::Ended)));
        agree(second.id, &hash(&second)).await.unwrap();
        world.clock.advance(Millis::days(301));
        assert!(world.affiliates.own(ME).await.unwrap().is_empty(), "its time is over");
        assert!(matches!(agree(second.id, &hash(&second)).await, Err(Error::Ended)));
        assert_eq!(world.number("SELECT count(*) FROM affiliate_choices").await, 1);
    }
}

#[tokio::test]
async fn choices_go_with_the_use_the_purpose_the_agreement_and_the_account() {
    for world in worlds().await {
        let (company, of) = world.agreed(ME, "alpha", &[Field::Nickname]).await;
        world.agree(OTHER, &company, &of).await;
        let mine = format!("SELECT count(*) FROM affiliate_choices WHERE subject_id = {}", ME.as_i64());
        world.affiliates.withdraw(ME, of.id).await.unwrap();
        world.affiliates.withdraw(ME, of.id).await.unwrap();
        assert_eq!(world.number(&mine).await, 0);
        world.agree(ME, &company, &of).await;
        assert_eq!(world.rights.withdraw(ME, AffiliateSharing::PURPOSE).await.unwrap(), 1);
        assert_eq!(world.number(&mine).await, 0);
        world.agree(ME, &company, &of).await;
        world.consents.terminate(ME).await.unwrap();
        assert_eq!(world.number(&mine).await, 0);
        world.agree(ME, &company, &of).await;
        let certificate = world.rights.close(ME).await.unwrap();
        assert!(certificate.tables.iter().any(|table| table.item == "affiliate_choice" && table.rows == 1));
        assert_eq!(world.number("SELECT count(*) FROM affiliate_choices").await, 1, "the neighbour's");
    }
}

#[tokio::test]
async fn a_minor_agrees_to_nothing_and_whoever_turns_out_to_be_one_has_agreed_to_nothing() {
    for world in worlds().await {
        let (company, of) = world.agreed(ME, "alpha", &[Field::Nickname]).await;
        world.be_born(ME, "2015-05-01").await;
        assert_eq!(world.number("SELECT count(*) FROM affiliate_choices").await, 0);
        let hash = of.text_hash("alpha", company.control, Language::Chinese);
        assert!(matches!(world.affiliates.agree(ME, of.id, &hash).await, Err(Error::Minor)));
    }
}
