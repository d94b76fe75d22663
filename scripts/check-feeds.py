#!/usr/bin/env python3
"""Reads the feeds, sitemaps and structured data of a built site as strictly as their readers do.

    check-feeds.py PUBLIC_DIR [--base URL] [--vocabulary schema.d.ts]

The rules for RSS and Atom are those of the W3C feed validator, warnings included; JSON Feed is held to its
specification 1.1; sitemaps to sitemaps.org and to what news search engines ask. With the type definitions of the
`schema-dts` package, every type and property of the JSON-LD is looked up as well. Needs `feedparser`.
"""
import argparse
import html.parser
import json
import pathlib
import re
import sys
import xml.etree.ElementTree as ET
from datetime import datetime
from email.utils import parsedate_to_datetime

import feedparser

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
MEDIA = "{http://search.yahoo.com/mrss/}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
faults = []


def fault(path, what):
    faults.append(f"{path}: {what}")


def rfc3339(path, text):
    if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", text or ""):
        fault(path, f"{text!r} is not an RFC 3339 time")
    else:
        datetime.fromisoformat(text.replace("Z", "+00:00"))


def absolute(path, url):
    if not re.match(r"[a-z][a-z0-9+.-]*:", url or "") and not (url or "").startswith("//"):
        fault(path, f"{url!r} is not absolute")


class Body(html.parser.HTMLParser):
    """The HTML of a story in a feed."""

    GONE = {"script", "style", "iframe", "object", "embed", "form", "input", "button", "link", "meta", "svg"}
    VOID = {"img", "br", "hr", "source", "track", "wbr", "col", "area"}

    def __init__(self, path):
        super().__init__()
        self.path, self.open = path, []

    def handle_starttag(self, tag, attrs):
        if tag in self.GONE:
            fault(self.path, f"<{tag}> in the content")
        if tag not in self.VOID:
            self.open.append(tag)
        for name, value in attrs:
            if name.startswith(("on", "data-", "aria-")) or name in ("class", "id", "style", "role"):
                fault(self.path, f"{name} on <{tag}>")
            if name in ("href", "src", "poster", "cite"):
                absolute(self.path, value)
                if re.match(r"\s*(java|vb)script:", value or "", re.I):
                    fault(self.path, f"{value!r} runs")
            if name == "srcset":
                for part in value.split(", "):
                    absolute(self.path, part.split()[0])

    def handle_endtag(self, tag):
        if tag in self.open:
            while self.open.pop() != tag:
                pass
        elif tag not in self.VOID and tag != "p":
            fault(self.path, f"</{tag}> closes nothing")


def body(path, text):
    Body(path).feed(text)


def rss(path, root):
    channel = root.find("channel")
    for name in ("title", "link", "description", "language"):
        if not (channel.findtext(name) or "").strip():
            fault(path, f"the channel has no {name}")
    relations = [link.get("rel") for link in channel.findall(ATOM + "link")]
    if relations.count("self") != 1:
        fault(path, "there must be one atom:link rel=self")
    image = channel.find("image")
    if image is not None and (image.findtext("title") != channel.findtext("title") or image.findtext("link") != channel.findtext("link")):
        fault(path, "the image's title and link are not the channel's")
    seen = set()
    for item in channel.findall("item"):
        names = [child.tag for child in item]
        for name in ("title", "link", "guid", "pubDate", "description"):
            if names.count(name) != 1:
                fault(path, f"an item has {names.count(name)} {name}")
        if "author" in names:
            fault(path, "author must be an e-mail address; use dc:creator")
        if CONTENT in names and names.index("description") > names.index(CONTENT):
            fault(path, "description comes after content:encoded")
        guid = item.find("guid")
        if guid.get("isPermaLink") != "false":
            fault(path, "the guid claims to be a permalink")
        if guid.text in seen:
            fault(path, f"the guid {guid.text} occurs twice")
        seen.add(guid.text)
        absolute(path, item.findtext("link"))
        date = item.findtext("pubDate")
        if not re.fullmatch(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d \w{3} \d{4} \d\d:\d\d:\d\d [+-]\d{4}", date or ""):
            fault(path, f"pubDate {date!r}")
        elif parsedate_to_datetime(date).strftime("%a") != date[:3]:
            fault(path, f"the weekday of {date!r} is wrong")
        for media in item.findall(MEDIA + "content"):
            absolute(path, media.get("url"))
            if media.get("medium") not in ("image", "video", "audio", "document"):
                fault(path, f"medium {media.get('medium')!r}")
        if CONTENT in names:
            body(path, item.findtext(CONTENT))
    return len(channel.findall("item"))


def atom(path, root):
    for name in ("id", "title", "updated"):
        if not root.findtext(ATOM + name):
            fault(path, f"the feed has no {name}")
    rfc3339(path, root.findtext(ATOM + "updated"))
    if [link.get("rel") for link in root.findall(ATOM + "link")].count("self") != 1:
        fault(path, "there must be one link rel=self")
    seen = {root.findtext(ATOM + "id")}
    for entry in root.findall(ATOM + "entry"):
        for name in ("id", "title", "updated", "content"):
            if len(entry.findall(ATOM + name)) != 1:
                fault(path, f"an entry has {len(entry.findall(ATOM + name))} {name}")
        if entry.find(ATOM + "author") is None and root.find(ATOM + "author") is None:
            fault(path, "an entry has no author")
        own = entry.findtext(ATOM + "id")
        absolute(path, own)
        if own in seen:
            fault(path, f"the id {own} occurs twice")
        seen.add(own)
        for name in ("updated", "published"):
            if entry.findtext(ATOM + name):
                rfc3339(path, entry.findtext(ATOM + name))
        body(path, entry.findtext(ATOM + "content"))
    return len(root.findall(ATOM + "entry"))


def json_feed(path, feed):
    if feed.get("version") != "https://jsonfeed.org/version/1.1":
        fault(path, f"version {feed.get('version')!r}")
    for name in ("title", "home_page_url", "feed_url"):
        if not feed.get(name):
            fault(path, f"no {name}")
    if len({item["id"] for item in feed["items"]}) != len(feed["items"]):
        fault(path, "an id occurs twice")
    for item in feed["items"]:
        if not isinstance(item["id"], str) or not item.get("content_html"):
            fault(path, "an item needs an id and content")
        for name in ("date_published", "date_modified"):
            if name in item:
                rfc3339(path, item[name])
        for name in ("url", "image"):
            if name in item:
                absolute(path, item[name])
        body(path, item["content_html"])


def sitemap(path, root, public, base):
    addresses = [loc.text for loc in root.iter(MAP + "loc")]
    if len(addresses) > 50_000 or len(set(addresses)) != len(addresses):
        fault(path, "too many addresses, or one of them twice")
    if len(list(root.iter(NEWS + "news"))) > 1000:
        fault(path, "more than 1,000 stories")
    for lastmod in root.iter(MAP + "lastmod"):
        rfc3339(path, lastmod.text)
    for url in addresses:
        absolute(path, url)
        if base and url.startswith(base):
            from urllib.parse import unquote

            file = public / unquote(url[len(base):])
            file = file / "index.html" if url.endswith("/") else file
            if not file.is_file():
                fault(path, f"{url} is not in the output")
            elif file.suffix == ".html" and 'name="robots" content="noindex' in file.read_text():
                fault(path, f"{url} is not to be indexed")


class Scripts(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.inside, self.found = False, []

    def handle_starttag(self, tag, attrs):
        if tag == "script":
            self.inside = dict(attrs).get("type") == "application/ld+json"
            self.found += [""] if self.inside else []

    def handle_endtag(self, tag):
        if tag == "script":
            self.inside = False

    def handle_data(self, data):
        if self.inside:
            self.found[-1] += data


class Vocabulary:
    """The types and properties of schema.org, from the type definitions of schema-dts."""

    def __init__(self, text):
        self.bases, self.properties, self.types = {}, {}, set()
        for match in re.finditer(r"^(?:export )?interface (\w+) extends ([^{]*)\{(.*?)^\}", text, re.M | re.S):
            name, bases, inside = match.groups()
            self.bases[name] = re.findall(r"\w+Base", bases)
            found = re.findall(r'^    "(\w+)"\?: (.*);$', inside, re.M)
            self.properties[name] = {prop: set(re.findall(r"\w+", kinds.split(', "')[0])) for prop, kinds in found}
            self.types.update(re.findall(r'"@type": "(\w+)"', inside))

    def line(self, name):
        out, todo = [], [name + "Leaf", name + "Base"]
        while todo:
            at = todo.pop()
            if at not in out:
                out.append(at)
                todo += self.bases.get(at, [])
        return out

    def check(self, path, node):
        kind = node.get("@type")
        if kind is None:
            return
        if kind not in self.types:
            fault(path, f"there is no type {kind}")
            return
        line = self.line(kind)
        for prop, value in node.items():
            if prop.startswith("@"):
                continue
            kinds = next((self.properties[at][prop] for at in line if prop in self.properties.get(at, {})), None)
            if kinds is None:
                fault(path, f"{kind} has no property {prop}")
                continue
            for inner in value if isinstance(value, list) else [value]:
                if isinstance(inner, dict) and "@type" in inner:
                    ancestors = {at.removesuffix("Base").removesuffix("Leaf") for at in self.line(inner["@type"])}
                    if not ancestors & kinds:
                        fault(path, f"{kind}.{prop} cannot be a {inner['@type']}")


def structured(path, value, vocabulary, key=""):
    if value is None or value == "" or value == [] or value == {}:
        fault(path, f"{key} is empty")
    elif isinstance(value, list):
        for inner in value:
            structured(path, inner, vocabulary, key)
    elif isinstance(value, dict):
        if "@type" in value and not isinstance(value["@type"], str):
            fault(path, "@type must be one string")
        if vocabulary:
            vocabulary.check(path, value)
        for name, inner in value.items():
            structured(path, inner, vocabulary, name)
            if name in ("url", "@id", "item", "contentUrl") and isinstance(inner, str):
                absolute(path, inner)
            if name.startswith("date") and name != "dateline":
                rfc3339(path, inner)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("public", type=pathlib.Path)
    arguments.add_argument("--base")
    arguments.add_argument("--vocabulary", type=pathlib.Path)
    options = arguments.parse_args()
    public = options.public
    vocabulary = Vocabulary(options.vocabulary.read_text()) if options.vocabulary else None
    counts = {"feeds": 0, "sitemaps": 0, "pages": 0}
    for file in sorted(public.rglob("*.xml")):
        path = file.relative_to(public)
        root = ET.parse(file).getroot()
        if root.tag in ("rss", ATOM + "feed"):
            counts["feeds"] += 1
            entries = rss(path, root) if root.tag == "rss" else atom(path, root)
            read = feedparser.parse(file.read_bytes())
            if read.bozo:
                fault(path, f"feedparser: {read.bozo_exception}")
            if len(read.entries) != entries:
                fault(path, f"feedparser sees {len(read.entries)} stories of {entries}")
        elif root.tag in (MAP + "urlset", MAP + "sitemapindex"):
            counts["sitemaps"] += 1
            sitemap(path, root, public, options.base)
    for file in sorted(public.rglob("*.json")):
        feed = json.loads(file.read_text())
        if isinstance(feed, dict) and "jsonfeed" in str(feed.get("version")):
            counts["feeds"] += 1
            json_feed(file.relative_to(public), feed)
    for file in sorted(public.rglob("*.html")):
        scripts = Scripts()
        scripts.feed(file.read_text())
        for text in scripts.found:
            counts["pages"] += 1
            graph = json.loads(text)
            if graph.get("@context") != "https://schema.org" or "@type" in graph:
                fault(file.relative_to(public), "the graph's head")
            structured(file.relative_to(public), graph["@graph"], vocabulary)
    for line in faults:
        print(line, file=sys.stderr)
    print(f"{counts['feeds']} feeds, {counts['sitemaps']} sitemaps, {counts['pages']} pages with structured data: {len(faults)} faults")
    if not counts["feeds"] or not counts["sitemaps"]:
        sys.exit("nothing to check")
    sys.exit(1 if faults else 0)


main()
