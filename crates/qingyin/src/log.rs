//! The service's log: lines with the fields that the policy lists, and no others.

use config::{Config, LogFormat};
use tracing::{Metadata, Subscriber};
use tracing_subscriber::filter::{EnvFilter, filter_fn};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt as _;

/// Whether every field of a line is one that the policy lists, whoever writes it: this program or a library within it.
fn is_declared(line: &Metadata<'_>) -> bool {
    line.fields().iter().all(|field| policy::LOG_FIELDS.contains(&field.name()))
}

/// What takes down lines as the settings say, and only those with declared fields.
pub fn lines<W>(config: &Config, with_colour: bool, writer: W) -> Box<dyn Subscriber + Send + Sync>
where
    W: for<'writer> MakeWriter<'writer> + Send + Sync + 'static,
{
    let level = EnvFilter::try_new(&config.log.level).unwrap_or_else(|_| EnvFilter::new("info"));
    let lines = tracing_subscriber::fmt().with_env_filter(level).with_writer(writer).with_ansi(with_colour);
    match config.log.format {
        LogFormat::Text => Box::new(lines.with_target(false).finish().with(filter_fn(is_declared))),
        LogFormat::Json => {
            let lines = lines.json().flatten_event(true).with_current_span(false).with_span_list(false);
            Box::new(lines.finish().with(filter_fn(is_declared)))
        }
    }
}
