//! One application at the desk: what the agency shows the officer of it, and what
//! the officer does with it.

mod charging;
mod deciding;
mod files;
mod letters;
mod papers;
mod reading;
mod returning;
mod shown;
mod step;
mod visiting;

use axum::{extract::Path, response::Response};
use contract::satupintu::{
    permits::v1::{
        Application, GetApplicationRequest, Task, permits_service_client::PermitsServiceClient,
    },
    sop::v1::{
        FeeBasis, GetServiceRequest, Service, catalogue_service_client::CatalogueServiceClient,
    },
};
use tonic::Status;

pub(crate) use charging::{assessed, cancelled, closed_unpaid, computed, fee};
pub(crate) use deciding::{completed, conflicted, endorsed, released, taken};
pub(crate) use files::{added, blank, downloaded};
pub(crate) use letters::{letters, written};
pub(crate) use papers::{assignment, minutes};
pub(crate) use reading::read;
pub(crate) use returning::{defects, returned};
pub(crate) use visiting::{called_off, minuted, moved, ordered, recorded, signed, visit};

use super::Desk;
use crate::{asking::Unanswered, portal::form::Form};

/// The agency and the id that stand in the address.
type Named = Path<(String, String)>;

/// `agencies/{agency}/applications/{application}`.
fn name(Path((agency, application)): &Named) -> String {
    format!("agencies/{agency}/applications/{application}")
}

/// The address of an application, by its resource name.
pub(super) fn address(name: &str) -> String {
    let mut parts = name.split('/').skip(1).step_by(2);
    let (agency, id) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    format!("/meja/permohonan/{agency}/{id}")
}

/// The same with one of its steps before the others.
pub(super) fn step_address(name: &str, step: &str) -> String {
    format!("{}?tahap={step}", address(name))
}

/// An application as the officer may see it.
struct Case {
    application: Application,
    /// What the version of its standard says; absent where the agency does not
    /// show it.
    service: Option<Service>,
}

impl Case {
    /// A requirement in the words of the standard.
    fn requirement<'a>(&'a self, id: &'a str) -> &'a str {
        let listed = self.service.iter().flat_map(|service| &service.requirements);
        let mut same = listed.filter(|requirement| requirement.id == id);
        same.next().map_or(id, |requirement| &requirement.text)
    }

    /// Whether the service costs anything.
    fn has_a_fee(&self) -> bool {
        let fee = self.service.as_ref().and_then(|service| service.fee.as_ref());
        fee.is_some_and(|fee| fee.basis() != FeeBasis::Unspecified)
    }

    /// The ids of what can be asked for.
    fn requirements(&self) -> Vec<&str> {
        match &self.service {
            Some(service) => service.requirements.iter().map(|one| one.id.as_str()).collect(),
            None => self.application.given_requirements.iter().map(String::as_str).collect(),
        }
    }

    /// The open task that is before the officer: the one that was asked for, else
    /// one at hand, else one to take.
    fn task<'a>(&'a self, desk: &Desk, asked: &str) -> Option<&'a Task> {
        let tasks = &self.application.tasks;
        let asked = tasks.iter().find(|task| task.step == asked);
        let own = || tasks.iter().find(|task| desk.is(&task.taken_by));
        let open = || tasks.iter().find(|task| desk.executes(&task.executor));
        asked.or_else(own).or_else(open).or_else(|| tasks.first())
    }
}

async fn application(desk: &Desk, name: &str) -> Result<Application, Unanswered> {
    let mut client = PermitsServiceClient::new(desk.line()?);
    let request = desk.asking.request(GetApplicationRequest { name: name.to_owned() });
    Ok(desk.asking.answer(client.get_application(request)).await?.application.unwrap_or_default())
}

async fn open(desk: &Desk, name: &str) -> Result<Case, Unanswered> {
    let application = application(desk, name).await?;
    let Application { service, service_version, .. } = &application;
    let mut client = CatalogueServiceClient::new(desk.line()?);
    let request = GetServiceRequest { name: service.clone(), version: *service_version };
    let service = match desk.asking.answer(client.get_service(desk.asking.request(request))).await {
        Ok(answer) => answer.service,
        Err(Unanswered::Refused(_)) => None,
        Err(silent) => return Err(silent),
    };
    Ok(Case { application, service })
}

/// Where it stands, and what the officer can do.
pub(crate) async fn shown(desk: Desk, named: Named) -> Response {
    page(&desk, &name(&named), &Form::default(), None).await
}

/// The page; after a refusal with its words, and with what was filled in.
async fn page(desk: &Desk, name: &str, form: &Form, refused: Option<&Status>) -> Response {
    match open(desk, name).await {
        Ok(case) => shown::case(desk, &case, form, refused),
        Err(unanswered) => desk.unanswered(&unanswered),
    }
}

/// On to the application, or why it was not done.
async fn after(desk: &Desk, name: &str, form: &Form, done: Result<(), Unanswered>) -> Response {
    match done {
        Ok(()) => desk.visit.go(&address(name)),
        Err(Unanswered::Refused(status)) => page(desk, name, form, Some(&status)).await,
        Err(silent) => desk.unanswered(&silent),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_follows_from_a_name_and_back() {
        let name = "agencies/dinkes/applications/0193";

        assert_eq!(address(name), "/meja/permohonan/dinkes/0193");
        assert_eq!(super::name(&Path(("dinkes".to_owned(), "0193".to_owned()))), name);
    }
}
