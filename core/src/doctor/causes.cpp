// What a cause is told by. A fact that explains nothing alone (the surroundings, see evidence.hpp)
// stands beside one that does. Where two causes cannot be told apart from outside, both have a sign
// that fits, and neither is `certain`.

#include "doctor/causes.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace presslink {
namespace {

using F = Fact;
constexpr Likelihood certain = Likelihood::certain;
constexpr Likelihood likely = Likelihood::likely;
constexpr Likelihood possible = Likelihood::possible;

constexpr std::string_view profile_screen = "profile.php#application-passwords-section";
constexpr std::string_view plugins_screen = "plugins.php";

constexpr std::array causes = {
    // --- no whole answer ---------------------------------------------------------------------
    CauseRow{"host_not_found", Errc::unreachable, "", {{{certain, {F::fault_dns}}}}},
    CauseRow{"connection_refused", Errc::unreachable, "", {{{certain, {F::fault_connect}}}}},
    CauseRow{"tls_failed", Errc::tls_failed, "", {{{certain, {F::fault_tls}}}}},
    CauseRow{"timed_out", Errc::timed_out, "", {{{certain, {F::fault_timed_out}}}}},
    CauseRow{"connection_lost", Errc::unreachable, "", {{{certain, {F::fault_interrupted}}}}},
    CauseRow{"answer_unseen", Errc::unreachable, "", {{{likely, {F::fault_unseen}}}}},
    CauseRow{"address_refused", Errc::address_refused, "", {{{certain, {F::fault_address}}}}},
    CauseRow{"answer_too_large", Errc::too_large, "", {{{certain, {F::fault_too_large}}}}},
    CauseRow{"no_connection", Errc::unreachable, "", {{{likely, {F::fault_other}}}}},

    // --- the address -------------------------------------------------------------------------
    CauseRow{"moved", Errc::moved, "", {{{certain, {F::moved}}}}},
    CauseRow{"insecure_redirect", Errc::insecure_site, "", {{{certain, {F::downgraded}}}}},
    CauseRow{"redirect_loop",
             Errc::moved,
             "",
             {{{certain, {F::redirected_in_circle}, {F::passwords_off}}}}},
    CauseRow{"redirected", Errc::moved, "options-general.php", {{{certain, {F::redirected}}}}},
    CauseRow{"plain_permalinks",
             Errc::rest_closed,
             "options-permalink.php",
             {{{certain, {F::pretty_broken}}}}},

    // --- whoever answers in WordPress's place ------------------------------------------------
    CauseRow{
        "aios_http_auth",
        Errc::blocked,
        "admin.php?page=aiowpsec_usersec",
        {{{likely, {F::basic_challenge, F::has_aios}}, {likely, {F::front_basic, F::has_aios}}}}},
    CauseRow{"basic_auth",
             Errc::blocked,
             "",
             {{{likely, {F::basic_challenge, F::has_aios}},
               {certain, {F::basic_challenge}},
               {certain, {F::front_basic}, {F::index_read, F::closed}}}}},
    CauseRow{"wordfence_firewall",
             Errc::blocked,
             "admin.php?page=WordfenceTools&subpage=livetraffic",
             {{{certain, {F::page_wordfence_firewall}},
               {likely, {F::page_wordfence}},
               {likely, {F::refused_write, F::has_wordfence}},
               {possible, {F::fault_unseen, F::has_wordfence}}}}},
    CauseRow{"wordfence_lockout",
             Errc::blocked,
             "admin.php?page=WordfenceWAF&subpage=blocking",
             {{{certain, {F::page_wordfence_limit}},
               {possible, {F::page_wordfence}},
               {possible, {F::refused_page, F::has_wordfence}}}}},
    CauseRow{"cloudflare",
             Errc::blocked,
             "",
             {{{certain, {F::page_cloudflare}},
               {likely, {F::refused_page, F::server_cloudflare}},
               {likely, {F::refused_write, F::server_cloudflare}}}}},
    CauseRow{"sucuri",
             Errc::blocked,
             "",
             {{{certain, {F::page_sucuri}},
               {likely, {F::refused_page, F::server_sucuri}},
               {likely, {F::refused_write, F::server_sucuri}}}}},
    CauseRow{"imunify360", Errc::blocked, "", {{{certain, {F::page_imunify}}}}},
    CauseRow{"siteground_antibot", Errc::blocked, "", {{{certain, {F::page_siteground}}}}},
    CauseRow{"bitninja", Errc::blocked, "", {{{certain, {F::page_bitninja}}}}},
    CauseRow{"ninjafirewall_firewall",
             Errc::blocked,
             "admin.php?page=nfsublog",
             {{{certain, {F::page_ninjafirewall}}}}},
    CauseRow{"mod_security",
             Errc::blocked,
             "",
             {{{certain, {F::page_mod_security}},
               {likely, {F::page_not_acceptable}},
               {likely, {F::refused_write}},
               {possible, {F::refused_page}}}}},
    CauseRow{"solid_lockout",
             Errc::blocked,
             "admin.php?page=itsec-dashboard",
             {{{likely, {F::page_solid_lockout}}, {possible, {F::refused_page, F::has_solid}}}}},
    CauseRow{"aios_lockout",
             Errc::blocked,
             "admin.php?page=aiowpsec_tools&tab=visitor-lockout",
             {{{certain, {F::page_aios_lockout}}}}},
    CauseRow{"host_firewall",
             Errc::blocked,
             "",
             {{{likely, {F::refused_page}, {F::server_cloudflare, F::server_sucuri}},
               {possible, {F::refused_page}},
               {possible, {F::refused_write}},
               {possible, {F::fault_unseen}}}}},
    CauseRow{
        "user_agent_filter",
        Errc::blocked,
        "",
        {{{likely, {F::refused_page, F::front_refused}, {F::server_cloudflare, F::server_sucuri}},
          {possible, {F::refused_page}}}}},
    CauseRow{"maintenance", Errc::maintenance, "", {{{certain, {F::maintenance}}}}},
    CauseRow{"site_closed", Errc::not_wordpress, "", {{{certain, {F::site_closed}}}}},
    CauseRow{"database_down", Errc::site_failed, "", {{{certain, {F::database_down}}}}},
    CauseRow{"not_in_database", Errc::site_failed, "", {{{certain, {F::not_in_database}}}}},
    CauseRow{"fatal_error",
             Errc::site_failed,
             "",
             {{{certain, {F::fatal_error}}, {possible, {F::fault_unseen}}}}},
    CauseRow{"server_error", Errc::site_failed, "", {{{certain, {F::server_error}}}}},
    CauseRow{"rate_limited", Errc::rate_limited, "", {{{certain, {F::rate_limited}}}}},
    CauseRow{"body_too_large", Errc::rejected, "", {{{certain, {F::body_too_large}}}}},
    CauseRow{"maintenance_plugin",
             Errc::maintenance,
             plugins_screen,
             {{{likely, {F::front_down, F::wordpress_seen}}}}},

    // --- the REST API is closed --------------------------------------------------------------
    CauseRow{"aios_rest_closed",
             Errc::rest_closed,
             "admin.php?page=aiowpsec_firewall",
             {{{certain, {F::page_aios, F::has_aios}},
               {likely, {F::page_aios}},
               {possible, {F::fault_unreadable}}}}},
    CauseRow{"shield_rest_closed",
             Errc::rest_closed,
             "admin.php?page=icwp-wpsf-plugin",
             {{{certain, {F::code_shield}}, {likely, {F::fault_preflight, F::has_shield}}}}},
    CauseRow{"disable_rest_api",
             Errc::rest_closed,
             "options-general.php?page=disable_rest_api_settings",
             {{{certain, {F::code_dra}}}}},
    CauseRow{"disable_wp_rest_api",
             Errc::rest_closed,
             plugins_screen,
             {{{likely, {F::code_login_required}}}}},
    CauseRow{
        "force_login", Errc::rest_closed, plugins_screen, {{{likely, {F::code_unauthorized}}}}},
    CauseRow{"restricted_site",
             Errc::rest_closed,
             "options-reading.php",
             {{{certain, {F::page_restricted}}, {likely, {F::no_rest, F::login_wall}}}}},
    CauseRow{"password_protected",
             Errc::rest_closed,
             "admin.php?page=password-protected",
             {{{certain, {F::code_cannot_access, F::front_password_form}},
               {likely, {F::code_cannot_access}}}}},
    CauseRow{"ase_rest_closed",
             Errc::rest_closed,
             "tools.php?page=admin-site-enhancements#disable-components",
             {{{likely, {F::code_ase}}}}},
    CauseRow{"solid_rest_restricted",
             Errc::rest_closed,
             "admin.php?page=itsec",
             {{{certain, {F::code_solid}}}}},
    CauseRow{"ninjafirewall_rest",
             Errc::rest_closed,
             "admin.php?page=nfsubpolicies",
             {{{certain, {F::code_ninjafirewall}}}}},
    CauseRow{"wp_hide",
             Errc::rest_closed,
             "admin.php?page=wp-hide-rewrite",
             {{{likely, {F::code_wp_hide}}, {possible, {F::no_rest}, {F::login_wall}}}}},
    CauseRow{
        "disable_xml_rpc_api", Errc::rest_closed, plugins_screen, {{{likely, {F::code_restx}}}}},
    CauseRow{"rest_closed",
             Errc::rest_closed,
             plugins_screen,
             {{{likely, {F::code_unknown}},
               {possible, {F::code_login_required}},
               {possible, {F::code_unauthorized}},
               {possible, {F::code_cannot_access}}}}},
    CauseRow{"users_route_closed",
             Errc::rest_closed,
             plugins_screen,
             {{{likely, {F::users_hidden}, {F::code_ninjafirewall, F::code_shield, F::code_dra}}}}},
    CauseRow{"rest_removed",
             Errc::rest_closed,
             plugins_screen,
             {{{likely, {F::no_route}, {F::users_hidden}},
               {likely, {F::no_rest, F::wordpress_seen}, {F::login_wall}}}}},
    CauseRow{"not_wordpress",
             Errc::not_wordpress,
             "",
             {{{likely, {F::no_rest}, {F::wordpress_seen, F::login_wall}}}}},
    CauseRow{"answer_replaced", Errc::bad_answer, "", {{{likely, {F::html_answer}}}}},
    CauseRow{"answer_damaged", Errc::bad_answer, plugins_screen, {{{likely, {F::damaged_answer}}}}},
    CauseRow{"answer_strange", Errc::bad_answer, plugins_screen, {{{likely, {F::strange_answer}}}}},
    CauseRow{"preflight_blocked",
             Errc::blocked,
             plugins_screen,
             {{{certain, {F::fault_preflight, F::closed}}, {likely, {F::fault_preflight}}}}},
    CauseRow{"unreadable_in_browser", Errc::blocked, "", {{{likely, {F::fault_unreadable}}}}},

    // --- Application Passwords are off -------------------------------------------------------
    CauseRow{"plain_http",
             Errc::passwords_unavailable,
             "options-general.php",
             {{{certain, {F::passwords_off, F::plain_http, F::public_http}},
               {possible, {F::passwords_off, F::plain_http, F::has_switch}},
               {likely, {F::passwords_off, F::plain_http}}}}},
    CauseRow{"wordfence_option",
             Errc::passwords_unavailable,
             "admin.php?page=WordfenceWAF&subpage=waf_options"
             "#wf-option-loginSec-disableApplicationPasswords-label",
             {{{likely, {F::passwords_off, F::has_wordfence}, {F::public_http}},
               {possible, {F::passwords_off}, {F::plain_http, F::index_read}}}}},
    CauseRow{"aios_option",
             Errc::passwords_unavailable,
             "admin.php?page=aiowpsec_usersec",
             {{{likely, {F::passwords_off, F::has_aios}, {F::public_http}},
               // Its namespace goes with the wizard that follows its first activation.
               {possible, {F::passwords_off}, {F::plain_http, F::says_http, F::has_switch}}}}},
    CauseRow{"hostinger_option",
             Errc::passwords_unavailable,
             "admin.php?page=hostinger",
             {{{likely, {F::passwords_off, F::has_hostinger}, {F::public_http}}}}},
    CauseRow{"fluentauth_option",
             Errc::passwords_unavailable,
             "options-general.php?page=fluent-auth",
             {{{likely, {F::passwords_off, F::has_fluent_auth}, {F::public_http}}}}},
    CauseRow{"really_simple_option",
             Errc::passwords_unavailable,
             "options-general.php?page=really-simple-security",
             {{{likely, {F::passwords_off, F::has_really_simple}, {F::public_http}}}}},
    CauseRow{"https_not_seen",
             Errc::passwords_unavailable,
             "options-general.php",
             {{{likely, {F::passwords_off, F::says_http}, {F::plain_http}},
               {likely, {F::passwords_off, F::redirected_in_circle}, {F::plain_http}},
               {possible, {F::passwords_off}, {F::plain_http}}}}},
    CauseRow{"wordpress_com",
             Errc::credentials_rejected,
             profile_screen,
             {{{certain, {F::page_private_blog}},
               {likely, {F::anonymous, F::server_wordpress_com}, {F::passwords_off}},
               {likely, {F::passwords_off, F::server_wordpress_com}}}}},
    CauseRow{"passwords_off_by_code",
             Errc::passwords_unavailable,
             plugins_screen,
             {{{likely,
                {F::passwords_off},
                {F::plain_http, F::says_http, F::has_switch, F::redirected_in_circle}},
               {possible, {F::passwords_off}, {F::plain_http}}}}},
    CauseRow{"ase_option",
             Errc::passwords_unavailable,
             "tools.php?page=admin-site-enhancements#disable-components",
             {{{likely,
                {F::passwords_off},
                {F::plain_http, F::says_http, F::has_switch, F::redirected_in_circle,
                 F::server_wordpress_com}},
               {possible, {F::passwords_off}, {F::plain_http}}}}},
    CauseRow{"ninjafirewall_option",
             Errc::passwords_unavailable,
             "admin.php?page=nfsubpolicies",
             {{{possible, {F::passwords_off}, {F::plain_http, F::has_switch}}}}},
    CauseRow{"off_for_user",
             Errc::passwords_unavailable,
             profile_screen,
             {{{certain, {F::off_for_user}},
               {possible, {F::anonymous, F::passwords_offered}, {F::xml_rpc_accepts}}}}},

    // --- the credentials ---------------------------------------------------------------------
    CauseRow{"cached_refusal",
             Errc::credentials_rejected,
             "",
             {{{likely, {F::anonymous, F::cached_refusal}}}}},
    CauseRow{
        "unknown_user", Errc::credentials_rejected, "users.php", {{{certain, {F::unknown_user}}}}},
    CauseRow{"account_password",
             Errc::credentials_rejected,
             profile_screen,
             {{{certain, {F::wrong_password, F::odd_password}},
               {likely, {F::anonymous, F::odd_password}, {F::passwords_off}},
               {possible, {F::anonymous, F::xml_rpc_accepts}, {F::has_solid}}}}},
    CauseRow{"application_name",
             Errc::credentials_rejected,
             "users.php",
             {{{likely, {F::unknown_user, F::odd_login}},
               {likely,
                {F::anonymous, F::odd_login},
                {F::passwords_off, F::xml_rpc_accepts, F::odd_password}}}}},
    CauseRow{"solid_user_groups",
             Errc::credentials_rejected,
             "admin.php?page=itsec",
             {{{likely, {F::anonymous, F::has_solid}, {F::passwords_off, F::xml_rpc_accepts}},
               {possible, {F::passwords_off, F::has_solid}, {F::plain_http}}}}},
    CauseRow{"solid_password_limited",
             Errc::credentials_rejected,
             profile_screen,
             {{{likely, {F::code_read_only}},
               {likely, {F::code_api_type}},
               {likely, {F::write_anonymous, F::has_solid}},
               {likely, {F::anonymous, F::has_solid}, {F::passwords_off, F::xml_rpc_refuses}},
               {possible, {F::write_anonymous}}}}},
    CauseRow{"wrong_password",
             Errc::credentials_rejected,
             profile_screen,
             {{{certain, {F::wrong_password}, {F::odd_password}},
               {likely,
                {F::anonymous, F::xml_rpc_refuses},
                {F::passwords_off, F::odd_password, F::odd_login}},
               {likely,
                {F::anonymous},
                {F::passwords_off, F::xml_rpc_accepts, F::odd_password, F::odd_login}},
               {possible, {F::anonymous}, {F::passwords_off, F::xml_rpc_accepts}}}}},
    CauseRow{"header_stripped",
             Errc::credentials_rejected,
             "options-permalink.php",
             {{{likely,
                {F::anonymous, F::xml_rpc_accepts},
                {F::odd_password, F::has_solid, F::cached_refusal}},
               {possible, {F::anonymous, F::xml_rpc_accepts}},
               {likely,
                {F::anonymous},
                {F::passwords_off, F::xml_rpc_refuses, F::odd_password, F::odd_login}},
               {possible, {F::anonymous}, {F::passwords_off, F::xml_rpc_refuses}}}}},
    CauseRow{"basic_auth_plugin",
             Errc::credentials_rejected,
             plugins_screen,
             {{{likely, {F::other_log_in}}}}},

    // --- the account -------------------------------------------------------------------------
    CauseRow{"no_role", Errc::not_permitted, "users.php", {{{certain, {F::no_role}}}}},
    CauseRow{"role_too_low",
             Errc::not_permitted,
             "users.php",
             {{{certain, {F::may_not_edit}},
               {certain, {F::may_not_publish}},
               {certain, {F::role_refused}}}}},
    CauseRow{"role_no_categories",
             Errc::not_permitted,
             "users.php",
             {{{certain, {F::role_refused_terms}}, {certain, {F::may_not_manage_categories}}}}},

    // --- caches ------------------------------------------------------------------------------
    CauseRow{
        "litespeed_cache",
        Errc::bad_answer,
        "admin.php?page=litespeed-cache",
        {{{likely, {F::cached_litespeed, F::cached_refusal}}, {certain, {F::cached_litespeed}}}}},
    CauseRow{"rest_cached",
             Errc::bad_answer,
             "",
             {{{likely, {F::cached, F::cached_refusal}}, {certain, {F::cached}}}}},

    CauseRow{"within_site", Errc::moved, "", {{{certain, {F::within_site}}}}},

    // For what no row above explains; the doctor adds it itself.
    CauseRow{"unexplained", Errc::bad_answer, "", {}},
};

// What is said of the facts from one to another, with their words in the placeholder. The rest
// speaks for nothing alone.
struct SentenceRow {
  Fact first;
  Fact last;
  char id[20];  ///< behind `seen.`; like a cause's, in its place
  char placeholder[10];
};
constexpr SentenceRow sentences[] = {
    {F::plain_http, F::plain_http, "plain_http", "address"},
    {F::says_http, F::says_http, "says_http", "address"},
    {F::odd_password, F::odd_password, "odd_password", ""},
    {F::odd_login, F::odd_login, "odd_login", ""},
    {F::front_refused, F::front_refused, "front_down", "status"},
    {F::server_cloudflare, F::server_wordpress_com, "header", "header"},
    {F::has_shield, F::has_really_simple, "namespace", "namespace"},
    {F::fault_dns, F::fault_address, "fault", "fault"},
    {F::fault_preflight, F::fault_preflight, "preflight", ""},
    {F::fault_unreadable, F::fault_unreadable, "unreadable", ""},
    {F::fault_unseen, F::fault_unseen, "unseen", ""},
    {F::fault_other, F::fault_other, "fault", "fault"},
    {F::moved, F::redirected, "redirect", "address"},
    {F::login_wall, F::login_wall, "redirect", "address"},
    {F::no_rest, F::no_rest, "no_rest", ""},
    {F::pretty_broken, F::pretty_broken, "pretty_broken", "status"},
    {F::front_basic, F::front_basic, "front_basic", "header"},
    {F::front_down, F::front_down, "front_down", "status"},
    {F::front_password_form, F::front_password_form, "front_password_form", ""},
    {F::basic_challenge, F::basic_challenge, "basic_challenge", "header"},
    {F::page_wordfence_firewall, F::page_private_blog, "page", "words"},
    {F::refused_page, F::refused_page, "refused_page", "status"},
    {F::refused_write, F::refused_write, "refused_write", "status"},
    {F::html_answer, F::html_answer, "html_answer", ""},
    {F::damaged_answer, F::damaged_answer, "damaged_answer", ""},
    {F::strange_answer, F::strange_answer, "strange_answer", ""},
    {F::maintenance, F::body_too_large, "status", "status"},
    {F::closed, F::closed, "closed", "answer"},
    {F::code_dra, F::no_route, "answer", "answer"},
    {F::passwords_off, F::passwords_off, "passwords_off", "answer"},
    {F::off_for_user, F::wrong_password, "answer", "answer"},
    {F::anonymous, F::anonymous, "anonymous", "answer"},
    {F::write_anonymous, F::write_anonymous, "write_anonymous", "answer"},
    {F::cached_refusal, F::cached_refusal, "cached", "header"},
    {F::xml_rpc_accepts, F::xml_rpc_accepts, "xml_rpc_accepts", ""},
    {F::xml_rpc_refuses, F::xml_rpc_refuses, "xml_rpc_refuses", ""},
    {F::other_log_in, F::other_log_in, "other_log_in", ""},
    {F::users_hidden, F::users_hidden, "users_hidden", "answer"},
    {F::no_role, F::no_role, "no_role", ""},
    {F::may_not_edit, F::may_not_manage_categories, "role", "role"},
    {F::role_refused, F::role_refused_terms, "answer", "answer"},
    {F::cached_litespeed, F::cached, "cached", "header"},
};

bool fits(const Sign& sign, const Evidence& seen) {
  if (sign.seen.front() == Fact::none) return false;
  const auto there = [&seen](Fact fact) { return fact == Fact::none || seen.has(fact); };
  const auto absent = [&seen](Fact fact) { return fact == Fact::none || !seen.has(fact); };
  return std::all_of(sign.seen.begin(), sign.seen.end(), there) &&
         std::all_of(sign.not_seen.begin(), sign.not_seen.end(), absent);
}

Finding finding(const CauseRow& row, const Sign& sign, const Evidence& seen) {
  Finding out{.suspect = {row.id, sign.likelihood}, .evidence = {}};
  for (const Fact fact : sign.seen) {
    Message message = sentence(fact, seen);
    if (!message.id.empty()) out.evidence.push_back(std::move(message));
  }
  return out;
}

}  // namespace

std::span<const CauseRow> all_causes() noexcept { return causes; }

const CauseRow* find_cause(std::string_view id) noexcept {
  const auto row = std::find_if(causes.begin(), causes.end(),
                                [id](const CauseRow& each) { return each.id == id; });
  return row == causes.end() ? nullptr : &*row;
}

Message sentence(Fact fact, const Evidence& seen) {
  for (const SentenceRow& row : sentences) {
    if (fact < row.first || fact > row.last) continue;
    const std::string_view words = seen.words(fact);
    // Why no answer came is not told to everybody: to a page, for one.
    const bool silent = words.empty() && std::string_view(row.id) == "fault";
    if (silent) return {.id = "seen.no_answer", .values = {}};
    Message message{.id = std::string("seen.") + row.id, .values = {}};
    if (*row.placeholder != '\0') message.values.emplace_back(row.placeholder, words);
    return message;
  }
  return {};
}

std::vector<Finding> find_causes(const Evidence& seen) {
  std::vector<Finding> found;
  for (const Likelihood likelihood : {certain, likely, possible}) {
    const bool is_certain =
        !found.empty() && found.front().suspect.likelihood == Likelihood::certain;
    if (likelihood == possible && is_certain) break;
    for (const CauseRow& row : causes) {
      const auto sign = std::find_if(row.signs.begin(), row.signs.end(),
                                     [&seen](const Sign& each) { return fits(each, seen); });
      if (sign == row.signs.end() || sign->likelihood != likelihood) continue;
      found.push_back(finding(row, *sign, seen));
    }
  }
  return found;
}

std::vector<Suspect> suspects(const std::vector<Finding>& findings) {
  std::vector<Suspect> out;
  std::transform(findings.begin(), findings.end(), std::back_inserter(out),
                 [](const Finding& each) { return each.suspect; });
  return out;
}

std::string_view name(Likelihood likelihood) noexcept {
  switch (likelihood) {
    case Likelihood::certain: return "certain";
    case Likelihood::likely: return "likely";
    case Likelihood::possible: return "possible";
  }
  return "possible";
}

Errc kind_of_cause(std::string_view id) noexcept {
  const CauseRow* row = find_cause(id);
  return row == nullptr ? Errc::bad_answer : row->kind;
}

std::string_view known_cause(std::string_view id) noexcept {
  const CauseRow* row = find_cause(id);
  return row == nullptr ? std::string_view() : row->id;
}

}  // namespace presslink
