//! The applicant's form: checked in the clear, kept sealed.

use edge::Violations;
use kernel::{Line, Prose, Slug};
use permits::Opened;
use privacy::{Field, Nik, Normalised};
use serde::{Deserialize, Serialize};

use contract::satupintu::permits::v1 as pb;

use crate::permits::mandates::Agent;

/// The name of addresses in the index. They are compared, and never searched for.
pub(crate) const ADDRESS: &str = "address";

/// The most answers in one form; a service lists fewer requirements.
const MOST_ANSWERS: usize = 100;

/// What an applicant has filled in. Exists in memory and under a key, nowhere
/// else; its `Debug` shows nothing (every text's own `Debug` hides it).
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Form {
    name: Line,
    nik: String,
    phone: Option<String>,
    email: Option<String>,
    address: Option<Prose<500>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    family_card: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    npwp: Option<String>,
    answers: Vec<Answer>,
}

/// One answer to a listed requirement.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Answer {
    requirement: Slug,
    text: Option<Prose>,
}

impl Form {
    /// The form that the request holds, every fault noted.
    pub(crate) fn parse(
        violations: &mut Violations,
        applicant: Option<&pb::Applicant>,
        answers: &[pb::Answer],
    ) -> Option<Self> {
        let answers = parse_answers(violations, answers);
        let Some(applicant) = applicant else {
            violations.add("applicant", "must say who applies");
            return None;
        };
        let pb::Applicant { name, nik, phone, email, address, family_card, npwp } = applicant;
        let name = violations.check("applicant.name", Line::parse(name));
        let nik = violations.check("applicant.nik", Nik::parse(nik));
        let phone = optional(phone, |text| {
            violations.check("applicant.phone", Field::Phone.normalise(text))
        });
        let email = optional(email, |text| {
            violations.check("applicant.email", Field::Email.normalise(text))
        });
        let address =
            optional(address, |text| violations.check("applicant.address", Prose::parse(text)));
        let family_card = optional(family_card, |text| {
            violations.check("applicant.family_card", Field::Kk.normalise(text))
        });
        let npwp =
            optional(npwp, |text| violations.check("applicant.npwp", Field::Npwp.normalise(text)));
        Some(Self {
            name: name?,
            nik: nik?.as_str().to_owned(),
            phone: phone?.map(|phone| phone.text().to_owned()),
            email: email?.map(|email| email.text().to_owned()),
            address: address?,
            family_card: family_card?.map(|number| number.text().to_owned()),
            npwp: npwp?.map(|number| number.text().to_owned()),
            answers: answers?,
        })
    }

    /// Who applies.
    pub(crate) fn name(&self) -> &str {
        self.name.as_str()
    }

    /// The applicant's NIK.
    pub(crate) fn nik(&self) -> &str {
        &self.nik
    }

    /// Where letters reach the applicant.
    pub(crate) fn address(&self) -> Option<&str> {
        self.address.as_ref().map(Prose::as_str)
    }

    /// What was given for a requirement, in words.
    pub(crate) fn answer(&self, requirement: &Slug) -> Option<&str> {
        let answer = self.answers.iter().find(|answer| answer.requirement == *requirement)?;
        answer.text.as_ref().map(Prose::as_str)
    }

    /// The requirements that the applicant says are handed in.
    pub(crate) fn requirements_given(&self) -> Vec<String> {
        self.answers.iter().map(|answer| answer.requirement.to_string()).collect()
    }

    /// Keyed hashes by which the same person, phone or address is found again.
    pub(crate) fn indexes(&self, key: &privacy::BlindIndexKey) -> Vec<(&'static str, [u8; 16])> {
        let texts = [
            (Field::Nik, Some(&self.nik)),
            (Field::Phone, self.phone.as_ref()),
            (Field::Email, self.email.as_ref()),
            (Field::Kk, self.family_card.as_ref()),
            (Field::Npwp, self.npwp.as_ref()),
        ];
        let indexed = texts.into_iter().filter_map(|(field, text)| {
            let normalised = field.normalise(text?).ok()?;
            Some((field.name(), key.index(&normalised)))
        });
        let address = self.address().map(|text| {
            let normalised = Normalised::exact(ADDRESS, &spelled_alike(text));
            (ADDRESS, key.index(&normalised))
        });
        indexed.chain(address).collect()
    }

    /// Where the applicant is reached by telephone, for the notices alone.
    pub(crate) fn phone(&self) -> Option<&str> {
        self.phone.as_deref()
    }

    /// Where the applicant is reached by e-mail, for the notices alone.
    pub(crate) fn email(&self) -> Option<&str> {
        self.email.as_deref()
    }

    /// Whether the applicant is reached without `agent` in between.
    pub(crate) fn has_contact_beside(&self, agent: &Agent) -> bool {
        self.phone().is_some_and(|phone| !agent.answers_phone(phone))
            || self.email().is_some_and(|email| !agent.reads_email(email))
    }

    /// Whether the applicant is reached as by `other`.
    pub(crate) fn has_the_contact_of(&self, other: &Self) -> bool {
        self.phone == other.phone && self.email == other.email
    }

    /// What another agency gets to know, which does a step that `needs` it: whom
    /// it is about, and the answers named. How the person is reached stays here.
    pub(crate) fn for_partner(&self, needs: &[Slug]) -> (pb::Applicant, Vec<pb::Answer>) {
        let applicant = pb::Applicant {
            name: self.name.as_str().to_owned(),
            nik: self.nik.clone(),
            ..pb::Applicant::default()
        };
        let answers = self.answers.iter().filter(|answer| needs.contains(&answer.requirement));
        let answers = answers.map(|Answer { requirement, text }| pb::Answer {
            requirement_id: requirement.to_string(),
            text: text.as_ref().map(|text| text.as_str().to_owned()).unwrap_or_default(),
        });
        (applicant, answers.collect())
    }

    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("plain structs of texts are always JSON")
    }

    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Self, serde_json::Error> {
        serde_json::from_slice(bytes)
    }

    /// The form for the officer who must judge it, in the parts that the
    /// purpose opens: else contact goes through the case only.
    pub(crate) fn for_officer(self, opened: Opened) -> (pb::Applicant, Vec<pb::Answer>) {
        let Self { name, nik, phone, email, address, family_card: _, npwp: _, answers } = self;
        let Opened { address: shows_address, contact: shows_contact } = opened;
        let applicant = pb::Applicant {
            name: name.into(),
            nik,
            phone: phone.filter(|_| shows_contact).unwrap_or_default(),
            email: email.filter(|_| shows_contact).unwrap_or_default(),
            address: address.filter(|_| shows_address).map(Into::into).unwrap_or_default(),
            // Compared, never shown.
            family_card: String::new(),
            npwp: String::new(),
        };
        let answers = answers.into_iter().map(|Answer { requirement, text }| pb::Answer {
            requirement_id: requirement.to_string(),
            text: text.map(Into::into).unwrap_or_default(),
        });
        (applicant, answers.collect())
    }
}

fn parse_answers(violations: &mut Violations, answers: &[pb::Answer]) -> Option<Vec<Answer>> {
    if answers.len() > MOST_ANSWERS {
        violations.add("answers", format!("must be at most {MOST_ANSWERS}"));
        return None;
    }
    let parsed = answers.iter().enumerate().map(|(n, answer)| {
        let pb::Answer { requirement_id, text } = answer;
        let field = format!("answers[{n}].requirement_id");
        let requirement = violations.check(&field, Slug::parse(requirement_id));
        let field = format!("answers[{n}].text");
        let text = optional(text, |text| violations.check(&field, Prose::parse(text)));
        Some(Answer { requirement: requirement?, text: text? })
    });
    // Every answer is looked at before the first fault ends it.
    let parsed: Vec<Option<Answer>> = parsed.collect();
    parsed.into_iter().collect()
}

/// An address in one spelling: letters and digits in lower case, one space
/// between words, whatever signs stood there.
fn spelled_alike(address: &str) -> String {
    let words = address.split(|letter: char| !letter.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty()).map(str::to_lowercase);
    words.collect::<Vec<_>>().join(" ")
}

/// An optional text: absent when empty, else what `parse` makes of it.
fn optional<T>(text: &str, parse: impl FnOnce(&str) -> Option<T>) -> Option<Option<T>> {
    if text.is_empty() { Some(None) } else { parse(text).map(Some) }
}
