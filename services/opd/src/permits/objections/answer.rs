//! Objections as the services answer them.

use contract::satupintu::permits::v1 as pb;
use permits::{Application, Finding, Objection, ObjectionRule};
use store::{Ground, Store};
use tonic::Status;

use crate::{permits::answer::text, wire};

/// The objection as the record alone says it; absent where there is none.
pub(crate) async fn filed(
    store: &Store,
    record: &Application,
) -> Result<Option<pb::Objection>, Status> {
    let Some(objection) = &record.objection else { return Ok(None) };
    let Objection { filed_at, grounds: _, rule, due, warn_at: _, warned: _, finding } = objection;
    let (status, decided_at, reason) = match finding {
        None => (pb::ObjectionStatus::Pending, None, None),
        Some(Finding::Upheld { at, by: _, reason }) => {
            (pb::ObjectionStatus::Upheld, Some(*at), Some(reason))
        }
        Some(Finding::Dismissed { at, by: _, reason }) => {
            (pb::ObjectionStatus::Dismissed, Some(*at), Some(reason))
        }
        Some(Finding::Lapsed { effective_at }) => {
            (pb::ObjectionStatus::Lapsed, Some(*effective_at), None)
        }
    };
    let reason = match reason {
        Some(reason) => text(store, reason).await?,
        None => String::new(),
    };
    Ok(Some(pb::Objection {
        status: status.into(),
        file_until: None,
        filed_at: Some(wire::timestamp(*filed_at)),
        due: Some(wire::deadline(due)),
        explanation: Vec::new(),
        basis: Some(wire::citation(&ObjectionRule::of(*rule).basis())),
        decided_at: decided_at.map(wire::timestamp),
        reason,
    }))
}

/// The same for a question: with the count of its time, or until when one may
/// be filed.
pub(crate) async fn asked(
    store: &Store,
    record: &Application,
    ground: &Ground,
) -> Result<Option<pb::Objection>, Status> {
    let context = ground.context(store.clock().now());
    if let (Some(objection), Some(filed)) = (&record.objection, filed(store, record).await?) {
        let explanation = objection.explanation(&context).iter().map(wire::bilingual).collect();
        return Ok(Some(pb::Objection { explanation, ..filed }));
    }
    Ok(record.may_object_until(&context).map(|until| pb::Objection {
        status: pb::ObjectionStatus::NotFiled.into(),
        file_until: Some(wire::deadline(&until)),
        basis: Some(wire::citation(&ObjectionRule::current().basis())),
        ..pb::Objection::default()
    }))
}
