//! A throw-away PostgreSQL for work by hand: prints the address of a new
//! database and keeps the cluster for as long as its standard input stays open.

use std::io::{self, Read, Write};

use stories::postgres::{Cluster, Durability};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let cluster = Cluster::start(Durability::Durable)?;
    writeln!(io::stdout(), "{}", cluster.create_database("byhand")?)?;
    io::stdin().read_to_end(&mut Vec::new())?;
    Ok(())
}
