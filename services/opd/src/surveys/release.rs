//! When the sealed box is emptied: at full hours, and wholly at midnight.
//!
//! Not as soon as ten wait: then the tenth would have come in that very minute.

use std::{convert::Infallible, time::Duration};

use store::Store;

/// How often the hour is looked at.
const LOOK: Duration = Duration::from_secs(20);
const HOUR_SECONDS: i64 = 3600;
/// Midnight in the westernmost zone (WIB) is 17.00 UTC.
const MIDNIGHT_UTC_HOUR: i64 = 17;

/// Releases responses for as long as the server serves; without a store, there is nothing
/// to do. What fails is tried again at the next full hour: it stays in the box.
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
        let released = if day(now) == day(before) {
            store.release_responses().await
        } else {
            store.release_all_responses().await
        };
        if let Err(error) = released {
            tracing::error!(%error, "responses could not be released");
        }
        before = now;
    }
}
