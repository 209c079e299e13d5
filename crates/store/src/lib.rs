//! Everything that a deployment remembers. The only crate that names a database.
//!
//! Writes go through one [sequencer](Store::submit): commands wait in a bounded
//! queue, are decided in series within one transaction, and are answered after
//! its commit. Statements are written once, in the SQL that SQLite and
//! PostgreSQL share, and run on the pool that the URL's scheme picks.
//!
//! Architecture invariants: a state is the proven fold of its events
//! ([`Store::verify`]); nothing is acknowledged before it is durable; no
//! rendering, hashing of files or network call happens inside a transaction;
//! no personal data or free text enters a journal body.

mod backlog;
mod backup;
mod batch;
mod catalogue;
mod clock;
mod columns;
mod data_subject;
mod database;
mod decide;
mod deployment;
mod erasure;
mod error;
mod exchange;
mod faults;
mod keys;
mod library;
mod meter;
mod notices;
mod outbox;
mod publish;
mod pulse;
mod queue;
mod read;
mod record;
mod request;
mod rewrap;
mod schema;
mod sequencer;
mod store;
mod surveys;
mod uploads;
mod vault;
mod verify;
mod whistleblowing;
mod write;

pub use backlog::Backlog;
pub use backup::{BackupError, Copied, assert_empty, back_up, restore};
pub use clock::Clock;
pub use data_subject::DataSubject;
pub use deployment::DeploymentRecord;
pub use erasure::Listed;
pub use error::Error;
pub use exchange::{Dispatch, DispatchStanding, NewDispatch};
pub use faults::Faults;
pub use keys::{KeySource, Keys};
pub use notices::{NewNotice, Notice, NoticeState, NoticesStanding, Settlement};
pub use outbox::{OutboxRow, Turn};
pub use publish::{Publication, Unpublishable, digest};
pub use read::{
    ActionPlace, Case, ChangedCase, Changes, ComplaintCount, ComplaintGround, ComplaintPlace,
    EventRow, FigureSums, FiguresAsked, FiguresBy, Found, FoundCase, Ground, LicenceFilter,
    ListedApplication, ListedConflict, ListedLicence, ListedTask, Page, ProductPlace, Published,
    Register, RegisterPlace, SharedContact, Sharing,
};
pub use request::{
    Act, ActionWrite, Answer, CalendarChange, CompensationWrite, ComplaintFiling, Concerned,
    ConsultationAct, Erasure, Filing, ForumWrite, GovernanceAct, GovernanceWrite, HallAct,
    HolderDeed, ImprovementAct, Kinship, NewActionWrite, NewEntry, NewProductWrite, OmbudsmanAct,
    PlannedVisit, ProductWrite, PromiseWrite, Reassignment, RegisterCommand, Reply, Request,
    Resubmission, Searching, StandardWrite, StandardsAct,
};
pub use rewrap::KeyUse;
pub use schema::NEEDED as SCHEMA_VERSION;
pub use sequencer::Refused;
pub use store::{Settings, Store, migrate};
pub use surveys::{INVITATION, ReleasedRow, Spent, SurveyCounts, SurveyRelease, SurveyToken};
pub use uploads::{Upload, UploadState};
pub use vault::{SealedRow, WrappedKey, random};
pub use verify::Report;
pub use whistleblowing::{Entered, ListedReport, NewReport, ReportRelease};
