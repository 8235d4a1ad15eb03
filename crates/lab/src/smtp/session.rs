//! One conversation.

use std::io;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tokio::io::{AsyncBufReadExt as _, AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio_rustls::TlsAcceptor;

use super::{MailCertificates, MailFault, MailSecurity, TakenMail};
use crate::Lab;

/// A mail that is larger than this is cut off.
const MAIL_BYTES_MAX: usize = 1 << 20;
/// A command that is longer than this is none.
const COMMAND_BYTES_MAX: u64 = 4 << 10;

/// How a conversation ended.
enum Ended {
    /// It is over.
    Over,
    /// It goes on encrypted.
    Encrypts,
}

pub(super) async fn run(
    lab: &Lab,
    stream: TcpStream,
    security: MailSecurity,
    certificates: Option<MailCertificates>,
    mut ends: watch::Receiver<()>,
) -> io::Result<()> {
    let acceptor = certificates.map(|certificates| {
        let is_wrong = lab.post_office().has(None, MailFault::WrongCertificate);
        TlsAcceptor::from(if is_wrong { certificates.wrong } else { certificates.right })
    });
    if security == MailSecurity::Tls {
        let acceptor = acceptor.ok_or_else(|| io::Error::other("there are no certificates"))?;
        let mut line = BufReader::new(acceptor.accept(stream).await?);
        return talk(lab, &mut line, Standing { greets: true, offers: false, is_encrypted: true }, &mut ends)
            .await
            .map(drop);
    }
    let offers = security == MailSecurity::StartTls && acceptor.is_some();
    let mut line = BufReader::new(stream);
    let standing = Standing { greets: true, offers, is_encrypted: false };
    let ended = talk(lab, &mut line, standing, &mut ends).await?;
    if let (Ended::Encrypts, Some(acceptor)) = (ended, acceptor) {
        let mut line = BufReader::new(acceptor.accept(line.into_inner()).await?);
        talk(lab, &mut line, Standing { greets: false, offers: false, is_encrypted: true }, &mut ends).await?;
    }
    Ok(())
}

#[derive(Clone, Copy)]
struct Standing {
    greets: bool,
    offers: bool,
    is_encrypted: bool,
}

async fn talk<S: AsyncRead + AsyncWrite + Unpin>(
    lab: &Lab,
    line: &mut BufReader<S>,
    standing: Standing,
    ends: &mut watch::Receiver<()>,
) -> io::Result<Ended> {
    let has = |fault| lab.post_office().has(None, fault);
    if has(MailFault::NoGreeting) {
        let _ = ends.changed().await;
        return Ok(Ended::Over);
    }
    if standing.greets {
        say(line, "220 smtp.lab.example is a simulation").await?;
    }
    let (mut from, mut to, mut signed_in_as) = (String::new(), Vec::new(), None);
    loop {
        let Some(command) = read(line).await? else { return Ok(Ended::Over) };
        let verb = command.split_ascii_whitespace().next().unwrap_or_default().to_ascii_uppercase();
        match verb.as_str() {
            "EHLO" if has(MailFault::CutInAnswer) => {
                line.write_all(b"250-smtp.lab").await?;
                line.flush().await?;
                return Ok(Ended::Over);
            }
            "EHLO" | "HELO" => {
                let mut offers = vec!["smtp.lab.example", "8BITMIME", "AUTH PLAIN LOGIN"];
                if standing.offers && !has(MailFault::EncryptionWithheld) {
                    offers.push("STARTTLS");
                }
                let last = offers.len() - 1;
                for (at, offer) in offers.iter().enumerate() {
                    say(line, &format!("250{}{offer}", if at == last { ' ' } else { '-' })).await?;
                }
            }
            "STARTTLS" if !standing.offers || has(MailFault::EncryptionRefused) => say(line, "454 not now").await?,
            "STARTTLS" => {
                let injected = if has(MailFault::InjectsBeforeEncryption) { "\r\n250 AUTH PLAIN" } else { "" };
                say(line, &format!("220 go ahead{injected}")).await?;
                return Ok(Ended::Encrypts);
            }
            "AUTH" => signed_in_as = sign_in(lab, line, &command).await?,
            "MAIL" if has(MailFault::SenderRefused) => say(line, "553 not from you").await?,
            "MAIL" if signed_in_as.is_none() && !lab.post_office().logins.is_empty() => {
                say(line, "530 sign in first").await?;
            }
            "MAIL" => {
                (from, to) = (address(&command), Vec::new());
                say(line, "250 ok").await?;
            }
            "RCPT" => {
                let address = address(&command);
                let answer = receives(lab, &address);
                if answer.starts_with("250") {
                    to.push(address);
                }
                say(line, answer).await?;
            }
            "DATA" if to.is_empty() => say(line, "503 to whom?").await?,
            "DATA" => {
                say(line, "354 go ahead").await?;
                let source = mail(line).await?;
                let for_any = |fault| to.iter().any(|address| lab.post_office().has(Some(address), fault));
                if for_any(MailFault::NoAnswer) {
                    let _ = ends.changed().await;
                    return Ok(Ended::Over);
                }
                if for_any(MailFault::MailRefused) {
                    say(line, "554 not this one").await?;
                    continue;
                }
                let (from, to) = (from.clone(), std::mem::take(&mut to));
                let signed_in_as = signed_in_as.clone();
                let is_encrypted = standing.is_encrypted;
                lab.post_office().keep(TakenMail { from, to, source, is_encrypted, signed_in_as });
                say(line, "250 taken").await?;
            }
            "RSET" | "NOOP" => say(line, "250 ok").await?,
            "QUIT" => {
                say(line, "221 bye").await?;
                return Ok(Ended::Over);
            }
            _ => say(line, "500 what?").await?,
        }
    }
}

/// What is said to an address.
fn receives(lab: &Lab, address: &str) -> &'static str {
    let mut office = lab.post_office();
    if office.has(Some(address), MailFault::NoSuchMailbox) {
        return "550 nobody has this address";
    }
    if office.has(Some(address), MailFault::RelayingDenied) {
        return "550 5.7.1 relaying denied";
    }
    let comes_later =
        office.has(Some(address), MailFault::TriesLaterOnce) && office.told_later.insert(address.to_owned());
    if comes_later || office.has(Some(address), MailFault::TryLater) {
        return "451 later";
    }
    "250 ok"
}

async fn sign_in<S: AsyncRead + AsyncWrite + Unpin>(
    lab: &Lab,
    line: &mut BufReader<S>,
    command: &str,
) -> io::Result<Option<String>> {
    let decoded =
        |text: &str| STANDARD.decode(text).ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default();
    let mut words = command.split_ascii_whitespace().skip(1);
    let way = words.next().unwrap_or_default().to_ascii_uppercase();
    let (user, password) = if way == "PLAIN" {
        let proof = decoded(words.next().unwrap_or_default());
        let mut parts = proof.split('\0').skip(1).map(str::to_owned);
        (parts.next().unwrap_or_default(), parts.next().unwrap_or_default())
    } else {
        let mut answers = Vec::new();
        for question in ["334 VXNlcm5hbWU6", "334 UGFzc3dvcmQ6"] {
            say(line, question).await?;
            answers.push(decoded(&read(line).await?.unwrap_or_default()));
        }
        let password = answers.pop().unwrap_or_default();
        (answers.pop().unwrap_or_default(), password)
    };
    let is_known = {
        let office = lab.post_office();
        !office.has(None, MailFault::SignInRefused) && office.logins.get(&user) == Some(&password)
    };
    say(line, if is_known { "235 welcome" } else { "535 no" }).await?;
    Ok(is_known.then_some(user))
}

/// What stands between the angle brackets of a command.
fn address(command: &str) -> String {
    let inner = command.split_once('<').and_then(|(_, rest)| rest.split_once('>'));
    inner.map_or_else(String::new, |(address, _)| address.to_owned())
}

async fn say<S: AsyncWrite + AsyncRead + Unpin>(line: &mut BufReader<S>, words: &str) -> io::Result<()> {
    line.write_all(format!("{words}\r\n").as_bytes()).await?;
    line.flush().await
}

async fn read<S: AsyncRead + Unpin>(line: &mut BufReader<S>) -> io::Result<Option<String>> {
    let mut bytes = Vec::new();
    let count = line.take(COMMAND_BYTES_MAX).read_until(b'\n', &mut bytes).await?;
    Ok((count > 0).then(|| String::from_utf8_lossy(&bytes).trim_end().to_owned()))
}

/// A mail up to the dot that ends it, without the dots that were doubled.
async fn mail<S: AsyncRead + Unpin>(line: &mut BufReader<S>) -> io::Result<String> {
    let mut mail = Vec::new();
    loop {
        let mut bytes = Vec::new();
        if line.read_until(b'\n', &mut bytes).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        if bytes == b".\r\n" {
            return Ok(String::from_utf8_lossy(&mail).into_owned());
        }
        let plain = bytes.strip_prefix(b".").unwrap_or(&bytes);
        if mail.len() + plain.len() <= MAIL_BYTES_MAX {
            mail.extend_from_slice(plain);
        }
    }
}
