//! The lines to the agencies' deployments: one for each, opened with the first
//! question and kept.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use edge::{Dialling, DiallingError};
use tonic::transport::Channel;

use crate::registry::Agency;

/// All lines, by address and identity: agencies of one deployment share one.
pub(crate) struct Neighbours {
    dialling: Dialling,
    lines: Mutex<HashMap<(String, Option<String>), Channel>>,
}

impl Neighbours {
    pub(crate) fn new(dialling: Dialling) -> Self {
        Self { dialling, lines: Mutex::default() }
    }

    /// The line to an agency that is fully integrated.
    pub(crate) fn line(&self, agency: &Agency) -> Result<Channel, DiallingError> {
        let endpoint = agency.endpoint.clone().unwrap_or_default();
        let key = (endpoint, agency.identity.clone());
        let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(line) = lines.get(&key) {
            return Ok(line.clone());
        }
        let line = self.dialling.channel(&key.0, key.1.as_deref())?;
        lines.insert(key, line.clone());
        Ok(line)
    }
}
