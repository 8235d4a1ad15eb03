//! The vendors by their own hosts, over TLS.

use std::sync::Arc;

use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsConnector;

use crate::support::Bench;
use crate::wechat;

#[tokio::test]
async fn every_host_has_a_certificate_of_the_authority_of_this_run() {
    let bench = Bench::with(wechat::app());
    let (config, authority) = lab::make_authority().expect("an authority");
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    let router = lab::router(&bench.lab);
    let listener = lab::TlsListener::new(listener, config).expect("an address");
    tokio::spawn(async move { axum::serve(listener, router).await });
    // Somebody who never says a word holds nobody up.
    let _silent = TcpStream::connect(address).await.expect("a connection");
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(authority.as_bytes()).expect("PEM")).expect("an authority");
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let client = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_root_certificates(roots)
        .with_no_client_auth();
    let connector = TlsConnector::from(Arc::new(client));
    for host in lab::hosts() {
        let stream = TcpStream::connect(address).await.expect("a connection");
        let name = ServerName::try_from(host).expect("a name");
        let mut stream = connector.connect(name, stream).await.unwrap_or_else(|error| panic!("{host}: {error}"));
        let request = format!("GET /lab/pictures/lin.png HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).await.expect("a request");
        let mut answer = Vec::new();
        // The other end may close without saying so.
        let _ = stream.read_to_end(&mut answer).await;
        // Not every host has pictures; that it answers is enough.
        assert!(answer.starts_with(b"HTTP/1.1 "), "{host}");
    }
}
