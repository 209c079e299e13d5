//! What one agency told: its receipts, and how far its feed was followed.
//!
//! What has ended long ago is given up, so that an agency's past does not grow here:
//! its receipts are asked of the agency like any other.

use std::{
    collections::HashMap,
    io,
    path::Path,
    sync::{Mutex, PoisonError, RwLock},
};

use contract::satupintu::{
    complaints::v1::ComplaintState,
    feed::v1::{CaseStanding, FollowCasesResponse, case_standing::State},
    permits::v1::ApplicationState,
};
use kernel::Instant;

use super::{
    Freshness,
    log::{self, Log, Told},
};

/// For how long after its last event an ended case is kept, by the agency's own time.
const KEPT_SECONDS: i64 = 90 * 24 * 3600;
/// More cases than an agency has open; what is told beyond is not kept.
const MOST: usize = 300_000;
/// What may be written beside the cases that are kept, before all is written anew.
const SLACK: usize = 10_000;

/// One agency's receipts.
pub(super) struct Shelf {
    known: RwLock<Known>,
    /// Locked before `known`; `None` where another copy of the gateway writes.
    log: Mutex<Option<Log>>,
}

#[derive(Default)]
struct Known {
    cases: HashMap<String, CaseStanding>,
    cursor: String,
    heard: Option<Instant>,
    /// The agency's time: of the last event that it told.
    newest: i64,
    /// Answers and cases told since all was written anew, and how many cases there
    /// were then.
    told: usize,
    kept: usize,
}

impl Shelf {
    /// What the file holds; going on in it is for the copy whose turn it is.
    pub(super) fn open(path: &Path, is_our_turn: bool) -> io::Result<Self> {
        let mut known = Known::default();
        let sound = log::read(path, |told| known.learn(told))?;
        let log = is_our_turn.then(|| Log::open(path, sound)).transpose()?;
        Ok(Self { known: RwLock::new(known), log: Mutex::new(log) })
    }

    pub(super) fn case(&self, receipt: &str) -> Option<CaseStanding> {
        self.known.read().unwrap_or_else(PoisonError::into_inner).cases.get(receipt).cloned()
    }

    pub(super) fn cursor(&self) -> String {
        self.known.read().unwrap_or_else(PoisonError::into_inner).cursor.clone()
    }

    pub(super) fn freshness(&self) -> Freshness {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        Freshness { receipts: known.cases.len(), heard: known.heard }
    }

    /// Takes in what was told at `now`: on the disk first, then in memory.
    pub(super) fn take(&self, answer: FollowCasesResponse, now: Instant) -> io::Result<()> {
        let mut log = self.log.lock().unwrap_or_else(PoisonError::into_inner);
        let told = Told { heard: (!answer.has_more).then_some(now), answer };
        // While nothing happens nothing is written: the time is told again at once.
        if let Some(log) = log.as_mut().filter(|_| self.cursor() != told.answer.cursor) {
            log.append(&told)?;
        }
        let has_grown = {
            let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
            known.learn(told);
            known.told > known.kept.saturating_add(SLACK)
        };
        if has_grown { self.tidy(log.as_mut()) } else { Ok(()) }
    }

    /// Gives up what ended long ago, and writes anew what is left.
    fn tidy(&self, log: Option<&mut Log>) -> io::Result<()> {
        let all = {
            let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
            known.give_up_the_past();
            known.all()
        };
        log.map_or(Ok(()), |log| log.rewrite(all))
    }

    /// Forgets everything.
    pub(super) fn empty(&self) -> io::Result<()> {
        let mut log = self.log.lock().unwrap_or_else(PoisonError::into_inner);
        let nothing = Known::default();
        if let Some(log) = log.as_mut() {
            log.rewrite(nothing.all())?;
        }
        *self.known.write().unwrap_or_else(PoisonError::into_inner) = nothing;
        Ok(())
    }
}

impl Known {
    fn learn(&mut self, Told { answer, heard }: Told) {
        let FollowCasesResponse { cases, cursor, has_more: _ } = answer;
        self.told = self.told.saturating_add(1).saturating_add(cases.len());
        for case in cases {
            self.newest = self.newest.max(seconds(&case));
            let is_known = self.cases.contains_key(&case.receipt_number);
            if case.forgotten {
                self.cases.remove(&case.receipt_number);
            } else if is_known || self.cases.len() < MOST {
                self.cases.insert(case.receipt_number.clone(), case);
            }
        }
        self.cursor = cursor;
        self.heard = heard.or(self.heard);
    }

    fn give_up_the_past(&mut self) {
        let oldest = self.newest.saturating_sub(KEPT_SECONDS);
        self.cases.retain(|_, case| !has_ended(case) || seconds(case) >= oldest);
        (self.told, self.kept) = (0, self.cases.len());
    }

    /// Everything as one answer.
    fn all(&self) -> Told {
        let cases = self.cases.values().cloned().collect();
        let answer = FollowCasesResponse { cases, cursor: self.cursor.clone(), has_more: false };
        Told { answer, heard: self.heard }
    }
}

fn seconds(case: &CaseStanding) -> i64 {
    case.changed_at.map_or(0, |at| at.seconds)
}

fn has_ended(case: &CaseStanding) -> bool {
    match case.state {
        Some(State::Application(state)) => matches!(
            ApplicationState::try_from(state),
            Ok(ApplicationState::Rejected
                | ApplicationState::Withdrawn
                | ApplicationState::Issued
                | ApplicationState::Closed)
        ),
        Some(State::Complaint(state)) => {
            ComplaintState::try_from(state) == Ok(ComplaintState::Closed)
        }
        None => true,
    }
}

#[cfg(test)]
mod tests {
    use prost_types::Timestamp;

    use super::*;

    const DAY: i64 = 24 * 3600;

    fn case(number: usize, state: ApplicationState, day: i64) -> CaseStanding {
        CaseStanding {
            receipt_number: format!("MGL-SIP-2026-{number:06}"),
            state: Some(State::Application(state.into())),
            changed_at: Some(Timestamp { seconds: day * DAY, nanos: 0 }),
            ..CaseStanding::default()
        }
    }

    fn answer(cases: Vec<CaseStanding>, cursor: &str) -> FollowCasesResponse {
        FollowCasesResponse { cases, cursor: cursor.to_owned(), has_more: false }
    }

    fn at(micros: i64) -> Instant {
        Instant::from_micros(micros)
    }

    /// A file of the name in a folder that the test cleans up.
    fn scratch(name: &str) -> std::path::PathBuf {
        let folder = std::env::temp_dir().join(format!("satupintu-{}-{name}", std::process::id()));
        crate::disk::private_folder(&folder).unwrap();
        folder.join("dpmptsp")
    }

    fn gone(path: &Path) {
        std::fs::remove_dir_all(path.parent().unwrap()).unwrap();
    }

    #[test]
    fn what_was_told_is_there_when_it_is_opened_again() {
        let path = scratch("again");
        let shelf = Shelf::open(&path, true).unwrap();
        let told = [case(1, ApplicationState::Submitted, 1), case(2, ApplicationState::Issued, 1)];
        shelf.take(answer(told.to_vec(), "a"), at(5)).unwrap();
        shelf.take(answer(vec![case(1, ApplicationState::InProcess, 2)], "b"), at(6)).unwrap();

        let opened = Shelf::open(&path, false).unwrap();

        assert_eq!(opened.cursor(), "b");
        assert_eq!(opened.freshness(), Freshness { receipts: 2, heard: Some(at(6)) });
        assert_eq!(
            opened.case("MGL-SIP-2026-000001"),
            Some(case(1, ApplicationState::InProcess, 2))
        );
        gone(&path);
    }

    /// As when the machine loses power while an answer is written.
    #[test]
    fn a_torn_end_takes_its_cursor_with_it() {
        let path = scratch("torn");
        let shelf = Shelf::open(&path, true).unwrap();
        shelf.take(answer(vec![case(1, ApplicationState::Submitted, 1)], "a"), at(5)).unwrap();
        let whole = std::fs::read(&path).unwrap();
        shelf.take(answer(vec![case(2, ApplicationState::Submitted, 1)], "b"), at(6)).unwrap();
        drop(shelf);
        let longer = std::fs::read(&path).unwrap();

        for cut in whole.len()..longer.len() {
            std::fs::write(&path, &longer[..cut]).unwrap();
            let shelf = Shelf::open(&path, true).unwrap();
            assert_eq!((shelf.cursor().as_str(), shelf.freshness().receipts), ("a", 1), "{cut}");
            shelf.take(answer(vec![case(3, ApplicationState::Submitted, 1)], "c"), at(7)).unwrap();
            assert_eq!(Shelf::open(&path, false).unwrap().cursor(), "c");
        }
        gone(&path);
    }

    #[test]
    fn a_forgotten_case_is_not_known_any_more() {
        let path = scratch("forgotten");
        let shelf = Shelf::open(&path, true).unwrap();
        shelf.take(answer(vec![case(1, ApplicationState::Issued, 1)], "a"), at(5)).unwrap();

        let forgotten =
            CaseStanding { forgotten: true, ..case(1, ApplicationState::Unspecified, 2) };
        shelf.take(answer(vec![forgotten], "b"), at(6)).unwrap();

        assert_eq!(shelf.freshness().receipts, 0);
        assert_eq!(Shelf::open(&path, false).unwrap().freshness().receipts, 0);
        gone(&path);
    }

    #[test]
    fn what_ended_long_ago_is_given_up_and_the_file_does_not_grow() {
        let path = scratch("past");
        let shelf = Shelf::open(&path, true).unwrap();
        let ended =
            (0..SLACK - 2).map(|number| case(number, ApplicationState::Issued, 1)).collect();
        shelf.take(answer(ended, "a"), at(5)).unwrap();
        let long = std::fs::metadata(&path).unwrap().len();

        let open = [
            case(SLACK, ApplicationState::Submitted, 1),
            case(SLACK + 1, ApplicationState::Submitted, 200),
        ];
        shelf.take(answer(open.to_vec(), "b"), at(6)).unwrap();

        assert_eq!(shelf.freshness().receipts, 2);
        assert!(std::fs::metadata(&path).unwrap().len() < long / 100);
        let opened = Shelf::open(&path, true).unwrap();
        assert_eq!((opened.cursor().as_str(), opened.freshness().receipts), ("b", 2));
        opened.take(answer(vec![case(7, ApplicationState::Submitted, 200)], "c"), at(7)).unwrap();
        assert_eq!(Shelf::open(&path, false).unwrap().freshness().receipts, 3);
        gone(&path);
    }

    #[test]
    fn beginning_anew_leaves_nothing() {
        let path = scratch("anew");
        let shelf = Shelf::open(&path, true).unwrap();
        shelf.take(answer(vec![case(1, ApplicationState::Submitted, 1)], "a"), at(5)).unwrap();

        shelf.empty().unwrap();

        assert_eq!((shelf.cursor().as_str(), shelf.freshness()), ("", Freshness::default()));
        let opened = Shelf::open(&path, false).unwrap();
        assert_eq!((opened.cursor().as_str(), opened.freshness()), ("", Freshness::default()));
        gone(&path);
    }
}
