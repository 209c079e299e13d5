//! What the names in one table mean: its rows, columns and sub-procedures.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use kernel::{Bilingual, Slug};

use crate::{
    document::{Column, Document, Row, Table},
    faults::say,
    step::{Kind, StepId},
    suggest::remedy_by_nearest,
};

/// The row of a sub-procedure in the outermost document.
#[derive(Clone)]
pub(crate) struct Within {
    pub(crate) id: StepId,
    pub(crate) span: Range<usize>,
}

/// What the names of one table mean.
pub(crate) struct Names<'t> {
    pub(crate) rows: BTreeMap<&'t Slug, &'t Row>,
    pub(crate) subs: BTreeMap<&'t Slug, Document>,
    pub(crate) columns: BTreeMap<&'t Slug, &'t Column>,
    pub(crate) lost: &'t BTreeSet<Slug>,
    pub(crate) within: Option<Within>,
}

impl Names<'_> {
    /// The step that the row `slug` becomes.
    pub(crate) fn id(&self, slug: &Slug) -> StepId {
        match &self.within {
            Some(within) => within.id.inner(slug),
            None => StepId::from(slug),
        }
    }

    /// The step at which an arrow to the row `slug` arrives.
    pub(crate) fn entry(&self, slug: &Slug) -> Option<StepId> {
        let row = self.rows.get(slug)?;
        match (row.kind, &self.within) {
            (Kind::Sub, _) => {
                let start = start_of(&self.subs.get(slug)?.table)?;
                Some(self.id(slug).inner(&start.id))
            }
            (Kind::End, Some(within)) => Some(within.id.clone()),
            _ => Some(self.id(slug)),
        }
    }

    /// The place to report: in a sub-procedure, the row that contains it.
    pub(crate) fn span(&self, own: &Range<usize>) -> Range<usize> {
        self.within.as_ref().map_or_else(|| own.clone(), |within| within.span.clone())
    }
}

fn start_of(table: &Table) -> Option<&Row> {
    table.rows.iter().find(|row| row.kind == Kind::Start)
}

/// Names the nearest of the known, or says what to add.
pub(crate) fn remedy_for_name(name: &str, known: &[&str], header: &str) -> Bilingual {
    remedy_by_nearest(name, known.iter().copied(), "\"").unwrap_or_else(|| {
        say(
            format!("tambahkan {header} dengan id \"{name}\""),
            format!("add {header} with the id \"{name}\""),
        )
    })
}
