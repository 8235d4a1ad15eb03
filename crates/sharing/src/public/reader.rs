//! The one who reads: GET, a fixed name, no cookie, hosts that are allowed, and a limit for everything.

#![expect(clippy::disallowed_types, reason = "this is the one outbound client that the lint keeps out elsewhere")]

use std::net::IpAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use db::Db;
use reqwest::header::{
    ACCEPT, CONTENT_TYPE, ETAG, HeaderMap, HeaderName, HeaderValue, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED,
    LOCATION,
};
use reqwest::{Response, StatusCode};
use tokio::io::AsyncWriteExt as _;
use units::Clock;

use super::address::PublicAddress;
use super::hosts::{self, PublicHost};
use super::network::{Exempt, GuardedResolver, PrivateNetwork, may_be_called};

/// What the service calls itself; without a version, which would tell an attacker what to try.
const USER_AGENT: &str = "Qingyin";
/// Redirects that are followed.
const REDIRECTS_MAX: usize = 5;
/// A host that does not take a connection in this time is not there.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// A host that says nothing for this time has gone.
const READ_TIMEOUT: Duration = Duration::from_secs(30);
/// A document that takes longer is given up, however steadily it drips.
const DOCUMENT_TIMEOUT: Duration = Duration::from_secs(60);
/// A file that takes longer is given up.
const FILE_TIMEOUT: Duration = Duration::from_secs(2 * 60 * 60);
/// Of a validator no more than this is remembered, in bytes.
const VALIDATOR_BYTES_MAX: usize = 500;

/// How public documents are read.
#[derive(Clone, Default)]
pub struct PublicOptions {
    /// Whether anything is read at all.
    pub enabled: bool,
    /// Addresses of private networks that may be called all the same; nothing for none.
    pub private_networks: Option<Exempt>,
}

impl std::fmt::Debug for PublicOptions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PublicOptions").field("enabled", &self.enabled).finish_non_exhaustive()
    }
}

/// What is remembered of a document, to be asked for only when it has changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// The entity tag, as the host gave it.
    pub etag: Option<String>,
    /// The date of the last change, as the host gave it.
    pub last_modified: Option<String>,
}

/// A document, or that it has not changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fetched {
    /// It is as it was.
    NotModified,
    /// It is this.
    Document {
        /// Its bytes.
        bytes: Vec<u8>,
        /// Its media type as the host gives it, with its parameters.
        content_type: String,
        /// What to remember of it.
        seen: Seen,
        /// Where it was found in the end.
        address: PublicAddress,
    },
}

/// A file that was saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// Its size.
    pub size_bytes: u64,
    /// Its media type as the host gives it, with its parameters.
    pub content_type: String,
}

/// Why a host gave nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreached {
    /// It took too long.
    TimedOut,
    /// No connection was made.
    NoConnection,
    /// The exchange broke off.
    BrokenOff,
}

/// Why a public document was not read.
#[derive(Debug, thiserror::Error)]
pub enum PublicError {
    /// The settings switch this off.
    #[error("reading public documents is switched off")]
    Off,
    /// An operator has not allowed the host, which is on their list now.
    #[error("no operator has allowed the host '{host}'")]
    HostNotAllowed {
        /// The host.
        host: String,
    },
    /// The host lies in a private network that the settings do not name.
    #[error("the host '{host}' lies in a private network")]
    PrivateNetwork {
        /// The host.
        host: String,
    },
    /// It was sent on too often, or to what is no address.
    #[error("the address leads on too often, or to nowhere")]
    Redirects,
    /// The host gave nothing.
    #[error("the host '{host}' gave nothing: {how:?}")]
    Unreached {
        /// The host.
        host: String,
        /// In which way.
        how: Unreached,
    },
    /// The host answered with a failure.
    #[error("the host '{host}' answered {status}")]
    Status {
        /// The host.
        host: String,
        /// The HTTP status.
        status: u16,
    },
    /// It is larger than what is read.
    #[error("it is larger than {bytes_max} bytes")]
    TooLarge {
        /// The limit.
        bytes_max: u64,
    },
    /// The file could not be written.
    #[error("the file could not be written")]
    Io(#[from] std::io::Error),
    /// The list of hosts could not be read or written; then nothing was asked.
    #[error(transparent)]
    Db(#[from] db::Error),
}

/// Reads public documents; clones share the connections.
#[derive(Clone)]
pub struct PublicReader {
    db: Db,
    clock: Arc<dyn Clock>,
    client: reqwest::Client,
    exempt: Exempt,
    enabled: bool,
}

impl std::fmt::Debug for PublicReader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PublicReader").field("enabled", &self.enabled).finish_non_exhaustive()
    }
}

impl PublicReader {
    /// A reader with the list of hosts in this database.
    ///
    /// # Errors
    /// [`crate::Error::Failed`] when this machine has no usable certificates for TLS.
    pub fn new(db: Db, clock: Arc<dyn Clock>, options: PublicOptions) -> Result<Self, crate::Error> {
        let exempt = options.private_networks.unwrap_or_else(|| Arc::new(|_| false));
        let client = reqwest::Client::builder()
            .user_agent(USER_AGENT)
            .connect_timeout(CONNECT_TIMEOUT)
            .read_timeout(READ_TIMEOUT)
            // Each hop is looked at before it is made, and tells nobody where it came from.
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            // No proxy of the environment: it would be a host that nobody allowed.
            .no_proxy()
            .dns_resolver(GuardedResolver(Arc::clone(&exempt)))
            .build()
            .map_err(|error| crate::Error::Failed { recipient: "none", detail: error.without_url().to_string() })?;
        Ok(Self { db, clock, client, exempt, enabled: options.enabled })
    }

    /// Whether anything is read at all.
    #[must_use]
    pub fn is_enabled(&self) -> bool {
        self.enabled
    }

    /// Lets the host of an address be asked from now on, because an operator named it.
    ///
    /// # Errors
    /// The database's.
    pub async fn allow(&self, address: &PublicAddress, reason: &str) -> Result<(), PublicError> {
        let mut tx = self.db.begin().await?;
        hosts::allow(&mut tx, address.host(), reason, self.clock.now()).await?;
        Ok(tx.commit().await?)
    }

    /// Puts hosts that something names on the operator's list; they are asked when an operator allows it.
    ///
    /// # Errors
    /// The database's.
    pub async fn name<'a>(
        &self,
        addresses: impl IntoIterator<Item = &'a PublicAddress>,
        reason: &str,
    ) -> Result<(), PublicError> {
        let named: std::collections::BTreeSet<&str> = addresses.into_iter().map(PublicAddress::host).collect();
        let mut tx = self.db.begin().await?;
        for host in named {
            hosts::name(&mut tx, host, reason, self.clock.now()).await?;
        }
        Ok(tx.commit().await?)
    }

    /// The hosts after one, by name.
    ///
    /// # Errors
    /// The database's.
    pub async fn hosts(&self, after: &str, limit: i64) -> Result<Vec<PublicHost>, PublicError> {
        Ok(hosts::after(&self.db.catalogue(), after, limit).await?)
    }

    /// Lets a host on the list be asked, or not; tells whether it is on the list.
    ///
    /// # Errors
    /// The database's.
    pub async fn set_allowed(&self, host: &str, allowed: bool) -> Result<bool, PublicError> {
        Ok(hosts::set_allowed(&self.db, host, allowed, self.clock.now()).await?)
    }

    /// Takes a host off the list; tells whether it was on it.
    ///
    /// # Errors
    /// The database's.
    pub async fn forget(&self, host: &str) -> Result<bool, PublicError> {
        Ok(hosts::remove(&self.db, host).await?)
    }

    /// Reads a document of at most `bytes_max` bytes, unless it is as it was `seen`.
    ///
    /// `reason` stands on the operator's list for hosts to which the document leads.
    ///
    /// # Errors
    /// [`PublicError`]; nothing was sent to a host that is not allowed.
    pub async fn document(
        &self,
        address: &PublicAddress,
        accept: &'static str,
        bytes_max: u64,
        seen: &Seen,
        reason: &str,
    ) -> Result<Fetched, PublicError> {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_static(accept));
        for (name, value) in [(IF_NONE_MATCH, &seen.etag), (IF_MODIFIED_SINCE, &seen.last_modified)] {
            if let Some(value) = value.as_ref().and_then(|value| HeaderValue::from_str(value).ok()) {
                headers.insert(name, value);
            }
        }
        let reading = async {
            let (mut response, address) = self.follow(address, headers, reason).await?;
            if response.status() == StatusCode::NOT_MODIFIED {
                return Ok(Fetched::NotModified);
            }
            let host = address.host().to_owned();
            let mut bytes = Vec::new();
            while let Some(chunk) = response.chunk().await.map_err(|error| unreached(&host, &error))? {
                if (bytes.len() + chunk.len()) as u64 > bytes_max {
                    return Err(PublicError::TooLarge { bytes_max });
                }
                bytes.extend_from_slice(&chunk);
            }
            let seen = Seen { etag: text(&response, &ETAG), last_modified: text(&response, &LAST_MODIFIED) };
            let content_type = text(&response, &CONTENT_TYPE).unwrap_or_default();
            Ok(Fetched::Document { bytes, content_type, seen, address })
        };
        within(DOCUMENT_TIMEOUT, address, reading).await
    }

    /// Saves what an address gives, of at most `bytes_max` bytes, to a file that is made anew.
    ///
    /// The file is complete and on the disk when this returns; after an error there may be a part of it.
    ///
    /// # Errors
    /// [`PublicError`]; nothing was sent to a host that is not allowed.
    pub async fn save(
        &self,
        address: &PublicAddress,
        accept: &'static str,
        bytes_max: u64,
        path: &Path,
        reason: &str,
    ) -> Result<Saved, PublicError> {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_static(accept));
        let saving = async {
            let (mut response, address) = self.follow(address, headers, reason).await?;
            let host = address.host().to_owned();
            if response.content_length().is_some_and(|announced| announced > bytes_max) {
                return Err(PublicError::TooLarge { bytes_max });
            }
            let content_type = text(&response, &CONTENT_TYPE).unwrap_or_default();
            let mut file = tokio::fs::File::create(path).await?;
            let mut size_bytes: u64 = 0;
            while let Some(chunk) = response.chunk().await.map_err(|error| unreached(&host, &error))? {
                size_bytes += chunk.len() as u64;
                if size_bytes > bytes_max {
                    return Err(PublicError::TooLarge { bytes_max });
                }
                file.write_all(&chunk).await?;
            }
            file.sync_all().await?;
            Ok(Saved { size_bytes, content_type })
        };
        within(FILE_TIMEOUT, address, saving).await
    }

    /// Asks, and follows redirects; each hop is allowed and entered before its connection is opened.
    async fn follow(
        &self,
        address: &PublicAddress,
        headers: HeaderMap,
        reason: &str,
    ) -> Result<(Response, PublicAddress), PublicError> {
        let mut address = address.clone();
        for _ in 0..=REDIRECTS_MAX {
            let response = self.ask(&address, headers.clone(), reason).await?;
            let status = response.status();
            if status.is_success() || status == StatusCode::NOT_MODIFIED {
                return Ok((response, address));
            }
            if !matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308) {
                return Err(PublicError::Status { host: address.host().to_owned(), status: status.as_u16() });
            }
            let location = response.headers().get(LOCATION).and_then(|value| value.to_str().ok());
            let location = location.ok_or(PublicError::Redirects)?;
            address = address.join(location).map_err(|_| PublicError::Redirects)?;
        }
        Err(PublicError::Redirects)
    }

    async fn ask(&self, address: &PublicAddress, headers: HeaderMap, reason: &str) -> Result<Response, PublicError> {
        if !self.enabled {
            return Err(PublicError::Off);
        }
        let host = address.host().to_owned();
        if !hosts::enter(&self.db, &host, reason, self.clock.now()).await? {
            return Err(PublicError::HostNotAllowed { host });
        }
        // A number is not looked up, so the resolver does not see it.
        let number = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
        if number.is_ok_and(|number| !may_be_called(number, &self.exempt)) {
            return Err(PublicError::PrivateNetwork { host });
        }
        let answer = self.client.get(address.url().clone()).headers(headers).send().await;
        answer.map_err(|error| unreached(&host, &error))
    }
}

/// A header of an answer, when it is text of a bearable length.
fn text(response: &Response, name: &HeaderName) -> Option<String> {
    let value = response.headers().get(name)?.to_str().ok()?;
    (value.len() <= VALIDATOR_BYTES_MAX).then(|| value.to_owned())
}

async fn within<T>(
    limit: Duration,
    address: &PublicAddress,
    work: impl Future<Output = Result<T, PublicError>>,
) -> Result<T, PublicError> {
    let late = |_| PublicError::Unreached { host: address.host().to_owned(), how: Unreached::TimedOut };
    tokio::time::timeout(limit, work).await.map_err(late)?
}

fn unreached(host: &str, error: &reqwest::Error) -> PublicError {
    let mut source: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(cause) = source {
        if cause.is::<PrivateNetwork>() {
            return PublicError::PrivateNetwork { host: host.to_owned() };
        }
        source = cause.source();
    }
    let how = if error.is_timeout() {
        Unreached::TimedOut
    } else if error.is_connect() {
        Unreached::NoConnection
    } else {
        Unreached::BrokenOff
    };
    PublicError::Unreached { host: host.to_owned(), how }
}
