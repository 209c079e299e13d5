//! The pages that an agency hands out: licences, letters, minutes, assessments, reports.
//!
//! Values in, bytes out. Nothing here reads a file, a clock or a network, and the
//! same values always give the same bytes, so that a digest taken once holds for ever.
//! A page is typeset by typst from the templates in `pages/`; the values reach them as
//! data, never as markup, so whatever an applicant types is printed as typed.
//!
//! A page takes some tens of milliseconds of computing: callers on a runtime give it
//! a thread of its own, and never render while a command is being decided.
//!
//! *Architecture invariant:* `documents` is the only crate that names typst or writes
//! a spreadsheet.

mod assessment;
mod assignment;
mod error;
mod forum;
mod letter;
mod licence;
mod minutes;
mod poster;
mod press;
mod printable;
mod promise;
mod qr;
mod sheet;
mod survey;
mod values;
mod words;
mod workbook;

pub use assessment::{AssessmentPage, Line, assessment};
pub use assignment::{AssignmentLetter, Member, assignment};
pub use error::Error;
pub use forum::{Attendee, ForumComment, ForumMinutesPage, ForumSignature, forum_minutes};
pub use letter::{Letter, Objection, RefusalLetter, Section, letter, refusal};
pub use licence::{LicencePage, licence};
pub use minutes::{Finding, MinutesPage, Photo, Recommendation, minutes};
pub use poster::{PosterPage, card, flow_poster, standard_poster};
pub use printable::unprintable;
pub use promise::{PROMISE, PromisePage, promise};
pub use qr::qr;
pub use sheet::{Caution, Entry, Letterhead, Sheet, Signatory, Verification};
pub use survey::{SurveyReport, survey_html, survey_infographic, survey_pdf};
pub use words::{date, in_words, rupiah};
pub use workbook::{Table, workbook};
