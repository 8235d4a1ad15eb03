//! When a consent is gone: nothing more is sent, and the company erases what it has.

use affiliates::{Affiliate, Delivered, Field, Use, wait_after};
use lab::AffiliateFault;
use policy::{AffiliateSharing, Purpose as _};
use units::Millis;

use crate::support::{ME, NOON, World, by, worlds};

const ERASED: Delivered = Delivered { told: 0, erased: 1, postponed: 0 };
const NOTHING: Delivered = Delivered { told: 0, erased: 0, postponed: 0 };

/// Every way in which a consent ends.
async fn end(world: &World, how: &str, company: &Affiliate, of: &Use) {
    match how {
        "use" => world.affiliates.withdraw(ME, of.id).await.unwrap(),
        "purpose" => drop(world.rights.withdraw(ME, AffiliateSharing::PURPOSE).await.unwrap()),
        "agreement" => drop(world.rights.terminate(ME).await.unwrap()),
        "minor" => world.be_born(ME, "2015-05-01").await,
        "use ended" => world.affiliates.end_use(of.id).await.unwrap(),
        "company ended" => world.affiliates.end(company.id).await.unwrap(),
        _ => drop(world.rights.close(ME).await.unwrap()),
    }
}

#[tokio::test]
async fn however_a_consent_ends_the_company_erases_what_it_has() {
    let ways = ["use", "purpose", "agreement", "use ended", "company ended", "minor", "account"];
    for how in ways {
        for world in worlds().await {
            let (company, of) = world.agreed(ME, "alpha", &[Field::Phone]).await;
            assert_eq!(world.affiliates.deliver().await.unwrap().told, 1);
            let number = world.people("alpha")[0].0.clone();
            end(&world, how, &company, &of).await;
            assert_eq!(world.affiliates.deliver().await.unwrap(), ERASED, "{how}");
            assert!(world.people("alpha").is_empty(), "{how}");
            let last = world.lab.affiliate_received("alpha").pop().unwrap();
            let words = serde_json::json!({ "format": "qingyin-affiliate-1", "act": "erase", "number": number });
            assert_eq!(last, words, "{how}: a number, and nothing about anyone");
            assert_eq!(world.number("SELECT count(*) FROM affiliate_copies").await, 0, "{how}");
            let line = "SELECT count(*) FROM disclosures WHERE recipient_name = 'alpha' AND fields = 'number' \
                AND outcome = 'sent' AND subject_id IS NULL";
            assert_eq!(world.number(line).await, 1, "{how}");
            assert_eq!(world.affiliates.deliver().await.unwrap(), NOTHING, "{how}");
        }
    }
}

#[tokio::test]
async fn whoever_withdraws_before_the_sending_is_sent_nothing_about() {
    for world in worlds().await {
        let (company, of) = world.agreed(ME, "alpha", &[Field::Phone]).await;
        world.affiliates.withdraw(ME, of.id).await.unwrap();
        assert_eq!(world.affiliates.deliver().await.unwrap(), NOTHING);
        // Between the look at what is due and the sending: the gate looks again, and enters nothing as sent.
        world.agree(ME, &company, &of).await;
        let choice = world.choice_of(ME).await;
        let number = {
            let grant = world.consents.grant::<AffiliateSharing>(ME).await.unwrap().unwrap();
            consent::PseudonymKey::new([9; 32]).pseudonym_for(&grant, "alpha")
        };
        world.affiliates.withdraw(ME, of.id).await.unwrap();
        let fields = vec![(policy::AffiliateField::Number, number.into()), (policy::AffiliateField::Phone, "1".into())];
        let about = sharing::Disclosure::<policy::Affiliate> { subject: Some(ME), contact_index: None, fields };
        let refused = world.gate.send_registered(about, choice).await;
        assert!(matches!(refused, Err(sharing::Error::Refused { reason: sharing::Refusal::NoConsent, .. })));
        assert_eq!(world.affiliates.deliver().await.unwrap(), NOTHING, "there is nothing to erase either");
        assert!(world.lab.affiliate_received("alpha").is_empty());
    }
}

#[tokio::test]
async fn a_company_that_does_not_take_it_is_told_again_until_it_does() {
    for world in worlds().await {
        let (company, of) = world.agreed(ME, "alpha", &[Field::Phone]).await;
        world.affiliates.deliver().await.unwrap();
        world.affiliates.withdraw(ME, of.id).await.unwrap();
        world.lab.set_affiliate_fault("alpha", Some(AffiliateFault::Fails));
        let postponed = Delivered { postponed: 1, ..NOTHING };
        for tries in 1..=7 {
            assert_eq!(world.affiliates.deliver().await.unwrap(), postponed, "{tries}");
            assert_eq!(world.affiliates.deliver().await.unwrap(), NOTHING, "its time has not come");
            assert_eq!(world.affiliates.registrations().await.unwrap()[0].to_erase, 1);
            world.clock.advance(wait_after(tries));
        }
        assert_eq!(wait_after(7), Millis::days(1), "a day at most");
        // Its agreement is over, and the company out of the register: it has to hear of it all the same.
        world.affiliates.end(company.id).await.unwrap();
        world.clock.advance(Millis::days(301));
        world.lab.set_affiliate_fault("alpha", None);
        assert_eq!(world.affiliates.deliver().await.unwrap(), ERASED);
        assert!(world.people("alpha").is_empty());
        assert_eq!(world.affiliates.registrations().await.unwrap()[0].to_erase, 0);
    }
}

/// What failed may have arrived: the company is told to erase it as well.
#[tokio::test]
async fn what_may_have_arrived_is_erased_as_well() {
    for world in worlds().await {
        let (_, of) = world.agreed(ME, "alpha", &[Field::Phone]).await;
        world.lab.set_affiliate_fault("alpha", Some(AffiliateFault::FailsAfterwards));
        assert_eq!(world.affiliates.deliver().await.unwrap().postponed, 1);
        assert_eq!(world.people("alpha").len(), 1);
        world.lab.set_affiliate_fault("alpha", None);
        world.affiliates.withdraw(ME, of.id).await.unwrap();
        assert_eq!(world.affiliates.deliver().await.unwrap(), ERASED);
        assert!(world.people("alpha").is_empty());
    }
}

#[tokio::test]
async fn who_agrees_again_is_somebody_new_to_the_company() {
    for world in worlds().await {
        let (company, of) = world.agreed(ME, "alpha", &[Field::Phone]).await;
        world.affiliates.deliver().await.unwrap();
        let before = world.people("alpha")[0].0.clone();
        world.affiliates.withdraw(ME, of.id).await.unwrap();
        world.agree(ME, &company, &of).await;
        assert_eq!(world.affiliates.deliver().await.unwrap(), Delivered { told: 1, erased: 1, postponed: 0 });
        let people = world.people("alpha");
        assert_eq!(people.len(), 1);
        assert_ne!(people[0].0, before);
    }
}

#[tokio::test]
async fn a_number_that_nobody_takes_back_goes_after_a_year() {
    for world in worlds().await {
        let (_, of) = world.agreed(ME, "alpha", &[Field::Phone]).await;
        world.affiliates.deliver().await.unwrap();
        world.affiliates.withdraw(ME, of.id).await.unwrap();
        world.clock.advance(Millis::days(364));
        world.rights.age().await.unwrap();
        assert_eq!(world.number("SELECT count(*) FROM affiliate_copies").await, 1);
        world.clock.advance(Millis::days(3));
        world.rights.age().await.unwrap();
        assert_eq!(world.number("SELECT count(*) FROM affiliate_copies").await, 0);
    }
}

/// While somebody agrees their number does not age, also where nothing is told by it because the consent rests.
#[tokio::test]
async fn a_number_stays_for_as_long_as_its_choice_lives() {
    for world in worlds().await {
        let mut longest = world.new_company("alpha");
        longest.expires_at = NOON + Millis::days(366);
        let company = world.affiliates.register(longest).await.unwrap();
        let of = world.offer(&company, "卖票", &[Field::Phone]).await;
        world.agree(ME, &company, &of).await;
        assert_eq!(world.affiliates.deliver().await.unwrap().told, 1);
        let mut tx = world.db.begin().await.unwrap();
        let rests = "UPDATE grants SET rests_since = 1 WHERE purpose_no = 54";
        tx.execute(by("consent", rests), &[]).await.unwrap();
        tx.commit().await.unwrap();
        world.clock.advance(Millis::days(200));
        assert_eq!(world.affiliates.deliver().await.unwrap(), NOTHING);
        // More than a year after anything was told; the company's own time is over half a day later.
        world.clock.advance(Millis::hours(165 * 24 + 12));
        world.rights.age().await.unwrap();
        assert_eq!(world.number("SELECT count(*) FROM affiliate_copies").await, 1);
        world.affiliates.withdraw(ME, of.id).await.unwrap();
        assert_eq!(world.affiliates.deliver().await.unwrap(), ERASED);
        assert!(world.people("alpha").is_empty());
    }
}

/// What lives is noted in one statement, and nothing that is noted anyway.
#[tokio::test]
async fn a_number_is_noted_as_living_where_nothing_else_notes_it() {
    for world in worlds().await {
        let (_, of) = world.agreed(ME, "alpha", &[Field::Phone]).await;
        world.affiliates.deliver().await.unwrap();
        let noted_at = async || world.number("SELECT last_at FROM affiliate_copies").await;
        // Somebody else works on it, so it is not looked at.
        world.change("UPDATE affiliate_copies SET busy_until = 9000000000000").await.unwrap();
        world.clock.advance(Millis::days(1));
        world.affiliates.deliver().await.unwrap();
        assert_eq!(noted_at().await, NOON.as_millis());
        world.clock.advance(Millis::days(1));
        world.affiliates.deliver().await.unwrap();
        assert_eq!(noted_at().await, (NOON + Millis::days(2)).as_millis());
        // What is gone ages from then on.
        world.affiliates.withdraw(ME, of.id).await.unwrap();
        world.clock.advance(Millis::days(9));
        world.affiliates.deliver().await.unwrap();
        assert_eq!(noted_at().await, (NOON + Millis::days(2)).as_millis());
    }
}

/// Nobody has to end what is over by itself.
#[tokio::test]
async fn a_company_whose_time_is_over_erases_what_it_has() {
    for world in worlds().await {
        let (company, _) = world.agreed(ME, "alpha", &[Field::Phone]).await;
        assert_eq!(world.affiliates.deliver().await.unwrap().told, 1);
        world.clock.advance(Millis(Millis::days(300).0 - 1));
        assert_eq!(world.affiliates.deliver().await.unwrap(), NOTHING);
        world.clock.advance(Millis(1));
        assert_eq!(world.affiliates.deliver().await.unwrap(), ERASED);
        assert!(world.people("alpha").is_empty());
        assert_eq!(world.number("SELECT count(*) FROM affiliate_choices").await, 0);
        let lapsed = world.affiliates.registrations().await.unwrap().remove(0);
        assert_eq!((lapsed.affiliate.ended_at, lapsed.uses[0].0.stands), (None, false));
        // It is still for somebody to take it out, and the name is free then.
        world.affiliates.end(company.id).await.unwrap();
        world.register("alpha").await;
    }
}
