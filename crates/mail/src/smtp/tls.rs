//! Whose certificates are believed.

use std::sync::Arc;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, RootCertStore};

/// There is nobody whose certificates could be believed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no authority for certificates: {0}")]
pub struct NoAuthorities(String);

/// Believes the authorities in this file of PEM alone, or without one those that this machine trusts.
///
/// # Errors
/// [`NoAuthorities`] when the file holds none; a machine without any trusts nobody, which is seen when something is sent.
pub fn trusting(authority_pem: Option<&[u8]>) -> Result<Arc<ClientConfig>, NoAuthorities> {
    let mut roots = RootCertStore::empty();
    match authority_pem {
        Some(pem) => {
            let certificates: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
            let certificates = certificates.map_err(|error| NoAuthorities(error.to_string()))?;
            if roots.add_parsable_certificates(certificates).0 == 0 {
                return Err(NoAuthorities("the file holds no certificate".to_owned()));
            }
        }
        None => {
            roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        }
    }
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let builder = builder.map_err(|error| NoAuthorities(error.to_string()))?;
    Ok(Arc::new(builder.with_root_certificates(roots).with_no_client_auth()))
}
