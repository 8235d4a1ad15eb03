//! All SQL of this crate.

use std::collections::HashSet;

use consent::Anonymous;
use db::{Db, args, sql};
use ids::{SubjectId, TrackId};
use policy::{Purpose as _, UsageStatistics};
use units::{Day, Timestamp};

use crate::count::{NamesOf, Numbers};
use crate::measure::{Length, Measure, Period};

sql! {
    // Of whoever agreed before the time was over: who agrees later counts from the next on. Minors are not studied.
    static HEARD_IN = "SELECT l.subject_id, l.track_id, l.started_at FROM listens l \
        JOIN grants g ON g.subject_id = l.subject_id AND g.purpose_no = $1 AND g.granted_at < $3 AND g.rests_since IS NULL \
        WHERE l.started_at >= $2 AND l.started_at < $3 \
        AND l.subject_id NOT IN (SELECT subject_id FROM profile_birthdays WHERE value >= $4)";
    static GENRES = "SELECT g.track_id, g.genre FROM track_genres g JOIN tracks t ON t.id = g.track_id WHERE t.present = 1";
    static ARTISTS = "SELECT c.track_id, a.name FROM track_artists c JOIN artists a ON a.id = c.artist_id \
        JOIN tracks t ON t.id = c.track_id WHERE c.role = 0 AND t.present = 1";
    static COUNTED = "SELECT first_day, days FROM usage_periods";
    static ADD_PERIOD = "INSERT INTO usage_periods (first_day, days, counted_at) VALUES ($1, $2, $3) \
        ON CONFLICT (first_day, days) DO NOTHING";
    static ADD_COUNT = "INSERT INTO usage_counts (first_day, days, measure, value, people, values_per_person, noise_scale) \
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    static COUNTS = "SELECT first_day, days, measure, value, people, values_per_person, noise_scale FROM usage_counts \
        WHERE first_day >= $1 AND first_day <= $2 ORDER BY first_day, measure, value";
}

/// One hearing; of all that is kept about a member, this is what statistics may see.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Heard {
    pub(crate) subject: SubjectId,
    pub(crate) track: TrackId,
    pub(crate) started_at: Timestamp,
}

/// A number that was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The day or week.
    pub(crate) period: Period,
    /// What was counted.
    pub(crate) measure: String,
    /// Of which hour, genre or artist.
    pub(crate) value: String,
    /// How many people, with noise.
    pub(crate) people: i64,
    /// For how many values a person counted.
    pub(crate) values_per_person: i64,
    /// The scale of the noise.
    pub(crate) noise_scale: i64,
}

/// What was heard in a time by those who let themselves be counted.
pub(crate) async fn heard_in(db: &Db, period: Period) -> db::Result<Vec<Heard>> {
    let (since, before) = (period.first.start(), period.next().start());
    let arguments = args![UsageStatistics::NO, since, before, since.minors_born_since()];
    let heard = |row: &db::Row<'_>| Ok(Heard { subject: row.get(0)?, track: row.get(1)?, started_at: row.get(2)? });
    db.service().query(&HEARD_IN, &arguments, heard).await
}

/// The genres of the library's songs.
pub(crate) async fn genres(db: &Db) -> db::Result<NamesOf> {
    names(db, &GENRES).await
}

/// The artists of the library's songs.
pub(crate) async fn artists(db: &Db) -> db::Result<NamesOf> {
    names(db, &ARTISTS).await
}

async fn names(db: &Db, statement: &'static db::Sql) -> db::Result<NamesOf> {
    let rows: Vec<(TrackId, String)> =
        db.catalogue().query(statement, &[], |row| Ok((row.get(0)?, row.get(1)?))).await?;
    let mut names = NamesOf::new();
    for (track, name) in rows {
        names.entry(track).or_default().push(name);
    }
    Ok(names)
}

/// The periods that were counted.
pub(crate) async fn counted(db: &Db) -> db::Result<HashSet<Period>> {
    let periods = db.catalogue().query(&COUNTED, &[], |row| Ok(period(row.get(0)?, row.get(1)?))).await?;
    Ok(periods.into_iter().collect())
}

fn period(first_day: i64, days: i64) -> Period {
    // The database keeps days and weeks alone.
    let length = if days == Length::Week.days() { Length::Week } else { Length::Day };
    Period { first: Day::from_number(first_day), length }
}

/// Keeps the numbers of a period, unless they are there; tells whether it did.
pub(crate) async fn keep(db: &Db, period: Period, now: Timestamp, counted: &[(Measure, Numbers)]) -> db::Result<bool> {
    let (first, days) = (period.first.number(), period.length.days());
    let mut tx = db.begin().await?;
    if tx.execute(&ADD_PERIOD, &args![first, days, now]).await? == 0 {
        return Ok(false);
    }
    for (measure, numbers) in counted {
        let noise = measure.noise();
        let (per_person, scale) = (i64::from(noise.values_per_person), i64::from(noise.scale));
        for (value, people) in numbers.get() {
            let arguments = args![first, days, measure.word(), value.as_str(), *people, per_person, scale];
            tx.execute(&ADD_COUNT, &arguments).await?;
        }
    }
    tx.commit().await?;
    Ok(true)
}

/// The numbers of the periods that began from one day to another, both included.
pub(crate) async fn counts(db: &Db, first: Day, last: Day) -> db::Result<Anonymous<Vec<Kept>>> {
    Anonymous::kept(db, &COUNTS, &args![first.number(), last.number()], |row| {
        Ok(Kept {
            period: period(row.get(0)?, row.get(1)?),
            measure: row.get(2)?,
            value: row.get(3)?,
            people: row.get(4)?,
            values_per_person: row.get(5)?,
            noise_scale: row.get(6)?,
        })
    })
    .await
}
