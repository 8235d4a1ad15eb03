//! Telling a great many people at once.

use incidents::drill;
use units::SystemClock;

use crate::support::worlds;

#[tokio::test]
async fn ten_thousand_people_are_told_within_ten_minutes() {
    for world in worlds().await {
        let drilled = drill::run(&world.incidents, &world.db, 10_000, &SystemClock).await.unwrap();
        assert_eq!((drilled.told, drilled.unreachable, drilled.is_public), (9_000, 1_000, true));
        assert!(drilled.took <= drill::BAR, "{:?}", drilled.took);
        assert_eq!(world.incidents.public_notices().await.unwrap().len(), 1);
    }
}
