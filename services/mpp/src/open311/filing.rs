//! Filing a report: the specification's fields as a complaint of the contract.

use contract::satupintu::complaints::v1::{
    ComplaintChannel, ComplaintClass, Reporter, SubmitComplaintRequest, SubmitComplaintResponse,
    complaints_service_client::ComplaintsServiceClient,
};
use serde_json::{Value, json};

use super::{Open311, asked::Asked, faults::Faults, reference::Reference};
use crate::{
    asking::Unanswered,
    deposits::{Request, Ticket},
    kinds,
    portal::form::Form,
    random,
    registry::Agency,
};

/// Files what the form says. A repeat with the same `attribute[permintaan]` gets
/// the same request.
pub(super) async fn filed(
    open311: &Open311,
    asked: &Asked,
    form: Option<Form>,
) -> Result<Value, Faults> {
    let form = form.ok_or_else(|| {
        Faults::invalid("the body must be application/x-www-form-urlencoded, at most 512 KiB")
    })?;
    if !asked.settings.knows(form.get("api_key")) {
        return Err(Faults::key());
    }
    let agency = asked.agency(&form)?;
    let code = form.get("service_code");
    if code.is_empty() {
        return Err(Faults::invalid("service_code was not provided"));
    }
    let kind = kinds::by_code(code);
    let kind = kind.ok_or_else(|| Faults::not_found("service_code was not found"))?;
    let request = complaint(&form, &agency, kind.class);
    let mut client = ComplaintsServiceClient::new(open311.gateway.line(&agency)?);
    let call = client.submit_complaint(asked.asking.request(request.clone()));
    let answer = match asked.asking.answer(call).await {
        Ok(SubmitComplaintResponse { receipt_number: receipt, secret, .. }) => {
            let notice = open311.notice(&receipt, &secret);
            let id = open311.id(&agency.id, &Reference { receipt, secret });
            json!({ "service_request_id": id, "service_notice": notice, "account_id": null })
        }
        Err(Unanswered::Silent(cause)) => {
            let left = open311.deposits.take(&agency.id, Request::Complaint(request)).await;
            // Why it was not taken is known by now; the program learns who is silent.
            let Ticket { number, secret } = left.map_err(|_| Unanswered::Silent(cause))?;
            let notice = format!(
                "Instansi belum menjawab; laporan dititipkan, dan waktu instansi belum berjalan. {}",
                open311.notice(&number, &secret)
            );
            let token = open311.id(&agency.id, &Reference { receipt: number, secret });
            json!({ "token": token, "service_notice": notice, "account_id": null })
        }
        Err(refused) => return Err(refused.into()),
    };
    Ok(json!([answer]))
}

impl Open311 {
    /// What the reporter is told beside the id.
    fn notice(&self, number: &str, secret: &str) -> String {
        format!(
            "Nomor {number}, kode rahasia {secret}. Simpan keduanya, kode ini hanya ditampilkan \
             sekali: dengan keduanya laporan diikuti, dilengkapi, dan dinilai di {}/lacak.",
            self.public_url
        )
    }
}

fn complaint(form: &Form, agency: &Agency, class: ComplaintClass) -> SubmitComplaintRequest {
    let attribute = |code: &str| form.get(&format!("attribute[{code}]"));
    let request_id = match attribute("permintaan") {
        "" => random::id(),
        given => given.to_owned(),
    };
    let service = match attribute("layanan") {
        "" => String::new(),
        service => format!("{}/services/{service}", agency.resource()),
    };
    SubmitComplaintRequest {
        parent: agency.resource(),
        request_id,
        channel: ComplaintChannel::Web.into(),
        original_id: String::new(),
        class: class.into(),
        text: text(form),
        reporter: reporter(form),
        confidential: attribute("rahasia") == "ya",
        district: attribute("kecamatan").to_owned(),
        service,
        clause: String::new(),
        application_receipt: String::new(),
        step: String::new(),
        accused: Vec::new(),
    }
}

/// The description, with what has no field of its own here as lines of it.
fn text(form: &Form) -> String {
    let (lat, long) = (form.get("lat"), form.get("long"));
    let coordinates =
        if lat.is_empty() || long.is_empty() { String::new() } else { format!("{lat}, {long}") };
    let more = [
        ("Tempat", form.get("address_string")),
        ("Kode tempat", form.get("address_id")),
        ("Koordinat", coordinates.as_str()),
        ("Foto", form.get("media_url")),
    ];
    let more = more.iter().filter(|(_, value)| !value.is_empty());
    more.fold(form.get("description").to_owned(), |text, (name, value)| {
        format!("{text}\n{name}: {value}")
    })
}

/// Nobody, when the report says nothing about who sends it.
fn reporter(form: &Form) -> Option<Reporter> {
    let name = format!("{} {}", form.get("first_name"), form.get("last_name"));
    let reporter = Reporter {
        name: name.trim().to_owned(),
        address: String::new(),
        phone: form.get("phone").to_owned(),
        email: form.get("email").to_owned(),
        ..Reporter::default()
    };
    (reporter != Reporter::default()).then_some(reporter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_field_here_becomes_a_line_of_the_text() {
        let form = Form::parse(
            b"description=Loket+tutup&lat=-7.47&long=110.21&address_string=Jalan+Contoh&media_url=",
        );

        assert_eq!(text(&form), "Loket tutup\nTempat: Jalan Contoh\nKoordinat: -7.47, 110.21");
    }

    #[test]
    fn without_a_name_and_a_way_to_reach_it_a_report_is_anonymous() {
        assert_eq!(reporter(&Form::parse(b"description=x&device_id=1")), None);
        let known = reporter(&Form::parse(b"first_name=Siti&email=siti%40contoh.id")).unwrap();
        assert_eq!((known.name.as_str(), known.email.as_str()), ("Siti", "siti@contoh.id"));
    }
}
