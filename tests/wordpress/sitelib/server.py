"""The two web servers: PHP's built-in one, and nginx with php-fpm for https."""

import os
import shutil
import subprocess

from . import program

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
WORKERS = 4


def start_php(folder, root, base, port, rewrite):
    # PHP changes into the folder of the router, so that must lie inside the site.
    router = shutil.copy(os.path.join(HERE, "php/router.php"), folder.file("router.php"))
    return folder.start("web", [
        program.find("php"), "-c", folder.file("php.ini"), "-S", f"127.0.0.1:{port}", "-t", root,
        router], {"PHP_CLI_SERVER_WORKERS": str(WORKERS), "SITE_BASE": base,
                  "SITE_REWRITE": "1" if rewrite else "0"})
