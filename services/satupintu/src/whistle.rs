//! `satupintu whistle` and `satupintu inspect`: both ends of a report to the inspectorate.
//!
//! Everything is sealed and opened here. No server is ever shown a text, the secret of a
//! slip or the private key.

mod inspect;
mod report;

use std::{
    fs,
    io::{self, Read},
    path::Path,
};

use calendar::Zone;
use jiff::civil::Date;
use whistleblowing::Text;
use zeroize::Zeroizing;

use crate::failure::Failure;

pub(crate) use inspect::run as inspect;
pub(crate) use report::run as report;

/// One more than four bytes for each of the most characters of a text.
const MOST_BYTES: u64 = 48_001;

/// The text in a file, or what is typed.
fn text(file: Option<&Path>) -> Result<Text, Failure> {
    let mut bytes = Zeroizing::new(Vec::new());
    let read = match file {
        Some(path) => {
            fs::File::open(path).and_then(|file| file.take(MOST_BYTES).read_to_end(&mut bytes))
        }
        None => io::stdin().lock().take(MOST_BYTES).read_to_end(&mut bytes),
    };
    read.map_err(|why| Failure::new("the text cannot be read", &why))?;
    let text =
        std::str::from_utf8(&bytes).map_err(|why| Failure::new("the text is not UTF-8", &why))?;
    Text::parse(text).map_err(|why| Failure::new("this text cannot be sent", &why))
}

/// Today in the westernmost zone; of the time of day nothing is told.
fn today() -> Date {
    Zone::Wib.date(edge::wall_clock())
}

fn random<const N: usize>() -> Result<[u8; N], Failure> {
    store::random().map_err(|why| Failure::new("the system gives no randomness", &why))
}
