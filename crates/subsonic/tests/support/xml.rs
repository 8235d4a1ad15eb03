//! The XML form of an answer against its JSON form, field by field.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use serde_json::Value;

/// An element as it was read.
#[derive(Debug, Default)]
struct Element {
    name: String,
    attributes: BTreeMap<String, String>,
    text: String,
    children: Vec<Element>,
}

fn start(event: &BytesStart<'_>) -> Element {
    let attributes = event.attributes().map(|attribute| {
        let attribute = attribute.unwrap();
        let name = attribute.key.as_ref().to_owned();
        let value = quick_xml::escape::unescape(&attribute.value).unwrap().into_owned();
        (name, value)
    });
    Element {
        name: event.name().as_ref().to_owned(),
        attributes: attributes.filter(|(name, _)| name != "xmlns").collect(),
        ..Element::default()
    }
}

fn parse(text: &str) -> Element {
    let mut reader = Reader::from_str(text);
    let mut open = vec![Element::default()];
    loop {
        match reader.read_event().unwrap() {
            Event::Start(event) => open.push(start(&event)),
            Event::End(_) => {
                let element = open.pop().unwrap();
                open.last_mut().unwrap().children.push(element);
            }
            Event::Text(text) => open.last_mut().unwrap().text.push_str(&text),
            Event::GeneralRef(name) => {
                let reference = format!("&{};", &*name);
                open.last_mut().unwrap().text.push_str(&quick_xml::escape::unescape(&reference).unwrap());
            }
            Event::Eof => return open.pop().unwrap().children.pop().unwrap(),
            _ => {}
        }
    }
}

fn scalar(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn same(path: &str, json: &Value, element: &Element) {
    let Value::Object(object) = json else {
        assert_eq!(scalar(json), element.text, "{path}");
        return;
    };
    let mut fields = 0;
    for (key, value) in object {
        let path = format!("{path}.{key}");
        let children: Vec<&Element> = element.children.iter().filter(|child| child.name == *key).collect();
        match value {
            Value::Array(items) => {
                assert_eq!(items.len(), children.len(), "{path}");
                fields += items.len();
                items.iter().zip(children).for_each(|(item, child)| same(&path, item, child));
            }
            Value::Object(_) => {
                assert_eq!(children.len(), 1, "{path}");
                fields += 1;
                same(&path, value, children[0]);
            }
            _ if key == "value" => assert_eq!(scalar(value), element.text, "{path}"),
            _ => {
                let found = element.attributes.get(key).or_else(|| children.first().map(|child| &child.text));
                assert_eq!(Some(&scalar(value)), found, "{path}");
                fields += 1;
            }
        }
    }
    assert_eq!(fields, element.attributes.len() + element.children.len(), "{path}: XML says more than JSON");
}

/// Proves that both forms say the same.
pub fn check(endpoint: &str, json: &Value, text: &str) {
    let root = parse(text);
    assert_eq!(root.name, "subsonic-response");
    same(endpoint, json, &root);
}
