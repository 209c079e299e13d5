//! What an agency told, on the disk: answer after answer, each with the cursor after it
//! and when it was heard.
//!
//! An answer stands there with its length and a checksum. So the cursor is as far as
//! what was told, whenever we die; a torn end is cut off and asked for again. That is
//! also why nothing is synced: a machine that loses power loses what the feed repeats.

use std::{
    fs::{File, OpenOptions},
    io::{self, BufReader, BufWriter, ErrorKind, Read, Write},
    os::unix::fs::{FileExt, OpenOptionsExt},
    path::{Path, PathBuf},
};

use contract::satupintu::feed::v1::FollowCasesResponse;
use kernel::Instant;
use prost::Message;
use sha2::{Digest, Sha256};

use super::page::CASES;
use crate::disk::replace;

const CHECKSUM: usize = 8;
/// More than a hundred cases come to.
const LONGEST: usize = 1024 * 1024;

/// An agency's file, open for going on.
pub(super) struct Log {
    path: PathBuf,
    file: File,
    bytes: u64,
}

/// An answer, and when nothing was left to tell by then; `None` where more was.
pub(super) struct Told {
    pub(super) answer: FollowCasesResponse,
    pub(super) heard: Option<Instant>,
}

impl Log {
    /// Opens the file for going on, after what [`read`] found sound in it.
    pub(super) fn open(path: &Path, sound: u64) -> io::Result<Self> {
        let mut options = OpenOptions::new();
        let file = options.create(true).write(true).truncate(false).mode(0o600).open(path)?;
        file.set_len(sound)?;
        Ok(Self { path: path.to_owned(), file, bytes: sound })
    }

    /// Puts an answer behind the others.
    pub(super) fn append(&mut self, told: &Told) -> io::Result<()> {
        let frame = frame(told)?;
        // Over whatever a write that failed has left there.
        self.file.write_all_at(&frame, self.bytes)?;
        self.bytes = self.bytes.saturating_add(u64::try_from(frame.len()).unwrap_or_default());
        Ok(())
    }

    /// Puts `all` in the place of everything that stands there.
    pub(super) fn rewrite(&mut self, mut all: Told) -> io::Result<()> {
        let cases = std::mem::take(&mut all.answer.cases);
        let mut bytes = 0_u64;
        self.file = replace(&self.path, |file| {
            let mut file = BufWriter::new(file);
            // One at least, for the cursor.
            let mut parts = cases.chunks(CASES);
            let first = parts.next().unwrap_or_default();
            for part in std::iter::once(first).chain(parts) {
                all.answer.cases = part.to_vec();
                let frame = frame(&all)?;
                bytes = bytes.saturating_add(u64::try_from(frame.len()).unwrap_or_default());
                file.write_all(&frame)?;
            }
            file.flush()
        })?;
        self.bytes = bytes;
        Ok(())
    }
}

/// Hands every sound answer of the file to `each`, in order. How many bytes are sound.
pub(super) fn read(path: &Path, mut each: impl FnMut(Told)) -> io::Result<u64> {
    let mut file = match File::open(path) {
        Ok(file) => BufReader::new(file),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(0),
        Err(error) => return Err(error),
    };
    let mut sound = 0_u64;
    while let Some((told, bytes)) = next(&mut file)? {
        sound = sound.saturating_add(bytes);
        each(told);
    }
    Ok(sound)
}

/// The next answer with its length; `None` at the end, and where the end is torn.
fn next(file: &mut impl Read) -> io::Result<Option<(Told, u64)>> {
    let (mut length, mut checksum, mut heard) = ([0; 4], [0; CHECKSUM], [0; 8]);
    for part in [&mut length[..], &mut checksum, &mut heard] {
        if !is_filled(file, part)? {
            return Ok(None);
        }
    }
    let length = usize::try_from(u32::from_le_bytes(length)).unwrap_or(usize::MAX);
    if length > LONGEST {
        return Ok(None);
    }
    let mut answer = vec![0; length];
    if !is_filled(file, &mut answer)? || checksum != summed(heard, &answer) {
        return Ok(None);
    }
    let Ok(decoded) = FollowCasesResponse::decode(answer.as_slice()) else { return Ok(None) };
    let heard = Some(i64::from_le_bytes(heard)).filter(|micros| *micros != 0);
    let bytes = length.saturating_add(4 + CHECKSUM + 8);
    let told = Told { answer: decoded, heard: heard.map(Instant::from_micros) };
    Ok(Some((told, u64::try_from(bytes).unwrap_or_default())))
}

/// Whether as many bytes were left.
fn is_filled(file: &mut impl Read, part: &mut [u8]) -> io::Result<bool> {
    match file.read_exact(part) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error),
    }
}

fn frame(Told { answer, heard }: &Told) -> io::Result<Vec<u8>> {
    let heard = heard.map_or(0, Instant::micros).to_le_bytes();
    let answer = answer.encode_to_vec();
    let length = u32::try_from(answer.len()).map_err(io::Error::other)?.to_le_bytes();
    Ok([&length[..], &summed(heard, &answer), &heard, &answer].concat())
}

fn summed(heard: [u8; 8], answer: &[u8]) -> [u8; CHECKSUM] {
    let digest = Sha256::new().chain_update(heard).chain_update(answer).finalize();
    std::array::from_fn(|n| digest.get(n).copied().unwrap_or_default())
}
