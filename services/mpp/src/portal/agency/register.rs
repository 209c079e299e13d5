//! The register of complaints that everybody may see: counts that name nobody.

use contract::satupintu::complaints::v1::{
    SummarizeComplaintsResponse,
    summarize_complaints_response::{Count, Row},
};
use maud::{Markup, html};

use crate::portal::{complaint, visit::Visit};

pub(super) fn section(visit: &Visit, register: &SummarizeComplaintsResponse) -> Markup {
    let title = visit.pick("Pengaduan", "Complaints");
    html! {
        section aria-labelledby="pengaduan" {
            h2 #pengaduan { (title) }
            div.scroll tabindex="0" role="region" aria-label=(title) { table.counts {
                thead { tr {
                    th scope="col" { (visit.pick("Jenis", "Kind")) }
                    th scope="col" { (visit.pick("Terbuka, tepat waktu", "Open, in time")) }
                    th scope="col" { (visit.pick("Terbuka, terlambat", "Open, late")) }
                    th scope="col" { (visit.pick("Ditutup, tepat waktu", "Closed, in time")) }
                    th scope="col" { (visit.pick("Ditutup, terlambat", "Closed, late")) }
                } }
                tbody { @for row in &register.rows { (one(visit, row)) } }
            } }
            p.small { (visit.pick(
                "Angka 1 sampai 4 tidak ditampilkan agar tidak ada yang dapat dikenali. Pengaduan rahasia tidak dihitung di sini.",
                "Counts from 1 to 4 are not shown, so that nobody can be recognised. Confidential complaints are not counted here.",
            )) }
        }
    }
}

fn one(visit: &Visit, row: &Row) -> Markup {
    let counts = [&row.open_in_time, &row.open_late, &row.closed_in_time, &row.closed_late];
    html! {
        tr {
            th scope="row" { (complaint::class(visit.language, row.class())) }
            @for count in counts { td { (said(count.as_ref())) } }
        }
    }
}

fn said(count: Option<&Count>) -> String {
    match count {
        Some(count) if count.suppressed => "1–4".to_owned(),
        Some(count) => count.count.to_string(),
        None => "–".to_owned(),
    }
}
