//! Music in the room of the server, for those who may choose it.

use http_api::Role;
use ids::TrackId;
use playback::jukebox::{Jukebox, JukeboxFault, JukeboxState};
use rand::SeedableRng as _;
use rand::rngs::StdRng;
use serde_json::{Value, json};

use crate::answer::Reply;
use crate::browse::{ids, to_value};
use crate::call::Call;
use crate::fault::Fault;

/// The jukebox, and who may use it.
#[derive(Clone, Debug)]
pub struct Room {
    /// What plays.
    pub jukebox: Jukebox,
    /// Whether every member chooses what plays, and not operators alone.
    pub is_for_members: bool,
}

impl Room {
    /// Whether somebody chooses what plays.
    pub(crate) fn lets(&self, is_operator: bool) -> bool {
        self.jukebox.is_there() && (self.is_for_members || is_operator)
    }
}

impl From<JukeboxFault> for Fault {
    fn from(fault: JukeboxFault) -> Self {
        match fault {
            JukeboxFault::Place(_) => Self::malformed("index"),
            other => Self::other(format!("The jukebox does not play: {other}.")),
        }
    }
}

pub(crate) async fn jukebox_control(call: &Call<'_>) -> Result<Reply, Fault> {
    let Room { jukebox, .. } = &call.service.room;
    let (params, action) = (call.params, call.params.require("action")?);
    if !jukebox.is_there() {
        return Err(JukeboxFault::None.into());
    }
    if !call.service.room.lets(call.member.roles.contains(&Role::Operator)) {
        return Err(Fault::new(50, "The jukebox of this server is for its operators."));
    }
    match action {
        "get" | "status" => {}
        "set" => jukebox.set(songs(call).await?).await?,
        "add" => jukebox.add(&songs(call).await?).await?,
        "start" => jukebox.start().await?,
        "stop" => jukebox.stop().await,
        "skip" => {
            let offset_s = params.parsed::<u64>("offset")?.unwrap_or(0);
            jukebox.skip(params.require_parsed("index")?, offset_s.saturating_mul(1_000)).await?;
        }
        "clear" => jukebox.clear().await,
        "remove" => jukebox.remove(params.require_parsed("index")?).await?,
        "shuffle" => jukebox.shuffle(&mut StdRng::from_seed(rand::random())).await,
        "setGain" => {
            let gain: f32 = params.require_parsed("gain")?;
            if !(0.0..=1.0).contains(&gain) {
                return Err(Fault::malformed("gain"));
            }
            jukebox.set_gain(gain);
        }
        _ => return Err(Fault::malformed("action")),
    }
    let state = jukebox.look()?;
    let mut shown = status(&state);
    if action != "get" {
        return Ok(Reply::Body("jukeboxStatus", shown));
    }
    let mut distinct = state.tracks.clone();
    distinct.sort_unstable();
    distinct.dedup();
    let tracks = call.service.catalog.tracks(&distinct).await?;
    let known = |id: &TrackId| tracks.iter().find(|track| track.id == *id);
    shown["entry"] = to_value(&call.songs(state.tracks.iter().filter_map(known)).await?)?;
    Ok(Reply::Body("jukeboxPlaylist", shown))
}

/// The songs of a request, all of which have to be there.
async fn songs(call: &Call<'_>) -> Result<Vec<TrackId>, Fault> {
    let tracks: Vec<TrackId> = ids(call, "id")?;
    let mut distinct = tracks.clone();
    distinct.sort_unstable();
    distinct.dedup();
    if call.service.catalog.tracks(&distinct).await?.len() < distinct.len() {
        return Err(Fault::not_found());
    }
    Ok(tracks)
}

/// `gain` is what apps read; the description has `volume` in its place, and wants a whole number of it: 1 for any sound
/// and 0 for none.
fn status(state: &JukeboxState) -> Value {
    json!({
        "currentIndex": state.place.and_then(|place| i64::try_from(place).ok()).unwrap_or(-1),
        "playing": state.is_playing,
        "gain": state.gain,
        "volume": i32::from(state.gain > 0.0),
        "position": state.position_ms / 1_000,
    })
}
