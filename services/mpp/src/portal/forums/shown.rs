//! The pages of forums: the list, and one forum with its text.

use axum::{http::StatusCode, response::Response};
use contract::satupintu::consultations::v1::{
    Clause, Comment, Forum, ForumKind, ForumMode, ForumState,
};
use maud::{Markup, html};

use super::{Opened, address, results::disposition};
use crate::{
    asking::Silent,
    everyone::Heard,
    portal::{language::Language, page::notice, problem, visit::Visit, words},
    registry::Agency,
};

/// Whether comments are taken, as far as its state says; until which day, the
/// agency judges.
pub(super) fn is_open(forum: &Forum) -> bool {
    matches!(forum.state(), ForumState::Announced | ForumState::UnderWay)
}

pub(super) fn list(visit: &Visit, heard: &Heard<Vec<Forum>>) -> Response {
    let title = visit.pick("Konsultasi publik", "Public consultation");
    let all =
        heard.answers.iter().flat_map(|(agency, forums)| forums.iter().map(move |it| (agency, it)));
    let (open, others): (Vec<_>, Vec<_>) = all.partition(|(_, forum)| is_open(forum));
    let body = html! {
        h1 { (title) }
        p.lead { (visit.pick(
            "Rancangan standar dan prosedur layanan yang dibahas bersama masyarakat.",
            "Drafts of service standards and procedures that are discussed with the public.",
        )) }
        (problem::incomplete(visit, &heard.silent))
        h2 { (visit.pick("Sedang menerima masukan", "Open for comments")) }
        @if open.is_empty() { p { (visit.pick("Tidak ada saat ini.", "None at present.")) } }
        @else { (entries(visit, &open)) }
        @if !others.is_empty() {
            h2 { (visit.pick("Sudah dibahas", "Discussed")) }
            (entries(visit, &others))
        }
        p { (visit.pick("Sudah memberi masukan?", "Commented already?")) " "
            a href=(visit.href("/lacak")) { (visit.pick("Ikuti dengan nomor dan kode rahasia", "Follow it with number and secret")) } }
    };
    visit.page(title, &body)
}

fn entries(visit: &Visit, forums: &[(&Agency, &Forum)]) -> Markup {
    let language = visit.language;
    html! {
        ul.cards { @for (agency, forum) in forums {
            li.card {
                h3 { a href=(visit.href(&address(agency, words::id(&forum.name)))) { (document(language, forum)) } }
                dl.brief {
                    div { dt { (visit.pick("Oleh", "By")) } dd { (words::agency(language, agency)) } }
                    div { dt { (visit.pick("Sampai", "Until")) } dd { @if let Some(until) = &forum.until { (words::day(language, until)) } } }
                }
                span.count { (state(language, forum.state())) }
            }
        } }
    }
}

pub(super) fn forum(visit: &Visit, opened: &Opened, comments: &[Comment]) -> Response {
    let language = visit.language;
    let forum = &opened.forum;
    let title = document(language, forum);
    let body = html! {
        p.crumbs { a href=(visit.href("/konsultasi")) { (visit.pick("Konsultasi publik", "Public consultation")) }
            " / " (words::agency(language, &opened.agency)) }
        h1 { (title) }
        p.standing { span.state { (state(language, forum.state())) } }
        (facts(visit, opened))
        section aria-labelledby="naskah" {
            h2 #naskah { (visit.pick("Naskah rancangan", "The draft")) }
            @for clause in &opened.seen.clauses { (self::clause(visit, opened, clause, comments)) }
        }
    };
    visit.page(&title, &body)
}

fn facts(visit: &Visit, opened: &Opened) -> Markup {
    let (forum, language) = (&opened.forum, visit.language);
    let kind = match forum.kind() {
        ForumKind::PublicTest => visit.pick("Uji publik", "Public test"),
        ForumKind::Consultation | ForumKind::Unspecified => {
            visit.pick("Forum konsultasi publik", "Public consultation forum")
        }
    };
    let mode = match forum.mode() {
        ForumMode::FaceToFace => visit.pick("tatap muka", "in person"),
        ForumMode::Online => visit.pick("daring", "online"),
        ForumMode::Unspecified => "",
    };
    html! {
        dl.facts {
            div { dt { (kind) } dd { (mode) } }
            @if let (Some(from), Some(until)) = (&forum.from, &forum.until) {
                div { dt { (visit.pick("Waktu", "Time")) } dd { (words::day(language, from)) " – " (words::day(language, until)) } }
            }
            @if !forum.place.is_empty() { div { dt { (visit.pick("Tempat", "Place")) } dd { (language.indonesian(&forum.place)) } } }
            @if !forum.agenda.is_empty() { div { dt { (visit.pick("Acara", "Agenda")) } dd { (language.indonesian(&forum.agenda)) } } }
            div { dt { (visit.pick("Masukan", "Comments")) } dd { (forum.comments) ", " (forum.undecided) " " (visit.pick("belum diputuskan", "not decided yet")) } }
            @if forum.elements > 0 { div { dt { (visit.pick("Unsur masyarakat", "Elements of society")) } dd { (forum.elements) " / 6" } } }
            @if let Some(minutes) = &forum.minutes {
                div { dt { (visit.pick("Berita acara", "Minutes")) } dd {
                    span.code { (minutes.number) } ", " (minutes.signatures) " / " (minutes.signers) " " (visit.pick("tanda tangan", "signatures"))
                    div { a href=(visit.href(&format!("{}/berita-acara", opened.address()))) { (visit.pick("Baca dan tanda tangani (peserta)", "Read and sign (participants)")) } }
                } }
            }
            div { dt { (visit.pick("Naskah", "Text")) } dd.code.small { "SHA-256 " (forum.digest) } }
        }
        @if forum.holds_back_draft {
            (notice("note", visit.pick("Rancangan belum dapat ditetapkan", "The draft cannot take effect yet"), &html! { p { (visit.pick(
                "Selama forum ini belum selesai atau masih ada masukan yang belum diputuskan, rancangan tidak dapat ditetapkan.",
                "While the forum is not signed, or a comment is not decided on, the draft cannot be established.",
            )) } }))
        }
    }
}

fn clause(visit: &Visit, opened: &Opened, clause: &Clause, comments: &[Comment]) -> Markup {
    let language = visit.language;
    let about: Vec<&Comment> =
        comments.iter().filter(|comment| comment.anchor == clause.anchor).collect();
    let way = format!("{}/masukan?butir={}", opened.address(), clause.anchor);
    html! {
        div.clause id=(clause.anchor) {
            @if !clause.title.is_empty() { h3 { (language.indonesian(&clause.title)) } }
            @if !clause.text.is_empty() { p { (language.indonesian(&clause.text)) } }
            @if is_open(&opened.forum) {
                a.small href=(visit.href(&way)) {
                    (visit.pick("Beri masukan", "Comment"))
                    span.unseen { ": " (if clause.title.is_empty() { &clause.text } else { &clause.title }) }
                }
            }
            @for comment in about {
                div.notice {
                    p { (language.indonesian(&comment.text)) }
                    (disposition(visit, comment))
                }
            }
        }
    }
}

pub(super) fn unsure(visit: &Visit, silent: &[Silent]) -> Response {
    let title = visit.pick("Belum dapat dipastikan", "It cannot be told yet");
    let body = html! {
        h1 { (title) }
        (problem::incomplete(visit, silent))
    };
    visit.with_status(StatusCode::SERVICE_UNAVAILABLE, title, &body)
}

/// What is discussed: a standard or a procedure, by its name and version.
fn document(language: Language, forum: &Forum) -> String {
    let mut parts = forum.document.split('/').skip(2);
    let (of, id) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let version = forum.document.rsplit('/').next().unwrap_or_default();
    let kind = if of == "sops" {
        language.pick("Rancangan SOP", "Draft procedure")
    } else {
        language.pick("Rancangan standar pelayanan", "Draft service standard")
    };
    let version_word = language.pick("versi", "version");
    format!("{kind}: {}, {version_word} {version}", id.replace('-', " "))
}

fn state(language: Language, state: ForumState) -> &'static str {
    let (id, en) = match state {
        ForumState::Unspecified | ForumState::Draft => ("Disiapkan", "Being prepared"),
        ForumState::Announced => ("Diumumkan, menerima masukan", "Announced, open for comments"),
        ForumState::UnderWay => ("Berlangsung, menerima masukan", "Under way, open for comments"),
        ForumState::Minutes => ("Berita acara ditandatangani", "Minutes being signed"),
        ForumState::FollowUp => ("Tindak lanjut", "Being followed up"),
        ForumState::Finished => ("Selesai", "Finished"),
    };
    language.pick(id, en)
}
