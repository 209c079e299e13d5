//! Findings that only a service file can have; shape and syntax are `sop`'s.

use sop::{Code, Severity::Error};

/// A fee that no regulation carries: an illegal levy (pungli) if it were taken.
pub const FEE_WITHOUT_BASIS: Code =
    Code { code: "SVC001", name: "service::fee-without-basis", severity: Error };
/// A number template that cannot number.
pub const BAD_TEMPLATE: Code =
    Code { code: "SVC002", name: "service::bad-template", severity: Error };
/// A value that another value of the file rules out.
pub const CONTRADICTION: Code =
    Code { code: "SVC003", name: "service::contradiction", severity: Error };
/// The SOP may take longer than the standard promises.
pub const SLOWER_THAN_PROMISED: Code =
    Code { code: "SVC010", name: "service::slower-than-promised", severity: Error };
/// The SOP belongs to another agency.
pub const OTHER_AGENCY: Code =
    Code { code: "SVC011", name: "service::other-agency", severity: Error };
/// The SOP is not the one, or not the version, that the standard names.
pub const OTHER_SOP: Code = Code { code: "SVC012", name: "service::other-sop", severity: Error };
/// The standard counts calendar days and the SOP does not, or the reverse.
pub const OTHER_UNIT: Code = Code { code: "SVC013", name: "service::other-unit", severity: Error };
/// The SOP has no step that issues what the standard promises.
pub const NO_ISSUANCE: Code =
    Code { code: "SVC014", name: "service::no-issuance", severity: Error };
