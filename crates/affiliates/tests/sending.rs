//! What goes to a company: what was agreed to, under a number of its own, and nothing else.

use std::collections::BTreeSet;

use affiliates::{Delivered, Field, wait_after};
use consent::PseudonymKey;
use lab::AffiliateFault;
use policy::{AffiliateField, AffiliateSharing, Purpose as _};
use sharing::{Answer, Disclosure, Error, Refusal};
use units::Millis;

use crate::support::{ME, OTHER, PHONE, World, worlds};

fn told(count: u64) -> Delivered {
    Delivered { told: count, ..Delivered::default() }
}

pub fn refusal(result: Result<Answer, Error>) -> Refusal {
    match result {
        Err(Error::Refused { reason, .. }) => reason,
        other => panic!("the gate is closed, but: {other:?}"),
    }
}

/// Tries to send these fields by one's own choice, as the program would.
pub async fn send(world: &World, fields: &[AffiliateField]) -> Result<Answer, Error> {
    let number = {
        let grant = world.consents.grant::<AffiliateSharing>(ME).await.unwrap().expect("the purpose is on");
        PseudonymKey::new([9; 32]).pseudonym_for(&grant, "alpha")
    };
    let mut values = vec![(AffiliateField::Number, number.into())];
    values.extend(fields.iter().map(|field| (*field, "x".into())));
    let disclosure = Disclosure::<policy::Affiliate> { subject: Some(ME), contact_index: None, fields: values };
    world.gate.send_registered(disclosure, world.choice_of(ME).await).await
}

#[tokio::test]
async fn a_company_receives_what_was_agreed_to_and_shown_and_nothing_else() {
    for world in worlds().await {
        world.hear(ME, 10).await;
        world.hear(ME, 20).await;
        let (_, of) = world.agreed(ME, "alpha", &Field::EVERY).await;
        world.agreed(ME, "beta", &[Field::Nickname]).await;
        let shown = world.own(ME, &of).await.values;
        assert_eq!(world.affiliates.deliver().await.unwrap(), told(2));
        let [(number, fields)] = &world.people("alpha")[..] else { panic!("one person") };
        for value in &shown {
            assert_eq!(fields[value.field().word()], value.text(), "what was shown is what was sent");
        }
        assert_eq!(fields.as_object().unwrap().len(), 5);
        assert_eq!(
            (&fields["phone"], &fields["nickname"], &fields["avatar"]),
            (&PHONE.into(), &"阿音".into(), &"".into())
        );
        assert_eq!(fields["content_used"], "茉莉花 — 民歌 ×2");
        assert_eq!(fields["interactions"], "likes: 0\nratings: 0\nfollows: 0\nplaylists: 0\nplaylists_on_square: 0");
        let [(other, fields)] = &world.people("beta")[..] else { panic!("one person") };
        assert_eq!(fields, &serde_json::json!({ "nickname": "阿音" }));
        assert!(number != other && number.len() == 64, "two companies cannot put theirs together by it");
        let message = world.lab.affiliate_received("alpha").pop().unwrap();
        let names: BTreeSet<&str> = message.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(names, BTreeSet::from(["act", "fields", "format", "number", "use"]));
        assert!(!message.to_string().contains(&ME.to_string()));
        let ledger = "SELECT count(*) FROM disclosures WHERE subject_id = 11 AND outcome = 'sent' AND ";
        for line in [
            "recipient_name = 'alpha' AND fields = 'avatar content_used interactions nickname number phone'",
            "recipient_name = 'beta' AND fields = 'nickname number'",
        ] {
            assert_eq!(world.number(&format!("{ledger}{line}")).await, 1, "{line}");
        }
    }
}

#[tokio::test]
async fn what_changed_is_told_once_a_day_and_what_did_not_is_not() {
    for world in worlds().await {
        world.agreed(ME, "alpha", &[Field::Nickname]).await;
        assert_eq!(world.affiliates.deliver().await.unwrap(), told(1));
        let rename = "UPDATE accounts SET nickname = '阿弦' WHERE subject_id = 11";
        let mut tx = world.db.begin().await.unwrap();
        tx.execute(crate::support::by("accounts", rename), &[]).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(world.affiliates.deliver().await.unwrap(), told(0), "not before a day is over");
        world.clock.advance(Millis::days(1));
        assert_eq!(world.affiliates.deliver().await.unwrap(), told(1));
        world.clock.advance(Millis::days(1));
        assert_eq!(world.affiliates.deliver().await.unwrap(), told(0), "nothing changed");
        let people = world.people("alpha");
        assert_eq!(
            (people.len(), &people[0].1["nickname"]),
            (1, &"阿弦".into()),
            "the same person, by the same number"
        );
    }
}

#[tokio::test]
async fn a_field_beyond_what_was_agreed_to_is_refused() {
    for world in worlds().await {
        world.agreed(ME, "alpha", &[Field::Nickname]).await;
        assert_eq!(world.affiliates.deliver().await.unwrap(), told(1));
        for field in [AffiliateField::Phone, AffiliateField::ContentUsed, AffiliateField::Avatar] {
            let refused = refusal(send(&world, &[AffiliateField::Nickname, field]).await);
            assert!(matches!(refused, Refusal::NotAgreed(_)), "{refused:?}");
        }
        assert_eq!(world.lab.affiliate_received("alpha").len(), 1);
        send(&world, &[AffiliateField::Nickname]).await.unwrap();
    }
}

/// P-126: a company that is not in the register, or not any more, receives nothing, whatever people agreed to.
#[tokio::test]
async fn who_is_not_in_the_register_any_more_receives_nothing() {
    for world in worlds().await {
        world.agreed(ME, "alpha", &[Field::Nickname]).await;
        // Past the program, which would have ended every choice with it.
        world.change(format!("UPDATE affiliates SET ended_at = {}", crate::support::NOON.as_millis())).await.unwrap();
        assert_eq!(world.affiliates.deliver().await.unwrap(), told(0));
        assert_eq!(refusal(send(&world, &[AffiliateField::Nickname]).await), Refusal::NotRegistered);
        world.change("UPDATE affiliates SET ended_at = NULL").await.unwrap();
        world.clock.advance(Millis::days(300));
        world.change("INSERT INTO affiliate_copies (id, choice_id, affiliate_id, use_id, number, attempts, next_at, \
            busy_until, last_at) SELECT 1, c.id, u.affiliate_id, u.id, '0000000000000000000000000000000000000000000000000000000000000000', 0, 0, 0, 0 \
            FROM affiliate_choices c JOIN affiliate_uses u ON u.id = c.use_id").await.unwrap();
        assert_eq!(refusal(send(&world, &[AffiliateField::Nickname]).await), Refusal::Expired);
        assert_eq!(world.affiliates.deliver().await.unwrap(), told(0), "its agreement and check are over");
        assert!(world.lab.affiliate_received("alpha").is_empty());
    }
}

#[tokio::test]
async fn nothing_is_sent_about_minors_nor_while_a_consent_rests() {
    for world in worlds().await {
        world.agreed(ME, "alpha", &[Field::Nickname]).await;
        let mut tx = world.db.begin().await.unwrap();
        let rests = "UPDATE grants SET rests_since = 1 WHERE purpose_no = 54";
        tx.execute(crate::support::by("consent", rests), &[]).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(world.affiliates.deliver().await.unwrap(), told(0));
        let mut tx = world.db.begin().await.unwrap();
        let wakes = "UPDATE grants SET rests_since = NULL WHERE purpose_no = 54";
        tx.execute(crate::support::by("consent", wakes), &[]).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(world.affiliates.deliver().await.unwrap(), told(1));
        let number = {
            let grant = world.consents.grant::<AffiliateSharing>(ME).await.unwrap().unwrap();
            PseudonymKey::new([9; 32]).pseudonym_for(&grant, "alpha")
        };
        // Somebody who is found to be a minor while their consent is there still.
        let mut tx = world.db.begin().await.unwrap();
        let minor = "INSERT INTO minors (subject_id, certificate_id, found_at) VALUES (11, 1, 1)";
        tx.execute(crate::support::by("consent", minor), &[]).await.unwrap();
        tx.commit().await.unwrap();
        world.clock.advance(Millis::days(1));
        world.change("UPDATE affiliate_copies SET told_digest = 'x'").await.unwrap();
        assert_eq!(world.affiliates.deliver().await.unwrap(), told(0));
        let fields = vec![(AffiliateField::Number, number.into())];
        let about = Disclosure::<policy::Affiliate> { subject: Some(ME), contact_index: None, fields };
        let sent = world.gate.send_registered(about, world.choice_of(ME).await).await;
        assert_eq!(refusal(sent), Refusal::Minor);
        assert_eq!(world.lab.affiliate_received("alpha").len(), 1);
    }
}

#[tokio::test]
async fn somebody_elses_choice_opens_nothing() {
    for world in worlds().await {
        let (company, of) = world.agreed(OTHER, "alpha", &[Field::Nickname]).await;
        world.turn_on(ME, AffiliateSharing::PURPOSE).await;
        let number = {
            let grant = world.consents.grant::<AffiliateSharing>(ME).await.unwrap().unwrap();
            PseudonymKey::new([9; 32]).pseudonym_for(&grant, "alpha")
        };
        let fields = vec![(AffiliateField::Number, number.into())];
        let about = Disclosure::<policy::Affiliate> { subject: Some(ME), contact_index: None, fields };
        let sent = world.gate.send_registered(about, world.choice_of(OTHER).await).await;
        assert_eq!(refusal(sent), Refusal::NoConsent);
        assert_eq!(of.affiliate, company.id);
    }
}

#[tokio::test]
async fn a_company_that_fails_hangs_or_is_down_hears_of_it_later() {
    for world in worlds().await {
        let (company, of) = world.agreed(ME, "alpha", &[Field::Nickname]).await;
        let postponed = Delivered { postponed: 1, ..Delivered::default() };
        for (tries, fault) in
            [AffiliateFault::Fails, AffiliateFault::Silent, AffiliateFault::Refuses].into_iter().enumerate()
        {
            world.lab.set_affiliate_fault("alpha", Some(fault));
            assert_eq!(world.affiliates.deliver().await.unwrap(), postponed, "{fault:?}");
            assert_eq!(world.affiliates.deliver().await.unwrap(), told(0), "its time has not come");
            world.clock.advance(wait_after(u32::try_from(tries).unwrap() + 1));
        }
        world.lab.set_affiliate_fault("alpha", None);
        assert_eq!(world.affiliates.deliver().await.unwrap(), told(1));
        // Nobody is there at all, and the others do not wait for it.
        let dead = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let mut down = world.new_company("beta");
        down.endpoint = format!("http://{dead}/");
        let down = world.affiliates.register(down).await.unwrap();
        let other = world.offer(&down, "卖票", &[Field::Nickname]).await;
        world.agree(ME, &down, &other).await;
        world.agree(OTHER, &company, &of).await;
        assert_eq!(world.affiliates.deliver().await.unwrap(), Delivered { told: 1, postponed: 1, erased: 0 });
    }
}

#[tokio::test]
async fn the_key_lets_the_service_in_and_stands_nowhere_in_clear() {
    for world in worlds().await {
        world.lab.set_affiliate_key("alpha", "correct-horse-battery");
        let mut new = world.new_company("alpha");
        new.key = Some("correct-horse-battery".to_owned());
        let company = world.affiliates.register(new).await.unwrap();
        let of = world.offer(&company, "卖票", &[Field::Nickname]).await;
        world.agree(ME, &company, &of).await;
        assert_eq!(world.affiliates.deliver().await.unwrap(), told(1));
        let kept = crate::support::by("test", "SELECT key_sealed FROM affiliates");
        let kept: Vec<u8> = world.db.service().query_one(kept, &[], |row| row.get(0)).await.unwrap();
        assert!(!kept.windows(7).any(|window| window == b"correct"));
    }
}

#[tokio::test]
async fn two_nodes_tell_each_company_once() {
    for world in worlds().await {
        let (company, of) = world.agreed(ME, "alpha", &[Field::Nickname]).await;
        world.agree(OTHER, &company, &of).await;
        let (one, other) = tokio::join!(world.affiliates.deliver(), world.other_node.deliver());
        assert_eq!(one.unwrap().told + other.unwrap().told, 2);
        assert_eq!(world.lab.affiliate_received("alpha").len(), 2);
    }
}
