//! What providers answer: JSON, JSON in a function call, or a query string, whatever the headers say.

use serde_json::{Map, Value};

/// An answer as names and values; the first of the shapes that fits. Nothing when none does.
pub(crate) fn read(body: &[u8]) -> Option<Map<String, Value>> {
    let text = std::str::from_utf8(body).ok()?;
    let text = text.trim_start_matches('\u{feff}').trim();
    // `callback( {…} );`, which is read as text and never run.
    let inner = text
        .strip_prefix("callback")
        .and_then(|rest| rest.trim_start().strip_prefix('('))
        .and_then(|rest| rest.trim_end_matches([';', ' ', '\n', '\r']).strip_suffix(')'))
        .map(str::trim);
    if let Ok(Value::Object(object)) = serde_json::from_str(inner.unwrap_or(text)) {
        return Some(object);
    }
    let is_query = inner.is_none() && text.contains('=') && !text.contains(['<', '{', '\n']);
    let pairs = || form_urlencoded::parse(text.as_bytes());
    is_query.then(|| pairs().map(|(name, value)| (name.into_owned(), Value::String(value.into_owned()))).collect())
}

/// A text, which some providers write as a number at times.
pub(crate) fn text(answer: &Map<String, Value>, name: &str) -> Option<String> {
    match answer.get(name)? {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) if number.is_u64() => Some(number.to_string()),
        _ => None,
    }
}

/// Whether an answer says of itself that it is an error; success is 0 or nothing under all of these names.
pub(crate) fn is_error(answer: &Map<String, Value>) -> bool {
    ["errcode", "error", "error_code", "ret"].iter().any(|name| match answer.get(*name) {
        None | Some(Value::Null) => false,
        Some(Value::String(text)) => !matches!(text.as_str(), "" | "0"),
        Some(value) => value.as_i64() != Some(0),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token_of(body: &str) -> Option<String> {
        text(&read(body.as_bytes())?, "access_token")
    }

    #[test]
    fn all_three_shapes_are_read() {
        for body in [
            r#"{"access_token":"T1","expires_in":"7776000"}"#,
            "callback( {\"access_token\":\"T1\"} );\n",
            "callback({\"access_token\":\"T1\"})",
            "\u{feff} {\"access_token\":\"T1\"}",
            "access_token=T1&expires_in=7776000&refresh_token=R",
        ] {
            assert_eq!(token_of(body).as_deref(), Some("T1"), "{body}");
        }
    }

    #[test]
    fn what_is_none_of_them_is_nothing() {
        for body in
            ["", "<html><a href=\"?access_token=T\">", "[1]", "7", "callback( alert(1) );", "{\"access_token\":"]
        {
            assert_eq!(token_of(body), None, "{body}");
        }
        assert_eq!(read(b"{\"nickname\":\"\xd0\xa1\xc3\xf7\"}"), None);
    }

    #[test]
    fn errors_are_told_from_answers_of_any_type() {
        let is_error = |body: &str| is_error(&read(body.as_bytes()).expect("an answer"));
        for body in [
            r#"{"errcode":40029,"errmsg":"invalid code"}"#,
            r#"{"errcode":"40029"}"#,
            r#"callback( {"error":100020,"error_description":"code is reused error"} );"#,
            r#"{"error":"invalid_grant","error_code":21325}"#,
            r#"{"ret":-1,"msg":"client request's parameters are invalid"}"#,
        ] {
            assert!(is_error(body), "{body}");
        }
        for body in [r#"{"errcode":0}"#, r#"{"ret":0,"msg":""}"#, r#"{"ret":"0"}"#, r#"{"access_token":"T"}"#] {
            assert!(!is_error(body), "{body}");
        }
    }

    #[test]
    fn numbers_are_texts_too() {
        let answer = read(br#"{"uid":1404376560,"idstr":"1404376560","float":1.5}"#).expect("an answer");
        assert_eq!(text(&answer, "uid"), text(&answer, "idstr"));
        assert_eq!(text(&answer, "float"), None);
    }
}
