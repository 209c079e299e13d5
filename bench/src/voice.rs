//! The public's voice under load: complaints from filing to the reporter's word,
//! and responses to a survey.
//!
//! A complaint is six durable calls by four people: filed, verified, given to a
//! unit, followed up, answered, confirmed. A response is one: it bypasses the
//! sequencer, so that nothing in the journal tells its minute, and is therefore a
//! transaction of its own.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use contract::satupintu::complaints::v1::judge_answer_request::Verdict;
use stories::{
    Agency, Answered, Caller,
    complaints::{Staff, complaint},
    sip,
    surveys::scores,
};

use crate::{Failure, load::Measured};

/// What is driven.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Voice {
    /// Complaints, each to its end.
    Complaints,
    /// Responses on paper, entered at the counter.
    Responses,
}

/// The people who are needed.
pub(crate) struct People {
    public: Caller,
    counter: Caller,
    staff: Staff,
}

impl People {
    pub(crate) async fn of(agency: &Agency) -> Self {
        let staff = Staff::enrolled(agency).await;
        let duty = format!("execute:{}", sip::LOKET);
        let counter = agency.officer("loket-ukur", &[&duty]).await;
        Self { public: agency.public(), counter, staff }
    }

    /// Drives `what` with `clients` clients for about `time`.
    pub(crate) async fn drive(
        self: &Arc<Self>,
        what: Voice,
        clients: usize,
        time: Duration,
    ) -> Result<Measured, Failure> {
        let until = Instant::now() + time;
        Measured::of((0..clients).map(|_| {
            let people = Arc::clone(self);
            async move {
                let mut latencies = Vec::new();
                while Instant::now() < until {
                    match what {
                        Voice::Complaints => people.complaint(&mut latencies).await?,
                        Voice::Responses => people.response(&mut latencies).await?,
                    }
                }
                Ok(latencies)
            }
        }))
        .await
    }

    async fn complaint(&self, latencies: &mut Vec<Duration>) -> Result<(), Failure> {
        let Self { public, staff: Staff { admin, liaison, .. }, .. } = self;
        let request = complaint(&public.agency);
        let filed = timed(latencies, public.complains(request)).await?;
        timed(latencies, admin.verifies(&filed.name, &[])).await?;
        timed(latencies, admin.hands_complaint(&filed.name, "pelayanan")).await?;
        timed(latencies, liaison.follows_up(&filed.name)).await?;
        timed(latencies, liaison.answers_complaint(&filed.name, "Foto loket")).await?;
        timed(latencies, public.judges(&filed, Verdict::Solved)).await?;
        Ok(())
    }

    async fn response(&self, latencies: &mut Vec<Duration>) -> Result<(), Failure> {
        timed(latencies, self.counter.enters(sip::SERVICE, scores([3; 9]))).await?;
        Ok(())
    }
}

async fn timed<T>(
    latencies: &mut Vec<Duration>,
    call: impl Future<Output = Answered<T>>,
) -> Result<T, Failure> {
    let sent = Instant::now();
    let answer = call.await?;
    latencies.push(sent.elapsed());
    Ok(answer)
}
