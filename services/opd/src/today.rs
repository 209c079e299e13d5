//! The civil date at an agency.

use jiff::civil::Date;
use kernel::{AgencyId, Instant};
use store::Store;
use tonic::Status;

use crate::outcome::status;

/// The day that `now` is in the zone of `agency`.
///
/// # Errors
/// `CALENDAR_NOT_FOUND`: the agency has set up no calendar.
pub(crate) async fn today(store: &Store, agency: &AgencyId, now: Instant) -> Result<Date, Status> {
    let calendar = store.compiled_calendar(agency).await.map_err(status)?;
    let calendar = calendar.ok_or_else(|| edge::refused("CALENDAR_NOT_FOUND", &[]))?;
    Ok(calendar.zone().date(now))
}
