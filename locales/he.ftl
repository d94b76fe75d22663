# The interface words in Hebrew. en.ftl explains each message.

skip-to-content = דלג לתוכן
skip-to-sections = דלג לכל המדורים
sections = מדורים
all-sections = כל המדורים
corrections = תיקונים
search = חיפוש
latest = חדשות אחרונות
archive = ארכיון
topics = נושאים
authors = כותבים
text-edition = מהדורת טקסט
full-page = העמוד המלא
feeds = עדכוני RSS
the-paper = העיתון
help = עזרה

top-stories = הכותרות הראשיות
in-brief = בקצרה
no-stories = אין עדיין כתבות.

kind-analysis = ניתוח
kind-opinion = דעה
kind-editorial = מאמר מערכת
kind-letter = מכתב למערכת
kind-feature = כתבת מגזין
kind-review = ביקורת
kind-explainer = הסבר
kind-interview = ריאיון
kind-fact-check = בדיקת עובדות
kind-live = עדכונים שוטפים
kind-obituary = לזכרם
kind-satire = סאטירה
kind-press-release = הודעה לעיתונות
kind-sponsored = תוכן ממומן

by = מאת { $names }
by-reported = דיווח: { $names }
by-words = טקסט: { $names }
by-photos = צילום: { $names }
by-video = וידאו: { $names }
by-graphics = גרפיקה: { $names }
by-data = נתונים: { $names }
by-translated = תרגום: { $names }
by-edited = עריכה: { $names }
by-fact-checked = בדיקת עובדות: { $names }
by-additional-reporting = השתתפו בהכנת הכתבה: { $names }
with-job = { $place ->
    [among] { $name } ({ $job })
    [first] { $name }, { $job },
   *[last] { $name }, { $job }
}
about-authors = { $count ->
    [one] על הכותב
   *[other] על הכותבים
}

updated = עודכן: { $when }
corrected = תוקן
corrected-on = תוקן: { $date }
reading-time = { $minutes ->
    [one] דקת קריאה אחת
    [two] שתי דקות קריאה
   *[other] { $minutes } דקות קריאה
}
words = { $count ->
    [one] מילה אחת
    [two] שתי מילים
   *[other] { $count } מילים
}
archive-flag = מהארכיון: הכתבה פורסמה בשנת { NUMBER($year, useGrouping: "false") }.
draft = טיוטה
scheduled = מתוזמן
scheduled-until = מועד הפרסום: { $date }
embargoed = באמברגו
embargoed-until = באמברגו עד { $date }
sponsored-by = תוכן ממומן מטעם { $name }
sources = מקורות
topics-of-story = הנושאים בכתבה זו
series = סדרה: { $name }
series-part = חלק { $part } מתוך { $total }
previous-part = החלק הקודם
next-part = החלק הבא
previous-story = הכתבה הקודמת
next-story = הכתבה הבאה
more-in = עוד במדור { $section }
related-stories = כתבות קשורות
published-at = פורסם בכתובת
notes = הערות
footnote = הערה { $number }
back-to-text = { $nth ->
    [1] חזרה לטקסט, הערה { $number }
   *[other] חזרה לטקסט, הערה { $number }, אזכור { $nth }
}
table = טבלה

comma = ,
colon = :

takeaways = עיקרי הדברים
key-takeaways = { takeaways }
pull-quote = ציטוט
fact-box = עובדות
timeline = ציר זמן
questions = שאלות ותשובות
note = הערה
gallery = תמונות
see-also = ראו גם
author-note = מאת הכותב

correction = תיקון
clarification = הבהרה
update = עדכון
editors-note = הערת המערכת
retraction = חזרה מפרסום
report-an-error = דיווח על טעות
corrections-policy = איך אנחנו מתקנים טעויות
no-corrections = אין תיקונים ברשימה זו.

feed = עדכוני RSS
undated = ללא תאריך
pages = עמודים
page-number = עמוד { $number }
newer = חדש יותר
older = ישן יותר
subsections = במדור זה
story-count = { $count ->
    [one] כתבה אחת
    [two] שתי כתבות
   *[other] { $count } כתבות
}
letters = אותיות
years = שנים

title-page = { $title }, עמוד { $number }
title-corrections = { $title }: תיקונים
title-part = { $title }: { $name }

search-words = מילות חיפוש
search-button = חפש
search-by-section = לפי מדור
search-by-topic = לפי נושא
search-by-month = לפי חודש
search-more = דרכים נוספות
searching = מחפש…
search-count = { $count ->
    [0] לא נמצאו תוצאות
    [one] נמצאה כתבה אחת
    [two] נמצאו שתי כתבות
   *[other] נמצאו { $count } כתבות
}
search-more-found = תוצאות נוספות
search-failed = לא ניתן היה לטעון את החיפוש.
search-needs-script = החיפוש דורש JavaScript. הרשימות שלמטה אינן דורשות.

not-found = אין עמוד בכתובת הזאת
not-found-text = ייתכן שהעמוד עבר, או שנפלה טעות בהקלדת הכתובת.
not-found-corrections = תיקונים וכתבות שהוסרו מפורטים כאן:
latest-stories = הכתבות האחרונות
moved = העמוד הזה עבר
moved-text = הכתובת החדשה שלו:
withdrawn = הכתבה הזאת הוסרה
