//! What is made of stories and asked for again soon: the last values, each in a place that it shares with other stories.

use std::sync::{Mutex, PoisonError};

use crate::edition::StoryId;

/// The values that were asked for last, by story.
pub(super) struct KeptLast<T> {
    places: Vec<Mutex<Option<(StoryId, T)>>>,
}

impl<T: Clone> KeptLast<T> {
    /// Room for `most` of so many stories.
    pub(super) fn new(stories: usize, most: usize) -> Self {
        KeptLast { places: std::iter::repeat_with(Mutex::default).take(stories.min(most)).collect() }
    }

    /// The value of a story, made unless it is still there. `make` must not ask for another.
    pub(super) fn get(&self, id: StoryId, make: impl FnOnce() -> T) -> T {
        let mut place = self.places[id % self.places.len()].lock().unwrap_or_else(PoisonError::into_inner);
        match &*place {
            Some((known, value)) if *known == id => value.clone(),
            _ => place.insert((id, make())).1.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_made_again_once_another_took_its_place() {
        let (kept, made) = (KeptLast::new(5, 2), std::cell::Cell::new(0));
        let get = |id: StoryId| {
            kept.get(id, || {
                made.set(made.get() + 1);
                id * 10
            })
        };
        assert_eq!([get(1), get(1), get(2), get(3), get(1)], [10, 10, 20, 30, 10]);
        assert_eq!(made.get(), 4);
    }
}
