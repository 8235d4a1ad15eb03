//! The chat of this server: messages of members, for members, by consent and for 30 days.

pub(crate) mod routes;

use consent::Grant;
use db::{args, sql};
use http_api::Text;
use ids::{ChatMessageId, SubjectId};
use policy::{Chat, Purpose as _};
use units::{Millis, Timestamp};

use crate::Social;
use crate::error::Error;

/// Characters of one message.
pub const MESSAGE_CHARACTERS_MAX: usize = 500;
/// Messages that are kept; a new one beyond it takes the place of the oldest.
pub const MESSAGES_MAX: i64 = 500;
/// How long a message is kept, as the policy says; the hourly job deletes it, and nobody sees it any longer.
const KEPT_FOR: Millis = Millis::days(30);
/// Messages of one member within [`RATE_SPAN`].
const RATE_MAX: u64 = 10;
const RATE_SPAN: Millis = Millis::minutes(1);
/// What a member without a nickname is called.
const NAMELESS: &str = "member";

sql! {
    static ADD = "INSERT INTO chat_messages (id, subject_id, grant_id, name, message, created_at) \
        VALUES ($1, $2, $3, $4, $5, $6)";
    static COUNT_RECENT = "SELECT count(*) FROM chat_messages WHERE subject_id = $1 AND created_at > $2";
    // Below the newest five hundred; where there are fewer the inner statement finds none, and nothing goes.
    static TRIM = "DELETE FROM chat_messages WHERE created_at < \
        (SELECT created_at FROM chat_messages ORDER BY created_at DESC, id DESC LIMIT 1 OFFSET $1)";
    static SINCE = "SELECT id, subject_id, name, message, created_at FROM chat_messages WHERE created_at > $1 \
        ORDER BY created_at DESC, id DESC LIMIT $2";
    static REMOVE = "DELETE FROM chat_messages WHERE id = $1 AND subject_id = $2";
}

/// A message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChatMessage {
    /// The message.
    pub id: ChatMessageId,
    /// Who wrote it; told to nobody but its writer.
    pub writer: SubjectId,
    /// What its writer was called then.
    pub name: String,
    /// The text.
    pub message: String,
    /// When it was written.
    pub written_at: Timestamp,
}

/// A text that may be said.
fn text(message: &str) -> Result<String, Error> {
    let message: String =
        message.trim().chars().filter(|character| !character.is_control() || *character == '\n').collect();
    if message.is_empty() {
        let message = Text::new("请填写这一项", "please fill this in");
        return Err(Error::Field { name: "message", code: "field.missing", message });
    }
    if message.chars().count() > MESSAGE_CHARACTERS_MAX {
        return Err(Error::too_long("message", MESSAGE_CHARACTERS_MAX));
    }
    Ok(message)
}

impl Social {
    /// Says something in the chat, under the nickname of this moment.
    ///
    /// # Errors
    /// [`Error::NoConsent`] when the member's consent `chat` does not live, [`Error::Field`],
    /// [`Error::TooMany`] beyond ten messages within a minute.
    pub async fn say(&self, member: SubjectId, message: &str) -> Result<ChatMessage, Error> {
        let message = text(message)?;
        let now = self.now();
        let name = self.parts().accounts.own_nickname(member).await?.unwrap_or_else(|| NAMELESS.to_owned());
        let grant: Option<Grant<Chat>> = self.parts().consents.grant(member).await?;
        let mut grant = grant.ok_or(Error::NoConsent(Chat::ID))?;
        let said: u64 = grant.tx().query_one(&COUNT_RECENT, &args![member, now - RATE_SPAN], |row| row.get(0)).await?;
        if said >= RATE_MAX {
            return Err(Error::TooMany { retry_after: RATE_SPAN });
        }
        let id = ChatMessageId::random(&mut rand::rng());
        let withdrawn = |error| Error::withdrawn(error, Chat::ID);
        let arguments = args![id, member, grant.id(), &name, &message, now];
        grant.tx().execute(&ADD, &arguments).await.map_err(withdrawn)?;
        grant.tx().execute(&TRIM, &args![MESSAGES_MAX - 1]).await?;
        grant.commit().await.map_err(withdrawn)?;
        Ok(ChatMessage { id, writer: member, name, message, written_at: now })
    }

    /// What was said after an instant, the oldest first; at most [`MESSAGES_MAX`]. Any member may read.
    ///
    /// # Errors
    /// The database's.
    pub async fn messages(&self, since: Option<Timestamp>) -> Result<Vec<ChatMessage>, Error> {
        let oldest = self.now() - KEPT_FOR;
        let since = since.map_or(oldest, |since| since.max(oldest));
        let reader = self.parts().db.service();
        let mut messages = reader
            .query(&SINCE, &args![since, MESSAGES_MAX], |row| {
                Ok(ChatMessage {
                    id: row.get(0)?,
                    writer: row.get(1)?,
                    name: row.get(2)?,
                    message: row.get(3)?,
                    written_at: row.get(4)?,
                })
            })
            .await?;
        messages.reverse();
        Ok(messages)
    }

    /// Takes back a message of the member's own.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn take_back(&self, member: SubjectId, id: ChatMessageId) -> Result<(), Error> {
        let mut tx = self.parts().db.begin().await?;
        if tx.execute(&REMOVE, &args![id, member]).await? == 0 {
            return Err(Error::NotFound);
        }
        Ok(tx.commit().await?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_text_of_some_length() {
        assert_eq!(text(" 你好\u{7} ").ok().as_deref(), Some("你好"));
        assert!(text(" \n ").is_err());
        assert!(text(&"长".repeat(MESSAGE_CHARACTERS_MAX)).is_ok());
        assert!(text(&"长".repeat(MESSAGE_CHARACTERS_MAX + 1)).is_err());
    }
}
