//! The row of `PapersService`. It is open to whoever shows a receipt; an
//! officer's token does as well, for the papers of visits.

use contract::satupintu::permits::v1::{MakePaperRequest, PaperKind};

use super::{Row, public};
use crate::contract::scene::Scene;

pub(super) fn rows(scene: &Scene) -> Vec<Row> {
    let receipt = &scene.rejected;
    let make = MakePaperRequest {
        name: receipt.name.clone(),
        receipt_number: receipt.number.clone(),
        secret: receipt.secret.clone(),
        kind: PaperKind::Rejection.into(),
    };
    vec![public(scene, "/satupintu.permits.v1.PapersService/MakePaper", &make)]
}
