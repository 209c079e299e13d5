//! What a case shows of work across deployments.

use contract::satupintu::permits::v1 as pb;
use permits::{
    Application, AssignedDocument, Assignment, CallBackAnswer, DispatchKind, DocumentGrant,
    Entrustment, PartnerResult, Stopped,
};

use crate::{names, wire::timestamp};

/// Whose step it is.
pub(crate) fn assigned(record: &Application, assignment: &Assignment) -> pb::Assignment {
    let Assignment {
        from,
        id: _,
        receipt,
        service,
        step,
        leaf: _,
        outcomes: _,
        delivered,
        documents,
        called_back,
    } = assignment;
    let document =
        |AssignedDocument { file, origin: _, until, confirmed: _ }: &_| pb::AssignedDocument {
            file: names::file(&record.agency, &record.id, &file.id),
            requirement_id: file.purpose.requirement().unwrap_or_default().to_owned(),
            received: record.file(&file.id).is_some(),
            fetchable_until: Some(timestamp(*until)),
        };
    pb::Assignment {
        from: names::agency(from),
        receipt_number: receipt.to_string(),
        service: service.clone(),
        step: step.clone(),
        delivered: delivered.is_some(),
        documents: documents.iter().map(document).collect(),
        called_back: called_back.is_some(),
    }
}

/// A step that another agency does.
pub(crate) fn entrusted(record: &Application, entrustment: &Entrustment) -> pb::Entrustment {
    let Entrustment { id: _, step, to, at, received, result, grant, fetches, called_back: _ } =
        entrustment;
    let documents = grant.iter().flat_map(|DocumentGrant { files, until }| {
        files.iter().map(|file| {
            let fetch = fetches.iter().find(|fetch| fetch.file == *file);
            pb::EntrustedDocument {
                file: names::file(&record.agency, &record.id, file),
                fetched_at: fetch.map(|fetch| timestamp(fetch.at)),
                delivered: fetch.is_some_and(|fetch| fetch.delivered.is_some()),
                fetchable_until: Some(timestamp(*until)),
            }
        })
    });
    pb::Entrustment {
        step: step.to_string(),
        to: names::agency(to),
        entrusted_at: Some(timestamp(*at)),
        // An answer says that it was received, too.
        received: received.is_some() || result.is_some(),
        answered: result.is_some(),
        outcome: result.as_ref().and_then(|result| result.outcome.clone()).unwrap_or_default(),
        late: result.as_ref().is_some_and(|result| result.late),
        documents: documents.collect(),
        call_back: call_back(record, entrustment).into(),
    }
}

/// The same for the applicant.
pub(crate) fn elsewhere(record: &Application, entrustment: &Entrustment) -> pb::StepElsewhere {
    pb::StepElsewhere {
        step: entrustment.step.to_string(),
        agency: names::agency(&entrustment.to),
        since: Some(timestamp(entrustment.at)),
        answered: entrustment.result.is_some(),
        call_back: call_back(record, entrustment).into(),
    }
}

fn call_back(record: &Application, entrustment: &Entrustment) -> pb::CallBackState {
    match (&entrustment.called_back, &entrustment.result) {
        (Some(CallBackAnswer::Stopped(_)), _) => pb::CallBackState::Stopped,
        (Some(CallBackAnswer::NeverReceived), _) => pb::CallBackState::NeverReceived,
        (Some(CallBackAnswer::Late(_)), _) | (None, Some(PartnerResult { late: true, .. })) => {
            pb::CallBackState::Late
        }
        (None, _) if record.to_call_back().any(|it| it.id == entrustment.id) => {
            pb::CallBackState::Pending
        }
        (None, _) => pb::CallBackState::Unspecified,
    }
}

/// A message that is not tried any more.
pub(crate) fn stopped(stopped: &Stopped) -> pb::StoppedDispatch {
    let Stopped { kind, id, fault, at } = stopped;
    let kind = match kind {
        DispatchKind::HandOver => pb::DispatchKind::HandOver,
        DispatchKind::CallBack => pb::DispatchKind::CallBack,
        DispatchKind::Result => pb::DispatchKind::Result,
        DispatchKind::Document => pb::DispatchKind::Document,
    };
    pb::StoppedDispatch {
        kind: kind.into(),
        dispatch: id.clone(),
        fault: fault.clone(),
        stopped_at: Some(timestamp(*at)),
    }
}
