//! A drill: an incident of many invented people, found and told, on a database of its own.

use db::Db;
use http_api::Language;
use ids::SubjectId;
use units::{Clock, Millis, Timestamp};

use crate::error::Error;
use crate::model::{Facts, Grade, Kind, Words};
use crate::{Incidents, Source};

/// How long telling ten thousand people may take.
pub const BAR: Millis = Millis::minutes(10);
/// People made in one transaction.
const BATCH: u64 = 1_000;
/// One in so many has no account to be reached by, so that there has to be a public notice.
const UNREACHABLE_ONE_IN: u64 = 10;

/// What a drill came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drilled {
    /// People who were told.
    pub told: u64,
    /// People who have no account.
    pub unreachable: u64,
    /// Whether there is a public notice for these.
    pub is_public: bool,
    /// From opening the incident until the last notice was there.
    pub took: Millis,
}

/// Invents `people` people on this database, of whom one in ten has no account, lets an incident concern them all, and
/// tells them. The database is to be thrown away afterwards.
///
/// # Errors
/// The desk's and the database's.
pub async fn run(incidents: &Incidents, db: &Db, people: u64, clock: &dyn Clock) -> Result<Drilled, Error> {
    let without_account = people / UNREACHABLE_ONE_IN;
    let living = invent(db, people - without_account, clock.now()).await?;
    let gone = (0..without_account).map(|_| SubjectId::random(&mut rand::rng()));
    let list: Vec<SubjectId> = living.iter().copied().chain(gone).collect();
    let officer = *living.first().ok_or(Error::NobodySought)?;
    let began_at = clock.now();
    let facts = Facts {
        name: "演练".to_owned(),
        kind: Kind::Leak,
        grade: Grade::General,
        items: vec!["account".to_owned()],
        noticed_at: incidents.0.clock.now(),
    };
    let incident = incidents.open(officer, facts).await?;
    incidents.write(incident.id, Language::Chinese, words()).await?;
    for part in list.chunks(crate::MEMBERS_MAX) {
        incidents.find(incident.id, &Source::List(part.to_vec())).await?;
    }
    let told = incidents.tell(incident.id, false).await?;
    let took = clock.now().since(began_at);
    let counts = incidents.incident(incident.id).await?.counts;
    Ok(Drilled { told: counts.notified, unreachable: counts.unreachable, is_public: told.is_public, took })
}

async fn invent(db: &Db, people: u64, now: Timestamp) -> Result<Vec<SubjectId>, Error> {
    let mut made = Vec::new();
    while (made.len() as u64) < people {
        let mut tx = db.begin().await?;
        for _ in 0..BATCH.min(people - made.len() as u64) {
            let subject = SubjectId::random(&mut rand::rng());
            consent::add_subject(&mut tx, subject, now).await?;
            made.push(subject);
        }
        tx.commit().await?;
    }
    Ok(made)
}

fn words() -> Words {
    let part = |text: &str| text.to_owned();
    Words {
        happened: part("这是一次演练，没有真实事件。"),
        cause: part("演练。"),
        harm: part("没有影响。"),
        measures: part("演练结束后全部删除。"),
        advice: part("您不需要做任何事。"),
        remedies: part("没有需要补救的。"),
        contact: part("个人信息保护负责人"),
    }
}
