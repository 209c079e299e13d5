//! The pages of a survey: for its token, the questions, and thanks.

use axum::{http::StatusCode, response::Response};
use contract::satupintu::surveys::v1::{Question, Questionnaire};
use maud::{Markup, html};

use super::{
    ANSWERING, ENTERING, Opened,
    asked::{EDUCATIONS, GENDERS, OCCUPATIONS, field_of},
};
use crate::portal::{
    field::{Faults, Field, fault_of, list, summary},
    form::Form,
    page::notice,
    visit::{MARK, Visit},
    words,
};

pub(super) fn entry(
    visit: &Visit,
    status: StatusCode,
    chosen: &str,
    fault: Option<&str>,
) -> Response {
    let title = visit.pick("Isi survei kepuasan", "Answer the survey");
    let agencies = visit.registry.full();
    let agencies = agencies
        .map(|agency| (agency.id.to_string(), words::agency(visit.language, agency).to_owned()));
    let body = html! {
        h1 { (title) }
        @if let Some(fault) = fault { (notice("wrong", fault, &Markup::default())) }
        p { (visit.pick(
            "Kode survei diberikan setelah layanan selesai. Jawaban disimpan tanpa nama, tanpa waktu, dan terpisah dari permohonan Anda.",
            "A survey code is given once a service is done. Answers are kept without a name, without a time, and apart from your application.",
        )) }
        form method="post" action=(visit.href("/survei")) autocomplete="off" {
            input type="hidden" name=(MARK) value=(visit.mark(ENTERING));
            (list(("instansi", visit.pick("Instansi", "Agency")), agencies, chosen))
            div.field {
                label for="kode" { (visit.pick("Kode survei", "Survey code")) }
                p.hint #kode-petunjuk { (visit.pick("24 huruf dan angka, berlaku sekali.", "24 letters and digits, good for once.")) }
                input #kode name="kode" required maxlength="40" autocapitalize="none" autocomplete="off" spellcheck="false"
                    aria-describedby="kode-petunjuk" aria-invalid=[fault.map(|_| "true")];
            }
            div.act { button type="submit" { (visit.pick("Lanjut", "Go on")) } }
        }
    };
    visit.remembered(visit.with_status(status, title, &body))
}

pub(super) fn questions(visit: &Visit, opened: &Opened, form: &Form, faults: &Faults) -> Response {
    let language = visit.language;
    let Questionnaire { title: named, source, questions, highest_score, .. } =
        &opened.questionnaire;
    let title = visit.pick("Survei kepuasan masyarakat", "Satisfaction survey");
    let age = Field {
        name: "usia",
        label: visit.pick("Usia (tahun)", "Age (years)"),
        hint: "",
        kind: "number",
        autocomplete: "off",
        most: 3,
        required: false,
    };
    let comment = Field {
        name: "saran",
        label: visit.pick("Saran", "Suggestions"),
        hint: visit.pick("Jangan tulis nama atau nomor Anda.", "Leave out your name and numbers."),
        kind: "area",
        autocomplete: "off",
        most: 1000,
        required: false,
    };
    let groups = |named, label, groups: &'static [(&'static str, &'static str, &'static str)]| {
        let entries = groups
            .iter()
            .map(|(value, id, en)| ((*value).to_owned(), visit.pick(id, en).to_owned()));
        list((named, label), entries, form.get(named))
    };
    let body = html! {
        p.crumbs { (words::agency(language, &opened.agency)) }
        h1 { (title) }
        (summary(faults, language))
        details.more {
            summary { (visit.pick("Kode survei Anda", "Your survey code")) }
            p #kode .code { (opened.token) }
            p.hint { (visit.pick("Simpan bila ingin mengisi nanti: kode ini tidak dapat ditampilkan lagi.", "Keep it if you want to answer later: it cannot be shown again.")) }
        }
        p.small { (language.indonesian(named)) ". " (language.indonesian(source)) }
        form method="post" action=(visit.href("/survei/isi")) novalidate {
            input type="hidden" name=(MARK) value=(visit.mark(ANSWERING));
            @for asked in questions { (question(visit, asked, *highest_score, form, faults)) }
            fieldset {
                legend { (visit.pick("Tentang Anda", "About you")) }
                p.hint { (visit.pick("Boleh kosong; hanya dihitung per kelompok.", "Optional; counted by group only.")) }
                (groups("kelamin", visit.pick("Jenis kelamin", "Gender"), GENDERS))
                (age.shown(form, faults, language))
                (groups("pendidikan", visit.pick("Pendidikan", "Education"), EDUCATIONS))
                (groups("pekerjaan", visit.pick("Pekerjaan", "Occupation"), OCCUPATIONS))
            }
            (comment.shown(form, faults, language))
            div.act { button type="submit" { (visit.pick("Kirim jawaban", "Send the answers")) } }
        }
    };
    visit.personal(title, &body)
}

fn question(visit: &Visit, asked: &Question, highest: i32, form: &Form, faults: &Faults) -> Markup {
    let name = field_of(&asked.element);
    let fault = fault_of(faults, &name);
    let label = |score: i32| {
        let place = usize::try_from(score).unwrap_or_default().saturating_sub(1);
        asked.labels.get(place).filter(|label| !label.is_empty())
    };
    html! {
        fieldset.choice.faulty[fault.is_some()] {
            legend { (visit.language.indonesian(&asked.question)) }
            @if let Some(fault) = fault { p.fault { (fault) } }
            div.scale { @for score in 1..=highest {
                @let value = score.to_string();
                label.tick {
                    input id=[(score == 1).then_some(&name)] type="radio" name=(name) value=(value) checked[form.get(&name) == value];
                    span { @match label(score) {
                        Some(label) => { (visit.language.indonesian(label)) }
                        None => { (value) }
                    } }
                }
            } }
        }
    }
}

pub(super) fn thanks(visit: &Visit) -> Response {
    let title = visit.pick("Terima kasih", "Thank you");
    let body = html! {
        h1 { (title) }
        (notice("good", visit.pick("Jawaban Anda sudah diterima", "Your answers have arrived"), &html! { p { (visit.pick(
            "Jawaban dihitung bersama jawaban orang lain, paling lambat hari ini, tanpa nama dan tanpa waktu.",
            "They are counted together with those of others, today at the latest, without a name or a time.",
        )) } }))
        p { a href=(visit.href("/")) { (visit.pick("Kembali ke halaman depan", "Back to the front page")) } }
    };
    visit.personal(title, &body)
}

pub(super) fn spent_before(visit: &Visit) -> Response {
    let title = visit.pick("Kode sudah terpakai", "The code was used before");
    let body = html! {
        h1 { (title) }
        (notice("waiting", visit.pick("Jawaban yang pertama yang dihitung", "The first answer counts"), &html! { p { (visit.pick(
            "Kode survei berlaku sekali. Jawaban yang baru saja dikirim tidak dihitung lagi.",
            "A survey code is good for once. What was sent just now is not counted again.",
        )) } }))
    };
    visit.personal(title, &body)
}
