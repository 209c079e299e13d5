//! A search through every reachable state of a report, abstracted to what rules
//! look at: no closing without a ground, nothing for whom it complains about, and
//! no reopening that makes it younger.

use std::collections::{BTreeSet, HashSet, VecDeque};

use access::{Acting, Officer};
use complaints::{Class, Command, Complaint, Ground, Refusal, State, Step};
use kernel::{Instant, Slug};

use crate::world::{World, after, attachment, intake, officer, sealed, unit, wib};

/// What rules look at; the ledgers' instants are not in it.
type Abstract = (String, Vec<String>, Vec<String>, Vec<(Step, bool, bool)>, String);

fn abstracted(it: &Complaint, now: Instant) -> Abstract {
    let window = match &it.state {
        State::Answered { objection_until, has_evidence } => {
            format!("{} {has_evidence}", now <= *objection_until)
        }
        State::Closed { objection_until, ground, .. } => {
            format!("{} {}", now <= *objection_until, name(ground))
        }
        _ => String::new(),
    };
    let open = it.run.open_steps().map(ToString::to_string).collect();
    let stand = |clock: &complaints::Clock| {
        let last = clock.ledger.entries().last().map(|entry| entry.cause.clone());
        format!("{:?} {:?} {:?}", clock.step, clock.law, (clock.is_running(), last))
    };
    let clocks: BTreeSet<String> = it.clocks.iter().map(stand).collect();
    let rounds = it.run.rounds(&sop::StepId::parse("verifikasi").unwrap(), "kurang");
    let fired = it
        .fired
        .iter()
        .map(|(step, fired)| (*step, fired.warned.is_some(), fired.breached.is_some()));
    let rest = format!(
        "{} {} {rounds} {} {:?}",
        it.holder.unit,
        it.dispositions.min(2),
        it.reopened.min(1),
        it.replies.last().map(|reply| reply.delivered_at.is_some())
    );
    let state = format!("{} {window}", it.state_name());
    (state, open, clocks.into_iter().collect(), fired.collect(), rest)
}

fn name(ground: &Ground) -> &'static str {
    match ground {
        Ground::ConfirmedByReporter => "confirmed",
        Ground::Undisputed => "undisputed",
        Ground::AcceptedElsewhere { .. } => "accepted elsewhere",
        Ground::Duplicate { .. } => "duplicate",
        Ground::DeemedWithdrawn => "deemed withdrawn",
    }
}

fn commands(now: Instant) -> Vec<Command> {
    let answer = |evidence: Option<&str>| Command::Answer {
        text: sealed("answer"),
        evidence: evidence.map(sealed),
        improvement: None,
        objection_days: 10,
    };
    vec![
        Command::Read { identity: true },
        Command::AskCompletion { missing: sealed("missing") },
        Command::Complete { text: sealed("more") },
        Command::Verify { class: Class::Ordinary, forms: [].into(), accused: [].into() },
        Command::Dispose { to: unit("farmasi"), note: sealed("note") },
        Command::Dispose { to: unit("gizi"), note: sealed("note") },
        Command::FollowUp { note: sealed("note") },
        answer(None),
        answer(Some("evidence")),
        Command::Deliver { at: now },
        Command::Confirm,
        Command::Dispute { reason: sealed("reason") },
        Command::Refer {
            agency: Slug::parse("pln").unwrap(),
            reference: sealed("reference"),
            objection_days: 10,
        },
        Command::Merge { of: "another".to_owned(), objection_days: 10 },
        Command::Reopen { reason: sealed("reason") },
        Command::ResendNotice { index: 1 },
        Command::Attach { attachment: attachment() },
        Command::ReadAttachment { attachment: attachment().id },
    ]
}

struct Search {
    world: World,
    seen: HashSet<Abstract>,
    ahead: VecDeque<(Complaint, Instant)>,
    closed: BTreeSet<&'static str>,
    reopened: usize,
    steps: usize,
}

impl Search {
    /// Goes from `before` to `after`, and holds every law to the step.
    fn go(
        &mut self,
        before: &Complaint,
        command: Option<(&Command, bool)>,
        after: Complaint,
        now: Instant,
    ) {
        self.steps += 1;
        assert_eq!(after.received_at, before.received_at);
        assert!(after.age_micros(now) >= before.age_micros(now), "it became younger: {command:?}");
        if let (true, Some(ground)) = (before.is_open(), after.ground()) {
            self.closed.insert(name(ground));
            let answered = matches!(before.state, State::Answered { .. });
            let lawful = match ground {
                Ground::ConfirmedByReporter => {
                    answered && matches!(command, Some((Command::Confirm, true)))
                }
                Ground::Undisputed => {
                    let has_evidence =
                        matches!(before.state, State::Answered { has_evidence: true, .. });
                    has_evidence && command.is_none()
                }
                Ground::AcceptedElsewhere { .. } => {
                    matches!(command, Some((Command::Refer { .. }, false)))
                }
                Ground::Duplicate { of } => *of != before.id,
                Ground::DeemedWithdrawn => {
                    command.is_none() && matches!(before.state, State::AwaitingReporter { .. })
                }
            };
            assert!(lawful, "{command:?} closed {:?} as {ground:?}", before.state);
        }
        if !after.is_open() {
            assert!(after.clocks.iter().all(|clock| !clock.is_running()), "{:?}", after.state);
        }
        if matches!(after.state, State::Disposed | State::InProgress | State::Verified) {
            assert!(after.clocks_of(Step::Answer).any(complaints::Clock::is_running));
        }
        self.reopened += usize::from(!before.is_open() && after.is_open());
        if self.seen.insert(abstracted(&after, now)) {
            self.ahead.push_back((after, now));
        }
    }
}

#[test]
fn no_path_breaks_a_law() {
    let admin = officer("admin", "execute:dinkes/pengaduan/admin");
    let superior = officer("superior", "supervise:dinkes/pengaduan");
    let farmasi = officer("farmasi", "execute:dinkes/farmasi/penghubung");
    let gizi = officer("gizi", "execute:dinkes/gizi/penghubung");
    let accused = Officer {
        person: officer("accused", "execute:dinkes/pengaduan/admin").person,
        duties: [&admin, &superior, &farmasi, &gizi]
            .iter()
            .flat_map(|it| it.duties.clone())
            .collect(),
    };
    let mut concerned = intake(Class::Ordinary);
    concerned.accused.insert(accused.person.clone());
    concerned.channel = complaints::Channel::Letter;
    concerned.recorded_by = Some(admin.person.clone());
    let world = World::new();
    let start = wib("2025-03-03 09:00");
    let first = world.received(start, &concerned);
    let (seen, ahead) = (HashSet::new(), VecDeque::from([(first, start)]));
    let mut search = Search { world, seen, ahead, closed: BTreeSet::new(), reopened: 0, steps: 0 };

    while let Some((complaint, at)) = search.ahead.pop_front() {
        assert!(!complaint.is_visible_to(&accused, &search.world.at(at)));
        for days in [1, 31] {
            let now = at.plus_seconds(days * 86_400);
            let (passed, events) = search.world.passes(&complaint, now);
            if !events.is_empty() {
                search.go(&complaint, None, passed.clone(), now);
            }
            // Longer waits are for time alone; who acts the next day sees it all.
            if days > 1 {
                continue;
            }
            for command in commands(now) {
                let refused = search.world.does(&passed, now, &Acting::Officer(&accused), &command);
                assert_eq!(refused, Err(Refusal::NotFound), "{command:?}");
                for acting in [
                    Acting::Officer(&admin),
                    Acting::Officer(&superior),
                    Acting::Officer(&farmasi),
                    Acting::Officer(&gizi),
                    Acting::Applicant,
                    Acting::Public,
                    Acting::System,
                ] {
                    let Ok(events) = passed.decide(&acting, &command, &search.world.at(now)) else {
                        continue;
                    };
                    let after = after(passed.clone(), now, &events);
                    let by_reporter = matches!(acting, Acting::Applicant);
                    search.go(&passed, Some((&command, by_reporter)), after, now);
                }
            }
        }
        assert!(search.seen.len() < 100_000, "the abstraction is not finite");
    }

    let all = ["accepted elsewhere", "confirmed", "deemed withdrawn", "duplicate", "undisputed"];
    assert_eq!(search.closed.into_iter().collect::<Vec<_>>(), all);
    assert!(search.reopened > 0 && search.steps > 1000, "{} steps", search.steps);
}
