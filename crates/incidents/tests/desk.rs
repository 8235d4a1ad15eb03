//! From opening to closing.

use http_api::Language;
use ids::SubjectId;
use incidents::{
    ClockKind, ClockState, Error, FIRST_REPORT_TERM, Facts, NewReport, PUBLIC_TERM, ReportKind, Source, UNSEEN_TERM,
    Words,
};
use units::Millis;

use crate::support::{NOON, World, facts, words, worlds};

#[tokio::test]
async fn nobody_is_told_before_every_part_is_there() {
    for world in worlds().await {
        let desk = &world.incidents;
        let bare = Facts { items: Vec::new(), ..facts() };
        let id = desk.open(world.officer.subject, bare).await.unwrap().id;
        assert!(matches!(desk.tell(id, false).await, Err(Error::NoItems)));
        desk.change(id, facts()).await.unwrap();
        desk.write(id, Language::English, words()).await.unwrap();
        assert!(matches!(desk.tell(id, false).await, Err(Error::NoWords)), "Chinese comes first");
        let empty = Words { advice: " ".to_owned(), ..words() };
        let refused = desk.write(id, Language::Chinese, empty).await;
        assert!(matches!(refused, Err(Error::Field { name: "advice", .. })));
        desk.write(id, Language::Chinese, words()).await.unwrap();
        assert!(matches!(desk.tell(id, false).await, Err(Error::NobodySought)));
        assert!(matches!(desk.publish(id, true).await, Err(Error::NotAnnounced)));
        desk.find(id, &Source::List(world.people.to_vec())).await.unwrap();
        assert_eq!(world.with_notice().await, []);
        let told = desk.tell(id, false).await.unwrap();
        assert_eq!((told.people, told.is_public), (5, false));
        assert_eq!(world.with_notice().await, world.people);
    }
}

/// The database says again what the code says.
#[tokio::test]
async fn the_database_refuses_a_notice_without_its_words_and_words_without_a_part() {
    for world in worlds().await {
        let incident = world.incidents.open(world.officer.subject, facts()).await.unwrap();
        let number = incident.id.as_i64();
        let part = |advice: &str| {
            format!(
                "INSERT INTO incident_texts VALUES ({number}, 'zh-CN', '一', '二', '三', '四', {advice}, '六', '七', 1)"
            )
        };
        let announce = format!("INSERT INTO incident_announcements VALUES ({number}, 'zh-CN', 1, NULL, NULL)");
        let notice = format!(
            "INSERT INTO incident_notices (id, incident_id, subject_id, created_at, announcement_id, notified_at) \
             VALUES (1, {number}, {}, 1, {number}, 1)",
            world.people[0].as_i64()
        );
        for refused in [part("''"), part("NULL"), announce.clone(), notice.clone()] {
            assert!(world.edit(refused.clone()).await.is_err(), "{refused}");
        }
        world.edit(part("'五'")).await.unwrap();
        assert!(world.edit(notice.clone()).await.is_err(), "there is no announcement yet");
        world.edit(announce).await.unwrap();
        world.edit(notice).await.unwrap();
        for refused in [
            format!("DELETE FROM incident_texts WHERE incident_id = {number}"),
            "UPDATE incident_notices SET notified_at = NULL".to_owned(),
            "UPDATE incident_notices SET read_at = 2".to_owned(),
            "UPDATE incident_notices SET subject_id = NULL, subject_digest = 'd'".to_owned(),
        ] {
            assert!(world.edit(refused.clone()).await.is_err(), "{refused}");
        }
    }
}

#[tokio::test]
async fn a_notice_stays_until_it_is_read_and_can_be_read_again() {
    for world in worlds().await {
        let (desk, [a, b, ..]) = (&world.incidents, world.people);
        let id = world.told(1).await;
        let [(incident, notice)] = desk.notices_of(a, true).await.unwrap().try_into().unwrap();
        assert_eq!((incident.id, notice.notified_at, notice.shown_at), (id, Some(NOON), None));
        world.clock.advance(Millis::hours(1));
        let again = desk.notices_of(a, true).await.unwrap();
        assert_eq!(again[0].1.shown_at, Some(NOON), "the first time it was shown stands");
        desk.read(a, id).await.unwrap();
        world.clock.advance(Millis::hours(1));
        desk.read(a, id).await.unwrap();
        assert!(desk.notices_of(a, true).await.unwrap().is_empty());
        let past = desk.notices_of(a, false).await.unwrap();
        assert_eq!(past[0].1.read_at, Some(NOON + Millis::hours(1)));
        assert!(matches!(desk.read(b, id).await, Err(Error::NotFound)), "it is not b's");
        assert!(desk.notices_of(b, false).await.unwrap().is_empty());
        let counts = desk.incident(id).await.unwrap().counts;
        assert_eq!((counts.people, counts.notified, counts.shown, counts.read), (1, 1, 1, 1));
    }
}

#[tokio::test]
async fn where_somebody_cannot_be_reached_everybody_is_told() {
    for world in worlds().await {
        let desk = &world.incidents;
        let id = world.incident().await;
        desk.find(id, &Source::List(vec![world.people[0], SubjectId::from_i64(404)])).await.unwrap();
        assert!(desk.public_notices().await.unwrap().is_empty());
        assert!(desk.tell(id, false).await.unwrap().is_public);
        assert_eq!(desk.public_notices().await.unwrap()[0].id, id);
        world.clock.advance(Millis(PUBLIC_TERM.0 - 1));
        assert_eq!(desk.public_notices().await.unwrap().len(), 1);
        world.clock.advance(Millis(1));
        assert!(desk.public_notices().await.unwrap().is_empty(), "its term is over");
        // Nothing is public where everybody was reached, unless the officer says so.
        let other = world.told(2).await;
        assert!(desk.public_notices().await.unwrap().is_empty());
        desk.publish(other, true).await.unwrap();
        assert_eq!(desk.public_notices().await.unwrap().len(), 1);
        desk.publish(other, false).await.unwrap();
        assert!(desk.public_notices().await.unwrap().is_empty());
        world.clock.advance(UNSEEN_TERM);
        assert_eq!(desk.watch().await.unwrap().published, 0, "what the officer took down stays down");
    }
}

#[tokio::test]
async fn what_was_shown_to_somebody_by_no_device_for_three_days_becomes_public() {
    for world in worlds().await {
        let (desk, [a, b, ..]) = (&world.incidents, world.people);
        let id = world.told(2).await;
        desk.notices_of(a, true).await.unwrap();
        world.clock.advance(Millis(UNSEEN_TERM.0 - 1));
        assert_eq!(desk.watch().await.unwrap().published, 0);
        world.clock.advance(Millis(1));
        assert_eq!(desk.watch().await.unwrap().published, 1, "b has not come");
        assert_eq!(desk.public_notices().await.unwrap()[0].id, id);
        assert_eq!(desk.watch().await.unwrap().published, 0);
        let seen = world.told(2).await;
        for subject in [a, b] {
            desk.notices_of(subject, true).await.unwrap();
        }
        world.clock.advance(UNSEEN_TERM);
        assert_eq!(desk.watch().await.unwrap().published, 0, "everybody was shown {seen}");
    }
}

async fn states(world: &World, id: ids::IncidentId) -> Vec<(ClockKind, ClockState)> {
    let now = units::Clock::now(&world.clock);
    let clocks = world.incidents.incident(id).await.unwrap().clocks(now);
    clocks.into_iter().map(|clock| (clock.kind, clock.state)).collect()
}

#[tokio::test]
async fn a_report_that_is_not_made_raises_the_alarm_and_one_that_is_late_says_so() {
    for world in worlds().await {
        let desk = &world.incidents;
        let id = world.told(1).await;
        world.clock.advance(FIRST_REPORT_TERM);
        assert_eq!(desk.watch().await.unwrap().overdue, []);
        world.clock.advance(Millis(1));
        let overdue = desk.watch().await.unwrap().overdue;
        assert_eq!(overdue, [(id, ClockKind::FirstReport, NOON + FIRST_REPORT_TERM)]);
        let report = |kind, authority: &str, filed_at| NewReport {
            kind,
            authority: authority.to_owned(),
            reference: Some(" ".to_owned()),
            filed_at,
        };
        let now = units::Clock::now(&world.clock);
        for wrong in [NOON - Millis(1), now + Millis(1)] {
            let refused = desk.note_report(id, report(ReportKind::First, "省网信办", Some(wrong))).await;
            assert!(matches!(refused, Err(Error::Field { name: "filed_at", .. })));
        }
        let refused = desk.note_report(id, report(ReportKind::First, " ", None)).await;
        assert!(matches!(refused, Err(Error::Field { name: "authority", .. })));
        let noted = desk.note_report(id, report(ReportKind::First, "省网信办", None)).await.unwrap();
        assert_eq!((noted.reports.len(), noted.reports[0].reference.clone()), (1, None));
        assert_eq!(states(&world, id).await[0], (ClockKind::FirstReport, ClockState::DoneLate));
        assert_eq!(desk.watch().await.unwrap().overdue, []);
        let text = desk.report(&noted, ReportKind::First, Language::Chinese);
        assert!(text.contains("青山公司") && text.contains("晚于发现后 4 小时"), "{text}");
    }
}

#[tokio::test]
async fn what_is_closed_changes_no_more_and_its_closing_report_has_a_month() {
    for world in worlds().await {
        let desk = &world.incidents;
        let id = world.told(1).await;
        assert!(matches!(desk.close(id, " ").await, Err(Error::Field { name: "words", .. })));
        let closed = desk.close(id, "已换密钥。").await.unwrap();
        assert_eq!(closed.closed, Some((NOON, "已换密钥。".to_owned())));
        assert!(matches!(desk.change(id, facts()).await, Err(Error::Closed)));
        assert!(matches!(desk.write(id, Language::Chinese, words()).await, Err(Error::Closed)));
        assert!(matches!(desk.tell(id, true).await, Err(Error::Closed)));
        assert!(matches!(desk.find(id, &Source::Everybody).await, Err(Error::Closed)));
        assert!(matches!(desk.close(id, "再结一次").await, Err(Error::Closed)));
        assert_eq!(states(&world, id).await[2], (ClockKind::FinalReport, ClockState::Running));
        let last =
            NewReport {
                kind: ReportKind::Final, authority: "省网信办".to_owned(), reference: None, filed_at: None
            };
        desk.note_report(id, last).await.unwrap();
        assert_eq!(states(&world, id).await[2], (ClockKind::FinalReport, ClockState::Done));
        // Who was told still reads it.
        assert_eq!(world.with_notice().await, [world.people[0]]);
    }
}

#[tokio::test]
async fn it_cannot_have_been_noticed_after_it_was_opened() {
    for world in worlds().await {
        let later = Facts { noticed_at: NOON + Millis(1), ..facts() };
        let refused = world.incidents.open(world.officer.subject, later).await;
        assert!(matches!(refused, Err(Error::Field { name: "noticed_at", .. })));
        let unknown = Facts { items: vec!["no_such_item".to_owned()], ..facts() };
        let refused = world.incidents.open(world.officer.subject, unknown).await;
        assert!(matches!(refused, Err(Error::Field { name: "items", .. })));
    }
}

/// Nobody can tell them any more, so everybody is told.
#[tokio::test]
async fn who_closes_the_account_before_people_are_told_makes_it_public() {
    for world in worlds().await {
        let desk = &world.incidents;
        let id = world.incident().await;
        desk.find(id, &Source::List(world.people[..2].to_vec())).await.unwrap();
        assert_eq!(desk.incident(id).await.unwrap().counts.unreachable, 0);
        world.rights.close(world.people[0]).await.unwrap();
        assert_eq!(desk.incident(id).await.unwrap().counts.unreachable, 1);
        let told = desk.tell(id, false).await.unwrap();
        assert_eq!((told.people, told.is_public), (1, true));
    }
}

/// After closing, a digest stands for the person; after three years it is gone, and the incident three years after its end.
#[tokio::test]
async fn who_was_told_rests_after_closing_and_goes_after_three_years() {
    for world in worlds().await {
        let (desk, person) = (&world.incidents, world.people[0]);
        let id = world.told(1).await;
        desk.read(person, id).await.unwrap();
        let certificate = world.rights.close(person).await.unwrap();
        let kept = certificate.tables.iter().find(|table| table.table == "incident_notices").unwrap();
        assert_eq!((kept.rows, kept.rule.as_deref()), (1, Some("processing_record")));
        let rows = world.db.service();
        let left = db::Sql::generated(
            "test.LEFT".to_owned(),
            "incidents",
            "SELECT count(*), count(subject_id), count(subject_digest) FROM incident_notices".to_owned(),
        );
        let count = async || {
            let read = |row: &db::Row<'_>| Ok((row.get::<u64>(0)?, row.get::<u64>(1)?, row.get::<u64>(2)?));
            rows.query_one(left, &[], read).await.unwrap()
        };
        assert_eq!(count().await, (1, 0, 1));
        assert_eq!(desk.tell(id, true).await.unwrap().people, 0, "nobody is told any more");
        world.clock.advance(Millis::days(3 * 365 - 1));
        world.rights.age().await.unwrap();
        assert_eq!(count().await, (1, 0, 1), "the law's term runs");
        desk.close(id, "已处置。").await.unwrap();
        world.clock.advance(Millis::days(3));
        world.rights.age().await.unwrap();
        assert_eq!(count().await, (0, 0, 0));
        desk.incident(id).await.unwrap();
        world.clock.advance(Millis::days(3 * 366));
        world.rights.age().await.unwrap();
        assert!(matches!(desk.incident(id).await, Err(Error::NotFound)), "its own term is over");
        assert_eq!(world.rights.overdue().await.unwrap(), 0);
    }
}
