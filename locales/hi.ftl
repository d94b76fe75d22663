# The interface words in Hindi. en.ftl explains each message.

skip-to-content = सीधे सामग्री पर जाएँ
skip-to-sections = सभी सेक्शन पर जाएँ
sections = सेक्शन
all-sections = सभी सेक्शन
corrections = भूल सुधार
search = खोज
latest = ताज़ा ख़बरें
archive = पुरालेख
topics = विषय
authors = लेखक
text-edition = टेक्स्ट संस्करण
full-page = पूरा पृष्ठ
feeds = फ़ीड
the-paper = अख़बार
help = मदद

top-stories = मुख्य ख़बरें
in-brief = संक्षेप में
no-stories = अभी कोई ख़बर नहीं है।

kind-analysis = विश्लेषण
kind-opinion = विचार
kind-editorial = संपादकीय
kind-letter = संपादक के नाम पत्र
kind-feature = फ़ीचर
kind-review = समीक्षा
kind-explainer = समझिए
kind-interview = साक्षात्कार
kind-fact-check = फ़ैक्ट चेक
kind-live = लाइव
kind-obituary = स्मृति शेष
kind-satire = व्यंग्य
kind-press-release = प्रेस विज्ञप्ति
kind-sponsored = प्रायोजित

by = लेखक: { $names }
by-reported = रिपोर्ट: { $names }
by-words = आलेख: { $names }
by-photos = तस्वीरें: { $names }
by-video = वीडियो: { $names }
by-graphics = ग्राफ़िक्स: { $names }
by-data = आँकड़े: { $names }
by-translated = अनुवाद: { $names }
by-edited = संपादन: { $names }
by-fact-checked = तथ्यों की जाँच: { $names }
by-additional-reporting = सहयोग: { $names }
with-job = { $place ->
    [among] { $name } ({ $job })
    [first] { $name }, { $job },
   *[last] { $name }, { $job }
}
about-authors = { $count ->
    [one] लेखक के बारे में
   *[other] लेखकों के बारे में
}

updated = अपडेट: { $when }
corrected = संशोधित
corrected-on = संशोधित: { $date }
reading-time = { $minutes } मिनट में पढ़ें
words = { $count ->
    [one] { $count } शब्द
   *[other] { $count } शब्द
}
archive-flag = पुरालेख से: यह ख़बर { NUMBER($year, useGrouping: "false") } की है।
draft = मसौदा
scheduled = निर्धारित
scheduled-until = प्रकाशन का समय: { $date }
embargoed = प्रकाशन पर रोक
embargoed-until = { $date } तक प्रकाशन पर रोक
sponsored-by = प्रायोजक: { $name }
sources = स्रोत
topics-of-story = इस ख़बर के विषय
series = शृंखला: { $name }
series-part = भाग { $part }, कुल { $total }
previous-part = पिछला भाग
next-part = अगला भाग
previous-story = पिछली ख़बर
next-story = अगली ख़बर
more-in = { $section } की और ख़बरें
related-stories = संबंधित ख़बरें
published-at = प्रकाशन का पता
notes = टिप्पणियाँ
footnote = टिप्पणी { $number }
back-to-text = { $nth ->
    [1] पाठ पर लौटें, टिप्पणी { $number }
   *[other] पाठ पर लौटें, टिप्पणी { $number }, संदर्भ { $nth }
}
table = तालिका

comma = ,
colon = :

takeaways = मुख्य बातें
key-takeaways = { takeaways }
pull-quote = उद्धरण
fact-box = तथ्य
timeline = घटनाक्रम
questions = सवाल और जवाब
note = नोट
gallery = तस्वीरें
see-also = यह भी पढ़ें
author-note = लेखक की ओर से

correction = भूल सुधार
clarification = स्पष्टीकरण
update = अपडेट
editors-note = संपादक की टिप्पणी
retraction = ख़बर की वापसी
report-an-error = ग़लती की सूचना दें
corrections-policy = हम ग़लतियाँ कैसे सुधारते हैं
no-corrections = इस सूची में कोई भूल सुधार नहीं है।

feed = फ़ीड
undated = बिना तारीख़
pages = पृष्ठ
page-number = पृष्ठ { $number }
newer = नई ख़बरें
older = पुरानी ख़बरें
subsections = इस सेक्शन में
story-count = { $count ->
    [one] { $count } ख़बर
   *[other] { $count } ख़बरें
}
letters = अक्षर
years = वर्ष

title-page = { $title }, पृष्ठ { $number }
title-corrections = { $title }: भूल सुधार
title-part = { $title }: { $name }

search-words = क्या खोजें
search-button = खोजें
search-by-section = सेक्शन के अनुसार
search-by-topic = विषय के अनुसार
search-by-month = महीने के अनुसार
search-more = अन्य तरीके
searching = खोज जारी है…
search-count = { $count ->
    [0] कुछ नहीं मिला
    [one] { $count } ख़बर मिली
   *[other] { $count } ख़बरें मिलीं
}
search-more-found = और परिणाम
search-failed = खोज लोड नहीं हो सकी।
search-needs-script = खोज के लिए JavaScript ज़रूरी है। नीचे की सूचियों के लिए नहीं।

not-found = इस पते पर कोई पृष्ठ नहीं है
not-found-text = शायद पृष्ठ कहीं और चला गया है, या पता लिखने में ग़लती हुई है।
not-found-corrections = भूल सुधार और हटाई गई ख़बरों की सूची यहाँ है:
latest-stories = ताज़ा ख़बरें
moved = यह पृष्ठ दूसरी जगह चला गया है
moved-text = इसका नया पता:
withdrawn = यह ख़बर वापस ले ली गई है
