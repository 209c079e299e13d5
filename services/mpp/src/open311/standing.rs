//! Where requests stand, to who holds their ids.

use contract::satupintu::complaints::v1::{
    ComplaintProgress, ComplaintState, ComplaintStep, TrackComplaintRequest,
    complaints_service_client::ComplaintsServiceClient,
};
use serde_json::{Value, json};

use super::{Open311, asked::Asked, faults::Faults, reference::Reference};
use crate::{
    dates,
    deposits::{self, Standing, Ticket},
    kinds,
    registry::Agency,
};

/// As many as one question may name: each is a question to the agency.
const MOST: usize = 20;

/// The requests that are named; those that are not known here are left out.
/// Without names none, because no complaint is public.
pub(super) async fn of_several(open311: &Open311, asked: &Asked) -> Result<Value, Faults> {
    let agency = asked.agency(&asked.query)?;
    let ids = asked.query.get("service_request_id").split(',').map(str::trim);
    let ids: Vec<&str> = ids.filter(|id| !id.is_empty()).collect();
    if ids.len() > MOST {
        return Err(Faults::invalid(format!("service_request_id: at most {MOST}")));
    }
    let mut shown = Vec::new();
    for id in ids {
        match standing(open311, asked, &agency, id).await {
            Ok(request) => shown.push(request),
            Err(faults) if faults.status == http::StatusCode::NOT_FOUND => {}
            Err(faults) => return Err(faults),
        }
    }
    Ok(Value::Array(shown))
}

/// The request whose id stands in the address.
pub(super) async fn of_one(open311: &Open311, asked: &Asked) -> Result<Value, Faults> {
    let agency = asked.agency(&asked.query)?;
    Ok(json!([standing(open311, asked, &agency, &asked.id).await?]))
}

/// The id of what was left for an agency that did not answer; none as long as it
/// waits. The id of a request is its token, too.
pub(super) async fn of_token(open311: &Open311, asked: &Asked) -> Result<Value, Faults> {
    let unknown = || Faults::not_found("token was not found");
    let agency = asked.agency(&asked.query)?;
    let Reference { receipt, secret } =
        open311.opened(&agency, &asked.id).map_err(|_| unknown())?;
    let id = if deposits::is_number(&receipt) {
        let ticket = Ticket { number: receipt, secret };
        let standing = open311.deposits.standing(&ticket).await.map_err(|error| {
            tracing::error!(%error, "what was left could not be read");
            Faults::invalid("gangguan pada sistem kami (something failed in our system)")
        })?;
        match standing.ok_or_else(unknown)? {
            Standing::Waiting(_) => None,
            Standing::Delivered { receipt, secret, .. } => {
                Some(open311.id(&agency.id, &Reference { receipt, secret }))
            }
            Standing::Refused { reason, .. } => {
                let words = contract::reason(&reason).map_or("", |reason| reason.id);
                return Err(Faults::invalid(format!("{reason}: {words}")));
            }
        }
    } else {
        Some(asked.id.clone())
    };
    Ok(json!([{ "service_request_id": id, "token": asked.id }]))
}

async fn standing(
    open311: &Open311,
    asked: &Asked,
    agency: &Agency,
    id: &str,
) -> Result<Value, Faults> {
    let Reference { receipt, secret } = open311.opened(agency, id)?;
    if deposits::is_number(&receipt) {
        return Err(Faults::not_found("service_request_id was not found: it is still a token"));
    }
    let request = TrackComplaintRequest { receipt_number: receipt, secret };
    let mut client = ComplaintsServiceClient::new(open311.gateway.line(agency)?);
    let call = client.track_complaint(asked.asking.request(request));
    let progress = asked.asking.answer(call).await?.progress.unwrap_or_default();
    Ok(shown(agency, id, &progress))
}

/// No word of the complaint or its answers: an address is kept by many.
fn shown(agency: &Agency, id: &str, progress: &ComplaintProgress) -> Value {
    let kind = kinds::by_class(progress.class());
    let status = if progress.state() == ComplaintState::Closed { "closed" } else { "open" };
    let at = |at: &prost_types::Timestamp| dates::rfc3339(dates::instant(at), agency.zone);
    let answer = progress
        .clocks
        .iter()
        .find(|clock| clock.counts && clock.step() == ComplaintStep::Answer)
        .and_then(|clock| clock.due.as_ref())
        .filter(|due| !due.provisional);
    json!({
        "service_request_id": id,
        "status": status,
        "status_notes": progress.state_text.as_ref().map(|text| &text.id),
        "service_name": kind.map(|kind| kind.said.0),
        "service_code": kind.map(|kind| kind.code),
        "description": null,
        "agency_responsible": agency.name,
        "service_notice": null,
        "requested_datetime": progress.received_at.as_ref().map(at),
        "updated_datetime": null,
        "expected_datetime": answer.and_then(|due| due.at.as_ref()).map(at),
        "address": null,
        "address_id": null,
        "zipcode": null,
        "lat": null,
        "long": null,
        "media_url": null,
    })
}
