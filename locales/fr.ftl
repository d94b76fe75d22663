# The interface words in French. en.ftl explains each message.

skip-to-content = Aller au contenu
skip-to-sections = Aller à toutes les rubriques
sections = Rubriques
all-sections = Toutes les rubriques
corrections = Rectificatifs
search = Recherche
latest = Derniers articles
archive = Archives
topics = Thèmes
authors = Auteurs
text-edition = Édition texte
full-page = Page complète
feeds = Flux
the-paper = Le journal
help = Aide

top-stories = À la une
in-brief = En bref
no-stories = Aucun article pour le moment.

kind-analysis = Analyse
kind-opinion = Opinion
kind-editorial = Éditorial
kind-letter = Courrier des lecteurs
kind-feature = Grand format
kind-review = Critique
kind-explainer = Décryptage
kind-interview = Entretien
kind-fact-check = Vérification
kind-live = En direct
kind-obituary = Nécrologie
kind-satire = Satire
kind-press-release = Communiqué
kind-sponsored = Contenu sponsorisé

by = Par { $names }
by-reported = Enquête : { $names }
by-words = Texte : { $names }
by-photos = Photos : { $names }
by-video = Vidéo : { $names }
by-graphics = Infographie : { $names }
by-data = Données : { $names }
by-translated = Traduction : { $names }
by-edited = Édition : { $names }
by-fact-checked = Vérification des faits : { $names }
by-additional-reporting = Avec la collaboration de { $names }
with-job = { $place ->
    [among] { $name } ({ $job })
    [first] { $name }, { $job },
   *[last] { $name }, { $job }
}
about-authors = { $count ->
    [one] À propos de l’auteur
   *[other] À propos des auteurs
}

updated = Mis à jour : { $when }
corrected = Corrigé
corrected-on = Corrigé le { $date }
reading-time = { $minutes ->
    [one] { $minutes } minute de lecture
   *[other] { $minutes } minutes de lecture
}
words = { $count ->
    [one] { $count } mot
   *[other] { $count } mots
}
archive-flag = Archives : cet article date de { NUMBER($year, useGrouping: "false") }.
draft = Brouillon
scheduled = Programmé
scheduled-until = Programmé pour le { $date }
embargoed = Sous embargo
embargoed-until = Sous embargo jusqu’au { $date }
sponsored-by = Contenu sponsorisé par { $name }
sources = Sources
topics-of-story = Thèmes de cet article
series = Série : { $name }
series-part = Épisode { $part } sur { $total }
previous-part = Épisode précédent
next-part = Épisode suivant
previous-story = Article précédent
next-story = Article suivant
more-in = À lire aussi dans { $section }
related-stories = Articles liés
published-at = Publié à l’adresse
notes = Notes
footnote = Note { $number }
back-to-text = { $nth ->
    [1] Retour au texte, note { $number }
   *[other] Retour au texte, note { $number }, renvoi { $nth }
}
table = Tableau

comma = ,
colon = { "\u00A0" }:

takeaways = L’essentiel
key-takeaways = { takeaways }
pull-quote = Citation
fact-box = Repères
timeline = Chronologie
questions = Questions et réponses
note = Note
gallery = Images
see-also = Voir aussi
author-note = Le mot de l’auteur

correction = Rectificatif
clarification = Précision
update = Mise à jour
editors-note = Note de la rédaction
retraction = Rétractation
report-an-error = Signaler une erreur
corrections-policy = Comment nous corrigeons nos erreurs
no-corrections = Cette liste ne contient aucun rectificatif.

feed = Flux
undated = Sans date
pages = Pages
page-number = Page { $number }
newer = Plus récents
older = Plus anciens
subsections = Dans cette rubrique
story-count = { $count ->
    [one] { $count } article
   *[other] { $count } articles
}
letters = Lettres
years = Années

title-page = { $title }, page { $number }
title-corrections = { $title } : rectificatifs
title-part = { $title } : { $name }

search-words = Rechercher
search-button = Rechercher
search-by-section = Par rubrique
search-by-topic = Par thème
search-by-month = Par mois
search-more = Autres accès
searching = Recherche en cours…
search-count = { $count ->
    [0] Aucun résultat
    [one] { $count } article trouvé
   *[other] { $count } articles trouvés
}
search-more-found = Plus de résultats
search-failed = La recherche n’a pas pu être chargée.
search-needs-script = La recherche a besoin de JavaScript. Les listes ci-dessous s’en passent.

not-found = Il n’y a pas de page à cette adresse
not-found-text = Elle a peut-être été déplacée, ou l’adresse contient une faute de frappe.
not-found-corrections = Les rectificatifs et les retraits sont recensés ici :
latest-stories = Derniers articles
moved = Cette page a changé d’adresse
moved-text = Sa nouvelle adresse est :
withdrawn = Cet article a été retiré
