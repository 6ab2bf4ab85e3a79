#include "session.hpp"

#include <algorithm>
#include <utility>

#include "base/failure.hpp"
#include "busy.hpp"
#include "http/site_directory.hpp"
#include "language.hpp"
#include "password_input.hpp"
#include "presslink/native/host.hpp"
#include "presslink/translate.hpp"
#include "report/json_report.hpp"
#include "report_text.hpp"

namespace presslink::cli {
namespace {

/// The library's own limit for a flow; the command's budget ends it earlier where one is given.
constexpr std::chrono::minutes longest_flow{60};

/// For each request of a command that has to end and first takes something back.
constexpr std::chrono::milliseconds last_request{2500};

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

}  // namespace

bool may_be_another_site(const SiteProfile& known) {
  return known.root.style() == RestStyle::query &&
         site_folder(known.root.url_for("/").path()) != "/";
}

Session::Session(Options options)
    : options_(std::move(options)),
      password_(take_password_from_environment()),
      console_(options_.json),
      catalogue_(options_.language.empty()
                     ? catalogue_of_environment()
                     : catalogue_of(options_.language).value_or(Catalogue::english())) {
  if (options_.budget) budget_.emplace(*options_.budget, [this] { interrupt_.end(); });
}

Session::~Session() { interrupt_.watch(nullptr); }

Result<std::optional<Credentials>> Session::credentials() {
  if (options_.user.empty()) {
    if (options_.password_file.empty()) return std::optional<Credentials>();
    return bad_input("--password-file needs --user.");
  }
  Result<Username> username = Username::parse(options_.user);
  if (!username) return unexpected(std::move(username).error());
  if (options_.password_file.empty() && password_.empty()) {
    return bad_input("There is no Application Password.",
                     std::string("Put it into a file and name it with --password-file, or set ") +
                         password_variable + ".");
  }
  Result<AppPassword> password =
      options_.password_file.empty()
          ? AppPassword::parse(password_.reveal())
          : read_password_file(options_.password_file, interrupt_.descriptor());
  if (!password) return unexpected(explained(std::move(password).error()));
  return std::optional<Credentials>({std::move(*username), std::move(*password)});
}

Result<Target> Session::target(Login login) {
  if (!options_.connection.empty()) {
    if (!options_.site.empty()) return bad_input("Use either --site or --connection.");
    return target_from(options_.connection);
  }
  if (!options_.site.empty()) return target_at(options_.site, login);
  Result<std::string> only = connection_name();
  if (!only) return unexpected(std::move(only).error());
  return target_from(*only);
}

Result<std::string> Session::connection_name() const {
  if (!options_.site.empty()) {
    return bad_input("--site names no saved connection.", "Use --connection NAME.");
  }
  if (!options_.connection.empty()) return options_.connection;
  const Result<ConnectionStore> store = ConnectionStore::standard();
  const std::vector<std::string> names = store ? store->names() : std::vector<std::string>();
  if (names.size() == 1) return names.front();
  if (names.empty()) {
    return bad_input("No site is named.", "Use --site URL, or connect once: presslink connect URL");
  }
  return bad_input("No site is named, and several connections are saved.",
                   "Use --connection with one of: " + joined(names));
}

Result<Target> Session::target_at(const std::string& url, Login login) {
  if (!options_.connection.empty() || (!options_.site.empty() && url != options_.site)) {
    return bad_input("The site is named twice.", "Use the address, --site or --connection.");
  }
  Result<SiteUrl> site = SiteUrl::parse(url, options_.allow_http);
  if (!site) return unexpected(std::move(site).error());
  Result<std::optional<Credentials>> credentials = this->credentials();
  if (!credentials) return unexpected(std::move(credentials).error());
  if (!*credentials && login == Login::needed) {
    return bad_input("--site needs --user, the WordPress user name.",
                     "Or connect once with: presslink connect " + url);
  }
  return Target{.site = std::move(*site),
                .scope = options_.scope.value_or(Scope::standard()),
                .credentials = std::move(*credentials)};
}

Result<Target> Session::target_from(const std::string& connection) {
  if (!options_.user.empty() || !options_.password_file.empty()) {
    return bad_input("A connection has its own user and password.",
                     "Leave out --user and --password-file, or use --site.");
  }
  const Result<ConnectionStore> store = ConnectionStore::standard();
  if (!store) return unexpected(store.error());
  Result<Connection> saved = store->load(connection);
  if (!saved) return unexpected(std::move(saved).error());
  Result<SiteUrl> site =
      SiteUrl::parse(saved->address, saved->site.root.origin().scheme == Scheme::http);
  if (!site) return unexpected(std::move(site).error());
  Target target{.site = std::move(*site),
                .scope = options_.scope.value_or(saved->scope),
                .profile = std::move(saved->site),
                .connection = connection};
  target.credentials = std::move(saved->credentials);
  return target;
}

Result<void> Session::connect_to(const Origin& site) {
  Client::Options settings;
  settings.curl.request_timeout = options_.timeout;
  settings.curl.connect_timeout = std::min(settings.curl.connect_timeout, options_.timeout);
  settings.curl.allow_loopback = site.is_loopback();
  settings.curl.allow_private = options_.allow_private;
  settings.curl.ca_file = options_.ca;
  settings.retry.max_retries = options_.retries;
  settings.retry.budget = options_.budget.value_or(longest_flow);
  if (!options_.audit.empty()) {
    Result<AuditFile> file = AuditFile::open(options_.audit);
    if (!file) return unexpected(std::move(file).error());
    audit_.emplace(std::move(*file));
    settings.curl.on_exchange = [this](const Exchange& exchange) {
      audit_->write(exchange, system_now());
    };
  }
  client_settings_ = settings;
  client_ = std::make_unique<Client>(std::move(settings));
  interrupt_.watch(client_.get());
  return {};
}

Result<DisconnectFlow::Report> Session::revoke(const ScopeGuard& guard) {
  if (!stopped()) {
    Result<DisconnectFlow::Report> revoked = client_->disconnect(guard);
    if (revoked || !stopped()) return revoked;
  }
  // The client itself sends nothing any more.
  Client::Options settings = client_settings_;
  settings.curl.request_timeout = std::min(settings.curl.request_timeout, last_request);
  settings.retry.max_retries = 0;
  return Client(std::move(settings)).disconnect(guard);
}

Result<SiteProfile> Session::profile(const Target& target) {
  if (target.profile && !may_be_another_site(*target.profile)) {
    client_->know(*target.profile);
    return *target.profile;
  }
  return find(target.site);
}

Result<SiteProfile> Session::find(const SiteUrl& site) {
  Result<DiscoverReport> found = client_->discover(site);
  if (!found) return unexpected(explained(std::move(found).error()));
  if (found->within_site) {
    return bad_input("No site of its own is at " + site.url().str() +
                         ": the WordPress that answers there is " + found->profile.home + ".",
                     "Name that one, if it is meant: " + found->profile.home);
  }
  return std::move(found->profile);
}

Error Session::explained(Error error) const {
  const bool out_of_time = budget_ && budget_->used_up() && !interrupt_.raised();
  if (is_busy(error) && interrupt_.raised()) {
    error.code = Errc::cancelled;
    error.retry_after.reset();
    set_message(error, "Interrupted. " + error.message);
  }
  if (is_busy(error) && out_of_time && error.message.find("--budget") == std::string::npos) {
    set_message(error, error.message + " --budget left no more time to wait for it.");
  }
  if (error.code == Errc::cancelled && out_of_time) {
    error.code = Errc::timed_out;
    set_message(error, "The time for the whole command (--budget) is used up.");
  }
  if (error.message_text.id == "error.interrupted_write" && out_of_time) {
    set_message(error,
                "The time for the whole command (--budget) was used up while a write was under "
                "way; WordPress may have carried it out.");
  }
  return translate(std::move(error), catalogue_);
}

ExitCode Session::fail(const Error& error) {
  const Error told = explained(error);
  return fail(told, error_json(told));
}

ExitCode Session::fail(const Error& error, const std::string& answer) {
  if (console_.json()) console_.answer(answer);
  console_.note(error_text(error, catalogue_));
  return exit_code(error);
}

}  // namespace presslink::cli
