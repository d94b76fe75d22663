# The interface words in Polish. en.ftl explains each message.

skip-to-content = Przejdź do treści
skip-to-sections = Przejdź do wszystkich działów
sections = Działy
all-sections = Wszystkie działy
corrections = Sprostowania
search = Wyszukiwarka
latest = Najnowsze
archive = Archiwum
topics = Tematy
authors = Autorzy
text-edition = Wydanie tekstowe
full-page = Pełna strona
feeds = Kanały
the-paper = Gazeta
help = Pomoc

top-stories = Najważniejsze wiadomości
in-brief = W skrócie
no-stories = Nie ma jeszcze artykułów.

kind-analysis = Analiza
kind-opinion = Opinia
kind-editorial = Komentarz redakcji
kind-letter = List do redakcji
kind-feature = Reportaż
kind-review = Recenzja
kind-explainer = Wyjaśniamy
kind-interview = Wywiad
kind-fact-check = Weryfikacja faktów
kind-live = Na żywo
kind-obituary = Wspomnienie
kind-satire = Satyra
kind-press-release = Komunikat prasowy
kind-sponsored = Materiał sponsorowany

by = Tekst: { $names }
by-reported = Relacja: { $names }
by-words = Tekst: { $names }
by-photos = Zdjęcia: { $names }
by-video = Wideo: { $names }
by-graphics = Grafika: { $names }
by-data = Dane: { $names }
by-translated = Tłumaczenie: { $names }
by-edited = Redakcja: { $names }
by-fact-checked = Weryfikacja faktów: { $names }
by-additional-reporting = Współpraca: { $names }
with-job = { $place ->
    [among] { $name } ({ $job })
    [first] { $name }, { $job },
   *[last] { $name }, { $job }
}
about-authors = { $count ->
    [one] O autorze
   *[other] O autorach
}

updated = Aktualizacja: { $when }
corrected = Sprostowano
corrected-on = Sprostowano { $date }
reading-time = { $minutes ->
    [one] { $minutes } minuta czytania
    [few] { $minutes } minuty czytania
    [many] { $minutes } minut czytania
   *[other] { $minutes } minuty czytania
}
words = { $count ->
    [one] { $count } słowo
    [few] { $count } słowa
    [many] { $count } słów
   *[other] { $count } słowa
}
archive-flag = Z archiwum: ten artykuł pochodzi z { NUMBER($year, useGrouping: "false") } roku.
draft = Szkic
scheduled = Zaplanowane
scheduled-until = Zaplanowane na: { $date }
embargoed = Objęte embargiem
embargoed-until = Objęte embargiem do: { $date }
sponsored-by = Materiał sponsorowany: { $name }
sources = Źródła
topics-of-story = Tematy tego artykułu
series = Cykl: { $name }
series-part = Część { $part } z { $total }
previous-part = Poprzednia część
next-part = Następna część
previous-story = Poprzedni artykuł
next-story = Następny artykuł
more-in = Więcej w dziale { $section }
related-stories = Powiązane artykuły
published-at = Opublikowano pod adresem
notes = Przypisy
footnote = Przypis { $number }
back-to-text = { $nth ->
    [1] Wróć do tekstu, przypis { $number }
   *[other] Wróć do tekstu, przypis { $number }, odsyłacz { $nth }
}
table = Tabela

comma = ,
colon = :

takeaways = Najważniejsze
key-takeaways = { takeaways }
pull-quote = Wyróżniony cytat
fact-box = Fakty
timeline = Kalendarium
questions = Pytania i odpowiedzi
note = Uwaga
gallery = Zdjęcia
see-also = Zobacz też
author-note = Od autora

correction = Sprostowanie
clarification = Wyjaśnienie
update = Aktualizacja
editors-note = Od redakcji
retraction = Wycofanie publikacji
report-an-error = Zgłoś błąd
corrections-policy = Jak poprawiamy błędy
no-corrections = Na tej liście nie ma sprostowań.

feed = Kanał
undated = Bez daty
pages = Strony
page-number = Strona { $number }
newer = Nowsze
older = Starsze
subsections = W tym dziale
story-count = { $count ->
    [one] { $count } artykuł
    [few] { $count } artykuły
    [many] { $count } artykułów
   *[other] { $count } artykułu
}
letters = Litery
years = Lata

title-page = { $title }, strona { $number }
title-corrections = { $title }: sprostowania
title-part = { $title }: { $name }

search-words = Szukane słowa
search-button = Szukaj
search-by-section = Według działu
search-by-topic = Według tematu
search-by-month = Według miesiąca
search-more = Inne drogi
searching = Trwa wyszukiwanie…
search-count = { $count ->
    [0] Niczego nie znaleziono
    [one] Znaleziono { $count } artykuł
    [few] Znaleziono { $count } artykuły
    [many] Znaleziono { $count } artykułów
   *[other] Znaleziono { $count } artykułu
}
search-more-found = Więcej wyników
search-failed = Nie udało się wczytać wyszukiwarki.
search-needs-script = Wyszukiwarka wymaga JavaScriptu. Poniższe listy działają bez niego.

not-found = Pod tym adresem nie ma strony
not-found-text = Mogła zostać przeniesiona albo w adresie jest literówka.
not-found-corrections = Sprostowania i wycofane artykuły są wymienione tutaj:
latest-stories = Najnowsze artykuły
moved = Ta strona została przeniesiona
moved-text = Jej nowy adres to:
withdrawn = Ten artykuł został wycofany
