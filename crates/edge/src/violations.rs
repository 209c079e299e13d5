//! Every fault of a request in one answer, field by field.

use std::fmt::Display;

use tonic::Status;
use tonic_types::FieldViolation;

use crate::status::{catalogued, clipped, details, with_details};

/// More than a form has fields; beyond it nobody reads on.
const MOST_SHOWN: usize = 48;
const LONGEST_FIELD: usize = 96;
const LONGEST_TEXT: usize = 200;
/// Some clients hang on long headers, so a status ends well below their limit.
const LARGEST_STATUS: usize = 4096;
/// More than the tags and lengths around one violation take.
const FRAMING: usize = 16;

/// Collects the faults of a request while it is read, so that one exchange
/// names them all.
///
/// ```
/// let mut violations = edge::Violations::new();
/// let steps = violations.check("steps", "seven".parse::<u8>());
/// let title = violations.check("title", Ok::<_, &str>("Izin"));
/// let request = violations.finish(steps.zip(title));
/// assert_eq!(request.unwrap_err().code(), tonic::Code::InvalidArgument);
/// ```
#[derive(Debug, Default)]
pub struct Violations {
    found: Vec<(String, String)>,
}

impl Violations {
    /// No fault yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The value, or `None` and a fault of `field` noted in the error's words.
    /// The words say what must be ("must be 1 to 40 of a-z"), and never repeat
    /// what was sent: it may be somebody's NIK.
    pub fn check<T, E: Display>(&mut self, field: &str, result: Result<T, E>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(error) => {
                self.add(field, error.to_string());
                None
            }
        }
    }

    /// Notes a fault of `field`, a dotted path as `form.answers[2].text`.
    pub fn add(&mut self, field: &str, text: impl Into<String>) {
        self.found.push((field.to_owned(), text.into()));
    }

    /// Whether nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// `value`, when every check passed.
    ///
    /// # Errors
    /// [`malformed`] with all faults found. A value that is missing without a
    /// fault noted is answered the same way, with no field named.
    pub fn finish<T>(self, value: Option<T>) -> Result<T, Status> {
        match value {
            Some(value) if self.found.is_empty() => Ok(value),
            Some(_) | None => Err(malformed(self.found)),
        }
    }
}

/// INVALID_ARGUMENT, `FIELD_INVALID`, with a `BadRequest` violation for each
/// (field, text). When they do not all fit into 4 KiB the first are shown and
/// the metadata `violations` says how many there are.
#[must_use]
pub fn malformed(violations: Vec<(String, String)>) -> Status {
    let total = violations.len();
    let mut room = LARGEST_STATUS.saturating_sub(header_bytes(&naming(Vec::new(), total))) / 4 * 3;
    let mut shown = Vec::new();
    for (field, text) in violations.into_iter().take(MOST_SHOWN) {
        let (field, text) = (clipped(&field, LONGEST_FIELD), clipped(&text, LONGEST_TEXT));
        let Some(left) = room.checked_sub(field.len() + text.len() + FRAMING) else { break };
        room = left;
        shown.push(FieldViolation::new(field, text));
    }
    naming(shown, total)
}

fn naming(shown: Vec<FieldViolation>, total: usize) -> Status {
    let counts = if shown.len() == total {
        Vec::new()
    } else {
        vec![("violations", total.to_string()), ("shown", shown.len().to_string())]
    };
    let reason = catalogued("FIELD_INVALID");
    let mut details = details("FIELD_INVALID", reason, &counts);
    details.set_bad_request(shown);
    with_details(reason, details)
}

/// What the status takes in the headers at most: details in base64, each
/// character of the message percent-encoded.
fn header_bytes(status: &Status) -> usize {
    status.details().len().div_ceil(3) * 4 + status.message().len() * 3 + 64
}
