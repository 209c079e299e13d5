//! Who reports: checked in the clear, kept sealed, found again by keyed hashes.

use contract::satupintu::complaints::v1 as pb;
use edge::Violations;
use kernel::{Line, Prose};
use permits::NoticeLanguage;
use privacy::Field;
use serde::{Deserialize, Serialize};

use crate::notices::{language_of, language_to};

/// A reporter. Exists in memory and under a key, nowhere else; every text's own
/// `Debug` hides it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Reporter {
    name: Line,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    address: Option<Prose<500>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    phone: Option<Line>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    email: Option<Line>,
    /// In which the reporter is told what becomes of it.
    #[serde(default)]
    language: NoticeLanguage,
}

impl Reporter {
    /// The reporter whom the message names, every fault noted.
    pub(super) fn parse(faults: &mut Violations, reporter: &pb::Reporter) -> Option<Self> {
        let pb::Reporter { name, address, phone, email, language } = reporter;
        let name = faults.check("reporter.name", Line::parse(name));
        let address =
            optional(address, |text| faults.check("reporter.address", Prose::parse(text)));
        let phone = contact(faults, "reporter.phone", Field::Phone, phone);
        let email = contact(faults, "reporter.email", Field::Email, email);
        let language = faults.check("reporter.language", language_of(*language));
        Some(Self {
            name: name?,
            address: address?,
            phone: phone?,
            email: email?,
            language: language?,
        })
    }

    /// Keyed hashes by which reports of the same telephone or address are found.
    pub(super) fn indexes(&self, key: &privacy::BlindIndexKey) -> Vec<(&'static str, [u8; 16])> {
        let texts = [(Field::Phone, &self.phone), (Field::Email, &self.email)];
        let indexed = texts.into_iter().filter_map(|(field, text)| {
            let normalised = field.normalise(text.as_ref()?.as_str()).ok()?;
            Some((field.name(), key.index(&normalised)))
        });
        indexed.collect()
    }

    pub(super) fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("plain structs of texts are always JSON")
    }

    /// The reporter that was sealed.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Self, serde_json::Error> {
        serde_json::from_slice(bytes)
    }

    /// Where mail reaches the reporter.
    pub(crate) fn email(&self) -> Option<&str> {
        self.email.as_ref().map(Line::as_str)
    }

    /// Where a telephone reaches the reporter.
    pub(crate) fn phone(&self) -> Option<&str> {
        self.phone.as_ref().map(Line::as_str)
    }

    /// In which language notices to the reporter are written.
    pub(crate) fn language(&self) -> NoticeLanguage {
        self.language
    }

    /// For the officer whose reading was journaled.
    pub(super) fn shown(self) -> pb::Reporter {
        let Self { name, address, phone, email, language } = self;
        pb::Reporter {
            name: name.into(),
            address: address.map(Into::into).unwrap_or_default(),
            phone: phone.map(Into::into).unwrap_or_default(),
            email: email.map(Into::into).unwrap_or_default(),
            language: language_to(language).into(),
        }
    }
}

fn contact(faults: &mut Violations, place: &str, field: Field, text: &str) -> Option<Option<Line>> {
    optional(text, |text| {
        let normalised = faults.check(place, field.normalise(text))?;
        faults.check(place, Line::parse(normalised.text()))
    })
}

/// An optional text: absent when empty, else what `parse` makes of it.
pub(super) fn optional<T>(text: &str, parse: impl FnOnce(&str) -> Option<T>) -> Option<Option<T>> {
    if text.is_empty() { Some(None) } else { parse(text).map(Some) }
}
