# The interface words in Persian. en.ftl explains each message.

skip-to-content = رفتن به متن
skip-to-sections = رفتن به همهٔ بخش‌ها
sections = بخش‌ها
all-sections = همهٔ بخش‌ها
corrections = اصلاحیه‌ها
search = جست‌وجو
latest = تازه‌ترین‌ها
archive = بایگانی
topics = موضوع‌ها
authors = نویسندگان
text-edition = نسخهٔ متنی
full-page = صفحهٔ کامل
feeds = خوراک‌ها
the-paper = روزنامه
help = راهنما

top-stories = مهم‌ترین خبرها
in-brief = کوتاه
no-stories = هنوز مطلبی منتشر نشده است.

kind-analysis = تحلیل
kind-opinion = دیدگاه
kind-editorial = سرمقاله
kind-letter = نامهٔ خوانندگان
kind-feature = گزارش
kind-review = نقد
kind-explainer = به زبان ساده
kind-interview = گفت‌وگو
kind-fact-check = راستی‌آزمایی
kind-live = زنده
kind-obituary = درگذشت
kind-satire = طنز
kind-press-release = بیانیهٔ مطبوعاتی
kind-sponsored = محتوای تبلیغاتی

by = نوشتهٔ { $names }
by-reported = گزارش: { $names }
by-words = متن: { $names }
by-photos = عکس: { $names }
by-video = ویدیو: { $names }
by-graphics = اینفوگرافیک: { $names }
by-data = داده‌ها: { $names }
by-translated = ترجمه: { $names }
by-edited = ویرایش: { $names }
by-fact-checked = راستی‌آزمایی: { $names }
by-additional-reporting = با همکاری { $names }
with-job = { $place ->
    [among] { $name } ({ $job })
    [first] { $name }، { $job }،
   *[last] { $name }، { $job }
}
about-authors = { $count ->
    [one] دربارهٔ نویسنده
   *[other] دربارهٔ نویسندگان
}

updated = به‌روزرسانی: { $when }
corrected = اصلاح‌شده
corrected-on = اصلاح‌شده در { $date }
reading-time = { $minutes } دقیقه مطالعه
words = { $count } واژه
archive-flag = از بایگانی: این مطلب در سال { NUMBER($year, useGrouping: "false") } منتشر شده است.
draft = پیش‌نویس
scheduled = زمان‌بندی‌شده
scheduled-until = زمان انتشار: { $date }
embargoed = در انتظار زمان انتشار
embargoed-until = ممنوع‌الانتشار تا { $date }
sponsored-by = محتوای تبلیغاتی از { $name }
sources = منابع
topics-of-story = موضوع‌های این مطلب
series = مجموعه: { $name }
series-part = بخش { $part } از { $total }
previous-part = بخش قبلی
next-part = بخش بعدی
previous-story = مطلب قبلی
next-story = مطلب بعدی
more-in = مطالب دیگر در { $section }
related-stories = مطالب مرتبط
published-at = منتشرشده در نشانی
notes = پانوشت‌ها
footnote = پانوشت { $number }
back-to-text = { $nth ->
    [1] بازگشت به متن، پانوشت { $number }
   *[other] بازگشت به متن، پانوشت { $number }، ارجاع { $nth }
}
table = جدول

comma = ،
colon = :

takeaways = نکات کلیدی
key-takeaways = { takeaways }
pull-quote = نقل‌قول
fact-box = داده‌ها
timeline = گاه‌شمار
questions = پرسش و پاسخ
note = یادداشت
gallery = تصاویر
see-also = همچنین بخوانید
author-note = از نویسنده

correction = اصلاحیه
clarification = توضیح
update = به‌روزرسانی
editors-note = یادداشت تحریریه
retraction = پس‌گرفتن مطلب
report-an-error = گزارش خطا
corrections-policy = خطاها را چگونه اصلاح می‌کنیم
no-corrections = در این فهرست اصلاحیه‌ای نیست.

feed = خوراک
undated = بدون تاریخ
pages = صفحه‌ها
page-number = صفحهٔ { $number }
newer = جدیدتر
older = قدیمی‌تر
subsections = در این بخش
story-count = { $count } مطلب
letters = حروف
years = سال‌ها

title-page = { $title }، صفحهٔ { $number }
title-corrections = { $title }: اصلاحیه‌ها
title-part = { $title }: { $name }

search-words = جست‌وجوی
search-button = جست‌وجو
search-by-section = بر اساس بخش
search-by-topic = بر اساس موضوع
search-by-month = بر اساس ماه
search-more = راه‌های دیگر
searching = در حال جست‌وجو…
search-count = { $count ->
    [0] چیزی پیدا نشد
   *[other] { $count } مطلب پیدا شد
}
search-more-found = نتایج بیشتر
search-failed = جست‌وجو بارگذاری نشد.
search-needs-script = جست‌وجو به JavaScript نیاز دارد؛ فهرست‌های پایین نیازی ندارند.

not-found = صفحه‌ای در این نشانی نیست
not-found-text = شاید جابه‌جا شده یا نشانی اشتباه نوشته شده باشد.
not-found-corrections = اصلاحیه‌ها و مطالب حذف‌شده در اینجا فهرست شده‌اند:
latest-stories = تازه‌ترین مطالب
moved = این صفحه جابه‌جا شده است
moved-text = نشانی تازهٔ آن:
withdrawn = این مطلب پس گرفته شده است
