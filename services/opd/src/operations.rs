//! What a deployment tells whoever keeps its machine: whether it should be sent work,
//! and how much waits. Partners have their agency's name, nobody else has one.

use std::{convert::Infallible, sync::atomic::Ordering, time::Duration};

use edge::{Operations, Standing};
use files::Blobs;
use prometheus_client::{
    metrics::{counter::Counter, family::Family, gauge::Gauge},
    registry::Registry,
};
use store::{Backlog, Store};

/// How often the writer's health is looked at.
const LOOK: Duration = Duration::from_secs(1);

/// What is counted when it is read.
#[derive(Clone, Default)]
struct Gauges {
    events: Gauge,
    commands: Gauge,
    timers: Gauge,
    outbox: Family<[(&'static str, String); 1], Gauge>,
    notices: Family<[(&'static str, &'static str); 1], Gauge>,
    partners: Family<[(&'static str, String); 1], Gauge>,
    failing: Family<[(&'static str, String); 1], Gauge>,
    stopped: Family<[(&'static str, String); 1], Gauge>,
    carried: Family<[(&'static str, &'static str); 1], Counter>,
}

impl Gauges {
    fn register(&self, registry: &mut Registry) {
        let Self { events, commands, timers, outbox, notices, partners, failing, stopped, carried } =
            self;
        registry.register("journal_events", "Events in the journal", events.clone());
        registry.register("commands_waiting", "Commands that wait to be decided", commands.clone());
        registry.register(
            "timers_due",
            "Records whose deadline is not decided yet",
            timers.clone(),
        );
        registry.register("outbox_waiting", "Events a reader has not dealt with", outbox.clone());
        registry.register("notices", "Notices that wait, or were given up", notices.clone());
        registry.register("partner_waiting", "Messages that wait for an agency", partners.clone());
        registry.register("partner_failing", "Of these, tried in vain before", failing.clone());
        registry.register("partner_stopped", "Messages not tried any more", stopped.clone());
        registry.register("file_bytes", "Sealed bytes of files kept and fetched", carried.clone());
    }

    async fn read(&self, store: &Store, blobs: &Blobs) {
        let signed = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        self.commands.set(i64::try_from(store.commands_waiting()).unwrap_or(i64::MAX));
        let (kept, fetched) = blobs.carried();
        for (direction, bytes) in [("kept", kept), ("fetched", fetched)] {
            let counter = self.carried.get_or_create(&[("direction", direction)]);
            counter.inner().store(bytes, Ordering::Relaxed);
        }
        let backlog = match store.backlog().await {
            Ok(backlog) => backlog,
            Err(error) => {
                tracing::warn!(%error, "what waits cannot be counted");
                return;
            }
        };
        let Backlog { events, timers_due, outbox, notices_waiting, notices_dead, partners } =
            backlog;
        self.events.set(signed(events));
        self.timers.set(signed(timers_due));
        for (reader, behind) in outbox {
            self.outbox.get_or_create(&[("reader", reader)]).set(signed(behind));
        }
        for (state, count) in [("waiting", notices_waiting), ("dead", notices_dead)] {
            self.notices.get_or_create(&[("state", state)]).set(signed(count));
        }
        // An agency for which nothing waits any more is not among them.
        self.partners.clear();
        self.failing.clear();
        self.stopped.clear();
        for partner in partners {
            let label = [("partner", partner.partner)];
            self.partners.get_or_create(&label).set(signed(partner.waiting));
            self.failing.get_or_create(&label).set(signed(partner.failing));
            self.stopped.get_or_create(&label).set(signed(partner.stopped));
        }
    }
}

/// Has everything that a deployment measures read through `operations`.
pub(crate) fn measured(operations: &Operations, store: &Store, blobs: &Blobs) {
    let gauges = Gauges::default();
    operations.measure(|registry| {
        store.be_measured(registry);
        gauges.register(registry);
    });
    let (store, blobs) = (store.clone(), blobs.clone());
    operations.before_each_reading(move || {
        let (gauges, store, blobs) = (gauges.clone(), store.clone(), blobs.clone());
        Box::pin(async move { gauges.read(&store, &blobs).await })
    });
}

/// Says for as long as the deployment serves whether its writer works.
pub(crate) async fn watched(operations: Operations, store: Store) -> Infallible {
    loop {
        let standing = if store.is_well() { Standing::Ready } else { Standing::Unwell };
        operations.set(standing);
        tokio::time::sleep(LOOK).await;
    }
}
