//! `qingyin-lab`: serves the lab on loopback, so that people and tests can sign in without a contract.

use std::fs;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Parser, Subcommand};
use lab::{App, Lab, MailCertificates, MailSecurity, TlsListener};
use tokio::net::TcpListener;
use units::SystemClock;

type Error = Box<dyn std::error::Error + Send + Sync>;

/// Plays the third parties that members sign in with, on this machine alone.
#[derive(Parser)]
#[command(name = "qingyin-lab", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serves every vendor: by path over plain HTTP, and by host over TLS where asked
    Serve(Box<Serve>),
    /// Writes the lab's host names, one a line, as a file of hosts has them
    Hosts,
}

#[derive(clap::Args)]
struct Serve {
    /// Where to listen for plain HTTP, such as 127.0.0.1:4700; a vendor is the first folder of the path
    #[arg(long)]
    listen: SocketAddr,
    /// Where to listen for TLS, such as 127.0.0.1:443; a vendor is told by its host
    #[arg(long, requires = "authority")]
    tls: Option<SocketAddr>,
    /// Where to write the certificate of the authority that clients have to trust for this run
    #[arg(long)]
    authority: Option<PathBuf>,
    /// Where the gateway for texts listens for CMPP, such as 127.0.0.1:7890
    #[arg(long)]
    ismg: Option<SocketAddr>,
    /// Where the server for mail listens, such as 127.0.0.1:2525
    #[arg(long)]
    smtp: Option<SocketAddr>,
    /// Where to write the certificate of the authority of the server for mail, which then offers STARTTLS
    #[arg(long, requires = "smtp")]
    smtp_authority: Option<PathBuf>,
    /// A file with one app, or a list of apps, as `POST /lab/apps` takes them
    #[arg(long)]
    app: Vec<PathBuf>,
    /// Registers an app with each vendor, and prints what a connector needs to use it
    #[arg(long)]
    demo: bool,
}

#[tokio::main]
async fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Serve(options) => serve(options).await,
        Command::Hosts => {
            lab::hosts().for_each(|host| println!("127.0.0.1 {host}"));
            Ok(())
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("lab: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn serve(options: Box<Serve>) -> Result<(), Error> {
    for address in [Some(options.listen), options.tls, options.ismg, options.smtp].into_iter().flatten() {
        if !address.ip().is_loopback() {
            return Err(format!("{address} is not on loopback; anybody could sign in as anybody there").into());
        }
    }
    let lab = Lab::new(Arc::new(SystemClock), rand::make_rng());
    for path in &options.app {
        for app in read_apps(path)? {
            lab.register(app).map_err(|error| format!("{}: {error}", path.display()))?;
        }
    }
    if options.demo {
        register_demo(&lab)?;
    }
    let keys = Arc::clone(&lab);
    tokio::task::spawn_blocking(move || keys.make_keys()).await?;
    let router = lab::router(&lab);
    if let (Some(address), Some(file)) = (options.tls, &options.authority) {
        let (config, certificate) = lab::make_authority()?;
        fs::write(file, certificate).map_err(|error| format!("failed to write {}: {error}", file.display()))?;
        let listener = TlsListener::new(bind(address).await?, config)?;
        let router = router.clone();
        tokio::spawn(async move { axum::serve(listener, router).await });
    }
    if let Some(address) = options.ismg {
        let listener = bind(address).await?;
        println!("lab: gateway {}", listener.local_addr()?);
        tokio::spawn(lab::serve_gateway(Arc::clone(&lab), listener));
    }
    if let Some(address) = options.smtp {
        let listener = bind(address).await?;
        println!("lab: smtp {}", listener.local_addr()?);
        let (security, certificates) = match &options.smtp_authority {
            Some(file) => {
                let (certificates, authority) = MailCertificates::make()?;
                fs::write(file, authority).map_err(|error| format!("failed to write {}: {error}", file.display()))?;
                (MailSecurity::StartTls, Some(certificates))
            }
            None => (MailSecurity::Plain, None),
        };
        tokio::spawn(lab::serve_mail(Arc::clone(&lab), listener, security, certificates));
    }
    let listener = bind(options.listen).await?;
    println!("lab: ready http://{}", listener.local_addr()?);
    axum::serve(listener, router).await?;
    Ok(())
}

async fn bind(address: SocketAddr) -> Result<TcpListener, Error> {
    TcpListener::bind(address).await.map_err(|error| format!("failed to listen on {address}: {error}").into())
}

fn read_apps(path: &PathBuf) -> Result<Vec<App>, Error> {
    let text = fs::read_to_string(path).map_err(|error| format!("failed to read {}: {error}", path.display()))?;
    let value: serde_json::Value =
        serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))?;
    let apps = if value.is_array() {
        serde_json::from_value(value)
    } else {
        serde_json::from_value(value).map(|app| vec![app])
    };
    apps.map_err(|error| format!("{}: {error}", path.display()).into())
}

fn register_demo(lab: &Lab) -> Result<(), Error> {
    let (apps, apple_key) = lab::demo_apps(lab);
    for app in apps {
        println!(
            "lab: app {}",
            serde_json::json!({ "vendor": app.vendor, "client_id": app.client_id,
            "secret": app.secret, "team_id": app.team_id, "key_id": app.key_id })
        );
        lab.register(app)?;
    }
    println!("lab: the key that signs Apple's client secret\n{apple_key}");
    Ok(())
}
