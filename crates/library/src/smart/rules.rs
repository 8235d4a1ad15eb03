//! The language of rules: a tree of conditions over a closed list of fields, an order and a limit.
//!
//! ```json
//! { "match": { "all": [
//!     { "field": "genre", "operator": "is", "value": "民谣" },
//!     { "not": { "field": "play_count", "operator": "at_least", "value": 1 } } ] },
//!   "order": [{ "by": "added", "descending": true }], "limit": 100 }
//! ```
//!
//! What does not fit is refused with the place in the tree, such as `rules.match.all[1].not.value`.

use http_api::Text;
use ids::PlaylistId;
use serde_json::{Map, Value};
use units::Timestamp;

use super::words::{
    MomentField, MomentOperator, NumberField, NumberOperator, OrderField, TextField, TextOperator, Word,
};
use crate::error::Error;

/// Groups within groups at most.
pub const DEPTH_MAX: usize = 6;
/// Conditions of one playlist at most.
pub const CONDITIONS_MAX: usize = 50;
/// Characters of a text that is looked for at most.
pub const VALUE_CHARACTERS_MAX: usize = 100;
/// Orders, one after the other, at most.
pub const ORDERS_MAX: usize = 2;
/// Tracks of a smart playlist at most, and how many it has when nothing is said.
pub const LIMIT_MAX: u32 = 5_000;
const LIMIT_USUAL: u32 = 500;

/// The rules of a smart playlist, checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Rules {
    json: Value,
    pub(super) root: Node,
    pub(super) orders: Vec<Order>,
    pub(super) limit: u32,
}

/// A part of the tree.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    All(Vec<Node>),
    Any(Vec<Node>),
    Not(Box<Node>),
    Is(Condition),
}

/// One condition.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Condition {
    Text { field: TextField, operator: TextOperator, value: String },
    Number { field: NumberField, operator: NumberOperator, low: i64, high: i64 },
    Moment { field: MomentField, operator: MomentOperator, value: i64 },
    Liked(bool),
    InPlaylist { playlist: PlaylistId, is_in: bool },
}

/// What comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Order {
    pub(super) by: OrderField,
    pub(super) descending: bool,
}

impl Rules {
    /// Reads rules.
    ///
    /// # Errors
    /// [`Error::Field`] that names the place in the tree and what fits there.
    pub fn parse(json: &Value) -> Result<Self, Error> {
        let place = Place("rules".to_owned());
        let object = place.object(json, &["match", "order", "limit"])?;
        let root = object.get("match").ok_or_else(|| place.key("match").missing())?;
        let mut reader = TreeReader { conditions: 0 };
        let root = reader.node(&place.key("match"), root, 1)?;
        let orders = match object.get("order") {
            None => Vec::new(),
            Some(orders) => self::orders(&place.key("order"), orders)?,
        };
        let limit = match object.get("limit") {
            None => LIMIT_USUAL,
            Some(limit) => place.key("limit").number(limit, 1, i64::from(LIMIT_MAX))?.try_into().unwrap_or(LIMIT_MAX),
        };
        Ok(Self { json: json.clone(), root, orders, limit })
    }

    /// As they were given.
    #[must_use]
    pub fn as_json(&self) -> &Value {
        &self.json
    }

    pub(crate) fn to_text(&self) -> String {
        self.json.to_string()
    }

    /// The playlists that conditions name.
    #[must_use]
    pub fn playlists(&self) -> Vec<PlaylistId> {
        let mut found = Vec::new();
        self.root.each(&mut |condition| {
            if let Condition::InPlaylist { playlist, .. } = condition {
                found.push(*playlist);
            }
        });
        found
    }

    /// Whether a condition or the order asks what the member heard.
    #[must_use]
    pub fn use_history(&self) -> bool {
        let mut uses = self.orders.iter().any(|order| order.by.is_of_history());
        self.root.each(&mut |condition| {
            uses |= match condition {
                Condition::Number { field, .. } => *field == NumberField::PlayCount,
                Condition::Moment { field, .. } => *field == MomentField::LastPlayed,
                _ => false,
            };
        });
        uses
    }
}

impl Node {
    pub(super) fn each(&self, visit: &mut impl FnMut(&Condition)) {
        match self {
            Self::All(nodes) | Self::Any(nodes) => nodes.iter().for_each(|node| node.each(visit)),
            Self::Not(node) => node.each(visit),
            Self::Is(condition) => visit(condition),
        }
    }
}

/// Reads the tree within its limits.
struct TreeReader {
    conditions: usize,
}

impl TreeReader {
    fn node(&mut self, place: &Place, json: &Value, depth: usize) -> Result<Node, Error> {
        if depth > DEPTH_MAX {
            let message = Text::made(format!("最多嵌套 {DEPTH_MAX} 层"), format!("at most {DEPTH_MAX} levels"));
            return Err(place.refuse("rules.too_deep", message));
        }
        let object = json.as_object().ok_or_else(|| place.malformed("一个条件", "a condition"))?;
        if object.contains_key("field") {
            return self.condition(place, json).map(Node::Is);
        }
        let object = place.object(json, &["all", "any", "not"])?;
        let mut keys = object.iter();
        let (Some((key, inner)), None) = (keys.next(), keys.next()) else {
            return Err(place.malformed("field，或 all、any、not 之一", "field, or one of all, any and not"));
        };
        let place = place.key(key);
        match key.as_str() {
            "not" => Ok(Node::Not(Box::new(self.node(&place, inner, depth + 1)?))),
            key => {
                let list = inner.as_array().filter(|list| !list.is_empty());
                let list = list.ok_or_else(|| place.malformed("至少一个条件", "at least one condition"))?;
                let nodes =
                    list.iter().enumerate().map(|(index, node)| self.node(&place.index(index), node, depth + 1));
                let nodes = nodes.collect::<Result<_, _>>()?;
                Ok(if key == "all" { Node::All(nodes) } else { Node::Any(nodes) })
            }
        }
    }

    fn condition(&mut self, place: &Place, json: &Value) -> Result<Condition, Error> {
        self.conditions += 1;
        if self.conditions > CONDITIONS_MAX {
            let message =
                Text::made(format!("最多 {CONDITIONS_MAX} 个条件"), format!("at most {CONDITIONS_MAX} conditions"));
            return Err(place.refuse("rules.too_many", message));
        }
        let object = place.object(json, &["field", "operator", "value"])?;
        let get = |key: &str| object.get(key).ok_or_else(|| place.key(key).missing());
        let (field, operator, value) = (get("field")?, get("operator")?, get("value")?);
        let (operator_at, value_at) = (place.key("operator"), place.key("value"));
        let name = field.as_str().unwrap_or_default();
        if let Some(field) = TextField::named(name) {
            let operator = operator_at.word::<TextOperator>(operator)?;
            return Ok(Condition::Text { field, operator, value: value_at.text(value)? });
        }
        if let Some(field) = NumberField::named(name) {
            let operator = operator_at.word::<NumberOperator>(operator)?;
            let number = |place: &Place, json: &Value| place.number(json, 0, field.most());
            let (low, high) = if operator == NumberOperator::Between {
                let [low, high] = value.as_array().map(Vec::as_slice).unwrap_or_default() else {
                    return Err(value_at.malformed("两个数", "two numbers"));
                };
                (number(&value_at.index(0), low)?, number(&value_at.index(1), high)?)
            } else {
                let one = number(&value_at, value)?;
                (one, one)
            };
            return Ok(Condition::Number { field, operator, low, high });
        }
        if let Some(field) = MomentField::named(name) {
            let operator = operator_at.word::<MomentOperator>(operator)?;
            let value = match operator {
                MomentOperator::Before | MomentOperator::After => value_at.moment(value)?,
                MomentOperator::InLastDays | MomentOperator::NotInLastDays => value_at.number(value, 1, 36_500)?,
            };
            return Ok(Condition::Moment { field, operator, value });
        }
        match name {
            "liked" => {
                operator_at.only_is(operator)?;
                let liked = value.as_bool().ok_or_else(|| value_at.malformed("true 或 false", "true or false"))?;
                Ok(Condition::Liked(liked))
            }
            "playlist" => {
                let is_in = match operator.as_str() {
                    Some("in") => true,
                    Some("not_in") => false,
                    _ => return Err(operator_at.unknown("in, not_in")),
                };
                let playlist = value.as_str().and_then(|text| text.parse().ok());
                let playlist = playlist.ok_or_else(|| value_at.malformed("歌单编号", "the id of a playlist"))?;
                Ok(Condition::InPlaylist { playlist, is_in })
            }
            _ => {
                let fields = [TextField::names(), NumberField::names(), MomentField::names()].join(", ");
                Err(place.key("field").unknown(&format!("{fields}, liked, playlist")))
            }
        }
    }
}

fn orders(place: &Place, json: &Value) -> Result<Vec<Order>, Error> {
    let list = json.as_array().ok_or_else(|| place.malformed("一个列表", "a list"))?;
    if list.len() > ORDERS_MAX {
        let message = Text::made(format!("最多 {ORDERS_MAX} 个"), format!("at most {ORDERS_MAX}"));
        return Err(place.refuse("rules.too_many", message));
    }
    let order = |(index, json): (usize, &Value)| {
        let place = place.index(index);
        let object = place.object(json, &["by", "descending"])?;
        let by = object.get("by").ok_or_else(|| place.key("by").missing())?;
        let by = place.key("by").word::<OrderField>(by)?;
        let descending = match object.get("descending") {
            None => false,
            Some(Value::Bool(descending)) => *descending,
            Some(_) => return Err(place.key("descending").malformed("true 或 false", "true or false")),
        };
        Ok(Order { by, descending })
    };
    list.iter().enumerate().map(order).collect()
}

/// A place in the tree, which refusals name.
struct Place(String);

impl Place {
    fn key(&self, key: &str) -> Self {
        Self(format!("{}.{key}", self.0))
    }

    fn index(&self, index: usize) -> Self {
        Self(format!("{}[{index}]", self.0))
    }

    fn refuse(&self, code: &'static str, message: Text) -> Error {
        Error::field(self.0.clone(), code, message)
    }

    fn missing(&self) -> Error {
        self.refuse("field.missing", Text::new("请填写这一项", "please fill this in"))
    }

    fn malformed(&self, zh: &str, en: &str) -> Error {
        self.refuse("field.malformed", Text::made(format!("这里应是{zh}"), format!("expected {en}")))
    }

    fn unknown(&self, expected: &str) -> Error {
        self.refuse("field.unknown", Text::made(format!("可用的有：{expected}"), format!("expected one of {expected}")))
    }

    /// The object at this place, which has no keys but these.
    fn object<'a>(&self, json: &'a Value, keys: &[&str]) -> Result<&'a Map<String, Value>, Error> {
        let object = json.as_object().ok_or_else(|| self.malformed("一个对象", "an object"))?;
        match object.keys().find(|key| !keys.contains(&key.as_str())) {
            Some(key) => Err(self.key(key).unknown(&keys.join(", "))),
            None => Ok(object),
        }
    }

    fn word<W: Word>(&self, json: &Value) -> Result<W, Error> {
        json.as_str().and_then(W::named).ok_or_else(|| self.unknown(&W::names()))
    }

    fn only_is(&self, json: &Value) -> Result<(), Error> {
        if json == "is" { Ok(()) } else { Err(self.unknown("is")) }
    }

    fn number(&self, json: &Value, least: i64, most: i64) -> Result<i64, Error> {
        json.as_i64().filter(|number| (least..=most).contains(number)).ok_or_else(|| {
            self.malformed(&format!(" {least} 到 {most} 的整数"), &format!("a whole number from {least} to {most}"))
        })
    }

    /// A text that still says something once it is folded.
    fn text(&self, json: &Value) -> Result<String, Error> {
        let text = json.as_str().unwrap_or_default();
        let fits = text.chars().count() <= VALUE_CHARACTERS_MAX && !catalog::fold(text).is_empty();
        if fits { Ok(text.to_owned()) } else { Err(self.malformed(" 1 到 100 个字", "1 to 100 characters")) }
    }

    fn moment(&self, json: &Value) -> Result<i64, Error> {
        let text = json.as_str().unwrap_or_default();
        // A day is its first instant in UTC.
        let instant: Option<Timestamp> =
            if text.len() == 10 { format!("{text}T00:00:00Z").parse().ok() } else { text.parse().ok() };
        instant
            .map(Timestamp::as_millis)
            .ok_or_else(|| self.malformed("日期，如 2026-11-23", "a day such as 2026-11-23, or an instant of RFC 3339"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[track_caller]
    fn refused(json: Value, place: &str) {
        match Rules::parse(&json) {
            Err(Error::Field { name, .. }) => assert_eq!(name, place, "{json}"),
            other => panic!("{json}: {other:?}"),
        }
    }

    fn of(condition: Value) -> Value {
        json!({ "match": { "all": [{ "field": "year", "operator": "is", "value": 1998 }, condition] } })
    }

    #[test]
    fn a_refusal_names_the_place() {
        refused(json!([]), "rules");
        refused(json!({}), "rules.match");
        refused(json!({ "match": {} }), "rules.match");
        refused(json!({ "match": { "all": [] } }), "rules.match.all");
        refused(json!({ "match": { "all": [], "any": [] } }), "rules.match");
        refused(json!({ "match": { "some": [] } }), "rules.match.some");
        refused(json!({ "watch": {} }), "rules.watch");
        refused(of(json!({ "field": "colour", "operator": "is", "value": 1 })), "rules.match.all[1].field");
        refused(of(json!({ "field": "title", "operator": "is" })), "rules.match.all[1].value");
        refused(of(json!({ "field": "title", "operator": "over", "value": "a" })), "rules.match.all[1].operator");
        refused(of(json!({ "field": "title", "operator": "is", "value": " " })), "rules.match.all[1].value");
        refused(of(json!({ "field": "rating", "operator": "is", "value": 6 })), "rules.match.all[1].value");
        refused(of(json!({ "field": "year", "operator": "between", "value": [1990] })), "rules.match.all[1].value");
        refused(
            of(json!({ "field": "year", "operator": "between", "value": [1990, "x"] })),
            "rules.match.all[1].value[1]",
        );
        refused(of(json!({ "field": "added", "operator": "before", "value": "soon" })), "rules.match.all[1].value");
        refused(
            of(json!({ "not": { "field": "liked", "operator": "is", "value": 1 } })),
            "rules.match.all[1].not.value",
        );
        refused(of(json!({ "field": "playlist", "operator": "in", "value": "trk_1" })), "rules.match.all[1].value");
        let rules = |more: Value| {
            let mut rules = of(json!({ "field": "liked", "operator": "is", "value": true }));
            rules.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
            rules
        };
        refused(rules(json!({ "limit": 0 })), "rules.limit");
        refused(rules(json!({ "order": [{ "by": "colour" }] })), "rules.order[0].by");
        refused(rules(json!({ "order": [{ "by": "year" }, { "by": "added" }, { "by": "title" }] })), "rules.order");
    }

    #[test]
    fn a_tree_has_limits() {
        let mut deep = json!({ "field": "liked", "operator": "is", "value": true });
        for _ in 0..DEPTH_MAX {
            deep = json!({ "not": deep });
        }
        assert!(Rules::parse(&json!({ "match": deep })).is_err());
        let many = vec![json!({ "field": "liked", "operator": "is", "value": true }); CONDITIONS_MAX + 1];
        assert!(Rules::parse(&json!({ "match": { "any": many } })).is_err());
    }

    #[test]
    fn rules_come_back_as_they_were_given() {
        let json = of(json!({ "field": "last_played", "operator": "not_in_last_days", "value": 30 }));
        let rules = Rules::parse(&json).expect("rules");
        assert_eq!(rules.as_json(), &json);
        assert!(rules.use_history());
        assert_eq!(rules.limit, LIMIT_USUAL);
        assert!(
            !Rules::parse(&of(json!({ "field": "added", "operator": "after", "value": "2026-11-23" })))
                .expect("rules")
                .use_history()
        );
    }
}
