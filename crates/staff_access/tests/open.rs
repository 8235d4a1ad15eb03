//! What opens, to whom, and what the log says of it.

use http_api::Role;
use ids::SubjectId;
use policy::{Operation, RightsRequest};
use staff_access::{Error, NewTraining, TRAINING_TERM};
use units::Millis;

use crate::support::{NOON, World, reason, signed_in, worlds};

#[tokio::test]
async fn what_opens_is_in_the_log_before() {
    for world in worlds().await {
        let permit = world.open("T-17").await.unwrap();
        assert_eq!((permit.subject(), permit.number()), (world.member, 1));
        assert_eq!(permit.permit().subject(), world.member);
        let entries = world.entries().await;
        let [entry] = entries.as_slice() else { panic!("{entries:?}") };
        assert_eq!((entry.number, entry.at), (1, NOON));
        let told = [&entry.role, &entry.purpose, &entry.item, &entry.ticket, &entry.words];
        assert_eq!(told, ["operator", "operation", "account", "T-17", "核对举报"]);
        assert_eq!(entry.staff_digest, world.staff.digest_of(world.operator.subject));
        assert_eq!(entry.subject_digest, world.staff.digest_of(world.member));
        let text = format!("{entry:?}");
        for id in [world.member, world.operator.subject] {
            assert!(!text.contains(&id.to_string()), "people are named by digests alone: {text}");
        }
        let about = |subject| world.staff.entries_about(subject, None, Default::default());
        assert_eq!(about(world.member).await.unwrap(), entries);
        assert_eq!(about(world.operator.subject).await.unwrap(), []);
    }
}

#[tokio::test]
async fn where_a_law_orders_silence_the_person_reads_of_it_afterwards_and_the_log_knows_it_at_once() {
    for world in worlds().await {
        let (until, silent) = (NOON + Millis::days(30), reason("T-1"));
        let opened =
            world.staff.open_until_told::<Operation>(&world.operator, world.member, "account", silent, Some(until));
        assert_eq!(opened.await.unwrap().item(), "account");
        world.open("T-2").await.unwrap();
        let tickets = async || {
            let entries = world.staff.entries_about(world.member, None, Default::default()).await.unwrap();
            entries.into_iter().map(|entry| entry.ticket).collect::<Vec<_>>()
        };
        assert_eq!((world.entries().await.len(), tickets().await), (2, vec!["T-2".to_owned()]));
        world.clock.advance(Millis(Millis::days(30).0 - 1));
        assert_eq!(tickets().await, ["T-2"]);
        world.clock.advance(Millis(1));
        assert_eq!(tickets().await, ["T-2", "T-1"]);
        assert_eq!(world.staff.verify().await.unwrap().broken, None);
        world.clock.advance(Millis::days(3 * 366));
        world.staff.age(world.now()).await.unwrap();
        assert_eq!(world.entries().await, [], "an entry that reached its term takes its silence along");
    }
}

#[tokio::test]
async fn nothing_opens_without_a_training_of_the_last_year() {
    for world in worlds().await {
        world.clock.advance(TRAINING_TERM);
        world.open("T-1").await.unwrap();
        world.clock.advance(Millis(1));
        assert!(matches!(world.open("T-2").await, Err(Error::TrainingDue)));
        let never = signed_in(2, &[Role::Operator]);
        let refused = world.staff.open::<Operation>(&never, world.member, "account", reason("T-3")).await;
        assert!(matches!(refused, Err(Error::TrainingDue)));
        assert_eq!(world.entries().await.len(), 1, "what did not open is not noted as opened");
        world.train(world.now()).await.unwrap();
        world.open("T-4").await.unwrap();
    }
}

#[tokio::test]
async fn a_role_opens_its_own_purposes_and_items_alone() {
    for world in worlds().await {
        let open = async |roles: &[Role], item| {
            let who = signed_in(1, roles);
            world.staff.open::<RightsRequest>(&who, world.member, item, reason("T-1")).await
        };
        let text = "rights_request_text";
        assert!(matches!(open(&[Role::Listener, Role::Operator], text).await, Err(Error::NotInRole)));
        assert!(matches!(open(&[Role::Listener], text).await, Err(Error::NotInRole)));
        assert!(matches!(open(&[Role::PrivacyOfficer], "listen").await, Err(Error::WrongItem { .. })));
        assert!(matches!(open(&[Role::PrivacyOfficer], "no_such_item").await, Err(Error::WrongItem { .. })));
        assert_eq!(world.entries().await, []);
        open(&[Role::Operator, Role::PrivacyOfficer], text).await.unwrap();
        assert_eq!(world.entries().await[0].role, "privacy_officer", "the role that opened it");
    }
}

#[tokio::test]
async fn a_training_is_dated_within_the_year_and_noted_by_another_where_there_is_one() {
    for world in worlds().await {
        let day = Millis::days(1);
        assert!(matches!(world.train(NOON + Millis(1)).await, Err(Error::Field { name: "trained_at", .. })));
        let old = NOON - TRAINING_TERM - Millis(1);
        assert!(matches!(world.train(old).await, Err(Error::Field { name: "trained_at", .. })));
        world.train(NOON - TRAINING_TERM).await.unwrap();
        let note = async |by: i64, roles: &[Role], of: i64, course: &str, is_only: bool| {
            let new = NewTraining { trained_at: NOON - day, course: course.to_owned() };
            world.staff.note_training(&signed_in(by, roles), SubjectId::from_i64(of), new, is_only).await
        };
        assert!(matches!(note(1, &[Role::Operator], 1, "年度培训", false).await, Err(Error::NotOneself)));
        assert!(matches!(note(1, &[Role::PrivacyOfficer], 2, "年度培训", false).await, Err(Error::NotInRole)));
        let empty = note(1, &[Role::Operator], 2, " ", false).await;
        assert!(matches!(empty, Err(Error::Field { name: "course", .. })));
        let noted = note(1, &[Role::Operator], 2, "年度培训", false).await.unwrap();
        let latest = noted.latest.unwrap();
        assert!(!noted.is_due && !latest.is_own_word && latest.due_at == NOON - day + TRAINING_TERM);
        let own = world.staff.training_of(world.operator.subject).await.unwrap().latest.unwrap();
        assert!(own.is_own_word && own.trained_at == NOON, "the newest counts, and says whose word it is");
    }
}

#[tokio::test]
async fn writers_at_the_same_moment_make_one_chain() {
    for world in worlds().await {
        let open =
            async |world: &World, ticket: usize| world.open(&format!("T-{ticket}")).await.map(|one| one.number());
        let (a, b, c, d, e, f) = tokio::join!(
            open(&world, 1),
            open(&world, 2),
            open(&world, 3),
            open(&world, 4),
            open(&world, 5),
            open(&world, 6)
        );
        let mut numbers = [a, b, c, d, e, f].map(Result::unwrap);
        numbers.sort_unstable();
        assert_eq!(numbers, [1, 2, 3, 4, 5, 6]);
        let found = world.staff.verify().await.unwrap();
        assert_eq!((found.entries, found.broken), (6, None));
        let head = world.vault.head(staff_access::LOG).await.unwrap().unwrap();
        assert_eq!(head, (6, world.entries().await[5].hash.clone()), "the latest end is the one that is noted");
    }
}
