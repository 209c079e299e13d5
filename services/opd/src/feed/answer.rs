//! How a case stands, as gateways may know it.

use complaints::Complaint;
use contract::satupintu::{
    feed::v1::{CaseStanding, case_standing::State},
    r#type::v1::BilingualText,
};
use kernel::{Bilingual, Instant};
use permits::Application;
use sop::Sop;
use store::{Case, ChangedCase, Store};
use tonic::Status;

use crate::{
    complaints as reports, names, outcome::status, permits::answer as permits_answer, wire,
};

/// The standing of a case; `None` for one whose receipt was told to nobody.
pub(super) async fn standing(
    store: &Store,
    changed: &ChangedCase,
) -> Result<Option<CaseStanding>, Status> {
    let ChangedCase { at, case } = changed;
    match case {
        Case::Application(application) if application.assignment.is_some() => Ok(None),
        Case::Application(application) if application.erased_at.is_some() => {
            Ok(Some(forgotten(application.receipt.to_string(), *at)))
        }
        Case::Application(application) => {
            let ground = store.ground(application).await.map_err(status)?;
            Ok(Some(of_application(application, &ground.sop, *at)))
        }
        Case::Complaint(complaint) if complaint.confidential || complaint.erased_at.is_some() => {
            Ok(Some(forgotten(complaint.receipt.to_string(), *at)))
        }
        Case::Complaint(complaint) => Ok(Some(of_complaint(complaint, *at))),
    }
}

fn of_application(application: &Application, sop: &Sop, at: Instant) -> CaseStanding {
    let Application { agency, service, receipt, holder, timer, .. } = application;
    CaseStanding {
        receipt_number: receipt.to_string(),
        state: Some(State::Application(permits_answer::state(application.phase()).into())),
        service: format!("{}/services/{}", names::agency(agency), service.id),
        stage: stage(application, sop),
        holder: names::unit(holder),
        due: timer.as_ref().map(|timer| wire::deadline(&timer.deadline)),
        changed_at: Some(wire::timestamp(at)),
        forgotten: false,
    }
}

/// The open steps, as the procedure names them.
fn stage(application: &Application, sop: &Sop) -> Option<BilingualText> {
    let open = application.run.open_steps().filter_map(|step| sop.step(step));
    let (id, en): (Vec<&str>, Vec<&str>) =
        open.map(|step| (step.name.id.as_str(), step.name.en.as_str())).unzip();
    let stage = Bilingual::new(id.join("; "), en.join("; "));
    (!id.is_empty()).then(|| wire::bilingual(&stage))
}

fn of_complaint(complaint: &Complaint, at: Instant) -> CaseStanding {
    let Complaint { agency, service, receipt, holder, .. } = complaint;
    let service = service.as_ref().map(|service| names::service(agency, service));
    CaseStanding {
        receipt_number: receipt.to_string(),
        state: Some(State::Complaint(reports::state(complaint).into())),
        service: service.unwrap_or_default(),
        stage: Some(wire::bilingual(&reports::state_text(complaint))),
        holder: names::unit(holder),
        due: complaint.next_due().map(|(_, due)| wire::deadline(&due)),
        changed_at: Some(wire::timestamp(at)),
        forgotten: false,
    }
}

fn forgotten(receipt_number: String, at: Instant) -> CaseStanding {
    CaseStanding {
        receipt_number,
        changed_at: Some(wire::timestamp(at)),
        forgotten: true,
        ..CaseStanding::default()
    }
}
