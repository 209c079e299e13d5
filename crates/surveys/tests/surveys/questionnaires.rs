//! The shipped questionnaires, and what is no questionnaire.

use surveys::{
    ElementOrder, Question, Questionnaire, QuestionnaireError, Scale, Thresholds, shipped,
};

use crate::{key, nine};

fn keys(id: &str) -> String {
    let questionnaire = Questionnaire::known(id).expect("shipped");
    let keys = questionnaire.questions().iter().map(|question| question.key.as_str());
    keys.collect::<Vec<_>>().join(" ")
}

#[test]
fn the_nine_elements_stand_in_the_order_of_the_regulation() {
    assert_eq!(
        keys("skm-9"),
        "persyaratan prosedur waktu biaya produk kompetensi perilaku pengaduan sarana"
    );
}

#[test]
fn u8_and_u9_are_swapped_on_the_printed_form() {
    let numbered = |order| [8, 9].map(|n| nine().numbered(n, order).expect("nine").key.as_str());

    assert_eq!(numbered(ElementOrder::List), ["pengaduan", "sarana"]);
    assert_eq!(numbered(ElementOrder::Form), ["sarana", "pengaduan"]);
}

#[test]
fn agencies_variations_are_data() {
    let sizes: Vec<(&str, u64)> = shipped()
        .iter()
        .map(|questionnaire| (questionnaire.id().as_str(), questionnaire.elements().get()))
        .collect();

    assert_eq!(
        sizes,
        [
            ("skm-9", 9),
            ("skm-9-pungutan", 9),
            ("skm-8", 8),
            ("skm-11", 11),
            ("ipkp-8", 8),
            ("ipak-5", 5)
        ]
    );
    assert_eq!(
        keys("skm-9-pungutan"),
        "persyaratan prosedur waktu biaya produk kompetensi perilaku pungutan sarana"
    );
}

#[test]
fn a_variation_without_an_element_has_no_gap_on_its_form() {
    let eight = Questionnaire::known("skm-8").expect("shipped");

    assert_eq!(eight.numbered(4, ElementOrder::Form).expect("eight").key, key("produk"));
    assert_eq!(eight.numbered(8, ElementOrder::Form).expect("eight").key, key("pengaduan"));
}

fn question(name: &str, form: u8) -> Question {
    Question {
        key: key(name),
        form,
        name: name.to_owned(),
        question: "Bagaimana?".to_owned(),
        labels: Vec::new(),
    }
}

fn made(questions: Vec<Question>) -> Result<Questionnaire, QuestionnaireError> {
    let (title, source) = ("Survei".to_owned(), "instansi".to_owned());
    Questionnaire::new(
        key("own"),
        title,
        Scale::Four,
        Some(Thresholds::Permen2017),
        source,
        questions,
    )
}

#[test]
fn an_agency_may_have_its_own_but_no_element_twice_and_no_gap() {
    assert!(made(vec![question("a", 2), question("b", 1)]).is_ok());
    assert_eq!(
        made(vec![question("a", 1), question("a", 2)]),
        Err(QuestionnaireError::Twice(key("a")))
    );
    assert_eq!(made(vec![question("a", 1), question("b", 3)]), Err(QuestionnaireError::Numbers));
    assert_eq!(made(Vec::new()), Err(QuestionnaireError::Elements));
}
