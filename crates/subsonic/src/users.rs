//! Who is here: the member of the app, and for operators all members, by the numbers of their accounts.
//!
//! The protocol lets an operator make accounts, choose their passwords and delete them. Here an account begins with
//! its owner's phone and consent and ends by its owner's will, so those calls are refused with the way that there is.

use accounts::{MemberAccount, SignedInWith, State};
use http_api::Role;
use ids::SubjectId;
use serde_json::{Value, json};

use crate::answer::Reply;
use crate::browse::id;
use crate::call::Call;
use crate::fault::Fault;
use crate::sign_in::plain;

/// What operators cannot give or take one by one, and whether everybody has it.
const FIXED_ROLES: &[(&str, bool)] = &[
    ("ldapAuthenticated", false),
    ("settingsRole", false),
    ("streamRole", true),
    ("downloadRole", true),
    ("uploadRole", false),
    ("playlistRole", true),
    ("coverArtRole", false),
    ("commentRole", false),
    ("shareRole", true),
    ("videoConversionRole", false),
];

/// A member; under the name by which the asker knows them.
fn user(call: &Call<'_>, name: &str, is_operator: bool, is_active: bool) -> Value {
    let mut user = json!({
        "username": name,
        "scrobblingEnabled": true,
        "adminRole": is_operator,
        // Operators alone subscribe to podcasts, for everybody.
        "podcastRole": is_operator,
        "jukeboxRole": is_active && call.service.room.lets(is_operator),
        "folder": [0],
    });
    for (role, everybody) in FIXED_ROLES.iter().filter(|(role, _)| *role != "ldapAuthenticated") {
        user[*role] = (*everybody && is_active).into();
    }
    user
}

fn other(call: &Call<'_>, member: &MemberAccount) -> Value {
    let is_operator = member.roles.contains(&Role::Operator);
    // One's own account goes by the name that the app signed in with.
    let number = member.subject.to_string();
    let name = if member.subject == call.subject() { &call.member.user_name } else { &number };
    user(call, name, is_operator, member.state == State::Active)
}

/// The member whom a user name stands for; nobody but an operator learns whether there is one.
fn subject(call: &Call<'_>) -> Result<SubjectId, Fault> {
    let name = call.params.require("username")?;
    if name == call.member.user_name {
        return Ok(call.subject());
    }
    call.require_operator()?;
    id(name)
}

pub(crate) async fn get_user(call: &Call<'_>) -> Result<Reply, Fault> {
    let subject = subject(call)?;
    if subject == call.subject() {
        let is_operator = call.member.roles.contains(&Role::Operator);
        return Ok(Reply::Body("user", user(call, &call.member.user_name, is_operator, true)));
    }
    Ok(Reply::Body("user", other(call, &call.service.accounts.member(subject).await?)))
}

pub(crate) async fn get_users(call: &Call<'_>) -> Result<Reply, Fault> {
    call.require_operator()?;
    let members = call.service.accounts.all_members().await?;
    let users: Vec<Value> = members.iter().map(|member| other(call, member)).collect();
    Ok(Reply::Body("users", json!({ "user": users })))
}

/// Gives or takes the role of an operator. Whatever else a request carries has to be as it is already:
/// apps send every field, and one that would have no effect must not look as if it had.
pub(crate) async fn update_user(call: &Call<'_>) -> Result<Reply, Fault> {
    call.require_operator()?;
    let (params, subject) = (call.params, subject(call)?);
    let has = |name: &str| params.get(name).is_some_and(|value| !value.is_empty());
    if has("password") || has("email") {
        return Err(Fault::new(
            50,
            "Nobody changes another's password or contact here; an app changes its own with 'changePassword'.",
        ));
    }
    for (role, everybody) in FIXED_ROLES {
        if params.parsed::<bool>(role)?.is_some_and(|wanted| wanted != *everybody) {
            let message =
                format!("'{role}' is the same for every member of this server and cannot be changed for one.");
            return Err(Fault::new(50, message));
        }
    }
    if params.parsed::<u32>("maxBitRate")?.is_some_and(|most| most > 0) {
        return Err(Fault::new(50, "The bit rate is limited by each app, not for a member."));
    }
    call.require_folder()?;
    let is_operator = params.parsed::<bool>("adminRole")?;
    let member = call.service.accounts.member(subject).await?;
    let will_be_operator = is_operator.unwrap_or_else(|| member.roles.contains(&Role::Operator));
    if params.parsed::<bool>("podcastRole")?.is_some_and(|wanted| wanted != will_be_operator) {
        return Err(Fault::new(50, "'podcastRole' comes and goes with 'adminRole'."));
    }
    if params.parsed::<bool>("jukeboxRole")?.is_some_and(|wanted| wanted != call.service.room.lets(will_be_operator)) {
        return Err(Fault::new(50, "The jukebox is for operators or for everybody, as the server's settings say."));
    }
    if let Some(is_operator) = is_operator {
        call.service.accounts.set_operator(subject, is_operator).await?;
    }
    Ok(Reply::Done)
}

/// Nobody makes an account for somebody else.
pub(crate) fn create_user(call: &Call<'_>) -> Result<Reply, Fault> {
    call.require_operator()?;
    for name in ["username", "password", "email"] {
        call.params.require(name)?;
    }
    let message = "An account begins with its owner's phone and answer to the privacy policy, so nobody can make one \
                   for somebody else: invite them to sign in at the web app.";
    Err(Fault::new(50, message))
}

/// Nobody closes somebody else's account.
pub(crate) async fn delete_user(call: &Call<'_>) -> Result<Reply, Fault> {
    call.require_operator()?;
    call.service.accounts.member(subject(call)?).await?;
    let message = "An account is closed by its owner alone, in the privacy centre of the web app. An operator can \
                   suspend it, on the page of members.";
    Err(Fault::new(50, message))
}

/// Changes the app password that the app signed in with; never that of an account.
pub(crate) async fn change_password(call: &Call<'_>) -> Result<Reply, Fault> {
    let name = call.params.require("username")?;
    let password = plain(call.params.require("password")?).ok_or_else(|| Fault::malformed("password"))?;
    if name != call.member.user_name {
        return Err(Fault::new(50, "An app changes its own password and no other."));
    }
    if !matches!(call.member.signed_in_with, SignedInWith::AppPassword(_)) {
        let message = "This app signed in with an API key, which has no password: make another key in the web app.";
        return Err(Fault::new(50, message));
    }
    call.service.accounts.change_app_password(call.member, &password).await?;
    Ok(Reply::Done)
}

/// The member's own picture: others are shown to nobody.
pub(crate) async fn get_avatar(call: &Call<'_>) -> Result<Reply, Fault> {
    let name = call.params.require("username")?;
    let picture = match name == call.member.user_name {
        true => call.service.accounts.picture_of(call.subject()).await?,
        false => None,
    };
    let picture = picture.ok_or_else(Fault::not_found)?;
    crate::media::picture(picture.bytes.into(), &picture.media_type)
}
