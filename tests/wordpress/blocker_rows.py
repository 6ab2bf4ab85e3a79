"""What each blocker shows to the outside. One table holds the stand-ins and the real plugins."""

import dataclasses
import http.client
import json
import re
import ssl
import urllib.parse
from base64 import b64encode

ORIGIN = "https://app.example"


@dataclasses.dataclass(frozen=True)
class Plugin:
    """The real thing: its slug, and the options that make it block."""
    slug: str
    options: dict = dataclasses.field(default_factory=dict)
    names_itself: bool = True  # whether its namespace is always in the index


def _options(**options):
    return options


def _switched_off(namespaces):
    return (f"index 200 off {namespaces}".strip(), "me 401 rest_not_logged_in",
            "probe 501 application_passwords_disabled", "write 401 rest_cannot_create",
            "preflight 200 cors", "xmlrpc refused")


def _closed(code):
    """Open to whoever logs in."""
    return (f"index 401 {code}", "me 200", f"probe 401 {code}", "write 201",
            f"preflight 401 cors {code}", "xmlrpc accepted")


OPEN = ("index 200 on", "me 200", "probe 401 rest_not_logged_in", "write 201", "preflight 200 cors",
        "xmlrpc accepted")
SOLID = "ithemes-security/rpc ithemes-security/v1"

# Stand-in: (what is seen, the real plugin that does so). Seen by an author with a correct
# Application Password, or by nobody; the namespaces are those that tell.
ROWS = {
    "wordfence_option": (_switched_off("wordfence/v1"), Plugin("wordfence")),
    "aios_option": (_switched_off("aios/v1/onboarding"), Plugin(
        "all-in-one-wp-security-and-firewall",
        # Its one namespace is that of the wizard after the first activation, from WordPress 6.2 on.
        _options(**{"aio_wp_security_configs.aiowps_disable_application_password": "1"}),
        names_itself=False)),
    "ase_option": (_switched_off(""), Plugin(
        "admin-site-enhancements",
        _options(admin_site_enhancements={"disable_smaller_components": True,
                                          "disable_application_passwords": True}))),
    "hostinger_option": (_switched_off("hostinger-tools-plugin/v1"), Plugin(
        "hostinger", _options(**{"hostinger_tools.disable_authentication_password": True}))),
    "fluent_auth_option": (_switched_off("fluent-auth"), Plugin(
        "fluent-security", _options(__fls_auth_settings={"disable_app_login": "yes"}))),
    "ninja_firewall_option": (_switched_off(""), Plugin(
        "ninjafirewall", _options(**{"nfw_options.no_appswd": 1}))),
    "disable_rest_api": (_closed("rest_cannot_access"), Plugin("disable-json-api")),
    "disable_wp_rest_api": (_closed("rest_login_required"), Plugin("disable-wp-rest-api")),
    "force_login": (_closed("rest_unauthorized"), Plugin("wp-force-login")),
    "password_protected": (_closed("rest_cannot_access"), Plugin(
        "password-protected", _options(password_protected_status="1"))),
    "ase_rest": (_closed("rest_api_authentication_required"), Plugin(
        "admin-site-enhancements", _options(admin_site_enhancements={"disable_rest_api": True}))),
    "restricted_site": (("index 302", "me 200", "probe 302", "write 201", "preflight 302",
                         "xmlrpc accepted"), Plugin(
                             "restricted-site-access",
                             _options(blog_public="2", rsa_options={"approach": 1}))),
    "restricted_site_message": (("index 403 wp_die", "me 200", "probe 403 wp_die", "write 201",
                                 "preflight 403 wp_die", "xmlrpc accepted"), Plugin(
                                     "restricted-site-access",
                                     _options(blog_public="2",
                                              rsa_options={"approach": 3, "message": "Restricted."}))),
    "aios_lockout": (("index 503", "me 503", "probe 503", "write 503", "preflight 503",
                      "xmlrpc refused"), Plugin(
                          "all-in-one-wp-security-and-firewall",
                          _options(**{"aio_wp_security_configs.aiowps_site_lockout": "1"}))),
    "disable_xml_rpc_api": (_closed("restx_logged_out"), None),
    "shield": (("index 200 on shield/v1", "me 403 shield_block_anon_restapi",
                "probe 401 shield_block_anon_restapi", "write 403 shield_block_anon_restapi",
                "preflight 401 cors shield_block_anon_restapi", "xmlrpc accepted"), Plugin("wp-simple-firewall")),
    "aios_rest": (("index 403 wp_die", "me 403 wp_die", "probe 403 wp_die", "write 403 wp_die",
                   "preflight 403 wp_die", "xmlrpc accepted"), Plugin(
                       "all-in-one-wp-security-and-firewall", _options(**{
                           "aio_wp_security_configs.aiowps_disallow_unauthorized_rest_requests":
                           "1"}))),
    "ninja_firewall_rest": ((
        "index 403 nfw_rest_api_access_restricted", "me 403 nfw_rest_api_access_restricted",
        "probe 403 nfw_rest_api_access_restricted", "write 403 nfw_rest_api_access_restricted",
        "preflight 403 cors nfw_rest_api_access_restricted", "xmlrpc accepted"), Plugin(
            "ninjafirewall", _options(**{"nfw_options.no_restapi": 1}))),
    "ninja_firewall_users": ((
        "index 200 on", "me 403 nfw_rest_api_access_restricted",
        "probe 403 nfw_rest_api_access_restricted", "write 201", "preflight 200 cors",
        "xmlrpc accepted"), Plugin("ninjafirewall", _options(**{"nfw_options.enum_restapi": 1}))),
    "wp_hide": (("index 400 rest_disabled", "me 400 rest_disabled", "probe 400 rest_disabled",
                 "write 400 rest_disabled", "preflight 400 cors rest_disabled", "xmlrpc accepted"),
                Plugin("wp-hide-security-enhancer")),
    "solid_restricted": ((f"index 200 on {SOLID}", *OPEN[1:]), Plugin(
        "better-wp-security", _options(**{
            "itsec-storage.wordpress-tweaks": {"rest_api": "restrict-access"}}))),
    "solid_two_factor": ((f"index 200 on {SOLID}", "me 401 rest_not_logged_in", OPEN[2],
                          "write 401 rest_cannot_create", OPEN[4], "xmlrpc refused"), Plugin(
                              "better-wp-security",
                              _options(**{"itsec_active_modules.two-factor": True}))),
    "solid_xml_rpc_only": ((f"index 200 on {SOLID}", "me 401 rest_not_logged_in", OPEN[2],
                            "write 401 rest_cannot_create", OPEN[4], "xmlrpc accepted"), None),
    "solid_read_only": ((f"index 200 on {SOLID}", "me 200", OPEN[2],
                         "write 401 rest_cannot_create", OPEN[4], "xmlrpc accepted"), None),
}

TELLING = re.compile(r"wordfence/|ithemes-security/(v1|rpc)|aios/|shield/|hostinger-tools-plugin/|"
                     r"fluent-auth|really-simple-security/v1$")


class Observer:
    """Asks one site what everybody can see. `site` as `site up` prints it."""

    def __init__(self, facts, url=None, login="author"):
        self.url = url or facts["url"]
        self.login = login
        self.password = facts["users"][login]["app_password"]
        self.context = ssl.create_default_context(cafile=facts["ca"])

    def ask(self, path, method="GET", body=None, with_login=False, **headers):
        address = urllib.parse.urlsplit(self.url)
        connection = http.client.HTTPSConnection(address.hostname, address.port, timeout=60,
                                                 context=self.context)
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        headers |= {"Accept": "application/json", "User-Agent": "presslink-test/1"}
        if with_login:
            pair = f"{self.login}:{self.password}".encode()
            headers["Authorization"] = "Basic " + b64encode(pair).decode()
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        text = answer.read().decode(errors="replace")
        connection.close()
        try:
            document = json.loads(text)
        except ValueError:
            document = None
        return answer, document if isinstance(document, dict) else {}, text

    def said(self, name, path, *more, **options):
        answer, document, _ = self.ask(path, *more, **options)
        cors = "cors" if answer.getheader("Access-Control-Allow-Origin") else ""
        code = document.get("code", "")
        parts = [name, str(answer.status), cors if name == "preflight" else "", str(code)]
        if name == "index" and answer.status == 200:
            parts.append("on" if document.get("authentication") else "off")
            parts += sorted(filter(TELLING.search, document.get("namespaces", [])))
        return " ".join(filter(None, parts))

    def xml_rpc(self):
        parameters = "".join(f"<param><value><string>{text}</string></value></param>"
                             for text in (self.login, self.password))
        _, _, text = self.ask("/xmlrpc.php", "POST", "<methodCall><methodName>wp.getUsersBlogs"
                              f"</methodName><params>{parameters}</params></methodCall>",
                              Content_Type="text/xml")
        return "xmlrpc " + ("accepted" if "blogid" in text else "refused")

    def seen(self):
        draft = json.dumps({"title": "Seen from outside", "content": "Tea.", "status": "draft"})
        return (self.said("index", "/wp-json/"),
                self.said("me", "/wp-json/wp/v2/users/me?context=edit", with_login=True),
                self.said("probe", "/wp-json/wp/v2/users/me/application-passwords"),
                self.said("write", "/wp-json/wp/v2/posts", "POST", draft, with_login=True,
                          Content_Type="application/json"),
                self.said("preflight", "/wp-json/wp/v2/users/me", "OPTIONS", Origin=ORIGIN,
                          Access_Control_Request_Method="GET",
                          Access_Control_Request_Headers="authorization"),
                self.xml_rpc())
