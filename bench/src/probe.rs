//! How long the disk takes to make 4 KiB durable, in this very minute.

use std::{
    fs::OpenOptions,
    io::{Seek, SeekFrom, Write},
    path::Path,
    time::{Duration, Instant},
};

use crate::Failure;

const SYNCS: usize = 200;

/// The median of some hundred writes, each followed by `fdatasync`.
pub(crate) fn fsync(folder: &Path) -> Result<Duration, Failure> {
    let path = folder.join("fsync-probe");
    let mut file = OpenOptions::new().create(true).truncate(true).write(true).open(&path)?;
    let block = [1_u8; 4096];
    file.write_all(&block)?;
    file.sync_all()?;
    let mut times = Vec::with_capacity(SYNCS);
    for _ in 0..SYNCS {
        let started = Instant::now();
        file.seek(SeekFrom::Start(0))?;
        file.write_all(&block)?;
        file.sync_data()?;
        times.push(started.elapsed());
    }
    std::fs::remove_file(&path)?;
    Ok(percentile(&mut times, 50))
}

/// The processor time that this process has used so far, in microseconds: the
/// load's and the server's, but not a database server's.
pub(crate) fn processor_micros() -> Result<u64, Failure> {
    // Fields 14 and 15 of proc(5), in hundredths of a second, after the name in brackets.
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    let fields = stat.rsplit_once(')').map_or("", |(_, fields)| fields);
    let ticks = fields.split_whitespace().skip(11).take(2).map(str::parse::<u64>);
    Ok(ticks.sum::<Result<u64, _>>()? * 10_000)
}

/// The given percentile; zero of nothing.
pub(crate) fn percentile(times: &mut [Duration], percent: usize) -> Duration {
    times.sort_unstable();
    let place = times.len().saturating_sub(1).saturating_mul(percent) / 100;
    times.get(place).copied().unwrap_or_default()
}
