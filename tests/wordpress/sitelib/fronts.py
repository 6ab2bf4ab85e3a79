"""Further addresses of one site, each with something in front that blocks.

Every stand-in of tests/wordpress/blockers has an address, and so has every way in which a web server
gets between: nginx and Apache in the wrong configurations of real hosts.
"""

import glob
import os
import re
import socket

from . import program

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
MODULES = "/usr/lib/apache2/modules"

PLAIN_PAGE = "default_type text/html; return %d '<html><body>%s</body></html>';"
CACHE = """
        fastcgi_cache pages;
        fastcgi_cache_key $server_port$request_uri;
        fastcgi_cache_methods GET HEAD;
        fastcgi_cache_valid any 1h;
        fastcgi_ignore_headers Cache-Control Expires Set-Cookie Vary;
"""

# name: settings. `server` goes into the server block, `php` beside what PHP is told, `home` is the
# scheme WordPress believes in, `rewrite` whether unknown paths go to WordPress.
NGINX_FRONTS = {
    "healthy": {},
    "plain_http": {"tls": False},
    # TLS ends at a proxy and PHP never hears of it; so do both addresses under Settings > General.
    "tls_unseen": {"php": "fastcgi_param HTTPS '';", "home": "http"},
    # The same with https there: pages redirect to themselves for ever.
    "tls_loop": {"php": "fastcgi_param HTTPS '';"},
    "nginx_strips_header": {"php": "fastcgi_param HTTP_AUTHORIZATION '';"},
    # And XML-RPC, which would tell, is closed.
    "nginx_strips_header_no_xml_rpc": {"php": "fastcgi_param HTTP_AUTHORIZATION '';",
                                       "server": "location = /xmlrpc.php { return 403; }"},
    "basic_auth": {"server": "auth_basic 'Staging'; auth_basic_user_file @folder@/htpasswd;"},
    "basic_auth_api": {"server": "location ^~ /wp-json/ { auth_basic 'API'; "
                                 "auth_basic_user_file @folder@/htpasswd; "
                                 "try_files $uri /index.php?$args; }"},
    "options_answered": {"server": "if ($request_method = OPTIONS) { return 405; }"},
    "cached_rest": {"php": CACHE + "add_header X-LiteSpeed-Cache $litespeed_cache always;"},
    "cached_edge": {"php": CACHE + "add_header X-Cache $upstream_cache_status always; "
                                   "add_header Age $cache_age always;"},
    "redirects_to_https": {"tls": False, "server": "return 301 @healthy@$request_uri;"},
    "redirects_to_www": {"server": "return 301 @healthy@$request_uri;", "host": "localhost"},
    "plain_permalinks": {"rewrite": False, "php": "fastcgi_param SITE_PLAIN 1;"},
    "plain_permalinks_html": {"php": "fastcgi_param SITE_PLAIN 1;"},
    "no_rewrite": {"rewrite": False},
    "no_rest_path": {"server": "location /wp-json { " + PLAIN_PAGE % (404, "404 Not Found") + " }"},
    "forbidden_rest_path": {"server": "location /wp-json { " + PLAIN_PAGE % (403, "403 Forbidden")
                                      + " } if ($arg_rest_route) { return 403; }"},
    "bad_gateway": {"server": "location /wp-json { " + PLAIN_PAGE % (502, "502 Bad Gateway") + " }"},
}
# Lines for Apache. It never hands the header to FastCGI unless it is told to.
APACHE_FRONTS = {
    "apache_healthy": "CGIPassAuth On",
    "apache_permalinks_saved": "RewriteRule .* - [E=HTTP_AUTHORIZATION:%{HTTP:Authorization}]",
    "apache_strips_header": "",
}

NGINX_SERVER = """
    server {{
        listen 127.0.0.1:{port} {tls};
        server_name 127.0.0.1 localhost;
        ssl_certificate {folder}/server.pem;
        ssl_certificate_key {folder}/server.key;
        access_log {folder}/seen.log seen;
        root {root};
        index index.php;
        {server}
        location / {{ try_files $uri $uri/ {fallback}; }}
        location ~ ^.+?\\.php(/|$) {{
            try_files $fastcgi_script_name =404;
            include /etc/nginx/fastcgi.conf;
            fastcgi_pass_header Server;
            fastcgi_param SITE_HOME {home};
            {php}
            fastcgi_pass unix:{folder}/fpm.sock;
        }}
    }}
"""

# Names the port, so that one file tells of all; of the header only whether it was there. A line is
# written after its answer, so it tells when it was written and how long the request took.
NGINX_HTTP = """
    map $http_authorization $has_authorization {{ '' -; default authorization; }}
    map $upstream_cache_status $litespeed_cache {{ HIT hit; default miss; }}
    map $upstream_cache_status $cache_age {{ HIT 61; default ''; }}
    log_format seen '$msec $request_time $server_port $request_method $request_uri $status $has_authorization';
    fastcgi_cache_path {folder}/tmp/cache keys_zone=pages:1m;
"""

APACHE = """\
ServerRoot {folder}
ServerName 127.0.0.1
PidFile {folder}/apache.pid
DefaultRuntimeDir {folder}/tmp
Mutex file:{folder}/tmp
ErrorLog {folder}/apache.log
Timeout 60
StartServers 1
ServerLimit 1
ThreadsPerChild 8
MaxRequestWorkers 8
{user}
{modules}
SetEnvIf Authorization . has_authorization=authorization
LogFormat "%{{begin:sec}}t.%{{begin:usec_frac}}t 0 %{{local}}p %m %U%q %>s %{{has_authorization}}e" seen
SSLSessionCache none
"""

APACHE_SERVER = """
Listen 127.0.0.1:{port} https
<VirtualHost 127.0.0.1:{port}>
    DocumentRoot {root}
    DirectoryIndex index.php
    CustomLog {folder}/seen.log seen
    SSLEngine on
    SSLCertificateFile {folder}/server.pem
    SSLCertificateKeyFile {folder}/server.key
    SetEnv SITE_HOME {home}
    <Directory {root}>
        Require all granted
        RewriteEngine On
        {lines}
        RewriteRule ^index\\.php$ - [L]
        RewriteCond %{{REQUEST_FILENAME}} !-f
        RewriteCond %{{REQUEST_FILENAME}} !-d
        RewriteRule . /index.php [L]
        <FilesMatch "\\.php$">
            SetHandler "proxy:unix:{folder}/fpm.sock|fcgi://localhost"
        </FilesMatch>
    </Directory>
</VirtualHost>
"""


def stand_ins():
    """The names in the tables of tests/wordpress/blockers."""
    names = []
    for path in sorted(glob.glob(os.path.join(HERE, "blockers", "*.php"))):
        with open(path, encoding="utf-8") as file:
            names += re.findall(r"^    '(\w+)' =>", file.read(), re.MULTILINE)
    return names


class Fronts:
    """The addresses, reserved from the beginning until the servers have taken them."""

    def __init__(self, folder, root):
        self.folder = folder
        self.root = root
        names = [*NGINX_FRONTS, *stand_ins(), *APACHE_FRONTS]
        assert len(set(names)) == len(names), names
        self.holders = {name: _reserve() for name in names}
        self.ports = {name: holder.getsockname()[1] for name, holder in self.holders.items()}

    def url(self, name):
        settings = NGINX_FRONTS.get(name, {})
        scheme = "https" if settings.get("tls", True) else "http"
        return f"{scheme}://{settings.get('host', '127.0.0.1')}:{self.ports[name]}"

    def urls(self):
        return {name: self.url(name) for name in self.ports}

    def nginx(self):
        """What goes into the http block."""
        out = NGINX_HTTP.format(folder=self.folder.path)
        for name in [*NGINX_FRONTS, *stand_ins()]:
            settings = NGINX_FRONTS.get(name, {"php": f"fastcgi_param BLOCKER {name};"})
            scheme = settings.get("home", self.url(name).partition(":")[0])
            server = settings.get("server", "")
            out += NGINX_SERVER.format(
                folder=self.folder.path, root=self.root, port=self.ports[name],
                tls="ssl http2" if settings.get("tls", True) else "",
                home=f"{scheme}://127.0.0.1:{self.ports[name]}", php=settings.get("php", ""),
                server=server.replace("@folder@", self.folder.path).replace(
                    "@healthy@", self.url("healthy")),
                fallback="/index.php?$args" if settings.get("rewrite", True) else "=404")
        return out

    def prepare(self):
        """Writes what the servers read. Apache does not serve as root: its user may pass through
        the folder then, and reach php-fpm, but list nothing."""
        # Nobody is let in: the name exists and its hash fits no password.
        self.folder.write("htpasswd", "staging:*\n")
        if os.geteuid() == 0:
            os.chown(self.folder.path, 0, _group("www-data"))
            os.chmod(self.folder.path, 0o710)

    def release(self):
        for holder in self.holders.values():
            holder.close()

    def start_apache(self):
        modules = "".join(f"LoadModule {name}_module {MODULES}/mod_{name}.so\n"
                          for name in ("mpm_event", "authz_core", "dir", "log_config",
                                       "setenvif", "env", "rewrite", "proxy", "proxy_fcgi", "ssl",
                                       "socache_shmcb", "unixd")
                          if os.path.exists(f"{MODULES}/mod_{name}.so"))
        text = APACHE.format(folder=self.folder.path, modules=modules,
                             user="User www-data\nGroup www-data" if os.geteuid() == 0 else "")
        for name, lines in APACHE_FRONTS.items():
            text += APACHE_SERVER.format(folder=self.folder.path, root=self.root, lines=lines,
                                         port=self.ports[name], home=self.url(name))
        path = self.folder.write("apache.conf", text)
        apache = self.folder.start("apache", [program.find("apache2"), "-f", path, "-DFOREGROUND"])
        self.folder.wait(apache, "apache", ("127.0.0.1", self.ports["apache_healthy"]))


def _reserve():
    holder = socket.socket()
    holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    holder.bind(("127.0.0.1", 0))
    return holder


def _group(name):
    with open("/etc/group", encoding="utf-8") as file:
        return next(int(line.split(":")[2]) for line in file if line.startswith(name + ":"))
