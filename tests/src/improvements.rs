//! The register of improvements in the stories, one call each.

use contract::satupintu::improvement::v1::{
    Action, ActionSource, AssignActionRequest, CompleteActionRequest, DropActionRequest, Effect,
    EffectMeasure, GetActionRequest, GetIndicatorsRequest, Indicator, ListActionsRequest,
    OpenActionRequest, RecordEffectRequest, ReturnActionRequest, VerifyActionRequest,
};

use crate::caller::{Answered, Caller, request_id};
use crate::standards::day;

/// What is done about actions.
impl Caller {
    /// Opens an action, for `owner` if one is named.
    ///
    /// # Errors
    /// The refusal; so for everything below.
    pub async fn opens_action(
        &self,
        source: ActionSource,
        origin: &str,
        owner: &str,
        due: &str,
    ) -> Answered<Action> {
        let request = OpenActionRequest {
            parent: self.agency.clone(),
            request_id: request_id(),
            source: source.into(),
            origin: origin.to_owned(),
            what: "Tambah loket".to_owned(),
            unit: String::new(),
            owner: owner.to_owned(),
            due: day(due),
        };
        shown(self.improvements().open_action(request).await?.into_inner().action)
    }

    /// Gives it to somebody.
    pub async fn assigns_action(&self, name: &str, owner: &str, due: &str) -> Answered<Action> {
        let (name, request_id, etag) = write(name);
        let (unit, owner, due) = (String::new(), owner.to_owned(), day(due));
        let request = AssignActionRequest { name, request_id, etag, unit, owner, due };
        shown(self.improvements().assign_action(request).await?.into_inner().action)
    }

    /// Proves that it was done.
    pub async fn completes_action(&self, name: &str, proof: &str) -> Answered<Action> {
        let (name, request_id, etag) = write(name);
        let (proof, proof_digest) = (proof.to_owned(), String::new());
        let request = CompleteActionRequest { name, request_id, etag, proof, proof_digest };
        shown(self.improvements().complete_action(request).await?.into_inner().action)
    }

    /// Says that it was done.
    pub async fn verifies_action(&self, name: &str) -> Answered<Action> {
        let (name, request_id, etag) = write(name);
        let request = VerifyActionRequest { name, request_id, etag };
        shown(self.improvements().verify_action(request).await?.into_inner().action)
    }

    /// Says that it was not done.
    pub async fn returns_action(&self, name: &str, reason: &str) -> Answered<Action> {
        let (name, request_id, etag) = write(name);
        let request = ReturnActionRequest { name, request_id, etag, reason: reason.to_owned() };
        shown(self.improvements().return_action(request).await?.into_inner().action)
    }

    /// Says that it will not be done.
    pub async fn drops_action(&self, name: &str, reason: &str) -> Answered<Action> {
        let (name, request_id, etag) = write(name);
        let request = DropActionRequest { name, request_id, etag, reason: reason.to_owned() };
        shown(self.improvements().drop_action(request).await?.into_inner().action)
    }

    /// Records days before and after.
    pub async fn measures_action(&self, name: &str, before: u32, after: u32) -> Answered<Action> {
        let (name, request_id, etag) = write(name);
        let effect = Some(Effect { measure: EffectMeasure::Days.into(), before, after });
        let request = RecordEffectRequest { name, request_id, etag, effect };
        shown(self.improvements().record_effect(request).await?.into_inner().action)
    }

    /// Looks at it.
    pub async fn sees_action(&self, name: &str) -> Answered<Action> {
        let request = GetActionRequest { name: name.to_owned() };
        shown(self.improvements().get_action(request).await?.into_inner().action)
    }

    /// The whole register.
    pub async fn sees_actions(&self) -> Answered<Vec<Action>> {
        let request = ListActionsRequest { parent: self.agency.clone(), ..Default::default() };
        Ok(self.improvements().list_actions(request).await?.into_inner().actions)
    }

    /// Share and speed of what was opened from one day until another.
    pub async fn sees_indicators(&self, from: &str, until: &str) -> Answered<Vec<Indicator>> {
        let (parent, from, until) = (self.agency.clone(), day(from), day(until));
        let request = GetIndicatorsRequest { parent, from, until };
        Ok(self.improvements().get_indicators(request).await?.into_inner().indicators)
    }
}

/// What every write has: name, request id, etag.
fn write(name: &str) -> (String, String, String) {
    (name.to_owned(), request_id(), String::new())
}

fn shown(action: Option<Action>) -> Answered<Action> {
    Ok(action.expect("an answer shows the action"))
}
