//! The pages before a complaint is sent: to whom, and the form.

use axum::response::Response;
use maud::{Markup, html};

use super::{
    PURPOSE,
    asked::{classes, district, identities, person, text},
};
use crate::{
    everyone::Heard,
    portal::{
        field::{Choice, Faults, fault_of, list, summary},
        form::Form,
        page::notice,
        problem,
        visit::{MARK, Visit},
        words,
    },
    random,
    registry::Agency,
};

pub(super) fn agencies(visit: &Visit, heard: &Heard<()>) -> Response {
    let listens = |agency: &&Agency| {
        let answered = heard.answers.iter().any(|(known, ())| known.id == agency.id);
        answered || heard.silent.iter().any(|silent| silent.agency == agency.id)
    };
    let title = visit.pick("Adukan", "Complain");
    let body = html! {
        h1 { (title) }
        p.lead { (visit.pick(
            "Pengaduan, pertanyaan, dan usul dijawab oleh instansinya dalam waktu yang ditetapkan.",
            "Complaints, questions and proposals are answered by the agency within a set time.",
        )) }
        h2 { (visit.pick("Kepada instansi mana?", "To which agency?")) }
        (problem::incomplete(visit, &heard.silent))
        ul.agencies { @for agency in visit.registry.full().filter(listens) {
            li { a href=(visit.href(&format!("/adukan/{}", agency.id))) { (words::agency(visit.language, agency)) } }
        } }
        p { (visit.pick("Sudah mengadu?", "Complained already?")) " "
            a href=(visit.href("/lacak")) { (visit.pick("Ikuti dengan nomor dan kode rahasia", "Follow it with number and secret")) } }
    };
    visit.page(title, &body)
}

pub(super) async fn form(visit: &Visit, agency: &Agency, form: &Form, faults: &Faults) -> Response {
    let language = visit.language;
    let title = visit.pick("Adukan", "Complain");
    let services = services(visit, agency).await;
    let chosen = form.get("service").to_owned();
    let body = html! {
        p.crumbs { a href=(visit.href("/adukan")) { (title) } }
        h1 { (title) ": " (words::agency(language, agency)) }
        (summary(faults, language))
        form method="post" action=(visit.href(&format!("/adukan/{}", agency.id))) novalidate {
            input type="hidden" name=(MARK) value=(visit.mark(PURPOSE));
            input type="hidden" name="request_id" value=(random::id());
            (Choice {
                name: "class",
                question: visit.pick("Apa yang ingin Anda sampaikan?", "What do you want to say?"),
                hint: "",
                answers: &classes(language),
                at_first: "",
            }.shown(form, faults))
            (text(language).shown(form, faults, language))
            @if !services.is_empty() {
                (list(("service", visit.pick("Tentang layanan", "About the service")), services.into_iter(), &chosen))
            }
            (about(visit, form, faults))
            (Choice {
                name: "identitas",
                question: visit.pick("Dengan nama atau tanpa nama?", "With your name or without?"),
                hint: "",
                answers: &identities(language),
                at_first: "nama",
            }.shown(form, faults))
            @for field in person(language) { (field.shown(form, faults, language)) }
            (district(language).shown(form, faults, language))
            label.tick {
                input type="checkbox" name="rahasiakan" value="1" checked[form.is_ticked("rahasiakan")];
                span { (visit.pick("Rahasiakan: jangan hitung dalam angka terbuka", "Confidential: leave it out of the public counts")) }
            }
            (notice("note", visit.pick("Setelah dikirim", "After sending"), &html! { p { (visit.pick(
                "Anda mendapat nomor dan kode rahasia. Begitu diketahui siapa yang diadukan, petugas itu tidak dapat melihat pengaduan ini.",
                "You get a number and a secret. Once it is known whom it is about, that officer cannot see this complaint.",
            )) } }))
            div.act { button type="submit" { (visit.pick("Kirim pengaduan", "Send the complaint")) } }
        }
    };
    visit.personal(title, &body)
}

/// What can be chosen: nothing, and the agency's services by name.
async fn services(visit: &Visit, agency: &Agency) -> Vec<(String, String)> {
    let listing = visit.gateway().catalogue(&visit.asking).await;
    let offer = listing.offers.into_iter().find(|(known, _)| known.id == agency.id);
    let Some((_, offer)) = offer else { return Vec::new() };
    let none = (String::new(), visit.pick("Tidak tertentu", "None in particular").to_owned());
    let named = offer
        .services
        .iter()
        .map(|service| (service.name.clone(), visit.language.plain(service.title.as_ref())));
    std::iter::once(none).chain(named).collect()
}

/// The application that it is about: the one that is open here, or by its receipt.
fn about(visit: &Visit, form: &Form, faults: &Faults) -> Markup {
    let is_open = !form.get("nomor").is_empty() || fault_of(faults, "nomor").is_some();
    let fault = fault_of(faults, "nomor").or_else(|| fault_of(faults, "rahasia"));
    html! {
        @if let Some(case) = &visit.session.case {
            label.tick {
                input type="checkbox" name="permohonan-ini" value="1" checked[form.is_ticked("permohonan-ini")];
                span { (visit.pick("Tentang permohonan saya ", "About my application ")) span.code { (case.receipt) } }
            }
        }
        details.more open[is_open] {
            summary { (visit.pick("Tentang permohonan yang sudah diajukan", "About an application that was made")) }
            @if let Some(fault) = fault { p.fault #nomor-salah { (fault) } }
            div.field {
                label for="nomor" { (visit.pick("Nomor tanda terima", "Receipt number")) }
                input #nomor name="nomor" maxlength="40" autocomplete="off" autocapitalize="characters" spellcheck="false"
                    value=(form.get("nomor")) aria-invalid=[fault.map(|_| "true")] aria-describedby=[fault.map(|_| "nomor-salah")];
            }
            div.field {
                label for="rahasia" { (visit.pick("Kode rahasia", "Secret")) }
                input #rahasia name="rahasia" type="password" maxlength="80" autocomplete="off" spellcheck="false";
            }
            p.hint { (visit.pick(
                "Pengaduan kemudian membawa jam permohonan itu: jatuh temponya, dan siapa yang memegangnya. Petugas akan tahu permohonan mana yang dimaksud, juga bila Anda mengadu tanpa nama.",
                "The complaint then brings that application’s clock: when it is due, and who has it. Staff will know which application is meant, also without your name.",
            )) }
        }
    }
}
