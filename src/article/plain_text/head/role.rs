//! The grammar of a head: what a line can be, and what may follow what. Costs are in tenths of a point, as the scores of `readings` are.

/// What a line of the head is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Role {
    /// Before the first line.
    Start,
    /// A section, a trail of sections, the name of the site: left out and named.
    Menu,
    /// The title of the page, of which the headline is a part.
    PageTitle,
    Kicker,
    /// The name of a section under the headline, which is its kicker.
    SectionBelow,
    Label,
    Headline,
    /// The headline once more.
    Again,
    Dek,
    /// A dek that is a sentence, as a first paragraph is.
    LongDek,
    /// A dek that does not stand right under the headline.
    LateDek,
    /// A byline.
    People,
    /// A name that nothing but its place makes a byline.
    Name,
    /// What is said of the person on the line above.
    Job,
    /// A date, a time, and whatever stands on one line with them.
    Dates,
    /// A time of day alone.
    Time,
    Place,
    /// A caption, a credit.
    Figure,
    /// A box of takeaways.
    Takeaways,
    /// Lines for the desk: a release head, an embargo, a slug line, a contact.
    Desk,
    /// A row of signs that is no copy.
    Rule,
    /// The name of a button, or something else of the page: left out and named.
    Button,
    /// About the author: stays where it stands.
    About,
    /// What nothing explains: stays where it stands and is told.
    Stray,
    /// A line of the body that is no paragraph and begins no box.
    Thin,
    /// The body has begun.
    Copy,
}

/// What has been read so far: all that the grammar asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(clippy::struct_excessive_bools, reason = "each is one part of a head, read or not")]
pub(super) struct State {
    pub(super) last: Role,
    /// The line that is the headline.
    pub(super) headline: Option<usize>,
    kicker: bool,
    label: bool,
    dek: bool,
    /// A byline or a date has been read.
    signed: bool,
    /// The last line was a stray, so that the next is hardly a subhead.
    strayed: bool,
    /// Some line was a stray.
    unsure: bool,
    /// A byline or a name has been read.
    pub(super) named: bool,
    /// The headline is not in the text: the front matter has it.
    given: bool,
}

/// A text without a headline must have no line that could be one.
const NO_HEADLINE: i32 = -80;

impl State {
    pub(super) const START: Self = Self {
        last: Role::Start,
        headline: None,
        kicker: false,
        label: false,
        dek: false,
        signed: false,
        strayed: false,
        unsure: false,
        named: false,
        given: false,
    };

    /// Before the first line of a text whose headline stands in the front matter alone: what stands over a headline cannot be in it.
    pub(super) const UNDER_GIVEN: Self = Self { last: Role::Headline, given: true, ..Self::START };

    /// Whether the headline is still to come.
    fn above(self) -> bool {
        self.headline.is_none() && !self.given
    }

    /// What a line may be after this, and at what cost; none if it may not.
    pub(super) fn then(self, role: Role, at: usize) -> Option<(Self, i32)> {
        let mut next = self;
        next.last = role;
        next.strayed = role == Role::Stray;
        next.unsure |= next.strayed;
        next.named |= matches!(role, Role::People | Role::Name);
        // A button explains nothing and changes nothing.
        if role == Role::Button {
            next.last = self.last;
            next.strayed = self.strayed;
        }
        let body = |role: Role| matches!(role, Role::Copy | Role::Thin);
        if body(self.last) && !body(role) {
            return None;
        }
        // A kicker stands right over its headline.
        if self.last == Role::Kicker
            && self.above()
            && !matches!(role, Role::Headline | Role::Label | Role::PageTitle | Role::Dates | Role::Figure | Role::Copy | Role::Thin)
        {
            return None;
        }
        let above = self.above();
        // A dek that stands late, or under a byline, must be held by a byline or a date below it.
        let held = self.last == Role::LateDek && !matches!(role, Role::People | Role::Name | Role::Dates | Role::Label);
        // A sentence is a dek only over the rest of a head.
        let bare = self.last == Role::LongDek && matches!(role, Role::Copy | Role::Thin | Role::Stray | Role::Place | Role::About);
        let cost = match role {
            Role::Start => return None,
            Role::Menu | Role::PageTitle => above.then_some(0)?,
            Role::Kicker => {
                next.kicker = true;
                (!self.kicker && above).then_some(0)?
            }
            Role::SectionBelow => {
                next.kicker = true;
                (!self.kicker && !above).then_some(0)?
            }
            Role::Label => {
                next.label = true;
                (!self.label).then_some(if above { 0 } else { -5 })?
            }
            Role::Headline => {
                next.headline = Some(at);
                above.then_some(0)?
            }
            Role::Again | Role::About => (!above).then_some(0)?,
            Role::Dek | Role::LongDek => {
                next.dek = true;
                let below = matches!(
                    self.last,
                    Role::Headline | Role::Again | Role::Label | Role::SectionBelow | Role::Desk | Role::Rule | Role::Figure
                );
                (!above && !self.dek && below && !self.signed).then_some(0)?
            }
            Role::LateDek => {
                next.dek = true;
                (!above && !self.dek && !self.unsure).then_some(-40)?
            }
            Role::People => {
                next.signed |= !above;
                if above { -20 } else { 0 }
            }
            // The last words of a story's first paragraph and a name below are a letter, or a quotation, and no head.
            Role::Name => {
                next.signed |= !above;
                if above {
                    -20
                } else if self.last == Role::LongDek {
                    -40
                } else {
                    0
                }
            }
            Role::Job => matches!(self.last, Role::People | Role::Name | Role::Job).then_some(0)?,
            Role::Dates => {
                next.signed |= !above;
                if above { -5 } else { 0 }
            }
            Role::Time => (self.signed && !above).then_some(0)?,
            Role::Place if above => -10,
            Role::Stray => {
                if above {
                    -40
                } else {
                    0
                }
            }
            Role::Copy | Role::Thin if above && !body(self.last) => NO_HEADLINE,
            Role::Place | Role::Figure | Role::Takeaways | Role::Desk | Role::Rule | Role::Button | Role::Copy | Role::Thin => 0,
        };
        Some((next, cost - if held { 30 } else { 0 } - if bare { 20 } else { 0 }))
    }

    /// The cost of ending here.
    pub(super) fn end(self) -> i32 {
        let headless = if !self.above() || matches!(self.last, Role::Copy | Role::Thin) { 0 } else { NO_HEADLINE };
        let bodiless = if matches!(self.last, Role::Copy | Role::Thin) { 0 } else { -50 };
        headless + bodiless
    }

    /// Whether copy that begins here begins the body, and whether a line that explains nothing stands before it.
    pub(super) fn opens_copy(self) -> (bool, bool) {
        (!matches!(self.last, Role::Copy | Role::Time | Role::Takeaways), self.strayed)
    }
}
