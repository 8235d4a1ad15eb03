//! Answers: one typed object, written as XML or as JSON.
//!
//! Both forms are made of the same serialised value. In XML its scalars are attributes, its objects and lists are
//! elements, and what the protocol calls `value` is an element's text; the few texts that the protocol wants as
//! elements of their own are in [`TEXT_ELEMENTS`].

use std::fmt::Write as _;

use axum::body::Body;
use axum::http::{HeaderValue, Response, header};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::fault::Fault;
use crate::params::Params;

/// The version of the protocol that is spoken.
pub(crate) const PROTOCOL: &str = "1.16.1";

/// Texts that are child elements in XML rather than attributes.
const TEXT_ELEMENTS: &[&str] = &["biography", "notes", "lastFmUrl", "smallImageUrl", "mediumImageUrl", "largeImageUrl"];

/// What a handler gives back.
#[derive(Debug)]
pub(crate) enum Reply {
    /// It was done, and there is nothing to tell.
    Done,
    /// One named object.
    Body(&'static str, Value),
    /// Bytes, such as sound or a picture.
    Bytes(Response<Body>),
}

impl Reply {
    /// One named object.
    ///
    /// # Errors
    /// Those of serialising, which a type of text keys and finite numbers does not have.
    pub(crate) fn of(name: &'static str, value: &impl Serialize) -> Result<Self, Fault> {
        let value = serde_json::to_value(value).map_err(|error| Fault::other(error.to_string()))?;
        Ok(Self::Body(name, value))
    }
}

/// How an answer is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Xml,
    Json,
    /// JSON as the argument of a function of the page.
    Jsonp(String),
}

impl Format {
    /// The form asked for; XML when none is.
    ///
    /// # Errors
    /// Error 10 for a form that is none, and for a callback that is no name.
    pub(crate) fn of(params: &Params) -> Result<Self, Fault> {
        match params.get("f").unwrap_or("xml") {
            "xml" => Ok(Self::Xml),
            "json" => Ok(Self::Json),
            "jsonp" => {
                let callback = params.require("callback")?;
                // Anything else could be a script of somebody else's.
                let is_letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '$' | '.');
                let is_name = callback.len() <= 100
                    && callback.chars().all(is_letter)
                    && !callback.starts_with(|c: char| c.is_ascii_digit() || c == '.');
                if is_name { Ok(Self::Jsonp(callback.to_owned())) } else { Err(Fault::malformed("callback")) }
            }
            _ => Err(Fault::malformed("f")),
        }
    }

    /// Writes the outcome of a request.
    pub(crate) fn write(&self, outcome: Result<Reply, Fault>) -> Response<Body> {
        let mut root = Map::new();
        root.insert("status".to_owned(), if outcome.is_ok() { "ok" } else { "failed" }.into());
        root.insert("version".to_owned(), PROTOCOL.into());
        root.insert("type".to_owned(), "qingyin".into());
        root.insert("serverVersion".to_owned(), env!("CARGO_PKG_VERSION").into());
        root.insert("openSubsonic".to_owned(), true.into());
        match outcome {
            Ok(Reply::Bytes(response)) => return response,
            Ok(Reply::Done) => {}
            Ok(Reply::Body(name, value)) => {
                root.insert(name.to_owned(), value);
            }
            Err(fault) => {
                root.insert("error".to_owned(), serde_json::json!({ "code": fault.code, "message": fault.message }));
            }
        }
        let (media_type, text) = match self {
            Self::Xml => ("application/xml; charset=utf-8", xml(&root)),
            Self::Json => ("application/json", json(root)),
            Self::Jsonp(callback) => ("application/javascript; charset=utf-8", format!("{callback}({});", json(root))),
        };
        let mut response = Response::new(Body::from(text));
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response
    }
}

fn json(root: Map<String, Value>) -> String {
    let mut outer = Map::new();
    outer.insert("subsonic-response".to_owned(), Value::Object(root));
    Value::Object(outer).to_string()
}

fn xml(root: &Map<String, Value>) -> String {
    let mut out = String::with_capacity(1024);
    out.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    write_object(&mut out, "subsonic-response", root, " xmlns=\"http://subsonic.org/restapi\"");
    out
}

fn write_object(out: &mut String, name: &str, object: &Map<String, Value>, extra: &str) {
    out.push('<');
    out.push_str(name);
    out.push_str(extra);
    for (key, value) in object.iter().filter(|(key, value)| is_attribute(key, value)) {
        out.push(' ');
        out.push_str(key);
        out.push_str("=\"");
        write_scalar(out, value);
        out.push('"');
    }
    out.push('>');
    for (key, value) in object.iter().filter(|(key, value)| !is_attribute(key, value)) {
        if key == "value" { write_scalar(out, value) } else { write_element(out, key, value) }
    }
    let _ = write!(out, "</{name}>");
}

fn is_attribute(key: &str, value: &Value) -> bool {
    !value.is_object() && !value.is_array() && !value.is_null() && key != "value" && !TEXT_ELEMENTS.contains(&key)
}

fn write_element(out: &mut String, name: &str, value: &Value) {
    match value {
        Value::Null => {}
        Value::Object(object) => write_object(out, name, object, ""),
        Value::Array(items) => items.iter().for_each(|item| write_element(out, name, item)),
        scalar => {
            let _ = write!(out, "<{name}>");
            write_scalar(out, scalar);
            let _ = write!(out, "</{name}>");
        }
    }
}

fn write_scalar(out: &mut String, value: &Value) {
    match value {
        Value::String(text) => escape(out, text),
        // Numbers and truth are written alike in both forms.
        other => {
            let _ = write!(out, "{other}");
        }
    }
}

/// Characters that XML 1.0 cannot carry at all are replaced, as tags may hold any.
fn escape(out: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' => out.push_str("&#9;"),
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            other => out.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_value_has_two_forms() {
        let value = serde_json::json!({
            "name": "a\"<\u{1}>&", "count": 2, "notes": "两行\n", "genre": [{ "value": "民谣", "songCount": 1 }],
            "moods": ["calm"], "gain": { "trackGain": -1.5 }, "gone": null,
        });
        let mut root = Map::new();
        root.insert("album".to_owned(), value);
        let text = xml(&root);
        let expected = concat!(
            "<album count=\"2\" name=\"a&quot;&lt;\u{fffd}&gt;&amp;\"><gain trackGain=\"-1.5\"></gain>",
            "<genre songCount=\"1\">民谣</genre><moods>calm</moods><notes>两行&#10;</notes></album>",
        );
        assert!(text.contains(expected), "{text}");
    }

    #[test]
    fn a_callback_is_a_name_and_nothing_else() {
        let format =
            |callback: &str| Format::of(&Params::parse(format!("f=jsonp&callback={callback}").as_bytes(), b""));
        assert_eq!(format("jQuery.cb_1"), Ok(Format::Jsonp("jQuery.cb_1".to_owned())));
        for bad in ["alert(1)//", "1a", ".a", ""] {
            assert!(format(bad).is_err(), "{bad}");
        }
    }
}
