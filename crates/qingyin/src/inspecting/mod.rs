//! What inspections of the safety of data look at: promise P-147.
//!
//! Each check reads what is there now, and none changes anything. What other jobs put right within hours is a fault only
//! when it is still there a day later.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::sync::Arc;

use config::{Config, Database};
use db::Db;
use http_api::Text;
use incidents::{ClockState, Incidents};
use inspections::{Check, Finding, Inspections, Parts};
use rights::Rights;
use sharing::Gate;
use staff_access::StaffAccess;
use units::{Clock, Millis};
use vault::Vault;

/// How long what a job puts right may stay.
const GRACE: Millis = Millis::days(1);

/// What is looked at.
#[derive(Clone)]
pub(crate) struct Inspected {
    pub(crate) db: Db,
    pub(crate) vault: Vault,
    pub(crate) rights: Rights,
    pub(crate) staff: StaffAccess,
    pub(crate) incidents: Incidents,
    pub(crate) gate: Gate,
    pub(crate) config: Arc<Config>,
    pub(crate) clock: Arc<dyn Clock>,
}

/// Inspections of these.
pub(crate) fn inspections(of: Inspected) -> Inspections {
    let (db, clock, vault) = (of.db.clone(), Arc::clone(&of.clock), of.vault.clone());
    let checks = vec![
        check(
            "schema",
            Text::new("数据库里的每一列都写在政策里", "Every column of the database stands in the policy"),
            &of,
            schema,
        ),
        check("terms", Text::new("没有超期一天还留着的数据", "Nothing is held a day past its term"), &of, terms),
        check("keys", Text::new("没有无主的密钥", "No key is left behind without its owner"), &of, keys),
        check("erased", Text::new("已经删除的人没有回来", "Nobody who was erased is back"), &of, erased),
        check(
            "staff_log",
            Text::new("运营人员的访问记录完整、未被改动", "The log of staff access is whole and unchanged"),
            &of,
            staff_log,
        ),
        check(
            "recipients",
            Text::new(
                "每个第三方的协议和安全检查都在有效期内",
                "Each recipient's agreement and security check are in force",
            ),
            &of,
            |of| async move { Ok(recipients(&of)) },
        ),
        check(
            "places",
            Text::new("数据和备份都在政策承诺的国家", "Data and copies lie in the countries that the policy promises"),
            &of,
            |of| async move { Ok(places(&of)) },
        ),
        check(
            "policy",
            Text::new("发布过的政策版本没有被改动", "The published versions of the policy are unchanged"),
            &of,
            |_| async { versions() },
        ),
        check(
            "files",
            Text::new("数据和密钥文件只有服务自己能读", "Only the service itself can read the files of data and keys"),
            &of,
            |of| async move { files(&of) },
        ),
        check(
            "deadlines",
            Text::new("请求和安全事件都没有过期未办", "No request and no incident is past its deadline"),
            &of,
            deadlines,
        ),
    ];
    Inspections::new(Parts { db, clock, vault, checks })
}

fn check<F, Fut>(name: &'static str, title: Text, of: &Inspected, look: F) -> Check
where
    F: Fn(Inspected) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<Finding, String>> + Send + 'static,
{
    let of = of.clone();
    Check::new(name, title, move || look(of.clone()))
}

/// Columns, each as its table and its name.
type Columns = BTreeSet<(String, String)>;

/// Columns about people that are there and that the policy does not declare, and those that it declares and that are not
/// there, of all the columns that are.
#[must_use]
pub fn differences_of_schema(live: impl IntoIterator<Item = (String, String)>) -> (Columns, Columns) {
    let not_personal: BTreeSet<&str> = policy::NOT_PERSONAL_TABLES.iter().map(|(table, _)| *table).collect();
    let live: Columns = live.into_iter().filter(|(table, _)| !not_personal.contains(table.as_str())).collect();
    let items = &policy::current().items;
    let declared: Columns = items
        .iter()
        .flat_map(|item| item.columns.iter().map(|column| (item.table.clone(), column.name.clone())))
        .collect();
    (live.difference(&declared).cloned().collect(), declared.difference(&live).cloned().collect())
}

async fn schema(of: Inspected) -> Result<Finding, String> {
    let mut live = of.db.columns().await.map_err(|error| error.to_string())?;
    live.extend(of.vault.store().columns().await.map_err(|error| error.to_string())?);
    let looked_at = live.len() as u64;
    let (undeclared, missing) = differences_of_schema(live);
    let faults = undeclared
        .into_iter()
        .map(|(table, column)| {
            Text::made(
                format!("{table}.{column} 没有写在政策里"),
                format!("{table}.{column} does not stand in the policy"),
            )
        })
        .chain(missing.into_iter().map(|(table, column)| {
            Text::made(
                format!("政策里的 {table}.{column} 不在数据库里"),
                format!("{table}.{column} stands in the policy and is not there"),
            )
        }));
    Ok(Finding { looked_at, faults: faults.collect() })
}

async fn terms(of: Inspected) -> Result<Finding, String> {
    let overdue = of.rights.overdue_for(GRACE).await.map_err(|error| error.to_string())?;
    let told = Text::made(
        format!("{overdue} 行数据过期一天以上还没有删除"),
        format!("{overdue} rows are held more than a day past their term"),
    );
    let items = policy::current().items.len() as u64;
    Ok(Finding { looked_at: items, faults: (overdue > 0).then_some(told).into_iter().collect() })
}

async fn keys(of: Inspected) -> Result<Finding, String> {
    let all = of.vault.subjects().await.map_err(|error| error.to_string())?.len() as u64;
    let left = of.rights.keys_without_people(GRACE).await.map_err(|error| error.to_string())?.len();
    let told = Text::made(format!("{left} 把密钥的主人已经不在"), format!("the owners of {left} keys are gone"));
    Ok(Finding { looked_at: all, faults: (left > 0).then_some(told).into_iter().collect() })
}

async fn erased(of: Inspected) -> Result<Finding, String> {
    let held = of.rights.living().await.map_err(|error| error.to_string())?.len() as u64;
    let back = of.rights.people_without_keys().await.map_err(|error| error.to_string())?.len();
    let told = Text::made(
        format!("{back} 个已经删除的账号还有数据，请运行 qingyin restore 重放删除记录"),
        format!("{back} erased accounts still have data; run `qingyin restore` so that the erasures are replayed"),
    );
    Ok(Finding { looked_at: held, faults: (back > 0).then_some(told).into_iter().collect() })
}

async fn staff_log(of: Inspected) -> Result<Finding, String> {
    let found = of.staff.verify().await.map_err(|error| error.to_string())?;
    Ok(Finding { looked_at: found.entries, faults: found.broken.iter().map(staff_access::Break::told).collect() })
}

fn recipients(of: &Inspected) -> Finding {
    let enabled: Vec<_> = of.gate.configured().into_iter().filter(|setup| setup.enabled).collect();
    let closed = enabled.iter().filter_map(|setup| of.gate.check(&setup.id).err().map(|refusal| (&setup.id, refusal)));
    let faults = closed.map(|(id, refusal)| {
        Text::made(format!("{id} 已停止接收：{refusal}"), format!("{id} receives nothing any more: {refusal}"))
    });
    Finding { looked_at: enabled.len() as u64, faults: faults.collect() }
}

fn places(of: &Inspected) -> Finding {
    let wrong = of.config.check_places(&policy::current().storage_regions);
    let faults = wrong.into_iter().map(|problem| {
        Text::made(format!("存放地与政策不符：{problem}"), format!("a place is not as the policy says: {problem}"))
    });
    Finding { looked_at: of.config.places().len() as u64, faults: faults.collect() }
}

fn versions() -> Result<Finding, String> {
    policy::versions().map(|versions| Finding::sound(versions.len() as u64)).map_err(ToString::to_string)
}

/// The folders and files in which people's data and the keys to it lie; everything in a folder that nobody else may
/// enter is out of their reach.
fn private_paths(config: &Config) -> Vec<PathBuf> {
    let database = match &config.database {
        Database::Sqlite { path, .. } => path.parent().map(PathBuf::from),
        Database::Postgres { .. } => None,
    };
    let mut paths = vec![config.data.folder.clone(), config.vault.master_key_file.clone()];
    paths.extend(database);
    paths.retain(|path| path.exists());
    paths.sort();
    paths.dedup();
    paths
}

fn files(of: &Inspected) -> Result<Finding, String> {
    let paths = private_paths(&of.config);
    let mut faults = Vec::new();
    for path in &paths {
        let mode = fs::metadata(path).map_err(|error| format!("{}: {error}", path.display()))?.permissions().mode();
        if mode & 0o077 != 0 {
            let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
            faults.push(Text::made(
                format!("其他用户能读 {name}，请去掉他们的权限：chmod go-rwx"),
                format!("other users can read {name}; take their permissions away: chmod go-rwx"),
            ));
        }
    }
    Ok(Finding { looked_at: paths.len() as u64, faults })
}

async fn deadlines(of: Inspected) -> Result<Finding, String> {
    let desk = of.rights.desk_statistics().await.map_err(|error| error.to_string())?;
    let incidents = of.incidents.incidents().await.map_err(|error| error.to_string())?;
    let now = of.clock.now();
    let clocks = incidents.iter().flat_map(|incident| incident.clocks(now));
    let late = clocks.filter(|clock| clock.state == ClockState::Overdue).count();
    let requests = Text::made(
        format!("{} 个请求过了十五天还没有答复", desk.overdue),
        format!("{} requests are without an answer after fifteen days", desk.overdue),
    );
    let told =
        Text::made(format!("安全事件有 {late} 个期限已经错过"), format!("{late} deadlines of incidents have passed"));
    let faults = [(desk.overdue > 0).then_some(requests), (late > 0).then_some(told)];
    Ok(Finding { looked_at: desk.waiting + incidents.len() as u64, faults: faults.into_iter().flatten().collect() })
}

#[cfg(test)]
mod tests;
