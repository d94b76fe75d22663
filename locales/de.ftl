# The interface words in German. en.ftl explains each message.

skip-to-content = Zum Inhalt springen
skip-to-sections = Zu allen Ressorts springen
sections = Ressorts
all-sections = Alle Ressorts
corrections = Korrekturen
search = Suche
latest = Neueste Artikel
archive = Archiv
topics = Themen
authors = Autoren
text-edition = Textausgabe
full-page = Vollständige Seite
feeds = Feeds
the-paper = Die Zeitung
help = Hilfe

top-stories = Die wichtigsten Themen
in-brief = Kurz gemeldet
no-stories = Noch sind keine Artikel erschienen.

kind-analysis = Analyse
kind-opinion = Meinung
kind-editorial = Leitartikel
kind-letter = Leserbrief
kind-feature = Reportage
kind-review = Rezension
kind-explainer = Erklärt
kind-interview = Interview
kind-fact-check = Faktencheck
kind-live = Live
kind-obituary = Nachruf
kind-satire = Satire
kind-press-release = Pressemitteilung
kind-sponsored = Anzeige

by = Von { $names }
by-reported = Recherche: { $names }
by-words = Text: { $names }
by-photos = Fotos: { $names }
by-video = Video: { $names }
by-graphics = Grafik: { $names }
by-data = Daten: { $names }
by-translated = Übersetzung: { $names }
by-edited = Redaktion: { $names }
by-fact-checked = Faktenprüfung: { $names }
by-additional-reporting = Mitarbeit: { $names }
with-job = { $place ->
    [among] { $name } ({ $job })
    [first] { $name }, { $job },
   *[last] { $name }, { $job }
}
about-authors = { $count ->
    [one] Zur Person
   *[other] Zu den Personen
}

updated = Aktualisiert: { $when }
corrected = Korrigiert
corrected-on = Korrigiert am { $date }
reading-time = { $minutes ->
    [one] { $minutes } Minute Lesezeit
   *[other] { $minutes } Minuten Lesezeit
}
words = { $count ->
    [one] { $count } Wort
   *[other] { $count } Wörter
}
archive-flag = Aus dem Archiv: Dieser Artikel ist von { NUMBER($year, useGrouping: "false") }.
draft = Entwurf
scheduled = Geplant
scheduled-until = Geplant für { $date }
embargoed = Gesperrt
embargoed-until = Gesperrt bis { $date }
sponsored-by = Anzeige von { $name }
sources = Quellen
topics-of-story = Themen dieses Artikels
series = Serie: { $name }
series-part = Teil { $part } von { $total }
previous-part = Voriger Teil
next-part = Nächster Teil
previous-story = Voriger Artikel
next-story = Nächster Artikel
more-in = Mehr aus { $section }
related-stories = Mehr zum Thema
published-at = Erschienen unter
notes = Anmerkungen
footnote = Anmerkung { $number }
back-to-text = { $nth ->
    [1] Zurück zum Text, Anmerkung { $number }
   *[other] Zurück zum Text, Anmerkung { $number }, Stelle { $nth }
}
table = Tabelle

comma = ,
colon = :

takeaways = Das Wichtigste in Kürze
key-takeaways = { takeaways }
pull-quote = Zitat
fact-box = Zahlen und Fakten
timeline = Chronologie
questions = Fragen und Antworten
note = Hinweis
gallery = Bilder
see-also = Siehe auch
author-note = In eigener Sache

correction = Korrektur
clarification = Klarstellung
update = Aktualisierung
editors-note = Anmerkung der Redaktion
retraction = Widerruf
report-an-error = Fehler melden
corrections-policy = Wie wir Fehler berichtigen
no-corrections = In dieser Liste stehen keine Korrekturen.

feed = Feed
undated = Ohne Datum
pages = Seiten
page-number = Seite { $number }
newer = Neuere
older = Ältere
subsections = In diesem Ressort
story-count = { $count } Artikel
letters = Buchstaben
years = Jahre

title-page = { $title }, Seite { $number }
title-corrections = { $title }: Korrekturen
title-part = { $title }: { $name }

search-words = Suchbegriffe
search-button = Suchen
search-by-section = Nach Ressort
search-by-topic = Nach Thema
search-by-month = Nach Monat
search-more = Weitere Wege
searching = Suche läuft …
search-count = { $count ->
    [0] Nichts gefunden
   *[other] { $count } Artikel gefunden
}
search-more-found = Weitere Treffer
search-failed = Die Suche konnte nicht geladen werden.
search-needs-script = Die Suche braucht JavaScript. Die Listen unten kommen ohne aus.

not-found = Unter dieser Adresse gibt es keine Seite
not-found-text = Sie ist vielleicht umgezogen, oder die Adresse enthält einen Tippfehler.
not-found-corrections = Korrekturen und zurückgezogene Artikel stehen hier:
latest-stories = Neueste Artikel
moved = Diese Seite ist umgezogen
moved-text = Die neue Adresse lautet:
withdrawn = Dieser Artikel wurde zurückgezogen
