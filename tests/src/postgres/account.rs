//! The ordinary account that runs the server when root runs the tests.

use std::fs;
use std::io;
use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

const ROOT: u32 = 0;

/// An account of this machine, by its numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Account {
    user: u32,
    group: u32,
}

impl Account {
    /// Who must own `folder` and run the server in it: nobody but ourselves, or,
    /// as the server refuses to run as root, an ordinary account.
    pub(super) fn instead_of_root(folder: &Path) -> io::Result<Option<Self>> {
        // We made the folder, so its owner is who we are.
        if fs::metadata(folder)?.uid() != ROOT {
            return Ok(None);
        }
        let accounts = fs::read_to_string("/etc/passwd")?;
        ordinary_in(&accounts)
            .map(Some)
            .ok_or_else(|| io::Error::other("no account `postgres` or `nobody` in /etc/passwd"))
    }

    /// Gives `path` to the account.
    pub(super) fn own(self, path: &Path) -> io::Result<()> {
        chown(path, Some(self.user), Some(self.group))
    }

    /// Lets `command` run as the account.
    pub(super) fn run(self, command: &mut Command) {
        command.uid(self.user).gid(self.group);
    }
}

fn ordinary_in(accounts: &str) -> Option<Account> {
    let find = |wanted: &str| {
        accounts.lines().find_map(|line| {
            let mut fields = line.split(':');
            let name = fields.next()?;
            let user = fields.nth(1)?.parse().ok()?;
            let group = fields.next()?.parse().ok()?;
            (name == wanted && user != ROOT).then_some(Account { user, group })
        })
    };
    find("postgres").or_else(|| find("nobody"))
}

#[cfg(test)]
mod tests {
    use super::{Account, ordinary_in};

    #[test]
    fn the_servers_own_account_is_preferred_to_nobody() {
        let accounts = "root:x:0:0::/root:/bin/sh\nnobody:x:65534:65534::/:\npostgres:x:5:6::/:";

        assert_eq!(ordinary_in(accounts), Some(Account { user: 5, group: 6 }));
    }

    #[test]
    fn a_machine_that_never_had_the_server_lends_nobody() {
        let accounts = "root:x:0:0::/root:/bin/sh\nnobody:x:65534:65534::/:";

        assert_eq!(ordinary_in(accounts), Some(Account { user: 65534, group: 65534 }));
    }
}
