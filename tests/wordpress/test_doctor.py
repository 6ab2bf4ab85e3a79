#!/usr/bin/env python3
"""`presslink doctor` behind every blocker: the right cause comes first.

  test_doctor.py [WORD…]               the stand-ins and front ends of `site up --blockers`
  test_doctor.py --plugin DIR…         the real plugins in DIR, each alone, where a stand-in says so
  test_doctor.py --list                the table as JSON, with what a web page has to say

PRESSLINK=FILE is the program; PRESSLINK_WORDPRESS=DIR another WordPress than the installed one.
"""

import argparse
import concurrent.futures
import dataclasses
import itertools
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.parse
from pathlib import Path

from blocker_rows import ROWS, Observer
from test_blockers import OPTIONS, slug
from wordpress_site import WordPressSite

ROOT = Path(__file__).resolve().parents[2]
PRESSLINK = os.environ.get("PRESSLINK", str(ROOT / "build/release/bin/presslink"))
WRONG_PASSWORD = "abcd EFGH 1234 ijkl MNOP 5678"
MOST_REQUESTS = 8
OK, DEGRADED, BLOCKED = "ok", "degraded", "blocked"


@dataclasses.dataclass(frozen=True)
class Case:
    """What the doctor has to say at one of the addresses."""
    at: str                   # a stand-in or a front end
    verdict: str
    first: tuple = ()         # the cause, or those that outside cannot tell apart, in any order
    login: str = "editor"
    user: str = None          # another name to log in with
    password: str = None      # "account", or text; the Application Password without
    certain: bool = None      # whether the first one may say so
    publish: object = None    # the first cause of a publish that fails, or a tuple of them where it
                              # sees too little; "" where it succeeds
    body: str = "<p>Warm the pot.</p>"
    page: tuple = None        # what the doctor in a web page says where that differs: the verdict
                              # and the first causes in this order

    @property
    def name(self):
        return " ".join(filter(None, (self.at, self.user or self.login, self.password)))

    def in_page(self):
        """For tests/browser/doctor.test.js: for each of the first causes, which ones it may be."""
        if self.page:
            verdict, *causes = self.page
            places = [[cause] for cause in causes]
        else:
            verdict, places = self.verdict, [list(self.first)] if self.first else []
        return {"name": self.name, "at": self.at, "user": self.user or self.login,
                "account": self.login, "password": self.password, "verdict": verdict,
                "causes": places}


def case(at, verdict, *first, **more):
    return Case(at, verdict, first, **more)


# What a page sees of an answer that lets no other origin read it, which is any that is not from
# WordPress's REST API; of a preflight that is refused; and of a log-in that is not taken, where
# XML-RPC, which would tell why, is closed to pages.
UNREADABLE = (BLOCKED, "unreadable_in_browser")
PREFLIGHT = (BLOCKED, "preflight_blocked")
NOT_TAKEN = (BLOCKED, "wrong_password", "header_stripped")

CASES = (
    # Nothing is wrong.
    case("healthy", OK, publish=""),
    case("healthy", OK, login="admin"),
    case("apache_healthy", OK, publish=""),
    case("apache_permalinks_saved", OK),
    case("options_answered", OK, publish="", page=PREFLIGHT),
    case("rest_moved", OK, publish=""),
    case("plain_permalinks", OK, publish=""),
    case("plain_permalinks_html", OK, publish=""),
    case("noisy_json", OK, publish=""),
    case("no_xml_rpc", OK),
    case("solid_restricted", OK, publish=""),
    case("redirects_to_https", BLOCKED, "moved", page=UNREADABLE),
    case("redirects_to_www", BLOCKED, "moved", page=UNREADABLE),
    # Application Passwords are off, and the index tells.
    case("wordfence_option", BLOCKED, "wordfence_option", publish="wordfence_option"),
    case("aios_option", BLOCKED, "aios_option", publish="aios_option"),
    case("aios_option_unnamed", BLOCKED, "passwords_off_by_code", "ase_option", certain=False),
    case("hostinger_option", BLOCKED, "hostinger_option", publish="hostinger_option"),
    case("fluent_auth_option", BLOCKED, "fluentauth_option", publish="fluentauth_option"),
    case("really_simple_option", BLOCKED, "really_simple_option", publish="really_simple_option"),
    case("wordfence_and_hostinger", BLOCKED, "wordfence_option", "hostinger_option"),
    case("ase_option", BLOCKED, "ase_option", "passwords_off_by_code", certain=False),
    case("snippet", BLOCKED, "passwords_off_by_code", "ase_option", certain=False),
    case("ninja_firewall_option", BLOCKED, "passwords_off_by_code", "ase_option", certain=False),
    case("plain_http", BLOCKED, "plain_http"),
    case("tls_unseen", BLOCKED, "https_not_seen"),
    case("tls_loop", BLOCKED, "https_not_seen",
         page=(BLOCKED, "passwords_off_by_code", "ase_option")),
    case("wordpress_com", BLOCKED, "wordpress_com", "passwords_off_by_code"),
    # The REST API is closed; some of it opens with the password.
    case("disable_rest_api", DEGRADED, "disable_rest_api", publish="",
         page=(BLOCKED, "disable_rest_api", "preflight_blocked")),
    case("disable_rest_api_role", BLOCKED, "disable_rest_api", publish="disable_rest_api",
         page=(BLOCKED, "disable_rest_api", "preflight_blocked")),
    case("disable_wp_rest_api", DEGRADED, "disable_wp_rest_api", publish="",
         page=(*PREFLIGHT, "disable_wp_rest_api")),
    case("force_login", DEGRADED, "force_login", publish="", page=(*PREFLIGHT, "force_login")),
    case("password_protected", DEGRADED, "password_protected", publish="",
         page=(*PREFLIGHT, "password_protected")),
    case("ase_rest", DEGRADED, "ase_rest_closed", publish="", page=(*PREFLIGHT, "ase_rest_closed")),
    case("restricted_site", BLOCKED, "restricted_site", publish="restricted_site", page=UNREADABLE),
    case("restricted_site_message", BLOCKED, "restricted_site", publish="restricted_site",
         page=UNREADABLE),
    case("disable_xml_rpc_api", DEGRADED, "disable_xml_rpc_api", publish="",
         page=(*PREFLIGHT, "disable_xml_rpc_api")),
    case("shield", BLOCKED, "shield_rest_closed", publish="shield_rest_closed",
         page=(BLOCKED, "shield_rest_closed", "preflight_blocked")),
    case("aios_rest", BLOCKED, "aios_rest_closed", publish="aios_rest_closed",
         page=(*UNREADABLE, "aios_rest_closed")),
    case("ninja_firewall_rest", BLOCKED, "ninjafirewall_rest", publish="ninjafirewall_rest"),
    case("ninja_firewall_users", DEGRADED, "ninjafirewall_rest", publish=""),
    case("wp_hide", BLOCKED, "wp_hide", publish="wp_hide"),
    case("no_rewrite", DEGRADED, "plain_permalinks", publish="", page=(OK,)),
    case("no_rest_path", DEGRADED, "plain_permalinks", publish="", page=(OK,)),
    case("rest_hidden", OK, publish=""),
    # The credentials do not arrive, or are not taken.
    case("nginx_strips_header", BLOCKED, "header_stripped",
         publish=("header_stripped", "wrong_password"), page=NOT_TAKEN),
    case("apache_strips_header", BLOCKED, "header_stripped", page=NOT_TAKEN),
    case("nginx_strips_header_no_xml_rpc", BLOCKED, "header_stripped", "wrong_password",
         certain=False),
    case("solid_two_factor", BLOCKED, "solid_user_groups"),
    case("solid_xml_rpc_only", BLOCKED, "solid_password_limited", "header_stripped", certain=False,
         page=(BLOCKED, "solid_user_groups", "solid_password_limited")),
    case("solid_read_only", OK, publish=("solid_password_limited", "solid_user_groups")),
    case("user_without_passwords", BLOCKED, "off_for_user", "wrong_password", certain=False),
    case("healthy", BLOCKED, "wrong_password", "off_for_user", password=WRONG_PASSWORD,
         certain=False),
    case("healthy", BLOCKED, "account_password", password="Correct horse, battery staple!"),
    # WordPress makes account passwords that look like Application Passwords, and XML-RPC takes both.
    case("healthy", BLOCKED, "header_stripped", "account_password", password="account",
         certain=False, page=NOT_TAKEN),
    case("healthy", BLOCKED, "application_name", "wrong_password", user="Test site publisher",
         password=WRONG_PASSWORD),
    # The account may not.
    case("healthy", DEGRADED, "role_too_low", login="contributor"),
    case("healthy", BLOCKED, "role_too_low", login="subscriber", publish="role_too_low"),
    # Something stands in front.
    case("basic_auth", BLOCKED, "basic_auth", publish="basic_auth", page=UNREADABLE),
    case("basic_auth_api", DEGRADED, "basic_auth", publish="", page=(OK,)),
    case("wordfence_firewall", OK, body="<p>Tea</p><script>1</script>",
         publish="wordfence_firewall"),
    case("wordfence_lockout", BLOCKED, "wordfence_lockout", publish="wordfence_lockout",
         page=UNREADABLE),
    case("wordfence_block", BLOCKED, "wordfence_lockout", page=UNREADABLE),
    case("aios_lockout", BLOCKED, "aios_lockout", publish="aios_lockout", page=UNREADABLE),
    case("solid_lockout", BLOCKED, "solid_lockout", page=UNREADABLE),
    case("cloudflare_challenge", BLOCKED, "cloudflare", publish="cloudflare", page=UNREADABLE),
    case("cloudflare_block", BLOCKED, "cloudflare", page=UNREADABLE),
    case("cloudflare_api", BLOCKED, "cloudflare", publish="cloudflare", page=UNREADABLE),
    case("cloudflare_post", OK, publish="cloudflare"),
    case("sucuri", BLOCKED, "sucuri", publish="sucuri", page=UNREADABLE),
    case("imunify", BLOCKED, "imunify360", publish="imunify360", page=UNREADABLE),
    case("siteground", BLOCKED, "siteground_antibot", page=UNREADABLE),
    case("mod_security", BLOCKED, "mod_security", page=UNREADABLE),
    case("mod_security_post", OK, publish="mod_security"),
    case("user_agent_filter", BLOCKED, "host_firewall", "user_agent_filter", certain=False,
         page=(OK,)),
    case("forbidden_rest_path", BLOCKED, "host_firewall", "user_agent_filter", "mod_security",
         certain=False, page=UNREADABLE),
    case("rate_limit", BLOCKED, "rate_limited", page=UNREADABLE),
    case("bad_gateway", DEGRADED, "server_error", publish="", page=(OK,)),
    # The site's state.
    case("maintenance", BLOCKED, "maintenance", publish="maintenance", page=UNREADABLE),
    case("maintenance_plugin", DEGRADED, "maintenance_plugin", publish="", page=(OK,)),
    case("fatal_error", BLOCKED, "fatal_error", publish="fatal_error", page=UNREADABLE),
    case("not_wordpress", BLOCKED, "not_wordpress", page=UNREADABLE),
)


class Log:
    """What arrived at the site, by the log that all of its web servers keep."""

    def __init__(self, site):
        self.path = Path(site.facts["dir"]) / "seen.log"

    def of(self, address, since, count):
        """(method, path, status, with Authorization) of each request to the address's port that
        began after `since`, in seconds as of `time.time()`: a line is written after its answer, so
        that of an earlier one may come late, and the last of `count` is waited for.
        """
        port = str(urllib.parse.urlsplit(address).port)
        deadline = time.monotonic() + 5
        while True:
            with open(self.path, encoding="utf-8", errors="replace") as file:
                lines = [line.split() for line in file]
            requests = [(method, path, int(status), sent == "authorization")
                        for written, took, seen, method, path, status, sent
                        in (line for line in lines if len(line) == 7)
                        if seen == port and float(written) - float(took) > since]
            if len(requests) >= count or time.monotonic() > deadline:
                return requests
            time.sleep(0.01)


class Doctor(unittest.TestCase):
    """Runs the program, and holds its answer to what holds everywhere."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def run_presslink(self, site, verb, address, *arguments, user="editor", password=None):
        command = [PRESSLINK, verb, "--json", *arguments, "--site", address, "--user", user,
                   "--ca", site.ca]
        if address.startswith("http:"):
            command.append("--allow-http")
        environment = {**os.environ, "PRESSLINK_APP_PASSWORD": password,
                       "XDG_CONFIG_HOME": str(self.folder / "config")}
        run = subprocess.run(command, cwd=self.folder, env=environment, capture_output=True,
                             text=True, timeout=180)
        for secret in filter(None, (password, password.replace(" ", ""))):
            self.assertNotIn(secret, run.stdout + run.stderr)
        self.assertTrue(run.stdout, run.stderr)
        return run.returncode, json.loads(run.stdout)

    def secret_of(self, site, one):
        if one.password == "account":
            return site.facts["users"][one.login]["password"]
        return one.password or site.app_password(one.login)

    def ask(self, site, one, address, log):
        """The doctor's answer; what arrived meanwhile is checked."""
        began = time.time()
        code, answer = self.run_presslink(site, "doctor", address, user=one.user or one.login,
                                          password=self.secret_of(site, one))
        self.assertLessEqual(answer["requests"], MOST_REQUESTS, answer)
        if log:
            self.check_requests(log.of(address, began, answer["requests"]), answer)
        return code, answer

    def check_requests(self, requests, answer):
        self.assertEqual(len(requests), answer["requests"], (requests, answer["attempts"]))
        xml_rpc = [path for method, path, _, _ in requests if method == "POST"]
        self.assertLessEqual(len(xml_rpc), 1, requests)
        self.assertTrue(all(path.endswith("/xmlrpc.php") for path in xml_rpc), requests)
        self.assertFalse([one for one in requests if one[0] not in ("GET", "HEAD", "POST")], requests)
        # XML-RPC carries the credentials in its body.
        carrying = [(method, status) for method, _, status, sent in requests
                    if sent or method == "POST"]
        wrong = next((number for number, (_, status) in enumerate(carrying) if status == 401), None)
        if wrong is not None:
            self.assertLessEqual(len(carrying) - wrong - 1, 1, (requests, answer))

    def check_answer(self, one, answer):
        causes = [cause["id"] for cause in answer["causes"]]
        self.assertEqual(answer["verdict"], one.verdict, (causes, answer["attempts"]))
        if not one.first:
            self.assertEqual(causes, [])
            return
        within = 1 if len(one.first) == 1 else 2
        self.assertTrue(set(one.first) & set(causes[:within]) if within == 1
                        else causes[0] in one.first, (causes, answer["attempts"]))
        if one.certain is False:
            self.assertNotEqual(answer["causes"][0]["likelihood"], "certain", causes)
            self.assertTrue(answer["causes"][0]["tell_apart"], answer["causes"][0])
        for cause in answer["causes"]:
            self.assertTrue(cause["title"] and cause["remedy"]["title"], cause)
            self.assertTrue(cause["remedy"]["steps"], cause)
            self.assertNotRegex(json.dumps(cause), r"\{[a-z_]+\}", cause["id"])
            url = cause["remedy"]["url"]
            if url:
                self.assertIn("/wp-admin/", url)
        self.assertTrue(answer["causes"][0]["evidence"], answer["causes"][0])

    def check_first(self, one, error):
        causes = [cause["id"] for cause in error["causes"]]
        expected = one.publish if isinstance(one.publish, tuple) else (one.publish,)
        self.assertLessEqual(set(expected), set(causes[:len(expected)]), error)

    def check_publish(self, site, one, address):
        name = f"{one.at}-{one.login}.html"
        (self.folder / name).write_text(f"---\ntitle: {one.at}\n---\n{one.body}\n", encoding="utf-8")
        code, answer = self.run_presslink(site, "publish", address, name, "--retries", "0",
                                          user=one.user or one.login,
                                          password=self.secret_of(site, one))
        if not one.publish:
            self.assertEqual((code, answer["error"]), (0, None), answer)
            return
        self.assertNotEqual(code, 0, answer)
        self.check_first(one, answer["error"])
        if one.verdict == BLOCKED and one.publish != "role_too_low":
            _, answer = self.run_presslink(site, "check", address, "--retries", "0",
                                           user=one.user or one.login,
                                           password=self.secret_of(site, one))
            self.check_first(one, answer["error"])


class Blockers(Doctor):
    """Every address of one site."""

    words = ()

    @classmethod
    def setUpClass(cls):
        cls.site = WordPressSite(*OPTIONS, "--blockers")
        cls.site.__enter__()
        cls.addClassCleanup(cls.site.__exit__)
        cls.addresses = cls.site.facts["blocked"]
        cls.log = Log(cls.site)

    def run_all(self, cases, check):
        """`check` of each case, those of one address in turn, all others side by side."""
        cases = [one for one in cases if not self.words or any(word in one.name for word in self.words)]
        groups = [list(group) for _, group in itertools.groupby(
            sorted(cases, key=lambda one: one.at), key=lambda one: one.at)]

        def in_turn(group):
            failed = []
            for one in group:
                try:
                    check(one, self.addresses[one.at])
                except (AssertionError, subprocess.TimeoutExpired, ValueError, KeyError) as failure:
                    failed.append((one.name, failure))
            return failed
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            failed = list(itertools.chain.from_iterable(pool.map(in_turn, groups)))
        for name, failure in failed:
            with self.subTest(name):
                raise failure

    def test_the_cause_comes_first(self):
        def check(one, address):
            _, answer = self.ask(self.site, one, address, self.log)
            self.check_answer(one, answer)
        self.run_all(CASES, check)

    def test_the_doctor_agrees_with_discover(self):
        def check(one, address):
            code, found = self.run_presslink(self.site, "discover", address, address, "--retries",
                                             "0", password=WRONG_PASSWORD)
            _, answer = self.ask(self.site, one, address, self.log)
            if code == 0:
                self.assertIsNotNone(answer["site"], (found, answer))
            if answer["verdict"] != BLOCKED:
                self.assertEqual(code, 0, (found, answer))
        self.run_all({one.at: one for one in CASES}.values(), check)

    def test_a_cache_that_keeps_refusals(self):
        for at, stale in (("cached_rest", "litespeed_cache"), ("cached_edge", "rest_cached")):
            with self.subTest(at):
                address = self.addresses[at]
                refused = Case(at, BLOCKED, (), password=WRONG_PASSWORD)
                self.ask(self.site, refused, address, self.log)
                _, answer = self.ask(self.site, Case(at, BLOCKED), address, self.log)
                self.check_answer(Case(at, BLOCKED, ("cached_refusal",)), answer)
                self.assertIn(stale, [cause["id"] for cause in answer["causes"]])

    def test_a_stale_file_of_an_update(self):
        file = Path(self.site.facts["dir"]) / "root/.maintenance"
        file.write_text("<?php $upgrading = time();", encoding="utf-8")
        try:
            _, answer = self.ask(self.site, Case("site", BLOCKED), self.site.url, None)
        finally:
            file.unlink()
        self.check_answer(Case("site", BLOCKED, ("maintenance",)), answer)

    def test_nothing_is_wrong_beside_an_seo_plugin(self):
        self.site.set(stand_in_yoast="28.1")
        try:
            _, answer = self.ask(self.site, Case("site", OK), self.site.url, None)
        finally:
            self.site.set(stand_in_yoast="")
        self.check_answer(Case("site", OK), answer)

    def test_nobody_answers(self):
        address = "https://127.0.0.1:1"
        _, answer = self.ask(self.site, Case("nobody", BLOCKED), address, None)
        self.check_answer(Case("nobody", BLOCKED, ("connection_refused",)), answer)

    def test_in_another_language(self):
        texts = json.loads((ROOT / "core/messages/de.json").read_text(encoding="utf-8"))
        one = Case("wordfence_option", BLOCKED, ("wordfence_option",))
        _, answer = self.run_presslink(self.site, "doctor", self.addresses[one.at], "--language",
                                       "de", password=self.secret_of(self.site, one))
        self.check_answer(one, answer)
        self.assertEqual(answer["causes"][0]["title"], texts["wordfence_option.title"])
        self.assertEqual(answer["causes"][0]["remedy"]["steps"], texts["wordfence_option.steps"])

    def test_a_failed_publish_or_check_names_the_same_cause(self):
        self.run_all([one for one in CASES if one.publish is not None],
                     lambda one, address: self.check_publish(self.site, one, address))


def real(folder):
    """The tests of the plugin in `folder`."""
    cases = {one.at: one for one in CASES}

    def check(name, plugin):
        def test(self):
            with WordPressSite(*OPTIONS, "--plugin", folder) as site:
                if plugin.options:
                    site.set(**plugin.options)
                observer = Observer(site.facts)
                observer.ask("/")  # some set themselves up at the first visit
                expected = ROWS[name][0][0]
                named = plugin.names_itself or observer.said("index", "/wp-json/") == expected
                one = cases[name if named else f"{name}_unnamed"]
                with self.subTest("doctor"):
                    _, answer = self.ask(site, one, site.url, None)
                    self.check_answer(one, answer)
                if one.publish is not None:
                    with self.subTest("publish"):
                        self.check_publish(site, one, site.url)
        test.__name__ = f"test_{name}"
        return test
    tests = {f"test_{name}": check(name, plugin) for name, (_, plugin) in ROWS.items()
             if plugin and plugin.slug == slug(folder)}
    if not tests:
        sys.exit(f"test_doctor.py: no row for the plugin {slug(folder)}")
    return type("Real " + slug(folder), (Doctor,), tests)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plugin", action="append", default=[])
    parser.add_argument("--list", action="store_true")
    parser.add_argument("words", nargs="*")
    options = parser.parse_args()
    if options.list:
        print(json.dumps([one.in_page() for one in CASES], indent=1))
        return
    module = sys.modules[__name__]
    Blockers.words = tuple(options.words)
    if options.plugin:
        del module.Blockers
        for case_class in map(real, options.plugin):
            setattr(module, case_class.__name__, case_class)
    unittest.main(argv=[sys.argv[0]])


if __name__ == "__main__":
    main()
