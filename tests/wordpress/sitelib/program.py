"""Programs and PHP extensions the site needs, and the Debian packages they come from."""

import glob
import os
import shutil
import subprocess

WORDPRESS = "/usr/share/wordpress"
SEARCH_PATH = os.environ.get("PATH", os.defpath) + ":/usr/sbin:/sbin"


class Missing(Exception):
    """Something has to be installed first; the message is the command to run."""


def find(name):
    """Absolute path of a program, or None. sbin is searched too: users have no need of it."""
    return shutil.which(name, path=SEARCH_PATH)


def find_fpm():
    """php-fpm carries the PHP version in its name; the newest one is taken."""
    found = [find("php-fpm")] + sorted(glob.glob("/usr/sbin/php-fpm[0-9]*"), reverse=True)
    return next((path for path in found if path), None)


def _php_modules(php):
    listing = subprocess.run([php, "-m"], capture_output=True, text=True, check=False).stdout
    return set(listing.lower().split())


def require(https, apache, debian_wordpress):
    """Raises Missing unless all is there that a site, perhaps of Debian's WordPress, needs."""
    php = find("php")
    modules = _php_modules(php) if php else set()
    present = {
        "php-cli": php,
        "php-mysql": "mysqli" in modules,
        "php-xml": "xml" in modules,
        "php-mbstring": "mbstring" in modules,
        "mariadb-server-core": find("mariadbd") and find("mariadb-install-db"),
    }
    if https:
        present |= {"nginx": find("nginx"), "php-fpm": find_fpm(), "openssl": find("openssl")}
    if apache:
        present["apache2-bin"] = find("apache2")
    missing = [package for package, there in present.items() if not there]
    if debian_wordpress and not os.path.isdir(WORDPRESS):
        # php-fpm and nginx, named first, keep Apache and mod_php away.
        missing = ["php-fpm", "nginx", "php", "wordpress", "wordpress-theme-twentytwentythree",
                   *missing]
    if missing:
        raise Missing("as root: apt-get install --no-install-recommends "
                      + " ".join(dict.fromkeys(missing)))
