# The interface words in Portuguese, in the Brazilian spelling. en.ftl explains each message.

skip-to-content = Ir para o conteúdo
skip-to-sections = Ir para todas as editorias
sections = Editorias
all-sections = Todas as editorias
corrections = Correções
search = Busca
latest = Últimas notícias
archive = Arquivo
topics = Temas
authors = Autores
text-edition = Edição em texto
full-page = Página completa
feeds = Feeds
the-paper = O jornal
help = Ajuda

top-stories = Destaques
in-brief = Breves
no-stories = Ainda não há notícias.

kind-analysis = Análise
kind-opinion = Opinião
kind-editorial = Editorial
kind-letter = Carta do leitor
kind-feature = Reportagem
kind-review = Crítica
kind-explainer = Entenda
kind-interview = Entrevista
kind-fact-check = Checagem de fatos
kind-live = Ao vivo
kind-obituary = Obituário
kind-satire = Sátira
kind-press-release = Comunicado de imprensa
kind-sponsored = Conteúdo patrocinado

by = Por { $names }
by-reported = Apuração: { $names }
by-words = Texto: { $names }
by-photos = Fotos: { $names }
by-video = Vídeo: { $names }
by-graphics = Infografia: { $names }
by-data = Dados: { $names }
by-translated = Tradução: { $names }
by-edited = Edição: { $names }
by-fact-checked = Checagem: { $names }
by-additional-reporting = Colaboração: { $names }
with-job = { $place ->
    [among] { $name } ({ $job })
    [first] { $name }, { $job },
   *[last] { $name }, { $job }
}
about-authors = { $count ->
    [one] Sobre o autor
   *[other] Sobre os autores
}

updated = Atualizado: { $when }
corrected = Corrigido
corrected-on = Corrigido em { $date }
reading-time = { $minutes ->
    [one] { $minutes } minuto de leitura
   *[other] { $minutes } minutos de leitura
}
words = { $count ->
    [one] { $count } palavra
   *[other] { $count } palavras
}
archive-flag = Do arquivo: este texto é de { NUMBER($year, useGrouping: "false") }.
draft = Rascunho
scheduled = Agendado
scheduled-until = Agendado para { $date }
embargoed = Sob embargo
embargoed-until = Sob embargo até { $date }
sponsored-by = Conteúdo patrocinado por { $name }
sources = Fontes
topics-of-story = Temas deste texto
series = Série: { $name }
series-part = Parte { $part } de { $total }
previous-part = Parte anterior
next-part = Próxima parte
previous-story = Texto anterior
next-story = Próximo texto
more-in = Mais em { $section }
related-stories = Notícias relacionadas
published-at = Publicado em
notes = Notas
footnote = Nota { $number }
back-to-text = { $nth ->
    [1] Voltar ao texto, nota { $number }
   *[other] Voltar ao texto, nota { $number }, chamada { $nth }
}
table = Tabela

comma = ,
colon = :

takeaways = Principais pontos
key-takeaways = { takeaways }
pull-quote = Citação em destaque
fact-box = Dados
timeline = Cronologia
questions = Perguntas e respostas
note = Nota
gallery = Imagens
see-also = Veja também
author-note = Nota do autor

correction = Correção
clarification = Esclarecimento
update = Atualização
editors-note = Nota da redação
retraction = Retratação
report-an-error = Informar um erro
corrections-policy = Como corrigimos os erros
no-corrections = Não há correções nesta lista.

feed = Feed
undated = Sem data
pages = Páginas
page-number = Página { $number }
newer = Mais recentes
older = Mais antigas
subsections = Nesta editoria
story-count = { $count ->
    [one] { $count } texto
   *[other] { $count } textos
}
letters = Letras
years = Anos

title-page = { $title }, página { $number }
title-corrections = { $title }: correções
title-part = { $title }: { $name }

search-words = Buscar por
search-button = Buscar
search-by-section = Por editoria
search-by-topic = Por tema
search-by-month = Por mês
search-more = Outros caminhos
searching = Buscando…
search-count = { $count ->
    [0] Nada encontrado
    [one] { $count } texto encontrado
   *[other] { $count } textos encontrados
}
search-more-found = Mais resultados
search-failed = Não foi possível carregar a busca.
search-needs-script = A busca precisa de JavaScript. As listas abaixo, não.

not-found = Não há página neste endereço
not-found-text = Ela pode ter mudado de lugar, ou o endereço pode estar errado.
not-found-corrections = As correções e os textos retirados estão listados aqui:
latest-stories = Últimas notícias
moved = Esta página mudou de endereço
moved-text = O novo endereço é:
withdrawn = Este texto foi retirado
