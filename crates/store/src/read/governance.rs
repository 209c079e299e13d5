//! Questions about the governance of procedures.

use kernel::AgencyId;
use sop::governance::{Governance, Name, Proof};

use crate::{
    decide::{governance_key, setting_key},
    error::Error,
    read::{Found, Page},
    record::{Record, RecordKind},
    store::Store,
};

impl Store {
    /// What was done about one version of a procedure.
    pub async fn governance(&self, of: &Name) -> Result<Option<Found<Governance>>, Error> {
        let found = self.record(&governance_key(of)).await?;
        Ok(found.and_then(|found| match found.record {
            Record::SopGovernance(record) => {
                Some(Found { version: found.version, index: found.index, record: *record })
            }
            _ => None,
        }))
    }

    /// What was done about an agency's procedures, after the cursor `after`.
    pub async fn governance_of(
        &self,
        agency: &AgencyId,
        after: &str,
        limit: usize,
    ) -> Result<Page<Found<Governance>>, Error> {
        self.records_of(RecordKind::SopGovernance, agency, after, limit, |record| match record {
            Record::SopGovernance(record) => Some(*record),
            _ => None,
        })
        .await
    }

    /// What an agency demands that people show before they work by a procedure.
    pub async fn proof_demanded(&self, agency: &AgencyId) -> Result<Proof, Error> {
        let found = self.record(&setting_key(agency)).await?;
        Ok(match found.map(|found| found.record) {
            Some(Record::SopSetting(setting)) => setting.proof(),
            _ => Proof::None,
        })
    }
}
