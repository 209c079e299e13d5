//! `satupintu`: a whole deployment on one machine, and the tools around it.
//!
//! Each command is a module that reads its arguments, asks the crates below,
//! and tells what they answer. No rule of the domain stands here.

mod arguments;
mod catalogue;
mod certificates;
mod check;
mod data;
mod demo;
mod due;
mod failure;
mod keys;
mod licence;
mod progress;
mod replay;
mod screen;
mod spoken;
mod surveys;
mod token;
mod track;
mod verify;
mod whistle;

use std::process::ExitCode;

use clap::Parser;
use mpp::dates;

use crate::{
    arguments::{Arguments, CalendarCommand, Command, JournalCommand, SopCommand},
    failure::{Done, Verdict},
    screen::Screen,
};

#[tokio::main]
async fn main() -> ExitCode {
    if let Err(error) = opd::forbid_core_dumps() {
        eprintln!("satupintu: core dumps cannot be forbidden: {error}");
        return ExitCode::from(2);
    }
    let arguments = Arguments::parse();
    match run(arguments).await {
        Ok(Verdict::Fine) => ExitCode::SUCCESS,
        Ok(Verdict::Faults) => ExitCode::from(1),
        Err(failure) => {
            eprintln!("satupintu: {failure}");
            ExitCode::from(2)
        }
    }
}

async fn run(arguments: Arguments) -> Done {
    let screen = &mut Screen::stdout();
    match arguments.command {
        None => demo::run(&arguments.demo, screen).await,
        Some(Command::Sop(SopCommand::Check(asked))) => check::run(&asked, screen),
        Some(Command::Replay(asked)) => replay::run(&asked, screen),
        Some(Command::Journal(JournalCommand::Verify(asked))) => verify::run(&asked, screen).await,
        Some(Command::Calendar(CalendarCommand::Due(asked))) => due::run(&asked, screen),
        Some(Command::Token(asked)) => token::run(&asked, screen),
        Some(Command::Track(asked)) => track::run(&asked, screen).await,
        Some(Command::Verify(asked)) => licence::run(&asked, screen).await,
        Some(Command::Surveys(asked)) => surveys::run(&asked, screen),
        Some(Command::Whistle(asked)) => whistle::report(&asked, screen).await,
        Some(Command::Inspect(asked)) => whistle::inspect(&asked, screen).await,
        Some(Command::Ca(asked)) => certificates::run(&asked, screen),
        Some(Command::Keys(asked)) => keys::run(&asked, screen).await,
    }
}
