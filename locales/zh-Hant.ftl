# The interface words in Chinese, traditional characters. en.ftl explains each message.

skip-to-content = 跳到正文
skip-to-sections = 跳到所有分類
sections = 分類
all-sections = 所有分類
corrections = 更正
search = 搜尋
latest = 最新
archive = 過往報導
topics = 主題
authors = 作者
text-edition = 文字版
full-page = 完整頁面
feeds = 訂閱來源
the-paper = 本報
help = 說明

top-stories = 要聞
in-brief = 短訊
no-stories = 尚無文章。

kind-analysis = 分析
kind-opinion = 觀點
kind-editorial = 社論
kind-letter = 讀者投書
kind-feature = 特寫
kind-review = 評介
kind-explainer = 解讀
kind-interview = 專訪
kind-fact-check = 事實查核
kind-live = 即時更新
kind-obituary = 訃聞
kind-satire = 諷刺
kind-press-release = 新聞稿
kind-sponsored = 贊助內容

by = 作者：{ $names }
by-reported = 採訪：{ $names }
by-words = 文：{ $names }
by-photos = 攝影：{ $names }
by-video = 影片：{ $names }
by-graphics = 製圖：{ $names }
by-data = 數據：{ $names }
by-translated = 翻譯：{ $names }
by-edited = 編輯：{ $names }
by-fact-checked = 事實查核：{ $names }
by-additional-reporting = { $names } 對本文亦有貢獻
with-job = { $name }（{ $job }）
about-authors = 作者簡介

updated = 更新於 { $when }
corrected = 已更正
corrected-on = 更正於 { $date }
reading-time = 閱讀約 { $minutes } 分鐘
words = { $count } 字
archive-flag = 過往報導：本文刊於 { NUMBER($year, useGrouping: "false") } 年。
draft = 草稿
scheduled = 待發布
scheduled-until = 定於 { $date } 發布
embargoed = 限時發布
embargoed-until = { $date } 前不得發布
sponsored-by = 贊助單位：{ $name }
sources = 資料來源
topics-of-story = 本文主題
series = 系列：{ $name }
series-part = 第 { $part } 篇，共 { $total } 篇
previous-part = 上一篇
next-part = 下一篇
previous-story = 上一篇文章
next-story = 下一篇文章
more-in = 更多「{ $section }」文章
related-stories = 相關報導
published-at = 原文網址
notes = 註釋
footnote = 註釋 { $number }
back-to-text = { $nth ->
    [1] 回到正文，註釋 { $number }
   *[other] 回到正文，註釋 { $number }，引用處 { $nth }
}
table = 表格

comma = ，
colon = ：

takeaways = 重點
key-takeaways = { takeaways }
pull-quote = 引言
fact-box = 資料
timeline = 時間軸
questions = 問與答
note = 附註
gallery = 圖集
see-also = 延伸閱讀
author-note = 作者的話

correction = 更正
clarification = 澄清
update = 更新
editors-note = 編按
retraction = 撤稿
report-an-error = 回報錯誤
corrections-policy = 我們如何更正錯誤
no-corrections = 此列表中沒有更正。

feed = 訂閱來源
undated = 日期不詳
pages = 分頁
page-number = 第 { $number } 頁
newer = 較新
older = 較舊
subsections = 此分類下
story-count = { $count } 篇文章
letters = 字母索引
years = 年份

title-page = { $title }，第 { $number } 頁
title-corrections = { $title }：更正
title-part = { $title }：{ $name }

search-words = 搜尋內容
search-button = 搜尋
search-by-section = 依分類
search-by-topic = 依主題
search-by-month = 依月份
search-more = 其他途徑
searching = 搜尋中……
search-count = { $count ->
    [0] 找不到相關文章
   *[other] 找到 { $count } 篇文章
}
search-more-found = 更多結果
search-failed = 無法載入搜尋。
search-needs-script = 搜尋需要 JavaScript，下面的列表則不需要。

not-found = 這個網址沒有頁面
not-found-text = 頁面可能已經移動，或是網址輸入有誤。
not-found-corrections = 更正與撤下的文章列於此處：
latest-stories = 最新文章
moved = 本頁已移至新網址
moved-text = 新網址是：
withdrawn = 本文已撤下
