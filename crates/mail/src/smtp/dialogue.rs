//! Commands and answers.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};

use super::{Login, Setback, passing};

/// An answer with more bytes than this is none; RFC 5321 has 512 for a line.
const REPLY_BYTES_MAX: usize = 16 << 10;

/// What a server answered: its code, and the words of each line.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Reply {
    pub(super) code: u16,
    words: Vec<String>,
}

impl Reply {
    /// Whether it says no for good.
    pub(super) fn is_final_refusal(&self) -> bool {
        (500..600).contains(&self.code)
    }

    /// Whether a refusal is of the address, and not of this sender or of every mail, as a relay refuses that is set up wrong:
    /// by the enhanced code where there is one (RFC 3463, 3.2 and 3.3), else by the code (RFC 5321, 4.2.3).
    pub(super) fn is_of_address(&self) -> bool {
        let first = self.words.first().and_then(|line| line.split_ascii_whitespace().next()).unwrap_or_default();
        let parts: Vec<&str> = first.split('.').collect();
        match parts[..] {
            ["5", subject, detail] => subject == "1" || (subject, detail) == ("2", "1"),
            _ => matches!(self.code, 550 | 551 | 553),
        }
    }

    /// Whether an extension is among what it offers to a greeting.
    pub(super) fn offers(&self, extension: &str) -> bool {
        self.parameters_of(extension).is_some()
    }

    fn parameters_of(&self, extension: &str) -> Option<impl Iterator<Item = &str>> {
        self.words.iter().find_map(|line| {
            let mut words = line.split_ascii_whitespace();
            words.next().filter(|word| word.eq_ignore_ascii_case(extension)).map(|_| words)
        })
    }

    /// Goes on with this answer alone; any other may be another tomorrow, for it is about this side, not about the mail.
    pub(super) fn expect(&self, code: u16) -> Result<(), Setback> {
        self.expect_in(&[code])
    }

    pub(super) fn expect_in(&self, codes: &[u16]) -> Result<(), Setback> {
        if codes.contains(&self.code) { Ok(()) } else { Err(Setback::Passing(format!("it answered {}", self.code))) }
    }
}

/// A conversation with a server.
pub(super) struct Talk<S> {
    line: S,
    /// What came and is not read yet.
    read: Vec<u8>,
    patience: Duration,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Talk<S> {
    pub(super) fn new(line: S, patience: Duration) -> Self {
        Self { line, read: Vec::new(), patience }
    }

    /// The line itself, when everything that came was read.
    pub(super) fn into_line(self) -> Option<S> {
        self.read.is_empty().then_some(self.line)
    }

    pub(super) async fn greeted(&mut self) -> Result<(), Setback> {
        self.hear().await?.expect(220)
    }

    /// Says one line, and hears the answer.
    pub(super) async fn ask(&mut self, command: &str) -> Result<Reply, Setback> {
        self.say(format!("{command}\r\n").as_bytes()).await?;
        self.hear().await
    }

    /// Signs in by what the server offers: `PLAIN` (RFC 4616), else `LOGIN`, which older ones know alone.
    pub(super) async fn sign_in(&mut self, login: &Login, offers: &Reply) -> Result<(), Setback> {
        let ways: Vec<String> =
            offers.parameters_of("AUTH").into_iter().flatten().map(str::to_ascii_uppercase).collect();
        let has = |way: &str| ways.iter().any(|offered| offered == way);
        let Login { user, password } = login;
        if has("PLAIN") {
            let proof = STANDARD.encode(format!("\0{user}\0{password}"));
            return self.ask(&format!("AUTH PLAIN {proof}")).await?.expect(235);
        }
        if !has("LOGIN") {
            return Err(passing("it offers no way to sign in that is known here"));
        }
        self.ask("AUTH LOGIN").await?.expect(334)?;
        self.ask(&STANDARD.encode(user)).await?.expect(334)?;
        self.ask(&STANDARD.encode(password)).await?.expect(235)
    }

    /// Says a whole mail, and hears whether it was taken. A line that begins with a dot gets another one.
    pub(super) async fn say_mail(&mut self, message: &[u8]) -> Result<Reply, Setback> {
        let mut bytes = Vec::with_capacity(message.len() + 64);
        let mut begins = true;
        for &byte in message {
            if begins && byte == b'.' {
                bytes.push(b'.');
            }
            bytes.push(byte);
            begins = byte == b'\n';
        }
        if !begins {
            bytes.extend_from_slice(b"\r\n");
        }
        bytes.extend_from_slice(b".\r\n");
        self.say(&bytes).await?;
        self.hear().await
    }

    /// Takes leave; nothing depends on the answer.
    pub(super) async fn leave(&mut self) {
        let _ = self.ask("QUIT").await;
    }

    async fn say(&mut self, bytes: &[u8]) -> Result<(), Setback> {
        let said = tokio::time::timeout(self.patience, async {
            self.line.write_all(bytes).await?;
            self.line.flush().await
        });
        said.await.map_err(|_| passing("it does not read"))?.map_err(|_| passing("the line broke off"))
    }

    async fn hear(&mut self) -> Result<Reply, Setback> {
        let patience = self.patience;
        tokio::time::timeout(patience, self.reply()).await.map_err(|_| passing("no answer in time"))?
    }

    async fn reply(&mut self) -> Result<Reply, Setback> {
        let (mut words, mut room) = (Vec::new(), REPLY_BYTES_MAX);
        loop {
            let line = self.line_of(&mut room).await?;
            let code = line.get(..3).and_then(|code| code.parse::<u16>().ok()).filter(|code| (200..600).contains(code));
            let code = code.ok_or_else(|| passing("it answers what is no SMTP"))?;
            words.push(line.get(4..).unwrap_or_default().to_owned());
            if line.as_bytes().get(3) != Some(&b'-') {
                return Ok(Reply { code, words });
            }
        }
    }

    async fn line_of(&mut self, room: &mut usize) -> Result<String, Setback> {
        loop {
            if let Some(end) = self.read.iter().position(|byte| *byte == b'\n') {
                let line: Vec<u8> = self.read.drain(..=end).collect();
                *room = room.checked_sub(line.len()).ok_or_else(|| passing("its answer is too long"))?;
                return Ok(String::from_utf8_lossy(&line).trim_end().to_owned());
            }
            if self.read.len() > *room {
                return Err(passing("its answer is too long"));
            }
            let mut piece = [0; 1024];
            match self.line.read(&mut piece).await {
                Ok(0) | Err(_) => return Err(passing("the line broke off")),
                Ok(count) => self.read.extend_from_slice(piece.get(..count).unwrap_or_default()),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the other side says, and what it is told.
    async fn with(
        said: &str,
        act: impl AsyncFnOnce(Talk<tokio::io::DuplexStream>) -> Result<u16, Setback>,
    ) -> (Result<u16, Setback>, String) {
        let (here, mut there) = tokio::io::duplex(64 << 10);
        there.write_all(said.as_bytes()).await.expect("room");
        let acted = act(Talk::new(here, Duration::from_secs(5))).await;
        let mut told = String::new();
        there.read_to_string(&mut told).await.expect("text");
        (acted, told)
    }

    async fn mail(mut talk: Talk<tokio::io::DuplexStream>, message: &[u8]) -> Result<u16, Setback> {
        Ok(talk.say_mail(message).await?.code)
    }

    #[tokio::test]
    async fn no_line_of_a_mail_ends_it_early() {
        let (code, told) = with("250 ok\r\n", async |talk| mail(talk, b".\r\nMAIL\r\n..\r\nend").await).await;
        assert_eq!((code, told.as_str()), (Ok(250), "..\r\nMAIL\r\n...\r\nend\r\n.\r\n"));
    }

    #[tokio::test]
    async fn an_answer_is_read_whole_and_not_without_end() {
        let answer = "250-a\r\n250-AUTH LOGIN plain\r\n250 STARTTLS\r\n";
        let (code, _) = with(answer, async |mut talk| {
            let reply = talk.ask("EHLO x").await?;
            assert!(reply.offers("starttls") && reply.offers("AUTH") && !reply.offers("PLAIN"));
            assert!(talk.into_line().is_some());
            Ok(reply.code)
        })
        .await;
        assert_eq!(code, Ok(250));
        for (endless, why) in [
            ("250-a\r\n".repeat(4_000), "its answer is too long"),
            ("2".repeat(20_000), "its answer is too long"),
            ("HTTP/1.1 400 Bad Request\r\n".to_owned(), "it answers what is no SMTP"),
        ] {
            let (heard, _) = with(&endless, async |mut talk| Ok(talk.ask("EHLO x").await?.code)).await;
            assert_eq!(heard, Err(passing(why)));
        }
    }

    #[tokio::test]
    async fn what_came_in_the_clear_is_seen_before_encryption_begins() {
        let (code, _) = with("220 go\r\n250 injected\r\n", async |mut talk| {
            let code = talk.ask("STARTTLS").await?.code;
            assert!(talk.into_line().is_none());
            Ok(code)
        })
        .await;
        assert_eq!(code, Ok(220));
    }
}
