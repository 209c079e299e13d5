//! What the form asks, what it sends, and what the agency found wrong with it.

use contract::satupintu::{
    notices::v1::{NoticeChannel, NoticeLanguage, NoticePreferences},
    permits::v1::{Answer, Applicant, Channel, Concern, Concerning, SubmitApplicationRequest},
    sop::v1::Service,
};
use tonic::Status;

use crate::portal::{
    field::{Faults, Field},
    form::Form,
    language::Language,
    problem,
};

/// The fields about the applicant, each named as the contract names it.
pub(super) fn fields(language: Language) -> [Field<'static>; 9] {
    let pick = |id, en| language.pick(id, en);
    [
        Field {
            name: "applicant.name",
            label: pick("Nama lengkap", "Full name"),
            hint: pick("Seperti pada KTP.", "As on the identity card."),
            kind: "text",
            autocomplete: "name",
            most: 200,
            required: true,
        },
        Field {
            name: "applicant.nik",
            label: pick("NIK", "Identity number (NIK)"),
            hint: pick(
                "16 angka pada KTP. Disimpan terenkripsi dan tidak pernah tampil di alamat laman.",
                "The 16 digits on the identity card. Kept encrypted, never shown in an address.",
            ),
            kind: "number",
            autocomplete: "off",
            most: 16,
            required: true,
        },
        Field {
            name: "district",
            label: pick("Kode kecamatan", "District code"),
            hint: pick(
                "Kode Kementerian Dalam Negeri, misalnya 62.02.05; tercantum pada situs kecamatan atau tanyakan loket.",
                "The code of the Ministry of Home Affairs, as 62.02.05; a counter can tell you.",
            ),
            kind: "text",
            autocomplete: "off",
            most: 8,
            required: true,
        },
        Field {
            name: "applicant.phone",
            label: pick("Nomor telepon", "Telephone"),
            hint: pick("Diawali 0 atau +62.", "Beginning with 0 or +62."),
            kind: "tel",
            autocomplete: "tel",
            most: 20,
            required: false,
        },
        Field {
            name: "applicant.email",
            label: pick("Surel", "E-mail"),
            hint: "",
            kind: "email",
            autocomplete: "email",
            most: 200,
            required: false,
        },
        Field {
            name: "applicant.address",
            label: pick("Alamat surat", "Postal address"),
            hint: "",
            kind: "area",
            autocomplete: "street-address",
            most: 500,
            required: false,
        },
        Field {
            name: "applicant.npwp",
            label: "NPWP",
            hint: pick("15 atau 16 angka.", "15 or 16 digits."),
            kind: "number",
            autocomplete: "off",
            most: 20,
            required: false,
        },
        Field {
            name: "concerning.licence_number",
            label: pick("Nomor izin lama", "Number of the present licence"),
            hint: "",
            kind: "text",
            autocomplete: "off",
            most: 200,
            required: false,
        },
        Field {
            name: "concerning.verification_code",
            label: pick("Kode verifikasi izin lama", "Its verification code"),
            hint: pick(
                "26 huruf dan angka di bawah kode QR.",
                "The 26 letters and digits under the QR code.",
            ),
            kind: "text",
            autocomplete: "off",
            most: 40,
            required: false,
        },
    ]
}

/// What applications can be about, with the value in the form.
pub(super) const CONCERNS: [(&str, &str, &str); 4] = [
    ("", "Izin baru", "A new licence"),
    ("perpanjangan", "Perpanjangan", "Renewal"),
    ("perubahan", "Perubahan isi", "Amendment"),
    ("balik-nama", "Balik nama", "Transfer"),
];

/// The ways by which somebody can be told, with the field in the form.
pub(super) const CHANNELS: [(&str, NoticeChannel, &str, &str); 3] = [
    ("kabar-surel", NoticeChannel::Email, "Surel", "E-mail"),
    ("kabar-wa", NoticeChannel::Whatsapp, "WhatsApp", "WhatsApp"),
    ("kabar-sms", NoticeChannel::Sms, "SMS", "SMS"),
];

/// The name of the field for a requirement, and of its box.
pub(super) fn answer_field(requirement: &str) -> (String, String) {
    (format!("isi-{requirement}"), format!("ada-{requirement}"))
}

/// The application as the form says it.
pub(super) fn application(
    form: &Form,
    service: &Service,
    request_id: &str,
) -> SubmitApplicationRequest {
    let answers = service.requirements.iter().filter_map(|requirement| {
        let (text, given) = answer_field(&requirement.id);
        let text = form.get(&text);
        let is_given = form.is_ticked(&given) || !text.is_empty();
        is_given.then(|| Answer { requirement_id: requirement.id.clone(), text: text.to_owned() })
    });
    SubmitApplicationRequest {
        service: service.name.clone(),
        request_id: request_id.to_owned(),
        applicant: Some(Applicant {
            name: form.get("applicant.name").to_owned(),
            nik: form.get("applicant.nik").replace([' ', '.'], ""),
            phone: form.get("applicant.phone").to_owned(),
            email: form.get("applicant.email").to_owned(),
            address: form.get("applicant.address").to_owned(),
            family_card: String::new(),
            npwp: form.get("applicant.npwp").to_owned(),
        }),
        answers: answers.collect(),
        district: form.get("district").to_owned(),
        channel: Channel::Online.into(),
        validate_only: false,
        concerning: concerning(form),
        notices: Some(notices(form)),
        mandate: None,
    }
}

fn concerning(form: &Form) -> Option<Concerning> {
    let kind = match form.get("concerning.kind") {
        "perpanjangan" => Concern::Renewal,
        "perubahan" => Concern::Amendment,
        "balik-nama" => Concern::Transfer,
        _ => return None,
    };
    Some(Concerning {
        kind: kind.into(),
        licence_number: form.get("concerning.licence_number").to_owned(),
        verification_code: form.get("concerning.verification_code").to_owned(),
    })
}

fn notices(form: &Form) -> NoticePreferences {
    let chosen = CHANNELS.iter().filter(|(field, ..)| form.is_ticked(field));
    let language = match form.get("bahasa") {
        "en" => NoticeLanguage::English,
        _ => NoticeLanguage::Indonesian,
    };
    NoticePreferences {
        channels: chosen.map(|(_, channel, ..)| (*channel).into()).collect(),
        language: language.into(),
    }
}

/// What the agency found wrong: the field as our form names it, and words.
pub(super) fn faults_of(
    language: Language,
    service: &Service,
    form: &Form,
    status: &Status,
) -> Faults {
    let sent = application(form, service, "").answers;
    let given: Vec<&str> = sent.iter().map(|answer| answer.requirement_id.as_str()).collect();
    let found = problem::violations(status).into_iter().map(|(field, description)| {
        let name = our_name(&field, &given);
        let label = fields(language).iter().find(|one| one.name == name).map(|one| one.label);
        let words = match (label, rule(language, &name)) {
            (Some(label), Some(rule)) => format!("{label}: {rule}"),
            (Some(label), None) => format!("{label}: {description}"),
            (None, _) => description,
        };
        (name, words)
    });
    found.collect()
}

/// `answers[2].text` is the third answer that was sent; others keep their name.
fn our_name(field: &str, requirements: &[&str]) -> String {
    let index = field.strip_prefix("answers[").and_then(|rest| rest.split(']').next());
    let requirement = index.and_then(|index| requirements.get(index.parse::<usize>().ok()?));
    match requirement {
        Some(requirement) => answer_field(requirement).0,
        None => field.to_owned(),
    }
}

/// The rule of a field, for people.
fn rule(language: Language, field: &str) -> Option<&'static str> {
    let (id, en) = match field {
        "applicant.name" => (
            "isi nama lengkap, paling banyak 200 huruf",
            "give the full name, at most 200 characters",
        ),
        "applicant.nik" => (
            "harus 16 angka dengan tanggal lahir yang mungkin",
            "must be 16 digits with a possible date of birth",
        ),
        "applicant.phone" => {
            ("diawali 0 atau +62, hanya angka", "begins with 0 or +62, digits only")
        }
        "applicant.email" => ("tulis seperti nama@contoh.id", "write it as name@example.id"),
        "applicant.npwp" => ("harus 15 atau 16 angka", "must be 15 or 16 digits"),
        "district" => ("tulis kode seperti 62.02.05", "write a code as 62.02.05"),
        "concerning.licence_number" => (
            "tulis seperti pada dokumen, dengan tahunnya",
            "as printed on the document, with its year",
        ),
        "concerning.verification_code" => {
            ("harus 26 huruf dan angka", "must be 26 letters and digits")
        }
        _ => return None,
    };
    Some(language.pick(id, en))
}

#[cfg(test)]
mod tests {
    use contract::satupintu::sop::v1::Requirement;

    use super::*;

    fn service() -> Service {
        let requirement = |id: &str| Requirement { id: id.to_owned(), ..Requirement::default() };
        Service {
            requirements: vec![requirement("ktp"), requirement("denah")],
            ..Service::default()
        }
    }

    #[test]
    fn a_box_that_is_ticked_and_a_text_both_count_as_given() {
        let form = Form::parse(b"ada-ktp=1&isi-denah=Jalan%20Contoh&applicant.nik=99 01");

        let request = application(&form, &service(), "r1");

        let answers: Vec<(&str, &str)> = request
            .answers
            .iter()
            .map(|answer| (answer.requirement_id.as_str(), answer.text.as_str()))
            .collect();
        assert_eq!(answers, [("ktp", ""), ("denah", "Jalan Contoh")]);
        assert_eq!(request.applicant.unwrap().nik, "9901");
        assert_eq!(request.concerning, None);
    }

    #[test]
    fn a_fault_leads_to_the_field_of_our_form() {
        let status = edge::malformed(vec![
            ("applicant.nik".to_owned(), "must be 16 digits".to_owned()),
            ("answers[1].text".to_owned(), "must be shorter".to_owned()),
        ]);

        let form = Form::parse(b"ada-ktp=1&ada-denah=1");

        let faults = faults_of(Language::Indonesian, &service(), &form, &status);

        assert_eq!(faults[0].0, "applicant.nik");
        assert!(faults[0].1.starts_with("NIK: harus 16 angka"));
        assert_eq!(faults[1], ("isi-denah".to_owned(), "must be shorter".to_owned()));
    }
}
