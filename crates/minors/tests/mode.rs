//! Minors' mode: the time that counts, the pause, what is left out, and who leaves it.

use db::{Constraint, Sql, args};
use ids::SubjectId;
use minors::mode::{Lasting, ModeError, Openness, Pause, Sound};
use units::{Clock as _, Millis, Timestamp};

use crate::support::{GUARDIAN, MINOR, OTHER, World, signed_in, worlds};

const SONG: Sound = Sound::Song { is_explicit: false };
const PHONE: i64 = 1;
const TABLET: i64 = 2;

fn minutes(count: i64) -> Lasting {
    Lasting::For(Millis::minutes(count))
}

/// Somebody of whom no age is known, in the mode by a password.
async fn turned_on(world: &World) {
    world.mode.turn_on(OTHER, Some("2468".to_owned())).await.unwrap();
}

async fn play(world: &World, who: SubjectId, device: i64, lasting: Lasting) -> Result<(), ModeError> {
    world.mode.admit(who, device, SONG, lasting).await
}

async fn played(world: &World, who: SubjectId) -> Millis {
    world.mode.show(who).await.unwrap().unwrap().played
}

/// Noon in UTC is eight in the evening in China.
fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

#[tokio::test]
async fn a_song_counts_until_it_ends_or_another_one_is_fetched() {
    for world in worlds().await {
        play(&world, OTHER, PHONE, minutes(5)).await.unwrap();
        assert!(world.mode.show(OTHER).await.unwrap().is_none(), "nothing is counted while it is off");
        turned_on(&world).await;
        play(&world, OTHER, PHONE, minutes(5)).await.unwrap();
        world.clock.advance(Millis::minutes(2));
        assert_eq!(played(&world, OTHER).await, Millis::minutes(2));
        // The next one, and then nothing more is asked for: it is over when it is over.
        play(&world, OTHER, PHONE, minutes(3)).await.unwrap();
        world.clock.advance(Millis::minutes(20));
        assert_eq!(played(&world, OTHER).await, Millis::minutes(5));
        // Ten songs that were only tried count as long as they sounded.
        for _ in 0..10 {
            play(&world, OTHER, PHONE, minutes(4)).await.unwrap();
            world.clock.advance(Millis::seconds(6));
        }
        play(&world, OTHER, PHONE, minutes(1)).await.unwrap();
        world.clock.advance(Millis::minutes(10));
        assert_eq!(played(&world, OTHER).await, Millis::minutes(7));
        // Looking is not listening.
        play(&world, OTHER, PHONE, Lasting::Nothing).await.unwrap();
        world.clock.advance(Millis::minutes(1));
        assert_eq!(played(&world, OTHER).await, Millis::minutes(7));
        // Segments follow each other, however early they are fetched.
        for _ in 0..10 {
            play(&world, OTHER, PHONE, Lasting::AfterThat(Millis::seconds(6))).await.unwrap();
        }
        world.clock.advance(Millis::minutes(5));
        assert_eq!(played(&world, OTHER).await, Millis::minutes(8));
    }
}

#[tokio::test]
async fn two_devices_are_counted_together() {
    for world in worlds().await {
        turned_on(&world).await;
        play(&world, OTHER, PHONE, minutes(10)).await.unwrap();
        world.clock.advance(Millis::minutes(2));
        // A short song on the other device does not end the long one.
        play(&world, OTHER, TABLET, minutes(1)).await.unwrap();
        world.clock.advance(Millis::minutes(5));
        assert_eq!(played(&world, OTHER).await, Millis::minutes(7));
        play(&world, OTHER, TABLET, minutes(20)).await.unwrap();
        world.clock.advance(Millis::minutes(53));
        assert_eq!(played(&world, OTHER).await, Millis::minutes(27), "an hour of both at once is one hour");
        play(&world, OTHER, PHONE, minutes(33)).await.unwrap();
        world.clock.advance(Millis::minutes(33));
        let refused = play(&world, OTHER, TABLET, minutes(1)).await;
        assert!(matches!(refused, Err(ModeError::TimeOver { .. })), "{refused:?}");
    }
}

#[tokio::test]
async fn when_the_time_is_over_nothing_sounds_until_the_next_morning() {
    for world in worlds().await {
        turned_on(&world).await;
        play(&world, OTHER, PHONE, minutes(59)).await.unwrap();
        world.clock.advance(Millis::minutes(59));
        play(&world, OTHER, PHONE, minutes(5)).await.unwrap();
        world.clock.advance(Millis(Millis::minutes(1).0 - 1));
        play(&world, OTHER, PHONE, Lasting::Nothing).await.unwrap();
        world.clock.advance(Millis(1));
        for (device, lasting) in
            [(PHONE, minutes(1)), (TABLET, Lasting::Nothing), (PHONE, Lasting::AfterThat(Millis(1)))]
        {
            match play(&world, OTHER, device, lasting).await {
                Err(ModeError::TimeOver { goes_on_at }) => assert_eq!(goes_on_at, at("2026-11-23T22:00:00Z")),
                other => panic!("{other:?}"),
            }
        }
        let shown = world.mode.show(OTHER).await.unwrap().unwrap();
        assert_eq!((shown.limit, shown.played), (Millis::hours(1), Millis::hours(1)));
        assert_eq!(shown.openness, Openness::TimeOver { goes_on_at: at("2026-11-23T22:00:00Z") });
        // Midnight begins a day, and in the pause nothing sounds.
        world.clock.advance(Millis::hours(4));
        let refused = play(&world, OTHER, PHONE, minutes(1)).await;
        assert!(matches!(refused, Err(ModeError::Pause { goes_on_at }) if goes_on_at == at("2026-11-23T22:00:00Z")));
        world.clock.advance(at("2026-11-23T22:00:00Z").since(world.clock.now()));
        play(&world, OTHER, PHONE, minutes(1)).await.unwrap();
        let days = world.mode.show(OTHER).await.unwrap().unwrap().days;
        assert_eq!(days.len(), 7);
        // The song that began within the time was heard to its end.
        assert_eq!(days[5], (at("2026-11-22T16:00:00Z"), Millis::minutes(64)), "yesterday is still seen");
        assert_eq!(days[6], (at("2026-11-23T16:00:00Z"), Millis(0)));
    }
}

#[tokio::test]
async fn the_limits_follow_the_age_and_the_guardian() {
    for world in worlds().await {
        for (birthday, limit) in [("2020-11-24", 40), ("2018-11-22", 60), ("2012-11-24", 60)] {
            world.be_born(MINOR, birthday).await;
            let token = world.invite().await;
            let guardianship = world.accept(GUARDIAN, &token).await.unwrap();
            let shown = world.mode.show(MINOR).await.unwrap().expect("on for children as soon as a guardian agreed");
            assert_eq!(shown.limit, Millis::minutes(limit), "{birthday}");
            assert_eq!((shown.limits.pause, shown.limits.allows), (Pause::USUAL, Default::default()));
            world.mode.turn_off(&signed_in(MINOR, world.clock.now()), None).await.unwrap_err();
            world.minors.end(&signed_in(GUARDIAN, world.clock.now()), guardianship.id).await.unwrap();
        }
    }
    for world in worlds().await {
        world.be_born(MINOR, "2010-11-22").await;
        let token = world.invite().await;
        world.accept(GUARDIAN, &token).await.unwrap();
        assert!(world.mode.show(MINOR).await.unwrap().is_none(), "from fifteen on it waits to be turned on");
        world.mode.turn_on(MINOR, None).await.unwrap();
        assert_eq!(world.mode.show(MINOR).await.unwrap().unwrap().limit, Millis::hours(2));
    }
}

#[tokio::test]
async fn what_is_left_out_is_let_in_by_whoever_decides() {
    for world in worlds().await {
        turned_on(&world).await;
        let explicit = Sound::Song { is_explicit: true };
        for sound in [explicit, Sound::Episode] {
            let refused = world.mode.admit(OTHER, PHONE, sound, minutes(1)).await;
            assert!(matches!(refused, Err(ModeError::LeftOut)), "{sound:?}");
        }
        let member = signed_in(OTHER, world.clock.now());
        let let_in = |limits: &mut minors::mode::Limits| {
            limits.allows.explicit = true;
            limits.allows.podcasts = true;
        };
        world.mode.change(&member, Some("2468".to_owned()), let_in).await.unwrap();
        for sound in [explicit, Sound::Episode] {
            world.mode.admit(OTHER, PHONE, sound, minutes(1)).await.unwrap();
        }
        let refused = world.mode.admit(OTHER, PHONE, Sound::Untold, Lasting::Nothing).await;
        assert!(matches!(refused, Err(ModeError::Untold)), "what cannot be counted nobody lets in");
    }
}

#[tokio::test]
async fn only_the_password_leaves_the_mode_and_wrong_ones_are_few() {
    for world in worlds().await {
        let short = world.mode.turn_on(OTHER, Some("123".to_owned())).await;
        assert!(matches!(short, Err(ModeError::PasswordLength)), "{short:?}");
        turned_on(&world).await;
        let before = signed_in(OTHER, world.clock.now());
        let without = world.mode.turn_off(&before, None).await;
        assert!(matches!(without, Err(ModeError::PasswordNeeded)), "{without:?}");
        // Turning it on again with a password of one's own changes nothing.
        world.mode.turn_on(OTHER, Some("0000".to_owned())).await.unwrap();
        for _ in 0..5 {
            let wrong = world.mode.turn_off(&before, Some("0000".to_owned())).await;
            assert!(matches!(wrong, Err(ModeError::PasswordWrong)), "{wrong:?}");
        }
        let many = world.mode.change(&before, Some("2468".to_owned()), |_| {}).await;
        assert!(matches!(many, Err(ModeError::TooMany { .. })), "{many:?}");
        world.clock.advance(Millis::minutes(16));
        let beyond = world.mode.change(&before, Some("2468".to_owned()), |limits| limits.limit_minutes = Some(0)).await;
        assert!(matches!(beyond, Err(ModeError::Limit("limit_minutes"))), "{beyond:?}");
        world.mode.turn_off(&before, Some("2468".to_owned())).await.unwrap();
        assert!(world.mode.show(OTHER).await.unwrap().is_none());
        play(&world, OTHER, PHONE, minutes(1)).await.unwrap();
    }
}

#[tokio::test]
async fn a_forgotten_password_is_answered_by_signing_in_anew_but_not_by_a_known_minor() {
    for world in worlds().await {
        turned_on(&world).await;
        world.clock.advance(Millis::hours(1));
        let anew = signed_in(OTHER, world.clock.now());
        world.clock.advance(Millis::minutes(20));
        let late = world.mode.turn_off(&anew, None).await;
        assert!(matches!(late, Err(ModeError::PasswordNeeded)), "{late:?}");
        world.mode.turn_off(&signed_in(OTHER, world.clock.now()), None).await.unwrap();
        world.be_born(MINOR, "2010-11-22").await;
        world.mode.turn_on(MINOR, Some("1357".to_owned())).await.unwrap();
        world.clock.advance(Millis::minutes(1));
        let minor = signed_in(MINOR, world.clock.now());
        let refused = world.mode.turn_off(&minor, None).await;
        assert!(matches!(refused, Err(ModeError::PasswordNeeded)), "{refused:?}");
        // A guardian who agrees decides from then on, whatever the password was.
        let token = world.invite().await;
        world.accept(GUARDIAN, &token).await.unwrap();
        for password in [None, Some("1357".to_owned())] {
            let refused = world.mode.turn_off(&minor, password).await;
            assert!(matches!(refused, Err(ModeError::GuardianDecides)), "{refused:?}");
        }
        let refused = world.mode.change(&minor, Some("1357".to_owned()), |_| {}).await;
        assert!(matches!(refused, Err(ModeError::GuardianDecides)), "{refused:?}");
    }
}

#[tokio::test]
async fn what_was_counted_goes_with_the_mode_and_the_database_keeps_to_the_limits() {
    for world in worlds().await {
        turned_on(&world).await;
        play(&world, OTHER, PHONE, minutes(5)).await.unwrap();
        let count = async |table: &str| -> i64 {
            let sql = Sql::generated("test.COUNT".to_owned(), "test", format!("SELECT count(*) FROM {table}"));
            world.db.service().query_one(sql, &[], |row| row.get(0)).await.unwrap()
        };
        assert_eq!((count("minors_modes").await, count("minors_mode_days").await), (1, 1));
        for change in ["limit_minutes = 0", "limit_minutes = 1441", "pause_to_minute = 1440", "allows_others = 2"] {
            let text = format!("UPDATE minors_modes SET {change} WHERE subject_id = $1");
            let sql = Sql::generated("test.BREAK".to_owned(), "minors", text);
            let mut tx = world.db.begin().await.unwrap();
            let error = tx.execute(sql, &args![OTHER]).await.unwrap_err();
            assert!(error.is_constraint(Constraint::Check), "{change}: {error}");
        }
        world.mode.turn_off(&signed_in(OTHER, world.clock.now()), Some("2468".to_owned())).await.unwrap();
        assert_eq!((count("minors_modes").await, count("minors_mode_days").await), (0, 0));
    }
}
