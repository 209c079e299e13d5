//! What an attempt to tell a partner came to, and whether it is worth another one.

use std::time::Duration;

use kernel::Instant;
use permits::DispatchKind;
use store::Dispatch;
use tonic::{Code, Status};

/// How long another deployment may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// The waiting time after the first failure; it doubles from one to the next.
const FIRST_SECONDS: i64 = 2;
/// The longest waiting time: who was down for a day is told soon after.
const LONGEST_SECONDS: i64 = 15 * 60;
/// So often a message is tried, over half a minute, before a refusal that lasts is
/// taken at its word.
const MOST_REFUSALS: u32 = 5;
/// The longest word of a catalogue of reasons.
const LONGEST_REASON: usize = 64;

/// The settings do not name the partner any more.
pub(super) const NOT_A_PARTNER: &str = "NOT_A_PARTNER";
/// The other side says what nobody here understands.
pub(super) const UNREADABLE: &str = "UNREADABLE";
/// What arrived is not what was announced.
pub(super) const DOCUMENT_DIFFERS: &str = "DOCUMENT_DIFFERS";

/// A refusal of which time alone is the remedy, though its code says otherwise: the
/// result waits until the applicant has done what the case waits for.
const PASSES: &str = "AWAITING_APPLICANT";
/// How the other side says that it knows of no such hand-over.
const UNKNOWN: &str = "HAND_OVER_UNKNOWN";

/// What one attempt came to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It was answered, and the answer recorded; or there is nothing to tell.
    Settled,
    /// A part of it is done, and the rest has its turn soon.
    Underway,
    /// The other side did not answer at all.
    Unreachable(String),
    /// It refused, and may do otherwise the next time.
    Refused(String),
    /// It refused for a reason that lasts until somebody mends it.
    Lasting(String),
}

/// What is to become of a message that was refused for a reason that lasts.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It is tried again: what has just been mended takes a moment.
    Again,
    /// It is not tried any more.
    Stop,
    /// There is nothing that could be called back.
    NeverReceived,
}

/// The answer, or that it did not come in time.
pub(super) async fn in_time<T>(
    call: impl Future<Output = Result<tonic::Response<T>, Status>>,
) -> Result<T, Status> {
    match tokio::time::timeout(PATIENCE, call).await {
        Ok(answer) => answer.map(tonic::Response::into_inner),
        Err(_) => Err(Status::deadline_exceeded("no answer")),
    }
}

/// A refusal with a reason of the contract came from the other side; anything else is
/// the line's.
impl From<Status> for Outcome {
    fn from(status: Status) -> Self {
        match edge::reason_of(&status) {
            // Written down for ever, so only what is a word of a catalogue.
            Some(reason) if !is_reason(&reason) => Self::Lasting(UNREADABLE.to_owned()),
            Some(reason) if lasts(status.code()) && reason != PASSES => Self::Lasting(reason),
            Some(reason) => Self::Refused(reason),
            None => Self::Unreachable(format!("{:?}", status.code()).to_uppercase()),
        }
    }
}

fn is_reason(reason: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_';
    !reason.is_empty() && reason.len() <= LONGEST_REASON && reason.bytes().all(is_letter)
}

/// Whether the same question gets the same answer until somebody changes something.
fn lasts(code: Code) -> bool {
    match code {
        Code::InvalidArgument
        | Code::NotFound
        | Code::AlreadyExists
        | Code::PermissionDenied
        | Code::FailedPrecondition
        | Code::OutOfRange
        | Code::Unimplemented => true,
        Code::Ok
        | Code::Cancelled
        | Code::Unknown
        | Code::DeadlineExceeded
        | Code::ResourceExhausted
        | Code::Aborted
        | Code::Internal
        | Code::Unavailable
        | Code::DataLoss
        | Code::Unauthenticated => false,
    }
}

/// What follows from `fault` after what came before. A single word of refusal after a
/// long silence is not taken for the last one.
pub(super) fn verdict(tried: &Dispatch, fault: &str) -> Verdict {
    let is_last = tried.attempts + 1 >= MOST_REFUSALS && tried.fault == fault;
    match (is_last, tried.kind) {
        (false, _) => Verdict::Again,
        // What was on its way when the step was closed has arrived by now, or never will.
        (true, DispatchKind::CallBack) if fault == UNKNOWN => Verdict::NeverReceived,
        (true, _) => Verdict::Stop,
    }
}

/// When to try again after `attempts` failures before this one.
pub(super) fn retry_at(now: Instant, attempts: u32) -> Instant {
    let doubled = FIRST_SECONDS.saturating_mul(2_i64.saturating_pow(attempts));
    now.plus_seconds(doubled.min(LONGEST_SECONDS))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tried(kind: DispatchKind, attempts: u32, fault: &str) -> Dispatch {
        Dispatch {
            kind,
            id: "a.1".to_owned(),
            partner: "dinkes".parse().unwrap(),
            application: "a".to_owned(),
            attempts,
            fault: fault.to_owned(),
        }
    }

    #[test]
    fn whoever_was_away_for_a_day_is_told_within_a_quarter_of_an_hour() {
        let start = Instant::from_micros(0);
        let seconds = |attempts| retry_at(start, attempts).micros() / 1_000_000;

        assert_eq!([seconds(0), seconds(1), seconds(2)], [2, 4, 8]);
        assert_eq!(seconds(u32::MAX), 900);
    }

    #[test]
    fn what_lasts_is_told_from_what_may_pass() {
        let refused = |reason| Outcome::from(edge::refused(reason, &[]));

        assert_eq!(refused("GRANT_ENDED"), Outcome::Lasting("GRANT_ENDED".to_owned()));
        assert_eq!(refused("OVERLOADED"), Outcome::Refused("OVERLOADED".to_owned()));
        assert_eq!(refused(PASSES), Outcome::Refused(PASSES.to_owned()));
        let cut = Outcome::from(Status::unavailable("cut"));
        assert_eq!(cut, Outcome::Unreachable("UNAVAILABLE".to_owned()));
    }

    #[test]
    fn a_refusal_is_taken_at_its_word_after_a_few_tries_and_not_after_a_silence() {
        let result = |attempts, fault| {
            verdict(&tried(DispatchKind::Result, attempts, fault), "RESULT_DIFFERS")
        };

        assert_eq!(result(3, "RESULT_DIFFERS"), Verdict::Again);
        assert_eq!(result(100, "UNAVAILABLE"), Verdict::Again);
        assert_eq!(result(4, "RESULT_DIFFERS"), Verdict::Stop);
        let back = tried(DispatchKind::CallBack, 4, UNKNOWN);
        assert_eq!(verdict(&back, UNKNOWN), Verdict::NeverReceived);
    }
}
