//! Shares: links by which anybody hears what a member chose.

use axum::http::header;
use ids::ShareId;
use serde_json::{Value, json};
use social::{NewShare, Share, ShareChanges, Shared};
use units::Timestamp;

use crate::answer::Reply;
use crate::browse::{id, to_value};
use crate::call::Call;
use crate::fault::Fault;

/// The link of a share; where the service does not know its own address, the one under which the app reached it.
fn link(call: &Call<'_>, share: &Share) -> String {
    let path = format!("/share/{}", share.secret.expose());
    match &call.service.public_url {
        Some(url) => format!("{}{path}", url.trim_end_matches('/')),
        None => {
            let host = call.headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
            format!("http://{host}{path}")
        }
    }
}

async fn view(call: &Call<'_>, share: &Share) -> Result<Value, Fault> {
    let parts = call.service.social.contents(call.subject(), &share.items).await?;
    let songs = call.songs(parts.iter().flat_map(|part| &part.tracks)).await?;
    let mut view = json!({
        "id": share.id.to_string(),
        "url": link(call, share),
        "username": call.member.user_name,
        "created": to_value(&share.created_at)?,
        "expires": to_value(&share.expires_at)?,
        "visitCount": share.visit_count,
        "entry": to_value(&songs)?,
    });
    if !share.description.is_empty() {
        view["description"] = share.description.clone().into();
    }
    Ok(view)
}

async fn reply(call: &Call<'_>, shares: &[Share]) -> Result<Reply, Fault> {
    let mut views = Vec::with_capacity(shares.len());
    for share in shares {
        views.push(view(call, share).await?);
    }
    Ok(Reply::Body("shares", json!({ "share": views })))
}

/// When a share ends. A share always ends: who asks for none that does gets the longest term there is.
fn expires(call: &Call<'_>) -> Result<Option<Timestamp>, Fault> {
    match call.params.parsed::<i64>("expires")? {
        Some(0) => Ok(Some(call.service.clock.now() + social::shares::TERM_MAX)),
        at => Ok(at.map(Timestamp::from_millis)),
    }
}

pub(crate) async fn get_shares(call: &Call<'_>) -> Result<Reply, Fault> {
    let shares = call.service.social.shares(call.subject()).await?;
    reply(call, &shares).await
}

pub(crate) async fn create_share(call: &Call<'_>) -> Result<Reply, Fault> {
    call.params.require("id")?;
    let items: Option<Vec<Shared>> = call.params.all("id").map(Shared::parse).collect();
    let new = NewShare {
        items: items.ok_or_else(Fault::not_found)?,
        description: call.params.get("description").unwrap_or_default().to_owned(),
        password: None,
        expires_at: expires(call)?,
    };
    let share = call.service.social.share(call.subject(), new).await?;
    reply(call, &[share]).await
}

pub(crate) async fn update_share(call: &Call<'_>) -> Result<Reply, Fault> {
    let share: ShareId = id(call.params.require("id")?)?;
    let changes = ShareChanges {
        description: call.params.get("description").map(str::to_owned),
        expires_at: expires(call)?,
        password: None,
    };
    call.service.social.change_share(call.subject(), share, changes).await?;
    Ok(Reply::Done)
}

pub(crate) async fn delete_share(call: &Call<'_>) -> Result<Reply, Fault> {
    let share: ShareId = id(call.params.require("id")?)?;
    call.service.social.revoke_share(call.subject(), share).await?;
    Ok(Reply::Done)
}
