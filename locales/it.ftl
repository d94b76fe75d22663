# The interface words in Italian. en.ftl explains each message.

skip-to-content = Vai al contenuto
skip-to-sections = Vai a tutte le sezioni
sections = Sezioni
all-sections = Tutte le sezioni
corrections = Correzioni
search = Ricerca
latest = Ultime notizie
archive = Archivio
topics = Temi
authors = Autori
text-edition = Edizione testuale
full-page = Pagina completa
feeds = Feed
the-paper = Il giornale
help = Aiuto

top-stories = In primo piano
in-brief = In breve
no-stories = Non ci sono ancora articoli.

kind-analysis = Analisi
kind-opinion = Opinione
kind-editorial = Editoriale
kind-letter = Lettera
kind-feature = Reportage
kind-review = Recensione
kind-explainer = Spiegato
kind-interview = Intervista
kind-fact-check = Verifica dei fatti
kind-live = In diretta
kind-obituary = Necrologio
kind-satire = Satira
kind-press-release = Comunicato stampa
kind-sponsored = Contenuto sponsorizzato

by = Di { $names }
by-reported = Inchiesta: { $names }
by-words = Testo: { $names }
by-photos = Foto: { $names }
by-video = Video: { $names }
by-graphics = Grafica: { $names }
by-data = Dati: { $names }
by-translated = Traduzione: { $names }
by-edited = A cura di { $names }
by-fact-checked = Verifica dei fatti: { $names }
by-additional-reporting = Con la collaborazione di { $names }
with-job = { $place ->
    [among] { $name } ({ $job })
    [first] { $name }, { $job },
   *[last] { $name }, { $job }
}
about-authors = { $count ->
    [one] L’autore
   *[other] Gli autori
}

updated = Aggiornato: { $when }
corrected = Corretto
corrected-on = Corretto: { $date }
reading-time = { $minutes ->
    [one] { $minutes } minuto di lettura
   *[other] { $minutes } minuti di lettura
}
words = { $count ->
    [one] { $count } parola
   *[other] { $count } parole
}
archive-flag = Dall’archivio: questo articolo è del { NUMBER($year, useGrouping: "false") }.
draft = Bozza
scheduled = Programmato
scheduled-until = Programmato per: { $date }
embargoed = Sotto embargo
embargoed-until = Sotto embargo fino a: { $date }
sponsored-by = Contenuto sponsorizzato da { $name }
sources = Fonti
topics-of-story = Temi di questo articolo
series = Serie: { $name }
series-part = Parte { $part } di { $total }
previous-part = Parte precedente
next-part = Parte successiva
previous-story = Articolo precedente
next-story = Articolo successivo
more-in = Altro in { $section }
related-stories = Articoli correlati
published-at = Pubblicato all’indirizzo
notes = Note
footnote = Nota { $number }
back-to-text = { $nth ->
    [1] Torna al testo, nota { $number }
   *[other] Torna al testo, nota { $number }, richiamo { $nth }
}
table = Tabella

comma = ,
colon = :

takeaways = I punti chiave
key-takeaways = { takeaways }
pull-quote = Citazione in evidenza
fact-box = La scheda
timeline = Cronologia
questions = Domande e risposte
note = Nota
gallery = Immagini
see-also = Vedi anche
author-note = Nota dell’autore

correction = Correzione
clarification = Precisazione
update = Aggiornamento
editors-note = Nota della redazione
retraction = Ritrattazione
report-an-error = Segnala un errore
corrections-policy = Come correggiamo gli errori
no-corrections = In questo elenco non ci sono correzioni.

feed = Feed
undated = Senza data
pages = Pagine
page-number = Pagina { $number }
newer = Più recenti
older = Meno recenti
subsections = In questa sezione
story-count = { $count ->
    [one] { $count } articolo
   *[other] { $count } articoli
}
letters = Lettere
years = Anni

title-page = { $title }, pagina { $number }
title-corrections = { $title }: correzioni
title-part = { $title }: { $name }

search-words = Cerca
search-button = Cerca
search-by-section = Per sezione
search-by-topic = Per tema
search-by-month = Per mese
search-more = Altri percorsi
searching = Ricerca in corso…
search-count = { $count ->
    [0] Nessun risultato
    [one] { $count } articolo trovato
   *[other] { $count } articoli trovati
}
search-more-found = Altri risultati
search-failed = Non è stato possibile caricare la ricerca.
search-needs-script = La ricerca ha bisogno di JavaScript. Gli elenchi qui sotto no.

not-found = Non c’è nessuna pagina a questo indirizzo
not-found-text = Potrebbe essere stata spostata, oppure l’indirizzo contiene un errore di battitura.
not-found-corrections = Le correzioni e gli articoli ritirati sono elencati qui:
latest-stories = Ultime notizie
moved = Questa pagina ha cambiato indirizzo
moved-text = Il nuovo indirizzo è:
withdrawn = Questo articolo è stato ritirato
