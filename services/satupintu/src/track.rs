//! `satupintu track`: an application as its applicant sees it.

use calendar::Zone;
use contract::satupintu::{
    calendar::v1::{
        GetCalendarRequest, Zone as PbZone, calendar_service_client::CalendarServiceClient,
    },
    permits::v1::{
        TrackApplicationRequest, TrackApplicationResponse,
        permits_service_client::PermitsServiceClient,
    },
};
use tonic::{
    Status,
    transport::{Channel, Endpoint},
};
use tonic_types::StatusExt;

use crate::{
    arguments::Track,
    failure::{Done, Failure, Verdict},
    progress,
    screen::Screen,
};

pub(crate) async fn run(asked: &Track, screen: &mut Screen) -> Done {
    let Track { address, receipt, secret, json } = asked;
    let channel = connect(address).await?;
    let request =
        TrackApplicationRequest { receipt_number: receipt.clone(), secret: secret.clone() };
    let answer = PermitsServiceClient::new(channel.clone()).track_application(request).await;
    let TrackApplicationResponse { progress } = answer.map_err(refused)?.into_inner();
    let Some(progress) = progress else {
        return Err(Failure::said("the server answered without an application"));
    };
    let zone = zone_of(channel, &progress.name).await;
    if *json {
        screen.json(&progress::Answer::of(&progress, zone));
    } else {
        progress::tell(&progress, zone, "", screen);
    }
    Ok(Verdict::Fine)
}

/// A connection to the server at `address`.
pub(crate) async fn connect(address: &str) -> Result<Channel, Failure> {
    let address = match address.contains("://") {
        true => address.to_owned(),
        false => format!("http://{address}"),
    };
    let fail = |why: &dyn std::error::Error| Failure::new(format!("{address} is not reached"), why);
    let endpoint = Endpoint::from_shared(address.clone()).map_err(|why| fail(&why))?;
    endpoint.connect().await.map_err(|why| fail(&why))
}

/// A refusal in the words that the server has for it, with every field that is
/// not as it should be.
pub(crate) fn refused(status: Status) -> Failure {
    let reason = edge::reason_of(&status).unwrap_or_else(|| format!("{:?}", status.code()));
    let mut words = reason;
    if let Some(local) = status.get_details_localized_message() {
        words.push_str(&format!("\n  {}", local.message));
    }
    words.push_str(&format!("\n  {}", status.message()));
    let fields = status.get_details_bad_request().map(|bad| bad.field_violations);
    for field in fields.unwrap_or_default() {
        words.push_str(&format!("\n  {}: {}", field.field, field.description));
    }
    Failure::said(words)
}

/// The zone by whose clock the application's agency works; WIB where the
/// server does not say.
async fn zone_of(channel: Channel, application: &str) -> Zone {
    let agency = application.split("/applications/").next().unwrap_or_default();
    let request = GetCalendarRequest { name: format!("{agency}/calendar") };
    let answer = CalendarServiceClient::new(channel).get_calendar(request).await;
    let zone = answer.ok().and_then(|answer| answer.into_inner().calendar).map(|it| it.zone());
    match zone {
        Some(PbZone::Wita) => Zone::Wita,
        Some(PbZone::Wit) => Zone::Wit,
        Some(PbZone::Wib | PbZone::Unspecified) | None => Zone::Wib,
    }
}
