# The interface words in English: the reference for every other language.
#
# One message is one piece of visible or spoken text. A comment explains the message that follows it. Other files have the
# same ids and print the same variables; they need not choose by a number where their language does not.

## Frame

skip-to-content = Skip to content
skip-to-sections = Skip to all sections
# Name of the navigation in the nameplate.
sections = Sections
all-sections = All sections
corrections = Corrections
search = Search
latest = Latest
archive = Archive
topics = Topics
authors = Authors
# Link to the edition in plain pages.
text-edition = Text edition
# Link from the edition in plain pages to the page with pictures.
full-page = Full page
feeds = Feeds
# Over the footer column with About, Contact, Corrections, Topics.
the-paper = The paper
# Name of the list of links Report an error, Tips, Contact.
help = Help

## Front page

# Heading for screen readers over the lead story and the second stories.
top-stories = Top stories
# Heading over the column of short timed items.
in-brief = In brief
no-stories = There are no stories yet.

## Kinds of article, as labels

kind-analysis = Analysis
kind-opinion = Opinion
kind-editorial = Editorial
kind-letter = Letter
kind-feature = Feature
kind-review = Review
kind-explainer = Explainer
kind-interview = Interview
kind-fact-check = Fact check
kind-live = Live
kind-obituary = Obituary
kind-satire = Satire
kind-press-release = Press release
kind-sponsored = Sponsored

## Who made it. $names: one or more names, already joined

by = By { $names }
by-reported = Reported by { $names }
by-words = Words by { $names }
by-photos = Photos by { $names }
by-video = Video by { $names }
by-graphics = Graphics by { $names }
by-data = Data by { $names }
by-translated = Translated by { $names }
by-edited = Edited by { $names }
by-fact-checked = Fact-checked by { $names }
by-additional-reporting = Additional reporting by { $names }
# $name and $job: one person of a byline. $place: "first" of two, "among" three or more, else "last".
with-job = { $place ->
    [among] { $name } ({ $job })
    [first] { $name }, { $job },
   *[last] { $name }, { $job }
}
about-authors = { $count ->
    [one] About the author
   *[other] About the authors
}

## Article

# $when: a date, or a clock time if it is the day of publication.
updated = Updated { $when }
corrected = Corrected
corrected-on = Corrected { $date }
reading-time = { $minutes }-minute read
words = { $count ->
    [one] { $count } word
   *[other] { $count } words
}
# $year: the year of publication.
archive-flag = From the archives: this story is from { NUMBER($year, useGrouping: "false") }.
# Marks of what only a preview shows.
draft = Draft
scheduled = Scheduled
scheduled-until = Scheduled for { $date }
embargoed = Embargoed
embargoed-until = Embargoed until { $date }
# $name: who paid for it.
sponsored-by = Sponsored by { $name }
sources = Sources
# Spoken name of the list of topics under an article.
topics-of-story = Topics of this story
# $name: the series.
series = Series: { $name }
series-part = Part { $part } of { $total }
previous-part = Previous part
next-part = Next part
previous-story = Previous story
next-story = Next story
# $section: its name.
more-in = More in { $section }
# Instead, where the stories are of several sections.
related-stories = Related stories
# Before the address, on paper only.
published-at = Published at
# Heading over the footnotes.
notes = Notes
# Spoken name of the mark that leads to a footnote.
footnote = Note { $number }
# Spoken name of the arrow that leads from a footnote back into the copy. $nth: which of its mentions there.
back-to-text = { $nth ->
    [1] Back to text, note { $number }
   *[other] Back to text, note { $number }, mention { $nth }
}
# Spoken name of a table that scrolls and has no caption.
table = Table

## Signs

# Between a name and a role, heard but not always seen. The space after it is not part of it.
comma = ,
# After the label of an item or a date. The space after it is not part of it.
colon = :

## Story blocks: headings where the copy gives none

takeaways = Key takeaways
# The same words, where the generator and not a template asks for them.
key-takeaways = { takeaways }
pull-quote = Pull quote
fact-box = Fact box
timeline = Timeline
questions = Questions and answers
note = Note
gallery = Pictures
see-also = See also
author-note = From the author

## Corrections

correction = Correction
clarification = Clarification
update = Update
editors-note = Editor’s note
retraction = Retraction
report-an-error = Report an error
# Link to the page that says so.
corrections-policy = How we correct errors
no-corrections = No corrections are listed here.

## Lists

feed = Feed
undated = Undated
# Name of the navigation between the pages of a list.
pages = Pages
page-number = Page { $number }
newer = Newer
older = Older
# Spoken name of the list of smaller sections inside a section.
subsections = In this section
# $count: how many stories.
story-count = { $count ->
    [one] { $count } story
   *[other] { $count } stories
}
# Spoken name of the row A, B, C that leads into a long list of names.
letters = Letters
# Spoken name of the row 2026, 2025 that leads into the archive.
years = Years

## Titles of pages and feeds

# $title: what is listed. $number: the page of the list.
title-page = { $title }, page { $number }
# $title: the paper.
title-corrections = { $title }: corrections
# $title: the paper. $name: the section, topic or author.
title-part = { $title }: { $name }

## Search page

search-words = Search for
search-button = Search
search-by-section = By section
search-by-topic = By topic
search-by-month = By month
search-more = More ways in
searching = Searching…
search-count = { $count ->
    [0] Nothing found
    [one] { $count } story found
   *[other] { $count } stories found
}
search-more-found = More results
search-failed = The search could not be loaded.
search-needs-script = The search needs JavaScript. The lists below do not.

## There is no such page, it has moved, it was withdrawn

not-found = There is no page at this address
not-found-text = It may have moved, or the address may be mistyped.
# The link text is the message "corrections".
not-found-corrections = Corrections and removals are listed here:
latest-stories = Latest stories
moved = This page has moved
moved-text = Its new address is:
withdrawn = This story has been withdrawn
