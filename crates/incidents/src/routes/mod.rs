//! Incidents over HTTP: for the privacy officer, for the people concerned, and for everybody.

mod read;
mod staff;
mod views;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::Incidents;

/// The routes of incidents, below `/api/v1`.
pub fn routes<S: Clone + Send + Sync + 'static>(incidents: Incidents) -> OpenApiRouter<S> {
    OpenApiRouter::new()
        .routes(routes!(staff::list_incidents, staff::open_incident))
        .routes(routes!(staff::show_incident, staff::change_incident))
        .routes(routes!(staff::write_incident_words))
        .routes(routes!(staff::find_people_concerned))
        .routes(routes!(staff::tell_people_concerned))
        .routes(routes!(staff::publish_incident, staff::unpublish_incident))
        .routes(routes!(staff::show_incident_report))
        .routes(routes!(staff::note_incident_report))
        .routes(routes!(staff::close_incident))
        .routes(routes!(staff::show_person_concerned))
        .routes(routes!(read::list_public_incidents))
        .routes(routes!(read::list_own_incident_notices))
        .routes(routes!(read::read_incident_notice))
        .with_state(incidents)
}
