//! For each RPC: who may call it, who may not, good examples to spoil, and the
//! event that it leaves.

mod complaints;
mod conduct;
mod consultations;
mod dashboard;
pub(super) mod exchange;
mod feed;
mod fees;
mod files;
mod governance;
mod improvements;
mod inspections;
mod intake;
mod licences;
mod mandates;
mod messages;
mod notices;
mod objections;
mod ombudsman;
mod papers;
mod permits;
mod privacy;
mod queue;
mod services;
mod standards;
mod surveys;
mod whistleblowing;

use prost::Message;
use stories::Caller;

use super::scene::Scene;

/// What the tests must know of an RPC.
#[derive(Clone)]
pub(super) struct Row {
    pub(super) path: &'static str,
    /// Somebody who may call it.
    pub(super) caller: Caller,
    /// Signed in, and without the right; nobody where no credential is needed.
    pub(super) wrong: Vec<Caller>,
    /// Good messages; the first would be granted.
    pub(super) examples: Vec<Vec<u8>>,
    /// The kind of event that a write leaves.
    pub(super) leaves: Option<&'static str>,
}

impl Row {
    /// The first example.
    pub(super) fn first(&self) -> Vec<u8> {
        self.examples[0].clone()
    }
}

/// A row for each RPC.
pub(super) fn rows(scene: &Scene) -> Vec<Row> {
    let areas = [
        // First: a case is over until somebody objects or its data are erased.
        surveys::rows,
        whistleblowing::rows,
        permits::rows,
        fees::rows,
        inspections::rows,
        conduct::rows,
        licences::rows,
        objections::rows,
        mandates::rows,
        messages::rows,
        papers::rows,
        files::rows,
        notices::rows,
        privacy::rows,
        queue::rows,
        services::rows,
        standards::rows,
        complaints::rows,
        intake::rows,
        ombudsman::rows,
        governance::rows,
        consultations::rows,
        dashboard::rows,
        improvements::rows,
        exchange::rows,
        feed::rows,
    ];
    areas.into_iter().flat_map(|rows| rows(scene)).collect()
}

/// Needs no credential.
fn public(scene: &Scene, path: &'static str, example: &impl Message) -> Row {
    let examples = vec![example.encode_to_vec()];
    Row { path, caller: scene.public.clone(), wrong: Vec::new(), examples, leaves: None }
}

/// Needs a duty on cases: not an administrator's, not an auditor's.
fn officer(scene: &Scene, path: &'static str, caller: &Caller, example: &impl Message) -> Row {
    let wrong = [&scene.administrator, &scene.auditor, &scene.stranger];
    Row {
        path,
        caller: caller.clone(),
        wrong: wrong.map(Clone::clone).into(),
        examples: vec![example.encode_to_vec()],
        leaves: None,
    }
}

/// Needs the duty to protect data.
fn protector(scene: &Scene, path: &'static str, example: &impl Message) -> Row {
    let wrong = [&scene.staff.loket, &scene.administrator, &scene.stranger];
    Row {
        path,
        caller: scene.protector.clone(),
        wrong: wrong.map(Clone::clone).into(),
        examples: vec![example.encode_to_vec()],
        leaves: None,
    }
}

fn administrator(scene: &Scene, path: &'static str, example: &impl Message) -> Row {
    let wrong = [&scene.staff.loket, &scene.auditor, &scene.stranger];
    Row {
        path,
        caller: scene.administrator.clone(),
        wrong: wrong.map(Clone::clone).into(),
        examples: vec![example.encode_to_vec()],
        leaves: None,
    }
}

impl Row {
    fn leaving(self, kind: &'static str) -> Self {
        Self { leaves: Some(kind), ..self }
    }

    /// Also refused to somebody who passes the gate with a duty elsewhere.
    fn not_for(mut self, caller: &Caller) -> Self {
        self.wrong.push(caller.clone());
        self
    }

    fn or(mut self, example: &impl Message) -> Self {
        self.examples.push(example.encode_to_vec());
        self
    }
}
