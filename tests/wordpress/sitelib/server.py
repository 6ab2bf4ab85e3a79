"""The web servers: PHP's built-in one; nginx with php-fpm for https, and what stands before it."""

import os
import shutil

from . import program

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
WORKERS = 4

FPM = """\
[global]
error_log = {folder}/fpm.log
[www]
{user}
listen = {folder}/fpm.sock
{group}
pm = static
pm.max_children = {workers}
"""

# PATH_INFO is kept aside because try_files forgets it.
NGINX = """\
{user}
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/web.log;
events {{ worker_connections 1024; }}
http {{
    include /etc/nginx/mime.types;
    access_log {folder}/access.log;
    client_max_body_size 64m;
    client_body_temp_path {folder}/tmp/body;
    fastcgi_temp_path {folder}/tmp/fastcgi;
    proxy_temp_path {folder}/tmp/proxy;
    scgi_temp_path {folder}/tmp/scgi;
    uwsgi_temp_path {folder}/tmp/uwsgi;
    server {{
        listen 127.0.0.1:{port} ssl http2;
        server_name 127.0.0.1 localhost;
        ssl_certificate {folder}/server.pem;
        ssl_certificate_key {folder}/server.key;
        root {root};
        index index.php;
        try_files $uri $uri/ =404;
        location {base}/ {{ try_files $uri $uri/ {fallback}; }}
        location ~ ^.+?\\.php(/|$) {{
            fastcgi_split_path_info ^(.+?\\.php)(/.*)?$;
            set $path_info $fastcgi_path_info;
            try_files $fastcgi_script_name =404;
            include /etc/nginx/fastcgi.conf;
            fastcgi_param PATH_INFO $path_info;
            fastcgi_pass unix:{folder}/fpm.sock;
        }}
    }}
{fronts}}}
"""

OPENSSL = """\
[req]
distinguished_name = name
[name]
[ca]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
[server]
basicConstraints = critical, CA:FALSE
extendedKeyUsage = serverAuth
subjectAltName = DNS:localhost, IP:127.0.0.1, IP:::1
"""


def start(folder, options, root, base, port, fronts):
    """The process of the web server, once it takes connections. `fronts` may be None."""
    rewrite = options.permalinks != "almost"
    if options.https:
        web = _start_nginx(folder, root, base, port, rewrite, fronts)
    else:
        web = _start_php(folder, root, base, port, rewrite, options.network)
    folder.wait(web, "web", ("127.0.0.1", port))
    if fronts:
        fronts.start_apache()
    return web


def _start_php(folder, root, base, port, rewrite, network):
    # PHP changes into the folder of the router, so that must lie inside the site.
    router = shutil.copy(os.path.join(HERE, "php/router.php"), folder.file("router.php"))
    return folder.start("web", [
        program.find("php"), "-c", folder.file("php.ini"), "-S", f"127.0.0.1:{port}", "-t", root,
        router], PHP_CLI_SERVER_WORKERS=str(WORKERS), SITE_BASE=base,
        SITE_REWRITE="1" if rewrite else "0", SITE_NETWORK="1" if network else "0")


def _start_nginx(folder, root, base, port, rewrite, fronts):
    _make_certificates(folder)
    if fronts:
        fronts.prepare()
    is_root = os.geteuid() == 0
    socket = folder.file("fpm.sock")
    pool = folder.write("fpm.conf", FPM.format(
        folder=folder.path, workers=WORKERS, user="user = root" if is_root else "",
        group="listen.group = www-data\nlisten.mode = 0660" if fronts and is_root else ""))
    fpm = folder.start("fpm", [
        program.find_fpm(), "--nodaemonize", "-c", folder.file("php.ini"), "--fpm-config", pool,
        *(["--allow-to-run-as-root"] if is_root else [])])
    folder.wait(fpm, "fpm", socket)
    host = folder.write("nginx.conf", NGINX.format(
        folder=folder.path, root=root, base=base, port=port,
        user="user root;" if is_root else "", fronts=fronts.nginx() if fronts else "",
        fallback=f"{base}/index.php?$args" if rewrite else "=404"))
    return folder.start("web", [program.find("nginx"), "-e", folder.log("web"), "-c", host,
                                "-g", "daemon off;"])


def _make_certificates(folder):
    config = folder.write("openssl.cnf", OPENSSL)
    request = [program.find("openssl"), "req", "-x509", "-config", config, "-days", "30", "-nodes",
               "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]
    folder.run("openssl", request + ["-extensions", "ca", "-subj", "/CN=CA of a test site",
                                     "-keyout", "ca.key", "-out", "ca.pem"])
    folder.run("openssl", request + ["-extensions", "server", "-subj", "/CN=Test site",
                                     "-CA", "ca.pem", "-CAkey", "ca.key",
                                     "-keyout", "server.key", "-out", "server.pem"])
    os.remove(folder.file("ca.key"))
