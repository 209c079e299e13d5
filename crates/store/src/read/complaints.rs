//! Questions about complaints. To whom one is about, no list names it.

use std::sync::Arc;

use calendar::Calendar;
use complaints::{Candidate, Class, Complaint, Likeness, MOST_DAYS_APART, SOP_ID};
use kernel::{AgencyId, Instant, PersonId};
use sop::Sop;

use crate::{
    database::on_pool,
    error::Error,
    read::{Found, found, one_more},
    record::{Key, Record, RecordKind},
    store::Store,
};

/// A place in a list of complaints: whether closed, when due, the id.
pub type ComplaintPlace = (i64, i64, String);

/// What the rules about a complaint stand on.
pub struct ComplaintGround {
    /// The procedure, in the version that it runs on.
    pub sop: Arc<Sop>,
    /// The agency's calendar as it is now.
    pub calendar: Arc<Calendar>,
}

impl ComplaintGround {
    /// The context of a question at `now`.
    #[must_use]
    pub fn context(&self, now: Instant) -> complaints::Context<'_> {
        let Self { sop, calendar } = self;
        complaints::Context { now, sop, calendar, original_is_open: false }
    }
}

/// How many complaints of one class there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComplaintCount {
    /// Of which class.
    pub class: Class,
    /// Whether they are open.
    pub is_open: bool,
    /// Whether a step was or is late.
    pub is_late: bool,
    /// How many.
    pub count: i64,
}

impl Store {
    /// A complaint by id.
    ///
    /// # Errors
    /// When the database fails or holds what this program cannot read; so for
    /// every question below.
    pub async fn complaint(&self, id: &str) -> Result<Option<Found<Complaint>>, Error> {
        let found = self.record(&Key::new(RecordKind::Complaint, id)).await?;
        Ok(found.and_then(|found| match found.record {
            Record::Complaint(record) => {
                Some(Found { version: found.version, index: found.index, record: *record })
            }
            _ => None,
        }))
    }

    /// The complaint's id and secret digest behind a receipt number.
    pub async fn complaint_receipt(
        &self,
        receipt: &str,
    ) -> Result<Option<(String, Vec<u8>)>, Error> {
        const READ: &str = "SELECT id, secret_digest FROM complaint WHERE receipt = $1";
        Ok(on_pool!(self.database(), pool =>
            sqlx::query_as(READ).bind(receipt).fetch_optional(pool).await)?)
    }

    /// What the rules about `complaint` stand on.
    pub async fn complaint_ground(&self, complaint: &Complaint) -> Result<ComplaintGround, Error> {
        let Complaint { agency, sop, .. } = complaint;
        let sop = self.core().library.sop(self.database(), &sop.id, sop.version).await?;
        let Some(calendar) = self.compiled_calendar(agency).await? else {
            return Err(Error::corrupt("record", agency.as_str(), "the agency has no calendar"));
        };
        Ok(ComplaintGround { sop, calendar })
    }

    /// The procedure that new complaints run on.
    pub async fn complaint_procedure(&self) -> Result<Option<Arc<Sop>>, Error> {
        self.current_sop(SOP_ID).await
    }

    /// Complaints of an agency after the place `after`, of one holder
    /// (`agency/unit`) or of all: open ones first, the first due first; without
    /// those that are about `reader`. And where the next ones begin.
    pub async fn complaints(
        &self,
        agency: &AgencyId,
        holder: Option<&str>,
        reader: &PersonId,
        after: Option<ComplaintPlace>,
        limit: usize,
    ) -> Result<(Vec<Found<Complaint>>, Option<ComplaintPlace>), Error> {
        const ALL: &str = "SELECT g.is_closed, g.due_at, g.id, r.version, r.last_idx, r.state \
             FROM complaint g JOIN record r ON r.kind = $7 AND r.id = g.id \
             WHERE g.agency = $1 AND (g.is_closed, g.due_at, g.id) > ($2, $3, $4) \
             AND NOT EXISTS (SELECT 1 FROM complaint_accused a \
             WHERE a.person = $5 AND a.complaint = g.id) \
             ORDER BY g.is_closed, g.due_at, g.id LIMIT $6";
        const HELD: &str = "SELECT g.is_closed, g.due_at, g.id, r.version, r.last_idx, r.state \
             FROM complaint g JOIN record r ON r.kind = $7 AND r.id = g.id \
             WHERE g.agency = $1 AND g.holder = $8 \
             AND (g.is_closed, g.due_at, g.id) > ($2, $3, $4) \
             AND NOT EXISTS (SELECT 1 FROM complaint_accused a \
             WHERE a.person = $5 AND a.complaint = g.id) \
             ORDER BY g.is_closed, g.due_at, g.id LIMIT $6";
        let (closed, due_at, id) = after.unwrap_or((-1, i64::MIN, String::new()));
        let sql = if holder.is_some() { HELD } else { ALL };
        let rows: Vec<(i64, i64, String, i64, i64, String)> = on_pool!(self.database(), pool => {
            let query = sqlx::query_as(sql).bind(agency.as_str()).bind(closed).bind(due_at)
                .bind(id).bind(reader.as_str()).bind(one_more(limit))
                .bind(RecordKind::Complaint.as_str());
            let query = holder.into_iter().fold(query, |query, holder| query.bind(holder));
            query.fetch_all(pool).await
        })?;
        let last = rows.get(limit.saturating_sub(1)).filter(|_| rows.len() > limit);
        let next = last.map(|(closed, at, id, ..)| (*closed, *at, id.clone()));
        let mut listed = Vec::new();
        for (_, _, id, version, index, state) in rows.into_iter().take(limit) {
            match Record::from_json(&Key::new(RecordKind::Complaint, id.as_str()), &state)? {
                Record::Complaint(record) => listed.push(found(version, index, *record)),
                _ => return Err(Error::corrupt("record.kind", &id, "no complaint")),
            }
        }
        Ok((listed, next))
    }

    /// Complaints of the same agency with something in common with this one, in
    /// no order; at most `limit` of each kind.
    pub async fn akin_to(
        &self,
        complaint: &Complaint,
        limit: usize,
    ) -> Result<Vec<Candidate>, Error> {
        const BY_CASE: &str = "SELECT id, received_at FROM complaint \
             WHERE application = $1 AND id <> $2 AND received_at BETWEEN $3 AND $4 \
             ORDER BY received_at DESC, id LIMIT $5";
        const BY_SERVICE: &str = "SELECT id, received_at FROM complaint \
             WHERE agency = $6 AND service = $1 AND id <> $2 AND received_at BETWEEN $3 AND $4 \
             ORDER BY received_at DESC, id LIMIT $5";
        const BY_REPORTER: &str = "SELECT DISTINCT c.id, c.received_at FROM blind_index own \
             JOIN blind_index other ON other.field = own.field AND other.value = own.value \
             JOIN complaint c ON c.id = other.subject \
             WHERE own.subject = $1 AND c.id <> $2 AND c.received_at BETWEEN $3 AND $4 \
             AND c.agency = $6 ORDER BY c.received_at DESC, c.id LIMIT $5";
        let day = 86_400_000_000 * MOST_DAYS_APART;
        let (from, to) = (
            complaint.received_at.micros().saturating_sub(day),
            complaint.received_at.micros().saturating_add(day),
        );
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let case = complaint.case.as_ref().map(|it| it.application.clone());
        let service = complaint.service.as_ref().map(ToString::to_string);
        let asked = [
            (BY_CASE, case, Likeness { same_case: true, ..Likeness::default() }),
            (BY_SERVICE, service, Likeness { same_service: true, ..Likeness::default() }),
            (
                BY_REPORTER,
                Some(complaint.id.clone()),
                Likeness { same_reporter: true, ..Likeness::default() },
            ),
        ];
        let mut found: Vec<Candidate> = Vec::new();
        for (sql, by, likeness) in asked {
            let Some(by) = by else { continue };
            let is_by_case = likeness.same_case;
            let rows: Vec<(String, i64)> = on_pool!(self.database(), pool => {
                let query = sqlx::query_as(sql).bind(&by).bind(&complaint.id).bind(from).bind(to)
                    .bind(limit);
                let query = if is_by_case { query } else { query.bind(complaint.agency.as_str()) };
                query.fetch_all(pool).await
            })?;
            for (id, at) in rows {
                match found.iter_mut().find(|it| it.id == id) {
                    Some(known) => {
                        known.likeness.same_case |= likeness.same_case;
                        known.likeness.same_reporter |= likeness.same_reporter;
                        known.likeness.same_service |= likeness.same_service;
                    }
                    None => {
                        let received_at = Instant::from_micros(at);
                        found.push(Candidate { id, received_at, likeness });
                    }
                }
            }
        }
        Ok(found)
    }

    /// How many complaints an agency has, confidential ones not counted.
    pub async fn complaint_counts(&self, agency: &AgencyId) -> Result<Vec<ComplaintCount>, Error> {
        const READ: &str = "SELECT name, value FROM tally WHERE name > $1 AND name < $2";
        // '0' is the sign after '/', so that the range holds this agency alone.
        let (from, to) = (format!("complaints/{agency}/"), format!("complaints/{agency}0"));
        let rows: Vec<(String, i64)> = on_pool!(self.database(), pool =>
            sqlx::query_as(READ).bind(&from).bind(&to).fetch_all(pool).await)?;
        let counted = |(name, count): (String, i64)| {
            let mut parts = name.strip_prefix(&from)?.split('/');
            let (class, open, late) = (parts.next()?, parts.next()?, parts.next()?);
            let class = Class::ALL.into_iter().find(|it| it.as_str() == class)?;
            let (is_open, is_late) = (open == "open", late == "late");
            Some(ComplaintCount { class, is_open, is_late, count })
        };
        Ok(rows.into_iter().filter_map(counted).collect())
    }
}
