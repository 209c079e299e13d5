//! Requests of the whistleblowing service, checked whole.

use contract::satupintu::whistleblowing::v1 as pb;
use edge::Violations;
use kernel::AgencyId;
use tonic::Status;
use whistleblowing::{Number, Proof, Sealed};

use crate::{
    names,
    pages::{List, page_size, page_token},
    writing::entry_id,
};

/// A report that came in.
pub(super) struct Submitted {
    pub(super) agency: AgencyId,
    pub(super) entry: String,
    pub(super) number: Number,
    pub(super) proof: Proof,
    pub(super) sealed: Sealed,
}

/// Whose answers are asked for, and which page of them.
pub(super) struct Followed {
    pub(super) number: Number,
    pub(super) proof: Proof,
    pub(super) size: usize,
    pub(super) list: List,
}

/// A page of the reports.
pub(super) struct Listing {
    pub(super) agency: AgencyId,
    pub(super) size: usize,
    pub(super) list: List,
}

/// An answer of the inspectorate.
pub(super) struct Answered {
    pub(super) agency: AgencyId,
    pub(super) entry: String,
    pub(super) number: Number,
    pub(super) sealed: Sealed,
}

pub(super) fn asked(request: &pb::GetInspectorateRequest) -> Result<AgencyId, Status> {
    let pb::GetInspectorateRequest { parent } = request;
    let mut faults = Violations::new();
    let agency = faults.check("parent", names::parse_agency(parent));
    faults.finish(agency)
}

pub(super) fn submitted(request: &pb::SubmitReportRequest) -> Result<Submitted, Status> {
    let pb::SubmitReportRequest { parent, entry_id: entry, number, proof, sealed } = request;
    let mut faults = Violations::new();
    let agency = faults.check("parent", names::parse_agency(parent));
    let entry = entry_id(&mut faults, entry);
    let number = faults.check("number", Number::parse(number));
    let proof = self::proof(&mut faults, proof);
    let sealed = faults.check("sealed", Sealed::parse(sealed));
    let whole = (|| {
        let (number, proof, sealed) = (number?, proof?, sealed?);
        Some(Submitted { agency: agency?, entry: entry?, number, proof, sealed })
    })();
    faults.finish(whole)
}

pub(super) fn followed(request: &pb::ListAnswersRequest) -> Result<Followed, Status> {
    let pb::ListAnswersRequest { parent, number, proof, page_size: size, page_token: token } =
        request;
    let mut faults = Violations::new();
    let list = List::new("ListAnswers", &[parent, number]);
    let agency = faults.check("parent", names::parse_agency(parent));
    let number = faults.check("number", Number::parse(number));
    let proof = self::proof(&mut faults, proof);
    let size = page_size(&mut faults, *size);
    let token = page_token(&mut faults, token);
    let whole = (|| {
        agency?;
        token?;
        Some(Followed { number: number?, proof: proof?, size: size?, list })
    })();
    faults.finish(whole)
}

pub(super) fn listing(request: &pb::ListReportsRequest) -> Result<Listing, Status> {
    let pb::ListReportsRequest { parent, page_size: size, page_token: token } = request;
    let mut faults = Violations::new();
    let agency = faults.check("parent", names::parse_agency(parent));
    let size = page_size(&mut faults, *size);
    let token = page_token(&mut faults, token);
    let whole = (|| {
        token?;
        let list = List::new("ListReports", &[parent]);
        Some(Listing { agency: agency?, size: size?, list })
    })();
    faults.finish(whole)
}

pub(super) fn report(request: &pb::GetReportRequest) -> Result<(AgencyId, String), Status> {
    let pb::GetReportRequest { name } = request;
    let mut faults = Violations::new();
    let name = faults.check("name", names::parse_report(name));
    faults.finish(name)
}

pub(super) fn answered(request: &pb::AppendAnswerRequest) -> Result<Answered, Status> {
    let pb::AppendAnswerRequest { parent, entry_id: entry, number, sealed } = request;
    let mut faults = Violations::new();
    let agency = faults.check("parent", names::parse_agency(parent));
    let entry = entry_id(&mut faults, entry);
    let number = faults.check("number", Number::parse(number));
    let sealed = faults.check("sealed", Sealed::parse(sealed));
    let whole =
        (|| Some(Answered { agency: agency?, entry: entry?, number: number?, sealed: sealed? }))();
    faults.finish(whole)
}

fn proof(faults: &mut Violations, text: &str) -> Option<Proof> {
    let proof = Proof::parse(text).map_err(|_| "must be 64 hexadecimal digits in lower case");
    faults.check("proof", proof)
}
