//! What a survey's form asks about the respondent, what it sends, and what the
//! agency found wrong with it.

use contract::satupintu::surveys::v1::{
    Answers, Education, Gender, Occupation, Questionnaire, Respondent, Score,
};
use tonic::Status;

use crate::portal::{field::Faults, form::Form, problem, visit::Visit};

/// What can be answered about oneself: what the form sends, and words.
type Groups = &'static [(&'static str, &'static str, &'static str)];

pub(super) const GENDERS: Groups =
    &[("", "–", "–"), ("L", "Laki-laki", "Male"), ("P", "Perempuan", "Female")];

pub(super) const EDUCATIONS: Groups = &[
    ("", "–", "–"),
    ("SD", "SD", "Primary school"),
    ("SMP", "SMP", "Junior high school"),
    ("SMA", "SMA", "Senior high school"),
    ("DIPLOMA", "Diploma", "Diploma"),
    ("S1", "S1", "Bachelor"),
    ("S2", "S2", "Master"),
    ("S3", "S3", "Doctorate"),
];

pub(super) const OCCUPATIONS: Groups = &[
    ("", "–", "–"),
    ("PNS", "PNS", "Civil servant"),
    ("TNI", "TNI", "Armed forces"),
    ("POLRI", "Polri", "Police"),
    ("SWASTA", "Pegawai swasta", "Private employee"),
    ("WIRAUSAHA", "Wirausaha", "Self-employed"),
    ("LAINNYA", "Lainnya", "Other"),
];

/// The name of the field for an element.
pub(super) fn field_of(element: &str) -> String {
    format!("nilai-{element}")
}

/// What the form answers; elements left blank are left out.
pub(super) fn answers(form: &Form, questionnaire: &Questionnaire) -> Answers {
    let scores = questionnaire.questions.iter().filter_map(|question| {
        let value = form.get(&field_of(&question.element)).parse().ok()?;
        Some(Score { element: question.element.clone(), value })
    });
    let gender = match form.get("kelamin") {
        "L" => Gender::Male,
        "P" => Gender::Female,
        _ => Gender::Unspecified,
    };
    let education = match form.get("pendidikan") {
        "SD" => Education::Sd,
        "SMP" => Education::Smp,
        "SMA" => Education::Sma,
        "DIPLOMA" => Education::Diploma,
        "S1" => Education::S1,
        "S2" => Education::S2,
        "S3" => Education::S3,
        _ => Education::Unspecified,
    };
    let occupation = match form.get("pekerjaan") {
        "PNS" => Occupation::Pns,
        "TNI" => Occupation::Tni,
        "POLRI" => Occupation::Polri,
        "SWASTA" => Occupation::Swasta,
        "WIRAUSAHA" => Occupation::Wirausaha,
        "LAINNYA" => Occupation::Lainnya,
        _ => Occupation::Unspecified,
    };
    // An age that is none is refused by the agency, which names the field.
    let age_years = match form.get("usia") {
        "" => 0,
        age => age.parse().unwrap_or(-1),
    };
    Answers {
        scores: scores.collect(),
        respondent: Some(Respondent {
            gender: gender.into(),
            age_years,
            education: education.into(),
            occupation: occupation.into(),
        }),
        comment: form.get("saran").to_owned(),
    }
}

/// What the agency found wrong: the field of the form, and words for people.
pub(super) fn faults_of(visit: &Visit, questionnaire: &Questionnaire, status: &Status) -> Faults {
    let first = questionnaire.questions.first();
    let first = first.map(|question| field_of(&question.element)).unwrap_or_default();
    let found =
        problem::violations(status).into_iter().map(|(field, description)| match field.as_str() {
            "answers.respondent.age_years" => (
                "usia".to_owned(),
                visit.pick("Usia antara 1 dan 120 tahun.", "An age is 1 to 120 years.").to_owned(),
            ),
            "answers.comment" => (
                "saran".to_owned(),
                visit
                    .pick("Saran paling banyak 1000 huruf.", "At most 1000 characters.")
                    .to_owned(),
            ),
            field if field.starts_with("answers.scores") => (
                first.clone(),
                visit
                    .pick("Jawab paling sedikit satu pertanyaan.", "Answer at least one question.")
                    .to_owned(),
            ),
            _ => (field, description),
        });
    found.collect()
}

#[cfg(test)]
mod tests {
    use contract::satupintu::surveys::v1::Question;

    use super::*;

    #[test]
    fn what_is_left_blank_is_left_out_and_a_strange_age_is_not_made_up() {
        let question = |key: &str| Question { element: key.to_owned(), ..Question::default() };
        let questions = vec![question("waktu"), question("biaya")];
        let questionnaire = Questionnaire { questions, ..Questionnaire::default() };
        let form = Form::parse(b"nilai-biaya=3&kelamin=P&usia=tua");

        let sent = answers(&form, &questionnaire);

        assert_eq!(sent.scores, [Score { element: "biaya".to_owned(), value: 3 }]);
        let respondent = sent.respondent.unwrap();
        assert_eq!((respondent.gender(), respondent.age_years), (Gender::Female, -1));
    }
}
