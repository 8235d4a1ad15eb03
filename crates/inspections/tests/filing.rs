//! What is filed, how often, and what becomes of whoever changes it afterwards.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use db::{Db, Sql, sql};
use http_api::Text;
use inspections::{Check, Filed, Finding, Inspections, LATE_AFTER, Parts, is_signed};
use testkit::TestDatabase;
use units::{ManualClock, Millis, Timestamp};
use vault::{MasterKey, Vault};

const NOON: Timestamp = Timestamp::from_millis(1_795_435_200_000);

sql! {
    static CHANGE = "UPDATE inspections SET report = replace(report, '\"looked_at\": 41', '\"looked_at\": 42') \
        WHERE number = 1";
    static CUT_OFF = "DELETE FROM inspections WHERE number = 3";
    static CUT_OUT = "DELETE FROM inspections WHERE number = 1";
}

struct World {
    inspections: Inspections,
    /// Whether the checked thing is in order.
    is_sound: Arc<AtomicBool>,
    clock: ManualClock,
    db: Db,
    keys: Vault,
    _databases: [TestDatabase; 2],
}

fn checks(is_sound: &Arc<AtomicBool>) -> Vec<Check> {
    let is_sound = Arc::clone(is_sound);
    vec![
        Check::new("broken", Text::new("查不了的", "What cannot be looked at"), || async {
            Err("/somewhere is not there".to_owned())
        }),
        Check::new("things", Text::new("东西都在", "Things are in order"), move || {
            let is_sound = is_sound.load(Ordering::Relaxed);
            async move {
                let faults =
                    (0..25).map(|number| Text::made(format!("第 {number} 件坏了"), format!("{number} is broken")));
                Ok(Finding { looked_at: 41, faults: if is_sound { Vec::new() } else { faults.collect() } })
            }
        }),
    ]
}

async fn worlds() -> Vec<World> {
    let stores = testkit::databases(&[&inspections::MIGRATIONS], &["inspections"]).await;
    let vaults = testkit::databases(&[&vault::MIGRATIONS], &["log_heads"]).await;
    let worlds = stores.into_iter().zip(vaults).map(|(store, vault)| {
        let clock = ManualClock::at(NOON);
        let is_sound = Arc::new(AtomicBool::new(true));
        let (db, keys) = (store.db.clone(), Vault::new(vault.db.clone(), MasterKey::new([7; 32])));
        let inspections = Inspections::new(Parts {
            db: db.clone(),
            clock: Arc::new(clock.clone()),
            vault: keys.clone(),
            checks: checks(&is_sound),
        });
        World { inspections, is_sound, clock, db, keys, _databases: [store, vault] }
    });
    worlds.collect()
}

impl World {
    async fn execute(&self, statement: &'static Sql) -> db::Result<u64> {
        let mut tx = self.db.begin().await?;
        let rows = tx.execute(statement, &[]).await?;
        tx.commit().await?;
        Ok(rows)
    }

    /// What the check of earlier reports says of them, in English.
    async fn told_of_reports(&self) -> Vec<String> {
        let filed = self.inspections.inspect().await.unwrap();
        let [reports] = [filed.report.checks.into_iter().find(|check| check.name == "reports").unwrap()];
        assert_eq!(reports.fault_count, reports.faults.len() as u64);
        reports.faults.into_iter().map(|fault| fault.en).collect()
    }
}

fn faults(filed: &Filed) -> Vec<(&str, u64, usize)> {
    filed.report.checks.iter().map(|check| (check.name.as_str(), check.fault_count, check.faults.len())).collect()
}

#[tokio::test]
async fn what_was_found_is_filed_once_a_day_and_signed() {
    for world in worlds().await {
        let inspections = &world.inspections;
        assert!(inspections.is_late(None));
        let first = inspections.inspect_if_due().await.unwrap().unwrap();
        assert_eq!(faults(&first), [("reports", 0, 0), ("broken", 1, 1), ("things", 0, 0)]);
        assert!(!first.text.contains("/somewhere"), "what a file is called stays in the log");
        assert!(is_signed(&inspections.public_key(), &first.text, &first.signature));
        assert!(!is_signed(&inspections.public_key(), &first.text.replace("41", "42"), &first.signature));

        world.clock.advance(Millis::hours(22));
        assert_eq!(inspections.inspect_if_due().await.unwrap(), None);
        assert!(!inspections.is_late(Some(&first.report)));
        world.is_sound.store(false, Ordering::Relaxed);
        world.clock.advance(Millis::hours(1));
        let second = inspections.inspect_if_due().await.unwrap().unwrap();
        assert_eq!(faults(&second), [("reports", 0, 0), ("broken", 1, 1), ("things", 25, 20)]);
        assert_eq!((second.report.number, second.report.failed_count()), (2, 2));

        assert_eq!(inspections.reports(10).await.unwrap(), [second.clone(), first.clone()]);
        assert_eq!(inspections.report(1).await.unwrap(), first);
        assert!(matches!(inspections.report(3).await, Err(inspections::Error::NotFound)));
        world.clock.advance(Millis(LATE_AFTER.0 + 1));
        assert!(inspections.is_late(Some(&second.report)));
    }
}

/// Nodes that come to it at the same moment file one report between them; staff who ask at the same moment get one each.
#[tokio::test]
async fn nodes_file_one_report_between_them() {
    for world in worlds().await {
        let nodes: Vec<Inspections> = (0..8)
            .map(|_| {
                Inspections::new(Parts {
                    db: world.db.clone(),
                    clock: Arc::new(world.clock.clone()),
                    vault: world.keys.clone(),
                    checks: checks(&world.is_sound),
                })
            })
            .collect();
        let due = nodes.iter().cloned().map(|node| tokio::spawn(async move { node.inspect_if_due().await.unwrap() }));
        let mut filed = 0;
        for node in due.collect::<Vec<_>>() {
            filed += usize::from(node.await.unwrap().is_some());
        }
        assert_eq!(filed, 1);

        let asked = nodes[..4].iter().cloned().map(|node| tokio::spawn(async move { node.inspect().await.unwrap() }));
        let mut numbers = Vec::new();
        for node in asked.collect::<Vec<_>>() {
            numbers.push(node.await.unwrap().report.number);
        }
        numbers.sort_unstable();
        assert_eq!(numbers, [2, 3, 4, 5]);
        assert_eq!(world.told_of_reports().await, <[String; 0]>::default());
    }
}

#[tokio::test]
async fn a_report_that_was_changed_is_found_out() {
    for world in worlds().await {
        for _ in 0..3 {
            world.inspections.inspect().await.unwrap();
        }
        assert_eq!(world.execute(&CHANGE).await.unwrap(), 1);
        assert_eq!(world.told_of_reports().await, ["report 1 is not the one that was signed"]);
        assert!(world.execute(&CUT_OUT).await.is_err(), "the next one names it");
    }
}

/// The report that follows says so, once and for good.
#[tokio::test]
async fn a_report_that_was_taken_from_the_end_is_found_out() {
    for world in worlds().await {
        for _ in 0..3 {
            world.inspections.inspect().await.unwrap();
        }
        assert_eq!(world.execute(&CUT_OFF).await.unwrap(), 1);
        let told = world.told_of_reports().await;
        assert_eq!(told, ["the last reports were taken away: 3 was filed, and 2 is the last that is there"]);
        assert_eq!(world.told_of_reports().await, <[String; 0]>::default());
    }
}
