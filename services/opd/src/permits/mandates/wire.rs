//! Requests of the mandates service, checked whole: every fault at once.

use std::collections::BTreeSet;

use contract::satupintu::permits::v1 as pb;
use edge::Violations;
use jiff::civil::Date;
use permits::MandateScope;
use tonic::Status;

use crate::{
    permits::{
        mandates::Agent,
        wire::{ByReceipt, Holder, holder},
    },
    wire::date_of,
    writing::{etag, request_id},
};

/// One entry for each scope is enough.
const MOST_SCOPES: usize = 5;

/// A mandate as somebody wants it.
pub(crate) struct Wanted {
    pub(crate) agent: Agent,
    pub(crate) scope: BTreeSet<MandateScope>,
    pub(crate) until: Date,
}

/// The mandate that stands at `place`.
pub(crate) fn wanted(
    faults: &mut Violations,
    place: &str,
    mandate: &pb::NewMandate,
) -> Option<Wanted> {
    let pb::NewMandate { agent, scopes, until } = mandate;
    let agent = match agent {
        Some(agent) => Agent::parse(faults, &format!("{place}.agent"), agent),
        None => {
            faults.add(&format!("{place}.agent"), "must say who acts");
            None
        }
    };
    let scope = if scopes.len() > MOST_SCOPES {
        faults.add(&format!("{place}.scopes"), format!("must be at most {MOST_SCOPES}"));
        None
    } else {
        let read = scopes
            .iter()
            .enumerate()
            .map(|(n, scope)| faults.check(&format!("{place}.scopes[{n}]"), scope_of(*scope)));
        // Every scope is looked at before the first fault ends it.
        let read: Vec<Option<MandateScope>> = read.collect();
        read.into_iter().collect()
    };
    let until = match until {
        Some(until) => faults.check(&format!("{place}.until"), date_of(until)),
        None => {
            faults.add(&format!("{place}.until"), "must say until when");
            None
        }
    };
    Some(Wanted { agent: agent?, scope: scope?, until: until? })
}

fn scope_of(scope: i32) -> Result<MandateScope, &'static str> {
    match pb::MandateScope::try_from(scope) {
        Ok(pb::MandateScope::HandIn) => Ok(MandateScope::HandIn),
        Ok(pb::MandateScope::Correspond) => Ok(MandateScope::Correspond),
        Ok(pb::MandateScope::Object) => Ok(MandateScope::Object),
        Ok(pb::MandateScope::Withdraw) => Ok(MandateScope::Withdraw),
        Ok(pb::MandateScope::Collect) => Ok(MandateScope::Collect),
        Ok(pb::MandateScope::Unspecified) | Err(_) => Err("must be one of the scopes"),
    }
}

pub(super) fn giving(request: &pb::GiveMandateRequest) -> Result<ByReceipt<Wanted>, Status> {
    let pb::GiveMandateRequest { receipt_number, secret, request_id: id, etag: tag, mandate } =
        request;
    let mut faults = Violations::new();
    let holder = holder(&mut faults, receipt_number, secret);
    let request_id = request_id(&mut faults, id);
    let etag = etag(&mut faults, tag);
    let wanted = match mandate {
        Some(mandate) => wanted(&mut faults, "mandate", mandate),
        None => {
            faults.add("mandate", "must say who acts, for what, until when");
            None
        }
    };
    let whole = (|| {
        Some(ByReceipt { holder: holder?, request_id: request_id?, etag: etag?, brings: wanted? })
    })();
    faults.finish(whole)
}

pub(super) fn ending(request: &pb::EndMandateRequest) -> Result<ByReceipt<u32>, Status> {
    let pb::EndMandateRequest { receipt_number, secret, request_id: id, etag: tag, number } =
        request;
    let mut faults = Violations::new();
    let holder = holder(&mut faults, receipt_number, secret);
    let request_id = request_id(&mut faults, id);
    let etag = etag(&mut faults, tag);
    let number = match *number {
        0 => Err("must be at least 1"),
        number => Ok(number),
    };
    let number = faults.check("number", number);
    let whole = (|| {
        Some(ByReceipt { holder: holder?, request_id: request_id?, etag: etag?, brings: number? })
    })();
    faults.finish(whole)
}

pub(super) fn listing(request: &pb::ListMandatesRequest) -> Result<Holder, Status> {
    let pb::ListMandatesRequest { receipt_number, secret } = request;
    let mut faults = Violations::new();
    let holder = holder(&mut faults, receipt_number, secret);
    faults.finish(holder)
}
