#include "report_text.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "category_path.hpp"
#include "console.hpp"
#include "doctor/texts.hpp"

namespace presslink::cli {
namespace {

/// `label` padded to a column, then `value`, wrapped under itself.
std::string row(std::string_view label, std::string_view value) {
  constexpr std::size_t column = 14;
  std::string line(label);
  line.resize(std::max(line.size() + 1, column), ' ');
  return line + wrap(value, column, line.size()) + '\n';
}

std::string join(const std::vector<std::string>& words, std::string_view between = ", ") {
  std::string text;
  for (const std::string& word : words) {
    if (!text.empty()) text += between;
    text += word;
  }
  return text;
}

std::string without_last_line_end(std::string text) {
  if (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

std::string_view permalinks(RestStyle style) {
  switch (style) {
    case RestStyle::pretty: return "pretty permalinks";
    case RestStyle::query: return "plain permalinks";
    case RestStyle::index_php: return "permalinks with index.php";
    case RestStyle::custom: return "a path of the site's own";
  }
  return "";
}

std::string_view place(FoundBy found_by) {
  switch (found_by) {
    case FoundBy::link_header: return "named in the page's Link header";
    case FoundBy::html_link: return "named in the page's HTML";
    case FoundBy::rsd: return "named in the RSD document";
    case FoundBy::probe: return "found by trying the usual addresses";
  }
  return "";
}

std::string passwords_text(const SiteProfile& site, const Catalogue& catalogue) {
  if (!site.passwords_available)
    return "Application Passwords: not known, the index is closed to strangers";
  if (*site.passwords_available) return "Application Passwords are available.";
  return "Application Passwords are not available. " +
         remedy_for_missing_passwords(site, catalogue);
}

/// The capabilities in words, those the account has or those it lacks.
std::string abilities(const Capabilities& can, bool present) {
  const std::array<std::pair<bool, std::string_view>, 4> all = {
      {{can.edit_posts, "write posts"},
       {can.publish_posts, "publish posts"},
       {can.manage_categories, "create categories"},
       {can.upload_files, "upload files"}}};
  std::vector<std::string> words;
  for (const auto& [has, word] : all) {
    if (has == present) words.emplace_back(word);
  }
  // Of a role that has it a network of sites or a constant may take it away again.
  if (!present && !can.unfiltered_html) words.emplace_back("post unfiltered HTML");
  return join(words);
}

std::string detail(std::string_view text) { return "\n  " + wrap(text, 2, 2); }

std::string_view seo_words(SeoVerdict verdict) {
  switch (verdict) {
    case SeoVerdict::verified: return "verified";
    case SeoVerdict::accepted_unverified: return "accepted, not verified";
    case SeoVerdict::dropped: return "not on the site as asked";
    case SeoVerdict::forbidden: return "forbidden";
    case SeoVerdict::unsupported: return "not written";
  }
  return "not written";
}

/// Fields that fared alike stand together.
std::string seo_detail(const std::vector<SeoReport>& fields) {
  std::vector<std::pair<SeoReport, std::vector<std::string>>> groups;
  for (const SeoReport& field : fields) {
    const auto alike = std::find_if(groups.begin(), groups.end(), [&field](const auto& group) {
      const SeoReport& first = group.first;
      return first.plugin == field.plugin && first.verdict == field.verdict &&
             first.why == field.why && first.remedy == field.remedy &&
             (field.verdict != SeoVerdict::dropped || first.effective == field.effective);
    });
    if (alike == groups.end()) {
      groups.push_back({field, {field.field}});
    } else {
      alike->second.push_back(field.field);
    }
  }
  std::string text;
  for (const auto& [first, names] : groups) {
    std::string line = "SEO " + join(names);
    if (!first.plugin.empty()) line += " (" + first.plugin + ")";
    line += ": " + std::string(seo_words(first.verdict)) + ".";
    if (!first.why.empty()) line += " " + first.why;
    if (first.verdict == SeoVerdict::dropped && !first.effective.empty()) {
      line += " There is: \"" + first.effective + "\".";
    }
    if (!first.remedy.empty()) line += " " + first.remedy;
    text += detail(line);
  }
  return text;
}

std::string advice_detail(const std::vector<SeoAdvice>& advice) {
  std::string text;
  for (const SeoAdvice& each : advice) text += detail("SEO advice: " + each.text);
  return text;
}

std::string term_details(std::string_view kind, const std::vector<TermReport>& terms) {
  std::string text;
  for (const TermReport& term : terms) {
    const std::string named = std::string(kind) + " \"" + str(term.path) + "\"";
    if (term.created) text += detail("Created the " + named + ".");
    if (!term.id) text += detail("Left out the " + named + ": the site does not have it.");
  }
  return text;
}

std::string headers_text(const Request& request) {
  std::string text;
  if (!request.authorization().empty()) text += "  Authorization: (hidden)\n";
  for (const auto& [field, value] : request.headers()) {
    text.append("  ").append(field).append(": ").append(value).append("\n");
  }
  return text;
}

/// In single quotes, as every POSIX shell reads it.
std::string shell_quoted(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\'') quoted += "'\\'";
    quoted += c;
  }
  return quoted + "'";
}

std::string curl_command(const Request& request) {
  std::string text = "curl --silent --show-error --fail-with-body";
  const bool login_in_body = request.authorization().empty() && request.method() == Method::post;
  if (!request.authorization().empty()) text += " --config <(credentials)";
  text += " \\\n  --request " + std::string(name(request.method()));
  for (const auto& [field, value] : request.headers()) {
    text += " \\\n  --header ";
    text += shell_quoted(std::string(field).append(": ").append(value));
  }
  if (!request.body().empty()) text += " \\\n  --data-binary @-";
  text += " \\\n  " + shell_quoted(request.url().str());
  if (request.body().empty()) return text + "\n";
  const std::string body = '\n' + std::string(request.body()) + '\n';
  // Who wrote the body must not end it early: what follows would be commands.
  std::string mark = "END_OF_BODY";
  while (body.find('\n' + mark + '\n') != std::string::npos) mark += '_';
  const std::string from_here = " <<'" + mark + '\'';
  if (login_in_body) text = "log_in" + from_here + " | " + text;
  return text + (login_in_body ? "" : from_here) + body + mark + '\n';
}

std::string word(const Catalogue& catalogue, std::string_view id) {
  return catalogue.text({"doctor." + std::string(id), {}});
}

/// What may be behind an error, where its message does not say it already.
std::string causes_text(const Error& error, const Catalogue& catalogue) {
  constexpr std::size_t most = 3;
  std::string text;
  const std::vector<Cause> causes = explain(error.causes, nullptr, catalogue);
  for (std::size_t i = 0; i < std::min(causes.size(), most); ++i) {
    if (causes[i].title == error.message) continue;
    text += "- " +
            wrap(causes[i].title + " (" + word(catalogue, name(causes[i].likelihood)) + ")", 2, 2) +
            '\n';
  }
  const bool doctor_knows_more = error.causes.size() > 1 || !text.empty();
  return doctor_knows_more ? text + wrap(word(catalogue, "hint")) + '\n' : text;
}

std::string labelled(std::string_view label, std::string_view value) {
  const std::string head = "   " + std::string(label) + ": ";
  return head + wrap(value, 5, head.size()) + '\n';
}

std::string cause_text(std::size_t number, const Cause& cause, const Catalogue& catalogue) {
  const std::string head = std::to_string(number) + ". ";
  std::string text =
      head +
      wrap(cause.title + " (" + word(catalogue, name(cause.likelihood)) + ")", 3, head.size()) +
      '\n';
  for (const std::string& seen : cause.evidence) text += labelled(word(catalogue, "seen"), seen);
  text += labelled(word(catalogue, "what_to_do"), cause.remedy.title);
  for (const std::string& step : cause.remedy.steps) text += "   - " + wrap(step, 5, 5) + '\n';
  if (!cause.remedy.url.empty()) {
    text += "   " + word(catalogue, "open") + ": " + cause.remedy.url + '\n';
  }
  for (const HostLine& line : cause.remedy.for_host) {
    text += labelled(word(catalogue, "send_to_host") + " (" + line.server + ")", line.text);
  }
  if (!cause.tell_apart.empty()) {
    text += labelled(word(catalogue, "tell_apart"), cause.tell_apart);
  }
  return text;
}

/// Without the list of the fields that were asked for, which is longer than all the rest.
std::string tried(const Attempt& attempt) {
  std::string request = attempt.request;
  const std::size_t begin = request.find("_fields=");
  if (begin != std::string::npos) {
    const std::size_t end = std::min(request.find('&', begin), request.size());
    request.erase(begin - 1, end - begin + 1);
  }
  return "  tried " + request + ": " + attempt.outcome + '\n';
}

}  // namespace

std::string error_text(const Error& error, const Catalogue& catalogue) {
  std::string text = wrap("presslink: " + error.message) + '\n';
  if (!error.remedy.empty()) text += wrap("What to do: " + error.remedy) + '\n';
  text += causes_text(error, catalogue);
  // Elsewhere there is one address, and the last line says what it answered.
  const bool tells_where = error.phase == Phase::discover;
  for (const Attempt& attempt : tells_where ? error.attempts : std::vector<Attempt>()) {
    text += tried(attempt);
  }
  const bool own_words = error.code == Errc::bad_input && error.phase == Phase::input;
  if (own_words) return without_last_line_end(std::move(text));
  text += "(" + std::string(name(error.code)) + " in " + std::string(name(error.phase));
  if (error.http_status > 0) text += ", HTTP " + std::to_string(error.http_status);
  if (!error.wp_code.empty()) text += ", " + error.wp_code;
  if (error.retry_after) {
    text += ", retry after " + std::to_string(error.retry_after->count()) + " s";
  }
  return text + ")";
}

std::string doctor_text(const DoctorReport& report, const Catalogue& catalogue) {
  std::string text = wrap(report.account && report.verdict == Verdict::ok
                              ? catalogue.text({"doctor.ok.login",
                                                {{"login", report.account->login},
                                                 {"role", join(report.account->roles)}}})
                              : word(catalogue, name(report.verdict))) +
                     '\n';
  std::size_t number = 0;
  for (const Cause& cause : explain(report, catalogue)) {
    text += '\n' + cause_text(++number, cause, catalogue);
  }
  if (report.verdict != Verdict::ok) text += '\n';
  for (const Attempt& attempt : report.attempts) {
    if (report.verdict != Verdict::ok) text += tried(attempt);
  }
  return without_last_line_end(std::move(text));
}

std::string discover_text(const DiscoverReport& report, const Catalogue& catalogue) {
  const SiteProfile& site = report.profile;
  std::string text;
  if (!site.name.empty()) text += row("Site", site.name);
  if (!site.home.empty()) text += row("Address", site.home);
  if (report.within_site) text += row("", "what was named is a page of it, or no site of its own");
  text += row("REST root", site.root.str());
  text += row(
      "", std::string(permalinks(site.root.style())) + ", " + std::string(place(site.found_by)));
  if (!site.timezone.empty()) text += row("Time zone", site.timezone);
  if (!site.closed_code.empty()) {
    text += row("Closed", "The site's index is not shown to strangers (" + site.closed_code + ").");
  }
  text += row("Passwords", passwords_text(site, catalogue));
  for (const SeoPlugin& plugin : site.seo_plugins) {
    text += row("SEO plugin",
                plugin.name + (plugin.write_route.empty() ? " (takes nothing from outside)"
                                                          : " (" + plugin.write_route + ")"));
  }
  return without_last_line_end(std::move(text));
}

std::string account_text(const Account& account) {
  std::string text = "The credentials are accepted.\n";
  text += row("Account", account.login + " (" + join(account.roles) + "), user " +
                             std::to_string(account.id.value()));
  for (const auto& [title, present] : {std::pair{"May", true}, std::pair{"May not", false}}) {
    const std::string words = abilities(account.can, present);
    if (!words.empty()) text += row(title, words);
  }
  if (account.password) {
    std::string password = account.password->name;
    if (account.password->created)
      password += ", made " + format_rfc3339(*account.password->created);
    text += row("Password", password);
  }
  if (!account.missing.empty()) {
    text += row("Missing", join(account.missing) + ", which the scope asks for");
  }
  for (const std::string& advice : account.advice) text += wrap("Advice: " + advice, 2) + '\n';
  return without_last_line_end(std::move(text));
}

std::string terms_text(const std::vector<TermReport>& terms) {
  std::string text;
  for (const TermReport& term : terms) {
    text += str(term.path) + ": ";
    text += term.id ? std::to_string(term.id->value()) + (term.created ? " (created)" : "")
                    : "not there";
    text += '\n';
  }
  return without_last_line_end(std::move(text));
}

std::string categories_text(const TermIndex& terms) {
  std::vector<std::pair<TermPath, TermId>> paths;
  for (const Term& term : terms.categories) paths.emplace_back(path_of(term, terms), term.id);
  std::sort(paths.begin(), paths.end(), [](const auto& a, const auto& b) {
    return std::lexicographical_compare(a.first.begin(), a.first.end(), b.first.begin(),
                                        b.first.end());
  });
  std::string text;
  for (const auto& [path, id] : paths) {
    text += std::string(2 * (path.size() - 1), ' ') + path.back() + " (" +
            std::to_string(id.value()) + ")\n";
  }
  return without_last_line_end(std::move(text));
}

std::string passwords_address(const SiteProfile& site) {
  const std::string admin = admin_address(site);
  return admin.empty() ? admin : admin + "profile.php#application-passwords-section";
}

std::string revoke_by_hand(const SiteProfile* site) {
  const std::string address = site == nullptr ? std::string() : passwords_address(*site);
  return "Revoke it by hand under Profile > Application Passwords" +
         (address.empty() ? "." : ": " + address);
}

std::string outcome_text(const PublishReport& report) {
  std::string text(name(report.outcome));
  const bool hidden = report.status && report.status != PostStatus::publish;
  if (hidden && report.outcome == PublishOutcome::saved) {
    text += " as " + std::string(name(*report.status));
  }
  // What an update leaves as it is may not be what its writer believes.
  if (hidden && report.outcome == PublishOutcome::updated) {
    text += ", not public: " + std::string(name(*report.status));
  }
  if (hidden && report.outcome == PublishOutcome::unchanged) {
    text += ", not public when last seen: " + std::string(name(*report.status));
  }
  if (report.outcome == PublishOutcome::scheduled && report.date) {
    text += " for " + format_rfc3339(*report.date);
  }
  if (!report.link.empty()) text += " " + report.link;
  return text;
}

std::string publish_text(std::string_view file, const PublishReport& report, bool post_seen) {
  std::string text = std::string(file) + ": " + outcome_text(report);
  if (report.resumed) {
    text += detail(report.error ? "An earlier run had begun it."
                                : "An earlier run had begun it; this one finished it.");
  }
  text += term_details("category", report.categories);
  text += term_details("tag", report.tags);
  const bool earlier = report.outcome == PublishOutcome::unchanged;
  for (const Difference& difference : report.changed_by_site) {
    text +=
        detail((earlier ? "At the last publish the site changed the " : "The site changed the ") +
               difference.field + " to \"" + difference.got + "\"; sent was \"" + difference.sent +
               "\". " + difference.why);
  }
  text += seo_detail(report.seo);
  text += advice_detail(report.advice);
  if (report.error && report.id && post_seen) {
    text += detail("The post " + std::to_string(report.id->value()) + " exists on the site.");
  }
  return text;
}

std::string seo_text(const SeoFlow::Report& report) {
  std::string text = report.link;
  for (const Difference& difference : report.changed_by_site) {
    text += detail("The site changed the " + difference.field + ", which was not sent, from \"" +
                   difference.sent + "\" to \"" + difference.got + "\". " + difference.why);
  }
  text += seo_detail(report.seo);
  return text + advice_detail(report.advice);
}

std::string problems_text(std::string_view file, const Problems& problems) {
  std::string text;
  for (const Problem& problem : problems) text += describe(file, problem) + '\n';
  return without_last_line_end(std::move(text));
}

std::string preview_text(std::string_view file, const Preview& preview) {
  std::string text = std::string(file) + ": " + std::to_string(preview.requests.size()) +
                     (preview.requests.size() == 1 ? " request\n" : " requests\n");
  int number = 0;
  for (const PlannedRequest& planned : preview.requests) {
    text += '\n' + std::to_string(++number) + ". " + planned.purpose;
    if (!planned.when.empty()) text += " (" + planned.when + ")";
    text += '\n' + std::string(name(planned.request.method())) + ' ' + planned.request.url().str() +
            '\n' + headers_text(planned.request);
    if (!planned.request.body().empty()) text += std::string(planned.request.body()) + '\n';
  }
  for (const std::string& line : {seo_detail(preview.not_sent), advice_detail(preview.advice)}) {
    if (!line.empty()) text += line + '\n';
  }
  if (!preview.stand_ins.empty()) text += '\n';
  for (const StandIn& stand_in : preview.stand_ins) {
    text += std::to_string(stand_in.id) + " stands for the id of " + stand_in.meaning + ".\n";
  }
  return without_last_line_end(std::move(text));
}

std::string curl_script(std::string_view file, const Preview& preview) {
  std::string text = "# " + printable(file) +
                     "\n# For bash. Set PRESSLINK_USER and PRESSLINK_APP_PASSWORD first; curl is "
                     "told them through\n"
                     "# a pipe, so that no list of processes shows them.\n"
                     "credentials() { printf 'user = \"%s:%s\"\\n' \"$PRESSLINK_USER\" "
                     "\"$PRESSLINK_APP_PASSWORD\"; }\n";
  const bool any_in_body =
      std::any_of(preview.requests.begin(), preview.requests.end(), [](const auto& planned) {
        return planned.request.authorization().empty() && planned.request.method() == Method::post;
      });
  if (any_in_body) {
    // The marks stand in single quotes alone: in double ones too, an interactive shell would take
    // their ! for an event of its history.
    text +=
        "# XML-RPC takes the log-in in the body.\n"
        "log_in() {\n"
        "  local body; body=$(cat)\n"
        "  body=${body//'<!--user name-->'/\"$PRESSLINK_USER\"}\n"
        "  body=${body//'<!--application password-->'/\"$PRESSLINK_APP_PASSWORD\"}\n"
        "  printf '%s' \"$body\"\n"
        "}\n";
  }
  for (const StandIn& stand_in : preview.stand_ins) {
    text += "# Put the id of " + stand_in.meaning + " in place of " + std::to_string(stand_in.id) +
            "; an answer above tells it.\n";
  }
  for (const PlannedRequest& planned : preview.requests) {
    text += "\n# " + planned.purpose;
    if (!planned.when.empty()) text += " (" + planned.when + ")";
    text += '\n' + curl_command(planned.request);
  }
  return without_last_line_end(std::move(text));
}

}  // namespace presslink::cli
