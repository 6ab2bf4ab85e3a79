"""A WordPress for the length of a `with` block, and what tests ask of it besides presslink."""

import base64
import html.parser
import json
import ssl
import subprocess
import urllib.error
import urllib.parse
import urllib.request
import xmlrpc.client
from pathlib import Path

HERE = Path(__file__).parent


class Head(html.parser.HTMLParser):
    """What a page's <head> says to search engines; everything in the order it stands there."""

    def __init__(self, page):
        super().__init__()
        self.titles = []
        self.comments = []
        self.canonicals = []
        self._meta = {}
        self._in_title = False
        self.feed(page.partition("</head>")[0])

    def meta(self, name):
        """The contents of every <meta> of that name or property."""
        return self._meta.get(name, [])

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag == "title":
            self._in_title = True
            self.titles.append("")
        elif tag == "link" and attributes.get("rel") == "canonical":
            self.canonicals.append(attributes["href"])
        elif tag == "meta":
            name = attributes.get("name") or attributes.get("property")
            self._meta.setdefault(name, []).append(attributes.get("content"))

    def handle_endtag(self, tag):
        self._in_title &= tag != "title"

    def handle_data(self, data):
        if self._in_title:
            self.titles[-1] += data

    def handle_comment(self, data):
        self.comments.append(data.strip())


class WordPressSite:
    """Started by `tests/wordpress/site up` with the given options; gone when the block ends."""

    def __init__(self, *options):
        self._options = options

    def __enter__(self):
        run = subprocess.run([HERE / "site", "up", *self._options], capture_output=True, text=True)
        if run.returncode != 0:
            raise RuntimeError(f"no WordPress: {run.stderr}")
        self.facts = json.loads(run.stdout)
        self.url = self.facts["url"]
        return self

    def __exit__(self, *_):
        subprocess.run([HERE / "site", "down", self.facts["url"]], check=True, capture_output=True)

    @property
    def ca(self):
        return self.facts.get("ca")

    def app_password(self, login):
        return self.facts["users"][login]["app_password"]

    def rest(self, route, login="admin", method="GET", body=None, **query):
        """Asks the REST API in the style that every permalink setting has; (status, JSON)."""
        address = f"{self.url}/?{urllib.parse.urlencode({'rest_route': route, **query})}"
        request = urllib.request.Request(address, method=method)
        if login:
            pair = f"{login}:{self.app_password(login)}".encode()
            request.add_header("Authorization", "Basic " + base64.b64encode(pair).decode())
        if body is not None:
            request.data = json.dumps(body).encode()
            request.add_header("Content-Type", "application/json")
        context = ssl.create_default_context(cafile=self.ca) if self.ca else None
        try:
            with urllib.request.urlopen(request, context=context) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)

    def set(self, **options):
        """Stores WordPress options; each value is text, None is JSON's null."""
        subprocess.run([HERE / "site", "set", self.url,
                        *(f"{name}:={json.dumps(value)}" for name, value in options.items())],
                       check=True, capture_output=True, text=True)

    def set_blog(self, name, **values):
        """Changes a site of the network: columns of wp_blogs, or its options."""
        subprocess.run([HERE / "site", "blog", self.facts["url"], name,
                        *(f"{key}:={json.dumps(value)}" for key, value in values.items())],
                       check=True, capture_output=True, text=True)

    def head(self, address):
        """The <head> that a visitor gets."""
        context = ssl.create_default_context(cafile=self.ca) if self.ca else None
        with urllib.request.urlopen(address, context=context) as answer:
            return Head(answer.read().decode())

    def xmlrpc(self, method, *arguments, login="admin"):
        """Calls a method of WordPress's XML-RPC with the Application Password."""
        server = xmlrpc.client.ServerProxy(f"{self.url}/xmlrpc.php", allow_none=True)
        return getattr(server, method)(1, login, self.app_password(login), *arguments)

    def posts(self, **query):
        """Every post but those in the trash, raw, oldest first."""
        found = []
        page = 1
        while True:
            status, batch = self.rest("/wp/v2/posts", status="any", context="edit", per_page=100,
                                      page=page, orderby="id", order="asc", **query)
            if status != 200:
                return found
            found += batch
            if len(batch) < 100:
                return found
            page += 1
