# The interface words in Dutch. en.ftl explains each message.

skip-to-content = Naar de inhoud
skip-to-sections = Naar alle rubrieken
sections = Rubrieken
all-sections = Alle rubrieken
corrections = Correcties
search = Zoeken
latest = Net binnen
archive = Archief
topics = Onderwerpen
authors = Auteurs
text-edition = Teksteditie
full-page = Volledige pagina
feeds = Feeds
the-paper = De krant
help = Hulp

top-stories = Belangrijkste nieuws
in-brief = Kort nieuws
no-stories = Er zijn nog geen artikelen.

kind-analysis = Analyse
kind-opinion = Opinie
kind-editorial = Commentaar
kind-letter = Lezersbrief
kind-feature = Reportage
kind-review = Recensie
kind-explainer = Uitleg
kind-interview = Interview
kind-fact-check = Factcheck
kind-live = Live
kind-obituary = Necrologie
kind-satire = Satire
kind-press-release = Persbericht
kind-sponsored = Gesponsord

by = Door { $names }
by-reported = Onderzoek: { $names }
by-words = Tekst: { $names }
by-photos = Foto’s: { $names }
by-video = Video: { $names }
by-graphics = Graphics: { $names }
by-data = Data: { $names }
by-translated = Vertaling: { $names }
by-edited = Redactie: { $names }
by-fact-checked = Factcheck: { $names }
by-additional-reporting = Met medewerking van { $names }
with-job = { $place ->
    [among] { $name } ({ $job })
    [first] { $name }, { $job },
   *[last] { $name }, { $job }
}
about-authors = { $count ->
    [one] Over de auteur
   *[other] Over de auteurs
}

updated = Bijgewerkt: { $when }
corrected = Gecorrigeerd
corrected-on = Gecorrigeerd op { $date }
reading-time = { $minutes ->
    [one] { $minutes } minuut leestijd
   *[other] { $minutes } minuten leestijd
}
words = { $count ->
    [one] { $count } woord
   *[other] { $count } woorden
}
archive-flag = Uit het archief: dit artikel is van { NUMBER($year, useGrouping: "false") }.
draft = Concept
scheduled = Gepland
scheduled-until = Gepland voor { $date }
embargoed = Onder embargo
embargoed-until = Onder embargo tot { $date }
sponsored-by = Gesponsord door { $name }
sources = Bronnen
topics-of-story = Onderwerpen van dit artikel
series = Serie: { $name }
series-part = Deel { $part } van { $total }
previous-part = Vorige deel
next-part = Volgende deel
previous-story = Vorige artikel
next-story = Volgende artikel
more-in = Meer in { $section }
related-stories = Verwante artikelen
published-at = Gepubliceerd op
notes = Noten
footnote = Noot { $number }
back-to-text = { $nth ->
    [1] Terug naar de tekst, noot { $number }
   *[other] Terug naar de tekst, noot { $number }, verwijzing { $nth }
}
table = Tabel

comma = ,
colon = :

takeaways = In het kort
key-takeaways = { takeaways }
pull-quote = Uitgelicht citaat
fact-box = Feiten en cijfers
timeline = Tijdlijn
questions = Vragen en antwoorden
note = Opmerking
gallery = Beelden
see-also = Zie ook
author-note = Van de auteur

correction = Correctie
clarification = Verduidelijking
update = Update
editors-note = Noot van de redactie
retraction = Intrekking
report-an-error = Fout melden
corrections-policy = Hoe wij fouten rechtzetten
no-corrections = Er staan geen correcties in deze lijst.

feed = Feed
undated = Zonder datum
pages = Pagina’s
page-number = Pagina { $number }
newer = Nieuwer
older = Ouder
subsections = In deze rubriek
story-count = { $count ->
    [one] { $count } artikel
   *[other] { $count } artikelen
}
letters = Letters
years = Jaren

title-page = { $title }, pagina { $number }
title-corrections = { $title }: correcties
title-part = { $title }: { $name }

search-words = Zoeken naar
search-button = Zoek
search-by-section = Per rubriek
search-by-topic = Per onderwerp
search-by-month = Per maand
search-more = Andere ingangen
searching = Bezig met zoeken…
search-count = { $count ->
    [0] Niets gevonden
    [one] { $count } artikel gevonden
   *[other] { $count } artikelen gevonden
}
search-more-found = Meer resultaten
search-failed = De zoekfunctie kon niet worden geladen.
search-needs-script = De zoekfunctie heeft JavaScript nodig. De lijsten hieronder niet.

not-found = Op dit adres is geen pagina
not-found-text = De pagina is misschien verplaatst, of het adres bevat een typefout.
not-found-corrections = Correcties en ingetrokken artikelen staan hier:
latest-stories = Laatste nieuws
moved = Deze pagina is verhuisd
moved-text = Het nieuwe adres is:
withdrawn = Dit artikel is ingetrokken
