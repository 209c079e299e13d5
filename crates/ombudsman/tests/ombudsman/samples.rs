//! A committed sample of each event decodes and folds, for ever.

use ombudsman::{Event, Outcome, Product};

use crate::world::officer;

macro_rules! samples {
    ($($name:literal),+ $(,)?) => {
        const SAMPLES: &[(&str, &str)] = &[$((
            concat!("ombudsman.", $name),
            include_str!(concat!("../../samples/ombudsman.", $name, ".v1.json")),
        )),+];
    };
}

samples!("recorded", "calendar_amended", "warned", "overdue", "followed_up", "closed");

fn events() -> Vec<Event> {
    SAMPLES.iter().map(|(kind, text)| Event::decode(kind, 1, text).unwrap()).collect()
}

#[test]
fn every_kind_has_a_sample() {
    for (kind, version) in Event::KINDS {
        assert_eq!(*version, 1);
        assert!(SAMPLES.iter().any(|(name, _)| name == kind), "{kind}");
    }
}

#[test]
fn every_sample_is_read_and_written_without_change() {
    for (event, (kind, text)) in events().iter().zip(SAMPLES) {
        assert_eq!(event.kind(), *kind);
        assert_eq!(event.payload(), text.trim());
    }
}

#[test]
fn the_samples_fold_into_a_product() {
    let folded = events()
        .iter()
        .fold(None, |product, event| Product::evolve(product, &officer("kabid"), event));

    let product = folded.unwrap();
    assert_eq!((product.outcome, product.is_warned), (Some(Outcome::Fulfilled), true));
    let stored = serde_json::to_string(&product).unwrap();
    assert_eq!(serde_json::from_str::<Product>(&stored).unwrap(), product);
}

#[test]
fn an_unknown_kind_version_or_shape_is_an_error() {
    assert!(Event::decode("ombudsman.forgotten", 1, "{}").is_err());
    assert!(Event::decode("ombudsman.warned", 2, "{}").is_err());
    assert!(Event::decode("ombudsman.warned", 1, "{\"by\":1}").is_err());
}
