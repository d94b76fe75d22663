"""Measures `newsprint serve` as whoever writes feels it: the wait for the first page, and from a save to its text on screen."""
import html
import http.client
import json
import os
import queue
import re
import signal
import socket
import statistics
import subprocess
import threading
import time
import urllib.parse

from measure import paper, remove, run, say, settle, stop, table

NOW = "2026-03-10T12:00:00Z"
# Longer than anything that works takes, on a machine that does much else.
PATIENCE = 60
# Between two saves of a person who is quick.
PAUSE = 0.2


class Preview:
    """A running preview."""

    def __init__(self, options, site):
        command = [options.bin, "serve", "--port", "0", "--now", NOW, "--root", site]
        self.begun = time.perf_counter()
        self.child = subprocess.Popen([str(word) for word in command], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                      stderr=subprocess.DEVNULL, text=True)
        self.port = None
        for line in self.child.stdout:
            found = re.search(r"http://127\.0\.0\.1:(\d+)/", line)
            if found:
                self.port = int(found[1])
                break
        if self.port is None:
            stop("the preview ended before it told its address")
        # Somebody must go on reading, or it would wait for room in the pipe.
        threading.Thread(target=lambda: [None for _ in self.child.stdout], daemon=True).start()
        self.get("/")
        self.ready = time.perf_counter() - self.begun

    def get(self, path):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        if answer.status != 200:
            stop(f"the preview answered {path} with {answer.status}")
        return body.decode("utf-8")

    def listen(self, path):
        """The events of a page as (name, moment), as its script would hear them."""
        page = re.search(r'data-page="([^"]*)"|data-page=\'([^\']*)\'', self.get(path))
        known = json.loads(html.unescape(page[1] or page[2])) if page else {}
        query = {"at": path, **{name: known.get(name) or "" for name in ("mark", "sheet", "source", "issue", "faulty")}}
        line = socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)
        request = f"GET /__newsprint/events?{urllib.parse.urlencode(query)} HTTP/1.1\r\nHost: localhost\r\n\r\n"
        line.sendall(request.encode())
        heard = queue.Queue()

        def read():
            try:
                for text in line.makefile("r", encoding="utf-8"):
                    if text.startswith("event: "):
                        heard.put((text[7:].strip(), time.perf_counter()))
            except OSError:
                pass

        threading.Thread(target=read, daemon=True).start()
        return line, heard

    def end(self):
        """Ends it and gives its peak memory in megabytes."""
        self.child.send_signal(signal.SIGINT)
        _, _, usage = os.wait4(self.child.pid, 0)
        self.child.returncode = 0
        return usage.ru_maxrss / 1e3


def saves(preview, site, count):
    """Times from a save to the reload that it causes, and to the new text in the browser's hands."""
    file, path = site / "content" / "world" / "story-0.md", "/world/story-0/"
    copy = file.read_text(encoding="utf-8")
    line, heard = preview.listen(path)
    to_event, to_text = [], []
    for turn in range(count):
        time.sleep(PAUSE)
        while not heard.empty():
            heard.get()
        words = f"The bell was rung {turn + 1000} times"
        begun = time.perf_counter()
        file.write_text(f"{copy}\n{words}.\n", encoding="utf-8")
        while True:
            try:
                name, moment = heard.get(timeout=PATIENCE)
            except queue.Empty:
                stop(f"save {turn + 1}: nothing was heard of it")
            if name == "reload":
                break
        to_event.append(moment - begun)
        while words not in preview.get(path):
            if time.perf_counter() - begun > PATIENCE:
                stop(f"save {turn + 1}: its text did not come")
        to_text.append(time.perf_counter() - begun)
    line.close()
    file.write_text(copy, encoding="utf-8")
    return to_event, to_text


def pages(preview, size):
    """Times of pages that nobody looked at yet."""
    times = []
    for turn in range(40):
        nth = 1 + turn * max(1, size // 41)
        section = ["world", "local", "business", "science", "culture", "sport", "opinion", "weather"][nth % 8]
        begun = time.perf_counter()
        preview.get(f"/{section}/story-{nth}/")
        times.append(time.perf_counter() - begun)
    return times


def measure(options, folder):
    paper(folder / "paper", articles=options.size, words=options.words, topics=options.topics)
    site = folder / "paper" / "newsprint"
    cold, warm, peaks = [], [], []
    for turn in range(options.runs):
        say(f"run {turn + 1} of {options.runs}")
        remove(site / ".newsprint")
        settle()
        preview = Preview(options, site)
        cold.append(preview.ready)
        preview.end()
    run([options.bin, "build", "-q", "--now", NOW, "--root", site, "--output", site / "public"])
    for turn in range(options.runs):
        settle()
        preview = Preview(options, site)
        warm.append(preview.ready)
        if turn + 1 < options.runs:
            peaks.append(preview.end())
    say(f"{options.saves} saves")
    shown = pages(preview, options.size)
    to_event, to_text = saves(preview, site, options.saves)
    peaks.append(preview.end())
    rows = [
        ["ready, nothing remembered", statistics.median(cold), max(cold)],
        ["ready after a build", statistics.median(warm), max(warm)],
        ["a story's page, first look", statistics.median(shown), max(shown)],
        ["save to reload", statistics.median(to_event), max(to_event)],
        ["save to new text", statistics.median(to_text), max(to_text)],
    ]
    table(f"Preview of {options.size:,} stories on {options.on}, {options.saves} saves, peak memory {max(peaks):,.0f} MB",
          ["seconds", "median", "worst"], rows, options.markdown)
