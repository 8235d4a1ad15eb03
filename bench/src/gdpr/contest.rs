//! The sides of the measurement, each doing the same operations in turns.

use std::collections::BTreeMap;
use std::time::Instant;

use super::Failure;
use super::enforced::Enforced;
use super::people::Data;
use super::plain::Plain;
use super::workload::{Kind, Operation, Operations, Role};
use crate::scan::{median, to_f64};

/// Rounds that count; the first, which fills caches, does not.
const ROUNDS: usize = 5;
/// Operations of a workload in a round, where there are enough people.
const OPERATIONS: usize = 200;
/// One person in so many leaves before the first round.
const LEFT: usize = 100;

/// One way of keeping the data.
pub(crate) enum Engine {
    Enforced(Box<Enforced>),
    Plain(Plain),
}

/// One side: an engine, and what was measured of it.
pub(crate) struct Side {
    pub(crate) name: &'static str,
    pub(crate) engine: Engine,
    /// Operations a second, for each workload, one figure a round.
    rates: BTreeMap<&'static str, Vec<f64>>,
    /// How long operations took, in milliseconds.
    pub(crate) took_ms: BTreeMap<Kind, Vec<f64>>,
}

impl Side {
    pub(crate) fn new(name: &'static str, engine: Engine) -> Self {
        Self { name, engine, rates: BTreeMap::new(), took_ms: BTreeMap::new() }
    }

    /// Operations a second of a workload: the middle of the rounds.
    pub(crate) fn rate(&self, role: Role) -> f64 {
        self.rates.get(role.name()).map_or(0.0, |rates| median(&mut rates.clone()))
    }

    /// How long an operation took, in milliseconds: the middle of all; nothing where there was none.
    pub(crate) fn median_ms(&self, kind: Kind) -> Option<f64> {
        self.took_ms.get(&kind).map(|times| median(&mut times.clone()))
    }

    /// Puts everybody's data there.
    pub(crate) async fn load(&self, data: &Data) -> Result<(), Failure> {
        match &self.engine {
            Engine::Enforced(service) => service.load(data).await,
            Engine::Plain(plain) => plain.load(data).await,
        }
    }

    async fn run(&mut self, operation: &Operation, data: &Data) -> Result<u64, Failure> {
        let person = data.people.get(operation.person).ok_or("there are too few people")?;
        let done = match &mut self.engine {
            Engine::Enforced(service) => service.run(operation, person).await,
            Engine::Plain(plain) => plain.run(operation, person).await,
        };
        done.map_err(|error| {
            format!("{}, {}: {}", self.name, operation.kind, super::with_causes(error.as_ref())).into()
        })
    }

    /// Does these operations one after the other, and tells what each of them touched.
    async fn turn(
        &mut self,
        role: Role,
        operations: &[Operation],
        data: &Data,
        counts: bool,
    ) -> Result<Vec<u64>, Failure> {
        let mut touched = Vec::with_capacity(operations.len());
        let mut total_s = 0.0;
        for operation in operations {
            let begun = Instant::now();
            touched.push(self.run(operation, data).await?);
            let took_s = begun.elapsed().as_secs_f64();
            total_s += took_s;
            if counts {
                self.took_ms.entry(operation.kind).or_default().push(took_s * 1e3);
            }
        }
        // What the service does within a second of an erasure, it does within the time that is measured.
        let begun = Instant::now();
        if let Engine::Enforced(service) = &self.engine {
            service.rights.finish_erasures().await?;
        }
        total_s += begun.elapsed().as_secs_f64();
        if counts {
            self.rates.entry(role.name()).or_default().push(to_f64(operations.len()) / total_s);
        }
        Ok(touched)
    }
}

/// How many operations of a workload a round has, with so many people.
pub(crate) fn operations_of(people: usize) -> usize {
    (people / 5).clamp(10, OPERATIONS)
}

/// Lets the sides do the same, in turns, and looks that it comes to the same.
pub(crate) async fn run(sides: &mut [Side], data: &Data, seed: u64) -> Result<(), Failure> {
    let mut operations = Operations::new(data, seed);
    let count = operations_of(data.people.len());
    let leaving = operations.first_leave((data.people.len() / LEFT).max(1));
    untimed(sides, &leaving, data).await?;
    for round in 0..=ROUNDS {
        for role in Role::ALL {
            let missing = operations.put_back();
            untimed(sides, &missing, data).await?;
            let asked = operations.round(role, count);
            let mut before: Option<Vec<u64>> = None;
            for turn in 0..sides.len() {
                // Another one begins each round, so that none always runs where the one before left the machine.
                let at = (round + turn) % sides.len();
                let touched = sides[at].turn(role, &asked, data, round > 0).await?;
                if let Some(before) = &before {
                    is_same(&asked, before, &touched)?;
                }
                before = Some(touched);
            }
        }
    }
    Ok(())
}

async fn untimed(sides: &mut [Side], operations: &[Operation], data: &Data) -> Result<(), Failure> {
    let mut before: Option<Vec<u64>> = None;
    for side in sides {
        let touched = side.turn(Role::Controller, operations, data, false).await?;
        if let Some(before) = &before {
            is_same(operations, before, &touched)?;
        }
        before = Some(touched);
    }
    Ok(())
}

/// Two sides that do not do the same cannot be compared.
fn is_same(asked: &[Operation], one: &[u64], other: &[u64]) -> Result<(), Failure> {
    for ((operation, one), other) in asked.iter().zip(one).zip(other) {
        if one != other {
            let Operation { kind, person, .. } = operation;
            return Err(
                format!("{kind} of person {person} touched {one} records on one side and {other} on another").into()
            );
        }
        if operation.kind == Kind::VerifyDeletion && *one > 0 {
            return Err(format!("{one} rows are left of somebody who closed their account").into());
        }
    }
    Ok(())
}

/// The 99th percentile of these times.
pub(crate) fn p99(times: &[f64]) -> f64 {
    let mut sorted = times.to_vec();
    sorted.sort_by(f64::total_cmp);
    let at = (sorted.len() * 99).div_ceil(100).saturating_sub(1);
    sorted.get(at).copied().unwrap_or_default()
}
