//! What can be reported, and what a report may say beside its description.

use serde_json::{Value, json};

use super::{
    Open311, ROOT,
    answer::{FORMATS, Format},
    asked::Asked,
    faults::Faults,
};
use crate::kinds::{self, KINDS, Kind};

/// How discovery names the specification.
const SPECIFICATION: &str = "http://wiki.open311.org/GeoReport_v2";
/// When the kinds of report or their attributes last changed.
const CHANGESET: &str = "2026-11-22 00:00";

/// Where the endpoint is, and how one gets a key.
pub(super) fn discovery(open311: &Open311, asked: &Asked) -> Value {
    let kind = if asked.registry.simulated { "test" } else { "production" };
    json!({
        "changeset": CHANGESET,
        "contact": asked.settings.contact,
        "key_service": asked.settings.key_service,
        "endpoints": [{
            "specification": SPECIFICATION,
            "url": format!("{}{ROOT}", open311.public_url),
            "changeset": CHANGESET,
            "type": kind,
            "formats": FORMATS.map(Format::media_type),
        }],
    })
}

/// The kinds of report: the same at every agency.
pub(super) fn services() -> Value {
    let service = |kind: &Kind| {
        json!({
            "service_code": kind.code,
            "service_name": kind.said.0,
            "description": kind.hint.0,
            "metadata": true,
            "type": "realtime",
            "keywords": "pengaduan, layanan publik, complaint, public service",
            "group": "pengaduan",
        })
    };
    KINDS.iter().map(service).collect()
}

/// What a report of a kind may say at this agency.
pub(super) async fn definition(open311: &Open311, asked: &Asked) -> Result<Value, Faults> {
    let agency = asked.agency(&asked.query)?;
    let kind = kinds::by_code(&asked.id);
    let kind = kind.ok_or_else(|| Faults::not_found("service_code was not found"))?;
    let listing = open311.gateway.catalogue(&asked.asking).await;
    let offer = listing.offers.iter().find(|(known, _)| known.id == agency.id);
    let services = offer.into_iter().flat_map(|(_, offer)| offer.services.iter()).map(|service| {
        let id = service.name.rsplit('/').next().unwrap_or_default();
        let title = service.title.as_ref().map_or("", |title| title.id.as_str());
        json!({ "key": id, "name": title })
    });
    let attributes = [
        Attribute {
            is_asked: false,
            ..Attribute::optional(
                "tempat",
                "string",
                "Tempat (address_string, address_id, atau lat dan long) tidak wajib; tempat dan \
                 media_url dicatat sebagai teks di dalam laporan. device_id dan account_id tidak \
                 disimpan. Tanpa first_name dan last_name laporan bersifat anonim.",
            )
        },
        Attribute {
            values: services.collect(),
            ..Attribute::optional("layanan", "singlevaluelist", "Layanan yang dilaporkan")
        },
        Attribute::optional("kecamatan", "string", "Kode kecamatan pelapor, misalnya 62.02.05"),
        Attribute {
            values: vec![
                json!({ "key": "ya", "name": "Ya" }),
                json!({ "key": "tidak", "name": "Tidak" }),
            ],
            ..Attribute::optional(
                "rahasia",
                "singlevaluelist",
                "Rahasiakan: tidak masuk hitungan yang terbuka untuk umum",
            )
        },
        Attribute::optional(
            "permintaan",
            "string",
            "Nomor acak buatan aplikasi Anda (UUID); kiriman ulang dengan nomor dan isi yang sama \
             mendapat jawaban yang pertama",
        ),
    ];
    let shown: Vec<Value> =
        (1_usize..).zip(attributes).map(|(order, attribute)| attribute.shown(order)).collect();
    Ok(json!({ "service_code": kind.code, "attributes": shown }))
}

/// Something that a report may say beside its description.
struct Attribute {
    /// False where it only tells the reporter something.
    is_asked: bool,
    code: &'static str,
    datatype: &'static str,
    description: &'static str,
    /// What can be chosen, in a list.
    values: Vec<Value>,
}

impl Attribute {
    /// One that may be filled in.
    fn optional(code: &'static str, datatype: &'static str, description: &'static str) -> Self {
        Self { is_asked: true, code, datatype, description, values: Vec::new() }
    }

    fn shown(self, order: usize) -> Value {
        let Self { is_asked, code, datatype, description, values } = self;
        json!({
            "variable": is_asked,
            "code": code,
            "datatype": datatype,
            "required": false,
            "datatype_description": null,
            "order": order,
            "description": description,
            "values": values,
        })
    }
}
