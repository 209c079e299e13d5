//! What stands around every page: head, way to the content, banner, foot.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::{assets, language::Language, visit::Visit};

/// The whole page.
pub(crate) fn page(visit: &Visit, title: &str, body: &Markup) -> Markup {
    let language = visit.language;
    let mall = &visit.registry.mall;
    html! {
        (DOCTYPE)
        html lang=(language.code()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="theme-color" content="#0b4a5e";
                title { (title) " · " (mall) }
                @if let Some(card) = &visit.card {
                    meta property="og:title" content=(title);
                    meta property="og:image" content=(card);
                }
                link rel="stylesheet" href=(assets::style());
                link rel="icon" href=(assets::icon()) type="image/svg+xml";
                script src=(assets::script()) defer {}
            }
            body {
                a.skip href="#isi" { (visit.pick("Langsung ke isi", "Skip to content")) }
                @if visit.registry.simulated { (simulation(language)) }
                (head(visit))
                main #isi tabindex="-1" { (body) }
                (foot(visit))
            }
        }
    }
}

/// Time can be scripted only in the open.
fn simulation(language: Language) -> Markup {
    html! {
        aside.simulation aria-label=(language.pick("Simulasi", "Simulation")) {
            strong { "SIMULASI" }
            " "
            (language.pick(
                "Waktu di sini diatur untuk peragaan. Tidak ada izin yang sungguh terbit.",
                "Time here is scripted for a demonstration. No permit is really issued.",
            ))
        }
    }
}

fn head(visit: &Visit) -> Markup {
    let language = visit.language;
    let here = |path: &str| (visit.own_path() == path).then_some("page");
    let links = [
        ("/layanan", visit.pick("Layanan", "Services")),
        ("/lacak", visit.pick("Lacak", "Track")),
        ("/adukan", visit.pick("Adukan", "Complain")),
        ("/antrean", visit.pick("Antrean", "Queue")),
        ("/konsultasi", visit.pick("Konsultasi", "Consultations")),
        ("/verifikasi", visit.pick("Verifikasi", "Verify")),
    ];
    let other = language.other();
    html! {
        header.top {
            div.bar {
                a.mark href=(visit.href("/")) {
                    (PreEscaped(assets::DOOR))
                    span { (visit.registry.mall) }
                }
                a.tongue href=(other.href(visit.own_path())) lang=(other.code())
                    hreflang=(other.code()) { (other.name()) }
            }
            nav aria-label=(visit.pick("Utama", "Main")) {
                ul { @for (path, name) in links {
                    li { a href=(visit.href(path)) aria-current=[here(path)] { (name) } }
                } }
            }
        }
    }
}

fn foot(visit: &Visit) -> Markup {
    html! {
        footer.foot {
            p {
                (visit.pick(
                    "Satu Pintu: tahapan, syarat, biaya, dan waktu terbuka sebelum Anda mengajukan.",
                    "Satu Pintu: stages, requirements, cost and time are open before you apply.",
                ))
            }
            ul {
                li { a href=(visit.href("/bantuan")) { (visit.pick("Bantuan dan aksesibilitas", "Help and accessibility")) } }
                li { a href=(visit.href("/survei")) { (visit.pick("Isi survei kepuasan", "Answer the survey")) } }
                li { a href=(visit.href("/kepuasan")) { (visit.pick("Kepuasan masyarakat", "Satisfaction")) } }
                li { a href=(visit.href("/status")) { (visit.pick("Keadaan sistem instansi", "State of the agencies’ systems")) } }
            }
        }
    }
}

/// What must be seen before anything else on a page: that something is wrong.
pub(crate) fn notice(kind: &str, title: &str, body: &Markup) -> Markup {
    let role = if kind == "wrong" { "alert" } else { "note" };
    html! {
        div class={ "notice " (kind) } role=(role) {
            p.title { (title) }
            (body)
        }
    }
}

/// Marks what no agency has published.
pub(crate) fn example(language: Language) -> Markup {
    html! { span.example { (language.pick("contoh, bukan ketentuan", "an example, not a rule")) } }
}
