//! Who tells whose number the token of an app on a phone is, as the operator set it up.

use std::sync::Arc;

use accounts::OneTapVendor;
use config::{Config, OneTapAliyun, OneTapCmcc, OneTapProof};
use sharing::{Gate, RecipientSetup, RequestTemplate};
use sms::onetap::cmcc::{self, Cmcc, Proof};
use sms::onetap::{PrivateKey, dypns};

use crate::error::Error;
use crate::gate::agreed;
use crate::sms::{base, by_acs3, hosts, template};

/// What the operator states about who is asked; nothing while one-tap sign-in is off.
pub(crate) fn recipient(config: &Config) -> Option<RecipientSetup> {
    let (request, agreement) = match &config.one_tap {
        config::OneTap::Off => return None,
        config::OneTap::Cmcc(app) => (by_cmcc(app), &app.agreement),
        config::OneTap::Aliyun(account) => (by_aliyun(account), &account.agreement),
    };
    Some(agreed("one_tap", hosts(&request.url.replace(['{', '}'], "")), agreement, request))
}

/// Asks whose number a token is, where the operator set somebody up.
///
/// # Errors
/// When the app's key is none.
pub(crate) fn one_tap(config: &Config, gate: &Gate) -> Result<Option<accounts::OneTap>, Error> {
    Ok(match &config.one_tap {
        config::OneTap::Off => None,
        config::OneTap::Cmcc(app) => {
            let known = Cmcc { base: cmcc_base(app), app_id: app.app_id.clone(), proof: proof(&app.proof)? };
            Some(accounts::OneTap::new(gate.clone(), by_cmcc(app), OneTapVendor::Cmcc(Arc::new(known))))
        }
        config::OneTap::Aliyun(account) => {
            Some(accounts::OneTap::new(gate.clone(), by_aliyun(account), OneTapVendor::Aliyun))
        }
    })
}

fn proof(proof: &OneTapProof) -> Result<Proof, Error> {
    Ok(match proof {
        OneTapProof::AppKey(key) => Proof::Md5(sms::Secret::new(key.expose())),
        OneTapProof::PrivateKey(pem) => {
            let key = PrivateKey::from_pem(pem.expose());
            Proof::Rsa(key.map_err(|_| {
                Error::Told("one_tap.cmcc.private_key is no RSA key of at least 2048 bits in PKCS #8; make one with `openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048`")
            })?)
        }
    })
}

fn cmcc_base(app: &OneTapCmcc) -> String {
    base(cmcc::BASE, app.simulator.as_deref())
}

/// The request without its signature, which each token gets anew.
fn by_cmcc(app: &OneTapCmcc) -> RequestTemplate {
    template(cmcc::unsigned(&cmcc_base(app)), None, app.simulator.is_some())
}

fn by_aliyun(account: &OneTapAliyun) -> RequestTemplate {
    let base = base(dypns::BASE, account.simulator.as_deref());
    let signer = by_acs3(&account.access_key_id, &account.access_key_secret);
    template(dypns::request(&base, None), Some(signer), account.simulator.is_some())
}
