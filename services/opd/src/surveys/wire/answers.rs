//! What a respondent says, checked against what was asked.

use std::collections::BTreeMap;

use contract::satupintu::surveys::v1 as pb;
use edge::Violations;
use kernel::Prose;
use surveys::{Dimension, ElementKey, Questionnaire, age_band, checked_scores};

/// More than any questionnaire asks.
const MOST_SCORES: usize = 20;

/// Answers, the groups of who gave them, and words.
pub(crate) struct Given {
    pub(crate) scores: BTreeMap<ElementKey, u8>,
    pub(crate) groups: Vec<(Dimension, String)>,
    pub(crate) comment: Option<String>,
}

pub(super) fn given(
    faults: &mut Violations,
    answers: Option<&pb::Answers>,
    asked: &Questionnaire,
) -> Option<Given> {
    let Some(pb::Answers { scores, respondent, comment }) = answers else {
        faults.add("answers", "must be given");
        return None;
    };
    let scores = self::scores(faults, scores, asked);
    let groups = groups(faults, respondent.as_ref());
    let comment = match comment.as_str() {
        "" => Some(None),
        words => faults
            .check("answers.comment", Prose::<1000>::parse(words))
            .map(|words| Some(words.as_str().to_owned())),
    };
    Some(Given { scores: scores?, groups: groups?, comment: comment? })
}

fn scores(
    faults: &mut Violations,
    given: &[pb::Score],
    asked: &Questionnaire,
) -> Option<BTreeMap<ElementKey, u8>> {
    if given.is_empty() || given.len() > MOST_SCORES {
        faults.add("answers.scores", format!("must be 1 to {MOST_SCORES}"));
        return None;
    }
    let highest = asked.scale().highest();
    let mut is_sound = true;
    for (place, pb::Score { element, value }) in given.iter().enumerate() {
        if !asked.questions().iter().any(|question| question.key.as_str() == element) {
            faults.add(
                &format!("answers.scores[{place}].element"),
                "must be an element of the questionnaire",
            );
            is_sound = false;
        }
        if !(1..=i32::from(highest)).contains(value) {
            let text = format!("must be from 1 to {highest}");
            faults.add(&format!("answers.scores[{place}].value"), text);
            is_sound = false;
        }
    }
    if !is_sound {
        return None;
    }
    let pairs = given.iter().map(|score| (score.element.as_str(), score.value));
    match checked_scores(asked, pairs) {
        Ok(scores) => Some(scores),
        Err((place, fault)) => {
            faults.add(&format!("answers.scores[{place}]"), fault.to_string());
            None
        }
    }
}

fn groups(
    faults: &mut Violations,
    respondent: Option<&pb::Respondent>,
) -> Option<Vec<(Dimension, String)>> {
    let Some(pb::Respondent { gender, age_years, education, occupation }) = respondent else {
        return Some(Vec::new());
    };
    let gender = match pb::Gender::try_from(*gender) {
        Ok(pb::Gender::Unspecified) => Ok(None),
        Ok(pb::Gender::Male) => Ok(Some("L")),
        Ok(pb::Gender::Female) => Ok(Some("P")),
        Err(_) => Err("must be one of the genders"),
    };
    let gender = faults.check("answers.respondent.gender", gender);
    let age = match age_years {
        0 => Ok(None),
        1..=120 => Ok(age_band(&age_years.to_string())),
        _ => Err("must be 0 to 120"),
    };
    let age = faults.check("answers.respondent.age_years", age);
    let education = faults.check("answers.respondent.education", self::education(*education));
    let occupation = faults.check("answers.respondent.occupation", self::occupation(*occupation));
    let told = [
        (Dimension::Gender, gender?),
        (Dimension::Age, age?),
        (Dimension::Education, education?),
        (Dimension::Occupation, occupation?),
    ];
    let told =
        told.into_iter().filter_map(|(dimension, group)| Some((dimension, group?.to_owned())));
    Some(told.collect())
}

fn education(number: i32) -> Result<Option<&'static str>, &'static str> {
    match pb::Education::try_from(number) {
        Ok(pb::Education::Unspecified) => Ok(None),
        Ok(pb::Education::Sd) => Ok(Some("SD")),
        Ok(pb::Education::Smp) => Ok(Some("SMP")),
        Ok(pb::Education::Sma) => Ok(Some("SMA")),
        Ok(pb::Education::Diploma) => Ok(Some("DIPLOMA")),
        Ok(pb::Education::S1) => Ok(Some("S1")),
        Ok(pb::Education::S2) => Ok(Some("S2")),
        Ok(pb::Education::S3) => Ok(Some("S3")),
        Err(_) => Err("must be one of the levels"),
    }
}

fn occupation(number: i32) -> Result<Option<&'static str>, &'static str> {
    match pb::Occupation::try_from(number) {
        Ok(pb::Occupation::Unspecified) => Ok(None),
        Ok(pb::Occupation::Pns) => Ok(Some("PNS")),
        Ok(pb::Occupation::Tni) => Ok(Some("TNI")),
        Ok(pb::Occupation::Polri) => Ok(Some("POLRI")),
        Ok(pb::Occupation::Swasta) => Ok(Some("SWASTA")),
        Ok(pb::Occupation::Wirausaha) => Ok(Some("WIRAUSAHA")),
        Ok(pb::Occupation::Lainnya) => Ok(Some("LAINNYA")),
        Err(_) => Err("must be one of the occupations"),
    }
}
