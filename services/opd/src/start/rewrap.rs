//! Takes up a new version of the root key while serving, and lets go what
//! holds on to an old one.

use std::time::Duration;

use store::Store;

/// How often the key file is looked at; a rotation is taken up within this.
const EVERY: Duration = Duration::from_secs(60);

/// Wraps anew whatever an older version of the root key wraps, now and then,
/// until it is stopped.
pub(super) async fn now_and_then(store: Store) {
    loop {
        match store.rewrap().await {
            Ok(0) => {}
            Ok(keys) => tracing::info!(keys, "subject keys wrapped under the newest root key"),
            Err(error) => tracing::error!(%error, "subject keys could not be wrapped anew"),
        }
        if let Err(error) = store.forget_answers().await {
            tracing::warn!(%error, "old answers could not be forgotten");
        }
        tokio::time::sleep(EVERY).await;
    }
}
