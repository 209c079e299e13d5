//! Messages as the wire writes them, for each side what is its business.

use contract::satupintu::permits::v1 as pb;
use kernel::AgencyId;
use permits::{Message, Writer};
use sop::Sop;

use crate::{names, wire};

/// Who reads.
#[derive(Clone, Copy, Debug)]
pub(super) enum Reader {
    /// Whoever shows the receipt: learns the office, never the person.
    Applicant,
    /// Somebody in service.
    Officer,
}

/// A message without its words.
pub(super) fn message(
    agency: &AgencyId,
    sop: &Sop,
    message: &Message,
    reader: Reader,
) -> pb::CaseMessage {
    let Message { at, from, text: _, requirement } = message;
    let shown = pb::CaseMessage {
        posted_at: Some(wire::timestamp(*at)),
        requirement_id: requirement.clone().unwrap_or_default(),
        ..pb::CaseMessage::default()
    };
    match from {
        Writer::Applicant => {
            pb::CaseMessage { writer: pb::MessageWriter::Applicant.into(), ..shown }
        }
        Writer::Agent { mandate } => {
            pb::CaseMessage { writer: pb::MessageWriter::Agent.into(), mandate: *mandate, ..shown }
        }
        Writer::Office { executor, by } => {
            let stages = sop.stages();
            let title = stages.iter().find(|stage| stage.executor.as_ref() == Some(executor));
            let title = title.and_then(|stage| stage.executor_title.as_ref());
            pb::CaseMessage {
                writer: pb::MessageWriter::Office.into(),
                executor: executor.to_string(),
                executor_title: title.map(wire::bilingual),
                officer: match reader {
                    Reader::Applicant => String::new(),
                    Reader::Officer => names::officer(agency, by),
                },
                ..shown
            }
        }
    }
}
