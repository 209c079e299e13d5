//! Purposes on which two programs have to agree. They are part of what is sealed:
//! a purpose that changes leaves unread what was sealed under the old one.

/// What a gateway takes in for an agency that does not answer, sealed to the agency.
pub const INTAKE: &str = "satupintu intake 1";

/// The agency's answer to it, sealed to who left it.
pub const INTAKE_REPLY: &str = "satupintu intake reply 1";
