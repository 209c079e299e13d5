//! The front page, and the page of help.

use axum::response::Response;
use maud::{Markup, html};

use super::{offers, visit::Visit, words};
use crate::registry::Mode;

pub(crate) async fn front(visit: Visit) -> Response {
    let listing = visit.gateway().catalogue(&visit.asking).await;
    let count: usize = listing.offers.iter().map(|(_, offer)| offer.services.len()).sum();
    let title = visit.pick("Beranda", "Home");
    let body = html! {
        section.hero {
            h1 { (visit.pick("Satu pintu untuk semua layanan", "One door to all services")) }
            p.lead { (visit.pick(
                "Cari layanan, lihat syarat, biaya, dan waktunya, ajukan, lalu ikuti sampai terbit.",
                "Find a service, see what it takes, costs and how long, apply, and follow it to the end.",
            )) }
            (search(&visit, ""))
        }
        (doors(&visit))
        section aria-labelledby="instansi" {
            h2 #instansi { (visit.pick("Instansi", "Agencies")) }
            p { (count) " " (visit.pick("layanan dari", "services of")) " "
                (visit.registry.agencies.len()) " " (visit.pick("instansi", "agencies")) "." }
            (agencies(&visit, &listing))
        }
        (offers::silent(&visit, &listing))
    };
    visit.page(title, &body)
}

/// The way to a service by its name.
pub(crate) fn search(visit: &Visit, sought: &str) -> Markup {
    html! {
        form.search role="search" action=(visit.href("/layanan")) method="get" {
            label for="cari" { (visit.pick("Layanan apa yang Anda perlukan?", "Which service do you need?")) }
            div.row {
                input #cari type="search" name="cari" value=(sought) maxlength="100"
                    placeholder=(visit.pick("misalnya: izin reklame", "for example: advertising"));
                button type="submit" { (visit.pick("Cari", "Search")) }
            }
        }
    }
}

/// The things that people come for.
fn doors(visit: &Visit) -> Markup {
    let doors = [
        (
            "/layanan",
            "Ajukan layanan",
            "Apply",
            "Syarat, biaya, dan waktu sebelum Anda mengajukan.",
            "Requirements, cost and time before you apply.",
        ),
        (
            "/lacak",
            "Lacak",
            "Track",
            "Permohonan, pengaduan, atau masukan, dengan nomor dan kode rahasia.",
            "An application, complaint or comment, by its number and secret.",
        ),
        (
            "/adukan",
            "Adukan",
            "Complain",
            "Pengaduan, pertanyaan, atau usul; boleh tanpa nama.",
            "A complaint, question or proposal; without your name if you like.",
        ),
        (
            "/antrean",
            "Antrean di mal",
            "Queue at the mall",
            "Ambil tiket, lihat berapa orang di depan Anda.",
            "Take a ticket, and see how many are ahead of you.",
        ),
        (
            "/konsultasi",
            "Konsultasi publik",
            "Public consultation",
            "Beri masukan pada rancangan standar layanan.",
            "Comment on drafts of service standards.",
        ),
        (
            "/survei",
            "Isi survei kepuasan",
            "Answer the survey",
            "Dengan kode sekali pakai; tanpa nama.",
            "With a one-time code; without your name.",
        ),
        (
            "/verifikasi",
            "Periksa keaslian dokumen",
            "Verify a document",
            "Dengan kode QR atau nomor dokumen.",
            "By its QR code or its number.",
        ),
        (
            "/status",
            "Keadaan instansi",
            "State of agencies",
            "Siapa yang sedang dapat dihubungi.",
            "Who can be reached now.",
        ),
    ];
    html! {
        ul.doors aria-label=(visit.pick("Yang dapat Anda lakukan", "What you can do")) {
            @for (path, id, en, told, told_en) in doors {
                li { a href=(visit.href(path)) {
                    strong { (visit.pick(id, en)) }
                    span { (visit.pick(told, told_en)) }
                } }
            }
        }
    }
}

fn agencies(visit: &Visit, listing: &crate::Listing) -> Markup {
    html! {
        ul.agencies { @for agency in &visit.registry.agencies {
            @let offer = listing.offers.iter().find(|(known, _)| known.id == agency.id);
            li {
                @match (agency.mode, &agency.link) {
                    (Mode::Full, _) => {
                        a href=(visit.href(&format!("/instansi/{}", agency.id))) { (words::agency(visit.language, agency)) }
                        @if let Some((_, offer)) = offer { " " span.count { (offer.services.len()) } }
                    }
                    (Mode::LinkOnly, Some(link)) => {
                        a href=(link) rel="noreferrer" { (words::agency(visit.language, agency)) }
                        " " span.small { (visit.pick("laman instansi", "the agency’s own pages")) }
                    }
                    (Mode::LinkOnly, None) | (Mode::QueueOnly, _) => {
                        (words::agency(visit.language, agency))
                        " " span.small { (visit.pick("antrean di mal", "counter in the mall")) }
                    }
                }
            }
        } }
    }
}

pub(crate) async fn help(visit: Visit) -> Response {
    let title = visit.pick("Bantuan dan aksesibilitas", "Help and accessibility");
    let questions = [
        (
            "Apakah perlu akun?",
            "Do I need an account?",
            "Tidak. Setelah mengajukan, Anda mendapat nomor tanda terima dan kode rahasia. Keduanya membuka permohonan Anda, jadi simpanlah.",
            "No. After applying you get a receipt number and a secret. The two open your application, so keep them.",
        ),
        (
            "Kode rahasia hilang?",
            "Lost the secret?",
            "Datanglah ke loket instansi dengan kartu identitas. Kode rahasia tidak disimpan di sini dalam bentuk yang dapat dibaca.",
            "Come to the agency’s counter with your identity card. The secret is not kept here in a form that can be read.",
        ),
        (
            "Apa yang disimpan di perangkat saya?",
            "What is kept on my device?",
            "Satu kuki tersegel yang berakhir dua jam setelah halaman terakhir, dan draf isian hanya bila Anda memintanya. Tidak ada pelacak.",
            "One sealed cookie that ends two hours after the last page, and a draft of the form only if you ask for it. There are no trackers.",
        ),
        (
            "Tidak dapat memakai halaman ini?",
            "Cannot use these pages?",
            "Petugas loket, kantor kecamatan, atau petugas jemput bola dapat mengisikan permohonan untuk Anda; hasilnya sama.",
            "Staff at a counter, a district office or on a visit can fill in the application for you; the result is the same.",
        ),
        (
            "Pembaca layar, papan ketik, huruf besar",
            "Screen reader, keyboard, large print",
            "Setiap halaman dapat dipakai tanpa tetikus dan tanpa skrip, mengikuti pilihan kontras dan tema gelap perangkat, dan diuji terhadap WCAG 2.2 tingkat AA.",
            "Every page works without a mouse and without scripts, follows your device’s contrast and dark theme, and is tested against WCAG 2.2 level AA.",
        ),
    ];
    let body = html! {
        h1 { (title) }
        @for (id, en, told, told_en) in questions {
            h2 { (visit.pick(id, en)) }
            p { (visit.pick(told, told_en)) }
        }
    };
    visit.page(title, &body)
}
