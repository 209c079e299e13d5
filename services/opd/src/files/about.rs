//! What is sealed of a file beside its content.

use kernel::Media;
use permits::FileFor;
use privacy::{Place, SubjectKey};
use serde::{Deserialize, Serialize};
use store::Upload;
use tonic::Status;

use crate::outcome::status;

/// Where a photograph was taken, in degrees times ten million.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Coordinates {
    pub(crate) latitude_e7: i32,
    pub(crate) longitude_e7: i32,
}

/// Stays with the file.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Details {
    pub(crate) name: String,
    pub(crate) bytes: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) coordinates: Option<Coordinates>,
}

/// What was announced of an upload.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct About {
    /// Absent for a complaint's, which shows what happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) purpose: Option<FileFor>,
    pub(crate) media: Media,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) replaces: Option<String>,
    pub(crate) details: Details,
}

impl About {
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("plain structs of texts and numbers are always JSON")
    }

    /// What was announced of `upload`.
    pub(crate) fn of(upload: &Upload, key: &SubjectKey) -> Result<Self, Status> {
        let bytes = opened(key, &upload.id, "about", &upload.about)?;
        serde_json::from_slice(&bytes).map_err(|why| edge::failed(&why))
    }
}

impl Details {
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("plain structs of texts and numbers are always JSON")
    }

    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Self, Status> {
        serde_json::from_slice(bytes).map_err(|why| edge::failed(&why))
    }
}

/// Seals a column of an upload's row.
pub(crate) fn sealed(
    key: &SubjectKey,
    upload: &str,
    column: &str,
    bytes: &[u8],
) -> Result<Vec<u8>, Status> {
    let place = Place { table: "upload", row: upload, column };
    Ok(key.seal(place, bytes, store::random().map_err(status)?))
}

/// Opens a column of an upload's row.
pub(crate) fn opened(
    key: &SubjectKey,
    upload: &str,
    column: &str,
    bytes: &[u8],
) -> Result<Vec<u8>, Status> {
    let place = Place { table: "upload", row: upload, column };
    key.open(place, bytes).map(|bytes| bytes.to_vec()).map_err(|why| edge::failed(&why))
}
