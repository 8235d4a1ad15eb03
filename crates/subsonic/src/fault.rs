//! The errors of the protocol, by number.

use http_api::Problem;

/// Why a request failed, in the protocol's numbers; it goes out with HTTP status 200.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// The protocol's number.
    pub(crate) code: u16,
    /// What is wrong, for a person.
    pub(crate) message: String,
}

impl Fault {
    pub(crate) fn new(code: u16, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }

    /// 0: something else.
    pub(crate) fn other(message: impl Into<String>) -> Self {
        Self::new(0, message)
    }

    /// 10: a parameter is missing.
    pub(crate) fn missing(name: &str) -> Self {
        Self::new(10, format!("Required parameter '{name}' is missing."))
    }

    /// 10 as well, for want of a number of its own: a parameter cannot be read.
    pub(crate) fn malformed(name: &str) -> Self {
        Self::new(10, format!("Parameter '{name}' is malformed."))
    }

    /// 50: the member may not.
    pub(crate) fn not_allowed() -> Self {
        Self::new(50, "You are not authorised to do this.")
    }

    /// 70: there is no such thing, or the asker may not know that there is.
    pub(crate) fn not_found() -> Self {
        Self::new(70, "The requested data was not found.")
    }

    fn internal(error: &(dyn std::error::Error + 'static)) -> Self {
        tracing::error!(error, "subsonic");
        Self::other("Something failed on the server; please try again later.")
    }
}

impl From<db::Error> for Fault {
    fn from(error: db::Error) -> Self {
        Self::internal(&error)
    }
}

impl From<catalog::Error> for Fault {
    fn from(error: catalog::Error) -> Self {
        match error {
            catalog::Error::NotFound | catalog::Error::Picture(_) => Self::not_found(),
            catalog::Error::ScanRunning => Self::other("A scan is running."),
            error => Self::internal(&error),
        }
    }
}

impl From<accounts::Error> for Fault {
    fn from(error: accounts::Error) -> Self {
        use accounts::Error;
        match error {
            Error::NotFound => Self::not_found(),
            Error::LastOperator => Self::new(50, "At least one active operator has to remain."),
            Error::WeakPassword(weakness) => Self::new(10, format!("Parameter 'password': {}.", weakness.text().en)),
            error => http_api::Problem::from(error).into(),
        }
    }
}

impl From<social::Error> for Fault {
    fn from(error: social::Error) -> Self {
        use social::Error;
        match error {
            Error::NotFound => Self::not_found(),
            Error::NotShareable(message) => Self::new(50, format!("This cannot be shared: {}.", message.en)),
            Error::Full { max } => Self::other(format!("There cannot be more than {max}.")),
            Error::Field { name, message, .. } => Self::new(10, format!("Parameter '{name}': {}.", message.en)),
            Error::TooMany { .. } => Self::other("That was too much at once; please wait a minute."),
            Error::NoConsent(_) => Self::new(50, "You have not agreed to this; see the privacy centre of the web app."),
            Error::Accounts(error) => error.into(),
            Error::Library(error) => error.into(),
            Error::Catalog(error) => error.into(),
            Error::Db(error) => error.into(),
            error => http_api::Problem::from(error).into(),
        }
    }
}

impl From<library::Error> for Fault {
    fn from(error: library::Error) -> Self {
        use library::Error;
        match error {
            Error::NotFound | Error::NoTrack => Self::not_found(),
            Error::NotAllowed => Self::not_allowed(),
            Error::Smart => Self::other("The rules of a smart playlist choose its songs; change the rules instead."),
            Error::Stale { .. } => Self::other("The playlist was changed in the meantime; please read it again."),
            Error::OutOfRange { count, .. } => Self::other(format!("The playlist has {count} songs, counted from 0.")),
            Error::Full { max, .. } => Self::other(format!("There cannot be more than {max}.")),
            Error::NoConsent(_) => Self::new(50, "You have not agreed to this; see the privacy centre of the web app."),
            Error::Field { name, message, .. } => Self::new(10, format!("Parameter '{name}': {}.", message.en)),
            Error::Catalog(error) => error.into(),
            error @ Error::Stopped => Self::internal(&error),
            Error::Db(error) => error.into(),
        }
    }
}

impl From<podcasts::Error> for Fault {
    fn from(error: podcasts::Error) -> Self {
        use podcasts::Error;
        match error {
            // The sound of an episode that is not here is not found either.
            Error::NotFound | Error::NotHere => Self::not_found(),
            Error::SwitchedOff => Self::other("Podcasts are switched off in the settings of this server."),
            Error::Subscribed(_) => Self::other("This podcast is subscribed to already."),
            Error::Full => Self::other("There cannot be more podcasts."),
            Error::Address(why) => Self::new(10, format!("Parameter 'url': {why}.")),
            Error::Db(error) => error.into(),
            error @ (Error::Io(_) | Error::Public(_)) => Self::internal(&error),
        }
    }
}

impl From<radio::Error> for Fault {
    fn from(error: radio::Error) -> Self {
        use radio::Error;
        match error {
            Error::NotFound => Self::not_found(),
            Error::Full => Self::other("There cannot be more stations."),
            Error::Db(error) => error.into(),
            error @ (Error::Name | Error::StreamAddress(_) | Error::SiteAddress(_)) => {
                Self::new(10, format!("A parameter is malformed: {error}."))
            }
        }
    }
}

impl From<similarity::Error> for Fault {
    fn from(error: similarity::Error) -> Self {
        Self::internal(&error)
    }
}

impl From<Problem> for Fault {
    fn from(problem: Problem) -> Self {
        match problem.code() {
            "not_found" => Self::not_found(),
            "transcode.unavailable" => Self::other("This server cannot make anything of it that could be played."),
            "transcode.busy" => Self::other("As many transcodes run as this server allows; please try again shortly."),
            code => Self::other(format!("The request failed: {code}.")),
        }
    }
}
