# The interface words in Japanese. en.ftl explains each message.

skip-to-content = 本文へ移動
skip-to-sections = 全ジャンルへ移動
sections = ジャンル
all-sections = すべてのジャンル
corrections = 訂正
search = 検索
latest = 新着
archive = 過去の記事
topics = トピック
authors = 筆者
text-edition = テキスト版
full-page = 通常のページ
feeds = フィード
the-paper = この新聞について
help = ヘルプ

top-stories = 主要ニュース
in-brief = 短信
no-stories = まだ記事がありません。

kind-analysis = 分析
kind-opinion = オピニオン
kind-editorial = 社説
kind-letter = 投書
kind-feature = 特集
kind-review = レビュー
kind-explainer = 解説
kind-interview = インタビュー
kind-fact-check = ファクトチェック
kind-live = 速報
kind-obituary = 評伝
kind-satire = 風刺
kind-press-release = プレスリリース
kind-sponsored = 広告

by = 執筆：{ $names }
by-reported = 取材：{ $names }
by-words = 文：{ $names }
by-photos = 写真：{ $names }
by-video = 動画：{ $names }
by-graphics = 図版：{ $names }
by-data = データ：{ $names }
by-translated = 翻訳：{ $names }
by-edited = 編集：{ $names }
by-fact-checked = 事実確認：{ $names }
by-additional-reporting = 取材協力：{ $names }
with-job = { $name }（{ $job }）
about-authors = 筆者紹介

updated = 更新：{ $when }
corrected = 訂正あり
corrected-on = 訂正：{ $date }
reading-time = 読了目安 { $minutes } 分
words = { $count } 字
archive-flag = 過去の記事：{ NUMBER($year, useGrouping: "false") }年に掲載されたものです。
draft = 下書き
scheduled = 公開予定
scheduled-until = { $date } 公開予定
embargoed = 解禁前
embargoed-until = { $date } 解禁
sponsored-by = 広告主：{ $name }
sources = 出典
topics-of-story = この記事のトピック
series = 連載：{ $name }
series-part = 全 { $total } 回の第 { $part } 回
previous-part = 前の回
next-part = 次の回
previous-story = 前の記事
next-story = 次の記事
more-in = 「{ $section }」の記事をもっと読む
related-stories = 関連記事
published-at = 掲載先
notes = 注
footnote = 注 { $number }
back-to-text = { $nth ->
    [1] 本文に戻る、注 { $number }
   *[other] 本文に戻る、注 { $number }、参照箇所 { $nth }
}
table = 表

comma = 、
colon = ：

takeaways = この記事のポイント
key-takeaways = { takeaways }
pull-quote = 抜粋
fact-box = 基礎データ
timeline = 経過
questions = 一問一答
note = 注記
gallery = 写真
see-also = 関連記事
author-note = 筆者から

correction = 訂正
clarification = 補足
update = 更新
editors-note = 編集部から
retraction = 記事の取り消し
report-an-error = 誤りを知らせる
corrections-policy = 訂正の方針
no-corrections = この一覧に訂正はありません。

feed = フィード
undated = 日付なし
pages = ページ
page-number = { $number } ページ
newer = 新しい記事
older = 古い記事
subsections = このジャンルの中
story-count = { $count } 件
letters = 索引
years = 年

title-page = { $title }、{ $number } ページ
title-corrections = { $title }：訂正
title-part = { $title }：{ $name }

search-words = 検索する言葉
search-button = 検索
search-by-section = ジャンル別
search-by-topic = トピック別
search-by-month = 月別
search-more = ほかの探し方
searching = 検索中……
search-count = { $count ->
    [0] 見つかりませんでした
   *[other] { $count } 件見つかりました
}
search-more-found = さらに表示
search-failed = 検索を読み込めませんでした。
search-needs-script = 検索には JavaScript が必要です。下の一覧はなくても使えます。

not-found = このアドレスにページはありません
not-found-text = 移動したか、アドレスに誤りがあるのかもしれません。
not-found-corrections = 訂正と取り下げの一覧はこちらです：
latest-stories = 新着記事
moved = このページは移動しました
moved-text = 新しいアドレス：
withdrawn = この記事は取り下げられました
