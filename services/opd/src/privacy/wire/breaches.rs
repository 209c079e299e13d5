//! Breaches, as the wire writes them.

use contract::satupintu::privacy::v1 as pb;
use edge::Violations;
use kernel::{AgencyId, Instant, Prose};
use privacy::{Breach, DataCategory, Extent, Nature, Notification, Told};
use store::Found;
use tonic::Status;

use crate::{
    names,
    privacy::wire::requests::{Listing, OnEntry, instant, on_entry, page},
    wire::timestamp,
    writing::request_id,
};

/// As many as there are.
const MOST_CATEGORIES: usize = 4;

/// A breach on its way into the register.
pub(crate) struct New {
    pub(crate) agency: AgencyId,
    pub(crate) request_id: String,
    pub(crate) discovered_at: Instant,
    pub(crate) nature: Nature,
    pub(crate) categories: Vec<DataCategory>,
    pub(crate) extent: Extent,
    pub(crate) narrative: Prose,
}

pub(crate) fn new(request: &pb::RecordBreachRequest) -> Result<New, Status> {
    let pb::RecordBreachRequest {
        parent,
        request_id: id,
        discovered_at,
        nature,
        categories,
        extent,
        narrative,
    } = request;
    let mut faults = Violations::new();
    let agency = faults.check("parent", names::parse_agency(parent));
    let request_id = request_id(&mut faults, id);
    let discovered_at = instant(&mut faults, "discovered_at", discovered_at.as_ref());
    let nature = faults.check("nature", nature_of(*nature));
    let categories = categories_of(&mut faults, categories);
    let extent = faults.check("extent", extent_of(*extent));
    let narrative = faults.check("narrative", Prose::parse(narrative));
    let whole = (|| {
        Some(New {
            agency: agency?,
            request_id: request_id?,
            discovered_at: discovered_at?,
            nature: nature?,
            categories: categories?,
            extent: extent?,
            narrative: narrative?,
        })
    })();
    faults.finish(whole)
}

fn nature_of(nature: i32) -> Result<Nature, &'static str> {
    match pb::BreachNature::try_from(nature) {
        Ok(pb::BreachNature::Disclosure) => Ok(Nature::Disclosure),
        Ok(pb::BreachNature::Alteration) => Ok(Nature::Alteration),
        Ok(pb::BreachNature::Loss) => Ok(Nature::Loss),
        Ok(pb::BreachNature::Unavailability) => Ok(Nature::Unavailability),
        Ok(pb::BreachNature::Unspecified) | Err(_) => Err("must be one of the kinds"),
    }
}

fn extent_of(extent: i32) -> Result<Extent, &'static str> {
    match pb::BreachExtent::try_from(extent) {
        Ok(pb::BreachExtent::Unknown) => Ok(Extent::Unknown),
        Ok(pb::BreachExtent::One) => Ok(Extent::One),
        Ok(pb::BreachExtent::UpToHundred) => Ok(Extent::UpToHundred),
        Ok(pb::BreachExtent::UpToTenThousand) => Ok(Extent::UpToTenThousand),
        Ok(pb::BreachExtent::More) => Ok(Extent::More),
        Ok(pb::BreachExtent::Unspecified) | Err(_) => Err("must be one of the extents"),
    }
}

fn categories_of(faults: &mut Violations, given: &[i32]) -> Option<Vec<DataCategory>> {
    let category = |category: &i32| match pb::DataCategory::try_from(*category) {
        Ok(pb::DataCategory::General) => Some(DataCategory::General),
        Ok(pb::DataCategory::Identifier) => Some(DataCategory::Identifier),
        Ok(pb::DataCategory::Specific) => Some(DataCategory::Specific),
        Ok(pb::DataCategory::Files) => Some(DataCategory::Files),
        Ok(pb::DataCategory::Unspecified) | Err(_) => None,
    };
    let fits = (1..=MOST_CATEGORIES).contains(&given.len());
    let read: Option<Vec<DataCategory>> = given.iter().map(category).collect();
    let checked = read.filter(|_| fits).ok_or("must be 1 to 4 of the categories");
    faults.check("categories", checked)
}

pub(crate) fn notifying(
    request: &pb::NotifyBreachRequest,
) -> Result<OnEntry<(Told, Instant)>, Status> {
    let pb::NotifyBreachRequest { name, request_id, etag, recipient, at } = request;
    on_entry(names::parse_breach(name), request_id, etag, |faults| {
        let told = match pb::BreachRecipient::try_from(*recipient) {
            Ok(pb::BreachRecipient::Subjects) => Ok(Told::Subjects),
            Ok(pb::BreachRecipient::Authority) => Ok(Told::Authority),
            Ok(pb::BreachRecipient::Public) => Ok(Told::Public),
            Ok(pb::BreachRecipient::Unspecified) | Err(_) => Err("must be one of the recipients"),
        };
        let told = faults.check("recipient", told);
        let at = instant(faults, "at", at.as_ref());
        Some((told?, at?))
    })
}

pub(crate) fn listing(request: &pb::ListBreachesRequest) -> Result<Listing, Status> {
    let pb::ListBreachesRequest { parent, page_size, page_token } = request;
    page("ListBreaches", parent, *page_size, page_token)
}

pub(crate) fn reading(request: &pb::ReadBreachRequest) -> Result<OnEntry<()>, Status> {
    let pb::ReadBreachRequest { name, request_id, etag } = request;
    on_entry(names::parse_breach(name), request_id, etag, |_| Some(()))
}

/// A breach without its narrative.
pub(crate) fn shown(found: &Found<Breach>) -> pb::Breach {
    let Found { version, index, record } = found;
    let Breach {
        id,
        agency,
        discovered_at,
        nature,
        categories,
        extent,
        narrative: _,
        deadline,
        notifications,
    } = record;
    let nature = match nature {
        Nature::Disclosure => pb::BreachNature::Disclosure,
        Nature::Alteration => pb::BreachNature::Alteration,
        Nature::Loss => pb::BreachNature::Loss,
        Nature::Unavailability => pb::BreachNature::Unavailability,
    };
    let extent = match extent {
        Extent::Unknown => pb::BreachExtent::Unknown,
        Extent::One => pb::BreachExtent::One,
        Extent::UpToHundred => pb::BreachExtent::UpToHundred,
        Extent::UpToTenThousand => pb::BreachExtent::UpToTenThousand,
        Extent::More => pb::BreachExtent::More,
    };
    let category = |category: &DataCategory| {
        i32::from(match category {
            DataCategory::General => pb::DataCategory::General,
            DataCategory::Identifier => pb::DataCategory::Identifier,
            DataCategory::Specific => pb::DataCategory::Specific,
            DataCategory::Files => pb::DataCategory::Files,
        })
    };
    let notification = |Notification { told, at }: &Notification| {
        let recipient = match told {
            Told::Subjects => pb::BreachRecipient::Subjects,
            Told::Authority => pb::BreachRecipient::Authority,
            Told::Public => pb::BreachRecipient::Public,
        };
        pb::BreachNotification { recipient: recipient.into(), at: Some(timestamp(*at)) }
    };
    pb::Breach {
        name: names::breach(agency, id),
        etag: version.to_string(),
        journal_index: *index,
        discovered_at: Some(timestamp(*discovered_at)),
        due_at: Some(timestamp(deadline.due_at)),
        late: deadline.is_missed,
        nature: nature.into(),
        categories: categories.iter().map(category).collect(),
        extent: extent.into(),
        notifications: notifications.iter().map(notification).collect(),
        narrative: String::new(),
    }
}
