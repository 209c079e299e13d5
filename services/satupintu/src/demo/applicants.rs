//! The applicants of the story. Nobody real: region 99 does not exist, so no
//! identity number here can be a person's.

use contract::satupintu::permits::v1::{Answer, Applicant};

/// Somebody who applies.
#[derive(Debug)]
pub(crate) struct Person {
    name: &'static str,
    nik: &'static str,
    /// The district (kecamatan), by code.
    pub(crate) district: &'static str,
}

pub(crate) const DOCTOR: Person =
    Person { name: "dr. Contoh Satu, Sp.A", nik: "9908015203850001", district: "33.08.01" };
pub(crate) const SECOND_DOCTOR: Person =
    Person { name: "dr. Contoh Dua, Sp.B", nik: "9908021708790002", district: "33.08.02" };
pub(crate) const SHOPKEEPER: Person =
    Person { name: "Contoh Tiga", nik: "9902050101900003", district: "62.02.05" };
pub(crate) const PRINTER: Person =
    Person { name: "Contoh Empat", nik: "9902060207880004", district: "62.02.06" };
pub(crate) const BAKER: Person =
    Person { name: "Contoh Lima", nik: "9902076511920005", district: "62.02.07" };
pub(crate) const THIRD_DOCTOR: Person =
    Person { name: "dr. Contoh Enam, Sp.M", nik: "9908034404870006", district: "33.08.03" };

pub(crate) const BUILDER: Person =
    Person { name: "Contoh Tujuh", nik: "9904070809810007", district: "12.72.01" };

/// An office: it applies to the secretariat.
pub(crate) const OFFICE: Person = Person {
    name: "Contoh Delapan, Dinas Pendidikan",
    nik: "9905010203850008",
    district: "64.02.05",
};

impl Person {
    /// The form's part about the person.
    pub(crate) fn form(&self) -> Applicant {
        Applicant {
            name: self.name.to_owned(),
            nik: self.nik.to_owned(),
            phone: "+6281200000000".to_owned(),
            email: String::new(),
            address: "Jalan Contoh 1".to_owned(),
            ..Applicant::default()
        }
    }
}

/// An answer for each of the requirements.
pub(crate) fn answers<'a>(requirements: impl IntoIterator<Item = &'a String>) -> Vec<Answer> {
    let answer =
        |id: &String| Answer { requirement_id: id.clone(), text: format!("contoh: {id}.pdf") };
    requirements.into_iter().map(answer).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_identity_number_is_possible_and_nobodys() {
        for person in
            [DOCTOR, SECOND_DOCTOR, SHOPKEEPER, PRINTER, BAKER, THIRD_DOCTOR, BUILDER, OFFICE]
        {
            assert!(privacy::Nik::parse(person.nik).is_ok(), "{}", person.name);
            assert!(person.nik.starts_with("99"), "{}", person.name);
        }
    }
}
