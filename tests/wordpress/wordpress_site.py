"""A WordPress for the length of a `with` block, and what tests ask of it besides presslink."""

import base64
import json
import ssl
import subprocess
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

HERE = Path(__file__).parent


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
        subprocess.run([HERE / "site", "down", self.url], check=True, capture_output=True)

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
