//! The hall: its stands, their quotas, and the published rule of who goes
//! first.

use kernel::{AgencyId, Bilingual, Line, UnitId};
use serde::{Deserialize, Serialize};

use crate::{event::HallSet, refusal::Refusal};

/// The counters of one stand at most.
const COUNTERS: u8 = 20;

/// The number of a counter (loket) within its stand, from 1.
pub type Counter = u8;

/// An agency's stand (gerai).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stand {
    /// Its name for machines; whoever serves there executes
    /// `hall/stand/loket`.
    pub id: UnitId,
    /// What stands above it.
    pub name: Bilingual,
    /// The agency that serves there, as it calls itself.
    pub agency: AgencyId,
    /// One or two capital letters before its ticket numbers.
    pub prefix: String,
    /// How many counters it has, at least one.
    pub counters: Counter,
    /// How many tickets it gives for one day; without a limit when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub daily_quota: Option<u16>,
}

/// People who may go first (kelompok rentan, UU 25/2009 Ps 29): published, or
/// it would be favour.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PriorityClass {
    /// Its name for machines, as `lansia`.
    pub id: UnitId,
    /// Who belongs to it, in words for the notice at the door.
    pub name: Bilingual,
}

/// How a hall is run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HallPlan {
    /// Its name.
    pub name: Line<200>,
    /// The stands.
    pub stands: Vec<Stand>,
    /// Who may go first.
    pub priorities: Vec<PriorityClass>,
    /// After how many people who went first somebody else is called, while
    /// anybody else waits: 1 to 9.
    pub priority_run: u8,
    /// How often a number is called before it counts as absent: 1 to 9.
    pub calls: u8,
    /// How many needs one visit has at most: 1 to 9.
    pub needs_per_visit: u8,
    /// How many days ahead one can book: 0 to 90.
    pub horizon_days: u8,
    /// When the counters open, in minutes after local midnight.
    pub opens: u16,
    /// When they close.
    pub closes: u16,
}

/// A plan in which nothing contradicts itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedPlan(HallPlan);

/// What is wrong with a plan.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HallFault {
    /// No stand, or too many.
    #[error("must have 1 to {} stands", HallPlan::MOST_STANDS)]
    Stands,
    /// Two stands share a name or a prefix.
    #[error("stands must differ in id and prefix")]
    Twins,
    /// Not one or two capital letters.
    #[error("prefix must be one or two of A-Z")]
    Prefix,
    /// None, or too many.
    #[error("must have 1 to {COUNTERS} counters")]
    Counters,
    /// Nobody could come.
    #[error("the daily quota must be 1 to 999")]
    Quota,
    /// Two priority classes share a name, or there are too many.
    #[error("at most {} priority classes, each with an id of its own", HallPlan::MOST_PRIORITIES)]
    Priorities,
    /// A number is out of its bounds.
    #[error("priority_run, calls and needs_per_visit must be 1 to 9, horizon_days at most 90")]
    Bounds,
    /// It closes before it opens.
    #[error("must close after it opens, both within one day")]
    Hours,
}

/// A hall as it is run now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hall {
    /// The agency that runs it; its record's id.
    pub agency: AgencyId,
    /// How.
    pub plan: HallPlan,
}

impl HallPlan {
    /// The stands of one hall at most.
    pub const MOST_STANDS: usize = 60;
    /// The priority classes of one hall at most.
    pub const MOST_PRIORITIES: usize = 12;

    /// The plan, if nothing in it contradicts itself.
    ///
    /// # Errors
    /// Each [`HallFault`] once, in the order of the fields.
    pub fn check(self) -> Result<CheckedPlan, Vec<HallFault>> {
        let mut faults = Vec::new();
        let mut note = |is_wrong: bool, fault| {
            if is_wrong {
                faults.push(fault);
            }
        };
        let stands = &self.stands;
        note(stands.is_empty() || stands.len() > Self::MOST_STANDS, HallFault::Stands);
        let are_twins = |(at, one): (usize, &Stand)| {
            stands.iter().take(at).any(|other| other.id == one.id || other.prefix == one.prefix)
        };
        note(stands.iter().enumerate().any(are_twins), HallFault::Twins);
        note(stands.iter().any(|stand| !is_prefix(&stand.prefix)), HallFault::Prefix);
        let counters = 1..=COUNTERS;
        note(stands.iter().any(|it| !counters.contains(&it.counters)), HallFault::Counters);
        let quotas = stands.iter().filter_map(|stand| stand.daily_quota);
        note(quotas.into_iter().any(|quota| !(1..=999).contains(&quota)), HallFault::Quota);
        let classes = &self.priorities;
        let is_repeated = |(at, one): (usize, &PriorityClass)| {
            classes.iter().take(at).any(|other| other.id == one.id)
        };
        let repeated = classes.iter().enumerate().any(is_repeated);
        note(classes.len() > Self::MOST_PRIORITIES || repeated, HallFault::Priorities);
        let small = [self.priority_run, self.calls, self.needs_per_visit];
        let out = small.iter().any(|it| !(1..=9).contains(it)) || self.horizon_days > 90;
        note(out, HallFault::Bounds);
        note(self.closes <= self.opens || self.closes >= 24 * 60, HallFault::Hours);
        if faults.is_empty() { Ok(CheckedPlan(self)) } else { Err(faults) }
    }
}

impl Hall {
    /// Sets how the hall is run from now on; days that have begun keep their
    /// tickets.
    #[must_use]
    pub fn set(agency: &AgencyId, plan: &CheckedPlan) -> HallSet {
        HallSet { agency: agency.clone(), plan: plan.0.clone() }
    }

    /// The stand of that name.
    ///
    /// # Errors
    /// [`Refusal::StandUnknown`].
    pub fn stand(&self, id: &UnitId) -> Result<&Stand, Refusal> {
        self.plan.stands.iter().find(|stand| stand.id == *id).ok_or(Refusal::StandUnknown)
    }

    /// Whether the published rule knows the class.
    #[must_use]
    pub fn has_priority(&self, class: &UnitId) -> bool {
        self.plan.priorities.iter().any(|known| known.id == *class)
    }

    pub(crate) fn after(event: &HallSet) -> Self {
        let HallSet { agency, plan } = event.clone();
        Self { agency, plan }
    }
}

fn is_prefix(text: &str) -> bool {
    (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_uppercase())
}
