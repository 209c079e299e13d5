//! What three silent agencies cost the others: calls through the gateway to the
//! agencies that answer, in a mall of forty and in the same mall without the three,
//! interleaved. In both somebody opens the list of all services again and again, for
//! which everybody is asked.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use serde::Serialize;
use stories::{
    Browser,
    forty::{ANSWERING, Forty, names},
};
use tokio::{task::JoinSet, time::sleep};

use crate::{Failure, probe::percentile, rates::median};

const SERVICE: &str = "/api/v1/satupintu.sop.v1.CatalogueService/GetService";
/// As a gateway has it unless told otherwise.
const PATIENCE: Duration = Duration::from_millis(1500);
/// Between two looks at the list.
const LOOKING: Duration = Duration::from_millis(100);

/// The tail of both malls.
#[derive(Serialize)]
pub(crate) struct Compared {
    pub(crate) calls: usize,
    /// Medians over the pairs.
    pub(crate) healthy_p99_micros: u64,
    pub(crate) ailing_p99_micros: u64,
    /// Median of the pairs' ratios, in hundredths.
    pub(crate) ratio_hundredths: u64,
}

/// Measures `pairs` pairs with `clients` clients, `time` for each half.
pub(crate) async fn compare(
    pairs: usize,
    clients: usize,
    time: Duration,
) -> Result<Compared, Failure> {
    let forty = Forty::open(PATIENCE).await;
    let (healthy, ailing) = (forty.healthy.address(), forty.ailing.address());
    for mall in [healthy, ailing] {
        drive(mall, clients, time / 4).await?;
    }
    let (mut healthies, mut ailings, mut calls) = (Vec::new(), Vec::new(), 0);
    for pair in 0..pairs {
        let order = if pair % 2 == 0 { [healthy, ailing] } else { [ailing, healthy] };
        for mall in order {
            let mut latencies = drive(mall, clients, time).await?;
            calls += latencies.len();
            let p99 = u64::try_from(percentile(&mut latencies, 99).as_micros())?;
            if mall == healthy { healthies.push(p99) } else { ailings.push(p99) }
        }
    }
    forty.close().await;
    let ratios = healthies.iter().zip(&ailings).map(|(well, ill)| ill * 100 / (*well).max(1));
    Ok(Compared {
        calls,
        ratio_hundredths: median(ratios.collect()),
        healthy_p99_micros: median(healthies),
        ailing_p99_micros: median(ailings),
    })
}

/// How long each call to an agency that answers took.
async fn drive(mall: SocketAddr, clients: usize, time: Duration) -> Result<Vec<Duration>, Failure> {
    let began = Instant::now();
    let looking = tokio::spawn(async move {
        loop {
            Browser::at(mall).get("/layanan").await;
            sleep(LOOKING).await;
        }
    });
    let mut callers = JoinSet::new();
    for client in 0..clients {
        callers.spawn(async move {
            let (mut browser, mut latencies) = (Browser::at(mall), Vec::new());
            for agency in names(0, ANSWERING).iter().cycle().skip(client) {
                if began.elapsed() >= time {
                    break;
                }
                let asked = format!(r#"{{"name":"agencies/{agency}/services/ktp-{agency}"}}"#);
                let sent = Instant::now();
                let page = browser.post_json(SERVICE, &asked).await;
                latencies.push(sent.elapsed());
                if page.status != 200 {
                    return Err(format!("{agency}: {}", page.text()).into());
                }
            }
            Ok::<_, Failure>(latencies)
        });
    }
    let mut latencies = Vec::new();
    while let Some(done) = callers.join_next().await {
        latencies.extend(done??);
    }
    looking.abort();
    Ok(latencies)
}
