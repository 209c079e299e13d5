//! Mandates as the wire writes them.

use contract::satupintu::permits::v1 as pb;
use permits::{Mandate, MandateCause, MandateEnd, MandateScope};

use crate::wire::{date, timestamp};

/// A mandate as a write answers it: without the agent's name.
pub(super) fn mandate(mandate: &Mandate) -> pb::Mandate {
    let Mandate { number, agent: _, secret_digest: _, scope, until, ends_at: _, given_at, ended } =
        mandate;
    let scope = scope.iter().map(|scope| match scope {
        MandateScope::HandIn => pb::MandateScope::HandIn.into(),
        MandateScope::Correspond => pb::MandateScope::Correspond.into(),
        MandateScope::Object => pb::MandateScope::Object.into(),
        MandateScope::Withdraw => pb::MandateScope::Withdraw.into(),
        MandateScope::Collect => pb::MandateScope::Collect.into(),
    });
    pb::Mandate {
        number: *number,
        agent_name: String::new(),
        scopes: scope.collect(),
        until: Some(date(*until)),
        given_at: Some(timestamp(*given_at)),
        ended_at: ended.map(|MandateEnd { at, cause: _ }| timestamp(at)),
        cause: match ended.map(|ended| ended.cause) {
            None => pb::MandateCause::Unspecified,
            Some(MandateCause::Expired) => pb::MandateCause::Expired,
            Some(MandateCause::Ended) => pb::MandateCause::Ended,
        }
        .into(),
    }
}
