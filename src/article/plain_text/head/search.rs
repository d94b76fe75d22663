//! The best reading of the whole zone: of all the ways to give each line one of its readings, in an order that the grammar allows, the one with
//! the highest score. It goes once over the lines and keeps the best way to each state, so the work grows with the lines of the zone only.

use std::collections::BTreeMap;

use super::readings::Reading;
use super::role::{Role, State};

/// How many lines below itself a headline may stand once more.
const AGAIN: usize = 3;

/// The readings chosen, in order, and their score.
pub(super) struct Best {
    pub(super) path: Vec<Chosen>,
    pub(super) score: i32,
}

/// A reading of the lines from one on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Chosen {
    pub(super) at: usize,
    pub(super) reading: usize,
}

/// Finds the best reading of lines with the given readings each, after `start`. A line that is barred is not the headline.
pub(super) fn best(lines: &[Vec<Reading>], start: State, barred: Option<usize>) -> Option<Best> {
    type Way = (i32, Option<(State, Chosen)>);
    let mut ways: Vec<BTreeMap<State, Way>> = vec![BTreeMap::new(); lines.len() + 1];
    ways[0].insert(start, (0, None));
    for at in 0..lines.len() {
        let here: Vec<(State, i32)> = ways[at].iter().map(|(state, way)| (*state, way.0)).collect();
        for (state, score) in here {
            for (nth, reading) in lines[at].iter().enumerate() {
                if barred == Some(at) && reading.role == Role::Headline {
                    continue;
                }
                if reading.role == Role::Again
                    && !state.headline.is_some_and(|headline| at - headline <= AGAIN && reading.repeats(headline))
                {
                    continue;
                }
                let Some((next, cost)) = state.then(reading.role, at) else { continue };
                let Some(end) = ways.get_mut(at + reading.take) else { continue };
                let total = score + cost + reading.score_after(state);
                let way = (total, Some((state, Chosen { at, reading: nth })));
                end.entry(next)
                    .and_modify(|before| {
                        if before.0 < total {
                            *before = way;
                        }
                    })
                    .or_insert(way);
            }
        }
    }
    let last = ways.last()?;
    let (state, score) = last.iter().map(|(state, way)| (*state, way.0 + state.end())).max_by_key(|&(_, score)| score)?;
    let mut path = Vec::new();
    let (mut at, mut state) = (lines.len(), state);
    while let Some((_, Some((before, chosen)))) = ways[at].get(&state) {
        path.push(*chosen);
        at = chosen.at;
        state = *before;
    }
    path.reverse();
    Some(Best { path, score })
}
