//! The gateway of a mall, in front of real deployments.

mod api;
mod browser;
mod certificates;
mod complaining;
mod consulting;
mod depositing;
mod desk;
mod following;
mod guard;
mod lettered;
mod office;
mod open311;
mod performing;
mod portal;
mod queueing;
mod silence;
mod surveying;

use serde_json::{Value, json};

/// What must hold of every page that a real browser saw.
fn judge(screen: &str, seen: &Value) {
    assert_eq!(seen["grave"], json!([]), "{screen}: {seen:#}");
    assert_eq!(seen["wider_than_the_screen"], json!([]), "{screen}");
    assert_eq!(seen["elsewhere"], json!([]), "{screen}: something is fetched from elsewhere");
}
