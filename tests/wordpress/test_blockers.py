#!/usr/bin/env python3
"""Holds the stand-ins for blockers, or a real plugin, to what is known of them (blocker_rows.py).

  test_blockers.py                     the stand-ins of tests/wordpress/blockers
  test_blockers.py --plugin DIR…       the real plugins in DIR, each alone

PRESSLINK_WORDPRESS=DIR takes another WordPress than the installed one.
"""

import argparse
import os
import re
import sys
import unittest

from blocker_rows import OPEN, ROWS, Observer
from wordpress_site import WordPressSite

TREE = os.environ.get("PRESSLINK_WORDPRESS")
OPTIONS = ("--https", "--env", "production", *(("--wordpress", TREE) if TREE else ()))


class StandIns(unittest.TestCase):
    """All of them on one site."""

    def test_each_blocks_as_the_real_one_does(self):
        with WordPressSite(*OPTIONS, "--blockers") as site:
            for name, (expected, _) in ROWS.items():
                with self.subTest(name):
                    self.assertEqual(Observer(site.facts, site.facts["blocked"][name]).seen(),
                                     expected)
            with self.subTest("none"):
                self.assertEqual(Observer(site.facts).seen(), OPEN)
            with self.subTest("by the option"):
                site.set(blocker="wordfence_option")
                self.assertEqual(Observer(site.facts).seen(), ROWS["wordfence_option"][0])


def slug(folder):
    return re.sub(r"-\d[\d.]*$", "", os.path.basename(os.path.abspath(folder)))


def real(folder):
    """The tests of the plugin in `folder`: one site for each row, because options stay."""
    rows = {name: row for name, row in ROWS.items() if row[1] and row[1].slug == slug(folder)}
    if not rows:
        sys.exit(f"test_blockers.py: no row for the plugin {slug(folder)}")

    def check(name, expected, plugin):
        def test(self):
            with WordPressSite(*OPTIONS, "--plugin", folder) as site:
                if plugin.options:
                    site.set(**plugin.options)
                observer = Observer(site.facts)
                observer.ask("/")  # some set themselves up at the first visit
                seen = observer.seen()
                if not plugin.names_itself:
                    self.assertIn(seen[0], (expected[0], " ".join(expected[0].split()[:3])))
                    seen = (expected[0], *seen[1:])
                self.assertEqual(seen, expected)
        test.__name__ = f"test_{name}"
        return test
    tests = {f"test_{name}": check(name, *row) for name, row in rows.items()}
    return type("Real " + slug(folder), (unittest.TestCase,), tests)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plugin", action="append", default=[])
    options, rest = parser.parse_known_args()
    cases = [real(folder) for folder in options.plugin] or [StandIns]
    module = sys.modules[__name__]
    del module.StandIns
    for case in cases:
        setattr(module, case.__name__, case)
    unittest.main(argv=[sys.argv[0], *rest])


if __name__ == "__main__":
    main()
