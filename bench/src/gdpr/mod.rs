//! GDPRbench on the service's own engine, beside the same tables without enforcement.
//!
//! GDPRbench (Shastri and others, "Understanding and Benchmarking the Impact of GDPR on Database Systems", VLDB 2020;
//! repository GDPRbench/GDPRbench) asks a database what four roles ask for under a privacy law. Its records are a key, data
//! and the metadata that the law wants beside it; here the records are real: listens under consent, with what belongs to
//! a person's account. Each query is what the service really does for it:
//!
//! | GDPRbench | enforced | plain |
//! |---|---|---|
//! | create-record | `History::record` under a `Grant` | one `INSERT` |
//! | delete-record-by-pur | `Rights::withdraw` of the history | `DELETE` of the purpose's rows and the preference |
//! | delete-record-by-ttl | `Rights::age` | the same ends of terms in one transaction |
//! | delete-record-by-usr | `Rights::close`, with certificate and key | `DELETE` from every table |
//! | delete-record-by-key | `Rights::erase` of the place in the queue | one `DELETE` |
//! | update-metadata-by-pur, -key | `Consents::give`, `Rights::withdraw` | a preference, and `DELETE` of what goes with it |
//! | update-metadata-by-usr | `Consents::refuse` | one row of a no |
//! | update-metadata-by-shr | as -pur, for the purpose that sends speech to a recipient | as -pur |
//! | update-data-by-key | `Rights::correct` of the name | one `UPDATE` |
//! | read-data-by-usr | `Rights::export` | the same rows, phone number in the clear |
//! | read-data-by-key | `History::stopped_at` under a `Grant` | one `SELECT` |
//! | read-data-by-pur | `History::listens` under a `Grant` | `SELECT` by the purpose in the row |
//! | read-data-by-obj | the same, nothing where consent rests | `SELECT` where no preference rests |
//! | read-data-by-dec | the same, with a `Grant` for recommendations first | `SELECT` where the preference is there |
//! | read-metadata-by-key | `Consents::states_of` | `SELECT` of the preferences |
//! | read-metadata-by-usr | `Rights::held`, `Consents::states_of` | the same counts, the preferences |
//! | get-system-logs | `Consents::events_of` | `SELECT` of the events as loaded |
//! | verify-deletion | `Rights::certificate`, `Rights::held` | the same counts |
//!
//! Mixtures are those of GDPRbench's workload files where these have them (controller, customer and processor at commit
//! 94d399c, 46 percent of the regulator at 1716696), and otherwise those of the paper, with the parts of a query that has
//! several forms about equal. The files have the controller delete by key and the processor read by user; the forms here,
//! by purpose, term and person, and by objection and decision, are the paper's.
//!
//! Invariants
//! - Both sides touch the same records in every operation, or the measurement fails: [`contest::run`].

mod contest;
mod enforced;
mod people;
mod plain;
mod promises;
mod tables;
mod workload;

use std::fs;
use std::path::{Path, PathBuf};

use db::Location;

use self::contest::{Engine, Side};
use self::enforced::Enforced;
use self::people::{Data, RECORDS_EACH};
use self::plain::Plain;
use self::workload::{Kind, Role};
use crate::scan::empty;
use crate::table::{Bar, Row, Section};
use crate::{Error, Setting, consent};

/// Whatever stopped an operation, and may go from task to task.
type Failure = Box<dyn std::error::Error + Send + Sync>;

const TITLE: &str = "GDPRbench";
/// What names a PostgreSQL server where no argument does.
const POSTGRES: &str = "QINGYIN_TEST_POSTGRES";
/// Of the rate without enforcement, what has to be left with it.
const RATE_MIN: f64 = 0.9;
/// What an operation on one person may take, in milliseconds.
const BY_SUBJECT_MS_MAX: f64 = 10.0;
/// How long after a withdrawal something may still be used, in milliseconds.
const LAST_USE_MS_MAX: f64 = 1_000.0;
/// What a large export may take, in seconds.
const EXPORT_S_MAX: f64 = 2.0;

/// How much is measured.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(crate) struct Sizes {
    /// Records of personal data in the measurement of GDPRbench
    #[arg(long, default_value_t = 100_000)]
    records: usize,
    /// Records of a second, larger measurement of what is done about one person, in which nothing is compared
    #[arg(long)]
    subjects_records: Option<usize>,
    /// What the invented people and operations of GDPRbench are made from
    #[arg(long, default_value_t = 7_340_119)]
    seed: u64,
}

pub(crate) fn measure(setting: &Setting) -> Result<Section, Error> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let address = setting.postgres.clone().or_else(|| std::env::var(POSTGRES).ok());
    let mut databases = Databases { server: address, made: Vec::new() };
    let measured = runtime.block_on(measure_all(setting, &mut databases));
    // Connections to them end with the runtime.
    drop(runtime);
    databases.remove()?;
    measured.map_err(|error| with_causes(error.as_ref()).into())
}

async fn measure_all(setting: &Setting, databases: &mut Databases) -> Result<Section, Failure> {
    let sizes = setting.gdpr;
    let data = Data::new(sizes.records, sizes.seed);
    let folder = in_words(empty(setting, "gdpr"))?;
    let mut sides = vec![
        enforced("SQLite", at(&folder, "enforced")?, &folder.join("enforced"), &data).await?,
        Side::new("plain SQLite", Engine::Plain(Plain::open(at(&folder, "plain")?).await?)),
    ];
    let mut absent = None;
    match databases.two() {
        Ok([first, second]) => {
            fs::create_dir_all(folder.join("postgres"))?;
            sides.push(enforced("PostgreSQL", first, &folder.join("postgres"), &data).await?);
            sides.push(Side::new("plain PostgreSQL", Engine::Plain(Plain::open(second).await?)));
        }
        Err(why) => absent = Some(why),
    }
    for side in &sides {
        side.load(&data).await?;
    }
    contest::run(&mut sides, &data, sizes.seed).await?;

    let mut rows = Vec::new();
    if let [ours, plain, rest @ ..] = sides.as_slice() {
        rows.extend(beside(ours, plain, "", Bar::AtLeastTimesPeer(RATE_MIN)));
        rows.extend(each(ours, plain));
        if let [ours_there, plain_there] = rest {
            rows.extend(beside(ours_there, plain_there, "", Bar::AtLeastTimesPeer(RATE_MIN)));
            rows.extend(each(ours_there, plain_there));
            rows.extend(beside(ours, plain_there, " beside plain PostgreSQL", Bar::None));
        }
    }
    rows.extend(absent.map(|why| Row::not_measured("the same on PostgreSQL", why)));
    let records = data.people.len() * RECORDS_EACH;
    for side in &sides {
        if let Engine::Enforced(service) = &side.engine {
            rows.extend(by_subject(side, records));
            rows.extend(promised(side.name, service, &data).await?);
        }
    }
    match sizes.subjects_records {
        Some(records) => rows.extend(larger(setting, records).await?),
        None => {
            rows.push(Row::not_measured("the same with more records", "no `--subjects-records` was given".to_owned()))
        }
    }
    Ok(Section { title: TITLE, rows, notes: notes(&data, sizes.seed) })
}

/// Operations a second of two sides, workload by workload.
fn beside(ours: &Side, peer: &Side, how: &str, bar: Bar) -> Vec<Row> {
    let row = |role: Role| {
        Row::beside(format!("{}{how}: {}", ours.name, role.name()), ours.rate(role), peer.rate(role), "op/s", bar)
    };
    Role::ALL.map(row).into()
}

/// What each kind of operation took on two sides, so that one sees where the difference is.
fn each(ours: &Side, peer: &Side) -> Vec<Row> {
    let row = |kind: &Kind| {
        let (ours_ms, peer_ms) = (ours.median_ms(*kind)?, peer.median_ms(*kind)?);
        Some(Row::beside(format!("{}: {kind}, median", ours.name), ours_ms, peer_ms, "ms", Bar::None))
    };
    ours.took_ms.keys().filter_map(row).collect()
}

/// How long the service took for what is about one person, kind by kind.
fn by_subject(side: &Side, records: usize) -> Vec<Row> {
    let times = side.took_ms.iter().filter(|(kind, _)| kind.is_by_subject());
    times
        .map(|(kind, times)| {
            let what = format!("{}, {records} records, {} of {kind}: p99", side.name, times.len());
            Row::of(what, contest::p99(times), "ms", Bar::AtMost(BY_SUBJECT_MS_MAX))
        })
        .collect()
}

/// How soon a withdrawal holds, and how long a large export takes.
async fn promised(name: &str, service: &Enforced, data: &Data) -> Result<Vec<Row>, Failure> {
    let raced = promises::withdrawals(service, data).await?;
    let (export_s, exported) = promises::export(service, data).await?;
    Ok(vec![
        Row::of(
            format!("{name}: withdrawal to last use, the longest, among {} uses", raced.uses),
            raced.last_use_ms,
            "ms",
            Bar::AtMost(LAST_USE_MS_MAX),
        ),
        Row::of(format!("{name}: rows left after withdrawals"), raced.left as f64, "", Bar::AtMost(0.0)),
        Row::of(format!("{name}: export of {exported} rows"), export_s, "s", Bar::AtMost(EXPORT_S_MAX)),
    ])
}

/// What is done about one person, with more records, on SQLite.
async fn larger(setting: &Setting, records: usize) -> Result<Vec<Row>, Failure> {
    let sizes = setting.gdpr;
    let data = Data::new(records, sizes.seed);
    let folder = in_words(empty(setting, "gdpr-larger"))?;
    let mut sides = [enforced("SQLite", at(&folder, "enforced")?, &folder.join("enforced"), &data).await?];
    for side in &sides {
        side.load(&data).await?;
    }
    contest::run(&mut sides, &data, sizes.seed).await?;
    let records = data.people.len() * RECORDS_EACH;
    Ok(sides.iter().flat_map(|side| by_subject(side, records)).collect())
}

async fn enforced(name: &'static str, location: Location, folder: &Path, data: &Data) -> Result<Side, Failure> {
    Ok(Side::new(name, Engine::Enforced(Box::new(Enforced::open(location, folder, data).await?))))
}

/// A database file in a folder of its own.
fn at(folder: &Path, name: &str) -> Result<Location, Failure> {
    let folder: PathBuf = folder.join(name);
    fs::create_dir_all(&folder)?;
    Ok(Location::Sqlite { path: folder.join("qingyin.db") })
}

/// Databases on a PostgreSQL server, which are removed in the end.
struct Databases {
    server: Option<String>,
    made: Vec<String>,
}

impl Databases {
    /// Two empty ones, or why there are none.
    fn two(&mut self) -> Result<[Location; 2], String> {
        let server = self.server.clone();
        let server = server.ok_or_else(|| format!("neither `--postgres` nor {POSTGRES} names a server"))?;
        let mut new = |name: &str| -> Result<Location, String> {
            let url = consent::new_database(&server, name).map_err(|error| error.to_string())?;
            self.made.push(url.clone());
            Ok(Location::Postgres { url, owner_url: None })
        };
        Ok([new("gdpr")?, new("gdpr_plain")?])
    }

    fn remove(&self) -> Result<(), Error> {
        for url in &self.made {
            consent::remove_database(self.server.as_deref().unwrap_or_default(), url)?;
        }
        Ok(())
    }
}

/// What went wrong and why, in one line.
fn with_causes(error: &(dyn std::error::Error + 'static)) -> String {
    std::iter::successors(Some(error), |error| error.source()).map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

/// The same failure, which may go from task to task.
fn in_words<T>(result: Result<T, Error>) -> Result<T, Failure> {
    result.map_err(|error| error.to_string().into())
}

fn notes(data: &Data, seed: u64) -> Vec<String> {
    let people = data.people.len();
    vec![
        format!(
            "{people} invented people with {RECORDS_EACH} listens each, {} records; seed {seed}. \
             The peer keeps the same rows in the same tables through the same connections, without grants and the constraints that \
             tie rows to them, without owners of tables, sealing, certificates, notes of what was chosen or erased, and without \
             emptying the engine's own copies of what was erased. \
             SQLite overwrites what is deleted on both sides.",
            people * RECORDS_EACH
        ),
        format!(
            "One operation after the other, from within and without HTTP, {} a workload and turn; the sides take turns, \
             the first round does not count, and of the others the median does. \
             SQLite flushes every commit before it counts; the PostgreSQL server that the bench starts flushes nothing, for \
             either side. \
             What was erased is noted beside the keys and emptied out of the engine's copies at the end of each turn, a few \
             tenths of a second long, within its measured time, as the service does it together for what is erased within \
             a quarter of a second; an operation's own median is without it. \
             Both sides must touch the same number of records in each operation. \
             Customers and regulators ask about few people often, as YCSB's Zipf has it, the others about everybody alike.",
            contest::operations_of(people)
        ),
        "A withdrawal is raced against four recorders and four readers of the same person; what counts is the end of the last \
         use that succeeded, from when the withdrawal was asked for, which is before its commit. An export is timed until its bytes are there; median of five."
            .to_owned(),
    ]
}
