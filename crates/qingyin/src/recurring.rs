//! The recurring work of the service.

use catalog::Catalog;
use http_api::Text;
use jobs::{Job, Outcome};
use rights::Rights;
use units::Millis;

/// Every job, told what it works on; `rescan` is absent when the operator wants no full look.
pub(crate) fn jobs(catalog: &Catalog, rights: &Rights, rescan: Option<Millis>) -> Vec<Job> {
    let mut jobs = vec![retention(rights.clone()), sweep(rights.clone())];
    if let Some(interval) = rescan {
        jobs.push(scan(catalog.clone(), interval));
    }
    jobs
}

fn scan(catalog: Catalog, interval: Millis) -> Job {
    Job::new("scan", Text::new("扫描音乐文件夹", "Scan the music folders"), interval, move || {
        let catalog = catalog.clone();
        async move {
            let message = catalog::jobs::scan(&catalog).await.map_err(|error| error.to_string())?;
            let totals = catalog.totals().await.map_err(|error| error.to_string())?;
            Ok(Outcome { message, rows: totals.tracks })
        }
    })
}

/// Hourly, so that nothing is held a day past its term even when a run or two fail.
fn retention(rights: Rights) -> Job {
    Job::new("retention", Text::new("到期数据删除", "Erase what reached its term"), Millis::hours(1), move || {
        let rights = rights.clone();
        async move {
            let aged = rights.age().await.map_err(|error| error.to_string())?;
            let rows = aged.iter().map(|item| item.rows).sum();
            let message =
                aged.iter().map(|item| format!("{}: {}", item.item, item.rows)).collect::<Vec<_>>().join(", ");
            Ok(Outcome { message, rows })
        }
    })
}

fn sweep(rights: Rights) -> Job {
    Job::new(
        "key_sweep",
        Text::new("销毁无主密钥", "Destroy keys without an owner"),
        Millis::hours(6),
        move || {
            let rights = rights.clone();
            async move {
                let rows = rights.sweep_keys().await.map_err(|error| error.to_string())?;
                Ok(Outcome { message: String::new(), rows })
            }
        },
    )
}
