//! The default run: a mall of six agencies with real cases, told as they happen.
//!
//! Everything goes over the real gRPC surface, with real tokens, on real
//! embedded databases; only the time is scripted. A step that comes out
//! otherwise than the story says ends the run with a failure.

mod agencies;
mod applicants;
mod august;
mod building;
mod cast;
mod deeds;
mod door;
mod farewell;
mod filing;
mod hall;
mod house;
mod lapse;
mod lebaran;
mod mall;
mod objection;
mod office;
mod papers;
mod visit;
mod voices;

use self::{mall::Mall, office::Office};
use crate::{
    arguments::Demo,
    failure::{Done, Failure, Verdict},
    screen::Screen,
};

pub(crate) async fn run(asked: &Demo, screen: &mut Screen) -> Done {
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_env_filter(opd::log_filter(std::env::var("SATUPINTU_LOG").ok().as_deref(), "error"))
        .init();
    let mall = Mall::open(asked).await?;
    mall.introduce(screen);
    let mut office = Office::enter(&mall.house, screen).await?;
    cast::enrol(&mut office).await?;
    let lebaran::Cases { specialist, mut refused, billboard } = lebaran::play(&mut office).await?;
    let lapsed = lapse::play(&mut office).await?;
    objection::play(&mut office, &mut refused).await?;
    let building = building::play(&mut office).await?;
    let issued = [specialist, billboard, refused, lapsed, building];
    papers::play(&mut office, &issued).await?;
    voices::play(&mall, &mut office, &issued).await?;
    let waiting = august::play(&mut office).await?;
    hall::play(&mut office).await?;
    voices::public_test::play(&mut office).await?;
    voices::until_the_end(&mall).await?;
    let verdict = farewell::verify(&mall, screen).await?;
    farewell::credentials(&mall, &waiting, screen)?;
    if !asked.once {
        let [.., ended] = &issued;
        farewell::invite(&mall, &waiting, ended, screen);
        let unheard =
            |why: std::io::Error| Failure::new("the system's signals cannot be heard", &why);
        edge::told_to_stop().map_err(unheard)?.await;
    }
    mall.close().await;
    Ok(verdict)
}

/// A demonstration that ends as told is fine; one whose journal is not clean has faults.
fn verdict(clean: bool) -> Verdict {
    if clean { Verdict::Fine } else { Verdict::Faults }
}
