//! `cmpp`: how many texts our client submits over one connection, and how long each takes.
//!
//! The gateway is the lab's, on threads of its own. pycmpp is asked the same where it is installed:
//! `PYCMPP` names a Python that has it, or else the one of the judges is tried.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{Command, ExitCode, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use bench_table::{Bar, Row, Section};
use clap::Parser;
use cmpp::{Link, Number, Secret, Settings, Version, Words};
use lab::{GatewayAccount, GatewayVersion, Lab};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use units::SystemClock;

/// Whatever stopped the measurement, in words.
type Error = Box<dyn std::error::Error + Send + Sync>;

/// The heading of this part of the page.
const TITLE: &str = "Texts over CMPP";
/// What is aimed at over one connection.
const PER_S_MIN: f64 = 1_000.0;
const WINDOWS: [usize; 2] = [16, 64];
const TEXT: &str = "【清音】验证码 246810，五分钟内有效。";
const PEER: &str = include_str!("pycmpp.py");

/// Measures submissions over one connection.
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    /// Texts that are submitted
    #[arg(long, default_value_t = 50_000)]
    texts: usize,
    /// Texts that pycmpp submits
    #[arg(long, default_value_t = 10_000)]
    peer_texts: usize,
    /// The page whose part on this is written anew
    #[arg(long)]
    page: Option<PathBuf>,
}

/// What came of it.
#[derive(Clone, Copy, Debug)]
struct Figures {
    per_s: f64,
    p50_ms: f64,
    p99_ms: f64,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("cmpp: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<(), Error> {
    let (gateway, address) = start_gateway()?;
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let mut rows = Vec::new();
    for window in WINDOWS {
        let ours = runtime.block_on(measure(address, arguments.texts, window))?;
        let peer = peer(address, arguments.peer_texts, window);
        rows.extend(table(window, ours, peer.as_ref().ok().copied()));
        if let Err(why) = peer {
            eprintln!("pycmpp is not asked: {why}");
        }
    }
    drop(gateway);
    let notes = vec![
        "One connection to the lab's gateway on this machine; as many texts are under way as the window holds. \
         Our client asks for a report on each text and answers it; pycmpp asks for none."
            .to_owned(),
    ];
    let section = Section { title: TITLE, rows, notes };
    let text = section.markdown(!cfg!(debug_assertions));
    println!("{text}");
    if let Some(page) = &arguments.page {
        let before = std::fs::read_to_string(page)?;
        std::fs::write(page, bench_table::with_part(&before, TITLE, &text))?;
        println!("{} written", page.display());
    }
    Ok(())
}

fn table(window: usize, ours: Figures, peer: Option<Figures>) -> [Row; 3] {
    let row = |what: &str, figure: fn(Figures) -> f64, unit, bar| {
        let what = format!("{what}, window {window}");
        match peer {
            Some(peer) => Row::beside(what, figure(ours), figure(peer), unit, bar),
            None => Row::of(what, figure(ours), unit, bar),
        }
    };
    [
        row("texts a second", |figures| figures.per_s, "/s", Bar::AtLeast(PER_S_MIN)),
        row("submission to answer, median", |figures| figures.p50_ms, "ms", Bar::None),
        row("submission to answer, 99th of 100", |figures| figures.p99_ms, "ms", Bar::None),
    ]
}

/// The lab's gateway on threads of its own, and where it listens.
fn start_gateway() -> Result<(Runtime, SocketAddr), Error> {
    let lab = Lab::new(Arc::new(SystemClock), rand::make_rng());
    lab.register_gateway_account(GatewayAccount {
        source_addr: "900001".to_owned(),
        secret: "888888".to_owned(),
        version_max: GatewayVersion::V30,
        window: 64,
        report_state: "DELIVRD".to_owned(),
    })?;
    let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0"))?;
    let address = listener.local_addr()?;
    runtime.spawn(lab::serve_gateway(lab, listener));
    Ok((runtime, address))
}

async fn measure(address: SocketAddr, texts: usize, window: usize) -> Result<Figures, Error> {
    let mut settings = Settings::new("900001", Secret::new("888888"), Version::V30);
    settings.window = window;
    let stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let (sender, mut events) = mpsc::channel(1_024);
    let link = Arc::new(Link::open(stream, &settings, &SystemClock, sender).await?);
    let reports = tokio::spawn(async move {
        let mut heard = 0_usize;
        while events.recv().await.is_some() {
            heard += 1;
        }
        heard
    });
    let begun = Instant::now();
    let left = Arc::new(AtomicUsize::new(texts));
    let mut submitting = JoinSet::new();
    for _ in 0..window {
        submitting.spawn(submit(Arc::clone(&link), Arc::clone(&left)));
    }
    let mut spans = Vec::with_capacity(texts);
    while let Some(ended) = submitting.join_next().await {
        spans.extend(ended??);
    }
    let took = begun.elapsed();
    Arc::into_inner(link).ok_or("somebody still submits")?.close().await;
    let heard = reports.await?;
    if (spans.len(), heard) != (texts, texts) {
        return Err(format!("{} of {texts} were submitted, and {heard} reported on", spans.len()).into());
    }
    spans.sort_unstable();
    let at = |hundredth: usize| spans.get(texts * hundredth / 100).map_or(0.0, |span| span.as_secs_f64() * 1_000.0);
    Ok(Figures { per_s: texts as f64 / took.as_secs_f64(), p50_ms: at(50), p99_ms: at(99) })
}

/// Submits one text after the other until none is left, and returns how long each took.
async fn submit(link: Arc<Link>, left: Arc<AtomicUsize>) -> Result<Vec<Duration>, Error> {
    let (number, text) = (Number::new("13800138000"), Words::new(TEXT));
    let mut spans = Vec::new();
    while left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_ok() {
        let begun = Instant::now();
        let receipts = link.submit(&number, &text).await?;
        spans.push(begun.elapsed());
        if !receipts.iter().all(|receipt| receipt.result.is_accepted()) {
            return Err("the gateway refused a text".into());
        }
    }
    Ok(spans)
}

/// The same with pycmpp.
fn peer(address: SocketAddr, texts: usize, window: usize) -> Result<Figures, Error> {
    let python =
        std::env::var_os("PYCMPP").map_or_else(|| PathBuf::from("target/judges/lab-python/bin/python"), PathBuf::from);
    let arguments = [address.port().to_string(), texts.to_string(), window.to_string()];
    let output = Command::new(&python).args(["-c", PEER]).args(arguments).stdin(Stdio::null()).output();
    let output = output.map_err(|error| format!("{}: {error}", python.display()))?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    let said: serde_json::Value = serde_json::from_slice(&output.stdout)?;
    let figure = |name: &str| said[name].as_f64().ok_or_else(|| format!("{name} is no number"));
    Ok(Figures { per_s: figure("per_s")?, p50_ms: figure("p50_ms")?, p99_ms: figure("p99_ms")? })
}
