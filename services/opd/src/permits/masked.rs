//! Applicants as lists show them: masked, without a purpose and without a trace.

use std::collections::HashMap;

use contract::satupintu::permits::v1 as pb;
use permits::{Application, licence};
use privacy::Nik;
use store::Store;
use tonic::Status;

use crate::{outcome::status, permits::form::Form};

/// The masked applicants of these cases, by application; whoever was erased is
/// not among them. One question to the database, whatever the number.
pub(super) async fn applicants(
    store: &Store,
    records: &[&Application],
) -> Result<HashMap<String, pb::MaskedApplicant>, Status> {
    let forms: Vec<_> = records.iter().filter_map(|record| record.form()).collect();
    let texts = store.unseal_all(&forms).await.map_err(status)?;
    let mut masked = HashMap::with_capacity(records.len());
    for record in records {
        let Some(text) = record.form().and_then(|form| texts.get(&form.row)) else { continue };
        let form = Form::from_bytes(text).map_err(|error| edge::failed(&error))?;
        let nik = Nik::parse(form.nik()).map(|nik| nik.masked()).unwrap_or_default();
        let name = licence::masked(form.name());
        masked.insert(record.id.clone(), pb::MaskedApplicant { name, nik });
    }
    Ok(masked)
}
