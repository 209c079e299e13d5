//! Faults that tests inject through a constructor; no setting reaches them.

use std::time::Duration;

use crate::error::Error;

/// What shall go wrong. The default, and all that a setting can bring about,
/// is nothing.
#[derive(Clone, Debug, Default)]
pub struct Faults {
    acknowledge_early: bool,
    poison: Option<String>,
}

impl Faults {
    /// Answers before the commit: what the crash test must catch.
    #[must_use]
    pub fn acknowledging_before_the_commit() -> Self {
        Self { acknowledge_early: true, poison: None }
    }

    /// The request with this id fails at the database.
    #[must_use]
    pub fn poisoning(request_id: impl Into<String>) -> Self {
        Self { acknowledge_early: false, poison: Some(request_id.into()) }
    }

    pub(crate) fn acknowledges_early(&self) -> bool {
        self.acknowledge_early
    }

    /// Long enough that a crash falls between the answer and the commit.
    pub(crate) async fn dawdle(&self) {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }

    pub(crate) fn strike(&self, request_id: &str) -> Result<(), Error> {
        if self.poison.as_deref() == Some(request_id) {
            return Err(Error::Database(sqlx::Error::Protocol("a poisoned command".into())));
        }
        Ok(())
    }
}
