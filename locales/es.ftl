# The interface words in Spanish. en.ftl explains each message.

skip-to-content = Ir al contenido
skip-to-sections = Ir a todas las secciones
sections = Secciones
all-sections = Todas las secciones
corrections = Correcciones
search = Búsqueda
latest = Últimas noticias
archive = Hemeroteca
topics = Temas
authors = Autores
text-edition = Edición de texto
full-page = Página completa
feeds = Canales
the-paper = El periódico
help = Ayuda

top-stories = Noticias principales
in-brief = Breves
no-stories = Todavía no hay noticias.

kind-analysis = Análisis
kind-opinion = Opinión
kind-editorial = Editorial
kind-letter = Carta al director
kind-feature = Reportaje
kind-review = Crítica
kind-explainer = Claves
kind-interview = Entrevista
kind-fact-check = Verificación
kind-live = En directo
kind-obituary = Obituario
kind-satire = Sátira
kind-press-release = Comunicado de prensa
kind-sponsored = Contenido patrocinado

by = Por { $names }
by-reported = Información: { $names }
by-words = Texto: { $names }
by-photos = Fotos: { $names }
by-video = Vídeo: { $names }
by-graphics = Gráficos: { $names }
by-data = Datos: { $names }
by-translated = Traducción: { $names }
by-edited = Edición: { $names }
by-fact-checked = Verificación: { $names }
by-additional-reporting = Con información de { $names }
with-job = { $place ->
    [among] { $name } ({ $job })
    [first] { $name }, { $job },
   *[last] { $name }, { $job }
}
about-authors = { $count ->
    [one] Sobre la firma
   *[other] Sobre las firmas
}

updated = Actualizado: { $when }
corrected = Corregido
corrected-on = Corregido el { $date }
reading-time = { $minutes ->
    [one] { $minutes } minuto de lectura
   *[other] { $minutes } minutos de lectura
}
words = { $count ->
    [one] { $count } palabra
   *[other] { $count } palabras
}
archive-flag = De la hemeroteca: este artículo es de { NUMBER($year, useGrouping: "false") }.
draft = Borrador
scheduled = Programado
scheduled-until = Programado para el { $date }
embargoed = Embargado
embargoed-until = Embargado hasta el { $date }
sponsored-by = Contenido patrocinado por { $name }
sources = Fuentes
topics-of-story = Temas de este artículo
series = Serie: { $name }
series-part = Parte { $part } de { $total }
previous-part = Parte anterior
next-part = Parte siguiente
previous-story = Artículo anterior
next-story = Artículo siguiente
more-in = Más en { $section }
related-stories = Noticias relacionadas
published-at = Publicado en
notes = Notas
footnote = Nota { $number }
back-to-text = { $nth ->
    [1] Volver al texto, nota { $number }
   *[other] Volver al texto, nota { $number }, llamada { $nth }
}
table = Tabla

comma = ,
colon = :

takeaways = Las claves
key-takeaways = { takeaways }
pull-quote = Cita destacada
fact-box = Datos
timeline = Cronología
questions = Preguntas y respuestas
note = Nota
gallery = Imágenes
see-also = Véase también
author-note = Nota del autor

correction = Corrección
clarification = Aclaración
update = Actualización
editors-note = Nota de la redacción
retraction = Retractación
report-an-error = Avisar de un error
corrections-policy = Cómo corregimos los errores
no-corrections = No hay correcciones en esta lista.

feed = Canal
undated = Sin fecha
pages = Páginas
page-number = Página { $number }
newer = Más recientes
older = Más antiguas
subsections = En esta sección
story-count = { $count ->
    [one] { $count } artículo
   *[other] { $count } artículos
}
letters = Letras
years = Años

title-page = { $title }, página { $number }
title-corrections = { $title }: correcciones
title-part = { $title }: { $name }

search-words = Buscar
search-button = Buscar
search-by-section = Por sección
search-by-topic = Por tema
search-by-month = Por mes
search-more = Otros accesos
searching = Buscando…
search-count = { $count ->
    [0] No se ha encontrado nada
    [one] { $count } artículo encontrado
   *[other] { $count } artículos encontrados
}
search-more-found = Más resultados
search-failed = No se ha podido cargar la búsqueda.
search-needs-script = La búsqueda necesita JavaScript. Las listas de abajo, no.

not-found = No hay ninguna página en esta dirección
not-found-text = Puede que haya cambiado de sitio o que la dirección esté mal escrita.
not-found-corrections = Las correcciones y las retiradas se recogen aquí:
latest-stories = Últimas noticias
moved = Esta página ha cambiado de dirección
moved-text = Su nueva dirección es:
withdrawn = Este artículo ha sido retirado
