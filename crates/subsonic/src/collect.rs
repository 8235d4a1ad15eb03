//! What members note on things: stars and ratings.

use ids::{AlbumId, ArtistId};
use library::{Stars, Target};

use crate::answer::Reply;
use crate::browse::ids;
use crate::call::Call;
use crate::fault::Fault;

/// Things that may be named in one request.
const TARGETS_MAX: usize = 2_000;

/// Likes everything that is named, or takes the likes back.
pub(crate) async fn star(call: &Call<'_>, is_liked: bool) -> Result<Reply, Fault> {
    // Clients that browse by directories name albums and artists by `id` as well.
    let mut targets = Vec::new();
    for text in call.params.all("id").filter(|text| !text.is_empty()) {
        targets.push(target(text)?);
    }
    targets.extend(ids::<AlbumId>(call, "albumId")?.into_iter().map(Target::Album));
    targets.extend(ids::<ArtistId>(call, "artistId")?.into_iter().map(Target::Artist));
    if targets.is_empty() {
        return Err(Fault::missing("id"));
    }
    if targets.len() > TARGETS_MAX {
        return Err(Fault::other(format!("At most {TARGETS_MAX} at once.")));
    }
    for target in targets {
        if is_liked {
            call.service.library.like(call.subject(), target).await?;
        } else {
            call.service.library.unlike(call.subject(), target).await?;
        }
    }
    Ok(Reply::Done)
}

/// Rates something; 0 takes the rating back.
pub(crate) async fn set_rating(call: &Call<'_>) -> Result<Reply, Fault> {
    let target = target(call.params.require("id")?)?;
    match call.params.require_parsed::<u8>("rating")? {
        0 => drop(call.service.library.unrate(call.subject(), target).await?),
        count => {
            let stars = Stars::new(count).ok_or_else(|| Fault::malformed("rating"))?;
            call.service.library.rate(call.subject(), target, stars).await?;
        }
    }
    Ok(Reply::Done)
}

fn target(text: &str) -> Result<Target, Fault> {
    Target::parse(text).ok_or_else(Fault::not_found)
}
