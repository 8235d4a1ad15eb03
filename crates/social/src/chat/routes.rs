//! The routes of the chat.

use axum::extract::State;
use axum::http::StatusCode;
use http_api::{Json, Member, Page, Path, Problem, Query};
use ids::{ChatMessageId, SubjectId};
use serde::{Deserialize, Serialize};
use units::Timestamp;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::ChatMessage;
use crate::Social;

pub(crate) fn routes() -> OpenApiRouter<Social> {
    OpenApiRouter::new().routes(routes!(list_chat_messages, add_chat_message)).routes(routes!(remove_chat_message))
}

/// A message of the chat.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = ChatMessage)]
struct MessageView {
    /// The message.
    #[schema(value_type = String)]
    id: ChatMessageId,
    /// What its writer was called then.
    name: String,
    /// The text.
    message: String,
    /// Whether it is the asker's own.
    is_own: bool,
    /// When it was written.
    #[schema(value_type = String, format = DateTime)]
    written_at: Timestamp,
}

impl MessageView {
    fn of(message: ChatMessage, viewer: SubjectId) -> Self {
        let ChatMessage { id, writer, name, message, written_at } = message;
        Self { id, name, message, is_own: writer == viewer, written_at }
    }
}

#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ChatQuery {
    /// Only what was said after this instant.
    #[param(value_type = Option<String>, format = DateTime)]
    since: Option<Timestamp>,
}

/// What was said in the last 30 days, the oldest first; at most 500 messages.
#[utoipa::path(
    get, path = "/chat/messages", operation_id = "list_chat_messages", tag = "social", params(ChatQuery),
    responses((status = 200, body = Page<MessageView>)),
    extensions(("x-function" = json!("chat")), ("x-purposes" = json!(["chat"]))),
)]
async fn list_chat_messages(
    Member(member): Member,
    State(social): State<Social>,
    Query(query): Query<ChatQuery>,
) -> Result<Json<Page<MessageView>>, Problem> {
    let messages = social.messages(query.since).await?;
    Ok(Json(Page::whole(messages.into_iter().map(|message| MessageView::of(message, member.subject)).collect())))
}

/// Something to say.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct NewMessage {
    /// The text, 1 to 500 characters.
    message: String,
}

/// Says something to the members of this server, under the nickname of this moment.
#[utoipa::path(
    post, path = "/chat/messages", operation_id = "add_chat_message", tag = "social", request_body = NewMessage,
    responses((status = 201, body = MessageView), (status = 403, description = "The consent `chat` is missing")),
    extensions(("x-function" = json!("chat")), ("x-purposes" = json!(["chat"]))),
)]
async fn add_chat_message(
    Member(member): Member,
    State(social): State<Social>,
    Json(new): Json<NewMessage>,
) -> Result<(StatusCode, Json<MessageView>), Problem> {
    let said = social.say(member.subject, &new.message).await?;
    Ok((StatusCode::CREATED, Json(MessageView::of(said, member.subject))))
}

/// Takes back a message of the member's own.
#[utoipa::path(
    delete, path = "/chat/messages/{id}", operation_id = "remove_chat_message", tag = "social",
    params(("id" = String, Path)), responses((status = 204)),
    extensions(("x-function" = json!("chat")), ("x-purposes" = json!(["chat"]))),
)]
async fn remove_chat_message(
    Member(member): Member,
    State(social): State<Social>,
    Path(id): Path<ChatMessageId>,
) -> Result<StatusCode, Problem> {
    social.take_back(member.subject, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
