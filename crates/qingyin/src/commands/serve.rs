//! `qingyin serve`.

use std::io::Write as _;
use std::process::ExitCode;
use std::sync::Arc;

use config::Config;
use units::Clock;

use crate::app::{App, Error};
use crate::front::Connections;

pub(super) async fn run(config: Config, clock: Arc<dyn Clock>) -> Result<ExitCode, Error> {
    let mut problems = config.check(clock.now());
    problems.extend(config.check_places(&policy::current().storage_regions));
    if !problems.is_empty() {
        return Err(Error::Config(config::Problems(problems)));
    }
    let address = config.server.address();
    let listener = tokio::net::TcpListener::bind(config.server.listen)
        .await
        .map_err(|source| Error::Listen { address: config.server.listen, source })?;
    let bound = listener.local_addr().map_err(Error::Io)?;
    let address = if config.server.listen.port() == 0 { format!("http://{bound}") } else { address };
    let app = App::start(config, clock).await?;
    println!("Qingyin is at {address}");
    if let Some(token) = app.operator_link().await? {
        println!("Become its operator once, within a day: {address}/setup?token={token}");
    }
    // Whoever started this reads the two lines above before anything else happens.
    let _ = std::io::stdout().flush();
    let service = app.service();
    axum::serve(Connections(listener), service).with_graceful_shutdown(stopped()).await.map_err(Error::Io)?;
    app.stop().await;
    Ok(ExitCode::SUCCESS)
}

/// Ends at Ctrl-C, or when the system asks the service to stop.
async fn stopped() {
    let interrupted = tokio::signal::ctrl_c();
    match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(mut terminated) => {
            tokio::select! {
                _ = interrupted => {}
                _ = terminated.recv() => {}
            }
        }
        Err(_) => {
            let _ = interrupted.await;
        }
    }
}
