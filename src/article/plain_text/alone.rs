//! Which lines stand alone: a heading, a byline, a date, a credit, a button and the like take no further row, and are joined to none. It asks all that know
//! lines of one kind, and is asked by `lines`, which knows none of them.

use super::graf::is_rule;
use super::{byline, dates, end_matter, figures, furniture, lists, related, takeaways};

/// Whether a line is something whole.
pub(super) fn stands_alone(graf: &str) -> bool {
    lists::is_lone_mark(graf)
        || end_matter::is_end_mark(graf)
        || takeaways::is_heading(graf)
        || byline::begins(graf)
        || figures::is_credit(graf)
        || related::is_heading(graf)
        || dates::is_date_line(graf)
        || furniture::is_furniture(graf)
        || is_rule(graf)
}
