# The interface words in Chinese, simplified characters. en.ftl explains each message.

skip-to-content = 跳到正文
skip-to-sections = 跳到全部栏目
sections = 栏目
all-sections = 全部栏目
corrections = 更正
search = 搜索
latest = 最新
archive = 往期文章
topics = 话题
authors = 作者
text-edition = 文字版
full-page = 完整页面
feeds = 订阅源
the-paper = 本报
help = 帮助

top-stories = 要闻
in-brief = 简讯
no-stories = 暂无文章。

kind-analysis = 分析
kind-opinion = 观点
kind-editorial = 社论
kind-letter = 读者来信
kind-feature = 特写
kind-review = 评介
kind-explainer = 解读
kind-interview = 专访
kind-fact-check = 事实核查
kind-live = 实时更新
kind-obituary = 讣闻
kind-satire = 讽刺
kind-press-release = 新闻稿
kind-sponsored = 赞助内容

by = 作者：{ $names }
by-reported = 采访：{ $names }
by-words = 文：{ $names }
by-photos = 摄影：{ $names }
by-video = 视频：{ $names }
by-graphics = 制图：{ $names }
by-data = 数据：{ $names }
by-translated = 翻译：{ $names }
by-edited = 编辑：{ $names }
by-fact-checked = 事实核查：{ $names }
by-additional-reporting = { $names } 对本文亦有贡献
with-job = { $name }（{ $job }）
about-authors = 作者简介

updated = 更新于 { $when }
corrected = 已更正
corrected-on = 更正于 { $date }
reading-time = 阅读约 { $minutes } 分钟
words = { $count } 字
archive-flag = 往期文章：本文发表于 { NUMBER($year, useGrouping: "false") } 年。
draft = 草稿
scheduled = 待发布
scheduled-until = 定于 { $date } 发布
embargoed = 限时发布
embargoed-until = { $date } 前不得发布
sponsored-by = 赞助方：{ $name }
sources = 资料来源
topics-of-story = 本文话题
series = 系列：{ $name }
series-part = 第 { $part } 篇，共 { $total } 篇
previous-part = 上一篇
next-part = 下一篇
previous-story = 上一篇文章
next-story = 下一篇文章
more-in = 更多“{ $section }”文章
related-stories = 相关报道
published-at = 原文地址
notes = 注释
footnote = 注释 { $number }
back-to-text = { $nth ->
    [1] 返回正文，注释 { $number }
   *[other] 返回正文，注释 { $number }，引用处 { $nth }
}
table = 表格

comma = ，
colon = ：

takeaways = 要点
key-takeaways = { takeaways }
pull-quote = 引语
fact-box = 资料
timeline = 时间线
questions = 问与答
note = 说明
gallery = 图集
see-also = 延伸阅读
author-note = 作者的话

correction = 更正
clarification = 澄清
update = 更新
editors-note = 编者注
retraction = 撤稿
report-an-error = 报告错误
corrections-policy = 我们如何更正错误
no-corrections = 此列表中没有更正。

feed = 订阅源
undated = 日期不详
pages = 分页
page-number = 第 { $number } 页
newer = 较新
older = 较早
subsections = 本栏目下
story-count = { $count } 篇文章
letters = 字母索引
years = 年份

title-page = { $title }，第 { $number } 页
title-corrections = { $title }：更正
title-part = { $title }：{ $name }

search-words = 搜索内容
search-button = 搜索
search-by-section = 按栏目
search-by-topic = 按话题
search-by-month = 按月份
search-more = 其他途径
searching = 正在搜索……
search-count = { $count ->
    [0] 没有找到相关文章
   *[other] 找到 { $count } 篇文章
}
search-more-found = 更多结果
search-failed = 无法加载搜索。
search-needs-script = 搜索需要 JavaScript，下面的列表则不需要。

not-found = 此地址没有页面
not-found-text = 页面可能已经移动，或者地址输入有误。
not-found-corrections = 更正和撤下的文章列于此处：
latest-stories = 最新文章
moved = 本页已移至新地址
moved-text = 新地址是：
withdrawn = 本文已撤下
