//! `satupintu surveys report`: the report as PDF and HTML, and what it is computed from.

use std::{fs, path::Path};

use ::surveys::{Method, Report, ReportRow, Spreadsheet, answers_csv, profile_csv};
use documents::{SurveyReport as Page, survey_html, survey_infographic, survey_pdf};

use super::{about::About, digest, questionnaire, read, source, tell_faults};
use crate::{
    arguments::SurveyReport,
    failure::{Done, Failure, Verdict},
    screen::{Look, Screen},
};

pub(super) fn run(asked: &SurveyReport, screen: &mut Screen) -> Done {
    let questionnaire = questionnaire(&asked.answers)?;
    let about_text = source(&asked.about)?.text;
    let about = About::read(&about_text)
        .map_err(|why| Failure::said(format!("{}: {why}", asked.about.display())))?;
    let source = source(&asked.answers.file)?;
    let sheet = match read(&asked.answers, questionnaire, &source) {
        Ok(sheet) => sheet,
        Err(faults) => {
            tell_faults(&faults, &asked.answers);
            return Ok(Verdict::Faults);
        }
    };
    let method =
        Method { weight: asked.answers.weight.into(), thresholds: asked.answers.thresholds.into() };
    let letterhead = about.sheet();
    let setting = about.setting(method, asked.answers.aggregation.into())?;
    let report = Report::of(setting, questionnaire.clone(), rows(&sheet), &sheet.profile)
        .map_err(|why| Failure::new(asked.answers.file.display(), &why))?;
    let answers = answers_csv(&report.questionnaire, &report.rows);
    let profile = profile_csv(&report.profile);
    let inputs = vec![
        ("jawaban.csv".to_owned(), digest(answers.as_bytes())),
        ("profil.csv".to_owned(), digest(profile.as_bytes())),
        ("berkas asal".to_owned(), source.digest),
    ];
    let page = Page { sheet: letterhead, report, inputs };
    let pdf = survey_pdf(&page).map_err(|why| Failure::new("the report", &why))?;
    fs::create_dir_all(&asked.out)
        .map_err(|why| Failure::new(format!("{} cannot be made", asked.out.display()), &why))?;
    for (name, bytes) in [
        ("laporan-skm.pdf", pdf.as_slice()),
        ("laporan-skm.html", survey_html(&page).as_bytes()),
        ("infografis.svg", survey_infographic(&page).as_bytes()),
        ("jawaban.csv", answers.as_bytes()),
        ("profil.csv", profile.as_bytes()),
    ] {
        let path = asked.out.join(name);
        write(&path, bytes)?;
        screen.line(path.display());
    }
    let index = &page.report.index;
    let letter = index.category.map_or(String::new(), |letter| format!(" {}", letter.letter()));
    screen.line(screen.look(Look::Bold, format!("IKM {}{letter}", index.value.comma())));
    Ok(Verdict::Fine)
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    fs::write(path, bytes)
        .map_err(|why| Failure::new(format!("{} cannot be written", path.display()), &why))
}

fn rows(sheet: &Spreadsheet) -> Vec<ReportRow> {
    let pairs = sheet.services.iter().zip(&sheet.respondents);
    pairs
        .map(|(service, answers)| ReportRow { service: service.clone(), answers: answers.clone() })
        .collect()
}
