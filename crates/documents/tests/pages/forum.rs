//! The minutes of a forum.

use documents::forum_minutes;

use crate::camera::codes;
use crate::reading::assert_says;
use crate::samples;

#[test]
fn minutes_of_a_forum_say_what_became_of_each_comment_and_who_signed() {
    let page = samples::forum_minutes();

    let pdf = forum_minutes(&page).unwrap();

    assert_says(
        &pdf,
        &[
            "BERITA ACARA FORUM KONSULTASI PUBLIK",
            "25 November 2026",
            "12 orang",
            "Asosiasi Reklame",
            "Terlalu lama.",
            "Menjadi 5 hari kerja.",
            "Tarif ditetapkan Perda.",
            "Naskah disempurnakan menurut keputusan di atas.",
            "25 November 2026 14.00 WIB",
            "belum ditandatangani",
            &page.digest,
        ],
    );
    assert_eq!(codes(&pdf), [samples::verification().address]);
}

#[test]
fn a_forum_without_people_or_comments_says_so() {
    let mut page = samples::forum_minutes();
    page.attendance.clear();
    page.comments.clear();

    let pdf = forum_minutes(&page).unwrap();

    assert_says(&pdf, &["Tidak ada yang hadir secara langsung.", "Tidak ada masukan."]);
}
