//! Every list walks an index, and costs the same on its last page as on its first.

use crate::common::worlds;

#[tokio::test]
async fn every_list_walks_an_index() {
    for world in worlds().await {
        if world.test.db.engine() != db::Engine::Sqlite {
            // Of a few rows PostgreSQL rightly reads all.
            continue;
        }
        let plans = library::plans();
        assert!(plans.len() > 12);
        for plan in plans {
            let text = world.test.db.plan(plan.statement, &plan.arguments).await.unwrap();
            let name = plan.statement.name;
            assert!(!text.contains("USE TEMP B-TREE"), "{name} sorts: {text}");
            // The opening of a playlist is twenty entries, which were found by an index.
            let scans = text.lines().any(|line| line.starts_with("SCAN ") && line != "SCAN opening");
            assert!(!scans, "{name} reads a whole table: {text}");
        }
    }
}
