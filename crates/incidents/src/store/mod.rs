//! The statements of incidents; who is concerned stands in [`notices`].

pub(crate) mod notices;

use db::{Reader, Row, Tx, args, sql};
use http_api::Language;
use ids::IncidentId;
use units::Timestamp;

use crate::model::{Announcement, Counts, Facts, Grade, Incident, Kind, Report, ReportKind, Search, Words, Written};

sql! {
    static ADD = "INSERT INTO incidents (id, name, kind, grade, items, noticed_at, opened_at, opened_by_digest) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    static CHANGE = "UPDATE incidents SET name = $2, kind = $3, grade = $4, items = $5, noticed_at = $6 \
        WHERE id = $1 AND closed_at IS NULL";
    static CLOSE = "UPDATE incidents SET closed_at = $2, closed_words = $3 WHERE id = $1 AND closed_at IS NULL";
    static LATEST = "SELECT id FROM incidents ORDER BY opened_at DESC, id DESC LIMIT 200";
    static PUBLIC = "SELECT incident_id FROM incident_announcements WHERE published_at <= $1 AND published_until > $1 \
        ORDER BY published_at DESC, incident_id DESC LIMIT 200";
    static ONE = "SELECT i.name, i.kind, i.grade, i.items, i.noticed_at, i.opened_at, i.closed_at, i.closed_words, \
        a.announced_at, a.published_at, a.published_until FROM incidents i \
        LEFT JOIN incident_announcements a ON a.incident_id = i.id WHERE i.id = $1";
    static WORDS = "SELECT language, happened, cause, harm, measures, advice, remedies, contact, written_at \
        FROM incident_texts WHERE incident_id = $1 ORDER BY language DESC";
    static WRITE = "INSERT INTO incident_texts (incident_id, language, happened, cause, harm, measures, advice, remedies, \
        contact, written_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) \
        ON CONFLICT (incident_id, language) DO UPDATE SET happened = excluded.happened, cause = excluded.cause, \
        harm = excluded.harm, measures = excluded.measures, advice = excluded.advice, remedies = excluded.remedies, \
        contact = excluded.contact, written_at = excluded.written_at";
    static ANNOUNCE = "INSERT INTO incident_announcements (incident_id, language, announced_at) VALUES ($1, 'zh-CN', $2) \
        ON CONFLICT (incident_id) DO NOTHING";
    static PUBLISH = "UPDATE incident_announcements SET published_at = $2, published_until = $3 WHERE incident_id = $1";
    static END_PUBLICATION = "UPDATE incident_announcements SET published_until = $2 \
        WHERE incident_id = $1 AND published_until > $2";
    static SEARCHES = "SELECT source, detail, from_at, to_at, found, added, unreachable, searched_at \
        FROM incident_searches WHERE incident_id = $1 ORDER BY number";
    static ADD_SEARCH = "INSERT INTO incident_searches (incident_id, number, source, detail, from_at, to_at, found, added, \
        unreachable, searched_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    static NEXT_SEARCH = "SELECT count(*) + 1 FROM incident_searches WHERE incident_id = $1";
    static REPORTS = "SELECT kind, authority, reference, filed_at FROM incident_reports WHERE incident_id = $1 ORDER BY number";
    static ADD_REPORT = "INSERT INTO incident_reports (incident_id, number, kind, authority, reference, filed_at, noted_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    static NEXT_REPORT = "SELECT count(*) + 1 FROM incident_reports WHERE incident_id = $1";
}

pub(crate) async fn add(
    tx: &mut Tx,
    id: IncidentId,
    facts: &Facts,
    opened_by_digest: &str,
    now: Timestamp,
) -> db::Result<()> {
    let Facts { name, kind, grade, items, noticed_at } = facts;
    let arguments = args![id, name, kind.word(), grade.word(), items.join(","), *noticed_at, now, opened_by_digest];
    tx.execute(&ADD, &arguments).await.map(drop)
}

pub(crate) async fn change(tx: &mut Tx, id: IncidentId, facts: &Facts) -> db::Result<()> {
    let Facts { name, kind, grade, items, noticed_at } = facts;
    let arguments = args![id, name, kind.word(), grade.word(), items.join(","), *noticed_at];
    tx.execute(&CHANGE, &arguments).await.map(drop)
}

pub(crate) async fn close(tx: &mut Tx, id: IncidentId, words: &str, now: Timestamp) -> db::Result<()> {
    tx.execute(&CLOSE, &args![id, now, words]).await.map(drop)
}

pub(crate) async fn latest(reader: &Reader) -> db::Result<Vec<IncidentId>> {
    reader.query(&LATEST, &[], |row| row.get(0)).await
}

/// What everybody can read at `now`.
pub(crate) async fn public(reader: &Reader, now: Timestamp) -> db::Result<Vec<IncidentId>> {
    reader.query(&PUBLIC, &args![now], |row| row.get(0)).await
}

pub(crate) async fn write(
    tx: &mut Tx,
    id: IncidentId,
    language: Language,
    words: &Words,
    now: Timestamp,
) -> db::Result<()> {
    let Words { happened, cause, harm, measures, advice, remedies, contact } = words;
    let arguments = args![id, language.tag(), happened, cause, harm, measures, advice, remedies, contact, now];
    tx.execute(&WRITE, &arguments).await.map(drop)
}

/// Notes that people are told; the first time stands.
pub(crate) async fn announce(tx: &mut Tx, id: IncidentId, now: Timestamp) -> db::Result<()> {
    tx.execute(&ANNOUNCE, &args![id, now]).await.map(drop)
}

/// Lets everybody read it from one time to another.
pub(crate) async fn publish(tx: &mut Tx, id: IncidentId, from: Timestamp, until: Timestamp) -> db::Result<()> {
    tx.execute(&PUBLISH, &args![id, from, until]).await.map(drop)
}

/// Takes a public notice down; that there was one stays on file, so that nothing publishes it anew by itself.
pub(crate) async fn end_publication(tx: &mut Tx, id: IncidentId, now: Timestamp) -> db::Result<()> {
    tx.execute(&END_PUBLICATION, &args![id, now]).await.map(drop)
}

pub(crate) async fn add_search(tx: &mut Tx, id: IncidentId, search: &Search) -> db::Result<()> {
    let Search { source, detail, from, to, found, added, unreachable, searched_at } = search;
    let [found, added, unreachable] =
        [*found, *added, *unreachable].map(|count| i64::try_from(count).unwrap_or(i64::MAX));
    let number: i64 = tx.query_one(&NEXT_SEARCH, &args![id], |row| row.get(0)).await?;
    let arguments = args![id, number, source, detail.as_deref(), *from, *to, found, added, unreachable, *searched_at];
    tx.execute(&ADD_SEARCH, &arguments).await.map(drop)
}

pub(crate) async fn add_report(tx: &mut Tx, id: IncidentId, report: &Report, now: Timestamp) -> db::Result<()> {
    let Report { kind, authority, reference, filed_at } = report;
    let number: i64 = tx.query_one(&NEXT_REPORT, &args![id], |row| row.get(0)).await?;
    let arguments = args![id, number, kind.word(), authority, reference.as_deref(), *filed_at, now];
    tx.execute(&ADD_REPORT, &arguments).await.map(drop)
}

/// An incident with everything that is on file about it.
pub(crate) async fn whole(reader: &Reader, id: IncidentId) -> db::Result<Option<Incident>> {
    let head = reader.query_optional(&ONE, &args![id], |row| incident(id, row)).await?;
    let Some(mut incident) = head else { return Ok(None) };
    incident.words = reader.query(&WORDS, &args![id], written).await?;
    incident.searches = reader.query(&SEARCHES, &args![id], search).await?;
    incident.reports = reader.query(&REPORTS, &args![id], report).await?;
    let sought: u64 = incident.searches.iter().map(|search| search.unreachable).sum();
    let counts = notices::counts(reader, id).await?;
    incident.counts = Counts { unreachable: sought + counts.unreachable, ..counts };
    Ok(Some(incident))
}

fn incident(id: IncidentId, row: &Row<'_>) -> db::Result<Incident> {
    let items: String = row.get(3)?;
    let published = row.get::<Option<Timestamp>>(9)?.zip(row.get::<Option<Timestamp>>(10)?);
    let announced_at: Option<Timestamp> = row.get(8)?;
    Ok(Incident {
        id,
        facts: Facts {
            name: row.get(0)?,
            kind: word(row, 1, Kind::of_word)?,
            grade: word(row, 2, Grade::of_word)?,
            items: items.split(',').filter(|item| !item.is_empty()).map(str::to_owned).collect(),
            noticed_at: row.get(4)?,
        },
        opened_at: row.get(5)?,
        closed: row.get::<Option<Timestamp>>(6)?.zip(row.get::<Option<String>>(7)?),
        words: Vec::new(),
        announcement: announced_at.map(|announced_at| Announcement { announced_at, published }),
        counts: Counts::default(),
        searches: Vec::new(),
        reports: Vec::new(),
    })
}

fn written(row: &Row<'_>) -> db::Result<Written> {
    Ok(Written {
        language: word(row, 0, Language::of_tag)?,
        words: Words {
            happened: row.get(1)?,
            cause: row.get(2)?,
            harm: row.get(3)?,
            measures: row.get(4)?,
            advice: row.get(5)?,
            remedies: row.get(6)?,
            contact: row.get(7)?,
        },
        written_at: row.get(8)?,
    })
}

fn search(row: &Row<'_>) -> db::Result<Search> {
    Ok(Search {
        source: row.get(0)?,
        detail: row.get(1)?,
        from: row.get(2)?,
        to: row.get(3)?,
        found: row.get(4)?,
        added: row.get(5)?,
        unreachable: row.get(6)?,
        searched_at: row.get(7)?,
    })
}

fn report(row: &Row<'_>) -> db::Result<Report> {
    Ok(Report {
        kind: word(row, 0, ReportKind::of_word)?,
        authority: row.get(1)?,
        reference: row.get(2)?,
        filed_at: row.get(3)?,
    })
}

/// A column whose words the database checks itself.
fn word<T>(row: &Row<'_>, column: usize, of_word: impl Fn(&str) -> Option<T>) -> db::Result<T> {
    of_word(&row.get::<String>(column)?).ok_or(db::Error::Column { column, expected: "known word" })
}
