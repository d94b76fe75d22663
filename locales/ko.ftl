# The interface words in Korean. en.ftl explains each message.

skip-to-content = 본문으로 건너뛰기
skip-to-sections = 전체 섹션으로 건너뛰기
sections = 섹션
all-sections = 전체 섹션
corrections = 바로잡습니다
search = 검색
latest = 최신 기사
archive = 지난 기사
topics = 주제
authors = 필자
text-edition = 텍스트판
full-page = 전체 페이지
feeds = 피드
the-paper = 신문 안내
help = 도움말

top-stories = 주요 뉴스
in-brief = 단신
no-stories = 아직 기사가 없습니다.

kind-analysis = 분석
kind-opinion = 오피니언
kind-editorial = 사설
kind-letter = 독자 투고
kind-feature = 기획
kind-review = 리뷰
kind-explainer = 해설
kind-interview = 인터뷰
kind-fact-check = 팩트체크
kind-live = 실시간
kind-obituary = 부고
kind-satire = 풍자
kind-press-release = 보도자료
kind-sponsored = 광고

by = 글: { $names }
by-reported = 취재: { $names }
by-words = 글: { $names }
by-photos = 사진: { $names }
by-video = 영상: { $names }
by-graphics = 그래픽: { $names }
by-data = 데이터: { $names }
by-translated = 번역: { $names }
by-edited = 편집: { $names }
by-fact-checked = 사실 확인: { $names }
by-additional-reporting = 취재 지원: { $names }
with-job = { $name }({ $job })
about-authors = 필자 소개

updated = 업데이트: { $when }
corrected = 정정
corrected-on = 정정: { $date }
reading-time = 읽는 시간 { $minutes }분
words = { $count }단어
archive-flag = 지난 기사: { NUMBER($year, useGrouping: "false") }년에 실린 기사입니다.
draft = 초고
scheduled = 게시 예정
scheduled-until = { $date } 게시 예정
embargoed = 엠바고
embargoed-until = { $date }까지 엠바고
sponsored-by = 협찬: { $name }
sources = 출처
topics-of-story = 이 기사의 주제
series = 연재: { $name }
series-part = 총 { $total }회 중 { $part }회
previous-part = 이전 회
next-part = 다음 회
previous-story = 이전 기사
next-story = 다음 기사
more-in = { $section } 기사 더 보기
related-stories = 관련 기사
published-at = 게재 주소
notes = 주
footnote = 주 { $number }
back-to-text = { $nth ->
    [1] 본문으로 돌아가기, 주 { $number }
   *[other] 본문으로 돌아가기, 주 { $number }, 인용 { $nth }
}
table = 표

comma = ,
colon = :

takeaways = 핵심 요약
key-takeaways = { takeaways }
pull-quote = 인용문
fact-box = 참고 자료
timeline = 일지
questions = 일문일답
note = 참고
gallery = 사진
see-also = 관련 기사
author-note = 필자의 말

correction = 정정
clarification = 설명
update = 업데이트
editors-note = 편집자 주
retraction = 기사 철회
report-an-error = 오류 신고
corrections-policy = 오류를 바로잡는 원칙
no-corrections = 이 목록에는 정정이 없습니다.

feed = 피드
undated = 날짜 없음
pages = 페이지
page-number = { $number }페이지
newer = 최신
older = 이전
subsections = 이 섹션의 하위 섹션
story-count = 기사 { $count }건
letters = 색인
years = 연도

title-page = { $title }, { $number }페이지
title-corrections = { $title }: 바로잡습니다
title-part = { $title }: { $name }

search-words = 검색어
search-button = 검색
search-by-section = 섹션별
search-by-topic = 주제별
search-by-month = 월별
search-more = 다른 방법
searching = 검색 중…
search-count = { $count ->
    [0] 찾은 기사가 없습니다
   *[other] 기사 { $count }건을 찾았습니다
}
search-more-found = 결과 더 보기
search-failed = 검색을 불러오지 못했습니다.
search-needs-script = 검색에는 JavaScript가 필요합니다. 아래 목록은 없어도 됩니다.

not-found = 이 주소에는 페이지가 없습니다
not-found-text = 페이지가 옮겨졌거나 주소가 잘못 입력되었을 수 있습니다.
not-found-corrections = 정정과 삭제된 기사는 여기에 정리되어 있습니다:
latest-stories = 최신 기사
moved = 이 페이지는 옮겨졌습니다
moved-text = 새 주소:
withdrawn = 이 기사는 철회되었습니다
