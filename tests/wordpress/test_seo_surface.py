#!/usr/bin/env python3
"""What SEO plugins do with what presslink sends them: the contract of stand-ins and real plugins.

    tests/wordpress/test_seo_surface.py [--plugin DIR]... [TEST…]

Without --plugin the stand-ins of tests/wordpress/plugins are tested, one site for all of them. With
it the same tests run against the real plugin in DIR, and against all of them together where there is
more than one; DIR is named after the plugin's slug, with or without the version: wordpress-seo-28.1.
PRESSLINK_WORDPRESS=DIR takes another WordPress than the installed one.
"""

import html
import os
import re
import sys
import unittest
import xmlrpc.client
from pathlib import Path

from wordpress_site import WordPressSite

TREE = os.environ.get("PRESSLINK_WORDPRESS")
EXTRA = ["--wordpress", TREE] if TREE else []

HARD = "Tea & \"biscuits\" 'now' \\ <b>x</b> 😀 שלום"
HARD_PLAIN = "Tea & \"biscuits\" 'now' \\ x 😀 שלום"
HARD_NO_BACKSLASH = HARD_PLAIN.replace("\\ ", "")


def plain(text):
    """Text as a reader sees it: entities decoded, spaces collapsed."""
    return " ".join(html.unescape(text or "").split())


def number(version):
    return tuple(int(part) for part in re.findall(r"\d+", version))


class Surface:
    """What the tests of every plugin use. `site` is shared, `version` is that of the plugin."""

    site = None
    version = ()

    def ok(self, answer, status=200):
        self.assertEqual(answer[0], status, answer)
        return answer[1]

    def refused(self, answer, status, code):
        self.assertEqual((answer[0], answer[1].get("code")), (status, code), answer)

    def post(self, login="author", route="/wp/v2/posts", **fields):
        """A new post, public unless told otherwise, as the answer tells it."""
        fields = {"title": "Tea", "content": "Warm the pot.", "status": "publish"} | fields
        return self.ok(self.site.rest(route, login, "POST", fields), 201)

    def page(self, **fields):
        return self.post("editor", "/wp/v2/pages", **fields)

    def write(self, post, login="author", **fields):
        kind = {"post": "posts", "page": "pages"}[post["type"]]
        return self.ok(self.site.rest(f"/wp/v2/{kind}/{post['id']}", login, "POST", fields))

    def read(self, post, login="author"):
        kind = {"post": "posts", "page": "pages"}[post["type"]]
        return self.ok(self.site.rest(f"/wp/v2/{kind}/{post['id']}", login))

    def head(self, post):
        return self.site.head(post["link"])

    def head_says(self, post, **expected):
        """Title and description of the page, as a reader sees them."""
        head = self.head(post)
        seen = {"title": [plain(title) for title in head.titles],
                "description": [plain(text) for text in head.meta("description")]}
        for name, text in expected.items():
            self.assertEqual(seen[name], [] if text is None else [text])

    def noindex(self, post):
        return "noindex" in "".join(self.head(post).meta("robots"))

    def index(self):
        return self.ok(self.site.rest("/", None))

    def registered(self, kind):
        """Meta keys that the schema of posts or pages shows, to anybody."""
        schema = self.ok(self.site.rest(f"/wp/v2/{kind}", None, "OPTIONS"))["schema"]
        return set(schema["properties"]["meta"]["properties"])

    def capabilities(self, login):
        return self.ok(self.site.rest("/wp/v2/users/me", login, context="edit"))["capabilities"]

    def rows(self, post, login="author"):
        """Custom fields as XML-RPC shows them: [(id, key, value)] in the order of their ids."""
        fields = self.site.xmlrpc("wp.getPost", post["id"], ["custom_fields"], login=login)
        return sorted((int(row["id"]), row["key"], row["value"]) for row in fields["custom_fields"])

    def edit_rows(self, post, *rows, login="author"):
        return self.site.xmlrpc("wp.editPost", post["id"], {"custom_fields": list(rows)},
                                login=login)


class Yoast(Surface):
    slug = "wordpress-seo"
    stand_in = "yoast"
    versions = ("27.6", "27.7", "28.1")

    TITLE, DESCRIPTION, KEYPHRASE = (f"_yoast_wpseo_{key}"
                                     for key in ("title", "metadesc", "focuskw"))
    KEYS = {TITLE, DESCRIPTION, KEYPHRASE}

    @property
    def in_rest(self):
        return self.version >= (27, 7)

    @property
    def bulk(self):
        return self.version >= (28, 1)

    def give(self, post, title, description):
        self.write(post, "editor", meta={self.TITLE: title, self.DESCRIPTION: description})

    def meta(self, title, description="", keyphrase=""):
        return {self.TITLE: title, self.DESCRIPTION: description, self.KEYPHRASE: keyphrase}

    def seo(self, answer):
        """Title and description in yoast_head_json, as a reader sees them."""
        json = answer["yoast_head_json"]
        return plain(json.get("title")), plain(json.get("description"))

    def test_the_index_and_the_page_name_it(self):
        self.assertIn("yoast/v1", self.index()["namespaces"])
        comment = f"This site is optimized with the Yoast SEO plugin v{self.name} - "
        self.assertTrue(self.read({"id": 1, "type": "post"}, None)["yoast_head"]
                        .startswith("<!-- " + comment))
        head = self.head(self.post())
        self.assertTrue(head.comments[0].startswith(comment), head.comments)
        self.assertIn("/ Yoast SEO plugin.", head.comments)

    def test_meta_keys_are_registered_for_posts_only(self):
        self.assertEqual(self.registered("posts") & self.KEYS, self.KEYS if self.in_rest else set())
        self.assertEqual(self.registered("pages") & self.KEYS, set())

    def test_each_role_writes_with_the_post(self):
        for login in ("admin", "editor", "author", "contributor"):
            with self.subTest(login):
                status = "draft" if login == "contributor" else "publish"
                post = self.post(login, status=status, meta=self.meta("Own", "Words", "key"))
                again = self.read(post, login)
                if not self.in_rest:
                    self.assertFalse(self.KEYS & set(post["meta"]))
                    self.assertEqual(self.seo(again), ("Tea - Test site", ""))
                    continue
                self.assertEqual({key: post["meta"][key] for key in self.KEYS},
                                 self.meta("Own", "Words", "key"))
                self.assertEqual(self.seo(again), ("Own", "Words"))
                if status == "publish":
                    self.head_says(post, title="Own", description="Words")

    def test_other_keys_are_dropped(self):
        post = self.post(meta={"_yoast_wpseo_canonical": "https://example.org/tea",
                               "_yoast_wpseo_meta-robots-noindex": "1"})
        self.assertFalse([key for key in post["meta"] if key.startswith("_yoast")
                          and key not in self.KEYS])
        self.assertEqual(self.head(post).canonicals, [post["link"]])
        self.assertFalse(self.noindex(post))

    def test_a_page_drops_all_of_them(self):
        page = self.page(title="Page", meta=self.meta("Own", "Words"))
        self.assertFalse(self.KEYS & set(page["meta"]))
        self.assertEqual(self.seo(self.read(page, "editor")), ("Page - Test site", ""))

    def test_the_head_in_the_answer_of_a_write_is_old(self):
        if not self.in_rest:
            return
        post = self.post(meta=self.meta("First"))
        self.assertEqual(self.seo(post)[0], "Tea - Test site")
        post = self.write(post, meta={self.TITLE: "Second"})
        self.assertEqual(post["meta"][self.TITLE], "Second")
        self.assertEqual(self.seo(post)[0], "First")
        self.assertEqual(self.seo(self.read(post))[0], "Second")

    def test_the_answer_of_publishing_tells_what_the_draft_was_given(self):
        if not self.in_rest:
            return
        draft = self.post(status="draft", meta=self.meta("Own", "Words"))
        public = self.write(draft, status="publish")
        self.assertEqual(self.seo(public), ("Own", "Words"))
        self.assertEqual(public["yoast_head_json"]["canonical"], public["link"])

    def test_strangers_do_not_see_the_keys(self):
        if not self.in_rest:
            return
        post = self.post("editor", meta=self.meta("Own", "Words", "key"))
        for login in (None, "author"):
            self.assertFalse(self.KEYS & set(self.read(post, login)["meta"]), login)
        self.assertEqual(self.seo(self.read(post, None)), ("Own", "Words"))

    def test_hard_text(self):
        if not self.in_rest:
            return
        post = self.post(meta=self.meta(HARD, HARD, HARD))
        self.assertEqual({post["meta"][key] for key in self.KEYS}, {HARD_PLAIN})
        # The page lacks the description's backslash, though the meta has it.
        self.assertEqual(self.seo(self.read(post)), (HARD_PLAIN, HARD_NO_BACKSLASH))
        self.head_says(post, title=HARD_PLAIN, description=HARD_NO_BACKSLASH)

    def test_variables(self):
        if not self.in_rest:
            return
        post = self.post(title="Pot & lid", excerpt="Short.", meta=self.meta(
            "%%title%% %%page%% %%sep%% %%sitename%% %%nothing%% x", "%%excerpt%% & more"))
        self.assertEqual(self.seo(self.read(post)), ("Pot & lid - Test site x", "Short. & more"))
        self.head_says(post, title="Pot & lid - Test site x", description="Short. & more")

    def test_clearing(self):
        if not self.in_rest:
            return
        post = self.post(meta=self.meta("Own", "Words", "key"))
        cleared = self.write(post, meta={self.TITLE: "", self.DESCRIPTION: None})
        self.assertEqual([cleared["meta"][key] for key in (self.TITLE, self.DESCRIPTION)], ["", ""])
        self.assertEqual([row[1:] for row in self.rows(post)], [(self.KEYPHRASE, "key")])
        self.head_says(post, title="Tea - Test site", description=None)

    def test_bulk_editor(self):
        route = "/yoast/v1/bulk_editor/update_search"
        page = self.page(title="Page")
        item = {"id": page["id"], "seo_title": "T", "meta_description": "D", "focus_keyphrase": "K"}
        answer = self.site.rest(route, "admin", "POST", {"items": [item, {"id": 99999, "seo_title": ""}]})
        if not self.bulk:
            self.refused(answer, 404, "rest_no_route")
            return
        self.assertEqual(self.ok(answer)["results"], [
            {"id": page["id"], "success": True},
            {"id": 99999, "success": False, "error": "not_found"}])
        self.head_says(page, title="T", description="D")
        self.assertEqual(self.seo(self.read(page, "editor")), ("T", "D"))
        social = [{"id": page["id"], "social_title": "ST", "social_description": "SD"}]
        self.ok(self.site.rest("/yoast/v1/bulk_editor/update_social", "admin", "POST",
                               {"items": social}))
        self.assertEqual([self.head(page).meta(f"og:{name}") for name in ("title", "description")],
                         [["ST"], ["SD"]])
        found = self.ok(self.site.rest("/yoast/v1/bulk_editor/posts", "admin", content_type="page"))
        row = next(row for row in found["posts"] if row["id"] == page["id"])
        self.assertEqual({**row, **item, **social[0], "title": "Page", "editable": True}, row)
        self.ok(self.site.rest(route, "admin", "POST", {"items": [{"id": page["id"], "seo_title": ""}]}))
        self.head_says(page, title="Page - Test site", description="D")

    def test_bulk_editor_refuses(self):
        if not self.bulk:
            return
        route = "/yoast/v1/bulk_editor/update_search"
        item = {"id": 1, "seo_title": "no"}
        for login, status in (("editor", 403), ("author", 403), (None, 401)):
            self.refused(self.site.rest(route, login, "POST", {"items": [item]}), status,
                         "rest_forbidden")
        for items, code in (([{"id": "1", "seo_title": "x"}], "rest_invalid_item_id"),
                            ([{"id": 1}], "rest_no_fields_to_update"), ([], "rest_no_items")):
            answer = self.site.rest(route, "admin", "POST", {"items": items})
            self.refused(answer, 400, "rest_invalid_param")
            self.assertEqual(answer[1]["data"]["details"]["items"]["code"], code)

    def test_xmlrpc_writes_every_key_with_a_new_post(self):
        fields = {"title": HARD, "canonical": "https://example.org/tea", "opengraph-title": "Open",
                  "meta-robots-noindex": "1"}
        number = self.site.xmlrpc("wp.newPost", {
            "post_title": "X", "post_content": "x", "post_status": "publish", "custom_fields":
            [{"key": f"_yoast_wpseo_{key}", "value": value} for key, value in fields.items()],
        }, login="author")
        post = self.read({"id": number, "type": "post"})
        self.assertEqual({row[1:] for row in self.rows(post)},
                         {(f"_yoast_wpseo_{key}", value) for key, value in
                          (fields | {"title": HARD_PLAIN}).items()})
        self.assertTrue(self.noindex(post))
        head = self.head(post)
        # A page that is not to be indexed has no canonical.
        self.assertEqual((head.canonicals, head.meta("og:title")), ([], ["Open"]))
        self.assertNotIn("canonical", post["yoast_head_json"])
        self.assertEqual(post["yoast_head_json"]["robots"]["index"], "noindex")

    def test_xmlrpc_without_a_row_id_adds_a_second_row(self):
        page = self.page(title="Page")
        self.edit_rows(page, {"key": self.TITLE, "value": "First"}, login="editor")
        self.assertEqual(self.edit_rows(page, {"key": self.TITLE, "value": "Second"}, login="editor"),
                         True)
        rows = self.rows(page, "editor")
        self.assertEqual([row[1:] for row in rows], [(self.TITLE, "First"), (self.TITLE, "Second")])
        self.head_says(page, title="First")
        self.edit_rows(page, {"id": str(rows[0][0]), "key": self.TITLE, "value": "Third"},
                       login="editor")
        again = self.read(page, "editor")
        self.assertEqual((again["title"]["rendered"], self.seo(again)[0]), ("Page", "Third"))
        # An empty value by the row's id clears; the row stays, and with it the second one.
        self.edit_rows(page, {"id": str(rows[0][0]), "key": self.TITLE, "value": ""}, login="editor")
        self.assertEqual([row[2] for row in self.rows(page, "editor")], ["", "Second"])
        self.head_says(page, title="Page - Test site")

    def test_xmlrpc_deletes_rows_only_where_the_keys_are_registered(self):
        for kind, thing, login in (("post", self.post(), "author"),
                                   ("page", self.page(title="Page"), "editor")):
            self.edit_rows(thing, {"key": self.TITLE, "value": "First"}, login=login)
            row = self.rows(thing, login)[0]
            # An id alone asks for deletion; the answer is the same where nothing happens.
            self.assertEqual(self.edit_rows(thing, {"id": str(row[0])}, login=login), True)
            self.assertEqual(self.rows(thing, login), [] if self.in_rest and kind == "post" else [row])

    def test_xmlrpc_refuses_the_posts_of_others(self):
        with self.assertRaises(xmlrpc.client.Fault) as raised:
            self.edit_rows({"id": 1}, {"key": self.TITLE, "value": "no"})
        self.assertEqual(raised.exception.faultCode, 401)

    def test_its_switch_takes_the_fields_away(self):
        self.site.set(**{"wpseo.enable_headless_rest_endpoints": False})
        try:
            self.assertNotIn("yoast_head_json", self.read({"id": 1, "type": "post"}, None))
        finally:
            self.site.set(**{"wpseo.enable_headless_rest_endpoints": True})

    def test_capabilities(self):
        self.assertIn("wpseo_manage_options", self.capabilities("admin"))
        self.assertNotIn("wpseo_manage_options", self.capabilities("editor"))
        self.assertIn("wpseo_edit_advanced_metadata", self.capabilities("editor"))


class RankMath(Surface):
    slug = "seo-by-rank-math"
    stand_in = "rank_math"
    versions = ("1.0.229", "1.0.272")

    ABILITY = "/wp-abilities/v1/abilities/rank-math/get-post-seo-meta"

    def update(self, thing, login="author", kind="post", **meta):
        return self.site.rest("/rankmath/v1/updateMeta", login, "POST", {
            "objectType": kind, "objectID": thing["id"],
            "meta": {f"rank_math_{key}": value for key, value in meta.items()}})

    def give(self, post, title, description):
        self.ok(self.update(post, "editor", title=title, description=description))

    def effective(self, post, login="author"):
        return self.site.rest(self.ABILITY + "/run", login, **{"input[post_id]": post["id"]})

    @property
    def ability(self):
        return self.version >= (1, 0, 272) and "wp-abilities/v1" in self.index()["namespaces"]

    def test_the_index_and_the_page_name_it(self):
        self.assertIn("rankmath/v1", self.index()["namespaces"])
        comments = self.head(self.post()).comments
        self.assertTrue(comments[0].startswith("Search Engine Optimization by Rank Math - "), comments)
        self.assertIn("/Rank Math WordPress SEO plugin", comments)

    def test_without_its_setup_it_is_not_there(self):
        self.site.set(rank_math_registration_skip="0")
        try:
            namespaces = self.index()["namespaces"]
            self.assertNotIn("rankmath/v1", namespaces)
            self.assertEqual("mcp" in namespaces, self.version >= (1, 0, 271))
            self.assertIn("rank_math_onpage_general", self.capabilities("author"))
            post = self.post()
            self.refused(self.update(post, title="no"), 404, "rest_no_route")
            self.assertEqual(self.head(post).comments, [])
        finally:
            self.site.set(rank_math_registration_skip="1")

    def test_core_routes_drop_its_keys(self):
        post = self.post(meta={"rank_math_title": "no", "rank_math_description": "no"})
        self.assertNotIn("rank_math_title", post["meta"])
        self.head_says(post, title="Tea - Test site", description="Warm the pot.")

    def test_each_role_writes_what_it_may_edit(self):
        for login, status in (("admin", "publish"), ("editor", "publish"), ("author", "publish"),
                              ("contributor", "draft")):
            post = self.post(login, status=status)
            answer = self.ok(self.update(post, login, title="Own", description="Words",
                                         focus_keyword="one,two"))
            self.assertEqual(answer, {"slug": True, "schemas": []})
            if status == "publish":
                self.head_says(post, title="Own", description="Words")

    def test_it_refuses(self):
        post = self.post("editor")
        for login, status in (("author", 403), ("subscriber", 403), (None, 401)):
            self.refused(self.update(post, login, title="no"), status, "rest_cannot_edit")
        self.refused(self.update({"id": 99999}, title="no"), 404, "rest_post_invalid_id")
        self.refused(self.update({"id": 99999}, kind="term", title="no"), 404, "rest_term_invalid_id")
        self.refused(self.update(post, "editor"), 400, "rest_invalid_param")
        self.refused(self.update(post, "editor", kind="nothing", title="x"), 403, "rest_forbidden")

    def test_a_number_as_text_and_the_keys_of_others(self):
        post = self.post()
        self.ok(self.update({"id": str(post["id"])}, title="By text"))
        answer = self.site.rest("/rankmath/v1/updateMeta", "author", "POST", {
            "objectType": "post", "objectID": post["id"], "meta": {"_edit_last": "5"}})
        self.ok(answer)
        self.head_says(post, title="By text")

    def test_hard_text(self):
        post = self.post()
        self.ok(self.update(post, title=HARD, description=HARD, focus_keyword="a & b",
                            canonical_url="https://example.org/tea?a=1&b=2"))
        self.head_says(post, title=HARD_NO_BACKSLASH, description=HARD_NO_BACKSLASH)
        self.assertEqual(self.head(post).canonicals, ["https://example.org/tea?a=1&b=2"])
        if self.ability:
            seen = self.ok(self.effective(post))
            self.assertIn("&amp;", seen["title"])
            self.assertEqual((plain(seen["title"]), plain(seen["description"]), seen["focus_keyword"],
                              seen["canonical"]),
                             (HARD_NO_BACKSLASH, HARD_NO_BACKSLASH, "a & b",
                              "https://example.org/tea?a=1&b=2"))

    def test_variables(self):
        post = self.post(title="Pot & lid", excerpt="Short.")
        self.ok(self.update(post, title="%title% %page% %sep% %sitename% %nothing% x",
                            description="%excerpt% & more"))
        self.head_says(post, title="Pot & lid - Test site x", description="Short. & more")

    def test_the_ability_tells_the_effective_values(self):
        post = self.post(status="draft", excerpt="Short.")
        self.ok(self.update(post, title="%title% here", description="Words"))
        if not self.ability:
            self.assertEqual(self.effective(post)[0], 404)
            return
        self.ok(self.site.rest(self.ABILITY, "author"))
        seen = self.ok(self.effective(post))
        self.assertEqual((seen["post_id"], seen["title"], seen["description"], seen["og_title"],
                          seen["robots"]),
                         (post["id"], "Tea here", "Words", "Tea here", ["index", "follow"]))
        # What it tells of the social description is not what the page has, which is "Words".
        self.assertEqual(seen["og_description"], "Short.")
        for login, status in (("contributor", 403), (None, 401)):
            self.refused(self.effective(post, login), status, "rest_ability_cannot_execute")
        self.refused(self.site.rest(self.ABILITY + "/run", "author", "POST",
                                    {"input": {"post_id": post["id"]}}), 405,
                     "rest_ability_invalid_method")

    def test_robots_and_social(self):
        post = self.post()
        self.ok(self.update(post, robots=["noindex"], facebook_title="FT", facebook_description="FD",
                            canonical_url="https://example.org/tea"))
        head = self.head(post)
        self.assertTrue(self.noindex(post))
        # A page that is not to be indexed has no canonical.
        self.assertEqual((head.canonicals, head.meta("og:title"), head.meta("og:description"),
                          head.meta("twitter:title")), ([], ["FT"], ["FD"], ["FT"]))
        self.ok(self.update(post, robots=["index"], twitter_use_facebook="off", twitter_title="TT",
                            twitter_description="TD"))
        head = self.head(post)
        self.assertFalse(self.noindex(post))
        self.assertEqual((head.canonicals, head.meta("twitter:title"), head.meta("twitter:description")),
                         (["https://example.org/tea"], ["TT"], ["TD"]))

    def test_clearing(self):
        post = self.post()
        self.ok(self.update(post, title="Own", description="Words"))
        self.ok(self.update(post, title="", description=""))
        self.head_says(post, title="Tea - Test site", description="Warm the pot.")

    def test_categories(self):
        category = self.ok(self.site.rest("/wp/v2/categories", "editor", "POST", {
            "name": f"Tea {self.name}", "description": "About tea."}), 201)
        self.post("editor", categories=[category["id"]])
        self.head_says(category, title=f"Tea {self.name} - Test site", description="About tea.")
        self.ok(self.update(category, "editor", "term", title="On %term% %sep% %sitename%",
                            description="Words & more"))
        self.head_says(category, title=f"On Tea {self.name} - Test site", description="Words & more")
        for login, status in (("author", 403), (None, 401)):
            self.refused(self.update(category, login, "term", title="no"), status, "rest_cannot_edit")

    def test_a_page_and_its_slug(self):
        page = self.page(title="Page")
        self.ok(self.update(page, "editor", title="Own"))
        self.head_says(page, title="Own")
        slug = f"moved-{number(self.name)[-1]}"
        answer = self.site.rest("/rankmath/v1/updateMeta", "editor", "POST", {
            "objectType": "post", "objectID": page["id"], "meta": {"permalink": slug}})
        self.assertEqual(self.ok(answer)["slug"], slug)

    def test_xmlrpc_takes_nothing_and_does_not_say_so(self):
        post = self.post()
        self.assertEqual(self.edit_rows(post, {"key": "rank_math_title", "value": "no"}), True)
        self.assertEqual(self.rows(post), [])
        self.head_says(post, title="Tea - Test site")

    def test_capabilities(self):
        self.assertIn("rank_math_onpage_general", self.capabilities("author"))
        self.assertNotIn("rank_math_onpage_general", self.capabilities("contributor"))


class Aioseo(Surface):
    slug = "all-in-one-seo-pack"
    stand_in = "aioseo"
    versions = ("4.5.5", "4.9.7.2", "4.9.8", "4.9.9")

    FIELDS = {"aioseo_meta_data", "aioseo_head_json", "aioseo_head"}

    @property
    def field(self):
        return self.version >= (4, 9, 8)

    @property
    def writers(self):
        roles = ["admin", "editor", "author", "contributor"]
        return roles if self.version >= (4, 5, 8) else roles[:1]

    def route(self, route, login="author", **body):
        return self.site.rest(f"/aioseo/v1/{route}", login, "POST", body)

    def details(self, post, login="author", **body):
        return self.route("posts-list/update-details-column", login, postId=post["id"], **body)

    def give(self, post, title, description):
        self.ok(self.details(post, "editor", title=title, description=description))

    def loaded(self, post, login="author"):
        answer = self.ok(self.route("posts-list/load-details-column", login, ids=[post["id"]]))
        return answer["posts"][0]["titleParsed"], answer["posts"][0]["descriptionParsed"]

    def keyphrases(self, text):
        return {"focus": {"keyphrase": text, "score": 0, "analysis": {}}, "additional": []}

    def test_the_index_and_the_page_name_it(self):
        self.assertIn("aioseo/v1", self.index()["namespaces"])
        self.assertEqual("/aioseo/v1/ai-agents/install-mcp-adapter" in self.index()["routes"],
                         self.field)
        head = self.head(self.post())
        self.assertIn(f"All in One SEO {self.name} - aioseo.com", head.comments)
        self.assertIn(f"All in One SEO (AIOSEO) {self.name}", head.meta("generator"))
        answer = self.read({"id": 1, "type": "post"}, None)
        self.assertEqual(self.FIELDS & set(answer), self.FIELDS if self.field else set())

    def test_each_role_writes_with_the_post(self):
        for login in ("admin", "editor", "author", "contributor"):
            with self.subTest(login):
                status = "draft" if login == "contributor" else "publish"
                data = {"title": "Own", "description": "Words", "keyphrases": self.keyphrases("a & b")}
                post = self.post(login, status=status, aioseo_meta_data=data)
                if not self.field:
                    self.assertNotIn("aioseo_meta_data", post)
                    if status == "publish":
                        self.head_says(post, title="Tea - Test site")
                    continue
                # The answer of the write itself has the new values, in the head as well.
                stored = post["aioseo_meta_data"]
                self.assertEqual((stored["title"], stored["description"],
                                  stored["keyphrases"]["focus"]["keyphrase"]),
                                 ("Own", "Words", "a & b"))
                self.assertEqual(post["aioseo_head_json"]["title"], "Own")
                self.assertEqual(post["aioseo_head_json"]["description"], "Words")
                if status == "publish":
                    self.head_says(post, title="Own", description="Words")

    def test_what_is_left_out_stays_and_what_is_empty_goes(self):
        if not self.field:
            return
        post = self.post(aioseo_meta_data={"title": "Own", "description": "Words"})
        post = self.write(post, aioseo_meta_data={"description": "More"})
        self.head_says(post, title="Own", description="More")
        post = self.write(post, aioseo_meta_data={"title": "", "description": None})
        stored = post["aioseo_meta_data"]
        self.assertEqual((stored["title"], stored["description"]), (None, None))
        self.head_says(post, title="Tea - Test site", description="Warm the pot.")

    def test_anybody_reads_the_field(self):
        if not self.field:
            return
        post = self.post(aioseo_meta_data={"keyphrases": self.keyphrases("secret")})
        seen = self.read(post, None)["aioseo_meta_data"]
        self.assertEqual(seen["keyphrases"]["focus"]["keyphrase"], "secret")

    def test_canonical_robots_and_social(self):
        if not self.field:
            return
        url = "https://example.org/tea?a=1&b=2"
        post = self.post(aioseo_meta_data={"canonical_url": url})
        self.assertEqual(self.head(post).canonicals,
                         [url if self.version >= (4, 9, 9) else post["link"]])
        post = self.write(post, aioseo_meta_data={"canonicalUrl": url, "robots_noindex": True})
        self.assertFalse(self.noindex(post))
        post = self.write(post, aioseo_meta_data={
            "default": False, "noindex": True, "og_title": "OT", "og_description": "OD",
            "twitter_use_og": False, "twitter_title": "TT", "twitter_description": "TD"})
        self.assertTrue(self.noindex(post))
        stored = post["aioseo_meta_data"]
        self.assertEqual((stored["robots_default"], stored["robots_noindex"]), (False, True))
        head = self.head(post)
        self.assertEqual((head.canonicals, head.meta("og:title"), head.meta("og:description"),
                          head.meta("twitter:title"), head.meta("twitter:description")),
                         ([url], ["OT"], ["OD"], ["TT"], ["TD"]))

    def test_hard_text(self):
        post = self.post("admin")
        answer = self.ok(self.details(post, "admin", title=HARD, description=HARD))
        self.assertEqual((answer["title"], answer["description"]), (HARD_PLAIN, HARD_PLAIN))
        self.head_says(post, title=HARD_PLAIN, description=HARD_PLAIN)
        if self.field:
            post = self.post(aioseo_meta_data={"title": HARD, "og_title": HARD})
            self.assertEqual(post["aioseo_meta_data"]["title"], HARD_PLAIN)
            self.assertEqual(post["aioseo_head_json"]["title"], HARD_PLAIN)
            self.assertNotEqual(post["aioseo_head_json"]["og:title"], HARD_PLAIN)
            self.assertEqual(plain(post["aioseo_head_json"]["og:title"]), HARD_PLAIN)
            self.head_says(post, title=HARD_PLAIN)

    def test_variables(self):
        post = self.post("admin", title='Pot & "lid"', excerpt="Short.")
        answer = self.ok(self.details(post, "admin", description="#post_excerpt & more",
                                      title="#post_title #separator_sa #site_title x"))
        self.assertEqual((answer["title"], answer["description"]),
                         ("Pot & \u201clid\u201d - Test site x", "Short. & more"))
        self.head_says(post, title=answer["title"], description="Short. & more")

    def test_the_details_column_writes_and_tells(self):
        for login in ("admin", "editor", "author", "contributor"):
            with self.subTest(login):
                post = self.post(login, status="draft")
                answer = self.details(post, login, title="Own", description="Words")
                if login not in self.writers:
                    self.refused(answer, 403, "rest_forbidden")
                    continue
                self.assertEqual(self.ok(answer), {"success": True, "posts": post["id"],
                                                   "title": "Own", "description": "Words"})
                answer = self.ok(self.details(post, login, description="More"))
                self.assertEqual((answer["title"], answer["description"]), ("Own", "More"))
                self.assertEqual(self.loaded(post, login), ("Own", "More"))
                answer = self.ok(self.details(post, login, title="", description=""))
                self.assertEqual(answer["title"], "Tea - Test site")

    def test_the_details_column_refuses(self):
        foreign = self.post("editor")
        self.refused(self.details(foreign, "subscriber", title="no"), 403, "rest_forbidden")
        self.refused(self.details(foreign, None, title="no"), 401, "rest_forbidden")
        if self.version < (4, 5, 8):
            return
        status, body = self.details(foreign, "author", title="no")
        if self.version >= (4, 8, 7, 1):
            self.assertEqual((status, sorted(body)), (403, ["message", "success"]))
        else:
            self.assertEqual(status, 200)
        status, body = self.route("posts-list/update-details-column", title="no")
        self.assertEqual((status, body["success"], "code" in body), (400, False, False))

    def test_details_of_what_one_may_not_read_are_empty(self):
        draft = self.post("admin", status="draft")
        if self.version >= (4, 8, 7, 1):
            self.assertEqual(self.loaded(draft, "author"), ("", ""))
        self.assertEqual(self.loaded(draft, "admin")[0], "Tea - Test site")
        self.refused(self.route("posts-list/load-details-column", None, ids=[1]), 401,
                     "rest_forbidden")
        status, body = self.route("posts-list/load-details-column", "admin")
        self.assertEqual((status, body["success"]), (400, False))

    def test_keyphrases(self):
        post = self.post("admin")
        answer = self.ok(self.route("keyphrases", "admin", postId=post["id"],
                                    keyphrases=self.keyphrases("pot & lid")))
        self.assertEqual(answer, {"success": True, "post": post["id"]})
        if self.version >= (4, 9):
            seen = self.ok(self.site.rest("/aioseo/v1/post", "admin", postId=post["id"]))
            current = seen["data"]["currentPost"]
            self.assertEqual(current["keyphrases"]["focus"]["keyphrase"], "pot & lid")
            self.assertEqual(current["title"], "#post_title #separator_sa #site_title")
            status, body = self.site.rest("/aioseo/v1/post", "author", postId=post["id"])
            self.assertEqual((status, body["success"]), (403, False))
            status, body = self.route("keyphrases", postId=post["id"],
                                      keyphrases=self.keyphrases("no"))
            self.assertEqual((status, body["success"]), (403, False))
        self.refused(self.route("keyphrases", None, postId=post["id"]), 401, "rest_forbidden")

    def test_a_page(self):
        page = self.page(title="Page", aioseo_meta_data={"title": "Own"})
        self.head_says(page, title="Own" if self.field else "Page - Test site")
        self.ok(self.details(page, "admin", title="Own too"))
        self.head_says(page, title="Own too")

    def test_its_meta_keys_reach_nothing(self):
        post = self.post("admin", meta={"_aioseo_title": "no"})
        self.assertNotIn("_aioseo_title", post["meta"])
        self.assertEqual(self.edit_rows(post, {"key": "_aioseo_title", "value": "no"}, login="admin"),
                         True)
        self.assertEqual(self.rows(post, "admin"), [])
        self.head_says(post, title="Tea - Test site")

    def test_capabilities(self):
        self.assertIn("aioseo_page_general_settings", self.capabilities("contributor"))
        self.assertNotIn("aioseo_page_general_settings", self.capabilities("subscriber"))


class SeoPress(Surface):
    slug = "wp-seopress"
    stand_in = "seopress"
    versions = ("8.1.1", "9.8.5", "10.0.2")

    @property
    def strips(self):
        return self.version >= (9, 9)

    def give(self, post, title, description):
        self.write(post, "editor", meta=self.meta(titles_title=title, titles_desc=description))

    def meta(self, **values):
        return {f"_seopress_{key}": value for key, value in values.items()}

    def effective(self, post, login=None):
        return self.ok(self.site.rest(f"/seopress/v1/posts/{post['id']}", login))

    def put(self, post, route, login="author", **body):
        return self.site.rest(f"/seopress/v1/posts/{post['id']}/{route}", login, "PUT", body)

    def test_the_index_names_it_and_the_page_does_not(self):
        self.assertIn("seopress/v1", self.index()["namespaces"])
        self.assertEqual(self.head(self.post()).comments, [])

    def test_registered_meta(self):
        expected = {"titles_title", "titles_desc", "robots_index"}
        if self.version >= (9, 8, 5):
            expected |= {"analysis_target_kw"}
        if self.version >= (9, 9):
            expected |= {"robots_canonical", "social_fb_title", "social_fb_desc",
                         "social_twitter_title", "social_twitter_desc"}
        known = set(self.meta(titles_title=0, titles_desc=0, robots_index=0, analysis_target_kw=0,
                              robots_canonical=0, social_fb_title=0, social_fb_desc=0,
                              social_twitter_title=0, social_twitter_desc=0))
        for kind in ("posts", "pages"):
            self.assertEqual(self.registered(kind) & known, {f"_seopress_{key}" for key in expected})

    def test_each_role_writes_with_the_post(self):
        for login in ("admin", "editor", "author", "contributor"):
            with self.subTest(login):
                status = "draft" if login == "contributor" else "publish"
                meta = self.meta(titles_title="Own", titles_desc="Words")
                post = self.post(login, status=status, meta=meta)
                self.assertEqual(post["meta"] | meta, post["meta"])
                if status == "draft":
                    self.assertEqual(self.effective(post, login), {"success": True})
                    continue
                self.head_says(post, title="Own", description="Words")
                data = self.effective(post)["data"]
                self.assertEqual((data["title"], data["description"]), ("Own", "Words"))
                # Anybody reads the raw values.
                self.assertEqual(self.read(post, None)["meta"]["_seopress_titles_title"], "Own")

    def test_hard_text(self):
        meta = self.meta(titles_title=HARD, titles_desc=HARD)
        post = self.post(meta=meta)
        expected = HARD_PLAIN if self.strips else HARD
        self.assertEqual(post["meta"]["_seopress_titles_desc"], expected)
        self.head_says(post, title=expected, description=expected)
        self.assertEqual(self.effective(post)["data"]["description"], expected)
        if self.version >= (9, 8, 5):
            post = self.write(post, meta=self.meta(analysis_target_kw="a & b,c"))
            self.assertEqual(post["meta"]["_seopress_analysis_target_kw"], "a & b,c")

    def test_variables(self):
        post = self.post(title='Pot & "lid"', excerpt="Short.", meta=self.meta(
            titles_title="%%post_title%% %%sep%% %%sitetitle%% & x",
            titles_desc="%%post_excerpt%% & more"))
        self.head_says(post, title='Pot & "lid" - Test site & x', description="Short. & more")
        data = self.effective(post)["data"]
        # What a variable brings in is escaped, what was written is not.
        self.assertIn(data["title"].partition(" - ")[0],
                      ('Pot &amp; &quot;lid&quot;', 'Pot &#038; &quot;lid&quot;'))
        self.assertEqual(data["title"].partition(" - ")[2], "Test site & x")

    def test_noindex_canonical_and_social(self):
        url = "https://example.org/tea?a=1&b=2"
        post = self.post(meta=self.meta(robots_index="yes", robots_canonical=url,
                                        social_fb_title="FT", social_twitter_desc="TD"))
        self.assertTrue(self.noindex(post))
        self.assertEqual(self.head(post).canonicals, [])
        post = self.write(post, meta=self.meta(robots_index=""))
        self.assertFalse(self.noindex(post))
        head = self.head(post)
        if self.version >= (9, 9):
            self.assertEqual((head.canonicals, head.meta("og:title"), head.meta("twitter:description")),
                             ([url], ["FT"], ["TD"]))
            self.assertEqual(head.meta("twitter:title"), ["Tea - Test site"])
        else:
            self.assertEqual((head.canonicals, head.meta("og:title")),
                             ([post["link"]], ["Tea - Test site"]))

    def test_clearing(self):
        post = self.post(excerpt="Short.", meta=self.meta(titles_title="Own", titles_desc="Words"))
        post = self.write(post, meta=self.meta(titles_title="", titles_desc=None))
        self.head_says(post, title="Tea - Test site", description="Short.")
        # Of a description that nobody wrote its route tells another one than the head has.
        self.assertEqual(self.effective(post)["data"]["description"], "Warm the pot.")

    def test_its_own_routes(self):
        post = self.post(meta=self.meta(titles_title="Own", titles_desc="Words"))
        answer = self.put(post, "title-description-metas", title=HARD)
        self.assertEqual(self.ok(answer), {"code": "success"})
        seen = self.ok(self.site.rest(f"/seopress/v1/posts/{post['id']}/title-description-metas",
                                      "author"))
        self.assertEqual((plain(seen["title"]), seen["description"]), (HARD_NO_BACKSLASH, "Words"))
        self.head_says(post, title=HARD_NO_BACKSLASH, description="Words")
        self.ok(self.put(post, "target-keywords", _seopress_analysis_target_kw="a & b,c"))
        seen = self.ok(self.site.rest(f"/seopress/v1/posts/{post['id']}/target-keywords", "author"))
        self.assertEqual(seen["value"], ["a & b", "c"])
        for route in ("title-description-metas", "target-keywords"):
            answer = self.put(post, route, None, title="no", _seopress_analysis_target_kw="no")
            self.refused(answer, 401, "rest_forbidden")
            if self.version >= (8, 2):
                answer = self.put(post, route, "contributor", title="no",
                                  _seopress_analysis_target_kw="no")
                self.refused(answer, 403, "rest_forbidden")

    def test_a_page(self):
        page = self.page(title="Page", meta=self.meta(titles_title="Own %%post_title%%"))
        self.head_says(page, title="Own Page")


class SlimSeo(Surface):
    slug = "slim-seo"
    stand_in = "slim_seo"
    versions = ("3.25.3", "4.0.4", "4.9.6")

    @property
    def resolves(self):
        return self.version >= (4, 0)

    @property
    def rendered(self):
        return self.version >= (4, 3)

    def give(self, post, title, description):
        self.write(post, "editor", meta=self.slim(title=title, description=description))

    def slim(self, **values):
        return {"slim_seo": values}

    def test_the_index_names_it_and_the_page_does_not(self):
        namespaces = self.index()["namespaces"]
        self.assertIn("slim-seo-redirection", namespaces)
        self.assertEqual("slim-seo" in namespaces, self.resolves)
        for kind in ("posts", "pages"):
            self.assertIn("slim_seo", self.registered(kind))
        self.assertEqual(self.head(self.post()).comments, [])

    def test_each_role_writes_with_the_post(self):
        for login in ("admin", "editor", "author", "contributor"):
            with self.subTest(login):
                status = "draft" if login == "contributor" else "publish"
                meta = self.slim(title="Own", description="Words", canonical="https://example.org/t")
                post = self.post(login, status=status, meta=meta)
                self.assertEqual(post["meta"]["slim_seo"], meta["slim_seo"])
                if status == "publish":
                    self.head_says(post, title="Own", description="Words")
                    self.assertEqual(self.head(post).canonicals, ["https://example.org/t"])
                    self.assertEqual(self.read(post, None)["meta"]["slim_seo"], meta["slim_seo"])

    def test_what_is_left_out_goes(self):
        post = self.post(meta=self.slim(title="Own", description="Words",
                                        canonical="https://example.org/t"))
        post = self.write(post, meta=self.slim(description="More"))
        self.assertEqual(self.head(post).canonicals, [post["link"]])
        self.assertNotIn("canonical", post["meta"]["slim_seo"])
        self.assertEqual(self.head(post).meta("description"), ["More"])
        self.assertNotEqual(self.head(post).titles, ["Own"])

    def test_unknown_names_are_refused(self):
        answer = self.site.rest("/wp/v2/posts", "author", "POST",
                                {"title": "x", "meta": self.slim(title="x", keyphrase="x")})
        self.refused(answer, 400, "rest_additional_properties_forbidden")

    def test_hard_text(self):
        post = self.post(meta=self.slim(title=HARD, description=HARD))
        expected = HARD_PLAIN if self.rendered else HARD
        self.assertEqual(post["meta"]["slim_seo"], {"title": expected, "description": expected})
        self.head_says(post, title=HARD_PLAIN, description=HARD_PLAIN)

    def test_variables(self):
        title = "{{ post.title }} {{ sep }} {{ site.title }} & x"
        post = self.post(title='Pot & "lid"', excerpt="Short.", meta=self.slim(
            title=title, description="{{ post.excerpt }} & more"))
        in_head = 'Pot & "lid" - Test site & x' if self.resolves else title
        self.head_says(post, title=in_head, description="Short. & more" if self.resolves
                       else "{{ post.excerpt }} & more")
        self.assertEqual(plain(post["meta"]["slim_seo"]["title"]), in_head if self.rendered else title)

    def test_noindex(self):
        post = self.post(meta=self.slim(noindex=True, canonical="https://example.org/t"))
        self.assertEqual(post["meta"]["slim_seo"]["noindex"], "1" if self.rendered else True)
        self.assertTrue(self.noindex(post))
        self.assertEqual(self.head(post).canonicals, [])

    def test_clearing(self):
        for empty in ({"title": "", "description": ""}, None):
            post = self.post(title='Pot "lid"', excerpt="Short.", meta=self.slim(
                title="Own", description="Words"))
            post = self.write(post, meta={"slim_seo": empty})
            # The page has the theme's title then, and the answer another one.
            self.assertEqual(self.head(post).titles, ["Pot \u201clid\u201d \u2013 Test site"])
            self.assertEqual(self.head(post).meta("description"), ["Short."])
            if self.rendered:
                self.assertEqual(post["meta"]["slim_seo"], {"title": 'Pot "lid" - Test site',
                                                            "description": "Short."})

    def test_pages_and_categories(self):
        page = self.page(title="Page", meta=self.slim(title="Own"))
        self.head_says(page, title="Own")
        category = self.ok(self.site.rest("/wp/v2/categories", "editor", "POST", {
            "name": f"Tea {self.name}", "meta": self.slim(title="Own", description="Words")}), 201)
        self.post("editor", categories=[category["id"]])
        self.head_says(category, title="Own", description="Words")


class SeoFramework(Surface):
    slug = "autodescription"
    stand_in = "seo_framework"
    versions = ("5.1.4",)

    def test_nothing_but_the_page_names_it(self):
        self.assertFalse([name for name in self.index()["namespaces"] if "seo" in name])
        comments = self.head(self.post()).comments
        self.assertEqual(comments[0], "The SEO Framework by Sybre Waaijer")
        self.assertTrue(comments[1].startswith("/ The SEO Framework by Sybre Waaijer"), comments)

    def test_nothing_can_be_written(self):
        post = self.post(meta={"_genesis_title": "no", "_genesis_description": "no"})
        self.assertEqual(set(post["meta"]) - {"footnotes"}, set())
        self.assertEqual(self.edit_rows(post, {"key": "_genesis_title", "value": "no"}), True)
        self.assertEqual(self.rows(post), [])
        self.head_says(post, title="Tea - Test site")


SURFACES = (Yoast, RankMath, Aioseo, SeoPress, SlimSeo, SeoFramework)


class Together(Surface):
    """Several plugins active at once, under a theme made of blocks; under others Yoast's title stands
    above Rank Math's."""

    FIRST_HAS_THE_TITLE = (Aioseo, RankMath, Yoast, SeoPress, SlimSeo)

    active = ()

    def test_one_has_the_title_and_each_its_description(self):
        post = self.post("editor", excerpt="Short.")
        names = {surface: surface.__name__ for surface, _ in self.active}
        for surface, version in self.active:
            alone = case(surface, self.site, version)("give")
            alone.give(post, f"{names[surface]} title", f"{names[surface]} words")
        head = self.head(post)
        winner = next(names[one] for one in self.FIRST_HAS_THE_TITLE if one in names)
        self.assertEqual(set(head.titles), {f"{winner} title"})
        self.assertEqual(sorted(head.meta("description")),
                         sorted(f"{name} words" for name in names.values()))
        if Yoast in names:
            # What Yoast tells of itself is not what a visitor sees.
            seen = self.read(post, "editor")["yoast_head_json"]
            self.assertEqual((seen["title"], seen["description"]), ("Yoast title", "Yoast words"))


def case(surface, site, version, up=lambda: None):
    """A test case of `surface` at `version`; `up` brings that version about on the site."""
    label = f"{surface.__name__}_{version.replace('.', '_')}"
    return type(label, (surface, unittest.TestCase), {
        "site": site, "name": version, "version": number(version), "setUpClass": lambda: up()})


def together(site, active, up=lambda: None):
    """A test case of the plugins [(surface, version)…] side by side."""
    label = "Together_" + "_".join(surface.__name__ for surface, _ in active)
    return type(label, (Together, unittest.TestCase), {
        "site": site, "active": active, "setUpClass": lambda: up()})


def identify(folder):
    """The surface a plugin's folder is of, and its version."""
    slug = re.sub(r"-\d[\d.]*$", "", Path(folder).resolve().name)
    for surface in SURFACES:
        if surface.slug == slug:
            for path in Path(folder).glob("*.php"):
                text = path.read_text(encoding="utf-8", errors="replace")[:8192]
                version = re.search(r"^[ \t/*#@]*Version:\s*(\S+)", text, re.M)
                if "Plugin Name:" in text and version:
                    return surface, version[1]
    sys.exit(f"{folder}: none of {', '.join(surface.slug for surface in SURFACES)}")


def run(cases, wanted):
    """Runs the tests that a word of `wanted` is in, all of them without words; how many."""
    suite = unittest.TestSuite()
    for one in cases:
        suite.addTests(one(name) for name in unittest.defaultTestLoader.getTestCaseNames(one)
                       if not wanted or any(word in f"{one.__name__}.{name}" for word in wanted))
    if not unittest.TextTestRunner().run(suite).wasSuccessful():
        sys.exit(1)
    return suite.countTestCases()


def run_stand_ins(wanted):
    with WordPressSite(*EXTRA) as site:
        def switch(*active):
            versions = dict(active)
            site.set(**{f"stand_in_{surface.stand_in}": versions.get(surface, "")
                        for surface in SURFACES})

        cases = [case(surface, site, version, lambda one=(surface, version): switch(one))
                 for surface in SURFACES for version in surface.versions]
        newest = [(surface, surface.versions[-1]) for surface in Together.FIRST_HAS_THE_TITLE]
        for active in (newest[1:3], newest):
            cases.append(together(site, active, lambda active=active: switch(*active)))
        return run(cases, wanted)


def run_plugins(folders, wanted):
    """Each plugin alone, and then all of them together."""
    found = [identify(folder) for folder in folders]
    count = 0
    for folder, (surface, version) in zip(folders, found):
        with WordPressSite("--plugin", folder, *EXTRA) as site:
            count += run([case(surface, site, version)], wanted)
    if len(folders) > 1:
        options = [option for folder in folders for option in ("--plugin", folder)]
        with WordPressSite(*options, *EXTRA) as site:
            count += run([together(site, found)], wanted)
    return count


def main(run_plugins, run_stand_ins):
    wanted = sys.argv[1:]
    folders = []
    while "--plugin" in wanted:
        at = wanted.index("--plugin")
        if len(wanted) < at + 2:
            sys.exit("--plugin DIR")
        folders.append(wanted[at + 1])
        del wanted[at:at + 2]
    if not (run_plugins(folders, wanted) if folders else run_stand_ins(wanted)):
        sys.exit("no such test")


if __name__ == "__main__":
    main(run_plugins, run_stand_ins)
