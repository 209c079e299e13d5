//! What an agency hangs up and what people pass on: a service's standard, its flow,
//! and a card for social media.
//!
//! The law wants the standard to be seen where the service is given, not only read
//! on a screen (UU 25/2009 Ps 21; PermenPANRB 15/2014).

use typst::foundations::{Dict, Str, dict};

use crate::press::{Template, paint, print};
use crate::qr::qr;
use crate::sheet::{Caution, Entry, Letterhead};
use crate::{Error, values};

/// A service as it is shown to people who have not asked yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PosterPage {
    /// Whose service it is.
    pub letterhead: Letterhead,
    /// What the reader must not miss.
    pub caution: Caution,
    /// The service.
    pub title: String,
    /// Which version of the standard this is.
    pub version: String,
    /// Time, cost, product: what most people look for.
    pub facts: Vec<Entry>,
    /// What has to be handed in.
    pub requirements: Vec<String>,
    /// Each stage, and who does it in which time.
    pub stages: Vec<Entry>,
    /// Where to complain.
    pub channels: Vec<String>,
    /// Where the service is found and applied for; the QR code leads there.
    pub address: String,
}

/// The standard as PDF on one sheet of A3, to be hung where people wait.
pub fn standard_poster(page: &PosterPage) -> Result<Vec<u8>, Error> {
    let identity = format!("Standar Pelayanan {} {}", page.title, page.version);
    print(Template::Poster, &identity, inputs(page, "Standar Pelayanan")?)
}

/// The flow alone as PDF on one sheet of A3, stage by stage.
pub fn flow_poster(page: &PosterPage) -> Result<Vec<u8>, Error> {
    let identity = format!("Alur Pelayanan {} {}", page.title, page.version);
    let page = PosterPage { requirements: Vec::new(), channels: Vec::new(), ..page.clone() };
    print(Template::Poster, &identity, inputs(&page, "Alur Pelayanan")?)
}

/// The card as PNG of 1200 × 630 pixels, the size that social media show.
pub fn card(page: &PosterPage) -> Result<Vec<u8>, Error> {
    paint(Template::Card, inputs(page, "")?)
}

fn inputs(page: &PosterPage, kind: &str) -> Result<Dict, Error> {
    let PosterPage {
        letterhead,
        caution,
        title,
        version,
        facts,
        requirements,
        stages,
        channels,
        address,
    } = page;
    Ok(dict! {
        "sheet" => values::paper(letterhead, *caution),
        "kind" => values::text(kind),
        "title" => values::text(title),
        "version" => values::text(version),
        "facts" => values::entries(facts),
        "requirements" => values::texts(requirements),
        "stages" => values::entries(stages),
        "channels" => values::texts(channels),
        "address" => values::text(address),
        "qr" => Str::from(qr(address)?),
    })
}
