#!/usr/bin/env python3
"""Runs the presslink program against a real WordPress.

    PRESSLINK=build/release/bin/presslink tests/cli/test_site.py [TEST…]

PRESSLINK_WORDPRESS=DIR takes another WordPress than the installed one.
"""

import base64
import fcntl
import html
import http.cookiejar
import http.server
import json
import os
import pty
import re
import resource
import signal
import sqlite3
import stat
import struct
import subprocess
import sys
import threading
import time
import unittest
import urllib.error
import urllib.parse
import urllib.request

sys.dont_write_bytecode = True

from harness import PROGRAM, Case, Proxy, Running, Site, environment, wait_until  # noqa: E402

PUBLISH_KEYS = {"file", "outcome", "id", "link", "slug", "status", "date_gmt", "categories", "tags",
                "seo", "seo_advice", "changed_by_site", "resumed", "requests", "error"}
ERROR_KEYS = {"code", "phase", "http_status", "wp_code", "message", "remedy", "retry_after_s",
              "causes"}
TITLE = "Ünïcödé 🎉 שלום \"quoted\" 'single' back\\slash & amp <b>bold</b>"


def setUpModule():
    Case.site = Site()


def tearDownModule():
    Case.site.down()


class Discover(Case):
    def test_names_root_and_site(self):
        run = self.run_presslink("discover", self.site.url, "--json")
        self.assertEqual(run.code, 0, run.err)
        answer = run.json
        self.assertEqual(set(answer), {"input", "within_site", "rest_root", "style", "found_by",
                                       "site", "application_passwords", "namespaces",
                                       "seo_plugins", "attempts", "requests", "remedy",
                                       "closed_code"})
        self.assertFalse(answer["within_site"])
        self.assertEqual(answer["rest_root"], self.site.url + "/wp-json/")
        self.assertEqual(answer["style"], "pretty")
        self.assertEqual(answer["found_by"], "link_header")
        self.assertEqual(set(answer["site"]),
                         {"name", "home", "url", "icon", "timezone", "gmt_offset_minutes"})
        self.assertTrue(answer["application_passwords"]["available"])
        self.assertTrue(answer["application_passwords"]["authorize_url"]
                        .endswith("/wp-admin/authorize-application.php"))
        self.assertIn("wp/v2", answer["namespaces"])
        self.assertLessEqual(answer["requests"], 3)
        self.assertEqual(len(answer["attempts"]), answer["requests"])

    def test_takes_the_addresses_that_people_copy(self):
        for path in ("/wp-admin/edit.php", "/wp-login.php", "/no/such/page/?x=1#y"):
            run = self.run_presslink("discover", self.site.url + path, "--json")
            self.assertEqual(run.json["rest_root"], self.site.url + "/wp-json/", path)

    def test_people_read_a_few_short_lines(self):
        run = self.run_presslink("discover", self.site.url)
        self.assertIn(self.site.url + "/wp-json/", run.out)
        self.assertTrue(all(len(line) <= 80 for line in run.out.splitlines()))

    def test_a_dead_address_is_3(self):
        run = self.run_presslink("discover", "http://127.0.0.1:1/", "--json", "--retries", "0")
        self.assertEqual(run.code, 3)
        self.assertEqual(run.json["error"]["code"], "unreachable")
        self.assertEqual(set(run.json["error"]), ERROR_KEYS)

    def test_another_web_server_is_3(self):
        class Handler(http.server.BaseHTTPRequestHandler):
            def log_message(self, *_):
                pass

            def do_GET(self):
                self.send_response(200)
                self.end_headers()
                self.wfile.write(b"<html>Hello</html>")

            do_HEAD = do_GET

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        run = self.run_presslink("discover", f"http://127.0.0.1:{server.server_port}/", "--json")
        server.shutdown()
        server.server_close()
        self.assertEqual(run.code, 3)
        self.assertEqual(run.json["error"]["code"], "not_wordpress")
        self.assertGreater(len(run.json["attempts"]), 1)

    def test_a_wrong_address_is_2(self):
        run = self.run_presslink("discover", "ftp://example.com", "--json")
        self.assertEqual(run.code, 2)
        self.assertEqual(run.json["error"]["code"], "bad_input")


class Check(Case):
    def test_accepted(self):
        run = self.presslink("check", "--json", user="editor")
        self.assertEqual(run.code, 0, run.err)
        answer = run.json
        self.assertLessEqual({"credentials", "user", "can", "excess", "password", "advice",
                              "requests"}, set(answer))
        self.assertEqual(answer["credentials"], "accepted")
        self.assertEqual(answer["user"], {"id": self.site.users["editor"]["id"], "login": "editor",
                                          "roles": ["editor"]})
        self.assertEqual(set(answer["can"]), {"edit_posts", "publish_posts", "manage_categories",
                                              "upload_files", "unfiltered_html"})
        self.assertEqual(set(answer["password"]),
                         {"uuid", "name", "created", "last_used", "last_ip"})

    def test_an_administrator_is_warned(self):
        answer = self.presslink("check", "--json").json
        self.assertIn("install_plugins", answer["excess"])
        self.assertTrue(answer["advice"])

    def test_a_role_that_cannot_do_what_the_scope_needs_is_5(self):
        run = self.presslink("check", "--json", user="author")
        self.assertEqual(run.code, 5)
        self.assertEqual(run.json["credentials"], "accepted")
        self.assertEqual(run.json["missing"], ["manage_categories"])
        self.assertEqual(self.presslink("check", "--scope", "posts", user="author").code, 0)

    def test_a_wrong_password_is_4(self):
        run = self.presslink("check", "--json", password="abcd EFGH ijkl MNOP qrst UVWX")
        self.assertEqual(run.code, 4)
        self.assertEqual(run.json["credentials"], "rejected")
        self.assertEqual(run.json["error"]["code"], "credentials_rejected")
        self.assertNotIn("EFGH", run.out + run.err)

    def test_a_revoked_password_is_4(self):
        uuid, password = self.site.new_password("editor", "to be revoked")
        self.assertEqual(self.presslink("check", user="editor", password=password).code, 0)
        self.site.revoke("editor", uuid)
        self.assertEqual(self.presslink("check", user="editor", password=password).code, 4)

    def test_the_password_comes_from_a_file_or_standard_input(self):
        password = self.site.password("editor")
        chunked = " ".join(password[i:i + 4] for i in range(0, 24, 4))
        self.write("secret", chunked + "\n")
        run = self.presslink("check", "--password-file", "secret", user="editor", password=None)
        self.assertEqual(run.code, 0, run.err)
        run = self.presslink("check", "--password-file", "-", user="editor", password=None,
                             stdin=password)
        self.assertEqual(run.code, 0, run.err)

    def test_what_is_missing_is_2(self):
        for arguments in (["check"], ["check", "--site", self.site.url],
                          ["check", "--site", self.site.url, "--user", "admin"],
                          ["check", "--connection", "none"],
                          ["check", "--site", self.site.url, "--user", "a:b"],
                          ["check", "--site", self.site.url, "--user", "admin",
                           "--password-file", "none"]):
            run = self.run_presslink(*arguments, "--json")
            self.assertEqual(run.code, 2, arguments)
            self.assertEqual(run.json["error"]["code"], "bad_input", arguments)


class Usage(Case):
    def test_mistakes_on_the_command_line_are_2(self):
        self.document("a.md", title="T")
        for arguments in ([], ["publsh"], ["publish"], ["publish", "a.md", "a.md"],
                          ["publish", "a.md", "./a.md"], ["publish", "a.md", "--status", "live"],
                          ["publish", "a.md", "--draft", "--status", "publish"],
                          ["publish", "a.md", "--key", "x"], ["check", "--timout", "3"],
                          ["check", "--retries", "-1"], ["check", "--scope", "posts,users"],
                          ["check", "--ca", "none.pem"], ["preview", "a.md", "--assume", "wordfence"],
                          ["seo", "--post", "1"], ["seo", "--title", "x"], ["check", "--timeout", "nan"],
                          ["seo", "--post", "1", "--page", "2", "--title", "x"],
                          ["publish", "a.md", "b.md", "--key", "8e2ed9b8-2ce0-4e44-9a2e-6b2a3d3cf5c7"],
                          ["doctor"]):
            run = self.run_presslink(*arguments, "--json")
            self.assertEqual(run.code, 2, arguments)
            self.assertEqual(run.json["error"]["code"], "bad_input", arguments)

    def test_only_a_journal_is_taken_for_one(self):
        other = os.path.join(self.folder, "other.txt")
        with open(other, "w", encoding="utf-8") as file:
            file.write("Not a journal.")
        os.chmod(other, 0o644)
        os.mkfifo(os.path.join(self.folder, "pipe"))
        foreign = os.path.join(self.folder, "bookmarks.db")
        database = sqlite3.connect(foreign)
        database.execute("CREATE TABLE bookmark (address TEXT)")
        database.close()
        with open(foreign, "rb") as file:
            before = file.read()
        self.document("a.md", title="T")
        for name in ("other.txt", "pipe", ".", "bookmarks.db"):
            run = self.run_presslink("publish", "a.md", "--site", "https://example.com", "--user", "u",
                                     "--journal", name, "--json", password="x" * 24)
            self.assertEqual(run.json["error"]["code"], "storage_failed", name)
            self.assertEqual(run.code, 2)
        self.assertEqual(stat.S_IMODE(os.stat(other).st_mode), 0o644)
        self.assertIn("bookmarks.db is a database of another program", run.err)
        with open(foreign, "rb") as file:
            self.assertEqual(file.read(), before)

    def test_slips_are_corrected(self):
        self.assertIn('did you mean "publish"', self.run_presslink("publsh").err)
        self.assertIn('did you mean "--timeout"', self.run_presslink("check", "--timout").err)
        for arguments in (["--status", "draft", "publish", "a.md"], ["--status=x", "publish", "a.md"]):
            run = self.run_presslink(*arguments)
            self.assertIn('"--status" belongs behind the verb: presslink publish --status', run.err)
            self.assertNotIn("did you mean", run.err)
        self.assertIn('"--draft" is an option of publish and preview.',
                      " ".join(self.run_presslink("check", "--draft").err.split()))

    def test_what_is_wrong_is_said_with_the_option_and_what_it_takes(self):
        self.document("a.md", title="T")
        seconds = "a number of seconds from 0.001 to 86400"
        for arguments, message in (
                (["publish"], '"publish" needs FILE: Markdown, HTML or JSON documents, - for stdin.'),
                (["publish", ""], "FILE: an empty text is no value."),
                (["categories"], '"categories" needs a verb: list, ensure.'),
                (["categories", "lst"], '"lst" is no verb; did you mean "list"?'),
                (["categories", "every"], '"every" is no verb. There are list, ensure.'),
                (["publish", "a.md", "--status"],
                 '"--status" needs a value: publish, draft, pending, private, future.'),
                (["publish", "a.md", "--draft", "--status", "draft"],
                 '"--status" and "--draft" exclude each other.'),
                (["publish", "a.md", "--draft=no"], '"--draft" takes no value.'),
                (["publish", "a.md", "--key", "x"], '--key: "x" is not a UUID, such as '
                                                    "8e2ed9b8-2ce0-4e44-9a2e-6b2a3d3cf5c7."),
                (["check", "--site", ""], "--site: an empty text is no value."),
                (["publish", "a.md", "--journal", "--draft"],
                 "--journal: the value is missing before --draft."),
                (["check", "--site="], '"--site" needs a value: URL.'),
                (["check", "--timeout", "0"], f'--timeout: "0" is not {seconds}.'),
                (["check", "--timeout"], f'"--timeout" needs a value: {seconds}.'),
                (["check", "--retries", "101"],
                 '--retries: "101" is not a whole number from 0 to 100.'),
                (["check", "--user", "a", "--user", "b"], '"--user" is given more than once.'),
                (["check", "--ca", "none.pem"], '--ca: "none.pem" is not a file.'),
                (["check", "--scope", "users"],
                 '--scope: "users" is not a scope. Scopes are posts, seo, categories, tags and media, '
                 "joined by commas."),
                (["check", "--scope"], '"--scope" needs a value: by commas some of posts, seo, '
                                       "categories, tags, media."),
                (["seo", "--post", "1", "--page", "2", "--title", "x"],
                 '"--post" and "--page" exclude each other.'),
                (["seo", "--post", "0", "--title", "x"],
                 '--post: "0" is not an id, a whole number from 1.'),
                (["seo", "--page", "99999999999999999999", "--title", "x"],
                 '--page: "99999999999999999999" is not an id, a whole number from 1.'),
                (["seo", "--post", "1", "--noindex", "maybe"],
                 '--noindex: "maybe" is not true or false.'),
                (["seo", "--title", "x", "--site", "http://127.0.0.1:1"], "Nothing is named.")):
            run = self.run_presslink("--json", *arguments)
            self.assertEqual((run.code, run.json["error"]["message"]), (2, message), arguments)

    def test_what_may_be_a_password_is_not_said_again(self):
        chunks = ["abcd", "EFGH", "1234", "ijkl"]
        whole = " ".join(chunks)
        for arguments, message in (
                (["check", whole], '"check" takes no argument, and argument 1 is one too many.'),
                (["check", *chunks], '"check" takes no argument, and argument 1 is one too many.'),
                (["categories", "list", whole],
                 '"list" takes no argument, and argument 1 is one too many.'),
                (["connect", "http://127.0.0.1:1", whole],
                 '"connect" takes no more arguments, and argument 2 is one too many.'),
                ([whole], 'Argument 1 behind "presslink" is no verb. There are discover, '),
                (["EFGH"], 'Argument 1 behind "presslink" is no verb. There are discover, '),
                (["abcdefghijklmnopqrstuvwx"], 'Argument 1 behind "presslink" is no verb. '),
                (["categories", "EFGH"],
                 'Argument 1 behind "categories" is no verb. There are list, ensure.'),
                (["-pEFGH", "check"], '"-p" is no option here'),
                (["--app-password " + whole, "check"], '"--app-password" is no option here'),
                (["--app-password=" + whole, "check"], '"--app-password" is no option here')):
            run = self.run_presslink(*arguments)
            told = " ".join(run.err.split())
            self.assertEqual(run.code, 2, arguments)
            self.assertTrue(told.startswith("presslink: " + message), told)
            for secret in (*chunks, "abcdefgh"):
                self.assertNotIn(secret, run.err)
        self.assertIn('"publsh" is no verb; did you mean "publish"?', self.run_presslink("publsh").err)

    def test_choices_are_named(self):
        for option, choices in (("--format", "md, html, json"),
                                ("--status", "publish, draft, pending, private, future"),
                                ("--on-missing-category", "create, skip, fail"),
                                ("--on-unverified-seo", "publish, hold")):
            for value in ("docx", "1"):
                run = self.run_presslink("publish", "a.md", option, value, "--json")
                self.assertEqual(run.code, 2, option)
                self.assertEqual(run.json["error"]["message"],
                                 f'{option}: "{value}" is none of {choices}.')

    def test_help_fits_a_terminal(self):
        for verb in ([], ["discover"], ["connect"], ["check"], ["categories"],
                     ["categories", "ensure"], ["publish"], ["preview"], ["disconnect"]):
            run = self.run_presslink(*verb, "--help")
            self.assertEqual(run.code, 0)
            self.assertTrue(all(len(line) <= 80 for line in run.out.splitlines()), run.out)
        self.assertRegex(self.run_presslink("--version").out, r"^presslink \d+\.\d+\.\d+\n$")

    def test_a_closed_standard_stream_is_no_other_file(self):
        arguments = [PROGRAM, "check", "--site", self.site.url, "--user", "admin", "--json",
                     "--audit", "audit", "--retries", "0"]
        for streams in ([0, 1, 2], [1], [2]):
            subprocess.run(arguments, cwd=self.folder, timeout=60, check=True,
                           stdout=subprocess.DEVNULL,
                           env=environment(self.folder, self.site.password("admin")),
                           preexec_fn=lambda streams=streams: [os.close(each) for each in streams])
        with open(os.path.join(self.folder, "audit"), encoding="utf-8") as file:
            for line in file:
                self.assertIn("method", json.loads(line))

    def test_an_answer_that_cannot_be_written_is_7(self):
        def untold(*arguments):
            with open("/dev/full", "w", encoding="utf-8") as full:
                run = subprocess.run([PROGRAM, *arguments], cwd=self.folder, stdout=full,
                                     stderr=subprocess.PIPE, text=True, timeout=60,
                                     env=environment(self.folder))
            self.assertEqual(run.returncode, 7, run.stderr)
            return run.stderr
        self.assertIn("could not be written", untold("discover", self.site.url, "--json"))
        untold("--help")
        untold("--version")

    def test_json_that_nobody_reads_is_7_and_text_is_not(self):
        for arguments, code in ((["--json"], 7), ([], 0)):
            read, write = os.pipe()
            os.close(read)
            run = subprocess.run([PROGRAM, "discover", self.site.url, *arguments], stdout=write,
                                 cwd=self.folder, stderr=subprocess.PIPE, text=True, timeout=60,
                                 check=False, env=environment(self.folder))
            os.close(write)
            self.assertEqual(run.returncode, code, run.stderr)
            self.assertEqual("could not be written" in run.stderr, code == 7)

    def test_an_audit_that_cannot_be_written_is_7(self):
        run = self.presslink("check", "--audit", "/dev/full", "--json")
        self.assertEqual((run.code, run.json["credentials"]), (7, "accepted"), run.err)
        self.assertEqual(run.err.count("The audit file /dev/full could not be written"), 1, run.err)
        run = self.presslink("check", "--audit", "/dev/full", password="x" * 24)
        self.assertEqual(run.code, 4)
        self.assertIn("/dev/full could not be written", run.err)

    def test_the_audit_file_must_be_writable(self):
        run = self.presslink("check", "--audit", "no/such/folder/audit")
        self.assertEqual(run.code, 2)


class Categories(Case):
    def test_paths_are_made_once(self):
        run = self.presslink("categories", "ensure", "Paths & more > Below", "--json")
        self.assertEqual(run.code, 0, run.err)
        (made,) = run.json["categories"]
        self.assertEqual(made["name"], "Below")
        self.assertTrue(made["created"])
        again = self.presslink("categories", "ensure", "Paths & more > Below", "--json")
        self.assertEqual(again.json["categories"], [made | {"created": False}])

    def test_list(self):
        made = self.presslink("categories", "ensure", "Listed > R&D", "--json").json["categories"]
        run = self.presslink("categories", "list", "--json")
        self.assertEqual(run.code, 0, run.err)
        self.assertIn({"id": made[0]["id"], "name": "R&D", "path": "Listed > R&D",
                       "created": False}, run.json["categories"])
        self.assertIn("  R&D (", self.presslink("categories", "list").out)

    def test_a_role_that_may_not_is_5(self):
        run = self.presslink("categories", "ensure", "Author's own", "--json", user="author")
        self.assertEqual(run.code, 5)
        self.assertEqual(run.json["error"]["code"], "not_permitted")

    def test_a_name_of_which_wordpress_keeps_nothing_is_2_and_not_sent(self):
        for field, name in (("categories", "%41"), ("tags", "%41"), ("tags", "<b></b>"),
                            ("tags", "<!-- -->"), ("tags", "&lt;i&gt;")):
            with self.assertRaises(urllib.error.HTTPError) as refused:
                self.site.rest("POST", "/wp/v2/" + field, {"name": html.unescape(name)})
            self.assertEqual(json.load(refused.exception)["code"], "empty_term_name", name)
            self.document("a.md", title="Nameless", **{field: ["Good", name]})
            run = self.presslink("publish", "a.md", "--json", "--scope", "posts,categories,tags")
            self.assertEqual((run.code, run.json["error"]["code"], run.json["requests"]),
                             (2, "bad_input", 0), run.out)
            self.assertIn(f'"{name}"', run.json["error"]["message"])

    def test_a_bad_path_is_2(self):
        self.assertEqual(self.presslink("categories", "ensure", "A >").code, 2)


class Publish(Case):
    def publish(self, *arguments, **more):
        return self.presslink("publish", *arguments, "--json", **more)

    def test_a_document_becomes_a_post(self):
        self.document("a.md", "# H\n\nText *here*.\n", title="First", slug="first-post",
                      excerpt="Short.", categories=["News", "Guides > Deep"], tags=["x & y"])
        run = self.publish("a.md", "--scope", "posts,seo,categories,tags")
        self.assertEqual(run.code, 0, run.out)
        answer = run.json
        self.assertEqual(set(answer), PUBLISH_KEYS)
        self.assertEqual(answer["outcome"], "published")
        self.assertEqual(answer["slug"], "first-post")
        self.assertEqual(answer["status"], "publish")
        self.assertRegex(answer["date_gmt"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
        self.assertEqual([category["path"] for category in answer["categories"]],
                         ["News", "Guides > Deep"])
        self.assertTrue(answer["categories"][1]["created"])
        self.assertEqual([tag["name"] for tag in answer["tags"]], ["x & y"])
        self.assertFalse(answer["resumed"])
        self.assertIsNone(answer["error"])
        post = self.site.post(answer["id"])
        self.assertEqual(post["status"], "publish")
        self.assertEqual(post["content"]["raw"].strip(),
                         "<h1>H</h1>\n<p>Text <em>here</em>.</p>")
        self.assertEqual(post["excerpt"]["raw"], "Short.")
        self.assertEqual(set(post["categories"]), {c["id"] for c in answer["categories"]})
        self.assertEqual(post["link"], answer["link"])

    def test_a_known_site_takes_two_requests(self):
        self.document("a.md", title="Warm up", categories=["Warm"])
        self.document("b.md", title="Warm", categories=["Warm"])
        self.assertEqual(self.publish("a.md").code, 0)
        self.assertEqual(self.publish("b.md").json["requests"], 2)

    def test_titles_and_texts_survive(self):
        body = f"<p>{TITLE.replace('<b>', '<em>').replace('</b>', '</em>')}</p>\n<pre>a\n  b\\n</pre>"
        self.write("a.html", f"---\ntitle: {json.dumps(TITLE, ensure_ascii=False)}\n---\n{body}")
        run = self.publish("a.html")
        self.assertEqual(run.code, 0, run.out)
        post = self.site.post(run.json["id"])
        self.assertEqual(post["title"]["raw"], TITLE)
        self.assertEqual(post["content"]["raw"], body)

    def test_yaml_surprises_are_titles(self):
        for title in ("2026", "yes", "1e3", "0x1f", "true"):
            self.write("a.md", f"---\ntitle: {title}\nkey: yaml-{title}\n---\nx\n")
            run = self.publish("a.md")
            self.assertEqual(self.site.post(run.json["id"])["title"]["raw"], title)

    def test_five_megabytes(self):
        body = "<p>" + "0123456789abcdef " * 300_000 + "</p>"
        self.write("a.html", f"---\ntitle: Large\n---\n{body}")
        run = self.publish("a.html")
        self.assertEqual(run.code, 0, run.out[:2000])
        self.assertEqual(self.site.post(run.json["id"])["content"]["raw"], body)

    def test_json_documents(self):
        self.write("a.json", json.dumps({"title": "From JSON", "content": "<p>c</p>",
                                         "status": "draft"}))
        run = self.publish("a.json")
        self.assertEqual(run.code, 0, run.out)
        self.assertEqual(run.json["outcome"], "saved")
        self.assertEqual(self.site.post(run.json["id"])["status"], "draft")

    def test_statuses(self):
        for status, outcome in (("draft", "saved"), ("pending", "saved"), ("private", "saved"),
                                ("publish", "published")):
            self.document("a.md", title="Status " + status, status=status, key=status)
            run = self.publish("a.md")
            self.assertEqual((run.code, run.json["outcome"], run.json["status"]),
                             (0, outcome, status))
        self.document("b.md", title="Scheduled", status="future", date="2031-05-01T09:30:00+02:00")
        run = self.publish("b.md")
        self.assertEqual((run.code, run.json["outcome"], run.json["date_gmt"]),
                         (0, "scheduled", "2031-05-01T07:30:00Z"))
        self.document("c.md", title="By flag", status="publish")
        self.assertEqual(self.publish("c.md", "--draft").json["status"], "draft")
        self.assertEqual(self.publish("c.md").json["status"], "publish")

    def test_a_taken_slug_is_6(self):
        self.document("a.md", title="One", slug="taken")
        self.document("b.md", title="Two", slug="taken")
        self.assertEqual(self.publish("a.md").code, 0)
        run = self.publish("b.md")
        self.assertEqual(run.code, 6)
        (difference,) = run.json["changed_by_site"]
        self.assertEqual((difference["field"], difference["sent"], difference["got"]),
                         ("slug", "taken", "taken-2"))
        self.assertTrue(difference["why"])
        again = self.publish("b.md")
        self.assertEqual((again.code, again.json["outcome"], again.json["requests"]),
                         (6, "unchanged", 0))
        self.assertEqual(again.json["changed_by_site"], [difference])
        self.document("b.md", "Another text.\n", title="Two", slug="taken")
        changed = self.publish("b.md")
        self.assertEqual((changed.code, changed.json["slug"]), (6, "taken-2"))
        self.assertEqual(changed.json["changed_by_site"], [difference])
        self.document("b.md", "Another text.\n", title="Two")
        unasked = self.publish("b.md")
        self.assertEqual((unasked.code, unasked.json["outcome"]), (0, "unchanged"))

    def test_what_the_site_did_not_take_is_sent_again(self):
        self.document("a.md", title="Contributed", slug="contributed")
        run = self.publish("a.md", "--status", "pending", user="contributor")
        self.assertEqual([(each["field"], each["got"]) for each in run.json["changed_by_site"]],
                         [("slug", "")])
        self.assertEqual(self.publish("a.md", "--status", "pending", user="contributor").code, 6)
        self.document("a.md", title="Contributed, and live", slug="contributed")
        run = self.publish("a.md", user="editor")
        self.assertEqual((run.code, run.json["slug"]), (0, "contributed"), run.out)
        self.assertEqual(self.publish("a.md", user="editor").code, 0)

    def test_a_post_that_was_scheduled_instead_is_6_until_it_is_not(self):
        self.document("a.md", title="Ahead", status="publish", date="2031-05-01T09:30:00Z")
        first = self.publish("a.md")
        self.assertEqual((first.code, first.json["outcome"]), (6, "scheduled"), first.out)
        again = self.publish("a.md")
        self.assertEqual((again.code, again.json["outcome"]), (6, "unchanged"))
        self.assertEqual(again.json["changed_by_site"], first.json["changed_by_site"])
        self.assertIn("At the last publish the site changed the status", self.presslink("publish", "a.md").out)
        self.document("a.md", title="Ahead", status="publish", date="2026-05-01T09:30:00Z")
        run = self.publish("a.md")
        self.assertEqual((run.code, run.json["status"]), (0, "publish"), run.out)
        self.assertEqual(self.publish("a.md").code, 0)

    def test_a_draft_with_a_date_can_be_scheduled(self):
        self.document("a.md", title="Dated", status="draft", date="2031-05-01T09:30:00Z")
        self.assertEqual(self.publish("a.md").code, 0)
        self.document("a.md", title="Dated", status="future", date="2031-05-01T09:30:00Z")
        run = self.publish("a.md")
        self.assertEqual((run.code, run.json["status"]), (0, "future"), run.out)

    def test_seo_fields_without_a_plugin_are_reported_as_not_written_and_6(self):
        self.document("a.md", title="SEO", seo={"title": "S", "noindex": True})
        run = self.publish("a.md")
        self.assertEqual(run.code, 6)
        self.assertEqual({(f["field"], f["verdict"]) for f in run.json["seo"]},
                         {("title", "unsupported"), ("noindex", "unsupported")})
        # A look whether there is a plugin now, and nothing else.
        again = self.publish("a.md")
        self.assertEqual((again.code, again.json["outcome"], again.json["requests"]),
                         (6, "unchanged", 2))
        self.site.set(stand_in_rank_math="1.0.229")
        try:
            found = self.publish("a.md")
            self.assertEqual((found.code, found.json["outcome"]), (0, "updated"), found.out)
            self.assertEqual({(f["plugin"], f["field"], f["verdict"]) for f in found.json["seo"]},
                             {("rankmath", "title", "verified"), ("rankmath", "noindex", "verified")})
        finally:
            self.site.set(stand_in_rank_math="")

    def test_bad_documents_are_2_and_nothing_is_sent(self):
        before = self.site.count_posts()
        self.document("good.md", title="Good")
        cases = {
            "titel.md": b"---\ntitel: x\ntitle: y\n---\n",
            "empty.md": b"---\ntitle: ''\n---\n",
            "date.md": b"---\ntitle: x\ndate: 2026-05-01T09:00:00\n---\n",
            "type.md": b"---\ntitle: x\ncategories: News\n---\n",
            "utf8.md": b"---\ntitle: x\n---\nd\xe9j\xe0\n",
            "future.md": b"---\ntitle: x\nstatus: future\n---\n",
            "none.md": b"# x\n",
            "bad.json": b"{\"title\": \"x\"",
            "bad.txt": b"---\ntitle: x\n---\n",
        }
        for name, text in cases.items():
            self.write(name, text)
            run = self.publish(name)
            self.assertEqual(run.code, 2, name)
            self.assertEqual(run.json["outcome"], "failed")
            self.assertEqual(run.json["error"]["code"], "bad_input")
            self.assertIn(name, run.json["error"]["message"])
            run = self.publish("good.md", name)
            self.assertEqual(run.code, 2, name)
            self.assertEqual([line["file"] for line in run.lines], ["good.md", name])
            self.assertIn("Not sent", run.lines[0]["error"]["message"])
        self.assertIn('titel.md:2: "titel": unknown key; did you mean "title"?',
                      self.publish("titel.md").err)
        self.assertEqual(self.publish("missing.md").code, 2)
        self.write("sub/x.md", "x")
        self.assertEqual(self.publish("sub").code, 2)
        self.assertEqual(self.site.count_posts(), before)
        self.assertEqual(self.publish("good.md", "--status", "future").code, 2)
        self.assertFalse(os.path.exists(os.path.join(self.folder, ".presslink")))

    def test_a_wrong_password_is_4(self):
        self.document("a.md", title="Wrong password")
        run = self.publish("a.md", password="abcdefghijklmnopqrstuvwx")
        self.assertEqual(run.code, 4)
        self.assertEqual(run.json["error"]["code"], "credentials_rejected")
        self.assertEqual(set(run.json["error"]), ERROR_KEYS)
        right = self.publish("a.md")
        self.assertEqual((right.code, len(self.site.posts("Wrong password"))), (0, 1))

    def test_an_author_who_needs_a_category_is_5(self):
        self.document("a.md", title="Needs a category", categories=["Author's wish"])
        run = self.publish("a.md", user="author")
        self.assertEqual(run.code, 5)
        self.assertEqual(run.json["error"]["code"], "not_permitted")
        self.assertIn("Author's wish", run.json["error"]["message"])
        self.assertEqual(self.site.posts("Needs a category"), [])
        run = self.publish("a.md", "--on-missing-category", "skip", user="author")
        self.assertEqual(run.json["outcome"], "published")
        self.assertIsNone(run.json["categories"][0]["id"])

    def test_a_missing_category_can_be_an_error(self):
        self.document("a.md", title="Fails on a category", categories=["Nowhere > At all"])
        run = self.publish("a.md", "--on-missing-category", "fail")
        self.assertNotEqual(run.code, 0)
        self.assertIn("Nowhere", run.json["error"]["message"])
        self.assertEqual(self.site.posts("Fails on a category"), [])
        self.assertNotIn("--new", run.json["error"]["remedy"])
        self.assertIn("Posts > Categories", run.json["error"]["remedy"])
        post = self.site.rest("POST", "/wp/v2/posts", {"title": "Of no category", "content": "x"})
        self.document("b.md", title="Of no category", categories=["Nowhere"], id=post["id"])
        run = self.publish("b.md", "--on-missing-category", "fail")
        self.assertIn("Posts > Categories", run.json["error"]["remedy"])

    def test_a_missing_category_does_not_lose_a_draft_that_was_begun(self):
        self.document("a.md", title="Begun", slug="begun")
        self.assertEqual(self.publish("a.md", user="contributor").code, 5)
        (draft,) = self.site.posts("Begun")
        self.document("a.md", title="Begun", slug="begun", categories=["On no site"])
        run = self.publish("a.md", "--new", "--on-missing-category", "fail")
        self.assertEqual(run.json["error"]["code"], "not_found")
        run = self.publish("a.md")
        self.assertEqual((run.code, run.json["id"]), (0, draft["id"]), run.out)
        self.assertEqual(len(self.site.posts("Begun")), 1)

    def test_what_stopped_a_publish_is_told_in_the_language(self):
        self.document("a.md", title="In another language", categories=["Never heard of it"])
        run = self.publish("a.md", "--on-missing-category", "fail", "--language", "es")
        self.assertIn("no tiene la categoría \"Never heard of it\"", run.json["error"]["message"])
        self.assertIn("Entradas > Categorías", run.json["error"]["remedy"])
        self.document("a.md", title="In another language")
        run = self.publish("a.md", "--language", "de", user="contributor")
        self.assertIn("als Entwurf", run.json["error"]["message"])
        self.assertIn("Rolle Autor oder Redakteur", run.json["error"]["remedy"])

    def test_what_is_wrong_with_a_document_is_told_in_the_language(self):
        self.document("a.md", title="T", status="soon")
        run = self.publish("a.md", "--language", "de")
        self.assertEqual(run.code, 2)
        (problem,) = run.json["problems"]
        self.assertIn("„soon“ ist kein Status", problem["message"])
        self.assertIn("„soon“ ist kein Status", run.err)

    def test_what_became_otherwise_is_told_in_the_language(self):
        self.document("a.md", title="Reasons", slug="reasons-in-words", seo={"title": "Tea"})
        run = self.publish("a.md", "--language", "de")
        (field,) = run.json["seo"]
        self.assertIn("Es wurde kein SEO-Plugin gefunden", field["why"])
        self.document("b.md", title="Reasons", slug="reasons-in-words")
        run = self.publish("b.md", "--language", "es")
        (changed,) = run.json["changed_by_site"]
        self.assertEqual("El slug ya estaba ocupado o está reservado, así que WordPress le ha añadido un número.",
                         changed["why"])
        # The journal keeps English, and says it in whatever language is asked for.
        run = self.publish("b.md", "--language", "de")
        self.assertEqual(run.json["outcome"], "unchanged")
        self.assertIn("Die Titelform war vergeben", run.json["changed_by_site"][0]["why"])

    def test_a_contributor_may_not_publish(self):
        self.document("a.md", title="By a contributor", slug="by-a-contributor")
        run = self.publish("a.md", user="contributor")
        self.assertEqual(run.code, 5)
        (post,) = self.site.posts("By a contributor")
        self.assertEqual(post["status"], "draft")
        self.site.rest("POST", f"/wp/v2/posts/{post['id']}", {"content": "Corrected."})
        run = self.publish("a.md", user="contributor")
        self.assertEqual(run.code, 5)
        self.assertEqual([each["field"] for each in run.json["changed_by_site"]], ["content"])
        self.assertEqual(self.site.post(post["id"])["content"]["raw"], "Corrected.")
        self.assertEqual(self.publish("a.md", "--status", "pending", user="contributor")
                         .json["outcome"], "saved")
        self.assertEqual(len(self.site.posts("By a contributor")), 1)

    def test_beyond_the_scope_is_5(self):
        self.document("a.md", title="Tagged", tags=["x"])
        run = self.publish("a.md")
        self.assertEqual((run.code, run.json["error"]["code"]), (5, "out_of_scope"))
        self.assertEqual(self.site.posts("Tagged"), [])

    def test_unfiltered_html_is_reported(self):
        self.write("a.html", "---\ntitle: Scripted\n---\n<p>a</p><script>x()</script>")
        run = self.publish("a.html", user="author", stdin="")
        self.assertEqual(run.code, 6)
        self.assertEqual(run.json["changed_by_site"][0]["field"], "content")
        self.assertIn("script", run.json["changed_by_site"][0]["why"])

    def test_a_category_that_is_deleted_before_the_post_is_public_is_6(self):
        self.document("a.md", "one\n", title="Lost on the way", categories=["Lost on the way"])
        deleted = []

        def hook(_, at, handler):
            finishes = handler.command == "POST" and "/wp/v2/posts/" in handler.path
            if finishes and at == "arrived" and not deleted:
                (category,) = self.site.rest("GET", "/wp/v2/categories&search=Lost+on+the+way")
                deleted.append(category["id"])
                self.site.rest("DELETE", f"/wp/v2/categories/{category['id']}&force=true")

        proxy = Proxy(self.site, hook)
        self.addCleanup(proxy.close)
        run = self.publish("a.md", site=proxy.url)
        self.assertEqual((run.code, run.json["outcome"]), (6, "published"), run.out)
        self.assertEqual([(each["field"], each["sent"]) for each in run.json["changed_by_site"]],
                         [("categories", str(deleted[0]))])
        self.document("a.md", "two\n", title="Lost on the way", categories=["Lost on the way"])
        run = self.publish("a.md", site=proxy.url)
        self.assertEqual((run.code, run.json["outcome"]), (0, "updated"), run.out)
        self.assertEqual(self.site.post(run.json["id"])["categories"],
                         [run.json["categories"][0]["id"]])

    def test_an_update_tells_where_the_owner_moved_the_post(self):
        self.document("a.md", title="Moved", categories=["Ours"])
        post = self.publish("a.md").json["id"]
        theirs = self.site.rest("POST", "/wp/v2/categories", {"name": "Theirs"})["id"]
        self.site.rest("POST", f"/wp/v2/posts/{post}", {"categories": [theirs]})
        self.document("a.md", title="Moved, and renamed", categories=["Ours"])
        run = self.publish("a.md")
        self.assertEqual((run.code, [each["id"] for each in run.json["categories"]]), (0, [theirs]))
        self.assertEqual(self.site.post(post)["categories"], [theirs])
        again = self.publish("a.md")
        self.assertEqual(again.json["categories"], run.json["categories"])

    def test_a_text_that_was_corrected_in_wordpress_stays(self):
        self.document("a.md", "<iframe src=\"https://example.org/\"></iframe>\n\nTea\n", title="Mine")
        first = self.publish("a.md", user="author")
        self.assertEqual([each["field"] for each in first.json["changed_by_site"]], ["content"])
        post = first.json["id"]
        self.site.rest("POST", f"/wp/v2/posts/{post}", {"content": "<p>Corrected.</p>"})
        self.document("a.md", "<iframe src=\"https://example.org/\"></iframe>\n\nTea\n", title="Mine now")
        run = self.publish("a.md", user="author")
        self.assertEqual((run.code, run.json["outcome"]), (6, "updated"), run.out)
        self.assertEqual(run.json["changed_by_site"], first.json["changed_by_site"])
        self.assertEqual(self.site.post(post)["content"]["raw"], "<p>Corrected.</p>")

    def test_a_deleted_category_is_found_again(self):
        self.document("a.md", title="Before", categories=["Short-lived"])
        made = self.publish("a.md").json["categories"][0]["id"]
        self.site.rest("DELETE", f"/wp/v2/categories/{made}&force=true")
        self.document("b.md", title="After", categories=["Short-lived"])
        run = self.publish("b.md")
        self.assertEqual(run.code, 0, run.out)
        (category,) = self.site.post(run.json["id"])["categories"]
        self.assertNotEqual(category, made)
        self.assertEqual(self.site.rest("GET", f"/wp/v2/categories/{category}")["name"],
                         "Short-lived")


class Several(Case):
    def test_each_document_has_its_line(self):
        for name in "abc":
            self.document(name + ".md", title="Several " + name)
        run = self.presslink("publish", "a.md", "b.md", "c.md", "--json")
        self.assertEqual(run.code, 0)
        self.assertEqual([line["file"] for line in run.lines], ["a.md", "b.md", "c.md"])
        self.assertEqual(run.err.count("published http"), 3)
        self.assertIn("[2/3] b.md", run.err)
        self.assertNotIn("\x1b", run.err)

    def test_some_failed_is_8(self):
        self.document("a.md", title="Fails", author=99999)
        self.document("b.md", title="Does not fail")
        run = self.presslink("publish", "a.md", "b.md", "--json")
        self.assertEqual(run.code, 8, run.out)
        self.assertEqual([line["outcome"] for line in run.lines], ["failed", "published"])

    def test_what_every_document_would_meet_stops_the_run(self):
        for name in "abc":
            self.document(name + ".md", title="Stopped " + name)
        run = self.presslink("publish", "a.md", "b.md", "c.md", "--json", password="wrong")
        self.assertEqual(run.code, 4)
        self.assertEqual([line["requests"] for line in run.lines][1:], [0, 0])
        self.assertIn("Not sent", run.lines[2]["error"]["message"])

    def test_an_error_apart_from_the_answers_names_its_document(self):
        self.document("good.md", title="Good", status="draft")
        self.document("bad.md", title="Bad", tags=["out of scope"])
        run = self.presslink("publish", "good.md", "bad.md")
        self.assertEqual(run.code, 8, run.err)
        self.assertRegex(run.err, r"^\[2/2\] bad\.md … failed\npresslink: The document needs the scope")
        self.assertNotIn("good.md", run.err)
        together = subprocess.run([PROGRAM, "publish", "--site", self.site.url, "--user", "admin",
                                   "good.md", "bad.md"], cwd=self.folder, timeout=60, check=False,
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                                  env=environment(self.folder, self.site.password("admin")))
        self.assertEqual(together.stdout.count("bad.md"), 1, together.stdout)

    def test_a_key_and_an_id_stand_for_one_document(self):
        post = self.site.rest("POST", "/wp/v2/posts", {"title": "Of one", "content": "kept"})["id"]
        for field, value in (("key", "same"), ("id", post)):
            self.document("a.md", title="A", **{field: value})
            self.document("b.md", title="B", **{field: value})
            run = self.presslink("publish", "a.md", "b.md", "--json")
            self.assertEqual(run.code, 2, field)
            self.assertIn(f"the same {field}", run.lines[1]["error"]["message"])
        self.assertEqual(self.site.post(post)["title"]["raw"], "Of one")


class Journal(Case):
    def publish(self, *arguments, **more):
        return self.presslink("publish", *arguments, "--json", **more)

    def test_a_second_run_sends_nothing(self):
        self.document("a.md", title="Once", categories=["Journal"])
        first = self.publish("a.md").json
        run = self.publish("a.md")
        self.assertEqual(run.code, 0)
        self.assertEqual((run.json["outcome"], run.json["requests"]), ("unchanged", 0))
        for member in ("id", "link", "slug", "status", "date_gmt"):
            self.assertEqual(run.json[member], first[member])
        self.assertEqual(run.json["categories"], [first["categories"][0] | {"created": False}])

    def test_an_edited_document_updates_its_post(self):
        self.document("a.md", "one\n", title="Edited", slug="edited")
        first = self.publish("a.md").json
        self.site.rest("POST", f"/wp/v2/posts/{first['id']}", {"status": "private"})
        self.document("a.md", "two\n", title="Edited", slug="edited", excerpt="E")
        run = self.publish("a.md")
        self.assertEqual((run.code, run.json["outcome"], run.json["id"], run.json["requests"]),
                         (0, "updated", first["id"], 1))
        post = self.site.post(first["id"])
        self.assertIn("two", post["content"]["raw"])
        self.assertEqual(post["status"], "private")  # the editor's decision stands
        self.assertIn("a.md: unchanged, not public when last seen: private",
                      self.presslink("publish", "a.md").out)
        self.assertEqual(self.publish("a.md").json["outcome"], "unchanged")

    def test_an_empty_list_leaves_what_the_report_says(self):
        tagging = ("--scope", "posts,categories,tags")
        self.document("a.md", title="Emptied lists", categories=["Kept"], tags=["one", "two"])
        first = self.publish("a.md", *tagging).json

        def ids(answer, field):
            return sorted(each["id"] for each in answer[field])

        def told(run):
            post = self.site.post(first["id"])
            self.assertEqual(ids(run.json, "categories"), sorted(post["categories"]))
            self.assertEqual(ids(run.json, "tags"), sorted(post["tags"]))
            return run.code, run.json["outcome"], {each["field"] for each in run.json["changed_by_site"]}

        self.document("a.md", title="Emptied lists", categories=[], tags=[])
        self.assertEqual(told(self.publish("a.md")), (6, "updated", {"categories", "tags"}))
        self.assertEqual(told(self.publish("a.md")), (6, "unchanged", {"categories", "tags"}))
        self.document("a.md", "two\n", title="Emptied lists", categories=[], tags=[])
        self.assertEqual(told(self.publish("a.md", *tagging)), (6, "updated", {"categories"}))
        self.assertEqual(self.site.post(first["id"])["tags"], [])
        self.document("a.md", "two\n", title="Emptied lists")
        self.assertEqual(told(self.publish("a.md")), (0, "unchanged", set()))

    def test_a_category_is_not_taken_for_what_it_was_called_long_ago(self):
        self.document("a.md", title="Under the old name", categories=["Called before"])
        old = self.publish("a.md").json["categories"][0]["id"]
        self.site.rest("POST", f"/wp/v2/categories/{old}", {"name": "Called now"})
        journal = sqlite3.connect(os.path.join(self.folder, ".presslink", "journal.db"))
        ((known,),) = journal.execute("SELECT known FROM terms")
        read = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - 2 * 3600))
        journal.execute("UPDATE terms SET known = ?", (read + "\n" + known.split("\n", 1)[1],))
        journal.commit()
        journal.close()
        self.document("b.md", title="Under the new name", categories=["Called before"])
        (category,) = self.publish("b.md").json["categories"]
        self.assertNotEqual(category["id"], old)
        self.assertEqual(self.site.rest("GET", f"/wp/v2/categories/{category['id']}")["name"],
                         category["name"])

    def test_documents_are_known_by_path_or_key(self):
        self.document("posts/a.md", title="By path")
        first = self.publish("posts/a.md").json["id"]
        self.assertEqual(self.publish("./posts/../posts/a.md").json["id"], first)
        self.document("posts/b.md", title="By path")
        self.assertNotEqual(self.publish("posts/b.md").json["id"], first)
        self.document("x.md", title="By key", key="k1")
        first = self.publish("x.md").json["id"]
        self.document("y.md", title="By key", key="k1")
        self.assertEqual(self.publish("y.md").json["id"], first)

    def test_new_makes_another_post(self):
        self.document("a.md", title="Again and again")
        first = self.publish("a.md").json["id"]
        second = self.publish("a.md", "--new").json
        self.assertEqual(second["outcome"], "published")
        self.assertNotEqual(second["id"], first)
        self.assertEqual(self.publish("a.md").json["id"], second["id"])

    def test_another_journal_knows_nothing(self):
        self.document("a.md", title="Two journals")
        first = self.publish("a.md", "--journal", "one.db").json["id"]
        self.assertEqual(self.publish("a.md", "--journal", "one.db").json["id"], first)
        self.assertNotEqual(self.publish("a.md", "--journal", "two.db").json["id"], first)
        self.assertFalse(os.path.exists(os.path.join(self.folder, ".presslink")))

    def test_standard_input_is_new_without_a_key(self):
        text = "---\ntitle: Piped\n---\nx\n"
        first = self.publish("-", stdin=text)
        second = self.publish("-", stdin=text)
        self.assertEqual((first.code, second.code), (0, 0))
        self.assertNotEqual(first.json["id"], second.json["id"])
        self.assertFalse(os.path.exists(os.path.join(self.folder, ".presslink")))
        key = "8e2ed9b8-2ce0-4e44-9a2e-6b2a3d3cf5c7"
        third = self.publish("-", "--key", key, stdin=text)
        fourth = self.publish("-", "--key", key, stdin=text)
        self.assertEqual(fourth.json["outcome"], "unchanged")
        self.assertEqual(fourth.json["id"], third.json["id"])
        run = self.publish("-", stdin='{"title": "Piped JSON", "content": "<p>c</p>"}')
        self.assertEqual(run.json["outcome"], "published")

    def test_a_stream_is_new_without_a_key(self):
        def streamed(*texts, options=()):
            """Through descriptors, as a shell hands over what stands in `<(…)`."""
            ends = [os.pipe() for _ in texts]
            for text, (_, write) in zip(texts, ends):
                os.write(write, text.encode())
                os.close(write)
            run = subprocess.run(
                [PROGRAM, "publish", *(f"/dev/fd/{read}" for read, _ in ends), "--json", *options,
                 "--site", self.site.url, "--user", "admin"], cwd=self.folder, timeout=60,
                capture_output=True, text=True, check=False, pass_fds=[read for read, _ in ends],
                env=environment(self.folder, self.site.password("admin")))
            for read, _ in ends:
                os.close(read)
            self.assertEqual(run.returncode, 0, run.stdout + run.stderr)
            return [json.loads(line) for line in run.stdout.splitlines()]

        def text(title, more=""):
            return f"---\ntitle: {title}\n{more}---\nx\n"

        as_markdown = ("--format", "md")
        answers = [*streamed(text("Streamed one"), options=as_markdown),
                   *streamed(text("Streamed two"), options=as_markdown),
                   *streamed(text("Streamed three"), text("Streamed four"))]
        self.assertEqual([each["outcome"] for each in answers], ["published"] * 4)
        self.assertEqual(len({each["id"] for each in answers}), 4)
        self.assertEqual(len(self.site.posts("Streamed")), 4)
        self.assertFalse(os.path.exists(os.path.join(self.folder, ".presslink")))
        (keyed,) = streamed(text("Keyed stream", "key: s\n"))
        (again,) = streamed(text("Keyed stream again", "key: s\n"))
        self.assertEqual((again["outcome"], again["id"]), ("updated", keyed["id"]))
        first, second = (self.presslink("publish", "/dev/stdin", "--json", stdin=text(title))
                         for title in ("On stdin", "On stdin, too"))
        self.assertNotEqual(second.json["id"], first.json["id"])

    def test_an_id_names_the_post(self):
        post = self.site.rest("POST", "/wp/v2/posts", {"title": "Old", "content": "old",
                                                       "status": "draft"})
        self.document("a.md", "new\n", title="Adopted", id=post["id"])
        run = self.publish("a.md")
        self.assertEqual((run.code, run.json["outcome"], run.json["id"]), (0, "updated", post["id"]))
        now = self.site.post(post["id"])
        self.assertEqual((now["title"]["raw"], now["status"]), ("Adopted", "draft"))
        self.assertEqual(self.publish("a.md").json["requests"], 0)
        self.assertEqual(self.publish("a.md", "--new").code, 2)
        self.document("b.md", title="Nobody's", id=99999)
        run = self.publish("b.md")
        self.assertEqual((run.code, run.json["error"]["code"]), (2, "not_found"))
        self.assertIn("Correct the id", run.json["error"]["remedy"])
        run = self.publish("b.md", "--language", "de")
        self.assertIn("Berichtigen Sie die ID", run.json["error"]["remedy"])
        run = self.presslink("seo", "--post", "99999", "--title", "x", "--json", "--language", "es")
        self.assertEqual((run.code, run.json["error"]["code"]), (2, "not_found"))
        self.assertIn("Corrija el ID", run.json["error"]["remedy"])

    def test_a_post_of_somebody_else_says_nothing_against_the_role(self):
        post = self.site.rest("POST", "/wp/v2/posts", {"title": "Another's", "content": "x",
                                                       "status": "publish"})
        self.document("a.md", "new\n", title="Mine", id=post["id"])
        for arguments in (["publish", "a.md", "--scope", "posts"],
                          ["seo", "--post", str(post["id"]), "--title", "x"]):
            for language, words, remedy in (
                    ("en", "may not edit this post", "another user's"),
                    ("de", "darf diesen Beitrag nicht bearbeiten", "gehört jemand anderem"),
                    ("es", "no puede editar esta entrada", "otro usuario")):
                run = self.presslink(*arguments, "--json", "--language", language, user="author")
                error = run.json["error"]
                self.assertEqual((run.code, error["code"]), (5, "not_permitted"))
                self.assertIn(words, error["message"])
                self.assertIn(remedy, error["remedy"])
                self.assertEqual(error["causes"], [])
        self.assertEqual(self.site.post(post["id"])["title"]["raw"], "Another's")

    def test_blanks_do_not_empty_a_post(self):
        self.write("a.json", json.dumps({"title": "Blanked", "content": "<p>kept</p>"}))
        first = self.publish("a.json").json["id"]
        self.write("a.json", json.dumps({"title": "Blanked", "content": "  "}))
        run = self.publish("a.json")
        self.assertEqual((run.code, run.json["error"]["code"]), (2, "bad_input"), run.out)
        self.write("b.html", f"---\ntitle: Blanked by id\nid: {first}\n---\n \n\t\n")
        self.assertEqual(self.publish("b.html").code, 0)
        post = self.site.post(first)
        self.assertEqual((post["title"]["raw"], post["content"]["raw"]),
                         ("Blanked by id", "<p>kept</p>"))

    def test_only_a_post_that_was_seen_is_said_to_be_there(self):
        self.document("a.md", title="Imagined", status="future", date="2020-05-01T09:30:00Z",
                      id=888888)
        run = self.presslink("publish", "a.md")
        self.assertEqual(run.code, 2)
        self.assertNotIn("exists on the site", run.out)
        self.document("b.md", title="Unfinished")
        run = self.presslink("publish", "b.md", user="contributor")
        self.assertEqual(run.code, 5)
        self.assertRegex(run.out, r"The post \d+ exists on the site")
        self.assertNotIn("earlier run", run.out)
        run = self.presslink("publish", "b.md", user="contributor")
        self.assertRegex(run.out, r"The post \d+ exists on the site")
        self.assertIn("An earlier run had begun it.", run.out)

    def test_a_refused_id_binds_nothing(self):
        victim = self.site.rest("POST", "/wp/v2/posts", {"title": "A stranger's", "content": "kept",
                                                         "status": "publish"})
        self.document("a.md", "mine\n", title="Never theirs", id=victim["id"])
        self.assertEqual(self.publish("a.md", user="author").code, 5)
        self.document("a.md", "mine\n", title="Never theirs")
        run = self.publish("a.md", user="editor")
        self.assertEqual((run.code, run.json["outcome"]), (0, "published"), run.out)
        self.assertNotEqual(run.json["id"], victim["id"])
        self.assertEqual(self.site.post(victim["id"])["content"]["raw"], "kept")

    def test_an_id_that_is_none_of_a_post_is_not_said_to_be_deleted(self):
        page = self.site.rest("POST", "/wp/v2/pages", {"title": "A page", "content": "kept"})["id"]
        post = self.site.rest("POST", "/wp/v2/posts", {"title": "A post", "content": "kept"})["id"]
        self.document("a.md", "mine\n", title="Of a page", id=page)
        run = self.publish("a.md")
        self.assertEqual((run.code, run.json["error"]["code"]), (2, "not_found"), run.out)
        self.assertIn("it was deleted, or the id is that of a page", run.json["error"]["message"])
        run = self.presslink("seo", "--page", str(post), "--title", "mine", "--json")
        self.assertEqual((run.code, run.json["error"]["code"]), (2, "not_found"), run.out)
        self.assertIn("it was deleted, or the id is that of a post", run.json["error"]["message"])
        self.assertEqual(self.site.rest("GET", f"/wp/v2/pages/{page}&context=edit")["content"]["raw"],
                         "kept")

    def test_a_mistyped_id_leaves_the_document_with_its_post(self):
        self.document("a.md", "one\n", title="Mistyped id")
        first = self.publish("a.md").json["id"]
        self.document("a.md", "one\n", title="Mistyped id", id=424242)
        self.assertEqual(self.publish("a.md").json["error"]["code"], "not_found")
        self.document("a.md", "one\n", title="Mistyped id")
        run = self.publish("a.md")
        self.assertEqual((run.code, run.json["outcome"], run.json["id"]), (0, "unchanged", first))
        self.document("a.md", "two\n", title="Mistyped id")
        self.assertEqual(self.publish("a.md").json["id"], first)

    def test_a_post_that_was_deleted_is_not_made_again_unasked(self):
        self.document("a.md", "one\n", title="Deleted")
        first = self.publish("a.md").json["id"]
        self.site.rest("DELETE", f"/wp/v2/posts/{first}&force=true")
        self.document("a.md", "two\n", title="Deleted")
        run = self.publish("a.md")
        self.assertEqual(run.json["error"]["code"], "not_found")
        self.assertIn("run it again with --new", run.json["error"]["remedy"])
        run = self.publish("a.md", "--language", "de")
        self.assertIn("noch einmal mit --new", run.json["error"]["remedy"])
        self.assertEqual(self.publish("a.md", "--new").json["outcome"], "published")

    def test_a_post_in_the_trash_is_told_of(self):
        self.document("a.md", "one\n", title="Thrown away")
        first = self.publish("a.md").json["id"]
        self.site.rest("DELETE", f"/wp/v2/posts/{first}")
        self.document("a.md", "two\n", title="Thrown away")
        run = self.publish("a.md")
        self.assertEqual((run.code, [each["got"] for each in run.json["changed_by_site"]]), (6, ["trash"]))
        self.document("a.md", "three\n", title="Thrown away")
        self.assertEqual(self.publish("a.md").code, 6)
        self.assertEqual(self.site.post(first)["status"], "trash")  # presslink takes nothing out

    def test_two_at_once_make_one_post(self):
        self.document("a.md", title="Raced for", categories=["Raced"])
        arguments = ["publish", "a.md", "--json", "--site", self.site.url, "--user", "admin"]
        both = [Running(arguments, self.folder, self.site.password("admin")) for _ in range(4)]
        ended = [run.end() for run in both]
        self.assertEqual([run.code for run in ended], [0] * 4, [run.err for run in ended])
        self.assertEqual(sorted(run.json["outcome"] for run in ended),
                         ["published"] + ["unchanged"] * 3)
        self.assertEqual(len(self.site.posts("Raced for")), 1)

    def test_another_run_that_is_not_done_in_time_is_9(self):
        self.document("a.md", "one\n", title="In the way")
        self.document("b.md", "one\n", title="In the way, too")
        self.assertEqual(self.publish("a.md").code, 0)
        with open(os.path.join(self.folder, ".presslink", "journal.db.lock"), "r+b") as lock:
            whole_file = struct.pack("hhqqi4x", fcntl.F_WRLCK, os.SEEK_SET, 0, 0, 0)
            fcntl.fcntl(lock, fcntl.F_OFD_SETLK, whole_file)
            run = self.publish("a.md", "b.md", "--budget", "0.5")
        self.assertEqual(run.code, 9, run.out)
        for answer in run.lines:
            self.assertEqual(answer["error"]["code"], "storage_failed")
            self.assertGreater(answer["error"]["retry_after_s"], 0)
        self.assertIn("Another presslink is publishing a.md", run.lines[0]["error"]["message"])
        self.assertEqual(self.publish("a.md", "b.md").code, 0)

    def test_a_journal_that_another_program_holds_is_not_waited_for_after_the_end(self):
        self.document("a.md", "one\n", title="Behind a lock")
        self.assertEqual(self.publish("a.md").code, 0)
        holder = sqlite3.connect(os.path.join(self.folder, ".presslink", "journal.db"),
                                 isolation_level=None)
        holder.execute("BEGIN EXCLUSIVE")
        begin = time.monotonic()
        for verb in ("publish", "preview"):
            run = self.presslink(verb, "a.md", "--json", "--budget", "0.5")
            self.assertEqual((run.code, run.json["error"]["code"]), (9, "storage_failed"), run.out)
            self.assertRegex(run.json["error"]["message"], "in use by another program.*--budget")
            run = Running([verb, "a.md", "--json", "--site", self.site.url, "--user", "admin"],
                          self.folder, self.site.password("admin"))
            time.sleep(1.5)
            run.signal(signal.SIGINT)
            ended = run.end()
            self.assertEqual((ended.code, ended.json["error"]["code"]), (130, "cancelled"), ended.out)
        self.assertLess(time.monotonic() - begin, 10)
        holder.close()
        self.assertEqual(self.publish("a.md").code, 0)

    def test_a_journal_that_cannot_be_used_is_2_and_nothing_is_sent(self):
        self.document("a.md", title="Unjournaled")
        self.write("text.db", "this is no database, and long enough to be one" * 100)
        for journal in ("text.db", "no/such/folder.db", "."):
            run = self.publish("a.md", "--journal", journal)
            self.assertEqual(run.code, 2, journal)
            self.assertEqual(run.json["error"]["code"], "storage_failed")
        self.assertEqual(self.site.posts("Unjournaled"), [])

    def test_a_site_that_changed_its_permalinks_is_found_again(self):
        self.document("a.md", "one\n", title="Permalinks")
        first = self.publish("a.md").json["id"]
        database = sqlite3.connect(os.path.join(self.folder, ".presslink", "journal.db"))
        ((address, profile),) = database.execute("SELECT address, profile FROM site").fetchall()
        self.assertIn("/wp-json/", profile)
        database.execute("UPDATE site SET profile = ?", (profile.replace("/wp-json/", "/gone/"),))
        database.commit()
        database.close()
        self.document("a.md", "two\n", title="Permalinks")
        run = self.publish("a.md")
        self.assertEqual((run.code, run.json["outcome"], run.json["id"]), (0, "updated", first),
                         run.out)
        self.assertEqual(self.publish("a.md").json["requests"], 0)

    def test_the_audit_has_a_line_for_each_request(self):
        self.document("a.md", title="Audited", categories=["Audit"])
        requests = self.publish("a.md", "--audit", "audit").json["requests"]
        with open(os.path.join(self.folder, "audit"), encoding="utf-8") as file:
            text = file.read()
        lines = [json.loads(line) for line in text.splitlines()]
        self.assertEqual(len(lines), requests)
        for line in lines:
            self.assertLessEqual({"time", "method", "route", "status", "bytes", "attempt"},
                                 set(line))
        self.assertIn("/wp/v2/posts/{id}", {line["route"] for line in lines})
        for secret in (*self.secrets(), "Basic ", "Audited", "Authorization"):
            self.assertNotIn(secret, text)
        login = base64.b64encode(f"admin:{self.site.password('admin')}".encode()).decode()
        self.assertNotIn(login, text)


class Interrupted(Case):
    """With a proxy that holds an answer back until the program was told to stop."""

    def interrupt(self, title, moment, number=signal.SIGINT):
        self.document("a.md", title=title)
        self.document("b.md", title=title + ", too")
        held = threading.Event()
        release = threading.Event()

        def hook(_, at, handler):
            creates = handler.command == "POST" and handler.path.startswith("/wp-json/wp/v2/posts?")
            if creates and at == moment and not held.is_set():
                held.set()
                release.wait(30)
                return "drop"
            return None

        proxy = Proxy(self.site, hook)
        self.addCleanup(proxy.close)
        run = Running(["publish", "a.md", "b.md", "--json", "--site", proxy.url, "--user", "admin"],
                      self.folder, self.site.password("admin"))
        self.assertTrue(held.wait(30))
        run.signal(number)
        ended = run.end()
        release.set()
        self.assertEqual(ended.code, 130, ended.err)
        self.assertEqual(len(ended.lines), 2)
        self.assertIn(ended.lines[0]["outcome"], ("failed", "uncertain"))
        self.assertIn("Not sent", ended.lines[1]["error"]["message"])
        again = self.presslink("publish", "a.md", "b.md", "--json", site=proxy.url)
        self.assertEqual(again.code, 0, again.out)
        self.assertEqual(sorted(post["title"]["raw"] for post in self.site.posts(title)),
                         [title, title + ", too"])

    def test_before_the_site_acted(self):
        self.interrupt("Stopped early", "arrived")

    def test_after_the_site_acted(self):
        self.interrupt("Stopped late", "answered")

    def test_by_sigterm(self):
        self.interrupt("Terminated", "answered", signal.SIGTERM)

    def test_the_budget_ends_the_command(self):
        self.document("a.md", title="Out of time")
        proxy = Proxy(self.site, lambda *_: time.sleep(2))
        self.addCleanup(proxy.close)
        begin = time.monotonic()
        run = self.presslink("publish", "a.md", "--json", "--budget", "0.5", site=proxy.url)
        self.assertLess(time.monotonic() - begin, 2)
        self.assertEqual((run.code, run.json["error"]["code"]), (3, "timed_out"))

    def test_the_budget_is_named_where_it_cut_a_write_off(self):
        self.document("a.md", title="Cut off by the budget")
        proxy = self.silent_to(lambda handler: handler.command == "POST"
                               and handler.path.startswith("/wp-json/wp/v2/posts?"))
        run = self.presslink("publish", "a.md", "--json", "--budget", "3", site=proxy.url)
        self.assertEqual((run.code, run.json["error"]["code"]), (7, "uncertain"), run.out)
        self.assertIn("(--budget) was used up while a write was under way",
                      run.json["error"]["message"])
        self.assertNotIn("Interrupted", run.json["error"]["message"])

    def leave_unfinished(self, name):
        """The proxy, and the id of a draft that `name` became and whose last request got lost."""
        playing = [True]

        def hook(_, at, handler):
            finishes = handler.command == "POST" and "/wp/v2/posts/" in handler.path
            return "drop" if playing and finishes and at == "arrived" else None

        proxy = Proxy(self.site, hook)
        self.addCleanup(proxy.close)
        run = self.presslink("publish", name, "--json", "--retries", "0", "--scope",
                             "posts,seo,categories,tags", site=proxy.url)
        self.assertEqual(run.code, 7, run.out)
        playing.clear()
        return proxy, run.json["id"]

    def test_what_was_taken_out_of_the_document_leaves_a_draft_that_was_begun(self):
        self.addCleanup(self.site.set, stand_in_yoast="")
        self.site.set(stand_in_yoast="28.1")
        self.document("a.md", title="Thinner now", excerpt="An excerpt", categories=["Thinner"],
                      tags=["thinner"], seo={"title": "An SEO title", "noindex": True})
        proxy, draft = self.leave_unfinished("a.md")
        begun = self.site.post(draft)
        self.assertEqual((begun["excerpt"]["raw"], len(begun["tags"])), ("An excerpt", 1))
        self.document("a.md", title="Thinner now")
        arguments = ["publish", "a.md", "--json", "--scope", "posts,seo,categories,tags"]
        run = self.presslink(*arguments, site=proxy.url)
        self.assertEqual((run.code, run.json["outcome"], run.json["id"]), (0, "published", draft),
                         run.out)
        post = self.site.post(draft)
        self.assertEqual((post["excerpt"]["raw"], post["tags"], post["categories"]), ("", [], [1]))
        self.assertEqual(post["yoast_head_json"]["title"], "Thinner now - Test site")
        self.assertEqual(post["yoast_head_json"]["robots"]["index"], "index")
        again = self.presslink(*arguments, site=proxy.url)
        self.assertEqual((again.code, again.json["outcome"]), (0, "unchanged"), again.out)

    def test_seo_fields_that_no_plugin_took_need_not_be_taken_away(self):
        self.document("a.md", title="Never taken", seo={"title": "An SEO title"})
        proxy, draft = self.leave_unfinished("a.md")
        self.document("a.md", title="Never taken")
        for outcome in ("published", "unchanged"):
            run = self.presslink("publish", "a.md", "--json", site=proxy.url)
            self.assertEqual((run.code, run.json["outcome"], run.json["seo"]), (0, outcome, []),
                             run.out)

    def test_input_that_does_not_come_is_not_waited_for(self):
        login = ["--site", self.site.url, "--user", "admin", "--json"]
        os.mkfifo(os.path.join(self.folder, "pipe.md"))
        for waiting in (["publish", "-"], ["check", "--password-file", "-"],
                        ["publish", "pipe.md"], ["check", "--password-file", "pipe.md"]):
            for number, budget in ((signal.SIGINT, []), (None, ["--budget", "0.5"])):
                process = subprocess.Popen(
                    [PROGRAM, *waiting, *login, *budget], cwd=self.folder, stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                    env=environment(self.folder, self.site.password("admin")))
                if number:
                    time.sleep(0.5)
                    process.send_signal(number)
                self.assertEqual(process.wait(10), 130 if number else 3, waiting)
                error = json.load(process.stdout)["error"]
                self.assertEqual(error["code"], "cancelled" if number else "timed_out")
                process.stdin.close()
                process.stdout.close()

    def test_a_named_pipe_is_read_to_its_end(self):
        pipe = os.path.join(self.folder, "pipe.md")
        os.mkfifo(pipe)

        def write():
            time.sleep(0.3)
            with open(pipe, "w", encoding="utf-8") as opened:
                opened.write("---\ntitle: Through a pipe\n---\n\n")
                opened.flush()
                time.sleep(0.3)
                opened.write("Its text.\n" * 20_000)

        writer = threading.Thread(target=write)
        writer.start()
        run = self.presslink("preview", "pipe.md", "--json")
        writer.join()
        self.assertEqual(run.code, 0, run.err)
        body = json.loads(run.json["requests"][0]["body"])
        self.assertEqual((body["title"], body["content"].count("Its text.")),
                         ("Through a pipe", 20_000))

    def test_a_lost_answer_makes_no_second_post(self):
        self.document("a.md", title="Lost answer")
        dropped = []

        def hook(_, at, handler):
            creates = handler.command == "POST" and handler.path.startswith("/wp-json/wp/v2/posts?")
            if creates and at == "answered" and not dropped:
                dropped.append(True)
                return "drop"
            return None

        proxy = Proxy(self.site, hook)
        self.addCleanup(proxy.close)
        run = self.presslink("publish", "a.md", "--json", site=proxy.url)
        self.assertEqual((run.code, run.json["outcome"]), (0, "published"), run.out)
        self.assertEqual(len(self.site.posts("Lost answer")), 1)


class Secrets(Case):
    def test_a_crash_leaves_no_core_file(self):
        def allow_core():
            most = resource.getrlimit(resource.RLIMIT_CORE)[1]
            resource.setrlimit(resource.RLIMIT_CORE, (most, most))

        running = subprocess.Popen(
            [PROGRAM, "check", "--site", self.site.url, "--user", "admin", "--password-file", "-"],
            cwd=self.folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env=environment(self.folder), preexec_fn=allow_core)

        def allows_none():
            with open(f"/proc/{running.pid}/limits", encoding="ascii") as limits:
                return re.search(r"^Max core file size +0 +0 ", limits.read(), re.MULTILINE)

        wait_until(allows_none)
        running.communicate(b"x\n", timeout=30)
        self.assertNotEqual(running.returncode, 0)


class Preview(Case):
    def test_no_output_steers_a_terminal(self):
        self.document("a.md", title="Tea\u202epmet")
        run = self.presslink("preview", "a.md", "--json")
        self.assertNotIn("\u202e", run.out)
        self.assertIn("Tea\u202epmet", run.json["requests"][-1]["body"] + run.json["requests"][0]["body"])
        self.assertNotIn("\u202e", self.presslink("preview", "a.md").out)

    def test_shows_what_publish_sends(self):
        self.document("a.md", title="Previewed", slug="previewed", categories=["New > Path"])
        before = self.site.count_posts()
        run = self.presslink("preview", "a.md", "--json")
        self.assertEqual(run.code, 0, run.err)
        answer = run.json
        methods = [request["method"] for request in answer["requests"]]
        self.assertIn("POST", methods)
        create = next(request for request in answer["requests"]
                      if request["method"] == "POST" and "/wp/v2/posts?" in request["url"])
        self.assertEqual(json.loads(create["body"])["title"], "Previewed")
        self.assertEqual(json.loads(create["body"])["status"], "draft")
        self.assertEqual(json.loads(answer["requests"][-1]["body"])["slug"], "previewed")
        self.assertNotIn("Authorization", json.dumps(answer))
        self.assertTrue(answer["stand_ins"])
        self.assertEqual(self.site.count_posts(), before)
        self.assertFalse(os.path.exists(os.path.join(self.folder, ".presslink")))

    def test_shows_nothing_for_a_document_that_is_there(self):
        self.document("a.md", "one\n", title="Shown twice")
        self.presslink("publish", "a.md")
        self.assertEqual(self.presslink("preview", "a.md", "--json").json["requests"], [])
        self.document("a.md", "two\n", title="Shown twice")
        (request,) = self.presslink("preview", "a.md", "--json").json["requests"]
        self.assertEqual(json.loads(request["body"]), {"content": "<p>two</p>\n"})

    def test_leaves_the_journal_as_it_is(self):
        self.document("a.md", "one\n", title="Only looked at")
        self.assertEqual(self.presslink("publish", "a.md").code, 0)
        folder = os.path.join(self.folder, ".presslink")
        journal = os.path.join(folder, "journal.db")
        database = sqlite3.connect(journal)
        database.execute("PRAGMA application_id = 0")  # as an older version wrote it
        database.close()
        os.chmod(journal, 0o640)
        with open(journal, "rb") as file:
            before = file.read()
        beside = sorted(os.listdir(folder))
        self.assertEqual(self.presslink("preview", "a.md", "--json").json["requests"], [])
        with open(journal, "rb") as file:
            self.assertEqual(file.read(), before)
        self.assertEqual(stat.S_IMODE(os.stat(journal).st_mode), 0o640)
        self.assertEqual(sorted(os.listdir(folder)), beside)
        self.write("empty.db", "")
        self.assertEqual(self.presslink("preview", "a.md", "--journal", "empty.db").code, 0)
        self.assertEqual(os.path.getsize(os.path.join(self.folder, "empty.db")), 0)

    def test_needs_no_site_where_it_is_imagined(self):
        self.document("a.md", title="Imagined", categories=["A"])
        run = self.run_presslink("preview", "a.md", "--assume", "none", "--json")
        self.assertEqual(run.code, 0, run.err)
        self.assertTrue(all(request["url"].startswith("https://example.com/wp-json/")
                            for request in run.json["requests"]))
        self.assertEqual(run.out, self.run_presslink("preview", "a.md", "--assume", "none",
                                                     "--json").out)
        text = self.run_presslink("preview", "a.md", "--assume", "none")
        self.assertIn("Authorization: (hidden)", text.out)

    def test_the_curl_script_publishes(self):
        body = "It's \"quoted\" $HOME `id` \\ END_OF_BODY\n\nEND_OF_BODY\n"
        self.document("a.md", body, title="By curl", slug="by-curl")
        run = self.presslink("preview", "a.md", "--curl")
        self.assertEqual(run.code, 0, run.err)
        create = run.out[:run.out.rindex("\n# ")]
        shell = environment(self.folder) | {"PRESSLINK_USER": "admin",
                                            "PRESSLINK_APP_PASSWORD": self.site.password("admin")}
        made = subprocess.run(["bash"], input=create, capture_output=True, text=True, check=True,
                              env=shell)
        post = self.site.post(json.loads(made.stdout)["id"])
        self.assertEqual(post["title"]["raw"], "By curl")
        self.assertIn("It's &quot;quoted&quot; $HOME <code>id</code> \\ END_OF_BODY",
                      post["content"]["raw"])

    def test_the_curl_script_holds_no_command_of_the_document(self):
        command = "touch ran"
        name = f"a\n{command} #.json"
        with open(os.path.join(self.folder, name), "w", encoding="utf-8") as file:
            json.dump({
                "title": "T", "content": f"<p>x</p>\nEND_OF_BODY\n{command}\n",
                "categories": [f"A\n{command} #", f"B\u2028> C\r{command} #"],
                "seo": {"description": f"d\nEND_OF_BODY\n{command}\nEND_OF_BODY_\n{command}\n"},
            }, file)
        run = self.run_presslink("preview", name, "--assume", "yoast-legacy", "--curl")
        self.assertEqual(run.code, 0, run.err)
        # As bash reads it, with a curl that shows what it would send.
        curl = 'curl() { [[ $* != *--data-binary* ]] || cat; }\n'
        sent = subprocess.run(["bash", "-c", curl + run.out], capture_output=True,
                              text=True, check=True, cwd=self.folder, env=environment(self.folder) | {
                                  "PRESSLINK_USER": "admin", "PRESSLINK_APP_PASSWORD": "none"})
        self.assertFalse(os.path.exists(os.path.join(self.folder, "ran")))
        self.assertIn(f"d\nEND_OF_BODY\n{command}\nEND_OF_BODY_\n{command}\n", sent.stdout)
        self.assertEqual(sent.stderr, "")


class OtherSite(Case):
    """https with an authority of its own, plain permalinks, a folder, environment `production`."""

    @classmethod
    def setUpClass(cls):
        cls.site = Site("--https", "--env", "production", "--permalinks", "plain",
                        "--subdir", "blog")

    @classmethod
    def tearDownClass(cls):
        cls.site.down()

    def test_an_unknown_authority_is_3(self):
        run = self.run_presslink("discover", self.site.url, "--json")
        self.assertEqual((run.code, run.json["error"]["code"]), (3, "tls_failed"))

    def test_publish_and_again(self):
        self.document("a.md", "one\n", title="Elsewhere", slug="elsewhere", categories=["A > B"])
        for outcome in ("published", "unchanged"):
            run = self.presslink("publish", "a.md", "--json", "--ca", self.site.ca)
            self.assertEqual((run.code, run.json["outcome"]), (0, outcome), run.out)

    def test_a_folder_without_a_site_is_not_taken_for_the_site_above(self):
        self.document("a.md", "one\n", title="For a customer")
        for place in ("customers/acme", "customers/acme/wp-admin/"):
            run = self.presslink("publish", "a.md", "--json", "--ca", self.site.ca,
                                 site=f"{self.site.url}/{place}")
            self.assertEqual((run.code, run.json["error"]["code"]), (2, "bad_input"), run.out)
            self.assertIn(self.site.url, run.json["error"]["remedy"])
        acme = f"{self.site.url}/customers/acme"
        self.write("secret", self.site.password("editor"))
        run = self.run_presslink("connect", acme, "--user", "editor", "--password-file", "secret",
                                 "--as", "acme", "--json", "--ca", self.site.ca)
        self.assertEqual((run.code, run.json["error"]["code"]), (2, "bad_input"), run.out)
        run = self.presslink("seo", "--post", "1", "--title", "x", "--json", "--ca", self.site.ca,
                             site=acme)
        self.assertEqual((run.code, run.json["error"]["code"]), (2, "bad_input"), run.out)
        run = self.presslink("check", "--ca", self.site.ca, site=f"{self.site.url}/wp-admin/")
        self.assertEqual(run.code, 0, run.err)

    def test_what_was_known_of_a_folder_is_not_written_to_the_site_above(self):
        """As when a network's site is renamed: its main site answers under the old address."""
        self.document("a.md", "one\n", title="Renamed")
        run = self.presslink("publish", "a.md", "--json", "--ca", self.site.ca)
        self.assertEqual(run.code, 0, run.out)
        journal = sqlite3.connect(os.path.join(self.folder, ".presslink", "journal.db"))
        self.addCleanup(journal.close)
        address, profile = journal.execute("SELECT address, profile FROM site").fetchone()
        gone = json.loads(profile)
        gone["root"] = gone["root"].replace("/blog/", "/blog/gone/")
        self.assertNotEqual(gone["root"], json.loads(profile)["root"])
        with journal:
            journal.execute("INSERT INTO site VALUES (?, ?)",
                            (address + "gone/", json.dumps(gone)))
        before = self.site.count_posts()
        for verb in (("publish", "a.md"), ("categories", "ensure", "Strays")):
            run = self.presslink(*verb, "--json", "--ca", self.site.ca, site=address + "gone/")
            self.assertEqual((run.code, run.json["error"]["code"]), (2, "bad_input"), run.out)
        self.assertEqual(self.site.count_posts(), before)

    def test_connect_with_a_password_at_hand(self):
        self.write("secret", self.site.password("editor"))
        run = self.run_presslink("connect", self.site.url, "--user", "editor", "--password-file",
                                 "secret", "--as", "blog", "--ca", self.site.ca)
        self.assertEqual(run.code, 0, run.err)
        self.assertEqual(self.run_presslink("check", "--ca", self.site.ca).code, 0)


class Browser:
    """The owner's: logs in and answers the approval screen without JavaScript."""

    def __init__(self, site, user):
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        self.open(site.url + "/wp-login.php")
        self.open(site.url + "/wp-login.php",
                  {"log": user, "pwd": site.users[user]["password"], "testcookie": "1"})

    def open(self, url, form=None):
        data = urllib.parse.urlencode(form).encode() if form else None
        with self.opener.open(url, data, timeout=60) as page:
            return page.geturl(), page.read().decode()

    def answer(self, url, button):
        _, page = self.open(url)
        form = page[page.index("<form action"):]
        form = form[:form.index("</form>")]
        fields = dict(re.findall(r'<input type="hidden"[^>]*name="([^"]+)"[^>]*value="([^"]*)"', form))
        name = re.search(r'id="app_name"[^>]*value="([^"]*)"', form) or \
            re.search(r'name="app_name"[^>]*value="([^"]*)"', form)
        fields = {key: value.replace("&amp;", "&").replace("&#038;", "&")
                  for key, value in fields.items()}
        fields["app_name"] = name.group(1)
        fields[button] = "1"
        return self.open(url.split("?")[0], fields)


class Connect(Case):
    def connection(self, name):
        return os.path.join(self.folder, "config", "presslink", "connections", name + ".json")

    def default_name(self):
        return self.site.url.removeprefix("http://").replace(":", "-")

    def test_with_a_password_at_hand(self):
        _, password = self.site.new_password("editor", "for connect")
        self.write("secret", password)
        run = self.run_presslink("connect", self.site.url, "--user", "editor", "--password-file",
                                 "secret", "--as", "mine", "--json")
        self.assertEqual(run.code, 0, run.err)
        self.assertEqual((run.json["connection"], run.json["user"]["login"]), ("mine", "editor"))
        facts = os.stat(self.connection("mine"))
        self.assertEqual(stat.S_IMODE(facts.st_mode), 0o600)

        self.assertEqual(self.run_presslink("check", "--connection", "mine").code, 0)
        self.document("a.md", title="By connection")
        run = self.run_presslink("publish", "a.md", "--json")  # the only connection there is
        self.assertEqual((run.code, run.json["requests"]), (0, 2), run.err)

        os.chmod(self.connection("mine"), 0o644)
        run = self.run_presslink("check", "--connection", "mine")
        self.assertEqual(run.code, 2)
        self.assertIn("chmod 600", run.err)
        os.chmod(self.connection("mine"), 0o600)

        run = self.run_presslink("disconnect", "--connection", "mine", "--json")
        self.assertEqual((run.code, run.json["revoked"]), (0, True), run.err)
        self.assertFalse(os.path.exists(self.connection("mine")))
        self.assertEqual(self.presslink("check", user="editor", password=password).code, 4)
        run = self.presslink("disconnect", "--json", user="editor", password=password)
        self.assertEqual((run.code, run.json["already_gone"]), (0, True))

    def test_a_connection_over_https_falls_back_to_nothing(self):
        self.assertEqual(self.presslink_connect("--as", "mine", "--user", "editor",
                                                password=self.site.password("editor")).code, 0)
        # The same site, made under https, and today somebody lets nothing but http through.
        with open(self.connection("mine"), encoding="utf-8") as saved:
            text = saved.read()
        self.write("config/presslink/connections/mine.json", text.replace("http:", "https:"))
        os.chmod(self.connection("mine"), 0o600)
        self.document("a.md", title="In clear text")
        posts = len(self.site.rest("GET", "/wp/v2/posts&status=any"))
        for command in (["publish", "a.md"], ["seo", "--post", "1", "--title", "T"],
                        ["check"], ["categories", "list"]):
            run = self.run_presslink(*command, "--connection", "mine", "--retries", "0", "--json")
            self.assertEqual((run.code, run.json["error"]["code"]), (3, "tls_failed"), command)
        self.assertEqual(len(self.site.rest("GET", "/wp/v2/posts&status=any")), posts)

    def test_a_connection_is_not_lost_to_another_site_or_user(self):
        self.assertEqual(self.presslink_connect("--as", "mine", "--user", "editor",
                                                password=self.site.password("editor")).code, 0)
        before = self.saved("mine")
        proxy = Proxy(self.site, lambda *_: None)
        self.addCleanup(proxy.close)
        for arguments, user, place in ((["--user", "author"], "author", self.site.url),
                                       (["--user", "editor"], "editor", proxy.url)):
            run = self.run_presslink("connect", place, "--as", "mine", "--json", *arguments,
                                     password=self.site.password(user))
            self.assertEqual((run.code, run.json["error"]["code"]), (2, "bad_input"), run.out)
            self.assertIn(f"belongs to editor at {self.site.url}", run.json["error"]["message"])
            self.assertIn(f"this one to {user} at {place}", run.json["error"]["message"])
            self.assertIn("disconnect --connection mine", run.json["error"]["remedy"])
            self.assertEqual(self.saved("mine"), before)
        run = self.run_presslink("connect", proxy.url, "--as", "mine", "--callback", "loopback",
                                 "--no-browser", "--json")
        self.assertEqual(run.code, 2, run.out)
        self.assertNotIn("authorize-application.php", run.err)

    def test_an_approval_by_another_user_is_taken_back(self):
        self.assertEqual(self.presslink_connect("--as", "mine", "--user", "editor",
                                                password=self.site.password("editor")).code, 0)
        before, passwords = self.saved("mine"), self.passwords("author")
        run, url = self.start("--as", "mine")
        Browser(self.site, "author").answer(url, "approve")
        ended = run.end()
        self.assertEqual((ended.code, ended.json["error"]["code"]), (2, "bad_input"), ended.out)
        self.assertIn("is revoked again", ended.json["error"]["message"])
        self.assertEqual((self.saved("mine"), self.passwords("author")), (before, passwords))

    def test_a_password_that_another_takes_the_place_of_is_told(self):
        passwords = [self.site.new_password("editor", name) for name in ("the first", "the second")]
        for uuid, _ in passwords:
            self.addCleanup(self.site.revoke, "editor", uuid)
        (_, first), (_, second) = passwords
        arguments = ["--as", "mine", "--user", "editor"]
        for _ in range(2):  # the same again takes the place of nothing
            run = self.presslink_connect(*arguments, "--json", password=first)
            self.assertEqual((run.code, run.json["earlier_password"]), (0, None), run.out)
        run = self.presslink_connect(*arguments, "--json", password=second)
        self.assertEqual(run.code, 0, run.err)
        address = self.site.url + "/wp-admin/profile.php#application-passwords-section"
        self.assertEqual(run.json["earlier_password"], {"name": "the first", "revoke_at": address})
        run = self.presslink_connect(*arguments, password=first)
        self.assertIn('password "the second" is not revoked', " ".join(run.out.split()))
        self.assertIn(address, run.out)

    def test_a_connection_that_cannot_be_removed_is_told_after_the_revocation(self):
        def hook(*_):
            if os.path.isfile(self.connection("mine")):  # read by then, and no file any more
                os.remove(self.connection("mine"))
                os.mkdir(self.connection("mine"))

        for gone in (False, True):
            uuid, _ = self.connect_past(hook)
            if gone:
                self.site.revoke("editor", uuid)
            run = self.run_presslink("disconnect", "--json")
            self.assertEqual((run.code, run.json["error"]["code"]), (2, "storage_failed"), run.out)
            self.assertEqual((run.json["revoked"], run.json["already_gone"]), (not gone, gone))
            self.assertLessEqual({"password_name", "requests"}, set(run.json))
            self.assertTrue(run.json["error"]["message"].startswith(
                "WordPress refuses the password, so nothing was revoked now" if gone else
                'The password "for disconnecting" is revoked'), run.out)
            self.assertIn("disconnect --forget --connection mine", run.json["error"]["remedy"])
            self.assertNotIn("for disconnecting", self.passwords("editor"))
            os.rmdir(self.connection("mine"))

    def saved(self, name):
        with open(self.connection(name), encoding="utf-8") as file:
            return file.read()

    def test_a_wrong_password_is_not_saved(self):
        run = self.presslink_connect("--user", "editor", password="wrong")
        self.assertEqual(run.code, 4)
        self.assertFalse(os.path.exists(self.connection(self.default_name())))

    def presslink_connect(self, *arguments, **more):
        return self.run_presslink("connect", self.site.url, *arguments, **more)

    def start(self, *arguments):
        """The running program and the address it wants opened."""
        run = Running(["connect", self.site.url, "--no-browser", "--json", *arguments], self.folder,
                      None)
        for line in run.process.stderr:
            if line.startswith("http"):
                return run, line.strip()
        self.fail("no address was printed")

    def test_the_callback_brings_the_password(self):
        run, url = self.start("--as", "approved")
        where, page = Browser(self.site, "editor").answer(url, "approve")
        self.assertIn("You can close this window", page)
        self.assertTrue(where.startswith("http://127.0.0.1:"))
        ended = run.end()
        self.assertEqual(ended.code, 0, ended.err)
        self.assertEqual(ended.json["user"]["login"], "editor")
        self.assertTrue(ended.json["password"]["name"].startswith("presslink on "))
        self.assertNotIn(urllib.parse.parse_qs(where)["password"][0], ended.out + ended.err)
        self.assertEqual(self.run_presslink("disconnect").code, 0)

    def test_declined(self):
        run, url = self.start()
        _, page = Browser(self.site, "editor").answer(url, "reject")
        self.assertIn("Not connected", page)
        ended = run.end()
        self.assertEqual((ended.code, ended.json["error"]["code"]), (4, "cancelled"))
        self.assertFalse(os.path.exists(self.connection(self.default_name())))

    def test_a_foreign_answer_is_not_taken(self):
        run, url = self.start()
        back = urllib.parse.parse_qs(urllib.parse.urlsplit(url).query)["success_url"][0]
        forged = (back.split("?")[0] + "?presslink_state=8e2ed9b8-2ce0-4e44-9a2e-6b2a3d3cf5c7"
                  f"&site_url={self.site.url}&user_login=admin&password=abcdabcdabcdabcdabcdabcd")
        with urllib.request.urlopen(forged, timeout=30) as page:
            self.assertIn("not the answer", page.read().decode())
        run.signal(signal.SIGINT)
        self.assertEqual(run.end().code, 130)

    def test_the_password_can_be_pasted(self):
        _, chunked = self.site.new_password("editor", "for pasting")
        ours, terminal = pty.openpty()
        process = subprocess.Popen(
            [PROGRAM, "connect", self.site.url, "--callback", "paste", "--as", "pasted", "--json"],
            cwd=self.folder, stdin=terminal, stderr=terminal, stdout=subprocess.PIPE, text=True,
            env=environment(self.folder))
        os.close(terminal)
        shown = ""
        for question, answer in (("user name: ", "editor"), ("(hidden): ", chunked)):
            while not shown.endswith(question):
                shown += os.read(ours, 1024).decode()
            os.write(ours, answer.encode() + b"\n")
        out, _ = process.communicate(timeout=60)
        shown += os.read(ours, 4096).decode()
        os.close(ours)
        self.assertEqual(process.returncode, 0, out + shown)
        self.assertEqual(json.loads(out)["user"]["login"], "editor")
        self.assertIn("/wp-admin/authorize-application.php?", shown)
        self.assertNotIn("success_url", shown)
        self.assertNotIn(chunked[:9], shown)
        self.assertEqual(self.run_presslink("disconnect").code, 0)

    def start_paste(self, site_url, *arguments):
        """The program that asks on a terminal, and the other end of that."""
        ours, terminal = pty.openpty()
        self.addCleanup(os.close, ours)
        process = subprocess.Popen(
            [PROGRAM, "connect", site_url, "--callback", "paste", "--user", "editor", "--as", "mine",
             "--json", *arguments],
            cwd=self.folder, stdin=terminal, stderr=terminal, stdout=subprocess.PIPE, text=True,
            env=environment(self.folder))
        os.close(terminal)
        return process, ours

    @staticmethod
    def read_until(terminal, end):
        shown = ""
        while not shown.endswith(end):
            shown += os.read(terminal, 1024).decode()
        return shown

    def test_the_budget_ends_the_wait_for_the_browser(self):
        begin = time.monotonic()
        run, url = self.start("--as", "mine", "--budget", "1")
        ended = run.end(timeout=20)
        self.assertLess(time.monotonic() - begin, 3)
        error = ended.json["error"]
        self.assertEqual((ended.code, error["code"]), (3, "timed_out"), ended.out)
        self.assertIn("--budget", error["message"])
        self.assertIn("/wp-admin/profile.php", error["remedy"])
        self.assertFalse(os.path.exists(self.connection("mine")))
        back = urllib.parse.parse_qs(urllib.parse.urlsplit(url).query)["success_url"][0]
        with self.assertRaises(urllib.error.URLError):
            urllib.request.urlopen(back, timeout=10)

    def test_the_budget_ends_the_wait_for_a_paste(self):
        begin = time.monotonic()
        process, terminal = self.start_paste(self.site.url, "--budget", "1")
        self.read_until(terminal, "(hidden): ")
        out, _ = process.communicate(timeout=20)
        self.assertLess(time.monotonic() - begin, 3)
        self.assertEqual((process.returncode, json.loads(out)["error"]["code"]), (3, "timed_out"))
        self.assertFalse(os.path.exists(self.connection("mine")))

    def test_what_was_approved_and_not_verified_in_time_is_revoked(self):
        proxy = self.silent_to(lambda handler: "/users/me?" in handler.path)
        _, password = self.site.new_password("editor", "not in time")
        process, terminal = self.start_paste(proxy.url, "--budget", "2")
        self.read_until(terminal, "(hidden): ")
        os.write(terminal, password.encode() + b"\n")
        out, _ = process.communicate(timeout=30)
        error = json.loads(out)["error"]
        self.assertEqual((process.returncode, error["code"]), (3, "timed_out"), out)
        self.assertIn("is revoked", error["message"])
        self.assertNotIn("not in time", self.passwords("editor"))

    def passwords(self, user):
        """The names of all Application Passwords of `user`."""
        return [password["name"] for password in self.site.rest(
            "GET", "/wp/v2/users/me/application-passwords", user=user)]

    def test_nobody_is_asked_to_approve_what_cannot_be_saved(self):
        self.write("config/presslink", "No folder.")
        run = self.presslink_connect("--callback", "loopback", "--no-browser", "--json")
        self.assertEqual((run.code, run.json["error"]["code"]), (2, "storage_failed"), run.out)
        self.assertNotIn("authorize-application.php", run.err)
        os.remove(os.path.join(self.folder, "config", "presslink"))
        os.makedirs(self.connection("mine"))
        run = self.presslink_connect("--as", "mine", "--callback", "loopback", "--no-browser",
                                     "--json")
        self.assertEqual((run.code, run.json["error"]["code"]), (2, "storage_failed"), run.out)
        self.assertNotIn("authorize-application.php", run.err)
        self.assertEqual(os.listdir(os.path.dirname(self.connection("mine"))), ["mine.json"])

    def test_what_was_approved_and_cannot_be_saved_is_revoked(self):
        before = self.passwords("editor")
        run, url = self.start("--as", "mine")
        os.makedirs(self.connection("mine"))  # what nobody could foresee
        Browser(self.site, "editor").answer(url, "approve")
        ended = run.end()
        self.assertEqual((ended.code, ended.json["error"]["code"]), (2, "storage_failed"), ended.out)
        self.assertIn("is revoked", ended.json["error"]["message"])
        self.assertEqual(self.passwords("editor"), before)

    def test_what_can_be_neither_saved_nor_revoked_is_told(self):
        for_approval, refused = "for approval", []

        def hook(_, at, handler):
            if handler.command == "DELETE" and at == "arrived":
                refused.append(handler.path)
                return "drop"
            return None

        proxy = Proxy(self.site, hook)
        self.addCleanup(proxy.close)
        uuid, password = self.site.new_password("editor", for_approval)
        self.addCleanup(self.site.revoke, "editor", uuid)
        process, terminal = self.start_paste(proxy.url, "--retries", "0")
        self.read_until(terminal, "(hidden): ")
        os.makedirs(self.connection("mine"))
        os.write(terminal, password.encode() + b"\n")
        out, _ = process.communicate(timeout=60)
        error = json.loads(out)["error"]
        self.assertEqual((process.returncode, error["code"]), (2, "storage_failed"), out)
        self.assertEqual(len(refused), 1)
        self.assertIn(f'"{for_approval}"', error["message"])
        self.assertIn("stays on the site", error["message"])
        self.assertIn(proxy.url + "/wp-admin/profile.php", error["remedy"])
        self.assertIn(for_approval, self.passwords("editor"))

    def test_a_password_at_hand_that_cannot_be_saved_is_left_alone(self):
        uuid, password = self.site.new_password("editor", "of somebody else")
        self.addCleanup(self.site.revoke, "editor", uuid)
        self.write("config/presslink", "No folder.")
        run = self.presslink_connect("--user", "editor", password=password)
        self.assertEqual(run.code, 2)
        self.assertIn("of somebody else", self.passwords("editor"))

    def connect_past(self, hook):
        """(uuid, proxy) of a connection `mine` through a proxy that has `hook` from then on."""
        playing = []
        proxy = Proxy(self.site, lambda *what: hook(*what) if playing else None)
        self.addCleanup(proxy.close)
        uuid, password = self.site.new_password("editor", "for disconnecting")
        self.write("secret", password)
        run = self.run_presslink("connect", proxy.url, "--user", "editor", "--password-file",
                                 "secret", "--as", "mine")
        self.assertEqual(run.code, 0, run.err)
        playing.append(True)
        return uuid, proxy

    @staticmethod
    def strip(_, at, handler):
        if at == "arrived":
            del handler.headers["Authorization"]

    def test_a_password_that_does_not_arrive_is_not_taken_for_a_revoked_one(self):
        uuid, proxy = self.connect_past(self.strip)
        self.addCleanup(self.site.revoke, "editor", uuid)
        run = self.run_presslink("disconnect", "--json")
        self.assertEqual((run.code, run.json["error"]["code"]), (4, "credentials_rejected"), run.out)
        self.assertEqual(run.json["error"]["phase"], "disconnect")
        self.assertEqual(run.json["error"]["causes"][0]["id"], "header_stripped")
        self.assertIn(proxy.url + "/wp-admin/profile.php", run.json["error"]["remedy"])
        self.assertIn("--forget", run.json["error"]["remedy"])
        self.assertTrue(os.path.exists(self.connection("mine")))
        self.assertIn("for disconnecting", self.passwords("editor"))

    def test_without_a_second_witness_the_connection_is_kept(self):
        def hook(_, at, handler):
            self.strip(_, at, handler)
            return "drop" if "xmlrpc.php" in handler.path else None

        uuid, _ = self.connect_past(hook)
        self.site.revoke("editor", uuid)
        self.assertEqual(self.run_presslink("disconnect").code, 4)
        self.assertTrue(os.path.exists(self.connection("mine")))

    def test_a_password_that_is_gone_is_forgotten(self):
        uuid, _ = self.connect_past(lambda *_: None)
        self.site.revoke("editor", uuid)
        run = self.run_presslink("disconnect", "--json")
        self.assertEqual((run.code, run.json["already_gone"]), (0, True), run.out)
        self.assertFalse(run.json["revoked"])
        self.assertFalse(os.path.exists(self.connection("mine")))

    def test_a_refused_password_is_not_said_to_be_revoked(self):
        uuid, _ = self.connect_past(lambda *_: None)
        self.addCleanup(self.site.revoke, "editor", uuid)
        self.addCleanup(self.site.set, blocker="")
        self.site.set(blocker="user_without_passwords")
        run = self.presslink("disconnect", "--json", user="editor")
        self.assertEqual((run.code, run.json["revoked"], run.json["already_gone"]),
                         (0, False, True), run.out)
        run = self.run_presslink("disconnect")
        self.assertEqual(run.code, 0, run.err)
        self.assertIn("may still be there", " ".join(run.out.split()))

    def test_a_connection_is_forgotten_without_the_site(self):
        uuid, proxy = self.connect_past(lambda *_: "drop")
        self.addCleanup(self.site.revoke, "editor", uuid)
        run = self.run_presslink("disconnect", "--forget", "--connection", "other", "--json")
        self.assertEqual((run.code, run.json["error"]["code"]), (2, "bad_input"))
        self.assertEqual(self.presslink("disconnect", "--forget", user="editor").code, 2)
        before = proxy.number
        run = self.run_presslink("disconnect", "--forget")
        self.assertEqual(run.code, 0, run.err)
        self.assertEqual(proxy.number, before)
        self.assertIn("stays on the site", run.out)
        self.assertIn("/wp-admin/profile.php", run.out)
        self.assertFalse(os.path.exists(self.connection("mine")))
        self.write("config/presslink/connections/broken.json", "{")
        run = self.run_presslink("disconnect", "--forget", "--json")
        self.assertEqual(run.code, 0)
        self.assertEqual(run.json, {"revoked": False, "already_gone": False, "password_name": None,
                                    "forgotten": "broken", "requests": 0})
        self.assertFalse(os.path.exists(self.connection("broken")))

    def test_without_a_terminal_nothing_can_be_pasted(self):
        run = self.presslink_connect("--callback", "paste")
        self.assertEqual(run.code, 2)
        self.assertIn("--password-file", run.err)


if __name__ == "__main__":
    if not os.path.exists(PROGRAM):
        sys.exit("PRESSLINK has to name the program")
    unittest.main()
