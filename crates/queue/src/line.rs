//! Who is next, by the published rule.

use kernel::Instant;

use crate::ticket::{Standing, Ticket, TicketNumber};

/// The next number: whoever has been in the hall longest, and first among
/// those who may go first, but after `priority_run` of these in a row
/// somebody else, while anybody else waits.
pub(crate) fn next(tickets: &[Ticket], run: u8, priority_run: u8) -> Option<TicketNumber> {
    let first = |goes_first: bool| {
        tickets
            .iter()
            .filter(|ticket| ticket.priority.is_some() == goes_first)
            .filter_map(waiting_since)
            .min()
            .map(|(_, number)| number)
    };
    match (first(true), first(false)) {
        (Some(_), Some(other)) if run >= priority_run => Some(other),
        (Some(number), _) | (None, Some(number)) => Some(number),
        (None, None) => None,
    }
}

/// How many wait who will be called before `number`, at most: those who came
/// earlier, and those who may go first.
pub(crate) fn ahead_of(tickets: &[Ticket], number: TicketNumber) -> Option<usize> {
    let own = tickets.iter().find(|ticket| ticket.number == number)?;
    let place = waiting_since(own)?;
    let is_ahead = |other: &&Ticket| {
        waiting_since(other).is_some_and(|its| match (&other.priority, &own.priority) {
            (Some(_), None) => true,
            (None, Some(_)) => false,
            (Some(_), Some(_)) | (None, None) => its < place,
        })
    };
    Some(tickets.iter().filter(is_ahead).count())
}

fn waiting_since(ticket: &Ticket) -> Option<(Instant, TicketNumber)> {
    (ticket.standing == Standing::Waiting)
        .then(|| ticket.arrived_at.map(|at| (at, ticket.number)))
        .flatten()
}
