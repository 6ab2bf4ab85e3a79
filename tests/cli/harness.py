"""What the tests of the command line share: a real site, the program, documents, a proxy."""

import base64
import http.client
import http.server
import json
import os
import shutil
import signal
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import urllib.error
import urllib.parse
import urllib.request

HERE = os.path.dirname(os.path.realpath(__file__))
SITE = os.path.join(HERE, "..", "wordpress", "site")
PROGRAM = os.environ.get("PRESSLINK", "")


class Site:
    """A WordPress of its own, from `up` to `down`."""

    def __init__(self, *options):
        tree = os.environ.get("PRESSLINK_WORDPRESS")
        options = [*options, *(["--wordpress", tree] if tree else [])]
        line = subprocess.run([sys.executable, SITE, "up", *options], check=True,
                              stdout=subprocess.PIPE, text=True).stdout
        facts = json.loads(line)
        self.url = facts["url"]
        self.users = facts["users"]
        self.ca = facts.get("ca")
        self.port = urllib.parse.urlsplit(self.url).port

    def down(self):
        subprocess.run([sys.executable, SITE, "down", self.url], check=True,
                       stdout=subprocess.DEVNULL)

    def set(self, **options):
        """Stores WordPress options; `stand_in_NAME=VERSION` lets an SEO plugin's stand-in play."""
        subprocess.run([sys.executable, SITE, "set", self.url,
                        *(f"{name}:={json.dumps(value)}" for name, value in options.items())],
                       check=True, stdout=subprocess.DEVNULL)

    def password(self, user):
        return self.users[user]["app_password"]

    def rest(self, method, route, body=None, user="admin"):
        """The decoded answer; raises urllib's HTTPError for an error status."""
        login = base64.b64encode(f"{user}:{self.password(user)}".encode()).decode()
        request = urllib.request.Request(
            self.url + "/?rest_route=" + route, method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": "Basic " + login, "Content-Type": "application/json",
                     "Accept": "application/json"})
        trust = ssl.create_default_context(cafile=self.ca)
        with urllib.request.urlopen(request, timeout=60, context=trust) as answer:
            return json.load(answer)

    def post(self, post_id):
        return self.rest("GET", f"/wp/v2/posts/{post_id}&context=edit")

    def posts(self, text, status="any"):
        """All posts whose title or content holds `text`."""
        found = self.rest("GET", "/wp/v2/posts&context=edit&per_page=100&_fields="
                          "id,slug,status,title,content,categories,tags"
                          f"&status={status}&search={urllib.parse.quote(text)}")
        return [post for post in found
                if text in post["title"]["raw"] or text in post["content"]["raw"]]

    def count_posts(self):
        return len(self.rest("GET", "/wp/v2/posts&per_page=100&_fields=id&status=any"))

    def new_password(self, user, name):
        """(uuid, password) of a new Application Password of `user`."""
        made = self.rest("POST", "/wp/v2/users/me/application-passwords", {"name": name}, user)
        return made["uuid"], made["password"]

    def revoke(self, user, uuid):
        self.rest("DELETE", f"/wp/v2/users/me/application-passwords/{uuid}", user=user)


class Ended:
    """How a run of the program ended."""

    def __init__(self, code, out, err):
        self.code = code
        self.out = out
        self.err = err

    @property
    def lines(self):
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def json(self):
        (answer,) = self.lines
        return answer


def environment(folder, password=None):
    kept = {key: value for key, value in os.environ.items()
            if key not in ("PRESSLINK_APP_PASSWORD", "DISPLAY", "WAYLAND_DISPLAY")}
    kept["XDG_CONFIG_HOME"] = os.path.join(folder, "config")
    if password is not None:
        kept["PRESSLINK_APP_PASSWORD"] = password
    return kept


class Case(unittest.TestCase):
    """A test with a folder of its own, which is the program's current folder."""

    site = None

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="presslink-cli-")
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def run_presslink(self, *arguments, password=None, stdin=""):
        run = subprocess.run([PROGRAM, *arguments], cwd=self.folder, input=stdin,
                             capture_output=True, text=True, timeout=180,
                             env=environment(self.folder, password))
        self.assertNotIn("Sanitizer", run.stderr)
        for secret in self.secrets():
            self.assertNotIn(secret, run.stdout + run.stderr)
        return Ended(run.returncode, run.stdout, run.stderr)

    def presslink(self, *arguments, user="admin", site=None, **more):
        """Runs it on the site as `user`."""
        more.setdefault("password", self.site.password(user))
        return self.run_presslink(*arguments, "--site", site or self.site.url, "--user", user,
                                  **more)

    def silent_to(self, takes):
        """A way to the site on which the requests that `takes(handler)` get no answer."""
        release = threading.Event()

        def hook(_, at, handler):
            if at == "arrived" and takes(handler):
                release.wait(30)
                return "drop"
            return None

        proxy = Proxy(self.site, hook)
        self.addCleanup(proxy.close)
        self.addCleanup(release.set)
        return proxy

    def secrets(self):
        return [facts["app_password"] for facts in self.site.users.values()] if self.site else []

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(text if isinstance(text, bytes) else text.encode())
        return name

    def document(self, name, body="Some text.\n", **fields):
        """A Markdown document; the values are written as JSON, which is YAML."""
        front = "".join(f"{key}: {json.dumps(value)}\n" for key, value in fields.items())
        return self.write(name, f"---\n{front}---\n\n{body}")


class Proxy:
    """Stands in front of a site, under an address as long, so that lengths stay as they are.

    `hook(number, moment, request)` is called for each request, counted from 0, at the moments
    `arrived`, `answered` (by the site) and `returned` (to the client). It may return "drop" to
    close the connection instead of going on.
    """

    def __init__(self, site, hook):
        self.site = site
        self.hook = hook
        self.lock = threading.Lock()
        self.number = 0
        proxy = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def handle_request(self):
                proxy.serve(self)

            do_GET = do_HEAD = do_POST = do_DELETE = handle_request

        self.server = self.listen(Handler)
        self.server.daemon_threads = True
        self.server.handle_error = lambda *_: None  # a client that was killed is no news
        self.port = self.server.server_port
        self.url = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def listen(self, handler):
        """A server on a port with as many digits as the site's."""
        while True:
            server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
            if len(str(server.server_port)) == len(str(self.site.port)):
                return server
            server.server_close()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def serve(self, handler):
        with self.lock:
            number = self.number
            self.number += 1
        length = int(handler.headers.get("Content-Length") or 0)
        body = handler.rfile.read(length)
        try:
            if self.hook(number, "arrived", handler) == "drop":
                raise ConnectionError
            status, headers, answer = self.forward(handler, body)
            if self.hook(number, "answered", handler) == "drop":
                raise ConnectionError
            handler.send_response_only(status)
            for name, value in headers:
                handler.send_header(name, value)
            handler.end_headers()
            handler.wfile.write(answer)
            handler.wfile.flush()
            self.hook(number, "returned", handler)
        except ConnectionError:
            handler.close_connection = True

    def forward(self, handler, body):
        ours, theirs = f"127.0.0.1:{self.port}", f"127.0.0.1:{self.site.port}"
        headers = {name: value for name, value in handler.headers.items()
                   if name.lower() not in ("host", "accept-encoding", "connection")}
        upstream = http.client.HTTPConnection("127.0.0.1", self.site.port, timeout=120)
        upstream.request(handler.command, handler.path, body or None, headers)
        response = upstream.getresponse()
        answer = response.read().replace(theirs.encode(), ours.encode())
        kept = [(name, value.replace(theirs, ours)) for name, value in response.getheaders()
                if name.lower() not in ("transfer-encoding", "content-length", "connection")]
        if handler.command != "HEAD":
            kept.append(("Content-Length", str(len(answer))))
        upstream.close()
        return response.status, kept, answer


class Running:
    """The program while it runs."""

    def __init__(self, arguments, folder, password):
        self.process = subprocess.Popen([PROGRAM, *arguments], cwd=folder, text=True,
                                        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, env=environment(folder, password))

    def signal(self, number):
        # A process that has ended by itself is no longer ours to signal.
        if self.process.poll() is None:
            self.process.send_signal(number)

    def kill(self):
        self.signal(signal.SIGKILL)

    def end(self, timeout=60):
        out, err = self.process.communicate(timeout=timeout)
        return Ended(self.process.returncode, out, err)


def wait_until(condition, timeout=30):
    end = time.monotonic() + timeout
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.002)
