//! `satupintu keys`: the versions of a deployment's root key.

use std::path::{Path, PathBuf};

use serde::Serialize;
use store::KeyUse;

use crate::{
    arguments::{KeysCommand, KeysOf, RetireKey},
    data,
    failure::{Done, Failure, Verdict},
    screen::Screen,
};

/// The key file in a data folder.
const KEY: &str = "deployment.key";

#[derive(Serialize)]
struct Version {
    version: u8,
    wraps: bool,
    subject_keys: u64,
    kept_answers: u64,
    boxed: u64,
}

pub(crate) async fn run(asked: &KeysCommand, screen: &mut Screen) -> Done {
    match asked {
        KeysCommand::Status(of) => status(of, screen).await,
        KeysCommand::Rotate(of) => rotate(of, screen).await,
        KeysCommand::Retire(asked) => retire(asked, screen).await,
    }
}

async fn status(of: &KeysOf, screen: &mut Screen) -> Done {
    let (data, database) = place(of)?;
    let versions = opd::key_versions(&data).map_err(|why| Failure::new("no keys", &why))?;
    let uses = KeyUse::of(&database)
        .await
        .map_err(|why| Failure::new("what is wrapped cannot be counted", &why))?;
    let newest = versions.last().copied();
    let shown = versions.into_iter().map(|version| {
        let KeyUse { subjects, answers, boxed } = uses.get(&version).copied().unwrap_or_default();
        let wraps = Some(version) == newest;
        Version { version, wraps, subject_keys: subjects, kept_answers: answers, boxed }
    });
    let shown: Vec<Version> = shown.collect();
    if of.json {
        screen.json(&shown);
        return Ok(Verdict::Fine);
    }
    for Version { version, wraps, subject_keys, kept_answers, boxed } in shown {
        let mark = if wraps { "wraps what comes" } else { "" };
        screen.line(format!(
            "root key {version}: {subject_keys} subject keys, {kept_answers} kept answers, \
             {boxed} in sealed boxes {mark}"
        ));
    }
    Ok(Verdict::Fine)
}

async fn rotate(of: &KeysOf, screen: &mut Screen) -> Done {
    let (data, _) = place(of)?;
    let version =
        opd::rotate_keys(&data).map_err(|why| Failure::new("the key was not rotated", &why))?;
    screen.line(format!(
        "root key {version} wraps from now on; servers that run take it up within a minute and \
         wrap anew what older versions wrapped"
    ));
    status(of, screen).await
}

async fn retire(asked: &RetireKey, screen: &mut Screen) -> Done {
    let RetireKey { of, version } = asked;
    let (data, database) = place(of)?;
    opd::retire_key(&data, &database, *version)
        .await
        .map_err(|why| Failure::new("the version was not removed", &why))?;
    screen.line(format!("root key {version} is gone: no old copy of the database opens with it"));
    status(of, screen).await
}

/// The folder of the keys, and the database that they wrap.
fn place(of: &KeysOf) -> Result<(PathBuf, String), Failure> {
    let data = data::folder(&of.dir, KEY)?;
    let database = match &of.database {
        Some(url) => url.clone(),
        None => embedded(&data)?,
    };
    Ok((data, database))
}

fn embedded(data: &Path) -> Result<String, Failure> {
    if data.join(crate::data::DATABASE).is_file() {
        return Ok(opd::settings::embedded_url(data));
    }
    Err(Failure::said(format!(
        "{} holds no embedded database: name the database with --database",
        data.display()
    )))
}
