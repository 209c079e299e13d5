//! What the form of a complaint asks, what it sends, and what the agency found
//! wrong with it.

use contract::satupintu::{
    complaints::v1::{ComplaintChannel, ComplaintClass, Reporter, SubmitComplaintRequest},
    notices::v1::NoticeLanguage,
};
use tonic::Status;

use crate::{
    kinds::{self, KINDS, Kind},
    portal::{
        field::{Faults, Field},
        form::Form,
        language::Language,
        problem,
    },
    registry::Agency,
};

/// The value of the answer that leaves everything about the reporter out.
pub(super) const ANONYMOUS: &str = "anonim";

/// The kinds, as people would say them, by their value in the form.
pub(super) fn classes(language: Language) -> [(&'static str, &'static str, &'static str); 4] {
    KINDS.map(|Kind { code, class: _, said, hint }| {
        (code, language.pick(said.0, said.1), language.pick(hint.0, hint.1))
    })
}

/// With a name, or without one.
pub(super) fn identities(language: Language) -> [(&'static str, &'static str, &'static str); 2] {
    let pick = |id, en| language.pick(id, en);
    [
        (
            "nama",
            pick("Dengan nama", "With my name"),
            pick(
                "Tersegel; hanya dibuka petugas pengaduan, dan setiap pembukaan tercatat.",
                "Sealed; only staff for complaints open it, and each opening is recorded.",
            ),
        ),
        (
            ANONYMOUS,
            pick("Tanpa nama", "Without my name"),
            pick(
                "Tidak ada yang disimpan tentang Anda. Anda tetap dapat mengikutinya dengan kode rahasia.",
                "Nothing about you is kept. You can still follow it with the secret.",
            ),
        ),
    ]
}

/// Who reports: fields that count unless it is without a name.
pub(super) fn person(language: Language) -> [Field<'static>; 4] {
    let pick = |id, en| language.pick(id, en);
    let optional = Field {
        name: "",
        label: "",
        hint: "",
        kind: "text",
        autocomplete: "off",
        most: 200,
        required: false,
    };
    [
        Field {
            name: "reporter.name",
            label: pick("Nama lengkap", "Full name"),
            hint: pick("Kosongkan bila tanpa nama.", "Leave empty without a name."),
            autocomplete: "name",
            ..optional
        },
        Field {
            name: "reporter.phone",
            label: pick("Nomor telepon", "Telephone"),
            hint: pick("Diawali 0 atau +62.", "Beginning with 0 or +62."),
            kind: "tel",
            autocomplete: "tel",
            most: 20,
            ..optional
        },
        Field {
            name: "reporter.email",
            label: pick("Surel", "E-mail"),
            kind: "email",
            autocomplete: "email",
            ..optional
        },
        Field {
            name: "reporter.address",
            label: pick("Alamat surat", "Postal address"),
            kind: "area",
            autocomplete: "street-address",
            most: 500,
            ..optional
        },
    ]
}

/// What happened.
pub(super) fn text(language: Language) -> Field<'static> {
    Field {
        name: "text",
        label: language.pick("Apa yang terjadi", "What happened"),
        hint: language.pick(
            "Apa, di mana, kapan, dan apa yang Anda minta. Jangan tulis NIK atau nama orang lain bila tidak perlu.",
            "What, where, when, and what you ask for. Leave out identity numbers and names of others where you can.",
        ),
        kind: "area",
        autocomplete: "off",
        most: 4000,
        required: true,
    }
}

/// Where the reporter lives.
pub(super) fn district(language: Language) -> Field<'static> {
    Field {
        name: "district",
        label: language.pick("Kode kecamatan", "District code"),
        hint: language.pick("Misalnya 62.02.05.", "As 62.02.05."),
        kind: "text",
        autocomplete: "off",
        most: 8,
        required: false,
    }
}

/// The complaint as the form says it, about the application `case` or about none.
pub(super) fn complaint(
    form: &Form,
    language: Language,
    agency: &Agency,
    case: String,
) -> SubmitComplaintRequest {
    let class = kinds::by_code(form.get("class")).map(|kind| kind.class).unwrap_or_default();
    let reporter = (form.get("identitas") != ANONYMOUS).then(|| Reporter {
        name: form.get("reporter.name").to_owned(),
        address: form.get("reporter.address").to_owned(),
        phone: form.get("reporter.phone").to_owned(),
        email: form.get("reporter.email").to_owned(),
        language: match language {
            Language::Indonesian => NoticeLanguage::Indonesian.into(),
            Language::English => NoticeLanguage::English.into(),
        },
    });
    SubmitComplaintRequest {
        parent: agency.resource(),
        request_id: form.get("request_id").to_owned(),
        channel: ComplaintChannel::Web.into(),
        original_id: String::new(),
        class: class.into(),
        text: form.get("text").to_owned(),
        reporter,
        confidential: form.is_ticked("rahasiakan"),
        district: form.get("district").to_owned(),
        service: form.get("service").to_owned(),
        clause: String::new(),
        application_receipt: case,
        step: String::new(),
        accused: Vec::new(),
    }
}

/// What the form lacks for any agency, where none can be asked.
pub(super) fn missing(language: Language, request: &SubmitComplaintRequest) -> Faults {
    let lacks = [
        ("class", request.class() == ComplaintClass::Unspecified),
        ("text", request.text.trim().is_empty()),
        ("reporter.name", request.reporter.as_ref().is_some_and(|it| it.name.trim().is_empty())),
    ];
    let lacking = lacks.into_iter().filter(|(_, lacks)| *lacks);
    lacking
        .filter_map(|(field, _)| Some((field.to_owned(), rule(language, field)?.to_owned())))
        .collect()
}

/// What the agency found wrong: the field of the form, and words for people.
pub(super) fn faults_of(language: Language, status: &Status) -> Faults {
    let found = problem::violations(status).into_iter().map(|(field, description)| {
        // The receipt of the case is typed under another name than it is sent.
        let name = match field.as_str() {
            "application_receipt" | "receipt_number" => "nomor".to_owned(),
            "secret" => "rahasia".to_owned(),
            _ => field,
        };
        let words = rule(language, &name).map_or(description, str::to_owned);
        (name, words)
    });
    found.collect()
}

/// The rule of a field, for people.
fn rule(language: Language, field: &str) -> Option<&'static str> {
    let (id, en) = match field {
        "class" => ("Pilih salah satu jenis laporan.", "Choose what kind of report it is."),
        "text" => (
            "Tulis apa yang terjadi, paling banyak 4000 huruf.",
            "Write what happened, in at most 4000 characters.",
        ),
        "reporter.name" => (
            "Isi nama lengkap, atau pilih tanpa nama.",
            "Give the full name, or choose to complain without a name.",
        ),
        "reporter.phone" => (
            "Nomor telepon diawali 0 atau +62, hanya angka.",
            "A telephone number begins with 0 or +62, digits only.",
        ),
        "reporter.email" => {
            ("Tulis surel seperti nama@contoh.id.", "Write an e-mail address as name@example.id.")
        }
        "district" => ("Tulis kode kecamatan seperti 62.02.05.", "Write a district as 62.02.05."),
        "nomor" => {
            ("Tulis nomor seperti pada tanda terima.", "Write the number as it is on the receipt.")
        }
        "rahasia" => (
            "Kode rahasia terdiri dari 16 huruf dan angka.",
            "The secret has 16 letters and digits.",
        ),
        _ => return None,
    };
    Some(language.pick(id, en))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::Registry;

    fn agency() -> Agency {
        let text = "mall = \"M\"\n[[agency]]\nid = \"dinkes\"\nname = \"D\"\nmode = \"queue-only\"";
        Registry::parse(text).unwrap().agencies.remove(0)
    }

    #[test]
    fn a_complaint_without_a_name_sends_none_even_when_one_was_typed() {
        let form = Form::parse(b"identitas=anonim&reporter.name=Budi&class=layanan&text=Tutup");

        let request = complaint(&form, Language::Indonesian, &agency(), String::new());

        assert_eq!(request.reporter, None);
        assert_eq!(request.class(), ComplaintClass::Ordinary);
        assert_eq!(request.parent, "agencies/dinkes");
    }

    #[test]
    fn what_no_agency_would_take_is_found_without_asking_one() {
        let fields = |form: &[u8]| {
            let language = Language::Indonesian;
            let request = complaint(&Form::parse(form), language, &agency(), String::new());
            let found = missing(language, &request).into_iter();
            found.map(|(field, _)| field).collect::<Vec<_>>()
        };

        assert_eq!(fields(b"identitas=nama"), ["class", "text", "reporter.name"]);
        assert_eq!(fields(b"identitas=anonim&class=usul&text=x"), [""; 0]);
    }

    #[test]
    fn whoever_complains_on_the_english_page_is_told_in_english() {
        let form = Form::parse(b"reporter.name=Budi&class=layanan&text=Tutup");

        let request = complaint(&form, Language::English, &agency(), String::new());

        assert_eq!(request.reporter.unwrap().language(), NoticeLanguage::English);
    }

    #[test]
    fn a_fault_leads_to_the_field_of_our_form_in_words() {
        let status = edge::malformed(vec![
            ("class".to_owned(), "must be one of the classes".to_owned()),
            ("application_receipt".to_owned(), "must be a receipt number".to_owned()),
        ]);

        let faults = faults_of(Language::Indonesian, &status);

        assert_eq!(faults[0], ("class".to_owned(), "Pilih salah satu jenis laporan.".to_owned()));
        assert_eq!(faults[1].0, "nomor");
    }
}
