//! Why an inspection could not be filed or shown.

use http_api::Problem;

/// The codes of this domain's own problems.
mod codes {
    use axum::http::StatusCode;
    use http_api::{Code, Text};

    /// Too many nodes file at once.
    pub(super) static BUSY: Code = Code {
        code: "inspection.busy",
        status: StatusCode::SERVICE_UNAVAILABLE,
        title: Text::new(
            "几处同时在检查，请过一会儿再试",
            "Several inspections are being filed at once; try again in a moment",
        ),
    };

    /// What is on file is no report.
    pub(super) static UNREADABLE: Code = Code {
        code: "inspection.unreadable",
        status: StatusCode::INTERNAL_SERVER_ERROR,
        title: Text::new(
            "这份报告被改动过，读不出来；重新检查一次就会如实记下",
            "This report was changed and cannot be read; the next inspection says so",
        ),
    };
}

/// Why something did not work.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such report.
    #[error("not found")]
    NotFound,
    /// Others filed reports again and again meanwhile.
    #[error("others file reports at the same time")]
    Busy,
    /// What is on file under this number is no report.
    #[error("report {0} on file cannot be read")]
    Unreadable(i64),
    /// The vault's own.
    #[error(transparent)]
    Vault(#[from] vault::Error),
    /// The database's own.
    #[error(transparent)]
    Db(#[from] db::Error),
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound => Self::not_found(),
            Error::Busy => Self::new(&codes::BUSY),
            Error::Unreadable(_) => Self::new(&codes::UNREADABLE),
            Error::Db(error) | Error::Vault(vault::Error::Db(error)) => error.into(),
            Error::Vault(error) => {
                tracing::error!(error = &error as &dyn std::error::Error, "an inspection");
                Self::new(&http_api::codes::INTERNAL)
            }
        }
    }
}
