//! What is taken in for an agency that does not answer (titipan), and brought to
//! it when it does.
//!
//! It is sealed to the agency's key before it touches the disk: the gateway cannot
//! read what it keeps. Whoever left it gets a number and a secret, which follow
//! from the message and the gateway's key, so that the same message sent twice
//! leaves one deposit; the secret is not kept. The agency's answer is sealed to a
//! key that only this secret gives.
//!
//! A deposit keeps the `request_id` under which the agency was asked before it was
//! silent. So an agency that took the message and could not say so files it once,
//! and so does one to which a deposit is brought twice, because we died before we
//! noted that it was delivered: within the seven days that it knows a request.

mod agencies;
mod carrier;
mod folder;
mod slip;

use std::{path::Path, sync::Arc};

use contract::satupintu::intake::v1::{Intake, IntakeReply};
use envelope::{
    PrivateKey, Sealed,
    purpose::{INTAKE, INTAKE_REPLY},
};
use kernel::{AgencyId, Instant};
use prost::Message;
use zeroize::Zeroizing;

pub(crate) use contract::satupintu::intake::v1::intake::Request;

use self::{
    agencies::Agencies,
    folder::{Deposit, Folder, Outcome},
};
pub(crate) use self::{
    carrier::carry,
    folder::What,
    slip::{Slip, Ticket, is_number},
};
use crate::{key::Key, random};

/// Everything that waits, and what became of what no longer does.
pub(crate) struct Deposits {
    key: Arc<Key>,
    folder: Folder,
    agencies: Agencies,
}

/// Why nothing is taken in.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NotTaken {
    /// The agency's key was never learned.
    #[error("the key of the agency is not known")]
    NoKey,
    /// It is too large for an envelope.
    #[error("it does not fit into an envelope")]
    TooLarge,
    /// As much waits as may.
    #[error("as much waits as may")]
    Full,
    /// The disk refuses.
    #[error("it could not be kept")]
    Disk(#[source] std::io::Error),
}

/// What became of a deposit, to who holds its ticket.
pub(crate) enum Standing {
    /// The agency has not answered yet.
    Waiting(Slip),
    /// The agency has it: its own receipt and secret.
    Delivered { what: What, receipt: String, secret: String },
    /// The agency refused it, for this reason of the contract.
    Refused { slip: Slip, reason: String },
}

impl Deposits {
    /// Those in the folder `data`, where they outlive the process.
    pub(crate) fn open(data: &Path, key: Arc<Key>) -> std::io::Result<Self> {
        let folder = Folder::open(&data.join("titipan"))?;
        let agencies = Agencies::open(&data.join("kunci-instansi"))?;
        Ok(Self { key, folder, agencies })
    }

    /// Takes in what its agency did not answer. The same message gets the same ticket.
    ///
    /// # Errors
    /// [`NotTaken`]; the visitor is told that the agency does not answer.
    pub(crate) async fn take(
        &self,
        agency: &AgencyId,
        request: Request,
    ) -> Result<Ticket, NotTaken> {
        let key = self.agencies.key(agency).ok_or(NotTaken::NoKey)?;
        let (what, request_id) = match &request {
            Request::Complaint(complaint) => (What::Complaint, complaint.request_id.clone()),
            Request::Application(application) => {
                (What::Application, application.request_id.clone())
            }
        };
        let mut intake = Intake { request: Some(request), reply_key: Vec::new() };
        let ticket = Ticket::of(&self.key, &Zeroizing::new(intake.encode_to_vec()));
        let reply_key = ticket.reply_key(&self.key).public();
        intake.reply_key = reply_key.to_bytes().to_vec();
        let intake = Zeroizing::new(intake.encode_to_vec());
        let sealed = Sealed::seal(&intake, INTAKE, &key, random::bytes());
        let deposit = Deposit {
            agency: agency.clone(),
            what,
            request_id,
            arrived: edge::wall_clock(),
            reply_key: reply_key.to_string(),
            sealed: hex::encode(sealed.map_err(|_| NotTaken::TooLarge)?.as_bytes()),
        };
        self.folder.keep(&ticket.number, deposit).await?;
        Ok(ticket)
    }

    /// What became of the deposit of that ticket; `None` when there is none, or the
    /// secret is not its own.
    pub(crate) async fn standing(&self, ticket: &Ticket) -> std::io::Result<Option<Standing>> {
        let key = ticket.reply_key(&self.key);
        let Some((deposit, outcome)) = self.folder.find(&ticket.number).await? else {
            return Ok(None);
        };
        if deposit.reply_key != key.public().to_string() {
            return Ok(None);
        }
        let slip = Slip::signed(&self.key, &ticket.number, &deposit);
        Ok(match outcome {
            None => Some(Standing::Waiting(slip)),
            Some(Outcome::Refused { reason }) => Some(Standing::Refused { slip, reason }),
            Some(Outcome::Delivered { reply }) => {
                opened(&reply, &key).map(|IntakeReply { receipt_number: receipt, secret }| {
                    Standing::Delivered { what: deposit.what, receipt, secret }
                })
            }
        })
    }
}

fn opened(reply: &str, key: &PrivateKey) -> Option<IntakeReply> {
    let sealed = Sealed::parse(&hex::decode(reply).ok()?).ok()?;
    IntakeReply::decode(sealed.open(INTAKE_REPLY, key).ok()?.as_slice()).ok()
}

/// The instant, as a slip and its signature say it.
fn written(at: Instant) -> String {
    crate::dates::rfc3339(at, calendar::Zone::Wib)
}
