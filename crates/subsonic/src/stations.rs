//! Stations of internet radio; apps connect to them by themselves.

use radio::{NewStation, STATIONS_MAX};
use serde_json::{Value, json};

use crate::answer::Reply;
use crate::browse::id;
use crate::call::Call;
use crate::fault::Fault;

pub(crate) async fn get_internet_radio_stations(call: &Call<'_>) -> Result<Reply, Fault> {
    let stations = call.service.radio.stations(None, STATIONS_MAX.cast_signed()).await?;
    let shown: Vec<Value> = stations
        .into_iter()
        .map(|station| {
            let mut shown = json!({
                "id": station.id.to_string(), "name": station.name, "streamUrl": station.stream_url,
            });
            if let (Some(object), Some(url)) = (shown.as_object_mut(), station.site_url) {
                object.insert("homePageUrl".to_owned(), url.into());
            }
            shown
        })
        .collect();
    Ok(Reply::Body("internetRadioStations", json!({ "internetRadioStation": shown })))
}

pub(crate) async fn create_internet_radio_station(call: &Call<'_>) -> Result<Reply, Fault> {
    call.require_operator()?;
    call.service.radio.add(written(call)?).await?;
    Ok(Reply::Done)
}

pub(crate) async fn update_internet_radio_station(call: &Call<'_>) -> Result<Reply, Fault> {
    call.require_operator()?;
    call.service.radio.change(id(call.params.require("id")?)?, written(call)?).await?;
    Ok(Reply::Done)
}

pub(crate) async fn delete_internet_radio_station(call: &Call<'_>) -> Result<Reply, Fault> {
    call.require_operator()?;
    call.service.radio.remove(id(call.params.require("id")?)?).await?;
    Ok(Reply::Done)
}

fn written<'c>(call: &'c Call<'_>) -> Result<NewStation<'c>, Fault> {
    Ok(NewStation {
        name: call.params.require("name")?,
        stream_url: call.params.require("streamUrl")?,
        site_url: call.params.get("homepageUrl").or(call.params.get("homePageUrl")),
    })
}
