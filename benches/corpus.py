#!/usr/bin/env python3
"""Writes a made-up paper of any size, for Newsprint and, with the same stories, for other generators.

    corpus.py FOLDER [--articles 10000] [--words 700] [--topics 200] [--for newsprint,hugo,zola] ...

Each generator gets a site of its own, FOLDER/newsprint and so on. Story number n is the same in a paper of any size, on
any machine and in any version of Python: all choices come from the few lines of `Dice`. What the paper says means nothing;
it has the shape of a paper: front matter with headline, dek, byline, topics, date and takeaways, and copy with subheads,
attributed quotes, a list and links. Some words are common and most are rare, as in a language, so that a search index has
its work.

Names of people and places are invented.
"""
import argparse
import datetime
import itertools
import json
import os
import shutil
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
BASE = "https://packet.example"
TITLE = "The Estuary Packet"
SECTIONS = ["world", "local", "business", "science", "culture", "sport", "opinion", "weather"]
# The moment at which the paper is built; everything but what is scheduled is older.
NOW = datetime.datetime(2026, 3, 10, 12, 0, 0)
YEARS = 10

FIRST = "Ines Callum Priya Tove Edda Marlon Sunniva Okan Beatrix Yusuf Halla Cormac Lioba Anselm Rukmini Teodor".split()
LAST = "Halloran Byrd Sandford Lindahl Marrable Teague Quist Aldemir Fenwick Osei Brandvik Loughrey Pell Vautrin Nayar Crane".split()
OFFICES = ["harbour master", "head of the water board", "councillor", "deputy minister", "pilot", "surgeon", "union secretary"]
ABOUT = "harbour ferry school river tide market library bridge hospital orchard tram theatre museum chapel quarry allotment".split()
WHAT = "fares repairs closures plans budgets records hours wages floods reform history safety".split()
SMALL = (
    "the of and to in a for that on with was at by it from as be are this have not but had they which one all were her his "
    "would there been their more when who will if no out so said what up about than into them can only other new some could "
    "time these two may then do first any my now such like our over even most after also did many before must through back "
    "years where much your way well down should because each just those people how too little state good very make still own "
    "see men work long get here between both life being under never day same another know while last might us great old year "
    "off come since against go came right used take three"
).split()


class Dice:
    """A small generator of numbers (an xorshift), the same everywhere."""

    def __init__(self, seed):
        self.state = (seed * 0x9E3779B97F4A7C15 + 0x1234567) & 0xFFFFFFFFFFFFFFFF or 1

    def roll(self, sides):
        x = self.state
        x ^= (x << 13) & 0xFFFFFFFFFFFFFFFF
        x ^= x >> 7
        x ^= (x << 17) & 0xFFFFFFFFFFFFFFFF
        self.state = x
        return (x >> 11) % sides

    def pick(self, among):
        return among[self.roll(len(among))]


def vocabulary():
    """Common words often, and 4,000 made-up ones more rarely the later they stand."""
    heads = ["b", "br", "c", "d", "dr", "f", "gl", "h", "k", "l", "m", "n", "p", "r", "s", "st", "t", "tr", "v", "w"]
    cores = ["a", "ai", "e", "ea", "i", "o", "ou", "u"]
    tails = ["l", "m", "n", "nd", "r", "rd", "s", "st", "t", "ck"]
    syllables = ["".join(parts) for parts in itertools.product(heads, cores, tails)]
    made, dice = [], Dice(7)
    while len(made) < 4000:
        word = dice.pick(syllables) + (dice.pick(syllables) if dice.roll(3) else "")
        made.append(word + ("s" if dice.roll(4) == 0 else ""))
    # A table in which a word stands as often as it is used, so that one roll finds it.
    table = SMALL * 20
    for rank, word in enumerate(made):
        table.extend([word] * max(1, 400 // (rank + 10)))
    return table


WORDS = vocabulary()


def words(dice, count):
    # One roll feeds several words: the rolling is most of the work.
    out, size, number = [], len(WORDS), 0
    while len(out) < count:
        if number < size:
            number = dice.roll(1 << 52)
        out.append(WORDS[number % size])
        number //= size
    return out


def sentence(dice, least=8, most=20):
    chosen = words(dice, least + dice.roll(most - least + 1))
    if len(chosen) > 12 and dice.roll(2):
        chosen[len(chosen) // 2] += ","
    chosen[0] = chosen[0].capitalize()
    return " ".join(chosen) + "."


def heading(dice, least, most):
    return " ".join(words(dice, least + dice.roll(most - least + 1))).capitalize()


def name(dice, among=len(FIRST) * len(LAST)):
    nth = dice.roll(min(among, len(FIRST) * len(LAST)))
    # The first of each follow each other diagonally, so that few authors still have names that differ.
    return f"{FIRST[nth % len(FIRST)]} {LAST[(nth // len(FIRST) + nth) % len(LAST)]}"


def topic(nth):
    pair = f"{ABOUT[nth % len(ABOUT)]} {WHAT[nth // len(ABOUT) % len(WHAT)]}".capitalize()
    wave = nth // (len(ABOUT) * len(WHAT))
    return pair if wave == 0 else f"{pair} {wave + 1}"


def copy(dice, size, pull_quotes, near):
    """The body: paragraphs until `size` words are there, and the rest of a story's furniture at its place among them."""
    furniture = [(18, "quote"), (30, "subhead"), (42, "link"), (48, "subhead"), (60, "list"), (66, "subhead"), (78, "quote"), (90, "link")]
    if size >= 400:
        furniture.insert(0, (10, "subhead"))
    blocks, count, sayings = [], 0, []
    while count < size:
        said = [sentence(dice) for _ in range(3 + dice.roll(2))]
        sayings.append(said[0])
        blocks.append(" ".join(said))
        count += sum(text.count(" ") + 1 for text in said)
        while furniture and count * 100 >= furniture[0][0] * size and count < size:
            _, kind = furniture.pop(0)
            if kind == "subhead":
                # A short piece needs none.
                text = f"## {heading(dice, 3, 6)}" if size >= 200 else ""
            elif kind == "quote":
                text = f"> {sentence(dice)} {sentence(dice)}\n>\n> — {name(dice)}, {dice.pick(OFFICES)}"
            elif kind == "list":
                text = "\n".join(f"- **{heading(dice, 1, 2)}:** {sentence(dice, 6, 12)}" for _ in range(4))
            else:
                text = f"{sentence(dice)} More stood in [{heading(dice, 2, 4)}]({near}) and in [the report](https://ketter.example/{dice.roll(9000)})."
            if text:
                blocks.append(text)
                count += text.count(" ") + 1
    for nth in range(pull_quotes):
        blocks.append(f"> [!pullquote] {name(dice)}\n> {sayings[nth * len(sayings) // pull_quotes][:-1]}")
    return "\n\n".join(blocks) + "\n"


def slug(nth):
    return f"story-{nth}"


def section(nth, sections):
    return SECTIONS[nth % sections] if nth % sections < len(SECTIONS) else f"section-{nth % sections}"


def story(nth, paper):
    """Story number `nth`: a dictionary that knows no generator."""
    dice = Dice(nth + 1)
    minutes = YEARS * 365 * 24 * 60
    date = NOW - datetime.timedelta(minutes=1 + nth * 7919 % minutes)
    if paper.scheduled and nth * paper.scheduled // 1000 != (nth + 1) * paper.scheduled // 1000:
        date = NOW + datetime.timedelta(minutes=60 + nth % 1200)
    near = max(0, nth - 1 - dice.roll(40))
    if paper.scheduled:
        near = nth  # A link to what is not out would be a fault.
    topics = sorted({dice.roll(paper.topics) for _ in range(3)})
    return {
        "slug": slug(nth),
        "section": section(nth, paper.sections),
        "headline": heading(dice, 6, 11),
        "dek": sentence(dice, 12, 22),
        "author": name(dice, paper.authors),
        "topics": [topic(at) for at in topics],
        "series": f"Series {nth % paper.series + 1}" if paper.series else None,
        "date": date,
        "takeaways": [sentence(dice, 8, 14) for _ in range(4)],
        "body": copy(dice, paper.words, paper.pull_quotes, f"/{section(near, paper.sections)}/{slug(near)}/"),
    }


def quoted(value):
    return json.dumps(value, ensure_ascii=False)


def front_matter(story, generator):
    when = story["date"].strftime("%Y-%m-%dT%H:%M:%SZ")
    if generator == "newsprint":
        lines = [f'headline = {quoted(story["headline"])}', f'dek = {quoted(story["dek"])}', f'authors = [{quoted(story["author"])}]']
        lines += [f'topics = {quoted(story["topics"])}', f"date = {when}", f'takeaways = {quoted(story["takeaways"])}']
        if story["series"]:
            lines.append(f'series = {quoted(story["series"])}')
        return lines
    lines = [f'title = {quoted(story["headline"])}', f'description = {quoted(story["dek"])}', f"date = {when}"]
    months = [story["date"].strftime("%Y-%m")]
    lists = [f'authors = [{quoted(story["author"])}]', f'topics = {quoted(story["topics"])}', f"archive = {quoted(months)}"]
    takeaways = f'takeaways = {quoted(story["takeaways"])}'
    if generator == "hugo":
        return [*lines, *lists, "[params]", takeaways]
    return [*lines, "[taxonomies]", *lists, "[extra]", takeaways]


def write(path, text):
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)


def newsprint_config(paper):
    def flag(on):
        return "true" if on else "false"

    return (
        f'title = "{TITLE}"\nbase_url = "{BASE}/"\nlanguage = "en"\ntimezone = "UTC"\npaginate_by = 20\n'
        f"search = {flag(paper.search)}\ntext_edition = {flag(paper.text_edition)}\n\n[feeds]\nlimit = {paper.feed_limit}\n"
    )


def settings(here, generator, paper):
    """What a site has besides stories."""
    if generator == "newsprint":
        write(os.path.join(here, "config.toml"), newsprint_config(paper))
        return
    shutil.copytree(os.path.join(HERE, "peers", generator), here, dirs_exist_ok=True)
    name = os.path.join(here, "hugo.toml" if generator == "hugo" else "config.toml")
    with open(name, encoding="utf-8") as file:
        text = file.read()
    write(name, text.replace("limit = 50", f"limit = {paper.feed_limit}"))
    extra = 'sort_by = "date"\npaginate_by = 20\npaginate_path = "p"\ngenerate_feeds = true\ntransparent = true\n' if generator == "zola" else ""
    for nth in range(paper.sections):
        title = section(nth, paper.sections)
        write(os.path.join(here, "content", title, "_index.md"), f"+++\ntitle = {quoted(title.capitalize())}\n{extra}+++\n")


def write_paper(folder, paper):
    sites = {generator: os.path.join(folder, generator) for generator in paper.generators}
    for generator, here in sites.items():
        for nth in range(paper.sections):
            os.makedirs(os.path.join(here, "content", section(nth, paper.sections)), exist_ok=True)
        settings(here, generator, paper)
    for nth in range(paper.articles):
        made = story(nth, paper)
        for generator, here in sites.items():
            text = "\n".join(["+++", *front_matter(made, generator), "+++", made["body"]])
            write(os.path.join(here, "content", made["section"], made["slug"] + ".md"), text)


def arguments(words=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--articles", type=int, default=10000)
    parser.add_argument("--words", type=int, default=700, help="words of a body")
    parser.add_argument("--topics", type=int, default=200)
    parser.add_argument("--authors", type=int, default=40)
    parser.add_argument("--sections", type=int, default=len(SECTIONS))
    parser.add_argument("--series", type=int, default=0, help="series that all stories are dealt out to")
    parser.add_argument("--pull-quotes", type=int, default=0, metavar="N", help="pull-quotes a story, which Newsprint compares with the copy")
    parser.add_argument("--scheduled", type=int, default=0, metavar="N", help="of 1,000 stories, those not out yet (and no links between stories)")
    parser.add_argument("--feed-limit", type=int, default=50, metavar="N", help="stories of a feed")
    parser.add_argument("--search", action="store_true", help="with Newsprint's search")
    parser.add_argument("--text-edition", action="store_true", help="with Newsprint's text edition")
    parser.add_argument("--for", dest="generators", default="newsprint", metavar="newsprint,hugo,zola")
    paper = parser.parse_args(words)
    paper.generators = paper.generators.split(",")
    unknown = set(paper.generators) - {"newsprint", "hugo", "zola"}
    if unknown:
        parser.error(f"unknown generator: {', '.join(sorted(unknown))}")
    return paper


if __name__ == "__main__":
    chosen = arguments()
    write_paper(chosen.folder, chosen)
    sys.exit(0)
