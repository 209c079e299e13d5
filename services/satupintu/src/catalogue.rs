//! The real services that ship with this program, as text.

use opd::CatalogueFile;

/// Name and text of a file of the catalogue.
macro_rules! texts {
    ($($name:literal)*) => {
        &[$(($name, include_str!(concat!("../../../catalogue/", $name)))),*]
    };
}

/// Every service and procedure under `catalogue/`, so that this program shows
/// them from whatever folder it is started in.
const TEXTS: &[(&str, &str)] = texts! {
    "dinkes-seruyan/rekomendasi-sip.sop.toml"
    "disdukcapil-pandeglang/kk-baru.service.toml"
    "disdukcapil-pandeglang/kk-baru.sop.toml"
    "disdukcapil-pandeglang/ktp-el-baru.service.toml"
    "disdukcapil-pandeglang/ktp-el-baru.sop.toml"
    "disdukcapil-pandeglang/ktp-el-rusak.service.toml"
    "disdukcapil-pandeglang/ktp-el-rusak.sop.toml"
    "dpmptsp-batu/surat-izin-apotek.service.toml"
    "dpmptsp-batu/surat-izin-apotek.sop.toml"
    "dpmptsp-kendari/izin-paud.service.toml"
    "dpmptsp-kendari/izin-paud.sop.toml"
    "dpmptsp-kotim/izin-reklame.service.toml"
    "dpmptsp-kotim/izin-reklame.sop.toml"
    "dpmptsp-magelang/sip-dokter-spesialis.service.toml"
    "dpmptsp-magelang/sip-dokter-spesialis.sop.toml"
    "dpmptsp-pandeglang/sip-dokter-mpp.service.toml"
    "dpmptsp-pandeglang/sip-dokter-mpp.sop.toml"
    "dpmptsp-pematangsiantar/persetujuan-bangunan-gedung.service.toml"
    "dpmptsp-pematangsiantar/persetujuan-bangunan-gedung.sop.toml"
    "dpmptsp-seruyan/sip-dokter.service.toml"
    "dpmptsp-seruyan/sip-dokter.sop.toml"
    "polres-pandeglang/skck.service.toml"
    "polres-pandeglang/skck.sop.toml"
};

/// The catalogue, ready to be published by a deployment.
pub(crate) fn files() -> Vec<CatalogueFile> {
    let file =
        |&(name, text): &(&str, &str)| CatalogueFile { name: name.into(), text: text.into() };
    TEXTS.iter().map(file).collect()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn nothing_of_the_catalogue_is_left_out() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalogue");
        let replayed = folder.join("replay");

        let on_disk = opd::read_catalogue(&folder).unwrap();
        let expected: Vec<(String, String)> = on_disk
            .into_iter()
            .filter(|file| !Path::new(&file.name).starts_with(&replayed))
            .map(|file| {
                let name = Path::new(&file.name).strip_prefix(&folder).unwrap().to_owned();
                (name.display().to_string(), file.text)
            })
            .collect();

        let ours: Vec<(String, String)> =
            files().into_iter().map(|file| (file.name, file.text)).collect();
        assert_eq!(ours, expected);
    }
}
