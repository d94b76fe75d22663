# The interface words in Ukrainian. en.ftl explains each message.

skip-to-content = Перейти до вмісту
skip-to-sections = Перейти до всіх рубрик
sections = Рубрики
all-sections = Усі рубрики
corrections = Виправлення
search = Пошук
latest = Останні матеріали
archive = Архів
topics = Теми
authors = Автори
text-edition = Текстова версія
full-page = Повна сторінка
feeds = Стрічки
the-paper = Газета
help = Допомога

top-stories = Головні новини
in-brief = Коротко
no-stories = Матеріалів поки немає.

kind-analysis = Аналітика
kind-opinion = Думка
kind-editorial = Від редакції
kind-letter = Лист до редакції
kind-feature = Репортаж
kind-review = Рецензія
kind-explainer = Пояснюємо
kind-interview = Інтерв’ю
kind-fact-check = Перевірка фактів
kind-live = Наживо
kind-obituary = Некролог
kind-satire = Сатира
kind-press-release = Пресреліз
kind-sponsored = На правах реклами

by = Текст: { $names }
by-reported = Репортаж: { $names }
by-words = Текст: { $names }
by-photos = Фото: { $names }
by-video = Відео: { $names }
by-graphics = Графіка: { $names }
by-data = Дані: { $names }
by-translated = Переклад: { $names }
by-edited = Редагування: { $names }
by-fact-checked = Перевірка фактів: { $names }
by-additional-reporting = За участі: { $names }
with-job = { $place ->
    [among] { $name } ({ $job })
    [first] { $name }, { $job },
   *[last] { $name }, { $job }
}
about-authors = { $count ->
    [one] Про автора
   *[other] Про авторів
}

updated = Оновлено: { $when }
corrected = Виправлено
corrected-on = Виправлено { $date }
reading-time = { $minutes ->
    [one] { $minutes } хвилина читання
    [few] { $minutes } хвилини читання
    [many] { $minutes } хвилин читання
   *[other] { $minutes } хвилини читання
}
words = { $count ->
    [one] { $count } слово
    [few] { $count } слова
    [many] { $count } слів
   *[other] { $count } слова
}
archive-flag = З архіву: цей матеріал вийшов у { NUMBER($year, useGrouping: "false") } році.
draft = Чернетка
scheduled = Заплановано
scheduled-until = Заплановано на: { $date }
embargoed = Під ембарго
embargoed-until = Під ембарго до: { $date }
sponsored-by = На правах реклами: { $name }
sources = Джерела
topics-of-story = Теми цього матеріалу
series = Серія: { $name }
series-part = Частина { $part } з { $total }
previous-part = Попередня частина
next-part = Наступна частина
previous-story = Попередній матеріал
next-story = Наступний матеріал
more-in = Ще в рубриці «{ $section }»
related-stories = Матеріали за темою
published-at = Опубліковано за адресою
notes = Примітки
footnote = Примітка { $number }
back-to-text = { $nth ->
    [1] Повернутися до тексту, примітка { $number }
   *[other] Повернутися до тексту, примітка { $number }, посилання { $nth }
}
table = Таблиця

comma = ,
colon = :

takeaways = Головне
key-takeaways = { takeaways }
pull-quote = Цитата
fact-box = Довідка
timeline = Хронологія
questions = Запитання й відповіді
note = Примітка
gallery = Світлини
see-also = Читайте також
author-note = Від автора

correction = Виправлення
clarification = Уточнення
update = Оновлення
editors-note = Примітка редакції
retraction = Відкликання публікації
report-an-error = Повідомити про помилку
corrections-policy = Як ми виправляємо помилки
no-corrections = У цьому списку немає виправлень.

feed = Стрічка
undated = Без дати
pages = Сторінки
page-number = Сторінка { $number }
newer = Новіші
older = Старіші
subsections = У цій рубриці
story-count = { $count ->
    [one] { $count } матеріал
    [few] { $count } матеріали
    [many] { $count } матеріалів
   *[other] { $count } матеріалу
}
letters = Літери
years = Роки

title-page = { $title }, сторінка { $number }
title-corrections = { $title }: виправлення
title-part = { $title }: { $name }

search-words = Що шукати
search-button = Знайти
search-by-section = За рубриками
search-by-topic = За темами
search-by-month = За місяцями
search-more = Інші способи
searching = Триває пошук…
search-count = { $count ->
    [0] Нічого не знайдено
    [one] Знайдено { $count } матеріал
    [few] Знайдено { $count } матеріали
    [many] Знайдено { $count } матеріалів
   *[other] Знайдено { $count } матеріалу
}
search-more-found = Ще результати
search-failed = Не вдалося завантажити пошук.
search-needs-script = Для пошуку потрібен JavaScript. Списки нижче працюють без нього.

not-found = За цією адресою сторінки немає
not-found-text = Можливо, її перенесено або в адресі є одрук.
not-found-corrections = Виправлення та зняті матеріали перелічено тут:
latest-stories = Останні матеріали
moved = Сторінку перенесено
moved-text = Її нова адреса:
withdrawn = Цей матеріал знято з публікації
