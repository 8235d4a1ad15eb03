//! How a recipient is reached: by a request, signed where it wants that, or over a line that stays open.

use std::fmt::Debug;
use std::pin::Pin;

use axum::http::{HeaderName, HeaderValue, Method};
use units::Timestamp;

use crate::error::Refusal;
use crate::template::RequestTemplate;
use crate::value::Value;

/// How a recipient is reached.
#[derive(Clone, Debug)]
pub enum Way {
    /// By requests of HTTP.
    Request(Box<RequestTemplate>),
    /// Over a connection that stays open, for protocols other than HTTP; the gate dials it.
    Line {
        /// The host, lower-case.
        host: String,
        /// The port.
        port: u16,
    },
}

impl From<RequestTemplate> for Way {
    fn from(request: RequestTemplate) -> Self {
        Self::Request(Box::new(request))
    }
}

impl Way {
    /// Whether this leads to a declared host alone, and asks only for declared fields.
    pub(crate) fn check(&self, hosts: &[String], fields: &[&str], allow_loopback_http: bool) -> Result<(), Refusal> {
        match self {
            Self::Request(request) => request.check(hosts, fields, allow_loopback_http),
            Self::Line { host, .. } if hosts.iter().any(|declared| declared.eq_ignore_ascii_case(host)) => Ok(()),
            Self::Line { host, .. } => Err(Refusal::UndeclaredHost(host.clone())),
        }
    }

    /// The request, where it is one.
    pub(crate) fn request(&self) -> Result<&RequestTemplate, Refusal> {
        match self {
            Self::Request(request) => Ok(request),
            Self::Line { .. } => Err(Refusal::Malformed("it is reached over a line, not by requests")),
        }
    }
}

/// A request as it will be sent, for whoever signs it.
#[derive(Clone, Copy)]
pub struct Unsigned<'a> {
    /// `GET` or `POST`.
    pub method: &'a Method,
    /// The whole address, with every value in its place and percent-encoded.
    pub url: &'a str,
    /// The headers so far, `content-type` among them.
    pub headers: &'a [(HeaderName, HeaderValue)],
    /// The body, with every value in its place.
    pub body: &'a [u8],
}

/// What a signature adds to a request.
#[derive(Debug, Default)]
pub struct Signed {
    /// Headers to add: the signature, and what it is made over.
    pub headers: Vec<(String, String)>,
    /// The body with the signature in it, for recipients that want it there; it takes the place of the other.
    pub body: Option<Vec<u8>>,
}

/// Signs requests with a credential of the operator's, for recipients that want it over what a request says.
pub trait Signer: Debug + Send + Sync {
    /// Signs a request, and adds nothing but the signature and what it is made over.
    ///
    /// `random` is for a number that is used once.
    fn sign(&self, request: &Unsigned<'_>, now: Timestamp, random: u128) -> Signed;
}

/// What a [`Courier`] brings back: what the recipient answered, or why it took nothing, without any value.
pub type Carried<'a> = Pin<Box<dyn Future<Output = Result<Vec<u8>, String>> + Send + 'a>>;

/// Takes declared values to a recipient over its line.
pub trait Courier: Send + Sync {
    /// Hands the values over, each under its declared field.
    fn carry<'a>(&'a self, values: &'a [(&'a str, &'a Value)]) -> Carried<'a>;
}
