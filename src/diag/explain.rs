//! What each code means, in a sentence or two: a data file, one line a code.

/// The lines: a code, a colon, words.
const LINES: &str = include_str!("explain.txt");

/// What is to be said of a code.
pub fn explain(code: &str) -> Option<&'static str> {
    all().find(|(known, _)| *known == code).map(|(_, words)| words)
}

/// Every code with its words.
fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
    LINES.lines().filter_map(|line| line.split_once(": "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_explained() {
        assert_eq!(
            all().map(|(code, _)| code).collect::<Vec<_>>(),
            crate::diag::CODES
                .iter()
                .copied()
                .chain(["address-vanished"])
                .collect::<std::collections::BTreeSet<_>>()
                .into_iter()
                .collect::<Vec<_>>()
        );
    }
}
