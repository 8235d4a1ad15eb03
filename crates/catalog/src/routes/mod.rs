//! The routes of the catalogue, below `/api/v1`.

mod browse;
mod covers;
mod lyrics;
mod operator;
mod query;

pub use browse::Genre;
pub use covers::cover_at_hand;
use http_api::{Code, Problem, Text, codes};
use utoipa_axum::router::OpenApiRouter;

use crate::catalog::Catalog;
use crate::error::Error;

/// A scan runs already.
pub static SCAN_RUNNING: Code = Code {
    code: "scan.running",
    status: axum::http::StatusCode::CONFLICT,
    title: Text::new("正在扫描，请等它完成", "A scan is running; please wait until it is done"),
};

/// The routes of the catalogue; what they need is inside.
pub fn routes<S: Clone + Send + Sync + 'static>(catalog: Catalog) -> OpenApiRouter<S> {
    OpenApiRouter::new()
        .merge(browse::routes())
        .merge(covers::routes())
        .merge(lyrics::routes())
        .merge(operator::routes())
        .with_state(catalog)
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            // To a listener a picture that cannot be shown is one that is not there.
            Error::NotFound | Error::Picture(_) => Self::not_found(),
            Error::ScanRunning => Self::new(&SCAN_RUNNING),
            Error::BadCursor => Self::field(
                "cursor",
                "cursor.malformed",
                Text::new(
                    "翻页位置属于另一种排序，请从头开始",
                    "the cursor is one of another sort; leave it out to begin again",
                ),
            ),
            Error::Database(error) => error.into(),
            error @ (Error::FolderMissing { .. } | Error::ScanStopped(_) | Error::Watch(_)) => {
                tracing::error!(error = &error as &dyn std::error::Error, "catalogue");
                Self::new(&codes::INTERNAL)
            }
        }
    }
}
