"""Builds one running site in a fresh folder."""

import http.client
import json
import os
import secrets
import shutil
import socket
import ssl
import subprocess
import threading
import time
import urllib.parse

from . import program, server
from .folder import clean_environment

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


class Failure(Exception):
    """The site cannot be built; the message says why, with the end of the log that tells."""


def tail(path, lines=15):
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return "".join(f"\n  {line.rstrip()}" for line in file.readlines()[-lines:])
    except OSError:
        return ""


def wait_until(condition, process, what, log, seconds=30):
    deadline = time.monotonic() + seconds
    while not condition():
        if process.poll() is not None:
            raise Failure(f"{what} ended with status {process.returncode}:{tail(log)}")
        if time.monotonic() > deadline:
            raise Failure(f"{what} did not answer in {seconds} s:{tail(log)}")
        time.sleep(0.02)


def accepts(address):
    family = socket.AF_UNIX if isinstance(address, str) else socket.AF_INET
    with socket.socket(family) as probe:
        return probe.connect_ex(address) == 0


def reserve_port(port):
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


class Build:
    """One `site up` into an empty folder. `options` are the parsed arguments."""

    def __init__(self, options, folder):
        self.options = options
        self.folder = folder
        self.port_holder = reserve_port(options.port)
        self.problem = None
        self.base = f"/{options.subdir}" if options.subdir else ""
        self.root = self.folder.file("root")
        self.wordpress = self.root + self.base
        self.url = (f"{'https' if options.https else 'http'}://127.0.0.1:"
                    f"{self.port_holder.getsockname()[1]}{self.base}")

    def run(self):
        """The finished site as the dictionary that `site up` prints."""
        os.mkdir(self.folder.file("tmp"))
        with open(self.folder.file("php.ini"), "w", encoding="utf-8") as file:
            file.write(PHP_INI.format(folder=self.folder.path))
        database = threading.Thread(target=self._catch, args=(self._start_database,))
        database.start()
        try:
            self._copy_wordpress()
        finally:
            database.join()
        if self.problem:
            raise self.problem
        users = json.loads(self._php("install", title=self.options.title,
                                     structure=STRUCTURES[self.options.permalinks]))
        web = self._start_web()
        self._check()
        self._add_plugins()
        site = {"url": self.url, "users": users, "pid": web.pid, "dir": self.folder.path}
        if self.options.https:
            site["ca"] = self.folder.file("ca.pem")
        self.folder.finish(site)
        return site

    def _catch(self, work):
        try:
            work()
        except Exception as error:  # handed to the main thread
            self.problem = error

    # The server trusts whoever reaches its socket; the folder is closed to all but its user.
    def _start_database(self):
        data, socket_path = self.folder.file("db"), self.folder.file("db.sock")
        user = ["--user=root"] if os.geteuid() == 0 else []
        log = self.folder.log("db")
        tuning = ["--innodb-log-file-size=8M", "--innodb-buffer-pool-size=64M", "--debug-no-sync",
                  f"--tmpdir={self.folder.file('tmp')}"]
        install = self.folder.start("db", [
            program.find("mariadb-install-db"), "--no-defaults", *user, f"--datadir={data}",
            "--skip-test-db", "--auth-root-authentication-method=normal", *tuning])
        if install.wait() != 0:
            raise Failure(f"mariadb-install-db failed:{tail(log)}")
        create = self.folder.file("create.sql")
        with open(create, "w", encoding="utf-8") as file:
            file.write("CREATE DATABASE wordpress CHARACTER SET utf8mb4;\n")
        mariadb = self.folder.start("db", [
            program.find("mariadbd"), "--no-defaults", *user, f"--datadir={data}",
            "--skip-networking", f"--socket={socket_path}", f"--init-file={create}",
            f"--pid-file={self.folder.file('db.pid')}", "--max-allowed-packet=64M",
            "--innodb-flush-log-at-trx-commit=0", "--skip-innodb-doublewrite",
            "--performance-schema=off", *tuning])
        wait_until(lambda: accepts(socket_path), mariadb, "mariadbd", log)

    def _copy_wordpress(self):
        source = os.path.realpath(self.options.wordpress)

        def unwanted(directory, names):
            return {"wp-config.php", ".htaccess", ".git"} & set(names) if directory == source else ()

        # Symbolic links are followed: Debian's lead out of the tree by relative paths.
        shutil.copytree(source, self.wordpress, ignore=unwanted, copy_function=shutil.copyfile,
                        ignore_dangling_symlinks=True)
        themes = os.path.join(self.wordpress, "wp-content/themes")
        own_theme = not any(name.startswith("twenty") for name in os.listdir(themes))
        if own_theme:
            shutil.copytree(os.path.join(HERE, "theme"), os.path.join(themes, "plain"))
        self._write_config(own_theme)

    def _write_config(self, own_theme):
        constants = {
            "DB_NAME": "wordpress", "DB_USER": "root", "DB_PASSWORD": "", "DB_CHARSET": "utf8mb4",
            "DB_COLLATE": "", "DB_HOST": "localhost:" + self.folder.file("db.sock"),
            "WP_ENVIRONMENT_TYPE": self.options.env, "WP_DEBUG": False, "FS_METHOD": "direct",
            "WP_HTTP_BLOCK_EXTERNAL": True, "DISABLE_WP_CRON": True,
            "AUTOMATIC_UPDATER_DISABLED": True, "DISALLOW_FILE_MODS": True,
        }
        if own_theme:
            constants["WP_DEFAULT_THEME"] = "plain"
        for scheme in ("AUTH", "SECURE_AUTH", "LOGGED_IN", "NONCE"):
            constants |= {scheme + "_KEY": secrets.token_hex(32),
                          scheme + "_SALT": secrets.token_hex(32)}
        lines = [f"define('{name}', {php_literal(value)});\n" for name, value in constants.items()]
        with open(os.path.join(self.wordpress, "wp-config.php"), "w", encoding="utf-8") as file:
            file.write("<?php\n" + "".join(lines) + "$table_prefix = 'wp_';\n"
                       "defined('ABSPATH') || define('ABSPATH', __DIR__ . '/');\n"
                       "require_once ABSPATH . 'wp-settings.php';\n")

    def _php(self, step, **data):
        command = [program.find("php"), "-c", self.folder.file("php.ini"), "-d", "error_log=",
                   os.path.join(HERE, "php/install.php"), self.wordpress, step]
        done = subprocess.run(command, input=json.dumps(data | {"url": self.url}), text=True,
                              capture_output=True, cwd=self.folder.path, check=False,
                              env=clean_environment())
        if done.returncode != 0:
            raise Failure(f"WordPress: {step} failed:\n{done.stderr[-2000:]}{done.stdout[-2000:]}")
        return done.stdout

    def _start_web(self):
        port = self.port_holder.getsockname()[1]
        rewrite = self.options.permalinks != "almost"
        start = server.start_nginx if self.options.https else server.start_php
        web = start(self.folder, self.root, self.base, port, rewrite)
        wait_until(lambda: accepts(("127.0.0.1", port)), web, "the web server",
                   self.folder.log("web"))
        self.port_holder.close()
        return web

    def _check(self):
        """Asks before plugins come in: they may break the site on purpose."""
        for path in ("/", "/?rest_route=/"):
            status, body = self._get(path)
            if status != 200:
                start = body[:300].decode(errors="replace")
                raise Failure(f"{self.url}{path} answers {status}: {start}"
                              f"{tail(self.folder.log('php'))}{tail(self.folder.log('web'))}")

    def _get(self, path):
        url = urllib.parse.urlsplit(self.url)
        if self.options.https:
            context = ssl.create_default_context(cafile=self.folder.file("ca.pem"))
            connection = http.client.HTTPSConnection(url.netloc, timeout=30, context=context)
        else:
            connection = http.client.HTTPConnection(url.netloc, timeout=30)
        try:
            connection.request("GET", url.path + path)
            answer = connection.getresponse()
            return answer.status, answer.read()
        except OSError as error:
            raise Failure(f"{self.url}{path}: {error}{tail(self.folder.log('web'))}") from error
        finally:
            connection.close()

    def _add_plugins(self):
        content = os.path.join(self.wordpress, "wp-content")
        folders = []
        for source in self.options.plugin:
            folders.append(os.path.basename(os.path.realpath(source)))
            shutil.copytree(source, os.path.join(content, "plugins", folders[-1]),
                            dirs_exist_ok=True)
        if folders:
            self._php("activate", plugins=folders)
        # Last, so that a must-use plugin that blocks things cannot block the building itself.
        for source in self.options.mu_plugin:
            os.makedirs(os.path.join(content, "mu-plugins"), exist_ok=True)
            shutil.copy(source, os.path.join(content, "mu-plugins"))


def php_literal(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"
