//! `satupintu sop check`: procedures and standards, judged like a good compiler
//! judges a program.

mod inputs;
mod shown;

use std::collections::BTreeMap;

use calendar::WorkDuration;
use permits::SEPARATED;
use sop::{Diagnostic, Document, Rules, Sop};
use standards::Service;

use self::{
    inputs::{Input, Kind},
    shown::Checked,
};
use crate::{
    arguments::Check,
    failure::{Done, Verdict},
    screen::Screen,
};

pub(crate) fn run(asked: &Check, screen: &mut Screen) -> Done {
    let inputs = inputs::read(&asked.files)?;
    let checked = judged(&inputs);
    let found_errors = checked.iter().any(|file| file.findings.iter().any(Diagnostic::is_error));
    if asked.json {
        shown::json(&checked, screen);
    } else {
        shown::tell(&checked, asked.lang, screen);
    }
    Ok(if found_errors { Verdict::Faults } else { Verdict::Fine })
}

/// Every input with its findings, in the order given.
fn judged(inputs: &[Input]) -> Vec<Checked<'_>> {
    let services: Vec<Option<Service>> = inputs.iter().map(service).collect();
    let promises: BTreeMap<String, WorkDuration> = services
        .iter()
        .flatten()
        .map(|service| (service.sop().id.to_string(), service.time()))
        .collect();
    let library = library(inputs);
    let find = |id: &str, version: u32| library.get(&(id.to_owned(), version)).cloned();

    let mut sops: BTreeMap<String, Sop> = BTreeMap::new();
    let mut findings: Vec<Vec<Diagnostic>> = Vec::with_capacity(inputs.len());
    for input in inputs {
        findings.push(match input.kind {
            Kind::Service => match Service::parse(&input.text) {
                Ok(service) => service.lint(),
                Err(faults) => faults,
            },
            Kind::Sop => {
                let rules = Rules {
                    standard_time: id_of(input).and_then(|id| promises.get(&id).copied()),
                    separated: SEPARATED.to_vec(),
                    ..Rules::default()
                };
                let (sop, found) = sop::examine(&input.text, &find, &rules);
                sops.extend(sop.map(|sop| (sop.id().to_string(), sop)));
                found
            }
        });
    }
    // Only now are all procedures known. One that has faults was told of above.
    for (service, findings) in services.iter().zip(&mut findings) {
        if let Some(service) = service
            && let Some(sop) = sops.get(service.sop().id.as_str())
        {
            findings.extend(service.agrees_with(sop));
        }
    }
    inputs.iter().zip(findings).map(|(input, findings)| Checked { input, findings }).collect()
}

fn service(input: &Input) -> Option<Service> {
    match input.kind {
        Kind::Service => Service::parse(&input.text).ok(),
        Kind::Sop => None,
    }
}

fn library(inputs: &[Input]) -> BTreeMap<(String, u32), Document> {
    let sops = inputs.iter().filter(|input| input.kind == Kind::Sop);
    let documents = sops.filter_map(|input| sop::parse(&input.text).ok());
    let named = |document: Document| {
        let identity = document.identity();
        ((identity.id.to_string(), identity.version), document)
    };
    documents.map(named).collect()
}

/// The id of a procedure, also of one that has other faults.
fn id_of(input: &Input) -> Option<String> {
    let table: toml::Table = toml::from_str(&input.text).ok()?;
    Some(table.get("sop")?.get("id")?.as_str()?.to_owned())
}
