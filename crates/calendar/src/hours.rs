//! When an office is open: sessions of a day, days of a week, two weeks of a year.

use std::fmt;

use serde::{Deserialize, Serialize};

/// From opening to a break or to closing; minutes after local midnight.
///
/// Written `07:30-12:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Session {
    opens: u16,
    closes: u16,
}

/// Why office hours are refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HoursError {
    /// Not `HH:MM-HH:MM`, or it closes before it opens.
    #[error("must be written HH:MM-HH:MM and close after it opens")]
    NotASession,
    /// Two sessions of one day touch or overlap, or stand in the wrong order.
    #[error("sessions of a day must follow each other with a break between them")]
    SessionsOverlap,
    /// No day of the week has a session.
    #[error("at least one day of the week must be open")]
    NeverOpen,
    /// Ramadan closes a weekday that is otherwise open, or opens one that is not.
    #[error("the same weekdays must be open in Ramadan as in the rest of the year")]
    RamadanWeekdaysDiffer,
}

/// The sessions of each weekday; a weekday without any is not a working day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Week {
    /// Senin.
    pub monday: Vec<Session>,
    /// Selasa.
    pub tuesday: Vec<Session>,
    /// Rabu.
    pub wednesday: Vec<Session>,
    /// Kamis.
    pub thursday: Vec<Session>,
    /// Jumat.
    pub friday: Vec<Session>,
    /// Sabtu.
    pub saturday: Vec<Session>,
    /// Minggu.
    pub sunday: Vec<Session>,
}

/// The hours of an office through the year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficeHours {
    /// Outside Ramadan.
    pub ordinary: Week,
    /// Within the Ramadan periods of the calendar.
    pub ramadan: Week,
}

impl Session {
    /// The session from `opens` to `closes`, minutes after local midnight.
    ///
    /// # Errors
    /// [`HoursError::NotASession`] unless `opens < closes <= 1440`.
    pub fn new(opens: u16, closes: u16) -> Result<Self, HoursError> {
        if opens < closes && closes <= 1440 {
            Ok(Self { opens, closes })
        } else {
            Err(HoursError::NotASession)
        }
    }

    /// Minutes after local midnight.
    #[must_use]
    pub const fn opens(self) -> u16 {
        self.opens
    }

    /// Minutes after local midnight.
    #[must_use]
    pub const fn closes(self) -> u16 {
        self.closes
    }

    /// The part of this session that lies within the other.
    pub(crate) fn within(self, other: Self) -> Option<Self> {
        Self::new(self.opens.max(other.opens), self.closes.min(other.closes)).ok()
    }

    pub(crate) fn minutes(self) -> i64 {
        i64::from(self.closes) - i64::from(self.opens)
    }
}

impl TryFrom<String> for Session {
    type Error = HoursError;
    fn try_from(text: String) -> Result<Self, HoursError> {
        let (opens, closes) = text.split_once('-').ok_or(HoursError::NotASession)?;
        Self::new(minute(opens)?, minute(closes)?)
    }
}

fn minute(text: &str) -> Result<u16, HoursError> {
    let number = |part: &str| match part.as_bytes() {
        [b'0'..=b'9', b'0'..=b'9'] => part.parse::<u16>().map_err(|_| HoursError::NotASession),
        _ => Err(HoursError::NotASession),
    };
    let (hours, minutes) = text.split_once(':').ok_or(HoursError::NotASession)?;
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    if minutes < 60 { Ok(hours * 60 + minutes) } else { Err(HoursError::NotASession) }
}

impl From<Session> for String {
    fn from(session: Session) -> Self {
        session.to_string()
    }
}

impl fmt::Display for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { opens, closes } = self;
        write!(f, "{:02}:{:02}-{:02}:{:02}", opens / 60, opens % 60, closes / 60, closes % 60)
    }
}

impl Week {
    /// Monday to Sunday.
    pub(crate) fn days(&self) -> [&[Session]; 7] {
        let Self { monday, tuesday, wednesday, thursday, friday, saturday, sunday } = self;
        [monday, tuesday, wednesday, thursday, friday, saturday, sunday]
    }

    fn check(&self) -> Result<(), HoursError> {
        for day in self.days() {
            if day.iter().zip(day.iter().skip(1)).any(|(one, next)| one.closes >= next.opens) {
                return Err(HoursError::SessionsOverlap);
            }
        }
        Ok(())
    }
}

impl OfficeHours {
    /// What a calendar needs of hours before it can count by them.
    ///
    /// # Errors
    /// Every [`HoursError`] except `NotASession`.
    pub fn check(&self) -> Result<(), HoursError> {
        self.ordinary.check()?;
        self.ramadan.check()?;
        if self.ordinary.days().iter().all(|day| day.is_empty()) {
            return Err(HoursError::NeverOpen);
        }
        for (ordinary, ramadan) in self.ordinary.days().into_iter().zip(self.ramadan.days()) {
            if ordinary.is_empty() != ramadan.is_empty() {
                return Err(HoursError::RamadanWeekdaysDiffer);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sessions(texts: &[&str]) -> Vec<Session> {
        texts.iter().map(|text| Session::try_from((*text).to_owned()).unwrap()).collect()
    }

    fn mondays(ordinary: &[&str], ramadan: &[&str]) -> OfficeHours {
        let week = |texts| Week { monday: sessions(texts), ..Week::default() };
        OfficeHours { ordinary: week(ordinary), ramadan: week(ramadan) }
    }

    #[test]
    fn a_session_reads_back_as_written() {
        let session = Session::try_from("07:30-12:00".to_owned()).unwrap();
        assert_eq!((session.opens(), session.closes()), (450, 720));
        assert_eq!(session.to_string(), "07:30-12:00");
    }

    #[test]
    fn what_is_not_a_session_is_refused() {
        for bad in
            ["", "07:30", "7:30-12:00", "12:00-07:30", "07:60-08:00", "08:00-24:01", "+7:30-08:00"]
        {
            assert_eq!(Session::try_from(bad.to_owned()), Err(HoursError::NotASession), "{bad}");
        }
    }

    #[test]
    fn hours_that_cannot_be_counted_by_are_refused() {
        let day = ["07:30-12:00", "13:00-16:00"];

        assert_eq!(mondays(&day, &day).check(), Ok(()));
        assert_eq!(mondays(&[], &[]).check(), Err(HoursError::NeverOpen));
        assert_eq!(mondays(&day, &[]).check(), Err(HoursError::RamadanWeekdaysDiffer));
        let overlap = ["08:00-12:00", "11:00-15:00"];
        assert_eq!(mondays(&overlap, &overlap).check(), Err(HoursError::SessionsOverlap));
    }
}
