# The interface words in Russian. en.ftl explains each message.

skip-to-content = Перейти к содержанию
skip-to-sections = Перейти ко всем рубрикам
sections = Рубрики
all-sections = Все рубрики
corrections = Исправления
search = Поиск
latest = Последние материалы
archive = Архив
topics = Темы
authors = Авторы
text-edition = Текстовая версия
full-page = Полная страница
feeds = Ленты
the-paper = Газета
help = Помощь

top-stories = Главные новости
in-brief = Коротко
no-stories = Материалов пока нет.

kind-analysis = Аналитика
kind-opinion = Мнение
kind-editorial = От редакции
kind-letter = Письмо в редакцию
kind-feature = Репортаж
kind-review = Рецензия
kind-explainer = Разбор
kind-interview = Интервью
kind-fact-check = Проверка фактов
kind-live = Онлайн
kind-obituary = Некролог
kind-satire = Сатира
kind-press-release = Пресс-релиз
kind-sponsored = На правах рекламы

by = Текст: { $names }
by-reported = Репортаж: { $names }
by-words = Текст: { $names }
by-photos = Фото: { $names }
by-video = Видео: { $names }
by-graphics = Графика: { $names }
by-data = Данные: { $names }
by-translated = Перевод: { $names }
by-edited = Редактура: { $names }
by-fact-checked = Проверка фактов: { $names }
by-additional-reporting = При участии: { $names }
with-job = { $place ->
    [among] { $name } ({ $job })
    [first] { $name }, { $job },
   *[last] { $name }, { $job }
}
about-authors = { $count ->
    [one] Об авторе
   *[other] Об авторах
}

updated = Обновлено: { $when }
corrected = Исправлено
corrected-on = Исправлено { $date }
reading-time = { $minutes ->
    [one] { $minutes } минута чтения
    [few] { $minutes } минуты чтения
    [many] { $minutes } минут чтения
   *[other] { $minutes } минуты чтения
}
words = { $count ->
    [one] { $count } слово
    [few] { $count } слова
    [many] { $count } слов
   *[other] { $count } слова
}
archive-flag = Из архива: этот материал вышел в { NUMBER($year, useGrouping: "false") } году.
draft = Черновик
scheduled = Запланировано
scheduled-until = Запланировано на: { $date }
embargoed = Под эмбарго
embargoed-until = Под эмбарго до: { $date }
sponsored-by = На правах рекламы: { $name }
sources = Источники
topics-of-story = Темы этого материала
series = Серия: { $name }
series-part = Часть { $part } из { $total }
previous-part = Предыдущая часть
next-part = Следующая часть
previous-story = Предыдущий материал
next-story = Следующий материал
more-in = Ещё в рубрике «{ $section }»
related-stories = Материалы по теме
published-at = Опубликовано по адресу
notes = Примечания
footnote = Примечание { $number }
back-to-text = { $nth ->
    [1] Вернуться к тексту, примечание { $number }
   *[other] Вернуться к тексту, примечание { $number }, ссылка { $nth }
}
table = Таблица

comma = ,
colon = :

takeaways = Главное
key-takeaways = { takeaways }
pull-quote = Цитата
fact-box = Справка
timeline = Хронология
questions = Вопросы и ответы
note = Примечание
gallery = Фотографии
see-also = Читайте также
author-note = От автора

correction = Исправление
clarification = Уточнение
update = Обновление
editors-note = Примечание редакции
retraction = Отзыв публикации
report-an-error = Сообщить об ошибке
corrections-policy = Как мы исправляем ошибки
no-corrections = В этом списке нет исправлений.

feed = Лента
undated = Без даты
pages = Страницы
page-number = Страница { $number }
newer = Новее
older = Старее
subsections = В этой рубрике
story-count = { $count ->
    [one] { $count } материал
    [few] { $count } материала
    [many] { $count } материалов
   *[other] { $count } материала
}
letters = Буквы
years = Годы

title-page = { $title }, страница { $number }
title-corrections = { $title }: исправления
title-part = { $title }: { $name }

search-words = Что искать
search-button = Найти
search-by-section = По рубрикам
search-by-topic = По темам
search-by-month = По месяцам
search-more = Другие способы
searching = Идёт поиск…
search-count = { $count ->
    [0] Ничего не найдено
    [one] Найден { $count } материал
    [few] Найдено { $count } материала
    [many] Найдено { $count } материалов
   *[other] Найдено { $count } материала
}
search-more-found = Ещё результаты
search-failed = Не удалось загрузить поиск.
search-needs-script = Для поиска нужен JavaScript. Списки ниже работают без него.

not-found = По этому адресу страницы нет
not-found-text = Возможно, она переехала или в адресе опечатка.
not-found-corrections = Исправления и снятые материалы перечислены здесь:
latest-stories = Последние материалы
moved = Страница переехала
moved-text = Её новый адрес:
withdrawn = Этот материал снят с публикации
