//! A server that takes mail by SMTP (RFC 5321), encrypted from the first byte, after a greeting (RFC 3207), or not at all.
//!
//! Nothing leaves it: what was taken is kept, and told by `GET /lab/smtp/messages`.

mod control;
mod session;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io;
use std::sync::Arc;

use rustls::ServerConfig;
use serde::{Deserialize, Serialize};
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::Lab;
use crate::tls;

pub(crate) use control::routes;

/// Most mails that are kept; the oldest go first.
const KEPT_MAX: usize = 10_000;

/// One way in which the server is hostile, or merely broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailFault {
    /// It says 550 to the address: nobody has it.
    NoSuchMailbox,
    /// It says 550 to every address with the code for what this sender may not do, as one that is set up wrong.
    RelayingDenied,
    /// It says 451 to the address: later.
    TryLater,
    /// It says 451 to the address for the first time, and takes it when it comes again.
    TriesLaterOnce,
    /// It says 554 once it has the whole mail.
    MailRefused,
    /// It takes the connection and says nothing.
    NoGreeting,
    /// It takes the whole mail and does not answer.
    NoAnswer,
    /// It cuts the line in the middle of an answer.
    CutInAnswer,
    /// It shows a certificate for another host.
    WrongCertificate,
    /// It does not offer to encrypt, as if somebody on the way had taken that out.
    EncryptionWithheld,
    /// It offers to encrypt and refuses when it is asked to.
    EncryptionRefused,
    /// It goes on in the clear after it agreed to encrypt.
    InjectsBeforeEncryption,
    /// It lets nobody sign in: 535.
    SignInRefused,
    /// It does not take who sends: 553.
    SenderRefused,
}

impl MailFault {
    /// All of them.
    pub const ALL: [Self; 14] = [
        Self::NoSuchMailbox,
        Self::RelayingDenied,
        Self::TryLater,
        Self::TriesLaterOnce,
        Self::MailRefused,
        Self::NoGreeting,
        Self::NoAnswer,
        Self::CutInAnswer,
        Self::WrongCertificate,
        Self::EncryptionWithheld,
        Self::EncryptionRefused,
        Self::InjectsBeforeEncryption,
        Self::SignInRefused,
        Self::SenderRefused,
    ];
}

/// When the server encrypts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailSecurity {
    /// From the first byte.
    Tls,
    /// When it is asked to after the greeting.
    StartTls,
    /// Never.
    Plain,
}

/// A mail that was taken.
#[derive(Clone, Debug, Serialize)]
pub struct TakenMail {
    /// Who sent it, as the envelope says.
    pub from: String,
    /// To whom it goes, as the envelope says.
    pub to: Vec<String>,
    /// The whole of it, as it came.
    pub source: String,
    /// Whether it came encrypted.
    pub is_encrypted: bool,
    /// Who was signed in.
    pub signed_in_as: Option<String>,
}

/// Certificates of one run: the right one, and one for another host, both of the same authority.
#[derive(Clone)]
pub struct MailCertificates {
    right: Arc<ServerConfig>,
    wrong: Arc<ServerConfig>,
}

impl MailCertificates {
    /// Makes them; returns the authority's certificate in PEM as well, for clients to trust.
    ///
    /// # Errors
    /// When the library of certificates or that of TLS refuses.
    pub fn make() -> Result<(Self, String), Box<dyn std::error::Error + Send + Sync>> {
        let own = ["smtp.lab.example", "localhost", "127.0.0.1"].map(str::to_owned).to_vec();
        let other = vec!["another.lab.example".to_owned()];
        let (configs, pem) = tls::make_authority_for([own, other])?;
        let [right, wrong] = configs.map(Arc::new);
        Ok((Self { right, wrong }, pem))
    }
}

/// Everything that changes.
#[derive(Default)]
pub(crate) struct PostOffice {
    faults: BTreeMap<Option<String>, BTreeSet<MailFault>>,
    /// Who may sign in, by name; anybody may when there is nobody.
    logins: BTreeMap<String, String>,
    /// Addresses that were told to come later.
    told_later: BTreeSet<String>,
    taken: VecDeque<TakenMail>,
}

impl PostOffice {
    /// Whether this goes wrong for an address, or for everyone.
    fn has(&self, address: Option<&str>, fault: MailFault) -> bool {
        let for_one = address.map(|address| Some(address.to_owned()));
        for_one.into_iter().chain([None]).any(|key| self.faults.get(&key).is_some_and(|faults| faults.contains(&fault)))
    }

    fn keep(&mut self, mail: TakenMail) {
        if self.taken.len() == KEPT_MAX {
            self.taken.pop_front();
        }
        self.taken.push_back(mail);
    }
}

impl Lab {
    /// From now on the server for mail gets this wrong for an address, or for everyone.
    pub fn set_mail_fault(&self, address: Option<&str>, fault: MailFault) {
        self.post_office().faults.entry(address.map(str::to_owned)).or_default().insert(fault);
    }

    /// Nothing about mail goes wrong any more.
    pub fn clear_mail_faults(&self) {
        self.post_office().faults.clear();
    }

    /// Lets nobody send mail but with this name and password, and the others that were told.
    pub fn register_mail_login(&self, user: &str, password: &str) {
        self.post_office().logins.insert(user.to_owned(), password.to_owned());
    }

    /// Every mail that was taken, the latest last.
    #[must_use]
    pub fn taken_mails(&self) -> Vec<TakenMail> {
        self.post_office().taken.iter().cloned().collect()
    }
}

/// Serves mail until the listener fails; encryption needs certificates. A connection in silence ends with the server.
///
/// # Errors
/// That of the listener.
pub async fn serve(
    lab: Arc<Lab>,
    listener: TcpListener,
    security: MailSecurity,
    certificates: Option<MailCertificates>,
) -> io::Result<()> {
    // Who says nothing holds the line until everything ends.
    let (_alive, ends) = watch::channel(());
    loop {
        let (stream, _) = listener.accept().await?;
        stream.set_nodelay(true)?;
        let (lab, certificates, ends) = (Arc::clone(&lab), certificates.clone(), ends.clone());
        tokio::spawn(async move {
            let _ = session::run(&lab, stream, security, certificates, ends).await;
        });
    }
}
