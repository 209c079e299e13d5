//! Which kinds of file a record takes, and whether bytes are what they are said
//! to be. Nothing is unpacked: only the ends of a file are looked at.

use serde::{Deserialize, Serialize};

/// A kind of file. A closed list: what an office can open, show and keep for
/// decades.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Media {
    /// A document, `application/pdf`.
    Pdf,
    /// A photograph, `image/jpeg`.
    Jpeg,
    /// A picture, `image/png`.
    Png,
}

/// Why bytes are not taken for a file of the kind that was declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WrongContent {
    /// It begins as something else.
    #[error("the content does not begin as {}", .0.name())]
    Begin(Media),
    /// It does not end as it must: cut short, or something follows.
    #[error("the content does not end as {}", .0.name())]
    End(Media),
    /// It would open as an archive, too.
    #[error("the content is also an archive")]
    Archive,
    /// It would open as a document or a page, too.
    #[error("the content is also a document of another kind")]
    TwoKinds,
}

/// As many bytes of the beginning as [`Media::begins`] wants to see; readers
/// of PDF look for a header no further on.
pub const HEAD_BYTES: usize = 1024;
/// As many bytes of the end as [`Media::ends`] wants to see: the longest end
/// of an archive, with its comment.
pub const TAIL_BYTES: usize = 22 + 65_535;

const PDF: &[u8] = b"%PDF-";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR";
const PNG_END: &[u8] = b"\0\0\0\0IEND\xae\x42\x60\x82";
const JPEG: &[u8] = b"\xff\xd8\xff";
const JPEG_END: &[u8] = b"\xff\xd9";
const PDF_END: &[u8] = b"%%EOF";
/// How far before the end a PDF's last line may stand (ISO 32000, H.3.4.4).
const PDF_END_WITHIN: usize = 1024;

impl Media {
    /// The name that people know.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pdf => "PDF",
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
        }
    }

    /// Judges the first [`HEAD_BYTES`] of a file, or all of a shorter one.
    ///
    /// # Errors
    /// [`WrongContent`] for what begins as something else, or also as it.
    pub fn begins(self, head: &[u8]) -> Result<(), WrongContent> {
        let magic = match self {
            Self::Pdf => PDF,
            Self::Jpeg => JPEG,
            Self::Png => PNG,
        };
        let head = head.get(..HEAD_BYTES).unwrap_or(head);
        if !head.starts_with(magic) {
            return Err(WrongContent::Begin(self));
        }
        let others: &[&[u8]] = match self {
            Self::Pdf => &[b"<html", b"<script"],
            Self::Jpeg | Self::Png => &[b"%pdf-", b"<html", b"<script"],
        };
        let lower = head.to_ascii_lowercase();
        if others.iter().any(|other| find(&lower, other).is_some()) {
            return Err(WrongContent::TwoKinds);
        }
        Ok(())
    }

    /// Judges the last [`TAIL_BYTES`] of a file, or all of a shorter one.
    ///
    /// # Errors
    /// [`WrongContent`] for what does not end as it must, or as an archive.
    pub fn ends(self, tail: &[u8]) -> Result<(), WrongContent> {
        if ends_as_archive(tail) {
            return Err(WrongContent::Archive);
        }
        let is_whole = match self {
            Self::Pdf => {
                let near = tail.len().saturating_sub(PDF_END_WITHIN);
                tail.get(near..).is_some_and(|end| find(end, PDF_END).is_some())
            }
            Self::Png => tail.ends_with(PNG_END),
            // Cameras write notes of their own behind the picture's end.
            Self::Jpeg => find(tail, JPEG_END).is_some(),
        };
        if is_whole { Ok(()) } else { Err(WrongContent::End(self)) }
    }
}

/// Whether a reader of ZIP would find its directory's end: the signature, one
/// disk, as many entries here as in all, and a comment that fits in the rest.
fn ends_as_archive(tail: &[u8]) -> bool {
    let mut rest = tail;
    while let Some(place) = find(rest, b"PK\x05\x06") {
        let (_, record) = rest.split_at(place);
        if let Some(
            &[
                _,
                _,
                _,
                _,
                0,
                0,
                0,
                0,
                here0,
                here1,
                all0,
                all1,
                _,
                _,
                _,
                _,
                _,
                _,
                _,
                _,
                long0,
                long1,
            ],
        ) = record.first_chunk::<22>()
        {
            let comment = usize::from(u16::from_le_bytes([long0, long1]));
            if [here0, here1] == [all0, all1] && comment <= record.len() - 22 {
                return true;
            }
        }
        rest = record.get(1..).unwrap_or_default();
    }
    // RAR and 7-Zip begin anywhere; behind a whole picture nothing may begin.
    [&b"Rar!\x1a\x07"[..], b"7z\xbc\xaf\x27\x1c"].iter().any(|magic| find(tail, magic).is_some())
}

fn find(text: &[u8], part: &[u8]) -> Option<usize> {
    text.windows(part.len()).position(|window| window == part)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const PDF_FILE: &[u8] = b"%PDF-1.7\n1 0 obj\nendobj\ntrailer\n%%EOF\n";
    const END_OF_ZIP: &[u8] = b"PK\x05\x06\0\0\0\0\x01\0\x01\0\x2e\0\0\0\x40\0\0\0\0\0";

    fn png() -> Vec<u8> {
        [PNG, b"pixels", PNG_END].concat()
    }

    fn jpeg() -> Vec<u8> {
        [JPEG, b"\xe0pixels", JPEG_END].concat()
    }

    fn judged(media: Media, file: &[u8]) -> Result<(), WrongContent> {
        media.begins(file)?;
        media.ends(file.get(file.len().saturating_sub(TAIL_BYTES)..).unwrap())
    }

    #[test]
    fn each_kind_is_known_by_its_ends() {
        assert_eq!(judged(Media::Pdf, PDF_FILE), Ok(()));
        assert_eq!(judged(Media::Png, &png()), Ok(()));
        assert_eq!(judged(Media::Jpeg, &jpeg()), Ok(()));
    }

    #[test]
    fn one_kind_is_not_taken_for_another() {
        assert_eq!(judged(Media::Pdf, &png()), Err(WrongContent::Begin(Media::Pdf)));
        assert_eq!(judged(Media::Png, &jpeg()), Err(WrongContent::Begin(Media::Png)));
        assert_eq!(judged(Media::Jpeg, b"MZ\x90\0"), Err(WrongContent::Begin(Media::Jpeg)));
        assert_eq!(judged(Media::Pdf, b""), Err(WrongContent::Begin(Media::Pdf)));
        let late = [b"\n", PDF_FILE].concat();
        assert_eq!(judged(Media::Pdf, &late), Err(WrongContent::Begin(Media::Pdf)));
    }

    #[test]
    fn a_file_cut_short_is_refused() {
        assert_eq!(judged(Media::Pdf, &PDF_FILE[..20]), Err(WrongContent::End(Media::Pdf)));
        let png = png();
        let cut = &png[..png.len() - 1];
        assert_eq!(judged(Media::Png, cut), Err(WrongContent::End(Media::Png)));
        assert_eq!(judged(Media::Jpeg, &jpeg()[..8]), Err(WrongContent::End(Media::Jpeg)));
    }

    #[test]
    fn an_archive_behind_a_file_is_refused() {
        for (media, file) in
            [(Media::Pdf, PDF_FILE.to_vec()), (Media::Png, png()), (Media::Jpeg, jpeg())]
        {
            let polyglot =
                [&file[..], b"PK\x03\x04 entry PK\x01\x02 directory", END_OF_ZIP].concat();
            assert_eq!(judged(media, &polyglot), Err(WrongContent::Archive), "{media:?}");
            let rar = [&file[..], b"Rar!\x1a\x07\x01\0"].concat();
            assert_eq!(judged(media, &rar), Err(WrongContent::Archive), "{media:?}");
        }
    }

    #[test]
    fn an_archive_whose_comment_ends_as_a_document_is_refused() {
        let mut end = END_OF_ZIP.to_vec();
        let comment = b"\n%%EOF\n";
        end[20] = u8::try_from(comment.len()).unwrap();
        let polyglot = [PDF_FILE, b"PK\x03\x04", &end, comment].concat();

        assert_eq!(judged(Media::Pdf, &polyglot), Err(WrongContent::Archive));
    }

    #[test]
    fn a_document_within_a_picture_is_refused() {
        let comment = [JPEG, b"\xfe\0\x20%PDF-1.7 ", JPEG_END].concat();
        assert_eq!(judged(Media::Jpeg, &comment), Err(WrongContent::TwoKinds));
        let page = [JPEG, b"\xfe\0\x20<ScRiPt>", JPEG_END].concat();
        assert_eq!(judged(Media::Jpeg, &page), Err(WrongContent::TwoKinds));
    }

    #[test]
    fn what_a_camera_writes_behind_its_picture_is_taken() {
        let noted = [&jpeg()[..], b"SEFH notes of the camera SEFT"].concat();

        assert_eq!(judged(Media::Jpeg, &noted), Ok(()));
    }

    proptest! {
        #[test]
        fn noise_is_judged_and_never_a_panic(
            noise in prop::collection::vec(any::<u8>(), 0..200),
            place in any::<prop::sample::Index>(),
        ) {
            for media in [Media::Pdf, Media::Jpeg, Media::Png] {
                prop_assert!(media.begins(&noise).is_err());
                let _ = media.ends(&noise);
                let mut end = END_OF_ZIP.to_vec();
                let place = place.index(end.len());
                end[place] ^= 0x5a;
                let _ = media.ends(&[&noise[..], &end].concat());
            }
        }
    }
}
