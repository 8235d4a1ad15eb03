//! Why the service does not start.

use std::net::SocketAddr;

/// Why the service does not start, or a command did not do what was asked.
#[derive(Debug)]
pub enum Error {
    /// The settings.
    Config(config::Problems),
    /// The database.
    Db(db::Error),
    /// The vault.
    Vault(vault::Error),
    /// The catalogue.
    Catalog(catalog::Error),
    /// Accounts.
    Accounts(accounts::Error),
    /// The gate.
    Sharing(sharing::Error),
    /// Accounts elsewhere.
    Connect(connect::Error),
    /// Podcasts.
    Podcasts(podcasts::Error),
    /// Rights.
    Rights(rights::Error),
    /// Staff access.
    Staff(staff_access::Error),
    /// Incidents.
    Incidents(incidents::Error),
    /// The recognition of songs.
    Recognition(recognition::Error),
    /// What sounds alike.
    Similarity(similarity::Error),
    /// The embedded policy.
    Policy(&'static policy::BrokenChain),
    /// The day on which the policy of this program begins to bind has not come.
    NotYetInForce {
        /// Its version.
        version: String,
        /// The day, in China.
        effective_at: String,
    },
    /// The service is held by somebody else than the configuration says.
    AnotherHolder {
        /// By whom it is held.
        held_by: String,
        /// Whom the configuration names.
        named: String,
    },
    /// The address is not to be had.
    Listen {
        /// The address.
        address: SocketAddr,
        /// Why.
        source: std::io::Error,
    },
    /// A file or a folder.
    Io(std::io::Error),
    /// A file that is not what it should be.
    Json(serde_json::Error),
    /// What to do instead.
    Told(&'static str),
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Config(problems) => problems.fmt(f),
            Self::Db(error) => error.fmt(f),
            Self::Vault(error) => error.fmt(f),
            Self::Catalog(error) => error.fmt(f),
            Self::Accounts(error) => error.fmt(f),
            Self::Sharing(error) => error.fmt(f),
            Self::Connect(error) => error.fmt(f),
            Self::Podcasts(error) => error.fmt(f),
            Self::Rights(error) => error.fmt(f),
            Self::Staff(error) => error.fmt(f),
            Self::Incidents(error) => error.fmt(f),
            Self::Recognition(error) => error.fmt(f),
            Self::Similarity(error) => error.fmt(f),
            Self::Policy(broken) => broken.fmt(f),
            Self::NotYetInForce { version, effective_at } => write!(
                f,
                "version {version} of the policy binds from {effective_at} on (Beijing time), and nothing is done by it \
                 before; run the program you had until then"
            ),
            Self::AnotherHolder { held_by, named } => write!(
                f,
                "until now '{held_by}' ran this service, and 'operator.company' names '{named}'; what was agreed to was \
                 agreed with '{held_by}'. If that is the same company or person under another name, run `qingyin holder \
                 rename`; if '{named}' takes the service over, run `qingyin holder take-over`"
            ),
            Self::Listen { address, .. } => write!(f, "cannot listen on {address}; choose another with --listen"),
            Self::Io(error) => error.fmt(f),
            Self::Json(error) => error.fmt(f),
            Self::Told(text) => f.write_str(text),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Config(_)
            | Self::Policy(_)
            | Self::NotYetInForce { .. }
            | Self::AnotherHolder { .. }
            | Self::Told(_) => None,
            // Shown as they are, so what they were caused by follows.
            Self::Db(error) => error.source(),
            Self::Vault(error) => error.source(),
            Self::Catalog(error) => error.source(),
            Self::Accounts(error) => error.source(),
            Self::Sharing(error) => error.source(),
            Self::Connect(error) => error.source(),
            Self::Podcasts(error) => error.source(),
            Self::Rights(error) => error.source(),
            Self::Staff(error) => error.source(),
            Self::Incidents(error) => error.source(),
            Self::Recognition(error) => error.source(),
            Self::Similarity(error) => error.source(),
            Self::Listen { source, .. } => Some(source),
            Self::Io(error) => error.source(),
            Self::Json(error) => error.source(),
        }
    }
}

macro_rules! from {
    ($($kind:ty => $variant:ident),* $(,)?) => {
        $(impl From<$kind> for Error {
            fn from(error: $kind) -> Self {
                Self::$variant(error)
            }
        })*
    };
}
from! {
    db::Error => Db,
    vault::Error => Vault,
    catalog::Error => Catalog,
    accounts::Error => Accounts,
    sharing::Error => Sharing,
    connect::Error => Connect,
    podcasts::Error => Podcasts,
    rights::Error => Rights,
    staff_access::Error => Staff,
    incidents::Error => Incidents,
    recognition::Error => Recognition,
    similarity::Error => Similarity,
}
