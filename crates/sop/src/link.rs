//! Resolves arrows and columns, and inlines sub-procedures.
//!
//! A sub-procedure's row `telaah` becomes its inner steps `telaah/…`, followed
//! by a merge `telaah` at which its ends come together. Arrows that led to the
//! row lead to the inner start.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use kernel::{Executor, Slug};

use crate::{
    check,
    code::Code,
    diagnostic::Diagnostic,
    document::{Column, Document, Draft, Identity, Row, RowExits, RowOutcome, Table, parse},
    faults::{Faults, say},
    limits,
    names::{Names, Within, remedy_for_name},
    procedure::Procedure,
    read::At,
    sop::Sop,
    step::{Exits, Kind, Outcome, Step, StepId},
};

/// Finds the document of a sub-procedure by id and version.
pub(crate) type Library<'l> = dyn Fn(&str, u32) -> Option<Document> + 'l;

/// Reads and links a document that has no sub-procedures.
///
/// # Errors
/// Every fault of shape; or, when there is none, every fault of the graph.
pub fn load(text: &str) -> Result<Sop, Vec<Diagnostic>> {
    parse(text)?.link(&|_, _| None)
}

impl Document {
    /// The procedure that can be run: references resolved, sub-procedures
    /// inlined, and every check passed that needs no rules from outside.
    ///
    /// # Errors
    /// Every fault that forbids the procedure, in the order of the file.
    pub fn link(
        self,
        library: &dyn Fn(&str, u32) -> Option<Document>,
    ) -> Result<Sop, Vec<Diagnostic>> {
        link_within(&self, library, &[])
    }
}

/// As [`Document::link`], within the procedures of `trail`.
fn link_within(
    document: &Document,
    library: &Library<'_>,
    trail: &[(Slug, u32)],
) -> Result<Sop, Vec<Diagnostic>> {
    let mut faults = Faults::new();
    let identity = document.identity.clone();
    let procedure = assemble(Some(&identity), &document.table, library, trail, &mut faults);
    faults.extend(check::intrinsic(&procedure));
    if faults.has_errors() {
        return Err(faults.into_sorted());
    }
    Ok(Sop::new(identity, procedure))
}

/// The linked table of a draft, as far as it can be linked.
pub(crate) fn assemble_draft(
    draft: &Draft,
    library: &Library<'_>,
    faults: &mut Faults,
) -> Procedure {
    assemble(draft.identity.as_ref(), &draft.table, library, &[], faults)
}

fn assemble(
    identity: Option<&Identity>,
    table: &Table,
    library: &Library<'_>,
    trail: &[(Slug, u32)],
    faults: &mut Faults,
) -> Procedure {
    let mut trail = trail.to_vec();
    trail.extend(identity.map(|identity| (identity.id.clone(), identity.version)));
    let mut linker = Linker {
        library,
        columns: table.columns.clone(),
        steps: Vec::new(),
        excused: BTreeSet::new(),
        torn: table.torn,
        faults,
    };
    linker.inline(table, &trail, None);
    let Linker { columns, steps, excused, torn, .. } = linker;
    Procedure::new(columns, steps, excused, torn)
}

struct Linker<'l, 'f> {
    library: &'l Library<'l>,
    columns: Vec<Column>,
    steps: Vec<Step>,
    excused: BTreeSet<(StepId, &'static str)>,
    torn: bool,
    faults: &'f mut Faults,
}

impl Linker<'_, '_> {
    fn inline(&mut self, table: &Table, trail: &[(Slug, u32)], within: Option<Within>) {
        let names = Names {
            rows: table.rows.iter().map(|row| (&row.id, row)).collect(),
            subs: self.documents(table, trail),
            columns: table.columns.iter().map(|column| (&column.id, column)).collect(),
            lost: &table.lost,
            within,
        };
        for row in &table.rows {
            if self.steps.len() >= limits::LINKED_STEPS {
                self.refuse_length(names.span(&row.span));
                return;
            }
            match (&row.exits, &names.within) {
                (RowExits::Sub { sop, version, next }, _) => {
                    let Some(document) = names.subs.get(&row.id) else {
                        self.torn = true;
                        continue;
                    };
                    let inner = Within { id: names.id(&row.id), span: names.span(&row.span) };
                    let mut trail = trail.to_vec();
                    trail.push((sop.value.clone(), *version));
                    self.adopt_columns(&document.table, &inner.span);
                    self.inline(&document.table, &trail, Some(inner));
                    let next = self.arrow(next, &names);
                    self.push(row, Kind::Merge, next.map(Exits::Next), &names);
                }
                (RowExits::End(_), Some(_)) => {}
                (RowExits::End(result), None) => {
                    self.push(row, row.kind, Some(Exits::End(*result)), &names);
                }
                (RowExits::Next(next), _) => {
                    let inner_start = row.kind == Kind::Start && names.within.is_some();
                    let kind = if inner_start { Kind::Merge } else { row.kind };
                    let next = self.arrow(next, &names);
                    self.push(row, kind, next.map(Exits::Next), &names);
                }
                (RowExits::Choice(outcomes), _) => {
                    let outcomes =
                        outcomes.iter().filter_map(|outcome| self.outcome(outcome, &names));
                    let exits = Exits::Choice(outcomes.collect());
                    self.push(row, row.kind, Some(exits), &names);
                }
                (RowExits::All(branches), _) => {
                    let branches = branches.iter().filter_map(|to| self.arrow(to, &names));
                    let exits = Exits::All(branches.collect());
                    self.push(row, row.kind, Some(exits), &names);
                }
            }
        }
    }

    /// The documents of the table's sub-procedures, each sound in itself.
    fn documents<'t>(
        &mut self,
        table: &'t Table,
        trail: &[(Slug, u32)],
    ) -> BTreeMap<&'t Slug, Document> {
        let mut documents = BTreeMap::new();
        for row in &table.rows {
            let RowExits::Sub { sop, version, .. } = &row.exits else { continue };
            match self.document(sop, *version, trail) {
                Ok(document) => {
                    documents.insert(&row.id, document);
                }
                Err(diagnostic) => {
                    self.torn = true;
                    self.faults.push(*diagnostic);
                }
            }
        }
        documents
    }

    fn document(
        &self,
        sop: &At<Slug>,
        version: u32,
        trail: &[(Slug, u32)],
    ) -> Result<Document, Box<Diagnostic>> {
        let At { value: id, span } = sop;
        if trail.iter().any(|(above, _)| above == id) || trail.len() > limits::SUB_DEPTH {
            return Err(Box::new(Diagnostic::new(
                &Code::RECURSIVE_SOP,
                span.clone(),
                say(
                    format!("SOP \"{id}\" memuat dirinya sendiri, atau bersarang terlalu dalam"),
                    format!("procedure \"{id}\" contains itself, or nests too deep"),
                ),
                say("di sini", "here"),
                say(
                    "pecah SOP sehingga tidak saling memuat",
                    "divide the procedures so that none contains itself",
                ),
            )));
        }
        let Some(document) = (self.library)(id.as_str(), version) else {
            return Err(Box::new(Diagnostic::new(
                &Code::UNKNOWN_SOP,
                span.clone(),
                say(
                    format!("SOP \"{id}\" versi {version} tidak ditemukan"),
                    format!("procedure \"{id}\" version {version} is not found"),
                ),
                say("tidak ada dalam pustaka SOP", "not in the library of procedures"),
                say(
                    "periksa id dan versinya, atau muat SOP itu lebih dahulu",
                    "check id and version, or load that procedure first",
                ),
            )));
        };
        let faults = match link_within(&document, self.library, trail) {
            Ok(_) => return Ok(document),
            Err(faults) => faults,
        };
        let (code, reason) = faults
            .first()
            .map_or_else(|| ("", say("", "")), |first| (first.code, first.message.clone()));
        Err(Box::new(Diagnostic::new(
            &Code::FAULTY_SUB,
            span.clone(),
            say(
                format!("SOP \"{id}\" versi {version} salah ({code}): {}", reason.id),
                format!("procedure \"{id}\" version {version} is faulty ({code}): {}", reason.en),
            ),
            say("SOP ini", "this procedure"),
            say("perbaiki SOP itu lebih dahulu", "mend that procedure first"),
        )))
    }

    fn push(&mut self, row: &Row, kind: Kind, exits: Option<Exits>, names: &Names<'_>) {
        let Some(exits) = exits else {
            self.torn = true;
            // The row stays, so that its own faults are reported with the rest.
            return self.push(row, kind, Some(Exits::All(Vec::new())), names);
        };
        let executor = row.by.as_ref().and_then(|by| self.executor(by, names));
        let id = names.id(&row.id);
        let mut excuse = |key| self.excused.insert((id.clone(), key));
        row.unreadable.iter().for_each(|key| _ = excuse(key));
        if row.by.is_some() && executor.is_none() {
            excuse("by");
        }
        self.steps.push(Step {
            id,
            name: row.name.clone(),
            kind,
            executor,
            act: row.act,
            inputs: row.inputs.clone(),
            needs: row.needs.clone(),
            time: row.time,
            output: row.output.clone(),
            note: row.note.clone(),
            sets_fee: row.sets_fee,
            awaits: row.awaits,
            minutes: row.minutes,
            exits,
            span: names.span(&row.span),
        });
    }

    fn executor(&mut self, by: &At<Slug>, names: &Names<'_>) -> Option<Executor> {
        if let Some(column) = names.columns.get(&by.value) {
            return Some(column.executor.clone());
        }
        let known: Vec<_> = names.columns.keys().map(|id| id.as_str()).collect();
        let remedy = remedy_for_name(by.value.as_str(), &known, "[[executor]]");
        self.faults.report(
            &Code::UNKNOWN_COLUMN,
            names.span(&by.span),
            say(
                format!("pelaksana \"{}\" tidak ada dalam tabel", by.value),
                format!("executor \"{}\" is no column of the table", by.value),
            ),
            say("kolom ini tidak ada", "no such column"),
            remedy,
        );
        None
    }

    fn arrow(&mut self, to: &At<Slug>, names: &Names<'_>) -> Option<StepId> {
        if let Some(entry) = names.entry(&to.value) {
            return Some(entry);
        }
        self.torn = true;
        if names.rows.contains_key(&to.value) || names.lost.contains(&to.value) {
            // A row or a sub-procedure that could not be read: reported there.
            return None;
        }
        let known: Vec<_> = names.rows.keys().map(|id| id.as_str()).collect();
        let remedy = remedy_for_name(to.value.as_str(), &known, "[[step]]");
        self.faults.report(
            &Code::UNKNOWN_STEP,
            names.span(&to.span),
            say(
                format!("langkah tujuan \"{}\" tidak ada", to.value),
                format!("there is no step \"{}\" to go to", to.value),
            ),
            say("dirujuk di sini", "referred to here"),
            remedy,
        );
        None
    }

    fn outcome(&mut self, outcome: &RowOutcome, names: &Names<'_>) -> Option<Outcome> {
        let to = self.arrow(&outcome.to, names)?;
        let RowOutcome { id, label, to: _, effect, recommendation, cap, span } = outcome.clone();
        let span = names.span(&span);
        Some(Outcome { id, label, to, effect, recommendation, cap, span })
    }

    /// Takes the columns of a sub-procedure over, at the place that contains it.
    fn adopt_columns(&mut self, table: &Table, span: &Range<usize>) {
        for column in &table.columns {
            if self.columns.iter().all(|known| known.executor != column.executor) {
                self.columns.push(Column { span: span.clone(), ..column.clone() });
            }
        }
    }

    fn refuse_length(&mut self, span: Range<usize>) {
        if !self.torn {
            let limit = limits::LINKED_STEPS;
            self.faults.report(
                &Code::TOO_MANY_STEPS,
                span,
                say(
                    format!("lebih dari {limit} langkah, termasuk SOP yang dimuat"),
                    format!("more than {limit} steps, sub-procedures included"),
                ),
                say("langkah pertama yang berlebih", "the first step too many"),
                say("pecah menjadi beberapa SOP", "divide it into several procedures"),
            );
        }
        self.torn = true;
    }
}
