//! The components of a standard that are lists of statements.

use contract::satupintu::sop::v1 as pb;
use standards::{ChannelKind, ComplaintChannel, Component, Stated};

use crate::wire::source;

/// One of the fourteen.
pub(crate) fn component(component: Component) -> pb::Component {
    match component {
        Component::Requirements => pb::Component::Requirements,
        Component::Procedure => pb::Component::Procedure,
        Component::Time => pb::Component::Time,
        Component::Fee => pb::Component::Fee,
        Component::Product => pb::Component::Product,
        Component::Complaints => pb::Component::Complaints,
        Component::LegalBasis => pb::Component::LegalBasis,
        Component::Facilities => pb::Component::Facilities,
        Component::Competence => pb::Component::Competence,
        Component::Supervision => pb::Component::Supervision,
        Component::Staff => pb::Component::Staff,
        Component::Guarantee => pb::Component::Guarantee,
        Component::Safety => pb::Component::Safety,
        Component::Evaluation => pb::Component::Evaluation,
    }
}

pub(super) fn statements(stated: &[Stated<String>]) -> Vec<pb::Statement> {
    let statement = |Stated { value, source: stated }: &Stated<String>| pb::Statement {
        text: value.clone(),
        source: source(*stated).into(),
    };
    stated.iter().map(statement).collect()
}

pub(super) fn channel(channel: &ComplaintChannel) -> pb::ComplaintChannel {
    let ComplaintChannel { kind, text, source: stated } = channel;
    let way = match kind {
        ChannelKind::Counter => pb::ComplaintWay::Counter,
        ChannelKind::Phone => pb::ComplaintWay::Phone,
        ChannelKind::Message => pb::ComplaintWay::Message,
        ChannelKind::Email => pb::ComplaintWay::Email,
        ChannelKind::Website => pb::ComplaintWay::Website,
        ChannelKind::Letter => pb::ComplaintWay::Letter,
        ChannelKind::Lapor => pb::ComplaintWay::Lapor,
    };
    pb::ComplaintChannel { way: way.into(), text: text.clone(), source: source(*stated).into() }
}
