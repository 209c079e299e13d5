//! The files of the pages: one style sheet, one small script, one picture. Their
//! names hold a digest, so that a browser keeps them for good.

use std::sync::LazyLock;

use axum::{
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use sha2::{Digest, Sha256};

const STYLE: &str = include_str!("../../assets/portal.css");
const SCRIPT: &str = include_str!("../../assets/portal.js");
const ICON: &str = include_str!("../../assets/door.svg");

/// The door, drawn where the text goes on.
pub(crate) const DOOR: &str = ICON;

struct Asset {
    name: String,
    kind: &'static str,
    text: &'static str,
}

static ASSETS: LazyLock<[Asset; 3]> = LazyLock::new(|| {
    [
        asset("portal", "css", "text/css; charset=utf-8", STYLE),
        asset("portal", "js", "text/javascript; charset=utf-8", SCRIPT),
        asset("pintu", "svg", "image/svg+xml", ICON),
    ]
});

fn asset(stem: &str, extension: &str, kind: &'static str, text: &'static str) -> Asset {
    let digest = Sha256::digest(text.as_bytes());
    let short: String = digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    Asset { name: format!("{stem}-{short}.{extension}"), kind, text }
}

fn address(index: usize) -> String {
    let name = ASSETS.get(index).map_or("", |asset| asset.name.as_str());
    format!("/aset/{name}")
}

pub(crate) fn style() -> String {
    address(0)
}

pub(crate) fn script() -> String {
    address(1)
}

pub(crate) fn icon() -> String {
    address(2)
}

/// One of the files.
pub(crate) async fn asset_by(Path(name): Path<String>) -> Response {
    let Some(asset) = ASSETS.iter().find(|asset| asset.name == name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let kept = "public, max-age=31536000, immutable";
    let headers = [(header::CONTENT_TYPE, asset.kind), (header::CACHE_CONTROL, kept)];
    (headers, asset.text).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_are_small_enough_for_an_old_phone() {
        assert!(STYLE.len() < 15 * 1024, "{}", STYLE.len());
        assert!(SCRIPT.len() < 30 * 1024, "{}", SCRIPT.len());
    }

    #[test]
    fn nothing_is_fetched_from_elsewhere() {
        for text in [STYLE, SCRIPT] {
            assert!(!text.contains("http://") && !text.contains("https://"));
        }
    }
}
