"""The scratch folder of one site: its record, its processes, its removal."""

import glob
import json
import os
import shutil
import signal
import subprocess
import tempfile
import time

PREFIX = "presslink-site-"
RECORD = "site.json"


def _stat(pid):
    """(state, session, start time) of a process, or None when it is gone."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
            fields = file.read().rpartition(")")[2].split()
    except OSError:
        return None
    return fields[0], int(fields[3]), int(fields[19])


class Folder:
    """`path` holds everything a site is made of; nothing of it lies elsewhere."""

    def __init__(self, path):
        self.path = path

    @classmethod
    def create(cls):
        folder = cls(tempfile.mkdtemp(prefix=PREFIX))
        pid = os.getpid()
        folder._write({"owner": [pid, _stat(pid)[2]], "sessions": [], "site": None})
        return folder

    @classmethod
    def all(cls):
        """Every folder of this user, also of sites that are starting or dead."""
        found = sorted(glob.glob(os.path.join(tempfile.gettempdir(), PREFIX + "*")))
        return [cls(path) for path in found
                if os.path.isdir(path) and os.stat(path).st_uid == os.geteuid()]

    def file(self, *names):
        return os.path.join(self.path, *names)

    def record(self):
        try:
            with open(self.file(RECORD), encoding="utf-8") as file:
                return json.load(file)
        except (OSError, ValueError):
            return {"owner": [0, 0], "sessions": [], "site": None}

    def _write(self, record):
        # Another `site` may read at any moment: it must see the old record or the new one.
        draft = self.file(RECORD + ".new")
        with open(draft, "w", encoding="utf-8") as file:
            json.dump(record, file)
        os.replace(draft, self.file(RECORD))

    def finish(self, site):
        self._write(self.record() | {"site": site})

    def log(self, name):
        return self.file(name + ".log")

    def start(self, name, command, environment=None, stdin=subprocess.DEVNULL):
        """Starts a program in a session of its own, inside the folder, output to `name`.log."""
        with open(self.log(name), "ab") as log:
            process = subprocess.Popen(
                command, cwd=self.path, stdin=stdin, stdout=log, stderr=log,
                env=clean_environment() | (environment or {}), start_new_session=True)
        record = self.record()
        record["sessions"].append(process.pid)
        self._write(record)
        return process

    def processes(self):
        """Living processes of the site. The working directory guards against reused ids."""
        sessions = set(self.record()["sessions"])
        home = os.path.realpath(self.path)
        living = []
        for pid in filter(str.isdigit, os.listdir("/proc")):
            stat = _stat(pid)
            if not stat or stat[0] in "ZX" or stat[1] not in sessions:
                continue
            try:
                directory = os.readlink(f"/proc/{pid}/cwd").removesuffix(" (deleted)")
            except OSError:
                continue
            if directory == home or directory.startswith(home + "/"):
                living.append(int(pid))
        return living

    def owner(self):
        """Process id of the `site up` that is still building this site, else None."""
        record = self.record()
        pid, started = record["owner"]
        stat = _stat(pid)
        return pid if not record["site"] and stat and stat[2] == started else None

    def remove(self):
        """Kills the processes and deletes the folder. The data is thrown away, so no mercy."""
        deadline = time.monotonic() + 10
        while living := self.processes():
            if time.monotonic() > deadline:
                raise RuntimeError(f"{self.path}: processes do not end: {living}")
            for pid in living:
                try:
                    os.kill(pid, signal.SIGKILL)
                except ProcessLookupError:
                    pass
            time.sleep(0.02)
        shutil.rmtree(self.path)


def clean_environment():
    """No proxy, locale or PHP setting of the caller reaches the site."""
    return {"PATH": os.environ.get("PATH", os.defpath) + ":/usr/sbin:/sbin", "LC_ALL": "C.UTF-8"}
