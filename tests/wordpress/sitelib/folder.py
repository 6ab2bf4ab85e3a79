"""The scratch folder of one site: its record, its processes, its removal."""

import glob
import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time

PREFIX = "presslink-site-"
RECORD = "site.json"
LONGEST = 90  # Socket paths end at 107 bytes.
ROOM = 1 << 30  # A site takes 0.1 to 0.2 GB; memory is left alone unless it has plenty.


class Failure(Exception):
    """A step of the building failed; the message says why, with the end of the log that tells."""


class Folder:
    """Everything a site is made of lies in `path`. Its processes form one session, and all of
    them have their working directory in the folder: no other process is ever touched."""

    def __init__(self, path):
        self.path = path

    @classmethod
    def create(cls):
        """A new folder for the calling process, which has to lead a session."""
        folder = cls(tempfile.mkdtemp(prefix=PREFIX, dir=best_parent()))
        if len(folder.path) > LONGEST:
            os.rmdir(folder.path)
            raise Failure(f"set TMPDIR to a shorter path: {folder.path} is too long for a socket")
        folder.write(RECORD, json.dumps({"session": os.getpid(), "site": None}))
        return folder

    @classmethod
    def at(cls, path):
        """The folder at `path` if it is one of a site, else None."""
        return cls(path) if os.path.isfile(os.path.join(path, RECORD)) else None

    @classmethod
    def all(cls):
        """Every folder of this user, also of sites that are starting or dead."""
        return [cls(path) for parent in _parents()
                for path in sorted(glob.glob(os.path.join(parent, PREFIX + "*")))
                if os.path.isdir(path) and os.stat(path).st_uid == os.geteuid()]

    def file(self, name):
        return os.path.join(self.path, name)

    def write(self, name, text):
        """Writes a file at once, so that nobody reads half of it. Returns its path."""
        draft = self.file(name + ".new")
        with open(draft, "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(draft, self.file(name))
        return self.file(name)

    def record(self):
        try:
            with open(self.file(RECORD), encoding="utf-8") as file:
                return json.load(file)
        except FileNotFoundError:
            return {"session": None, "site": None}

    def finish(self, site):
        self.write(RECORD, json.dumps(self.record() | {"site": site}))

    def log(self, name):
        return self.file(name + ".log")

    def tail(self, name, lines=15):
        """The last lines of `name`.log, ready to end an error message."""
        try:
            with open(self.log(name), encoding="utf-8", errors="replace") as file:
                return "".join(f"\n  {line.rstrip()}" for line in file.readlines()[-lines:])
        except FileNotFoundError:
            return ""

    def start(self, name, command, **environment):
        """Starts a program in the folder, output to `name`.log."""
        # The leader of a process group cannot leave the session, which php-fpm tries to.
        with open(self.log(name), "ab") as log:
            return subprocess.Popen(command, cwd=self.path, stdin=subprocess.DEVNULL, stdout=log,
                                    stderr=log, env=clean_environment() | environment,
                                    process_group=0)

    def run(self, name, command):
        """Runs a program to its end; Failure unless it succeeds."""
        status = self.start(name, command).wait()
        if status != 0:
            raise Failure(f"{command[0]} ended with status {status}:{self.tail(name)}")

    def wait(self, process, name, address, seconds=30):
        """Waits until `process` takes connections at `address`; Failure if it never does."""
        deadline = time.monotonic() + seconds
        while not _accepts(address):
            if process.poll() is not None:
                raise Failure(f"{process.args[0]} ended with status {process.returncode}:"
                              f"{self.tail(name)}")
            if time.monotonic() > deadline:
                raise Failure(f"{process.args[0]} does not answer:{self.tail(name)}")
            time.sleep(0.02)

    def processes(self):
        """Ids of the living processes of the site, among them a `site up` that is still at it."""
        session, home = self.record()["session"], os.path.realpath(self.path)
        return [pid for pid in map(int, filter(str.isdigit, os.listdir("/proc")))
                if _session(pid) == session and (_directory(pid) + "/").startswith(home + "/")]

    def builder(self):
        """Id of the `site up` that is still building this site, else None."""
        session = self.record()["session"]
        return session if session in self.processes() else None

    def remove(self):
        """Kills the processes and deletes the folder. The data is thrown away, so no mercy."""
        deadline = time.monotonic() + 10
        while os.path.isdir(self.path):
            living = set(self.processes()) - {os.getpid()}
            for pid in living:
                try:
                    os.kill(pid, signal.SIGKILL)
                except ProcessLookupError:
                    pass
            if not living:
                # Another `site` may be removing the same folder.
                shutil.rmtree(self.path, ignore_errors=True)
            if time.monotonic() > deadline:
                raise Failure(f"{self.path} cannot be removed; processes: {living or 'none'}")
            time.sleep(0.01)


def _parents():
    """Where the folders lie: in TMPDIR if set, else in memory, which is far faster, or on disk."""
    return [*([] if "TMPDIR" in os.environ else ["/dev/shm"]), tempfile.gettempdir()]


def _has_room(parent):
    if not os.access(parent, os.W_OK):
        return False
    state = os.statvfs(parent)
    return state.f_bavail * state.f_frsize >= ROOM


def best_parent():
    """The one of them to put a new folder in."""
    return next(filter(_has_room, _parents()), tempfile.gettempdir())


def clean_environment():
    """No proxy, locale or PHP setting of the caller reaches the site."""
    return {"PATH": os.environ.get("PATH", os.defpath) + ":/usr/sbin:/sbin", "LC_ALL": "C.UTF-8"}


def _accepts(address):
    family = socket.AF_UNIX if isinstance(address, str) else socket.AF_INET
    with socket.socket(family) as probe:
        return probe.connect_ex(address) == 0


def _session(pid):
    """Session of a living process, or None."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
            state, _, _, session, *_ = file.read().rpartition(")")[2].split()
    except OSError:
        return None
    return None if state in "ZX" else int(session)


def _directory(pid):
    try:
        return os.readlink(f"/proc/{pid}/cwd")
    except OSError:
        return ""
