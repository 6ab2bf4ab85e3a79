#include <algorithm>
#include <array>
#include <iterator>

#include "doctor/causes.hpp"
#include "doctor/texts.hpp"
#include "presslink/doctor.hpp"

namespace presslink {
namespace {

struct Server {
  const char* key;
  const char* name;
};
constexpr std::array servers = {Server{"host.apache", "Apache"},
                                Server{"host.litespeed", "LiteSpeed"},
                                Server{"host.nginx", "nginx"}, Server{"host.plesk", "Plesk"}};

using Values = std::vector<std::pair<std::string, std::string>>;

Cause cause_in_words(const CauseRow& row, const Finding& finding, const std::string& admin,
                     const Values& values, const Catalogue& catalogue) {
  Message message = {.id = {}, .values = values};
  const auto part = [&](std::string_view name) -> const Message& {
    message.id.assign(row.id).append(1, '.').append(name);
    return message;
  };
  Cause cause;
  cause.id = row.id;
  cause.likelihood = finding.suspect.likelihood;
  cause.title = catalogue.text(part("title"));
  for (const Message& seen : finding.evidence) {
    std::string text = catalogue.text(seen);
    const auto& before = cause.evidence;
    if (std::find(before.begin(), before.end(), text) == before.end()) {
      cause.evidence.push_back(std::move(text));
    }
  }
  if (cause.likelihood != Likelihood::certain)
    cause.tell_apart = catalogue.text(part("tell_apart"));
  cause.remedy.title = catalogue.text(part("fix"));
  cause.remedy.steps = catalogue.lines(part("steps"));
  if (!row.link.empty() && !admin.empty()) cause.remedy.url = admin + std::string(row.link);
  for (const Server& server : servers) {
    std::string line = catalogue.text(part(server.key));
    if (!line.empty()) cause.remedy.for_host.push_back({server.name, std::move(line)});
  }
  return cause;
}

std::vector<Cause> in_words(const std::vector<Finding>& findings, const std::string& admin,
                            const std::string& host, const Catalogue& catalogue) {
  const Values values = {{"host", host.empty() ? catalogue.text({"the_site", {}}) : host}};
  std::vector<Cause> out;
  for (const Finding& finding : findings) {
    const CauseRow* row = find_cause(finding.suspect.id);
    if (row != nullptr) out.push_back(cause_in_words(*row, finding, admin, values, catalogue));
  }
  return out;
}

}  // namespace

std::string admin_address(const SiteProfile& site) {
  // WordPress's files may be elsewhere than its front page, and its address may be http for https;
  // on another host they are no business of this connection.
  const Url root = site.root.url_for("/");
  for (const std::string* address : {&site.url, &site.home}) {
    const auto url = Url::parse(*address);
    if (!url || !same_site(url->origin(), root.origin())) continue;
    const Url there =
        root.origin().scheme == Scheme::https ? url->with_scheme(Scheme::https) : *url;
    return there.with_path(there.path() + (there.path().ends_with('/') ? "" : "/") + "wp-admin/")
        .str();
  }
  return {};
}

std::string in_one_line(const Message& message, const Catalogue& catalogue) {
  std::string text = catalogue.text(message);
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

std::vector<Suspect> causes_in_index(const SiteProfile& profile) {
  Evidence seen;
  observe(seen, profile);
  return suspects(find_causes(seen));
}

std::string remedy_for_missing_passwords(const SiteProfile& profile, const Catalogue& catalogue) {
  const std::vector<Suspect> causes = causes_in_index(profile);
  if (causes.empty()) return {};
  return in_one_line({std::string(causes.front().id) + ".steps", {}}, catalogue);
}

std::vector<Cause> explain(const DoctorReport& report, const Catalogue& catalogue) {
  return in_words(report.findings, report.admin, report.host, catalogue);
}

std::vector<Cause> explain(const std::vector<Suspect>& causes, const SiteProfile* site,
                           const Catalogue& catalogue) {
  std::vector<Finding> findings;
  std::transform(causes.begin(), causes.end(), std::back_inserter(findings),
                 [](const Suspect& each) { return Finding{.suspect = each, .evidence = {}}; });
  return in_words(findings, site == nullptr ? "" : admin_address(*site),
                  site == nullptr ? "" : site->root.origin().host, catalogue);
}

std::string_view name(Verdict verdict) noexcept {
  switch (verdict) {
    case Verdict::ok: return "ok";
    case Verdict::degraded: return "degraded";
    case Verdict::blocked: return "blocked";
  }
  return "blocked";
}

}  // namespace presslink
