//! TLS with a certificate for every vendor's host, from an authority that lives for one run.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::serve::Listener;
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, KeyUsagePurpose};
use rustls::ServerConfig;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use crate::vendor;

/// How long a client may take to agree on keys.
const HANDSHAKE_WITHIN: Duration = Duration::from_secs(5);

/// Connections that wait to be served.
const WAITING_MAX: usize = 64;

/// Connections that have gone through their handshake.
pub struct TlsListener {
    address: SocketAddr,
    ready: mpsc::Receiver<(TlsStream<TcpStream>, SocketAddr)>,
}

/// Makes an authority and, signed by it, the certificate of all hosts.
///
/// Returns what the server needs, and the authority's certificate in PEM for clients to trust.
/// The authority's key is forgotten at once.
///
/// # Errors
/// When the library of certificates or that of TLS refuses.
pub fn make_authority() -> Result<(ServerConfig, String), Box<dyn std::error::Error + Send + Sync>> {
    let ([config], certificate) = make_authority_for([vendor::hosts().map(str::to_owned).collect()])?;
    Ok((config, certificate))
}

/// As [`make_authority`], with one certificate for each of several servers.
pub(crate) fn make_authority_for<const SERVERS: usize>(
    hosts: [Vec<String>; SERVERS],
) -> Result<([ServerConfig; SERVERS], String), Box<dyn std::error::Error + Send + Sync>> {
    let authority_key = KeyPair::generate()?;
    let mut authority = CertificateParams::new(Vec::new())?;
    authority.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    authority.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    authority.distinguished_name.push(DnType::CommonName, "Qingyin lab, for one run");
    let certificate = authority.self_signed(&authority_key)?;
    let issuer = Issuer::new(authority, authority_key);
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let mut configs = Vec::new();
    for hosts in hosts {
        let key = KeyPair::generate()?;
        let mut leaf = CertificateParams::new(hosts)?;
        // Newer clients refuse a certificate that does not name its issuer's key.
        leaf.use_authority_key_identifier_extension = true;
        leaf.distinguished_name.push(DnType::CommonName, "Qingyin lab");
        let leaf = leaf.signed_by(&key, &issuer)?;
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let config = ServerConfig::builder_with_provider(Arc::clone(&provider))
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(vec![leaf.der().clone()], key)?;
        configs.push(config);
    }
    let configs = configs.try_into().map_err(|_| "a certificate for each server")?;
    Ok((configs, certificate.pem()))
}

impl TlsListener {
    /// Takes connections of `listener`; one that dawdles over its handshake holds up no other.
    ///
    /// # Errors
    /// When the listener does not know where it listens.
    pub fn new(mut listener: TcpListener, config: ServerConfig) -> io::Result<Self> {
        let address = listener.local_addr()?;
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let (sender, ready) = mpsc::channel(WAITING_MAX);
        tokio::spawn(async move {
            while !sender.is_closed() {
                let (stream, from) = Listener::accept(&mut listener).await;
                tokio::spawn(shake_hands(acceptor.clone(), stream, from, sender.clone()));
            }
        });
        Ok(Self { address, ready })
    }
}

async fn shake_hands(
    acceptor: TlsAcceptor,
    stream: TcpStream,
    from: SocketAddr,
    sender: mpsc::Sender<(TlsStream<TcpStream>, SocketAddr)>,
) {
    match tokio::time::timeout(HANDSHAKE_WITHIN, acceptor.accept(stream)).await {
        // Nobody takes it when the lab is about to end.
        Ok(Ok(stream)) => drop(sender.send((stream, from)).await),
        Ok(Err(error)) => eprintln!("lab: no handshake with {from}: {error}"),
        Err(_) => eprintln!("lab: no handshake with {from} in time"),
    }
}

impl Listener for TlsListener {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        match self.ready.recv().await {
            Some(connection) => connection,
            None => std::future::pending().await,
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.address)
    }
}
