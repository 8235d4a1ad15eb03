//! TLS with a certificate for every vendor's host, from an authority that lives for one run.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::serve::Listener;
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, KeyUsagePurpose};
use rustls::ServerConfig;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use crate::vendor;

/// How long a client may take to agree on keys.
const HANDSHAKE_WITHIN: Duration = Duration::from_secs(5);

/// Connections that have gone through their handshake.
pub struct TlsListener {
    listener: TcpListener,
    acceptor: TlsAcceptor,
}

/// Makes an authority and, signed by it, the certificate of all hosts.
///
/// Returns what the server needs, and the authority's certificate in PEM for clients to trust.
/// The authority's key is forgotten at once.
///
/// # Errors
/// When the library of certificates or that of TLS refuses.
pub fn make_authority() -> Result<(ServerConfig, String), Box<dyn std::error::Error + Send + Sync>> {
    let authority_key = KeyPair::generate()?;
    let mut authority = CertificateParams::new(Vec::new())?;
    authority.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    authority.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    authority.distinguished_name.push(DnType::CommonName, "Qingyin lab, for one run");
    let certificate = authority.self_signed(&authority_key)?;
    let issuer = Issuer::new(authority, authority_key);
    let key = KeyPair::generate()?;
    let mut leaf = CertificateParams::new(vendor::hosts().map(str::to_owned).collect::<Vec<_>>())?;
    // Newer clients refuse a certificate that does not name its issuer's key.
    leaf.use_authority_key_identifier_extension = true;
    leaf.distinguished_name.push(DnType::CommonName, "Qingyin lab");
    let leaf = leaf.signed_by(&key, &issuer)?;
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(vec![leaf.der().clone()], key)?;
    Ok((config, certificate.pem()))
}

impl TlsListener {
    /// Takes connections of `listener`.
    #[must_use]
    pub fn new(listener: TcpListener, config: ServerConfig) -> Self {
        Self { listener, acceptor: TlsAcceptor::from(Arc::new(config)) }
    }
}

impl Listener for TlsListener {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        loop {
            let (stream, address) = Listener::accept(&mut self.listener).await;
            match tokio::time::timeout(HANDSHAKE_WITHIN, self.acceptor.accept(stream)).await {
                Ok(Ok(stream)) => return (stream, address),
                // Who does not trust the certificate hangs up; the next one may.
                Ok(Err(error)) => eprintln!("lab: no handshake with {address}: {error}"),
                Err(_) => eprintln!("lab: no handshake with {address} in time"),
            }
        }
    }

    fn local_addr(&self) -> std::io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}
