# The interface words in Arabic. en.ftl explains each message.

skip-to-content = انتقل إلى المحتوى
skip-to-sections = انتقل إلى كل الأقسام
sections = الأقسام
all-sections = كل الأقسام
corrections = التصحيحات
search = البحث
latest = الأحدث
archive = الأرشيف
topics = المواضيع
authors = الكتّاب
text-edition = النسخة النصية
full-page = الصفحة الكاملة
feeds = الخلاصات
the-paper = الصحيفة
help = المساعدة

top-stories = أهم الأخبار
in-brief = موجز الأخبار
no-stories = لا مقالات بعد.

kind-analysis = تحليل
kind-opinion = رأي
kind-editorial = افتتاحية
kind-letter = رسالة إلى المحرر
kind-feature = تقرير خاص
kind-review = مراجعة
kind-explainer = شرح
kind-interview = مقابلة
kind-fact-check = تدقيق الحقائق
kind-live = مباشر
kind-obituary = نعي
kind-satire = سخرية
kind-press-release = بيان صحفي
kind-sponsored = محتوى مموَّل

by = بقلم { $names }
by-reported = تقرير: { $names }
by-words = نص: { $names }
by-photos = تصوير: { $names }
by-video = فيديو: { $names }
by-graphics = رسوم بيانية: { $names }
by-data = بيانات: { $names }
by-translated = ترجمة: { $names }
by-edited = تحرير: { $names }
by-fact-checked = تدقيق الحقائق: { $names }
by-additional-reporting = أسهم في التغطية: { $names }
with-job = { $place ->
    [among] { $name } ({ $job })
    [first] { $name }، { $job }،
   *[last] { $name }، { $job }
}
about-authors = { $count ->
    [one] عن الكاتب
    [two] عن الكاتبين
   *[other] عن الكتّاب
}

updated = آخر تحديث: { $when }
corrected = مصحَّح
corrected-on = صُحّح في { $date }
reading-time = { $minutes ->
    [zero] أقل من دقيقة قراءة
    [one] دقيقة قراءة واحدة
    [two] دقيقتا قراءة
    [few] { $minutes } دقائق قراءة
    [many] { $minutes } دقيقة قراءة
   *[other] { $minutes } دقيقة قراءة
}
words = { $count ->
    [zero] بلا كلمات
    [one] كلمة واحدة
    [two] كلمتان
    [few] { $count } كلمات
    [many] { $count } كلمة
   *[other] { $count } كلمة
}
archive-flag = من الأرشيف: نُشر هذا المقال عام { NUMBER($year, useGrouping: "false") }.
draft = مسودة
scheduled = مجدول
scheduled-until = مجدول للنشر في { $date }
embargoed = محظور النشر
embargoed-until = محظور النشر حتى { $date }
sponsored-by = محتوى مموَّل من { $name }
sources = المصادر
topics-of-story = مواضيع هذا المقال
series = سلسلة: { $name }
series-part = الجزء { $part } من { $total }
previous-part = الجزء السابق
next-part = الجزء التالي
previous-story = المقال السابق
next-story = المقال التالي
more-in = المزيد في { $section }
related-stories = مقالات ذات صلة
published-at = نُشر على العنوان
notes = الحواشي
footnote = الحاشية { $number }
back-to-text = { $nth ->
    [1] العودة إلى النص، الحاشية { $number }
   *[other] العودة إلى النص، الحاشية { $number }، الإحالة { $nth }
}
table = جدول

comma = ،
colon = :

takeaways = أبرز النقاط
key-takeaways = { takeaways }
pull-quote = اقتباس
fact-box = حقائق
timeline = تسلسل زمني
questions = أسئلة وأجوبة
note = ملاحظة
gallery = صور
see-also = اقرأ أيضًا
author-note = من الكاتب

correction = تصحيح
clarification = توضيح
update = تحديث
editors-note = ملاحظة المحرر
retraction = سحب المقال
report-an-error = أبلغ عن خطأ
corrections-policy = كيف نصحّح الأخطاء
no-corrections = لا توجد تصحيحات في هذه القائمة.

feed = خلاصة
undated = بلا تاريخ
pages = الصفحات
page-number = الصفحة { $number }
newer = أحدث
older = أقدم
subsections = في هذا القسم
story-count = { $count ->
    [zero] لا مقالات
    [one] مقال واحد
    [two] مقالان
    [few] { $count } مقالات
    [many] { $count } مقالًا
   *[other] { $count } مقال
}
letters = الحروف
years = السنوات

title-page = { $title }، الصفحة { $number }
title-corrections = { $title }: التصحيحات
title-part = { $title }: { $name }

search-words = ابحث عن
search-button = ابحث
search-by-section = حسب القسم
search-by-topic = حسب الموضوع
search-by-month = حسب الشهر
search-more = طرق أخرى
searching = جارٍ البحث…
search-count = { $count ->
    [zero] لا نتائج
    [one] عُثر على مقال واحد
    [two] عُثر على مقالين
    [few] عُثر على { $count } مقالات
    [many] عُثر على { $count } مقالًا
   *[other] عُثر على { $count } مقال
}
search-more-found = نتائج أخرى
search-failed = تعذّر تحميل البحث.
search-needs-script = يحتاج البحث إلى JavaScript، أما القوائم أدناه فلا تحتاج إليه.

not-found = لا توجد صفحة على هذا العنوان
not-found-text = ربما نُقلت، أو كُتب العنوان خطأً.
not-found-corrections = التصحيحات والمقالات المسحوبة مدرجة هنا:
latest-stories = أحدث المقالات
moved = نُقلت هذه الصفحة
moved-text = عنوانها الجديد:
withdrawn = سُحب هذا المقال
