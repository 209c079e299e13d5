//! What applicants read, word for word, and what they never read.

use kernel::Bilingual;
use notices::{Facts, Invitation, LONGEST_SHORT, Letter, Template};
use permits::NoticeLanguage;
use proptest::prelude::*;

const LANGUAGES: [(NoticeLanguage, &str); 2] =
    [(NoticeLanguage::Indonesian, "id"), (NoticeLanguage::English, "en")];

fn facts() -> Facts {
    Facts {
        sender: "DPMPTSP Kota Contoh".to_owned(),
        receipt: "KTM-SIP-2026-000123-7".to_owned(),
        service: Bilingual::new("Surat Izin Praktik Dokter", "Doctor's licence to practise"),
        stage: Some(Bilingual::new("Verifikasi berkas", "Verification of the file")),
        due: Bilingual::new("Jatuh tempo Senin, 22 Juni 2026", "Due Monday, 22 June 2026"),
        portal: Some("https://mpp.contoh.go.id/lacak".to_owned()),
        simulated: false,
    }
}

fn shown(template: Template, language: NoticeLanguage, facts: &Facts) -> String {
    let Letter { subject, body, short } = Letter::write(template, language, facts);
    format!("{subject}\n\n{body}\n{short}\n")
}

#[test]
fn every_template_reads_as_agreed() {
    for (language, name) in LANGUAGES {
        let letters = Template::ALL.iter().map(|template| {
            format!("=== {}\n{}", template.as_str(), shown(*template, language, &facts()))
        });
        insta::assert_snapshot!(format!("letters_{name}"), letters.collect::<Vec<_>>().join("\n"));
    }
}

#[test]
fn a_case_without_a_stage_and_an_agency_without_a_portal_read_well_too() {
    let bare = Facts { stage: None, portal: None, ..facts() };

    insta::assert_snapshot!(shown(Template::Withdrawn, NoticeLanguage::Indonesian, &bare));
}

#[test]
fn a_simulation_says_so_in_every_part() {
    let facts = Facts { simulated: true, ..facts() };
    for template in Template::ALL {
        for (language, _) in LANGUAGES {
            let Letter { subject, body, short } = Letter::write(*template, language, &facts);
            for part in [subject, body, short] {
                assert!(part.contains("SIMULASI"), "{part}");
            }
        }
    }
}

#[test]
fn a_real_deployment_never_says_simulation() {
    for template in Template::ALL {
        let text = shown(*template, NoticeLanguage::Indonesian, &facts());
        assert!(!text.contains("SIMULASI"), "{text}");
    }
}

proptest! {
    /// Whatever the catalogue and the settings say: receipt and portal are
    /// there, and three short messages are enough.
    #[test]
    fn a_short_text_is_short_and_leads_to_the_case(
        service in ".{0,300}",
        stage in prop::option::of(".{0,300}"),
        due in ".{0,200}",
        simulated: bool,
        template in prop::sample::select(Template::ALL),
        language in prop::sample::select(&[NoticeLanguage::Indonesian, NoticeLanguage::English][..]),
    ) {
        let facts = Facts {
            sender: "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu Kabupaten X".to_owned(),
            service: Bilingual::new(service.clone(), service),
            stage: stage.map(|stage| Bilingual::new(stage.clone(), stage)),
            due: Bilingual::new(due.clone(), due),
            simulated,
            ..facts()
        };

        let short = Letter::write(template, language, &facts).short;

        prop_assert!(short.chars().count() <= LONGEST_SHORT, "{}", short);
        prop_assert!(short.contains(&facts.receipt), "{}", short);
        prop_assert!(short.ends_with("https://mpp.contoh.go.id/lacak"), "{}", short);
    }
}

const TOKEN: &str = "abcd2345efgh6777jkmnpqrs";

fn invitation(simulated: bool) -> Invitation {
    Invitation {
        sender: "DPMPTSP Kota Contoh".to_owned(),
        service: Bilingual::new("Surat Izin Praktik Dokter", "Doctor's licence to practise"),
        token: TOKEN.to_owned(),
        address: "https://mpp.contoh.go.id/survei".to_owned(),
        simulated,
    }
}

#[test]
fn an_invitation_reads_as_agreed() {
    let letters = LANGUAGES.map(|(language, name)| {
        let Letter { subject, body, short } = invitation(false).letter(language);
        format!("=== {name}\n{subject}\n\n{body}\n{short}\n")
    });

    insta::assert_snapshot!(letters.join("\n"));
}

#[test]
fn an_invitation_of_a_simulation_says_so_in_every_part() {
    for (language, _) in LANGUAGES {
        let Letter { subject, body, short } = invitation(true).letter(language);
        for part in [subject, body, short] {
            assert!(part.contains("SIMULASI"), "{part}");
        }
    }
}

proptest! {
    #[test]
    fn a_short_invitation_has_code_and_address_whoever_asks(
        sender in ".{0,300}",
        simulated: bool,
        language in prop::sample::select(&[NoticeLanguage::Indonesian, NoticeLanguage::English][..]),
    ) {
        let short = Invitation { sender, ..invitation(simulated) }.letter(language).short;

        prop_assert!(short.chars().count() <= LONGEST_SHORT, "{}", short);
        prop_assert!(short.contains(TOKEN), "{}", short);
        prop_assert!(short.ends_with("https://mpp.contoh.go.id/survei"), "{}", short);
    }
}
