//! Rules as one SQL text for both engines, their values as arguments.
//!
//! The text follows from the shape of the tree alone: fields, operators and nesting. Every value is an argument.

use db::Value;
use ids::{GrantId, SubjectId};
use units::{Millis, Timestamp};

use super::rules::{Condition, Node, Order, Rules};
use super::words::{MomentField, MomentOperator, NumberField, NumberOperator, OrderField, TextField, TextOperator};

/// Stands in a sort key between the pinyin of a Chinese name and the name itself.
const BEFORE_NAME: char = '\u{1}';
/// Stands before a sort key that begins with neither a letter nor a Chinese character.
const BEFORE_OTHER: char = '{';

/// For whom rules are applied, and when.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asker {
    /// A guest likes, rated and heard nothing.
    pub(super) member: Option<SubjectId>,
    /// The live consent to a history of listening; without it nothing was heard.
    pub(super) history: Option<GrantId>,
    pub(super) now: Timestamp,
}

/// A statement's text and its arguments.
#[derive(Debug, Default)]
pub(super) struct Compiled {
    pub(super) text: String,
    pub(super) arguments: Vec<Value>,
}

const FROM: &str = " FROM tracks t LEFT JOIN albums a ON a.id = t.album_id WHERE t.present = 1";

/// The whole of the rules: ids and lengths of the tracks they choose, in order.
pub(super) fn whole(rules: &Rules, asker: Asker) -> Compiled {
    let mut writer = Writer { asker, arguments: Vec::new() };
    let condition = writer.node(&rules.root);
    let order = writer.orders(&rules.orders);
    let limit = writer.number(i64::from(rules.limit));
    let text = format!("SELECT t.id, t.duration_ms{FROM} AND {condition} ORDER BY {order} LIMIT {limit}");
    Compiled { text, arguments: writer.arguments }
}

/// One condition alone: ids of the tracks that meet it.
pub(super) fn one(condition: &Condition, asker: Asker) -> Compiled {
    let mut writer = Writer { asker, arguments: Vec::new() };
    let condition = writer.condition(condition);
    Compiled { text: format!("SELECT t.id{FROM} AND {condition}"), arguments: writer.arguments }
}

/// Ids and lengths of all tracks in order.
pub(super) fn ordered(orders: &[Order], asker: Asker) -> Compiled {
    let mut writer = Writer { asker, arguments: Vec::new() };
    let order = writer.orders(orders);
    Compiled { text: format!("SELECT t.id, t.duration_ms{FROM} ORDER BY {order}"), arguments: writer.arguments }
}

struct Writer {
    asker: Asker,
    arguments: Vec<Value>,
}

impl Writer {
    fn bind(&mut self, value: impl Into<Value>, kind: &str) -> String {
        self.arguments.push(value.into());
        format!("CAST(${} AS {kind})", self.arguments.len())
    }

    fn number(&mut self, number: i64) -> String {
        self.bind(number, "BIGINT")
    }

    fn text(&mut self, text: String) -> String {
        self.bind(text, "TEXT")
    }

    fn node(&mut self, node: &Node) -> String {
        match node {
            Node::All(nodes) => self.joined(nodes, " AND "),
            Node::Any(nodes) => self.joined(nodes, " OR "),
            Node::Not(node) => format!("NOT {}", self.node(node)),
            Node::Is(condition) => self.condition(condition),
        }
    }

    fn joined(&mut self, nodes: &[Node], by: &str) -> String {
        let parts: Vec<String> = nodes.iter().map(|node| self.node(node)).collect();
        format!("({})", parts.join(by))
    }

    /// A condition that is true or false of every track, never unknown, so that `NOT` turns it around.
    fn condition(&mut self, condition: &Condition) -> String {
        match condition {
            Condition::Text { field, operator, value } => {
                let (operator, is_negated) = match operator {
                    TextOperator::IsNot => (TextOperator::Is, true),
                    TextOperator::NotContains => (TextOperator::Contains, true),
                    other => (*other, false),
                };
                let found = match field {
                    TextField::Title => self.sorted_name("t.sort_key", operator, value),
                    TextField::Album => self.sorted_name("coalesce(a.sort_key, '')", operator, value),
                    TextField::Artist => {
                        let name = self.folded_name("r.fold_key", operator, value);
                        format!(
                            "EXISTS (SELECT 1 FROM track_artists x JOIN artists r ON r.id = x.artist_id \
                             WHERE x.track_id = t.id AND x.role = 0 AND {name})"
                        )
                    }
                    TextField::Genre => {
                        let name = self.folded_name("x.genre_key", operator, value);
                        format!("EXISTS (SELECT 1 FROM track_genres x WHERE x.track_id = t.id AND {name})")
                    }
                };
                if is_negated { format!("NOT {found}") } else { found }
            }
            Condition::Number { field, operator, low, high } => {
                let value = self.number_of(*field);
                let low = self.number(*low);
                match operator {
                    NumberOperator::Is => format!("({value} = {low})"),
                    NumberOperator::IsNot => format!("({value} <> {low})"),
                    NumberOperator::AtLeast => format!("({value} >= {low})"),
                    NumberOperator::AtMost => format!("({value} <= {low})"),
                    NumberOperator::Between => format!("({value} BETWEEN {low} AND {})", self.number(*high)),
                }
            }
            Condition::Moment { field, operator, value } => {
                let moment = match field {
                    MomentField::Added => "t.added_at".to_owned(),
                    MomentField::LastPlayed => self.last_played(),
                };
                let bound = match operator {
                    MomentOperator::Before | MomentOperator::After => *value,
                    MomentOperator::InLastDays | MomentOperator::NotInLastDays => {
                        (self.asker.now - Millis::days(*value)).as_millis()
                    }
                };
                let bound = self.number(bound);
                match operator {
                    MomentOperator::Before | MomentOperator::NotInLastDays => format!("({moment} < {bound})"),
                    MomentOperator::After | MomentOperator::InLastDays => format!("({moment} >= {bound})"),
                }
            }
            Condition::Liked(liked) => {
                let found = match self.asker.member {
                    None => "(1 = 0)".to_owned(),
                    Some(member) => {
                        let member = self.number(member.as_i64());
                        format!("EXISTS (SELECT 1 FROM likes k WHERE k.subject_id = {member} AND k.track_id = t.id)")
                    }
                };
                if *liked { found } else { format!("NOT {found}") }
            }
            Condition::InPlaylist { playlist, is_in } => {
                let playlist = self.number(playlist.as_i64());
                let opened = match self.asker.member {
                    None => String::new(),
                    Some(member) => {
                        let member = self.number(member.as_i64());
                        format!(
                            "p.subject_id = {member} OR p.visibility = 'members' OR EXISTS (SELECT 1 FROM playlist_editors e \
                             WHERE e.playlist_id = p.id AND e.subject_id = {member}) OR "
                        )
                    }
                };
                let found = format!(
                    "EXISTS (SELECT 1 FROM playlist_items i JOIN playlists p ON p.id = i.playlist_id \
                     WHERE i.playlist_id = {playlist} AND i.track_id = t.id AND ({opened}EXISTS (SELECT 1 \
                     FROM playlist_publications u WHERE u.playlist_id = p.id)))"
                );
                if *is_in { found } else { format!("NOT {found}") }
            }
        }
    }

    fn number_of(&mut self, field: NumberField) -> String {
        match field {
            NumberField::Year => "t.year".to_owned(),
            NumberField::DurationMs => "t.duration_ms".to_owned(),
            NumberField::BitrateKbps => "coalesce(t.bitrate_kbps, 0)".to_owned(),
            NumberField::Rating => self.rating(),
            NumberField::PlayCount => self.play_count(),
        }
    }

    fn rating(&mut self) -> String {
        let Some(member) = self.asker.member else { return "0".to_owned() };
        let member = self.number(member.as_i64());
        format!("coalesce((SELECT q.stars FROM ratings q WHERE q.subject_id = {member} AND q.track_id = t.id), 0)")
    }

    fn play_count(&mut self) -> String {
        match self.heard() {
            None => "0".to_owned(),
            Some(heard) => format!("(SELECT count(*) FROM {heard})"),
        }
    }

    fn last_played(&mut self) -> String {
        match self.heard() {
            None => "0".to_owned(),
            Some(heard) => format!("coalesce((SELECT max(l.started_at) FROM {heard}), 0)"),
        }
    }

    /// The asker's own listens of the track, under the grant that lives: without it there is no such row.
    fn heard(&mut self) -> Option<String> {
        let (member, history) = self.asker.member.zip(self.asker.history)?;
        let member = self.number(member.as_i64());
        let grant = self.number(history.as_i64());
        Some(format!("listens l WHERE l.subject_id = {member} AND l.track_id = t.id AND l.grant_id = {grant}"))
    }

    /// A name that was folded when it was written.
    fn folded_name(&mut self, column: &str, operator: TextOperator, value: &str) -> String {
        let value = catalog::fold(value);
        match operator {
            TextOperator::Contains | TextOperator::NotContains => {
                let pattern = self.text(format!("%{}%", escaped(&value)));
                format!("{column} LIKE {pattern} ESCAPE '\\'")
            }
            TextOperator::StartsWith => {
                let pattern = self.text(format!("{}%", escaped(&value)));
                format!("{column} LIKE {pattern} ESCAPE '\\'")
            }
            TextOperator::Is | TextOperator::IsNot => format!("{column} = {}", self.text(value)),
        }
    }

    /// A name known by its sort key, of which the part counts that is no pinyin.
    fn sorted_name(&mut self, column: &str, operator: TextOperator, value: &str) -> String {
        let value = catalog::sort_key(value).key;
        let value = escaped(counted(&value));
        let (before, after) = match operator {
            TextOperator::Is | TextOperator::IsNot => ("", ""),
            TextOperator::StartsWith => ("", "%"),
            TextOperator::Contains | TextOperator::NotContains => ("%", "%"),
        };
        let chinese = self.text(format!("%{BEFORE_NAME}{before}{value}{after}"));
        let has_pinyin = self.text(format!("%{BEFORE_NAME}%"));
        let other = self.text(format!("{before}{value}{after}"));
        format!(
            "({column} LIKE {chinese} ESCAPE '\\' OR ({column} NOT LIKE {has_pinyin} \
             AND ltrim({column}, '{BEFORE_OTHER}') LIKE {other} ESCAPE '\\'))"
        )
    }

    fn orders(&mut self, orders: &[Order]) -> String {
        let mut text = String::new();
        for Order { by, descending } in orders {
            let key = match by {
                OrderField::Title => "t.sort_key".to_owned(),
                OrderField::Artist => "t.artist_sort_key".to_owned(),
                OrderField::Album => "t.album_sort_key".to_owned(),
                OrderField::Year => "t.year".to_owned(),
                OrderField::DurationMs => "t.duration_ms".to_owned(),
                OrderField::BitrateKbps => "coalesce(t.bitrate_kbps, 0)".to_owned(),
                OrderField::Added => "t.added_at".to_owned(),
                OrderField::Rating => self.rating(),
                OrderField::PlayCount => self.play_count(),
                OrderField::LastPlayed => self.last_played(),
                OrderField::Random => "t.random_key".to_owned(),
            };
            // A bare number would name a column of the answer.
            text.push_str(if key == "0" { "t.id - t.id" } else { &key });
            text.push_str(if *descending { " DESC, " } else { ", " });
        }
        text.push_str("t.id");
        text
    }
}

/// The part of a sort key by which rules know a name.
pub(super) fn counted(sort_key: &str) -> &str {
    match sort_key.split_once(BEFORE_NAME) {
        Some((_, name)) => name,
        None => sort_key.trim_start_matches(BEFORE_OTHER),
    }
}

/// A text that `LIKE … ESCAPE '\'` takes for itself.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(character, '%' | '_' | '\\') {
            out.push('\\');
        }
        out.push(character);
    }
    out
}
