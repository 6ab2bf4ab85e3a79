#include "report/json_report.hpp"

#include <cstdint>
#include <optional>

#include "base/json_encoder.hpp"
#include "base/utf8.hpp"

namespace presslink {
namespace {

/// An encoder that cannot fail and knows the values of this program. Not inline, and with names as
/// plain pointers, for it is called in very many places.
class Writer {
 public:
  void begin() { out_.begin_object(); }
  void begin(const char* name);
  void end() { out_.end_object(); }

  /// An object for each item, with what `each` writes of it.
  template <class List, class Each>
  void list(const char* name, const List& items, const Each& each) {
    out_.key(name);
    array(items, each);
  }
  void texts(const char* name, const std::vector<std::string>& items);

  void text(const char* name, std::string_view value);
  void text(const char* name, const std::string& value);
  /// The same for a text of this program's own.
  void word(const char* name, std::string_view value);
  void text_or_null(const char* name, std::string_view value);
  void text_or_null(const char* name, const std::string& value);
  void number(const char* name, std::int64_t value);
  void flag(const char* name, bool value);
  void null(const char* name);
  template <class Id>
  void id_or_null(const char* name, const std::optional<Id>& id) {
    positive_or_null(name, id ? id->value() : 0);
  }
  void positive_or_null(const char* name, std::int64_t value);
  void time_or_null(const char* name, const std::optional<UtcTime>& time);

  /// The same for a document that is a list.
  template <class List, class Each>
  void array(const List& items, const Each& each) {
    out_.begin_array();
    for (const auto& item : items) {
      begin();
      each(item);
      end();
    }
    out_.end_array();
  }

  std::string finish() { return std::move(out_).finish().value_or("{}"); }

 private:
  json::Encoder out_;
};

void Writer::begin(const char* name) {
  out_.key(name);
  out_.begin_object();
}

void Writer::texts(const char* name, const std::vector<std::string>& items) {
  out_.key(name);
  out_.begin_array();
  for (const std::string& item : items) out_.string(replace_invalid_utf8(item));
  out_.end_array();
}

void Writer::text(const char* name, std::string_view value) {
  word(name, replace_invalid_utf8(value));
}
void Writer::text(const char* name, const std::string& value) {
  text(name, std::string_view(value));
}

void Writer::word(const char* name, std::string_view value) { out_.member(name, value); }

void Writer::text_or_null(const char* name, std::string_view value) {
  value.empty() ? null(name) : text(name, value);
}
void Writer::text_or_null(const char* name, const std::string& value) {
  text_or_null(name, std::string_view(value));
}

void Writer::number(const char* name, std::int64_t value) { out_.member(name, value); }

void Writer::flag(const char* name, bool value) { out_.member(name, value); }

void Writer::null(const char* name) {
  out_.key(name);
  out_.null();
}

void Writer::positive_or_null(const char* name, std::int64_t value) {
  value > 0 ? number(name, value) : null(name);
}

void Writer::time_or_null(const char* name, const std::optional<UtcTime>& time) {
  time ? text(name, format_rfc3339(*time)) : null(name);
}

std::string url_of(const Attempt& attempt) {
  const std::size_t space = attempt.request.find(' ');
  return space == std::string::npos ? attempt.request : attempt.request.substr(space + 1);
}

void write_attempts(Writer& out, const std::vector<Attempt>& attempts) {
  out.list("attempts", attempts, [&out](const Attempt& attempt) {
    out.text("url", url_of(attempt));
    out.text("outcome", attempt.outcome);
  });
}

void write_suspect(Writer& out, std::string_view id, Likelihood likelihood) {
  out.word("id", id);
  out.word("likelihood", name(likelihood));
}

void write_error(Writer& out, const Error& error) {
  out.begin("error");
  out.word("code", name(error.code));
  out.word("phase", name(error.phase));
  out.positive_or_null("http_status", error.http_status);
  out.text_or_null("wp_code", error.wp_code);
  out.text("message", error.message);
  out.text_or_null("remedy", error.remedy);
  error.retry_after ? out.number("retry_after_s", error.retry_after->count())
                    : out.null("retry_after_s");
  out.list("causes", error.causes,
           [&out](const Suspect& suspect) { write_suspect(out, suspect.id, suspect.likelihood); });
  out.end();
}

void write_cause(Writer& out, const Cause& cause) {
  write_suspect(out, cause.id, cause.likelihood);
  out.text("title", cause.title);
  out.texts("evidence", cause.evidence);
  out.text_or_null("tell_apart", cause.tell_apart);
  out.begin("remedy");
  out.text("title", cause.remedy.title);
  out.texts("steps", cause.remedy.steps);
  out.text_or_null("url", cause.remedy.url);
  out.list("for_host", cause.remedy.for_host, [&out](const HostLine& line) {
    out.text("server", line.server);
    out.text("text", line.text);
  });
  out.end();
}

void write_site(Writer& out, const SiteProfile& site) {
  out.begin("site");
  out.text("name", site.name);
  out.text("home", site.home);
  out.text("url", site.url);
  out.text_or_null("timezone", site.timezone);
  out.number("gmt_offset_minutes", site.gmt_offset_minutes);
  out.text_or_null("icon", site.icon);
  out.end();
}

void write_passwords(Writer& out, const SiteProfile& site) {
  out.begin("application_passwords");
  site.passwords_available ? out.flag("available", *site.passwords_available)
                           : out.null("available");
  out.text_or_null("authorize_url", site.authorize_url);
  out.end();
}

void write_profile(Writer& out, const SiteProfile& site, const Catalogue& catalogue) {
  out.text("rest_root", site.root.str());
  out.word("style", name(site.root.style()));
  out.word("found_by", name(site.found_by));
  write_site(out, site);
  write_passwords(out, site);
  out.texts("namespaces", site.namespaces);
  out.list("seo_plugins", site.seo_plugins, [&out](const SeoPlugin& plugin) {
    out.text("plugin", plugin.name);
    out.text_or_null("write_route", plugin.write_route);
  });
  const bool none_offered = site.passwords_available && !*site.passwords_available;
  out.text_or_null("remedy", none_offered ? remedy_for_missing_passwords(site, catalogue) : "");
  out.text_or_null("closed_code", site.closed_code);
}

void write_capabilities(Writer& out, const Capabilities& can) {
  out.begin("can");
  out.flag("edit_posts", can.edit_posts);
  out.flag("publish_posts", can.publish_posts);
  out.flag("manage_categories", can.manage_categories);
  out.flag("upload_files", can.upload_files);
  out.flag("unfiltered_html", can.unfiltered_html);
  out.end();
}

void write_password(Writer& out, const std::optional<PasswordRecord>& password) {
  if (!password) return out.null("password");
  out.begin("password");
  out.text("uuid", password->uuid.str());
  out.text("name", password->name);
  out.time_or_null("created", password->created);
  out.time_or_null("last_used", password->last_used);
  out.text_or_null("last_ip", password->last_ip);
  out.end();
}

void write_terms(Writer& out, const char* name, const std::vector<TermReport>& terms) {
  out.list(name, terms, [&out](const TermReport& term) {
    out.id_or_null("id", term.id);
    out.text("name", term.name);
    out.text("path", str(term.path));
    out.flag("created", term.created);
  });
}

void write_seo(Writer& out, const char* key, const std::vector<SeoReport>& fields) {
  out.list(key, fields, [&out](const SeoReport& field) {
    out.text_or_null("plugin", field.plugin);
    out.text("field", field.field);
    out.word("verdict", name(field.verdict));
    out.text("sent", field.sent);
    out.text("effective", field.effective);
    out.text_or_null("why", field.why);
    out.text_or_null("remedy", field.remedy);
  });
}

void write_advice(Writer& out, const std::vector<SeoAdvice>& advice) {
  out.list("seo_advice", advice, [&out](const SeoAdvice& each) {
    out.text_or_null("plugin", each.plugin);
    out.text_or_null("field", each.field);
    out.text("text", each.text);
  });
}

void write_lengths(Writer& out, const std::vector<SeoLength>& lengths) {
  out.list("seo_lengths", lengths, [&out](const SeoLength& length) {
    out.text("plugin", length.plugin);
    out.text("field", length.field);
    length.characters ? out.number("characters", *length.characters) : out.null("characters");
    length.pixels ? out.number("pixels", *length.pixels) : out.null("pixels");
    out.positive_or_null("characters_min", length.characters_min);
    out.positive_or_null("characters_max", length.characters_max);
    out.positive_or_null("pixels_max", length.pixels_max);
  });
}

void write_differences(Writer& out, const std::vector<Difference>& differences) {
  out.list("changed_by_site", differences, [&out](const Difference& difference) {
    out.text("field", difference.field);
    out.text("sent", difference.sent);
    out.text("got", difference.got);
    out.text("why", difference.why);
  });
}

void write_report(Writer& out, std::string_view file, const PublishReport& report) {
  if (!file.empty()) out.text("file", file);
  out.word("outcome", name(report.outcome));
  out.id_or_null("id", report.id);
  out.text_or_null("link", report.link);
  out.text_or_null("slug", report.slug);
  report.status ? out.word("status", name(*report.status)) : out.null("status");
  out.time_or_null("date_gmt", report.date);
  write_terms(out, "categories", report.categories);
  write_terms(out, "tags", report.tags);
  write_seo(out, "seo", report.seo);
  write_advice(out, report.advice);
  write_differences(out, report.changed_by_site);
  out.flag("resumed", report.resumed);
  out.number("requests", report.requests);
  report.error ? write_error(out, *report.error) : out.null("error");
}

/// Where the log-in travels: XML-RPC takes it in the body.
std::string_view login_place(const Request& request) {
  if (!request.authorization().empty()) return "header";
  return request.method() == Method::post ? "body" : "";
}

void write_request(Writer& out, const PlannedRequest& planned, Bodies bodies) {
  out.text("purpose", planned.purpose);
  out.text_or_null("when", planned.when);
  out.word("method", name(planned.request.method()));
  out.text("url", planned.request.url().str());
  out.begin("headers");
  for (const auto& [field, value] : planned.request.headers()) out.text(field.c_str(), value);
  out.end();
  out.text_or_null("login", login_place(planned.request));
  const std::string_view body = planned.request.body();
  if (bodies == Bodies::apart) {
    out.positive_or_null("body", static_cast<std::int64_t>(body.size()));
  } else {
    out.text_or_null("body", body);
  }
}

}  // namespace

std::string discover_json(std::string_view input, const DiscoverReport& report, int requests,
                          const Catalogue& catalogue) {
  const SiteProfile& site = report.profile;
  Writer out;
  out.begin();
  out.text("input", input);
  out.flag("within_site", report.within_site);
  write_profile(out, site, catalogue);
  write_attempts(out, report.attempts);
  out.number("requests", requests);
  out.end();
  return out.finish();
}

std::string discover_json(std::string_view input, const Error& error, int requests) {
  Writer out;
  out.begin();
  out.text("input", input);
  out.null("rest_root");
  write_attempts(out, error.attempts);
  out.number("requests", requests);
  write_error(out, error);
  out.end();
  return out.finish();
}

std::string account_json(const Account& account, int requests, std::string_view connection) {
  Writer out;
  out.begin();
  if (!connection.empty()) out.text("connection", connection);
  out.word("credentials", "accepted");
  out.begin("user");
  out.number("id", account.id.value());
  out.text("login", account.login);
  out.texts("roles", account.roles);
  out.end();
  write_capabilities(out, account.can);
  out.texts("excess", account.excess);
  out.texts("missing", account.missing);
  write_password(out, account.password);
  out.texts("advice", account.advice);
  out.number("requests", requests);
  out.end();
  return out.finish();
}

std::string account_json(const Error& error, int requests) {
  Writer out;
  out.begin();
  out.word("credentials", error.code == Errc::credentials_rejected ? "rejected" : "unknown");
  for (const char* unknown : {"user", "can"}) out.null(unknown);
  out.texts("excess", {});
  out.texts("missing", {});
  out.null("password");
  out.texts("advice", {});
  out.number("requests", requests);
  write_error(out, error);
  out.end();
  return out.finish();
}

std::string terms_json(const std::vector<TermReport>& terms, int requests) {
  Writer out;
  out.begin();
  write_terms(out, "categories", terms);
  out.number("requests", requests);
  out.end();
  return out.finish();
}

std::string publish_json(std::string_view file, const PublishReport& report) {
  Writer out;
  out.begin();
  write_report(out, file, report);
  out.end();
  return out.finish();
}

std::string publish_json(std::string_view file, const Problems& problems) {
  PublishReport report;
  Error& error = report.error.emplace();
  error.code = Errc::bad_input;
  error.phase = Phase::input;
  for (const Problem& problem : problems) {
    if (!error.message.empty()) error.message += '\n';
    error.message += describe(file, problem);
  }
  error.remedy = "Correct the document; nothing was sent.";
  Writer out;
  out.begin();
  write_report(out, file, report);
  out.list("problems", problems, [&out](const Problem& problem) {
    out.number("line", problem.place.line);
    out.text_or_null("key", problem.key);
    out.text("message", problem.message);
  });
  out.end();
  return out.finish();
}

std::string preview_json(std::string_view file, const Preview& preview, Bodies bodies) {
  Writer out;
  out.begin();
  if (!file.empty()) out.text("file", file);
  out.list("requests", preview.requests,
           [&out, bodies](const PlannedRequest& planned) { write_request(out, planned, bodies); });
  out.list("stand_ins", preview.stand_ins, [&out](const StandIn& stand_in) {
    out.number("id", stand_in.id);
    out.text("meaning", stand_in.meaning);
  });
  write_seo(out, "not_sent", preview.not_sent);
  write_advice(out, preview.advice);
  write_lengths(out, preview.lengths);
  out.end();
  return out.finish();
}

std::string preview_json(std::string_view file, const Error& error) {
  Writer out;
  out.begin();
  if (!file.empty()) out.text("file", file);
  write_error(out, error);
  out.end();
  return out.finish();
}

std::string seo_json(const SeoFlow::Report& report) {
  Writer out;
  out.begin();
  out.text_or_null("link", report.link);
  write_seo(out, "seo", report.seo);
  write_advice(out, report.advice);
  write_differences(out, report.changed_by_site);
  out.number("requests", report.requests);
  out.end();
  return out.finish();
}

std::string disconnect_json(const DisconnectFlow::Report& report, int requests) {
  Writer out;
  out.begin();
  out.flag("revoked", !report.already_gone);
  out.flag("already_gone", report.already_gone);
  out.text_or_null("password_name", report.password_name);
  out.number("requests", requests);
  out.end();
  return out.finish();
}

std::string doctor_json(const DoctorReport& report, const Catalogue& catalogue) {
  Writer out;
  out.begin();
  out.word("verdict", name(report.verdict));
  out.list("causes", explain(report, catalogue),
           [&out](const Cause& cause) { write_cause(out, cause); });
  if (report.site) {
    out.begin("site");
    write_profile(out, *report.site, catalogue);
    out.end();
  } else {
    out.null("site");
  }
  write_attempts(out, report.attempts);
  out.number("requests", report.requests);
  out.end();
  return out.finish();
}

std::string explain_json(const std::vector<Suspect>& causes, const SiteProfile* site,
                         const Catalogue& catalogue) {
  Writer out;
  out.array(explain(causes, site, catalogue),
            [&out](const Cause& cause) { write_cause(out, cause); });
  return out.finish();
}

std::string error_json(const Error& error) {
  Writer out;
  out.begin();
  write_error(out, error);
  out.end();
  return out.finish();
}

std::string failure_json(const Error& error) {
  Writer out;
  out.begin();
  write_error(out, error);
  write_attempts(out, error.attempts);
  out.end();
  return out.finish();
}

}  // namespace presslink
