#!/usr/bin/env python3
"""Kills `presslink publish` (SIGKILL) at every checkpoint, at every request and at 100 random
moments, runs it again, and wants exactly one post each time.

    PRESSLINK=build/release/bin/presslink tests/wordpress/test_kill.py [TEST…]

PRESSLINK_RANDOM=SEED repeats a run; the seed of each run is printed.
"""

import concurrent.futures
import os
import random
import signal
import sqlite3
import sys
import tempfile
import threading
import time
import unittest

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.realpath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "cli"))

from harness import PROGRAM, Proxy, Running, Site  # noqa: E402

SIDE_BY_SIDE = 6
RANDOM_KILLS = 100
# What a document with two new categories takes: HEAD and index, the list, two creates and a look for
# twins of the second, draft, publish.
REQUESTS = 8


def setUpModule():
    Kill.site = Site()
    # With its slug taken, every document's own "below" is made in the same way.
    Kill.site.rest("POST", "/wp/v2/categories", {"name": "below"})


def tearDownModule():
    Kill.site.down()


class Victim:
    """One document in a folder of its own, and the runs that publish it."""

    def __init__(self, site, name, url=None):
        self.site = site
        self.name = name
        self.arguments = ["publish", "a.md", "--json", "--site", url or site.url, "--user", "admin"]
        self.folder = tempfile.TemporaryDirectory(prefix="presslink-kill-")
        with open(os.path.join(self.folder.name, "a.md"), "w", encoding="utf-8") as file:
            file.write(f"---\ntitle: {name}\nslug: slug-{name}\n"
                       f"categories: ['{name} > below']\n---\n\nText of {name}.\n")

    def start(self):
        return Running(self.arguments, self.folder.name, self.site.password("admin"))

    def checkpoint(self):
        """The stored checkpoint as text; empty where there is none yet."""
        path = os.path.join(self.folder.name, ".presslink", "journal.db")
        if not os.path.exists(path):
            return ""
        database = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=1)
        try:
            row = database.execute("SELECT checkpoint FROM document").fetchone()
        except sqlite3.Error:
            return ""
        finally:
            database.close()
        return row[0] if row else ""

    def verdict(self):
        """Runs it to the end, twice; what is wrong with the outcome, or nothing."""
        second, third = self.start().end(), self.start().end()
        posts = self.site.posts(self.name)
        trashed = self.site.posts(self.name, "trash")
        # Found by name or slug, and the lower one's slug names its parent too.
        categories = [category["name"] for category in self.site.rest(
            "GET", f"/wp/v2/categories&search={self.name}&per_page=100&orderby=id")]
        filed_under = self.site.rest(
            "GET", f"/wp/v2/categories&_fields=name&post={posts[0]['id']}") if posts else []
        self.folder.cleanup()
        seen = (f"{self.name}: second run {second.code} {second.out.strip()} {second.err.strip()}, "
                f"third run {third.code}, posts {[(p['slug'], p['status']) for p in posts]}, "
                f"in the trash {len(trashed)}, categories {categories}")
        right = (second.code == 0 and third.code == 0 and third.json["outcome"] == "unchanged"
                 and [(p["slug"], p["status"]) for p in posts] == [(f"slug-{self.name}", "publish")]
                 and not trashed and categories == [self.name, "below"]
                 and filed_under == [{"name": "below"}])
        return None if right else seen


class Kill(unittest.TestCase):
    site = None

    def all_right(self, tasks):
        """Runs the tasks side by side; each gives what is wrong, or nothing."""
        with concurrent.futures.ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
            wrong = [seen for seen in pool.map(lambda task: task(), tasks) if seen]
        if wrong:
            self.fail(f"{len(wrong)} went wrong:\n" + "\n".join(wrong))

    def kill_at_request(self, number, moment, delay):
        running = []
        ready = threading.Event()
        done = threading.Event()

        def hook(at, when, _):
            if (at, when) != (number, moment) or done.is_set():
                return None
            ready.wait(10)
            time.sleep(delay)
            running[0].kill()
            done.set()
            return "drop" if moment == "arrived" else None

        proxy = Proxy(self.site, hook)
        try:
            milliseconds = int(delay * 1000)
            victim = Victim(self.site, f"at{number}{moment}{milliseconds}ms", proxy.url)
            running.append(victim.start())
            ready.set()
            ended = running[0].end()
            if not done.wait(10):
                return f"{victim.name}: there was no such moment: {ended.code} {ended.out}"
            return victim.verdict()
        finally:
            proxy.close()

    def test_at_each_request(self):
        moments = [(number, moment, 0.0) for number in range(REQUESTS)
                   for moment in ("arrived", "answered", "returned")]
        # Around the checkpoints that follow the last two answers.
        moments += [(number, "returned", delay / 1000) for number in (REQUESTS - 2, REQUESTS - 1)
                    for delay in (1, 2, 3, 5, 8, 13)]
        self.all_right([lambda moment=moment: self.kill_at_request(*moment) for moment in moments])

    def kill_at_checkpoint(self, stage, round_number):
        victim = Victim(self.site, f"stage{stage}{round_number}")
        run = victim.start()
        while run.process.poll() is None and f'"{stage}"' not in victim.checkpoint():
            pass
        run.kill()
        run.end()
        return victim.verdict()

    def test_at_every_checkpoint(self):
        self.all_right([lambda stage=stage, n=n: self.kill_at_checkpoint(stage, n)
                        for stage in ("fresh", "reserved", "created", "finished")
                        for n in range(3)])

    def test_at_random_moments(self):
        seed = os.environ.get("PRESSLINK_RANDOM") or str(random.randrange(10**9))
        print(f"PRESSLINK_RANDOM={seed}", file=sys.stderr)
        dice = random.Random(seed)
        begin = time.monotonic()
        undisturbed = Victim(self.site, "undisturbed")
        self.assertEqual(undisturbed.start().end().code, 0)
        undisturbed.folder.cleanup()
        # Side by side each takes longer than alone.
        longest = (time.monotonic() - begin) * 3

        hits = []

        def kill(number, delay):
            if len(hits) >= RANDOM_KILLS:
                return None
            victim = Victim(self.site, f"random{number}x")
            run = victim.start()
            time.sleep(delay)
            run.kill()
            if run.end().code == -signal.SIGKILL:
                hits.append(number)
            return victim.verdict()

        # Some end before they are hit.
        self.all_right([lambda n=n, delay=dice.uniform(0, longest): kill(n, delay)
                        for n in range(5 * RANDOM_KILLS)])
        self.assertGreaterEqual(len(hits), RANDOM_KILLS)


if __name__ == "__main__":
    if not os.path.exists(PROGRAM):
        sys.exit("PRESSLINK has to name the program")
    unittest.main()
