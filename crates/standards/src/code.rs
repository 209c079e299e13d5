//! Findings that only a service file can have; shape and syntax are `sop`'s.

use sop::{
    Code,
    Severity::{Error, Warning},
};

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
/// The SOP takes a payment, and the service is free of charge.
pub const PAYMENT_OF_NOTHING: Code =
    Code { code: "SVC050", name: "service::payment-of-nothing", severity: Error };
/// A step of the SOP needs a requirement that the standard does not ask for.
pub const NEEDS_UNLISTED: Code =
    Code { code: "SVC051", name: "service::needs-unlisted", severity: Error };
/// The SOP has no step that issues what the standard promises.
pub const NO_ISSUANCE: Code =
    Code { code: "SVC014", name: "service::no-issuance", severity: Error };
/// A fee is assessed case by case, and the SOP has no step that assesses it.
pub const FEE_NOT_ASSESSED: Code =
    Code { code: "SVC015", name: "service::fee-not-assessed", severity: Error };
/// The standard is free of charge, and the SOP waits for a payment.
pub const FREE_YET_PAID: Code =
    Code { code: "SVC016", name: "service::free-yet-paid", severity: Error };
/// Something is asked for, and no step of the SOP finds the file complete.
pub const REQUIREMENTS_UNCHECKED: Code =
    Code { code: "SVC017", name: "service::requirements-unchecked", severity: Error };
/// The applicant must bring what the SOP itself brings about.
pub const MADE_BY_THE_SOP: Code =
    Code { code: "SVC018", name: "service::made-by-the-sop", severity: Error };
/// Free of charge, and yet the receipt of a fee is asked for.
pub const RECEIPT_OF_NO_FEE: Code =
    Code { code: "SVC020", name: "service::receipt-of-no-fee", severity: Warning };
/// The agency asks for what it issues itself.
pub const OWN_PAPER: Code = Code { code: "SVC021", name: "service::own-paper", severity: Warning };
/// One of the fourteen components says nothing.
pub const COMPONENT_MISSING: Code =
    Code { code: "SVC022", name: "service::component-missing", severity: Warning };
/// The same thing is asked for twice.
pub const ASKED_TWICE: Code =
    Code { code: "SVC023", name: "service::asked-twice", severity: Warning };
