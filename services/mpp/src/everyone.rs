//! The same question to every agency at once, each with the same deadline: what
//! was answered, and who was silent.

use tokio::task::JoinSet;
use tonic::transport::Channel;

use crate::{
    asking::{Asking, Silent, Unanswered},
    gateway::Gateway,
    registry::Agency,
};

/// What came of asking everyone.
pub(crate) struct Heard<T> {
    /// The answers, in the order of the registry. Who refused is in neither list:
    /// it has nothing of the kind.
    pub(crate) answers: Vec<(Agency, T)>,
    /// Who did not answer.
    pub(crate) silent: Vec<Silent>,
}

/// Asks every agency of the registry that can be asked.
pub(crate) async fn asked<T, F>(
    gateway: &Gateway,
    asking: &Asking,
    question: impl Fn(Channel, Agency, Asking) -> F,
) -> Heard<T>
where
    T: Send + 'static,
    F: Future<Output = Result<T, Unanswered>> + Send + 'static,
{
    let mut questions = JoinSet::new();
    for (place, agency) in gateway.registry().full().enumerate() {
        let answer = gateway
            .line(agency)
            .map(|line| question(line, agency.clone(), asking.within(gateway.patience())));
        let agency = agency.clone();
        questions.spawn(async move {
            let answer = match answer {
                Ok(answer) => answer.await,
                Err(unanswered) => Err(unanswered),
            };
            (place, agency, answer)
        });
    }
    let mut all = Vec::new();
    while let Some(joined) = questions.join_next().await {
        all.extend(joined);
    }
    all.sort_by_key(|(place, ..)| *place);
    let mut heard = Heard { answers: Vec::new(), silent: Vec::new() };
    for (_, agency, answer) in all {
        gateway.measures.answered(&agency.id, &answer);
        match answer {
            Ok(answer) => heard.answers.push((agency, answer)),
            Err(Unanswered::Silent(cause)) => {
                heard.silent.push(Silent { agency: agency.id, cause });
            }
            Err(Unanswered::Refused(_)) => {}
        }
    }
    heard
}
