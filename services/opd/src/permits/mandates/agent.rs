//! Who acts for an applicant: checked in the clear, kept sealed.

use edge::Violations;
use kernel::Line;
use privacy::Field;
use serde::{Deserialize, Serialize};

use contract::satupintu::permits::v1 as pb;

/// The agent's name and contact. Exists in memory and under a key, nowhere else.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Agent {
    name: Line,
    phone: Option<Contact>,
    email: Option<Contact>,
}

/// A normalised telephone number or e-mail address; its `Debug` shows nothing.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
struct Contact(String);

impl std::fmt::Debug for Contact {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Contact(..)")
    }
}

impl Agent {
    pub(super) fn parse(faults: &mut Violations, place: &str, agent: &pb::Agent) -> Option<Self> {
        let pb::Agent { name, phone, email } = agent;
        let name = faults.check(&format!("{place}.name"), Line::parse(name));
        let contact = |faults: &mut Violations, part: &str, field: Field, text: &str| {
            if text.is_empty() {
                return Some(None);
            }
            let read = faults.check(&format!("{place}.{part}"), field.normalise(text));
            read.map(|read| Some(Contact(read.text().to_owned())))
        };
        let telephone = contact(faults, "phone", Field::Phone, phone);
        let mail = contact(faults, "email", Field::Email, email);
        if phone.is_empty() && email.is_empty() {
            faults.add(&format!("{place}.phone"), "must be given, or an e-mail address");
        }
        Some(Self { name: name?, phone: telephone?, email: mail? })
    }

    pub(super) fn name(&self) -> &str {
        self.name.as_str()
    }

    /// Whether this telephone number is the agent's.
    pub(crate) fn answers_phone(&self, phone: &str) -> bool {
        self.phone.as_ref().is_some_and(|own| own.0 == phone)
    }

    /// Whether this e-mail address is the agent's.
    pub(crate) fn reads_email(&self, email: &str) -> bool {
        self.email.as_ref().is_some_and(|own| own.0 == email)
    }

    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("plain structs of texts are always JSON")
    }

    pub(super) fn from_bytes(bytes: &[u8]) -> Result<Self, serde_json::Error> {
        serde_json::from_slice(bytes)
    }
}
