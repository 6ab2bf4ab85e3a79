#!/usr/bin/env python3
"""The command line against real WordPress sites of every shape.

    tests/wordpress/test_sites.py [TEST…]

PRESSLINK names the binary; build/release/bin/presslink without it. PRESSLINK_WORDPRESS=DIR takes
another WordPress than the installed one.
"""

import concurrent.futures
import json
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

from wordpress_site import WordPressSite

ROOT = Path(__file__).resolve().parents[2]
PRESSLINK = os.environ.get("PRESSLINK", str(ROOT / "build/release/bin/presslink"))
TREE = os.environ.get("PRESSLINK_WORDPRESS")
EXTRA = ["--wordpress", TREE] if TREE else []

HARD_TITLE = 'Tea & "biscuits" \\ <em>now</em> 😀 שלום'


class SiteCase(unittest.TestCase):
    """One site for all tests of a class, and a folder of documents for each test."""

    options = ()
    style = "pretty"

    @classmethod
    def setUpClass(cls):
        cls.site = WordPressSite(*cls.options, *EXTRA)
        cls.site.__enter__()
        cls.addClassCleanup(cls.site.__exit__)

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def presslink(self, verb, *arguments, login="editor", password=None, site=None):
        command = [PRESSLINK, verb, "--json", *arguments]
        if verb not in ("discover", "connect"):
            command += ["--site", site or self.site.url, "--user", login]
        if self.site.ca:
            command += ["--ca", self.site.ca]
        environment = {**os.environ,
                       "PRESSLINK_APP_PASSWORD": password or self.site.app_password(login)}
        run = subprocess.run(command, cwd=self.folder, env=environment, capture_output=True,
                             text=True, timeout=120)
        self.assertNotIn(environment["PRESSLINK_APP_PASSWORD"], run.stdout + run.stderr)
        answers = [json.loads(line) for line in run.stdout.splitlines()]
        return run.returncode, answers[0] if len(answers) == 1 else answers

    def document(self, name, body="<p>Warm the pot.</p>", **front):
        front.setdefault("title", name)
        lines = "\n".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in front.items())
        (self.folder / name).write_text(f"---\n{lines}\n---\n{body}\n", encoding="utf-8")
        return name

    def post(self, answer):
        status, post = self.site.rest(f"/wp/v2/posts/{answer['id']}", context="edit")
        self.assertEqual(status, 200)
        return post


class EverySite:
    """What holds on each of the sites below."""

    def test_discover_finds_the_root_and_where_to_approve(self):
        code, found = self.presslink("discover", self.site.url + "/wp-admin/")
        self.assertEqual(code, 0)
        self.assertEqual(found["style"], self.style)
        self.assertEqual(found["found_by"], "link_header")
        self.assertLessEqual(found["requests"], 2)
        self.assertTrue(found["application_passwords"]["available"])
        self.assertIn("authorize-application.php", found["application_passwords"]["authorize_url"])

    def test_an_editor_publishes_into_new_nested_categories(self):
        name = self.document("nested.html", categories=["Guides > Tea", "R&D"])
        code, answer = self.presslink("publish", name)
        self.assertEqual((code, answer["outcome"]), (0, "published"), answer)
        post = self.post(answer)
        self.assertEqual(post["status"], "publish")
        self.assertEqual(sorted(post["categories"]), sorted(c["id"] for c in answer["categories"]))
        _, terms = self.site.rest("/wp/v2/categories", per_page=100)
        by_id = {term["id"]: term for term in terms}
        tea = by_id[answer["categories"][0]["id"]]
        self.assertEqual((tea["name"], by_id[tea["parent"]]["name"]), ("Tea", "Guides"))
        self.assertEqual(by_id[answer["categories"][1]["id"]]["name"], "R&amp;D")

    def test_hard_text_arrives_as_it_is(self):
        body = "<p>Tea &amp; \\ \"quotes\" 😀 שלום</p>\n<script>let a = 1 < 2;</script>"
        name = self.document("hard.html", body, title=HARD_TITLE, excerpt="a \\ b & c")
        code, answer = self.presslink("publish", name, login="admin")
        self.assertEqual((code, answer["changed_by_site"]), (0, []), answer)
        post = self.post(answer)
        self.assertEqual(post["title"]["raw"], HARD_TITLE)
        self.assertEqual(post["content"]["raw"].strip(), body)
        self.assertEqual(post["excerpt"]["raw"], "a \\ b & c")

    def test_each_role_ends_where_it_may(self):
        for login, code, outcome, status in (("admin", 0, "published", "publish"),
                                             ("author", 0, "published", "publish"),
                                             ("contributor", 5, "failed", "draft")):
            with self.subTest(login):
                name = self.document(f"{login}.html", slug=f"by-{login}")
                got, answer = self.presslink("publish", name, login=login)
                self.assertEqual((got, answer["outcome"]), (code, outcome), answer)
                post = self.post(answer)
                self.assertEqual((post["status"], post["slug"]), (status, f"by-{login}"))
        code, answer = self.presslink("publish", self.document("s.html"), login="subscriber")
        self.assertEqual((code, answer["error"]["code"]), (5, "not_permitted"), answer)
        self.assertIsNone(answer["id"])

    def test_a_draft_and_a_scheduled_post(self):
        code, answer = self.presslink("publish", self.document("d.html", status="draft"))
        self.assertEqual((code, answer["outcome"], self.post(answer)["slug"]), (0, "saved", ""))
        name = self.document("f.html", status="future", date="2031-03-04T05:06:07+02:00")
        code, answer = self.presslink("publish", name)
        self.assertEqual((code, answer["outcome"]), (0, "scheduled"), answer)
        self.assertEqual(self.post(answer)["date_gmt"], "2031-03-04T03:06:07")

    def test_first_contact_is_three_requests_more_and_small(self):
        name = self.document("cold.html", categories=["Uncategorized"])
        audit = self.folder / "audit.jsonl"
        code, answer = self.presslink("publish", name, "--audit", str(audit))
        self.assertEqual(code, 0, answer)
        lines = [json.loads(line) for line in audit.read_text().splitlines()]
        self.assertLessEqual(len(lines), 5)
        code, answer = self.presslink("publish", self.document("warm.html"), "--audit", str(audit))
        warm = [json.loads(line) for line in audit.read_text().splitlines()][len(lines):]
        self.assertEqual(len(warm), 2, warm)
        self.assertEqual(answer["requests"], 2)
        self.assertLess(sum(line["bytes"] for line in lines), 16_384)

    def test_a_refused_password_says_so(self):
        name = self.document("never.html")
        code, answer = self.presslink("publish", name, password="abcd EFGH 1234 ijkl MNOP 5678")
        self.assertEqual((code, answer["error"]["code"]), (4, "credentials_rejected"), answer)
        code, answer = self.presslink("check", password="abcd EFGH 1234 ijkl MNOP 5678")
        self.assertEqual((code, answer["credentials"]), (4, "rejected"), answer)

    def test_many_at_once_never_make_two_categories(self):
        def ensure(_):
            return self.presslink("categories", "ensure", "Crowd > Second row", "Front 10")
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            runs = list(pool.map(ensure, range(8)))
        self.assertEqual({code for code, _ in runs}, {0}, runs)
        _, terms = self.site.rest("/wp/v2/categories", per_page=100)
        names = [term["name"] for term in terms]
        for name in ("Crowd", "Second row", "Front 10"):
            self.assertEqual(names.count(name), 1, names)


class Pretty(EverySite, SiteCase):
    options = ("--permalinks", "pretty")

    def test_disconnecting_revokes_this_password_alone(self):
        _, made = self.site.rest("/wp/v2/users/me/application-passwords", "editor", "POST",
                                 {"name": "for one test"})
        code, answer = self.presslink("check", password=made["password"])
        self.assertEqual((code, answer["password"]["uuid"]), (0, made["uuid"]), answer)
        code, _ = self.presslink("disconnect", password=made["password"])
        self.assertEqual(code, 0)
        code, answer = self.presslink("check", password=made["password"])
        self.assertEqual((code, answer["credentials"]), (4, "rejected"))
        self.assertEqual(self.presslink("check")[0], 0)


class Plain(EverySite, SiteCase):
    options = ("--permalinks", "plain")
    style = "query"


class AlmostPrettyInFolder(EverySite, SiteCase):
    options = ("--permalinks", "almost", "--subdir", "blog")
    style = "index_php"


class Https(EverySite, SiteCase):
    options = ("--https", "--env", "production")


class InNetwork(EverySite, SiteCase):
    """A site of a network, whose subscriber is a member of the main site alone."""

    options = ("--network", "alpha")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.site.url = cls.site.facts["network"]["alpha"]


# What a site in a folder does not announce is looked for in the folder, and above it.
UNANNOUNCED = """<?php
add_action('init', function () {
    remove_action('template_redirect', 'rest_output_link_header', 11);
    remove_action('wp_head', 'rest_output_link_wp_head', 10);
    remove_action('wp_head', 'rsd_link');
});
"""


class Network(SiteCase):
    """Nothing is written to the main site in the place of another one."""

    @classmethod
    def setUpClass(cls):
        file = tempfile.NamedTemporaryFile("w", suffix=".php")
        cls.addClassCleanup(file.close)
        file.write(UNANNOUNCED)
        file.flush()
        cls.options = ("--network", "alpha", "--mu-plugin", file.name)
        super().setUpClass()
        cls.alpha = cls.site.facts["network"]["alpha"]

    def setUp(self):
        super().setUp()
        before = self.main_posts()
        self.addCleanup(lambda: self.assertEqual(self.main_posts(), before))

    def main_posts(self):
        status, posts = self.site.rest("/wp/v2/posts", status="any", context="edit")
        self.assertEqual(status, 200)
        return [(post["id"], post["modified_gmt"], post["content"]["raw"]) for post in posts]

    def change(self, back, **values):
        """Changes the site; `back` is what it is changed to at the end, called as it is then."""
        self.site.set_blog("alpha", **values)
        name = values.get("path", "alpha").strip("/")
        self.addCleanup(self.site.set_blog, name, **back)

    def publish(self, name, **more):
        return self.presslink("publish", name, site=self.alpha, **more)

    def test_a_folder_with_plain_permalinks_comes_before_the_main_site(self):
        self.change({"permalink_structure": "/%postname%/"}, permalink_structure="")
        code, found = self.presslink("discover", self.alpha)
        self.assertEqual((code, found["style"], found["within_site"]), (0, "query", False), found)
        self.assertEqual(found["found_by"], "probe")
        code, answer = self.publish(self.document("plain.html"))
        self.assertEqual((code, answer["outcome"]), (0, "published"), answer)
        self.assertTrue(answer["link"].startswith(self.alpha), answer)

    def test_a_site_that_moved_is_not_updated_elsewhere(self):
        # The main site has a post of that id too.
        self.change({"permalink_structure": "/%postname%/"}, permalink_structure="")
        code, answer = self.publish(self.document("moves.html", id=1))
        self.assertEqual((code, answer["outcome"]), (0, "updated"), answer)
        self.change({"path": "/alpha/", "siteurl": self.alpha, "home": self.alpha}, path="/moved/",
                    siteurl=self.alpha[:-5] + "moved", home=self.alpha[:-5] + "moved")
        code, answer = self.publish(self.document("moves.html", "<p>Other.</p>", id=1))
        self.assertEqual((code, answer["error"]["code"]), (2, "bad_input"), answer)

    def test_a_closed_site_is_told_as_such(self):
        for column in ("archived", "deleted", "spam"):
            with self.subTest(column):
                self.site.set_blog("alpha", **{column: "1"})
                self.addCleanup(self.site.set_blog, "alpha", **{column: "0"})
                for code, answer in (self.presslink("discover", self.alpha),
                                     self.publish(self.document("closed.html"))):
                    self.assertEqual((code, answer["error"]["code"]), (3, "not_wordpress"), answer)
                    self.assertEqual([cause["id"] for cause in answer["error"]["causes"]],
                                     ["site_closed"], answer)
                self.site.set_blog("alpha", **{column: "0"})

    def test_a_place_within_a_site_is_no_site(self):
        place = self.site.url + "/nowhere"
        code, found = self.presslink("discover", place)
        self.assertEqual((code, found["within_site"]), (0, True), found)
        for code, answer in (self.presslink("connect", place, "--no-browser", "--as", "mine"),
                             self.presslink("publish", self.document("lost.html"), site=place)):
            self.assertEqual((code, answer["error"]["code"]), (2, "bad_input"), answer)
            self.assertIn(self.site.url, answer["error"]["remedy"])

    def test_a_super_admin_is_no_member_and_may_all(self):
        code, account = self.presslink("check", login="admin", site=self.alpha)
        self.assertEqual((code, account["user"]["roles"]), (0, ["super_admin"]), account)
        code, answer = self.publish(self.document("super.html"), login="admin")
        self.assertEqual((code, answer["outcome"]), (0, "published"), answer)

    def test_who_is_no_member_is_told_that_the_password_lives_on(self):
        _, made = self.site.rest("/wp/v2/users/me/application-passwords", "subscriber", "POST",
                                 {"name": "for one test"})
        code, answer = self.presslink("disconnect", login="subscriber", site=self.alpha,
                                      password=made["password"])
        self.assertNotEqual(code, 0)
        self.assertIn("NOT revoked", answer["error"]["message"])
        _, account = self.presslink("check", login="subscriber", password=made["password"])
        self.assertEqual(account["user"]["roles"], ["subscriber"])


if __name__ == "__main__":
    unittest.main()
