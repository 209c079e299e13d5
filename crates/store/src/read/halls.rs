//! Questions about the halls of a mall, each answered from one record.

use jiff::civil::Date;
use kernel::{AgencyId, UnitId};
use queue::{Hall, Record as HallRecord, StandDay, Visit};

use crate::{
    database::on_pool,
    decide::{hall_key, stand_day_key, visit_key},
    error::Error,
    read::Found,
    record::{Key, Record},
    store::Store,
};

impl Store {
    /// The agency's hall.
    ///
    /// # Errors
    /// When the database fails or holds what this program cannot read; so for
    /// every question below.
    pub async fn hall(&self, agency: &AgencyId) -> Result<Option<Found<Hall>>, Error> {
        let found = self.hall_record(&hall_key(agency)).await?;
        Ok(found.and_then(|Found { version, index, record }| match record {
            HallRecord::Hall(record) => Some(Found { version, index, record }),
            _ => None,
        }))
    }

    /// The line of a stand on a day; `None` when nobody has a ticket for it.
    pub async fn stand_day(
        &self,
        hall: &AgencyId,
        stand: &UnitId,
        date: Date,
    ) -> Result<Option<Found<StandDay>>, Error> {
        let found = self.hall_record(&stand_day_key(hall, stand, date)).await?;
        Ok(found.and_then(|Found { version, index, record }| match record {
            HallRecord::StandDay(record) => Some(Found { version, index, record }),
            _ => None,
        }))
    }

    /// The lines of a stand from the first day to the last.
    pub async fn stand_days(
        &self,
        hall: &AgencyId,
        stand: &UnitId,
        from: Date,
        until: Date,
    ) -> Result<Vec<StandDay>, Error> {
        const READ: &str = "SELECT id, state FROM record \
             WHERE kind = $1 AND id >= $2 AND id <= $3 ORDER BY id";
        let (first, last) = (stand_day_key(hall, stand, from), stand_day_key(hall, stand, until));
        let rows: Vec<(String, String)> = on_pool!(self.database(), pool => sqlx::query_as(READ)
            .bind(first.kind.as_str()).bind(&first.id).bind(&last.id).fetch_all(pool).await)?;
        let read = |(id, state): (String, String)| {
            let key = Key::new(first.kind, id);
            match Record::from_json(&key, &state)? {
                Record::Hall(record) => match *record {
                    HallRecord::StandDay(day) => Ok(day),
                    _ => Err(Error::corrupt("record.kind", key.id, "no line")),
                },
                _ => Err(Error::corrupt("record.kind", key.id, "no line")),
            }
        };
        rows.into_iter().map(read).collect()
    }

    /// A visit by its id.
    pub async fn visit(&self, id: &str) -> Result<Option<Found<Visit>>, Error> {
        let found = self.hall_record(&visit_key(id)).await?;
        Ok(found.and_then(|Found { version, index, record }| match record {
            HallRecord::Visit(record) => Some(Found { version, index, record }),
            _ => None,
        }))
    }

    async fn hall_record(&self, key: &Key) -> Result<Option<Found<HallRecord>>, Error> {
        let found = self.record(key).await?;
        Ok(found.and_then(|Found { version, index, record }| match record {
            Record::Hall(record) => Some(Found { version, index, record: *record }),
            _ => None,
        }))
    }
}
