//! Handing one mail to a server by SMTP (RFC 5321), over a line that somebody else dialled.
//!
//! What is said in the clear is a greeting and the wish to encrypt, and nothing at all where the server refuses that.
//! Everything the server says is bounded in size and in time.

mod dialogue;
mod tls;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use rustls::ClientConfig;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;

use crate::address::MailAddress;
use dialogue::{Reply, Talk};
pub use tls::{NoAuthorities, trusting};

/// How what is said on the way to the server is kept from others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// TLS from the first byte.
    Tls,
    /// TLS after a greeting, or nothing is sent.
    StartTls,
    /// Nothing does; the server has to be on this very machine.
    Loopback,
}

/// Name and password at the server; neither is printed.
#[derive(Clone)]
pub struct Login {
    /// The name.
    pub user: String,
    /// The password.
    pub password: String,
}

/// A server that takes mail.
#[derive(Clone)]
pub struct Server {
    /// How it is reached.
    pub security: Security,
    /// Its host, which its certificate has to name.
    pub host: String,
    /// How it is signed in to.
    pub login: Option<Login>,
    /// Address from which mail comes.
    pub from: MailAddress,
    /// What this side calls itself: the service's host.
    pub hello: String,
    /// Whose certificates are believed.
    pub tls: Arc<ClientConfig>,
    /// How long one answer may take.
    pub patience: Duration,
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server").field("security", &self.security).field("host", &self.host).finish_non_exhaustive()
    }
}

/// Why a mail was not taken. Nothing of it holds the address or what the server wrote about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Setback {
    /// It may be taken another time: a passing answer, silence, or a line that could not be trusted.
    Passing(String),
    /// The server says that nobody can be reached under this address.
    Address(u16),
    /// The server does not want this mail, whenever it comes.
    Mail(u16),
}

impl fmt::Display for Setback {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Passing(detail) => f.write_str(detail),
            Self::Address(code) => write!(f, "it answered {code} to the address"),
            Self::Mail(code) => write!(f, "it answered {code} to the mail"),
        }
    }
}

fn passing(detail: &str) -> Setback {
    Setback::Passing(detail.to_owned())
}

impl Server {
    /// Hands one mail over, as the server's settings want it.
    pub(crate) async fn deliver(&self, line: TcpStream, to: &str, message: &[u8]) -> Result<(), Setback> {
        match self.security {
            Security::Loopback => {
                if !line.peer_addr().is_ok_and(|address| address.ip().is_loopback()) {
                    return Err(passing("without encryption nothing leaves this machine"));
                }
                self.hand_over(Talk::new(line, self.patience), true, to, message).await
            }
            Security::Tls => {
                let line = self.encrypt(line).await?;
                self.hand_over(Talk::new(line, self.patience), true, to, message).await
            }
            Security::StartTls => {
                let mut talk = Talk::new(line, self.patience);
                talk.greeted().await?;
                if !self.hello(&mut talk).await?.offers("STARTTLS") {
                    return Err(passing("it does not offer encryption"));
                }
                talk.ask("STARTTLS").await?.expect(220)?;
                // Whatever came along in the clear could be anybody's.
                let line = talk.into_line().ok_or_else(|| passing("it went on in the clear after STARTTLS"))?;
                let line = self.encrypt(line).await?;
                self.hand_over(Talk::new(line, self.patience), false, to, message).await
            }
        }
    }

    async fn encrypt(&self, line: TcpStream) -> Result<tokio_rustls::client::TlsStream<TcpStream>, Setback> {
        let name = rustls::pki_types::ServerName::try_from(self.host.clone());
        let name = name.map_err(|_| passing("its host is no name that a certificate could have"))?;
        let connector = tokio_rustls::TlsConnector::from(Arc::clone(&self.tls));
        let agreed = tokio::time::timeout(self.patience, connector.connect(name, line)).await;
        agreed
            .map_err(|_| passing("no encryption in time"))?
            .map_err(|_| passing("its certificate is not to be trusted"))
    }

    async fn hello<S: AsyncRead + AsyncWrite + Unpin>(&self, talk: &mut Talk<S>) -> Result<Reply, Setback> {
        let reply = talk.ask(&format!("EHLO {}", self.hello)).await?;
        reply.expect(250)?;
        Ok(reply)
    }

    async fn hand_over<S: AsyncRead + AsyncWrite + Unpin>(
        &self,
        mut talk: Talk<S>,
        greets: bool,
        to: &str,
        message: &[u8],
    ) -> Result<(), Setback> {
        if greets {
            talk.greeted().await?;
        }
        let offers = self.hello(&mut talk).await?;
        if let Some(login) = &self.login {
            talk.sign_in(login, &offers).await?;
        }
        talk.ask(&format!("MAIL FROM:<{}>", self.from.as_str())).await?.expect(250)?;
        let taken = talk.ask(&format!("RCPT TO:<{to}>")).await?;
        if taken.is_final_refusal() {
            talk.leave().await;
            if taken.is_of_address() {
                return Err(Setback::Address(taken.code));
            }
            return Err(Setback::Passing(format!("it answered {} to an address, and not because of it", taken.code)));
        }
        taken.expect_in(&[250, 251])?;
        talk.ask("DATA").await?.expect(354)?;
        let taken = talk.say_mail(message).await?;
        if taken.is_final_refusal() {
            talk.leave().await;
            return Err(Setback::Mail(taken.code));
        }
        taken.expect(250)?;
        talk.leave().await;
        Ok(())
    }
}
