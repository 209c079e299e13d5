//! `satupintu token`: a token of a deployment's own issuer, for work by hand.

use serde::Serialize;

use crate::{
    arguments::Token,
    data,
    failure::{Done, Failure, Verdict},
    screen::Screen,
};

#[derive(Serialize)]
struct Answer<'a> {
    token: &'a str,
    agency: &'a str,
    subject: &'a str,
    expires_in_seconds: u32,
}

pub(crate) fn run(asked: &Token, screen: &mut Screen) -> Done {
    let Token { dir, agency, subject, ttl, json } = asked;
    let data = data::folder(dir, data::ISSUER_KEY)?;
    let token = opd::local_token(&data, agency, subject, *ttl)
        .map_err(|why| Failure::new("the token cannot be made", &why))?;
    if *json {
        screen.json(&Answer {
            token: &token,
            agency: agency.as_str(),
            subject,
            expires_in_seconds: *ttl,
        });
    } else {
        screen.line(token);
    }
    Ok(Verdict::Fine)
}
