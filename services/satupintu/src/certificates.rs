//! `satupintu ca`: certificates with which deployments know each other, for
//! development.

use authority::{Authority, Subject};

use crate::{
    arguments::IssueCertificate,
    failure::{Done, Failure, Verdict},
    screen::Screen,
};

pub(crate) fn run(asked: &IssueCertificate, screen: &mut Screen) -> Done {
    let IssueCertificate { dir, identity, host, days, out } = asked;
    let fail = |why| Failure::new("the certificate cannot be made", &why);
    let now = edge::wall_clock().timestamp();
    let authority = Authority::open(dir, now).map_err(fail)?;
    let subject = Subject { identity, hosts: host, days: *days };
    authority.issue(out, &subject, now).map_err(fail)?;
    screen.line(format!("{identity}: {} (for {days} days; for development only)", out.display()));
    Ok(Verdict::Fine)
}
