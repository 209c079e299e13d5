//! The promise as it hangs where people wait (maklumat pelayanan).

use documents::{Caution, PromisePage, Sheet, Signatory, date};
use standards::{Promise, PromiseMade};
use store::Store;
use tonic::Status;

use crate::{
    letterhead::{letterhead, place},
    licences::Signature,
    outcome::status,
};

/// The page, with the letterhead and the channels of the first standard that it covers.
pub(super) async fn page(
    store: &Store,
    signature: &Signature,
    promise: &Promise,
    text: String,
) -> Result<PromisePage, Status> {
    let PromiseMade { agency, decree, signatory, covers, compensation_text, .. } = &promise.made;
    let (mut titles, mut channels, mut head) = (Vec::new(), Vec::new(), None);
    for covered in covers {
        let published = store.service(agency, covered.service.as_str()).await.map_err(status)?;
        let title = published.as_ref().map(|it| it.service.title().id.clone());
        let title = title.unwrap_or_else(|| covered.service.to_string());
        titles.push(format!("{title}, versi {}", covered.version));
        let Some(published) = published else { continue };
        for channel in &published.service.components().complaints {
            if !channels.contains(&channel.text) {
                channels.push(channel.text.clone());
            }
        }
        head = head.or_else(|| published.service.document().cloned());
    }
    let simulated = store.deployment().simulation;
    Ok(PromisePage {
        sheet: Sheet {
            letterhead: letterhead(head.as_ref(), agency),
            caution: Caution { simulated, example: head.is_none() },
            number: decree.number.as_str().to_owned(),
            place: place(head.as_ref()),
            date: decree.dated,
            signatory: Signatory {
                office: signatory.as_str().to_owned(),
                name: signature.name.clone(),
                employee_number: signature.employee_number.clone(),
            },
        },
        text,
        decree: format!("{} tanggal {}", decree.number.as_str(), date(decree.dated)),
        covers: titles,
        compensation: compensation_text.as_str().to_owned(),
        channels,
    })
}
