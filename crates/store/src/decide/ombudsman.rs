//! Commands on the Ombudsman's products, and the improvements that follow from them.

use improvement::{Origin, Source};
use kernel::{Actor, AgencyId, PersonId};
use ombudsman::{Command, Context, Product};

use crate::{
    batch::Batch,
    decide::{improvement::Following, refused},
    error::Error,
    record::{Event, Key, Record, RecordKind},
    request::{NewProductWrite, OmbudsmanAct, ProductWrite, Reply},
};

fn no(refusal: ombudsman::Refusal) -> Error {
    refused(refusal.reason(), refusal)
}

/// What the action of a product names as its origin.
fn origin(agency: &AgencyId, product: &str) -> Origin {
    let name = format!("agencies/{agency}/ombudsmanProducts/{product}");
    Origin { source: Source::Ombudsman, name }
}

impl Batch<'_> {
    pub(super) async fn ombudsman(
        &mut self,
        actor: &Actor,
        act: &OmbudsmanAct,
    ) -> Result<(Key, Reply), Error> {
        match act {
            OmbudsmanAct::Record(write) => self.record_product(actor, write).await,
            OmbudsmanAct::OnProduct(write) => self.on_product(actor, write).await,
        }
    }

    async fn record_product(
        &mut self,
        actor: &Actor,
        write: &NewProductWrite,
    ) -> Result<(Key, Reply), Error> {
        let NewProductWrite { new, owner, key: wrapped } = write;
        self.must_keep_products(actor, &new.agency, false).await?;
        if let Some(complaint) = &new.complaint
            && !self.has_complaint(actor, &new.agency, complaint).await?
        {
            return Err(Error::refused("COMPLAINT_NOT_FOUND"));
        }
        if let Some(person) = owner {
            self.must_be_in_service(person).await?;
        }
        let calendar = self.calendar(&new.agency).await?;
        let context = Context { now: self.now, calendar: &calendar, actor };
        let event = Product::record(new, &context).map_err(no)?;
        let key = Key::new(RecordKind::OmbudsmanProduct, &new.id);
        self.subjects.push(wrapped.clone());
        self.apply(&key, actor, vec![Event::Ombudsman(Box::new(event))])?;
        self.open_improvement(actor, &key, owner.clone()).await?;
        self.reply(key, None)
    }

    async fn on_product(
        &mut self,
        actor: &Actor,
        write: &ProductWrite,
    ) -> Result<(Key, Reply), Error> {
        let ProductWrite { agency, product, etag, command } = write;
        let key = Key::new(RecordKind::OmbudsmanProduct, product);
        self.load(&key).await?;
        let found = self.product(&key).filter(|found| found.agency == *agency).cloned();
        let Some(before) = found else { return Err(Error::refused("PRODUCT_NOT_FOUND")) };
        let is_close = matches!(command, Command::Close { .. });
        self.must_keep_products(actor, agency, is_close).await?;
        self.unchanged_since(&key, *etag)?;
        let calendar = self.calendar(agency).await?;
        let context = Context { now: self.now, calendar: &calendar, actor };
        let events = before.decide(command, &context).map_err(no)?;
        self.apply(&key, actor, wrapped_in(events))?;
        if let Command::FollowUp { what, file_digest } = command {
            let origin = origin(agency, product);
            self.settle(actor, agency, &origin, what, file_digest.as_deref()).await?;
        }
        self.reply(key, None)
    }

    /// Records what calendar and time have brought to a product by now.
    pub(super) async fn product_time(&mut self, key: &Key) -> Result<(), Error> {
        let Some(product) = self.product(key).cloned() else { return Ok(()) };
        let calendar = self.calendar(&product.agency).await?;
        let events = product.decide_time(self.now, &calendar);
        if events.is_empty() { Ok(()) } else { self.apply(key, &Actor::System, wrapped_in(events)) }
    }

    /// Whatever demands a change is an action of the register of improvements at once.
    async fn open_improvement(
        &mut self,
        actor: &Actor,
        key: &Key,
        owner: Option<PersonId>,
    ) -> Result<(), Error> {
        let Some(product) = self.product(key).filter(|it| it.kind.demands_action()).cloned() else {
            return Ok(());
        };
        let following = Following {
            origin: origin(&product.agency, &product.id),
            what: Some(product.text.clone()),
            owner,
            due: product.due.deadline.date,
        };
        self.follow(actor, &product.agency, following).await
    }

    async fn must_keep_products(
        &mut self,
        actor: &Actor,
        agency: &AgencyId,
        is_close: bool,
    ) -> Result<(), Error> {
        let officer = self.officer(actor).await?;
        let may = officer.is_some_and(|officer| {
            officer.may_administer(agency)
                || officer.may_govern(agency)
                || is_close && officer.may_audit(agency)
        });
        if may { Ok(()) } else { Err(Error::refused("DUTY_MISSING")) }
    }

    /// Whether the agency has such a complaint, as far as `actor` may know.
    pub(super) async fn has_complaint(
        &mut self,
        actor: &Actor,
        agency: &AgencyId,
        complaint: &str,
    ) -> Result<bool, Error> {
        let key = Key::new(RecordKind::Complaint, complaint);
        self.load(&key).await?;
        let Some(Record::Complaint(complaint)) = self.record(&key) else { return Ok(false) };
        // To those whom it is about it does not exist.
        let is_about = |person: &PersonId| complaint.accused().any(|accused| accused == person);
        Ok(complaint.agency == *agency && !matches!(actor, Actor::Officer(it) if is_about(it)))
    }

    /// Whether the agency has such a product.
    pub(super) async fn has_product(
        &mut self,
        agency: &AgencyId,
        product: &str,
    ) -> Result<bool, Error> {
        let key = Key::new(RecordKind::OmbudsmanProduct, product);
        self.load(&key).await?;
        Ok(self.product(&key).is_some_and(|product| product.agency == *agency))
    }

    fn product(&self, key: &Key) -> Option<&Product> {
        match self.record(key) {
            Some(Record::OmbudsmanProduct(product)) => Some(product),
            _ => None,
        }
    }
}

fn wrapped_in(events: Vec<ombudsman::Event>) -> Vec<Event> {
    events.into_iter().map(|event| Event::Ombudsman(Box::new(event))).collect()
}
