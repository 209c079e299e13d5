//! What is written of conduct: conflicts of interest for superiors, and the
//! keyed hashes with which applicants are compared.

use crate::{
    batch::Batch,
    columns::{Column, Sql, Writes, inserts},
    database::on_tx,
    error::Error,
};

const CONFLICTS: Sql = inserts!(
    "conflict (application, person, agency, unit, kind, at)",
    (0 text, 1 text, 2 text, 3 text, 4 text, 5 int),
    ""
);
const KINSHIPS: Sql = inserts!("kinship (person, field, value)", (0 text, 1 text, 2 blob), "");

/// A conflict of interest of one person in one case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ConflictRow {
    pub(crate) person: String,
    pub(crate) agency: String,
    pub(crate) unit: String,
    pub(crate) kind: &'static str,
    pub(crate) at: i64,
}

impl ConflictRow {
    pub(crate) fn of(conflict: &permits::Conflict) -> Self {
        let permits::Conflict { person, kind, unit, at, note: _ } = conflict;
        Self {
            person: person.to_string(),
            agency: unit.agency.to_string(),
            unit: unit.unit.to_string(),
            kind: kind.as_str(),
            at: at.micros(),
        }
    }
}

/// The new conflicts of many cases.
#[derive(Default)]
pub(super) struct Conflicts {
    of: Vec<String>,
    persons: Vec<String>,
    agencies: Vec<String>,
    units: Vec<String>,
    kinds: Vec<String>,
    at: Vec<i64>,
}

impl Conflicts {
    pub(super) fn put(&mut self, application: &str, row: ConflictRow) {
        let ConflictRow { person, agency, unit, kind, at } = row;
        self.of.push(application.to_owned());
        self.persons.push(person);
        self.agencies.push(agency);
        self.units.push(unit);
        self.kinds.push(kind.to_owned());
        self.at.push(at);
    }

    pub(super) fn write(self, writes: &mut Writes) {
        let columns = vec![
            Column::Text(self.of),
            Column::Text(self.persons),
            Column::Text(self.agencies),
            Column::Text(self.units),
            Column::Text(self.kinds),
            Column::Int(self.at),
        ];
        writes.add(&CONFLICTS, columns);
    }
}

/// Puts what was registered in the place of what was there before, whose sealed
/// text and key are destroyed.
pub(super) async fn kinships(batch: &mut Batch<'_>, writes: &mut Writes) -> Result<(), Error> {
    const FORGET: &str = "DELETE FROM kinship WHERE person = $1";
    const DESTROY: &str =
        "DELETE FROM subject_key WHERE subject IN (SELECT subject FROM sealed WHERE id = $1)";
    const DISCARD: &str = "DELETE FROM sealed WHERE id = $1";
    for row in std::mem::take(&mut batch.outdated) {
        for sql in [DESTROY, DISCARD] {
            on_tx!(&mut batch.tx, conn => sqlx::query(sql)
                .bind(&row).execute(conn).await.map(|_| ()))?;
        }
    }
    let (mut persons, mut fields, mut values) = (Vec::new(), Vec::new(), Vec::new());
    for (person, numbers) in std::mem::take(&mut batch.kinships) {
        on_tx!(&mut batch.tx, conn => sqlx::query(FORGET)
            .bind(&person).execute(conn).await.map(|_| ()))?;
        for (field, value) in numbers {
            persons.push(person.clone());
            fields.push(field);
            values.push(value);
        }
    }
    let columns = vec![Column::Text(persons), Column::Text(fields), Column::Blob(values)];
    writes.add(&KINSHIPS, columns);
    Ok(())
}
