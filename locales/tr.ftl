# The interface words in Turkish. en.ftl explains each message.

skip-to-content = İçeriğe geç
skip-to-sections = Tüm bölümlere geç
sections = Bölümler
all-sections = Tüm bölümler
corrections = Düzeltmeler
search = Arama
latest = Son haberler
archive = Arşiv
topics = Konular
authors = Yazarlar
text-edition = Metin sürümü
full-page = Tam sayfa
feeds = Akışlar
the-paper = Gazete
help = Yardım

top-stories = Manşetler
in-brief = Kısa kısa
no-stories = Henüz haber yok.

kind-analysis = Analiz
kind-opinion = Görüş
kind-editorial = Başyazı
kind-letter = Okur mektubu
kind-feature = Dosya
kind-review = Eleştiri
kind-explainer = Açıklayıcı
kind-interview = Söyleşi
kind-fact-check = Doğrulama
kind-live = Canlı
kind-obituary = Anma yazısı
kind-satire = Hiciv
kind-press-release = Basın bülteni
kind-sponsored = Sponsorlu içerik

by = Yazan: { $names }
by-reported = Haber: { $names }
by-words = Metin: { $names }
by-photos = Fotoğraflar: { $names }
by-video = Video: { $names }
by-graphics = Grafik: { $names }
by-data = Veri: { $names }
by-translated = Çeviri: { $names }
by-edited = Editör: { $names }
by-fact-checked = Doğrulama: { $names }
by-additional-reporting = Katkıda bulunan: { $names }
with-job = { $place ->
    [among] { $name } ({ $job })
    [first] { $name }, { $job },
   *[last] { $name }, { $job }
}
about-authors = { $count ->
    [one] Yazar hakkında
   *[other] Yazarlar hakkında
}

updated = Güncellendi: { $when }
corrected = Düzeltildi
corrected-on = Düzeltildi: { $date }
reading-time = { $minutes } dakikalık okuma
words = { $count } sözcük
archive-flag = Arşivden: Bu yazının yayın yılı { NUMBER($year, useGrouping: "false") }.
draft = Taslak
scheduled = Planlandı
scheduled-until = Yayın tarihi: { $date }
embargoed = Ambargolu
embargoed-until = Ambargo bitişi: { $date }
sponsored-by = Sponsor: { $name }
sources = Kaynaklar
topics-of-story = Bu yazının konuları
series = Dizi: { $name }
series-part = Bölüm { $part }/{ $total }
previous-part = Önceki bölüm
next-part = Sonraki bölüm
previous-story = Önceki yazı
next-story = Sonraki yazı
more-in = { $section } bölümünden
related-stories = İlgili haberler
published-at = Yayımlandığı adres
notes = Notlar
footnote = Not { $number }
back-to-text = { $nth ->
    [1] Metne dön, not { $number }
   *[other] Metne dön, not { $number }, gönderme { $nth }
}
table = Tablo

comma = ,
colon = :

takeaways = Öne çıkanlar
key-takeaways = { takeaways }
pull-quote = Öne çıkan alıntı
fact-box = Bilgi notu
timeline = Zaman çizelgesi
questions = Sorular ve yanıtlar
note = Not
gallery = Fotoğraflar
see-also = Ayrıca bakınız
author-note = Yazarın notu

correction = Düzeltme
clarification = Açıklama
update = Güncelleme
editors-note = Editörün notu
retraction = Geri çekme
report-an-error = Hata bildir
corrections-policy = Hataları nasıl düzeltiyoruz
no-corrections = Bu listede düzeltme yok.

feed = Akış
undated = Tarihsiz
pages = Sayfalar
page-number = Sayfa { $number }
newer = Daha yeni
older = Daha eski
subsections = Bu bölümde
story-count = { $count } yazı
letters = Harfler
years = Yıllar

title-page = { $title }, sayfa { $number }
title-corrections = { $title }: düzeltmeler
title-part = { $title }: { $name }

search-words = Aranacak sözcükler
search-button = Ara
search-by-section = Bölüme göre
search-by-topic = Konuya göre
search-by-month = Aya göre
search-more = Diğer yollar
searching = Aranıyor…
search-count = { $count ->
    [0] Sonuç bulunamadı
   *[other] { $count } yazı bulundu
}
search-more-found = Daha fazla sonuç
search-failed = Arama yüklenemedi.
search-needs-script = Arama için JavaScript gerekir. Aşağıdaki listeler için gerekmez.

not-found = Bu adreste bir sayfa yok
not-found-text = Sayfa taşınmış ya da adres yanlış yazılmış olabilir.
not-found-corrections = Düzeltmeler ve yayından kaldırılan yazılar burada listelenir:
latest-stories = Son haberler
moved = Bu sayfa taşındı
moved-text = Yeni adresi:
withdrawn = Bu yazı yayından kaldırıldı
