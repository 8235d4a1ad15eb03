//! `bench`: measures the program from outside, beside its peers, and writes `docs/benchmarks.md`.
//!
//! The program is started as any operator would start it; nothing inside it knows that it is measured.
//! CPU time is what the kernel counted for the process (proc(5)), so that other work on the machine disturbs it little.
//! Wall times stand beside it and depend on what else runs; the load is printed with them.
//! What cannot be measured here is listed as not measured, never guessed.

mod alike;
mod consent;
mod erase;
mod gdpr;
mod home;
mod http;
mod library;
mod machine;
mod nginx;
mod process;
mod recommend;
mod requests;
mod scan;
mod search;
mod server;
mod sign_in;
mod stream;
mod subsonic;
mod transcode;
mod wrk;

use std::path::PathBuf;
use std::process::ExitCode;

use bench_table as table;
use clap::{Parser, ValueEnum};

use crate::table::{Row, Section};

/// Whatever stopped a measurement, in words.
type Error = Box<dyn std::error::Error>;

/// Measures Qingyin from outside, beside its peers.
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    /// What to measure; everything when left out, and then the page is written as well
    #[arg(value_enum)]
    what: Vec<What>,
    /// The program that is measured
    #[arg(long, default_value = "target/release/qingyin", overrides_with = "binary")]
    binary: PathBuf,
    /// A folder with the built web app, when the program holds none
    #[arg(long)]
    web_folder: Option<PathBuf>,
    /// Where the generated library and the databases go; a library of the right size found there is used again
    #[arg(long, default_value = "target/bench")]
    work: PathBuf,
    /// The program built without enforcement, to compare with
    #[arg(long)]
    unenforced: Option<PathBuf>,
    /// A PostgreSQL server on which databases can be made, as an address that names one of its databases
    #[arg(long)]
    postgres: Option<String>,
    /// Tracks in the generated library
    #[arg(long, default_value_t = 20_000)]
    tracks: usize,
    /// The folder of music in which what sounds alike is looked for; the demo library when left out
    #[arg(long)]
    music: Option<PathBuf>,
    /// A folder of listening data, `train.tsv` and `dev.tsv`, with which recommended lists are judged
    #[arg(long)]
    listening: Option<PathBuf>,
    /// Says that the program was built without optimisation: figures are shown, and no bar is judged by them
    #[arg(long)]
    unoptimised: bool,
    #[command(flatten)]
    gdpr: gdpr::Sizes,
    /// The page that is written
    #[arg(long, default_value = "docs/benchmarks.md")]
    page: PathBuf,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum What {
    /// Everything, and the page is written
    All,
    /// Reading a library, again, and one changed file
    Scan,
    /// Ranges and covers, beside nginx
    Stream,
    /// Lists and search
    Requests,
    /// What other people's apps ask for
    Subsonic,
    /// The first byte of a transcode
    Transcode,
    /// Closing accounts with many rows
    Erase,
    /// The home page in a browser
    Home,
    /// Finding names: what comes up, and what it costs at a million tracks
    Search,
    /// Recommended lists: what one costs, what forgetting costs, and how good they are
    Recommend,
    /// What a password and a token cost, and whether a storm of sign-ins is heard
    SignIn,
    /// What enforcement costs, beside the program without it
    Consent,
    /// What enforcement costs in the workloads of GDPRbench, how soon a withdrawal holds, and what an export takes
    Gdpr,
    /// Whether what sounds alike is found, and how fast
    Similarity,
}

/// Parts of the page that programs of their own write.
const KEPT: [&str; 2] = ["Song recognition", "Texts over CMPP"];

/// What every measurement is told.
#[derive(Clone)]
struct Setting {
    binary: PathBuf,
    unenforced: Option<PathBuf>,
    postgres: Option<String>,
    web_folder: Option<PathBuf>,
    work: PathBuf,
    tracks: usize,
    music: Option<PathBuf>,
    listening: Option<PathBuf>,
    gdpr: gdpr::Sizes,
}

fn main() -> ExitCode {
    match run(Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments) -> Result<(), Error> {
    let all = arguments.what.is_empty() || arguments.what.contains(&What::All);
    let binary = arguments.binary.canonicalize().map_err(|error| {
        format!("{}: {error}; build it with `cargo build --release --bin qingyin`", arguments.binary.display())
    })?;
    std::fs::create_dir_all(&arguments.work)?;
    let work = arguments.work.canonicalize()?;
    let web_folder = arguments.web_folder.map(|folder| folder.canonicalize()).transpose()?;
    let unenforced = arguments.unenforced.map(|binary| binary.canonicalize()).transpose()?;
    let music = arguments.music.map(|folder| folder.canonicalize()).transpose()?;
    let listening = arguments.listening.map(|folder| folder.canonicalize()).transpose()?;
    let (postgres, tracks, gdpr) = (arguments.postgres, arguments.tracks, arguments.gdpr);
    let setting = Setting { binary, unenforced, postgres, web_folder, work, tracks, music, listening, gdpr };
    type Measure = fn(&Setting) -> Result<Section, Error>;
    let measures: [(What, &str, Measure); 13] = [
        (What::Scan, "Scanning", scan::measure),
        (What::Requests, "Lists and search", requests::measure),
        (What::Search, "Search", search::measure),
        (What::Recommend, "Recommended lists", recommend::measure),
        (What::Stream, "Streaming", stream::measure),
        (What::Subsonic, "OpenSubsonic", subsonic::measure),
        (What::Transcode, "Transcoding", transcode::measure),
        (What::Home, "Web app", home::measure),
        (What::Erase, "Erasure", erase::measure),
        (What::SignIn, "Signing in", sign_in::measure),
        (What::Consent, "Enforcement", consent::measure),
        (What::Gdpr, "GDPRbench", gdpr::measure),
        (What::Similarity, "Similarity", alike::measure),
    ];
    let begun = machine::describe(&setting.binary, arguments.unoptimised)?;
    println!("{begun}");
    let mut sections = Vec::new();
    for (what, title, measure) in measures {
        if !all && !arguments.what.contains(&what) {
            continue;
        }
        // One measurement that fails is told in its place; the others still run.
        let section = measure(&setting).unwrap_or_else(|error| {
            let row = Row::not_measured(title, format!("failed: {error}"));
            Section { title, rows: vec![row], notes: Vec::new() }
        });
        let text = section.markdown(!arguments.unoptimised);
        println!("{text}");
        sections.push(section);
    }
    if all {
        // There is no page before the first.
        let before = std::fs::read_to_string(&arguments.page).unwrap_or_default();
        std::fs::write(&arguments.page, table::page(&before, &begun, &sections, &KEPT, !arguments.unoptimised))?;
        println!("{} written", arguments.page.display());
    }
    Ok(())
}
