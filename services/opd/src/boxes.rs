//! When the sealed boxes are emptied, of survey responses and of reports to the
//! inspectorate: at full hours, and wholly at midnight.
//!
//! Not as soon as ten wait: then the tenth would have come in that very minute.

use std::{convert::Infallible, time::Duration};

use store::Store;

/// How often the hour is looked at.
const LOOK: Duration = Duration::from_secs(20);
const HOUR_SECONDS: i64 = 3600;
/// Midnight in the westernmost zone (WIB) is 17.00 UTC.
const MIDNIGHT_UTC_HOUR: i64 = 17;

/// Releases what waits for as long as the server serves. What fails is tried again at the
/// next full hour: it stays in its box. Without a store, waits for good.
pub(crate) async fn hourly(store: Option<Store>) -> Infallible {
    let Some(store) = store else { return std::future::pending().await };
    let hour = || store.clock().now().micros() / 1_000_000 / HOUR_SECONDS;
    let day = |hour: i64| (hour + 24 - MIDNIGHT_UTC_HOUR).div_euclid(24);
    let mut before = hour();
    loop {
        tokio::time::sleep(LOOK).await;
        let now = hour();
        if now == before {
            continue;
        }
        let (responses, reports) = if day(now) == day(before) {
            (store.release_responses().await, store.release_reports().await)
        } else {
            (store.release_all_responses().await, store.release_all_reports().await)
        };
        if let Err(error) = responses {
            tracing::error!(%error, "responses could not be released");
        }
        if let Err(error) = reports {
            tracing::error!(%error, "reports to the inspectorate could not be released");
        }
        before = now;
    }
}
