//! What becomes of a minor's account for which no guardian agreed.

use consent::{ERASED_WITHIN, MinorRefusal};
use minors::Error;
use units::{Clock as _, Millis};

use crate::support::{GUARDIAN, MINOR, NOON, OTHER, worlds};

/// How often the job comes round.
const ROUND: Millis = Millis::minutes(10);

#[tokio::test]
async fn what_no_guardian_agreed_to_is_gone_within_a_day_and_certified() {
    for world in worlds().await {
        world.be_born(MINOR, "2014-11-23").await;
        let (known, _) = world.minors.standing(MINOR).await.unwrap().unwrap();
        assert!(world.rights.certificate(known.certificate).await.is_err(), "there is nothing to certify yet");
        while world.is_there(MINOR).await {
            world.clock.advance(ROUND);
            world.minors.watch().await.unwrap();
            assert!(world.clock.now().since(NOON) < Millis::days(1), "it takes less than a day");
        }
        assert!(world.clock.now() >= NOON + ERASED_WITHIN, "the time to name a guardian was given");
        let certificate = world.rights.certificate(known.certificate).await.unwrap();
        assert!(certificate.tables.iter().any(|table| table.table == "profile_birthdays" && table.rows == 1));
        assert!(certificate.tables.iter().any(|table| table.table == "minors" && table.rows == 1));
        assert_eq!(world.minors.watch().await.unwrap(), minors::Watched::default(), "it runs twice without harm");
        assert!(world.is_there(OTHER).await && world.is_there(GUARDIAN).await);
    }
}

#[tokio::test]
async fn a_corrected_birthday_and_a_guardian_in_time_stop_the_clock() {
    for world in worlds().await {
        world.be_born(MINOR, "2014-11-23").await;
        world.be_born(OTHER, "2012-11-23").await;
        world.clock.advance(Millis(ERASED_WITHIN.0 - 1));
        world.be_born(OTHER, "1992-11-23").await;
        let token = world.invite().await;
        world.accept(GUARDIAN, &token).await.unwrap();
        world.clock.advance(Millis::days(20));
        assert_eq!(world.minors.watch().await.unwrap().erased, 0);
        assert!(world.is_there(MINOR).await && world.is_there(OTHER).await);
    }
}

#[tokio::test]
async fn once_the_time_is_over_nothing_stops_it() {
    for world in worlds().await {
        world.be_born(MINOR, "2014-11-23").await;
        let token = world.invite().await;
        world.clock.advance(ERASED_WITHIN);
        world.be_born(MINOR, "1990-11-23").await;
        let late = world.accept(GUARDIAN, &token).await;
        assert!(matches!(late, Err(Error::Consent(consent::Error::Minor(MinorRefusal::TooLate)))), "{late:?}");
        let late = world.minors.invite(MINOR).await.map(|_| ());
        assert!(matches!(late, Err(Error::Consent(consent::Error::Minor(MinorRefusal::TooLate)))), "{late:?}");
        assert_eq!(world.minors.watch().await.unwrap().erased, 1);
        assert!(!world.is_there(MINOR).await);
    }
}

#[tokio::test]
async fn a_guardian_who_closes_their_account_leaves_a_day() {
    for world in worlds().await {
        world.be_born(MINOR, "2014-11-23").await;
        let token = world.invite().await;
        world.accept(GUARDIAN, &token).await.unwrap();
        world.clock.advance(Millis::days(5));
        world.rights.close(GUARDIAN).await.unwrap();
        world.minors.watch().await.unwrap();
        let (known, _) = world.minors.standing(MINOR).await.unwrap().unwrap();
        assert_eq!(known.due_at, Some(world.clock.now() + ERASED_WITHIN));
        world.clock.advance(ERASED_WITHIN);
        assert_eq!(world.minors.watch().await.unwrap().erased, 1);
        assert!(!world.is_there(MINOR).await);
    }
}
