//! A request with places for declared fields, and with nothing else that could carry a value.

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;

use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderName, HeaderValue, Method, Uri};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use units::Timestamp;

use crate::body::{Part, RequestBody, form_of};
use crate::error::Refusal;
use crate::value::Value;
use crate::way::{Signer, Unsigned};

/// A request larger than this is not sent.
pub(crate) const REQUEST_BYTES_MAX: usize = 64 << 10;
/// Nor is a form with a file that is larger than this.
pub(crate) const FORM_BYTES_MAX: usize = 1 << 20;

/// How a recipient is called: fixed text of the operator's, with `{field}` where a declared field goes.
///
/// The gate itself puts the values in, so a request can hold nothing but this text and the declared fields.
/// In the address and in form bodies values are percent-encoded, in JSON bodies they are escaped.
#[derive(Clone)]
pub struct RequestTemplate {
    /// `GET` or `POST`.
    pub method: String,
    /// The address, whose host holds no place.
    pub url: String,
    /// Header names and values, without places; credentials of the operator's belong here.
    pub headers: Vec<(String, String)>,
    /// The body; a text's form is told from the header `content-type`, and is JSON without one.
    pub body: RequestBody,
    /// A recipient that takes longer has failed.
    pub timeout: Duration,
    /// Who signs it, where the recipient wants that.
    pub signer: Option<Arc<dyn Signer>>,
    /// Whether what is refused (4xx) comes with an answer that has to be read; else it has failed.
    pub reads_refusals: bool,
    /// Whether it may be called without TLS when it is on this very machine, so that no network is crossed.
    pub loopback_http: bool,
}

impl std::fmt::Debug for RequestTemplate {
    /// Headers and query strings may hold the operator's credentials, so they are not shown.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names: Vec<&str> = self.headers.iter().map(|(name, _)| name.as_str()).collect();
        f.debug_struct("RequestTemplate")
            .field("method", &self.method)
            .field("url", &self.url.split('?').next().unwrap_or_default())
            .field("headers", &names)
            .finish_non_exhaustive()
    }
}

/// A request ready to be sent.
pub(crate) struct Filled {
    pub(crate) method: Method,
    pub(crate) url: String,
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    pub(crate) body: Vec<u8>,
    pub(crate) timeout: Duration,
    pub(crate) reads_refusals: bool,
}

#[derive(Clone, Copy)]
enum Form {
    Json,
    Urlencoded,
}

impl RequestTemplate {
    /// Whether this calls a declared host safely and asks only for declared fields.
    pub(crate) fn check(&self, hosts: &[String], fields: &[&str], allow_loopback_http: bool) -> Result<(), Refusal> {
        let without_places = self.url.replace(['{', '}'], "");
        let uri: Uri = without_places.parse().map_err(|_| Refusal::Malformed("the address"))?;
        let host = uri.host().ok_or(Refusal::Malformed("the address has no host"))?;
        if uri.authority().is_some_and(|authority| authority.as_str().contains('@')) {
            return Err(Refusal::Malformed("the address holds credentials"));
        }
        let is_loopback = matches!(host, "127.0.0.1" | "localhost" | "[::1]");
        match uri.scheme_str() {
            Some("https") => {}
            Some("http") if (allow_loopback_http || self.loopback_http) && is_loopback => {}
            _ => return Err(Refusal::PlainHttp),
        }
        let prefix = self.url.split('{').next().unwrap_or_default();
        let fixed_host =
            prefix.split_once("://").is_some_and(|(_, rest)| rest.contains(['/', '?']) || !self.url.contains('{'));
        if !fixed_host {
            return Err(Refusal::Malformed("the host is not fixed"));
        }
        if !hosts.iter().any(|declared| declared.eq_ignore_ascii_case(host)) {
            return Err(Refusal::UndeclaredHost(host.to_owned()));
        }
        self.method()?;
        self.headers()?;
        self.form()?;
        let in_body = match &self.body {
            RequestBody::Text(text) => places(text),
            RequestBody::Multipart(parts) => parts.iter().filter_map(Part::field).collect(),
        };
        for place in places(&self.url).into_iter().chain(in_body) {
            if !fields.contains(&place) {
                return Err(Refusal::UndeclaredField(place.to_owned()));
            }
        }
        Ok(())
    }

    /// The request with these values in their places, signed; `random` parts a form from whatever is in it.
    pub(crate) fn fill(&self, values: &[(&str, &Value)], now: Timestamp, random: u128) -> Result<Filled, Refusal> {
        let form = self.form()?;
        let url = fill(&self.url, values, |value| utf8_percent_encode(value, NON_ALPHANUMERIC).to_string())?;
        let mut headers = self.headers()?;
        let (mut body, bytes_max) = match &self.body {
            RequestBody::Text(text) => {
                let text = fill(text, values, |value| match form {
                    Form::Json => json_escaped(value),
                    Form::Urlencoded => form_urlencoded::byte_serialize(value.as_bytes()).collect(),
                })?;
                if !headers.iter().any(|(name, _)| *name == CONTENT_TYPE) {
                    headers.push((CONTENT_TYPE, HeaderValue::from_static("application/json")));
                }
                (text.into_bytes(), REQUEST_BYTES_MAX)
            }
            RequestBody::Multipart(parts) => {
                let boundary = format!("form-{random:032x}");
                let content_type = format!("multipart/form-data; boundary={boundary}");
                let content_type = content_type.parse().map_err(|_| Refusal::Malformed("the content type"))?;
                headers.push((CONTENT_TYPE, content_type));
                (form_of(parts, values, &boundary)?, FORM_BYTES_MAX)
            }
        };
        let method = self.method()?;
        if let Some(signer) = &self.signer {
            let unsigned = Unsigned { method: &method, url: &url, headers: &headers, body: &body };
            let added = signer.sign(&unsigned, now, random);
            headers.extend(read_headers(&added.headers)?);
            body = added.body.unwrap_or(body);
        }
        if url.len() + body.len() > bytes_max {
            return Err(Refusal::TooLarge(bytes_max));
        }
        Ok(Filled { method, url, headers, body, timeout: self.timeout, reads_refusals: self.reads_refusals })
    }

    /// A request to the same address and with the same credential that says nothing about anyone.
    ///
    /// # Errors
    /// [`Refusal::ValuesDoNotFit`] when the address itself has a place for a value.
    pub(crate) fn empty(&self) -> Result<Filled, Refusal> {
        let url = fill(&self.url, &[], str::to_owned)?;
        Ok(Filled {
            method: Method::GET,
            url,
            headers: self.headers()?,
            body: Vec::new(),
            timeout: self.timeout,
            reads_refusals: false,
        })
    }

    fn method(&self) -> Result<Method, Refusal> {
        match self.method.to_ascii_uppercase().as_str() {
            "GET" => Ok(Method::GET),
            "POST" => Ok(Method::POST),
            _ => Err(Refusal::Malformed("the method is neither GET nor POST")),
        }
    }

    fn headers(&self) -> Result<Vec<(HeaderName, HeaderValue)>, Refusal> {
        read_headers(&self.headers)
    }

    fn form(&self) -> Result<Form, Refusal> {
        let content_type = self.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
        if matches!(self.body, RequestBody::Multipart(_)) && content_type.is_some() {
            return Err(Refusal::Malformed("the content type of a form with files is the gate's to write"));
        }
        match content_type.map(|(_, value)| value.split(';').next().unwrap_or_default().trim()) {
            None => Ok(Form::Json),
            Some(kind) if kind.eq_ignore_ascii_case("application/json") => Ok(Form::Json),
            Some(kind) if kind.eq_ignore_ascii_case("application/x-www-form-urlencoded") => Ok(Form::Urlencoded),
            Some(_) => Err(Refusal::Malformed("the content type is neither JSON nor a form")),
        }
    }
}

/// Headers, none of which is printed.
fn read_headers(pairs: &[(String, String)]) -> Result<Vec<(HeaderName, HeaderValue)>, Refusal> {
    pairs
        .iter()
        .map(|(name, value)| {
            let name = name.parse::<HeaderName>().map_err(|_| Refusal::Malformed("a header's name"))?;
            let mut value = value.parse::<HeaderValue>().map_err(|_| Refusal::Malformed("a header's value"))?;
            value.set_sensitive(true);
            Ok((name, value))
        })
        .collect()
}

/// The places of a text: identifiers between braces. Other braces, as JSON has them, are plain text.
fn places(text: &str) -> Vec<&str> {
    text.split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}').map(|(name, _)| name).filter(|name| is_identifier(name)))
        .collect()
}

fn is_identifier(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

fn fill(text: &str, values: &[(&str, &Value)], encode: impl Fn(&str) -> String) -> Result<String, Refusal> {
    let mut out = String::with_capacity(text.len() + 32);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        match after.split_once('}').filter(|(name, _)| is_identifier(name)) {
            Some((name, after)) => {
                let value = values.iter().find(|(id, _)| *id == name).map(|(_, value)| *value);
                let Some(value) = value.and_then(Value::text) else { return Err(Refusal::ValuesDoNotFit) };
                out.push_str(&encode(value));
                rest = after;
            }
            None => {
                out.push('{');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    Ok(out)
}

/// The value as it stands between the quotes of a JSON string.
fn json_escaped(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for character in value.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            control if control.is_control() => {
                // Writing to a string does not fail.
                let _ = write!(out, "\\u{:04x}", u32::from(control));
            }
            other => out.push(other),
        }
    }
    out
}
