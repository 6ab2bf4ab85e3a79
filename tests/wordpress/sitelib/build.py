"""Builds one running site in a fresh folder."""

import glob
import json
import os
import re
import secrets
import shutil
import signal
import socket
import ssl
import subprocess
import threading
import urllib.error
import urllib.parse
import urllib.request

from . import program, server
from .folder import Failure, clean_environment
from .fronts import Fronts

# What ends a `site up` before its time.
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
STRUCTURES = {
    "pretty": "/%postname%/",
    "plain": "",
    "almost": "/index.php/%postname%/",
}
PHP_INI = """\
memory_limit = 256M
post_max_size = 64M
upload_max_filesize = 64M
variables_order = GPCS
display_errors = Off
html_errors = Off
log_errors = On
error_log = {folder}/php.log
sendmail_path = /bin/true
sys_temp_dir = {folder}/tmp
upload_tmp_dir = {folder}/tmp
session.save_path = {folder}/tmp
opcache.enable = On
opcache.revalidate_freq = 0
opcache.lockfile_path = {folder}/tmp
"""


class Build:
    """One `site up` into an empty folder. `options` are the parsed arguments."""

    def __init__(self, options, folder):
        self.options = options
        self.folder = folder
        self.port_holder = _reserve_port(options.port)
        self.port = self.port_holder.getsockname()[1]
        self.base = f"/{options.subdir}" if options.subdir else ""
        self.root = folder.file("root")
        self.wordpress = self.root + self.base
        scheme = "https" if options.https else "http"
        self.url = f"{scheme}://127.0.0.1:{self.port}{self.base}"
        self.problem = None
        self.fronts = Fronts(folder, self.root) if options.blockers else None

    def run(self):
        """The finished site as the dictionary that `site up` prints."""
        os.mkdir(self.folder.file("tmp"))
        self.folder.write("php.ini", PHP_INI.format(folder=self.folder.path))
        self._prepare()
        users = json.loads(self._php("install", title=self.options.title,
                                     structure=STRUCTURES[self.options.permalinks]))
        if self.options.network:
            self._make_network()
        web = server.start(self.folder, self.options, self.root, self.base, self.port,
                           self.fronts)
        self.port_holder.close()
        if self.fronts:
            self.fronts.release()
        self._check()
        self._add_plugins()
        site = {"url": self.url, "users": users, "pid": web.pid, "dir": self.folder.path}
        if self.options.https:
            site["ca"] = self.folder.file("ca.pem")
        if self.fronts:
            site["blocked"] = self.fronts.urls()
        if self.options.network:
            site["network"] = {name: f"{self.url}/{name}" for name in self.options.network}
        self.folder.finish(site)
        return site

    def _prepare(self):
        """Database and files, side by side: together they are half of the time."""
        database = threading.Thread(target=self._try_database)
        # A signal while it starts would leave it at work in a folder that is being removed; it lets
        # them through itself, once it can be waited for.
        signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
        try:
            database.start()
            signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
            self._copy_wordpress()
        finally:
            database.join()
        if self.problem:
            raise self.problem

    def _try_database(self):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)  # the programs inherit it
        try:
            self._start_database()
        except Exception as error:  # Handed to the main thread.
            self.problem = error

    # The server trusts whoever reaches its socket; the folder is closed to all but its user.
    def _start_database(self):
        options = ["--no-defaults", *(["--user=root"] if os.geteuid() == 0 else []),
                   f"--datadir={self.folder.file('db')}", f"--tmpdir={self.folder.file('tmp')}",
                   "--innodb-log-file-size=8M", "--innodb-buffer-pool-size=64M", "--debug-no-sync",
                   "--innodb-flush-method=fsync", "--innodb-use-native-aio=0"]
        # --force: a machine whose own name does not resolve is good enough for a socket.
        self.folder.run("db", [program.find("mariadb-install-db"), *options, "--skip-test-db",
                               "--force", "--auth-root-authentication-method=normal"])
        socket_path = self.folder.file("db.sock")
        create = self.folder.write("create.sql",
                                   "CREATE DATABASE wordpress CHARACTER SET utf8mb4;\n")
        mariadb = self.folder.start("db", [
            program.find("mariadbd"), *options, "--skip-networking", f"--socket={socket_path}",
            f"--pid-file={self.folder.file('db.pid')}", f"--init-file={create}",
            "--max-allowed-packet=64M", "--innodb-flush-log-at-trx-commit=0",
            "--skip-innodb-doublewrite", "--performance-schema=off"])
        self.folder.wait(mariadb, "db", socket_path)

    def _copy_wordpress(self):
        source = os.path.realpath(self.options.wordpress)

        def leave_out(directory, _names):
            return {"wp-config.php", ".htaccess", ".git"} if directory == source else ()

        # Symbolic links are followed: Debian's lead out of the tree by relative paths.
        shutil.copytree(source, self.wordpress, ignore=leave_out, ignore_dangling_symlinks=True,
                        copy_function=shutil.copyfile)
        themes = os.path.join(self.wordpress, "wp-content/themes")
        own_theme = not glob.glob(os.path.join(themes, "twenty*"))
        if own_theme:
            shutil.copytree(os.path.join(HERE, "theme"), os.path.join(themes, "plain"))
        self.constants = {"WP_DEFAULT_THEME": "plain"} if own_theme else {}
        self._write_config({})

    def _make_network(self):
        self._php("network", title=self.options.title)
        # As its administrator is told to write them (wp-admin/network.php).
        self._write_config({
            "MULTISITE": True, "SUBDOMAIN_INSTALL": False, "PATH_CURRENT_SITE": "/",
            "DOMAIN_CURRENT_SITE": f"127.0.0.1:{self.port}", "SITE_ID_CURRENT_SITE": 1,
            "BLOG_ID_CURRENT_SITE": 1})
        self._php("add_sites", names=self.options.network,
                  structure=STRUCTURES[self.options.permalinks])

    def _write_config(self, more):
        constants = self.constants | more | {
            "DB_NAME": "wordpress", "DB_USER": "root", "DB_PASSWORD": "", "DB_CHARSET": "utf8mb4",
            "DB_COLLATE": "", "DB_HOST": "localhost:" + self.folder.file("db.sock"),
            "WP_ENVIRONMENT_TYPE": self.options.env, "WP_DEBUG": False, "FS_METHOD": "direct",
            "WP_HTTP_BLOCK_EXTERNAL": True, "AUTOMATIC_UPDATER_DISABLED": True,
            "DISABLE_WP_CRON": True,
        }
        for scheme in ("AUTH", "SECURE_AUTH", "LOGGED_IN", "NONCE"):
            constants |= {scheme + "_KEY": secrets.token_hex(32),
                          scheme + "_SALT": secrets.token_hex(32)}
        lines = [f"define('{name}', {_php_literal(value)});\n" for name, value in constants.items()]
        with open(os.path.join(self.wordpress, "wp-config.php"), "w", encoding="utf-8") as file:
            file.write("<?php\n" + "".join(lines) + "$table_prefix = 'wp_';\n"
                       "defined('ABSPATH') || define('ABSPATH', __DIR__ . '/');\n"
                       "require_once ABSPATH . 'wp-settings.php';\n")

    def _php(self, step, **data):
        return run_php(self.folder, self.url, step, **data)

    def _check(self):
        """Asks before plugins come in: they may break the site on purpose."""
        context = None
        if self.options.https:
            context = ssl.create_default_context(cafile=self.folder.file("ca.pem"))
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}),
                                             urllib.request.HTTPSHandler(context=context))
        for path in ("/", "/?rest_route=/"):
            try:
                opener.open(self.url + path, timeout=30).close()
            except OSError as error:
                raise Failure(f"{self.url}{path}: {error}{self.folder.tail('php')}"
                              f"{self.folder.tail('web')}") from error

    def _add_plugins(self):
        content = os.path.join(self.wordpress, "wp-content")
        must_use = os.path.join(content, "mu-plugins")
        os.makedirs(must_use, exist_ok=True)
        for source in self.options.plugin:
            # Versions of a plugin lie side by side as slug-1.2.3; WordPress knows it by its slug.
            name = re.sub(r"-\d[\d.]*$", "", os.path.basename(source))
            setup = os.path.join(HERE, "plugin-setup", name + ".php")
            if os.path.isfile(setup):
                shutil.copy(setup, must_use)
            shutil.copytree(source, os.path.join(content, "plugins", name), dirs_exist_ok=True)
            self._php("activate", plugin=name)
        if self.options.set:
            self._php("set", options=dict(self.options.set))
        # Last, so that a must-use plugin that blocks things cannot block the building itself.
        for source in self.options.mu_plugin:
            shutil.copy(source, must_use)
        for name in ("blockers", "plugins"):
            shutil.copytree(os.path.join(HERE, name), os.path.join(must_use, name))
        with open(os.path.join(must_use, "stand-ins.php"), "w", encoding="utf-8") as file:
            file.write("<?php\nrequire __DIR__ . '/blockers/load.php';\n"
                       "require __DIR__ . '/plugins/load.php';\n")


def run_php(folder, url, step, **data):
    """Runs a step of install.php on the site at `url`; no password is on its command line."""
    wordpress = folder.file("root") + urllib.parse.urlsplit(url).path
    command = [program.find("php"), "-c", folder.file("php.ini"), "-d", "error_log=",
               os.path.join(HERE, "php/install.php"), wordpress, step]
    done = subprocess.run(command, input=json.dumps(data | {"url": url}), text=True,
                          capture_output=True, cwd=folder.path, env=clean_environment(),
                          check=False)
    if done.returncode != 0:
        subject = data.get("plugin", "WordPress")
        raise Failure(f"{subject}: {step} failed: {(done.stderr or done.stdout)[-3000:]}")
    return done.stdout


def _reserve_port(port):
    """A bound, not listening socket. While it is held, port 0 gives this port to nobody else,
    and yet a server with SO_REUSEADDR can listen on it."""
    holder = socket.socket()
    holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        holder.bind(("127.0.0.1", port))
    except OSError as error:
        holder.close()
        raise Failure(f"port {port}: {error.strerror}") from error
    return holder


def _php_literal(value):
    if not isinstance(value, str):
        return json.dumps(value)
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"
