//! The chat of this server.

use serde_json::json;
use units::Timestamp;

use crate::answer::Reply;
use crate::call::Call;
use crate::fault::Fault;

pub(crate) async fn add_chat_message(call: &Call<'_>) -> Result<Reply, Fault> {
    let message = call.params.require("message")?;
    call.service.social.say(call.subject(), message).await?;
    Ok(Reply::Done)
}

/// The latest message comes first, as other servers have it.
///
/// An app tells its listener's own messages by the name it signed in with; everybody else goes by their nickname.
pub(crate) async fn get_chat_messages(call: &Call<'_>) -> Result<Reply, Fault> {
    let since = call.params.parsed::<i64>("since")?.map(Timestamp::from_millis);
    let messages = call.service.social.messages(since).await?;
    let views: Vec<_> = messages
        .into_iter()
        .rev()
        .map(|said| {
            let name = if said.writer == call.subject() { &call.member.user_name } else { &said.name };
            json!({ "username": name, "time": said.written_at.as_millis(), "message": said.message })
        })
        .collect();
    Ok(Reply::Body("chatMessages", json!({ "chatMessage": views })))
}
