//! Which member an app acts for.

use accounts::{Accounts, AppMember, AppRefusal, ClientAddress};

use crate::fault::Fault;
use crate::params::Params;

/// What apps are told that try the password of an account.
const APP_PASSWORD: &str = "make an API key or an app password for this app in the settings of the web app";

/// Finds the member, by an API key, or by an app password as it is or as a token.
///
/// # Errors
/// 10 for what is missing, 20 and 30 for another version, 40 to 44 as the protocol says, 50 while a policy waits
/// for the member's answer.
pub(crate) async fn sign_in(
    accounts: &Accounts,
    params: &Params,
    address: Option<ClientAddress>,
) -> Result<AppMember, Fault> {
    let member = find(accounts, params, address).await?;
    require_version(params.require("v")?)?;
    params.require("c")?;
    if member.review_needed {
        let message =
            "The privacy policy has changed; please read it in the web app and answer, then this app works again.";
        return Err(Fault::new(50, message));
    }
    Ok(member)
}

async fn find(accounts: &Accounts, params: &Params, address: Option<ClientAddress>) -> Result<AppMember, Fault> {
    let found = if params.has("apiKey") {
        if ["u", "p", "t", "s"].iter().any(|name| params.has(name)) {
            return Err(Fault::new(43, "Several ways to sign in were given at once; send 'apiKey' alone."));
        }
        accounts.member_by_api_key(params.require("apiKey")?, address).await
    } else {
        let user_name = params.require("u")?;
        if params.has("t") || params.has("s") {
            if params.has("p") {
                return Err(Fault::new(43, "Several ways to sign in were given at once; send 'p', or 't' and 's'."));
            }
            accounts.member_by_token(user_name, params.require("t")?, params.require("s")?, address).await
        } else {
            let password = plain(params.require("p")?).ok_or_else(|| Fault::malformed("p"))?;
            accounts.member_by_app_password(user_name, &password, address).await
        }
    };
    found.map_err(|refusal| match refusal {
        AppRefusal::Wrong => Fault::new(40, format!("Wrong user name or app password; {APP_PASSWORD}.")),
        AppRefusal::NoTokens => Fault::new(41, format!("Tokens are accepted for app passwords only; {APP_PASSWORD}.")),
        AppRefusal::KeyOnly => {
            Fault::new(42, "This user name belongs to an API key: send the key as 'apiKey', without a user name.")
        }
        AppRefusal::NoKey => Fault::new(44, "Invalid API key; it may have been revoked."),
        AppRefusal::TooMany => Fault::other("Too many failed tries; please wait ten minutes."),
        AppRefusal::Failed(error) => Fault::from(http_api::Problem::from(error)),
    })
}

/// A password as it is, or in hexadecimal after `enc:`.
pub(crate) fn plain(value: &str) -> Option<String> {
    match value.strip_prefix("enc:") {
        Some(encoded) => String::from_utf8(hex::decode(encoded).ok()?).ok(),
        None => Some(value.to_owned()),
    }
}

fn require_version(version: &str) -> Result<(), Fault> {
    let major = version.split('.').next().and_then(|major| major.parse::<u32>().ok());
    match major {
        None => Err(Fault::malformed("v")),
        Some(0) => Err(Fault::new(20, "Incompatible protocol version: the app must be upgraded.")),
        Some(1) => Ok(()),
        Some(_) => Err(Fault::new(30, "Incompatible protocol version: the server must be upgraded.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_and_encodings() {
        assert!(require_version("1.16.1").is_ok() && require_version("1").is_ok());
        let code = |version| require_version(version).err().map(|fault| fault.code);
        assert_eq!((code("0.9"), code("2.0.0"), code("one")), (Some(20), Some(30), Some(10)));
        assert_eq!(plain("enc:736573616d65").as_deref(), Some("sesame"));
        assert_eq!(plain("enc:7").as_deref(), None);
        assert_eq!(plain("sesame").as_deref(), Some("sesame"));
    }
}
