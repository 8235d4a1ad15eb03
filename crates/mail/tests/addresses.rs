//! An address is its owner's to add, to change and to take away.

use http_api::Language;
use lab::MailFault;
use mail::{CODE_LIVES, Error, RESEND_AFTER};
use units::Millis;

use crate::support::{address_of, text_of, worlds};

#[tokio::test]
async fn an_address_is_kept_once_its_code_was_typed_and_not_before() {
    for world in worlds().await {
        let (mail, me) = (&world.mail, world.people[0]);
        assert_eq!(mail.address_of(me).await.unwrap(), (None, None), "nobody is asked for one");
        assert!(matches!(mail.begin_proof(me, "not an address", Language::Chinese).await, Err(Error::NoAddress)));
        mail.begin_proof(me, " Person0@Mail.Example ", Language::English).await.unwrap();
        let code = world.code();
        assert!(text_of(&world.lab.taken_mails()[0]).contains("Your code is"), "in the language that was asked in");
        let (proved, waiting) = mail.address_of(me).await.unwrap();
        assert_eq!((proved, waiting.unwrap().masked.as_str()), (None, "P***0@mail.example"));
        let other = if code == "000000" { "000001" } else { "000000" };
        let wrong = mail.prove(me, other, Language::Chinese).await;
        assert!(matches!(wrong, Err(Error::CodeWrong { attempts_left: 4 })), "{wrong:?}");
        let somebody = mail.prove(world.people[1], &code, Language::Chinese).await;
        assert!(matches!(somebody, Err(Error::CodeExpired)), "a code is of one member alone: {somebody:?}");
        mail.prove(me, &code, Language::Chinese).await.unwrap();
        let (proved, waiting) = mail.address_of(me).await.unwrap();
        let proved = proved.unwrap();
        assert_eq!((proved.masked.as_str(), waiting), ("P***0@mail.example", None));
        assert_eq!((proved.standing.language, proved.standing.unreached_at), (Language::Chinese, None));
        assert!(matches!(mail.prove(me, &code, Language::Chinese).await, Err(Error::CodeExpired)), "it opens once");
        // What the database holds does not hold the address.
        let clear =
            world.number("SELECT count(*) FROM mail_addresses WHERE CAST(address_sealed AS TEXT) LIKE '%ail.example%'");
        assert_eq!(clear.await, 0);
    }
}

#[tokio::test]
async fn a_code_has_five_tries_and_ten_minutes_and_another_waits_a_minute() {
    for world in worlds().await {
        let (mail, me) = (&world.mail, world.people[0]);
        mail.begin_proof(me, &address_of(0), Language::Chinese).await.unwrap();
        let soon = mail.begin_proof(me, &address_of(0), Language::Chinese).await;
        assert!(matches!(soon, Err(Error::TooMany { retry_after }) if retry_after == RESEND_AFTER), "{soon:?}");
        let code = world.code();
        let other = if code == "000000" { "000001" } else { "000000" };
        for left in (0..5).rev() {
            let wrong = mail.prove(me, other, Language::Chinese).await;
            assert!(matches!(wrong, Err(Error::CodeWrong { attempts_left }) if attempts_left == left), "{wrong:?}");
        }
        assert!(
            matches!(mail.prove(me, &code, Language::Chinese).await, Err(Error::CodeExpired)),
            "five tries are over"
        );
        world.clock.advance(RESEND_AFTER);
        mail.begin_proof(me, &address_of(0), Language::Chinese).await.unwrap();
        let code = world.code();
        world.clock.advance(CODE_LIVES);
        assert!(matches!(mail.prove(me, &code, Language::Chinese).await, Err(Error::CodeExpired)), "its time is over");
        // More than five an hour are not sent, whoever asks.
        world.clock.advance(Millis::minutes(1));
        for _ in 0..2 {
            mail.begin_proof(me, &address_of(0), Language::Chinese).await.unwrap();
            world.clock.advance(RESEND_AFTER);
        }
        let many = mail.begin_proof(world.people[1], &address_of(0), Language::Chinese).await;
        assert!(matches!(many, Err(Error::TooMany { .. })), "{many:?}");
    }
}

#[tokio::test]
async fn an_address_stays_until_another_is_proved_and_goes_when_it_is_taken_away() {
    for world in worlds().await {
        let (mail, me) = (&world.mail, world.people[0]);
        world.prove(0, Language::Chinese).await;
        world.clock.advance(RESEND_AFTER);
        mail.begin_proof(me, "other@mail.example", Language::Chinese).await.unwrap();
        let (proved, waiting) = mail.address_of(me).await.unwrap();
        assert_eq!(proved.unwrap().masked, "p***0@mail.example");
        assert_eq!(waiting.unwrap().masked, "o***r@mail.example");
        mail.prove(me, &world.code(), Language::English).await.unwrap();
        assert_eq!(mail.address_of(me).await.unwrap().0.unwrap().masked, "o***r@mail.example");
        mail.take_away(me).await.unwrap();
        assert_eq!(mail.address_of(me).await.unwrap(), (None, None));
        assert_eq!(world.number("SELECT count(*) FROM mail_addresses").await, 0);
    }
}

#[tokio::test]
async fn an_address_that_takes_nothing_is_told_at_once_and_waits_for_no_code() {
    for world in worlds().await {
        let (mail, me) = (&world.mail, world.people[0]);
        world.lab.set_mail_fault(Some(&address_of(0)), MailFault::NoSuchMailbox);
        let refused = mail.begin_proof(me, &address_of(0), Language::Chinese).await;
        assert!(matches!(refused, Err(Error::Setback(mail::smtp::Setback::Address(550)))), "{refused:?}");
        assert_eq!(mail.address_of(me).await.unwrap(), (None, None));
        // The ledger knows of it all the same: the address left.
        assert_eq!(
            world
                .number("SELECT count(*) FROM disclosures WHERE recipient = 'mail_server' AND outcome = 'failed'")
                .await,
            1
        );
    }
}

#[tokio::test]
async fn without_a_server_there_is_no_mail() {
    for world in worlds().await {
        world.mail.replace(None);
        assert!(!world.mail.is_offered());
        let refused = world.mail.begin_proof(world.people[0], &address_of(0), Language::Chinese).await;
        assert!(matches!(refused, Err(Error::Off)), "{refused:?}");
        assert_eq!(world.mail.deliver().await.unwrap(), mail::Delivered::default());
    }
}

#[tokio::test]
async fn it_is_exported_in_clear_and_erased_like_everything_that_is_held() {
    for world in worlds().await {
        let me = world.people[0];
        world.prove(0, Language::Chinese).await;
        let export = world.rights.export(me).await.unwrap();
        assert_eq!(export["items"]["mail_address"]["rows"][0]["address_sealed"], address_of(0));
        assert_eq!(world.rights.erase(me, "mail_address").await.unwrap(), 1);
        assert_eq!(world.mail.address_of(me).await.unwrap(), (None, None));
    }
}
