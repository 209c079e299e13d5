//! A service on paper: what hangs where people wait, and what they pass on.

use documents::{Entry, Error, PosterPage, card, flow_poster, rupiah, standard_poster};
use kernel::Source;
use sop::Stage;
use standards::{Amount, Service, Stated};
use store::Published;

use crate::{
    catalogue::wire::planned,
    letterhead::{caution, letterhead},
};

/// What is printed of a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Standar pelayanan.
    Standard,
    /// Alur pelayanan.
    Flow,
    /// A card for social media.
    Card,
}

impl Kind {
    pub(super) fn print(self, page: &PosterPage) -> Result<Vec<u8>, Error> {
        match self {
            Self::Standard => standard_poster(page),
            Self::Flow => flow_poster(page),
            Self::Card => card(page),
        }
    }
}

/// The page, filled from what was published alone. `public_url` is where citizens
/// find the deployment.
pub(super) fn page(published: &Published, simulated: bool, public_url: &str) -> PosterPage {
    let Published { service, sop } = published;
    let (agency, id) = (service.agency(), service.id());
    let requirements = service.requirements().iter().map(|requirement| {
        let optional = if requirement.optional { " (bila ada)" } else { "" };
        marked(&format!("{}{optional}", requirement.text), requirement.source)
    });
    let channels = service.components().complaints.iter();
    PosterPage {
        letterhead: letterhead(service.document(), agency),
        caution: caution(service, sop, simulated),
        title: service.title().id.clone(),
        version: format!("Standar pelayanan versi {}", service.version()),
        facts: facts(service),
        requirements: requirements.collect(),
        stages: planned(sop).map(|stage| self::stage(&stage)).collect(),
        channels: channels.map(|channel| marked(&channel.text, channel.source)).collect(),
        address: format!("{}/layanan/{agency}/{id}", public_url.trim_end_matches('/')),
    }
}

fn facts(service: &Service) -> Vec<Entry> {
    let fee = match service.fee().amount() {
        Amount::Rupiah(0) => "Gratis".to_owned(),
        Amount::Rupiah(amount) => rupiah(*amount),
        Amount::Assessed(how) => format!("Ditetapkan per permohonan\n{how}"),
    };
    let Stated { value: product, source } = service.product();
    let time = service.time().in_words().id;
    vec![
        Entry::new("Waktu", marked(&time, service.time_source())),
        Entry::new("Biaya", marked(&fee, service.fee().source())),
        Entry::new("Produk", marked(product, *source)),
    ]
}

fn stage(stage: &Stage) -> Entry {
    let by = stage.executor_title.as_ref().map_or("Anda", |title| title.id.as_str());
    let time = stage.time.map(|time| marked(&time.duration.in_words().id, time.source));
    let by_and_time = [Some(by.to_owned()), time].into_iter().flatten();
    Entry::new(stage.title.id.clone(), by_and_time.collect::<Vec<_>>().join(" · "))
}

/// What no agency has published is not shown as a rule.
fn marked(text: &str, source: Source) -> String {
    match source {
        Source::Published => text.to_owned(),
        Source::Example => format!("{text} (contoh, bukan ketentuan)"),
    }
}
