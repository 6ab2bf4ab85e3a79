#include <unistd.h>

#include <algorithm>
#include <array>

#include "base/failure.hpp"
#include "base/json_encoder.hpp"
#include "base/text.hpp"
#include "browser.hpp"
#include "callback_listener.hpp"
#include "journal.hpp"
#include "json_members.hpp"
#include "loopback_support.hpp"
#include "password_input.hpp"
#include "presslink/authorize.hpp"
#include "presslink/native/host.hpp"
#include "presslink/translate.hpp"
#include "report/json_report.hpp"
#include "report_text.hpp"
#include "verbs/verbs.hpp"

namespace presslink::cli {
namespace {

/// This program's own, the same on every site.
constexpr std::string_view app_id = "5d0f9f5e-6a3c-5b58-9a0c-0f7c2f1d7e64";

using Answer = std::optional<Result<Credentials>>;

/// WordPress 5.7 to 6.6 refuse a second password of the same name, so the time stands in it.
std::string default_app_name() {
  std::array<char, 64> host{};
  ::gethostname(host.data(), host.size() - 1);
  std::string name;
  for (const char c : std::string_view(host.data())) {
    if (is_ascii_alphanumeric(c) || c == '-' || c == '.') name += c;
  }
  return "presslink on " + (name.empty() ? "this machine" : name) + ", " +
         format_rfc3339(system_now());
}

/// A file name out of the site's address: `example.com`, `127.0.0.1-8080`, `example.com-blog`.
std::string default_connection_name(const SiteUrl& site) {
  std::string address = site.url().str();
  address.erase(0, address.find("://") + 3);
  std::string name;
  for (const char c : address.substr(0, address.find_last_not_of('/') + 1)) {
    name += is_ascii_alphanumeric(c) || c == '.' || c == '_' ? c : '-';
  }
  const std::size_t first = std::min(name.find_first_not_of("-."), name.size());
  return name.substr(first, 64);
}

class Approval {
 public:
  Approval(Session& session, const SiteProfile& site, const ConnectArguments& arguments)
      : session_(&session), site_(&site), arguments_(&arguments) {}

  [[nodiscard]] Result<Credentials> ask() {
    const bool loopback =
        arguments_->callback == CallbackWay::loopback ||
        (arguments_->callback == CallbackWay::automatic && !site_->authorize_url.empty() &&
         allows_loopback_callback(*site_, session_->options()));
    Answer answer = loopback ? ask_by_callback() : std::nullopt;
    if (!answer) answer = ask_by_paste();
    if (!*answer && session_->stopped()) {
      Error error = answer->error();
      set_remedy(
          error,
          "Nothing is saved. If it was approved all the same, a password stays on the site. " +
              revoke_by_hand(site_));
      return unexpected(std::move(error));
    }
    return std::move(*answer);
  }

 private:
  Result<PendingAuthorization> request(const std::string& success_url) const {
    const std::string name =
        arguments_->app_name.empty() ? default_app_name() : arguments_->app_name;
    return make_authorization(
        *site_, {.app_name = name, .app_id = Uuid::parse(app_id), .success_url = success_url},
        Uuid::v4(random_entropy()), system_now());
  }

  void show(const PendingAuthorization& pending) const {
    session_->console().note("Open this address, log in and press \"Yes, I approve\":\n" +
                             pending.url);
    if (arguments_->open_browser) open_browser(pending.url);
  }

  /// Nothing where the user would rather paste.
  Answer ask_by_callback() {
    Result<CallbackListener> listener = CallbackListener::open();
    if (!listener) return unexpected(std::move(listener).error());
    const Result<PendingAuthorization> pending = request(listener->url());
    if (!pending) return unexpected(pending.error());
    show(*pending);
    std::vector<int> wake_on = {session_->interrupt().descriptor()};
    if (can_prompt()) {
      wake_on.push_back(STDIN_FILENO);
      session_->console().note(wrap(
          "Waiting for the browser. Press Enter instead if WordPress says that the request is not "
          "allowed, or if the browser runs on another machine."));
    }
    Answer answer;
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(pending->expires - system_now());
    const auto end = listener->wait(
        left, [&](std::string_view url) { return take(*pending, url, answer); }, wake_on);
    if (answer) return answer;
    if (end == CallbackListener::End::woken && !session_->stopped()) {
      (void)prompt("", session_->interrupt().descriptor());
      return std::nullopt;
    }
    return unexpected(no_answer(end));
  }

  static CallbackListener::Reply take(const PendingAuthorization& pending, std::string_view url,
                                      Answer& answer) {
    Result<Credentials> read = parse_callback(pending, url, system_now());
    // Whatever else knocks at this port must not end the wait for the right answer.
    if (!read && read.error().code == Errc::bad_input) {
      return {false, "This is not the answer presslink waits for", read.error().message};
    }
    const bool approved = read.has_value();
    answer.emplace(std::move(read));
    if (approved) return {true, "Connected", "You can close this window and return to presslink."};
    return {true, "Not connected", "You can close this window and return to presslink."};
  }

  [[nodiscard]] Error no_answer(CallbackListener::End end) const {
    if (end == CallbackListener::End::timed_out) {
      return make_error(Errc::timed_out, Phase::authorize, "No answer came from the browser.",
                        "Start again, with --callback paste if the browser showed an error.");
    }
    return make_error(Errc::cancelled, Phase::authorize, "Interrupted.");
  }

  Result<Credentials> ask_by_paste() {
    if (!can_prompt()) {
      return bad_input("There is no terminal to paste the password into.",
                       "Give --user and --password-file, or use --callback loopback.");
    }
    const Result<PendingAuthorization> pending = request("");
    if (!pending) return unexpected(pending.error());
    show(*pending);
    const int stop = session_->interrupt().descriptor();
    Result<std::string> user = session_->options().user.empty()
                                   ? prompt("WordPress user name: ", stop)
                                   : Result<std::string>(session_->options().user);
    if (!user) return unexpected(std::move(user).error());
    Result<Username> username = Username::parse(*user);
    if (!username) return unexpected(std::move(username).error());
    Result<AppPassword> password =
        prompt_for_password("The password that WordPress shows (hidden): ", stop);
    if (!password) return unexpected(std::move(password).error());
    return Credentials{std::move(*username), std::move(*password)};
  }

  Session* session_;
  const SiteProfile* site_;
  const ConnectArguments* arguments_;
};

/// Those of the options, where they name a password too, or else the owner's approval.
Result<Credentials> obtain(Session& session, const SiteProfile& site,
                           const ConnectArguments& arguments) {
  if (session.has_password()) {
    Result<std::optional<Credentials>> given = session.credentials();
    if (!given) return unexpected(std::move(given).error());
    if (*given) return std::move(**given);
    return bad_input("An Application Password is given, but no --user.");
  }
  return Approval(session, site, arguments).ask();
}

/// Revokes what the owner approved and nobody holds now, and says in `error`, which is why, what
/// became of it.
Error take_back(Session& session, const SiteProfile& site, const ScopeGuard& guard,
                const std::optional<PasswordRecord>& password, const Error& why) {
  Error error = session.explained(why);
  const std::string approved =
      " The password" + (password ? " \"" + password->name + '"' : "") + " that was approved ";
  // A refused password cannot revoke itself either, and some sites lock out who tries too often.
  const bool refused = error.code == Errc::credentials_rejected;
  const Result<DisconnectFlow::Report> revoked =
      refused ? Result<DisconnectFlow::Report>(unexpected(error)) : session.revoke(guard);
  if (revoked && !revoked->already_gone) {
    set_message(error, error.message + approved + "is revoked again.");
    return error;
  }
  std::string reason = ".";
  if (!revoked && !refused) reason = ": " + session.explained(revoked.error()).message;
  set_message(error,
              error.message + approved + "stays on the site, for it could not be revoked" + reason);
  set_remedy(error, (error.remedy.empty() ? "" : error.remedy + ' ') + revoke_by_hand(&site));
  return error;
}

/// What a new connection is saved in the place of. A file that cannot be read is none: to connect
/// anew is what mends it.
std::optional<Connection> saved_before(const ConnectionStore& store, const std::string& name) {
  Result<Connection> saved = store.load(name);
  return saved ? std::optional(std::move(*saved)) : std::nullopt;
}

/// Of a site and perhaps of a user, in words.
std::string owner(const std::string& address, const std::string& user) {
  return user.empty() ? address : user + " at " + address;
}

/// Refuses to lose the connection of another site or user. `users` are the names of the one who
/// connects, where they are known.
Result<void> check_replaced(const std::optional<Connection>& before, const std::string& name,
                            const SiteUrl& address, const SiteProfile& site,
                            const std::vector<std::string>& users) {
  if (!before) return {};
  const std::string& user = before->credentials.username.str();
  const bool same_user =
      users.empty() || std::any_of(users.begin(), users.end(), [&user](const std::string& each) {
        return ascii_lower(each) == ascii_lower(user);
      });
  if (same_user && site_name(before->site.root) == site_name(site.root)) return {};
  return bad_input(
      "The saved connection \"" + name + "\" belongs to " + owner(before->address, user) +
          ", and this one to " +
          owner(address.url().str(), users.empty() ? std::string() : users.front()) + '.',
      "Save it under another name with --as, or let the other go first: presslink disconnect "
      "--connection " +
          name);
}

/// The name that is known before WordPress is asked: an e-mail address stands for one as well.
std::vector<std::string> named_user(const Session& session) {
  const std::string& user = session.options().user;
  if (user.empty() || user.find('@') != std::string::npos) return {};
  return {user};
}

/// A password that a new one took the place of, and that nobody revoked.
struct EarlierPassword {
  std::string name;  ///< empty where it is not known
  std::string revoke_at;
  std::string how_to_revoke;
};

struct Connected {
  Account account;
  std::optional<EarlierPassword> earlier;
};

std::optional<EarlierPassword> earlier_password(const std::optional<Connection>& before,
                                                const Credentials& now, const SiteProfile& site) {
  const bool another =
      before && before->credentials.password.secret().reveal() != now.password.secret().reveal();
  if (!another) return std::nullopt;
  return EarlierPassword{before->password_name, passwords_address(site), revoke_by_hand(&site)};
}

std::string earlier_json(const std::optional<EarlierPassword>& earlier) {
  json::Encoder out;
  const auto text_or_null = [&out](const char* member, const std::string& text) {
    out.key(member);
    if (text.empty()) return out.null();
    out.string(text);
  };
  out.begin_object();
  out.key("earlier_password");
  if (earlier) {
    out.begin_object();
    text_or_null("name", earlier->name);
    text_or_null("revoke_at", earlier->revoke_at);
    out.end_object();
  } else {
    out.null();
  }
  out.end_object();
  return std::move(out).finish().value_or("{\"earlier_password\":null}");
}

std::string earlier_text(const EarlierPassword& earlier) {
  const std::string name = earlier.name.empty() ? "" : " \"" + earlier.name + '"';
  return '\n' + wrap("It takes the place of an earlier one, whose password" + name +
                     " is not revoked and may still be used. " + earlier.how_to_revoke);
}

Result<Connected> connect_and_save(Session& session, const ConnectArguments& arguments,
                                   const SiteUrl& address, const std::string& name) {
  const Result<ConnectionStore> store = ConnectionStore::standard();
  if (!store) return unexpected(store.error());
  // Once WordPress has shown the password it is too late to find that it cannot be kept.
  if (const auto possible = store->rehearse(name); !possible) return unexpected(possible.error());
  if (const auto ready = session.connect_to(address.url().origin()); !ready) {
    return unexpected(ready.error());
  }
  const Result<SiteProfile> found = session.find(address);
  if (!found) return unexpected(found.error());
  const SiteProfile& site = *found;
  if (const auto good =
          check_replaced(saved_before(*store, name), name, address, site, named_user(session));
      !good) {
    return unexpected(good.error());
  }
  Result<Credentials> credentials = obtain(session, site, arguments);
  if (!credentials) return unexpected(std::move(credentials).error());
  const Scope scope = session.options().scope.value_or(Scope::standard());
  const ScopeGuard guard(site.root, scope, *credentials);
  // What the caller brought is the caller's own.
  const bool approved = !session.has_password();
  Result<Account> account = session.client().verify(guard);
  if (!account) {
    if (!approved) return unexpected(account.error());
    return unexpected(take_back(session, site, guard, std::nullopt, account.error()));
  }
  // Only now it is known who approved, and another run may have saved one meanwhile.
  const std::optional<Connection> before = saved_before(*store, name);
  Result<void> saved =
      check_replaced(before, name, address, site, {account->login, credentials->username.str()});
  if (saved) {
    saved = store->save(name, {address.url().str(), site, credentials->clone(), scope,
                               account->password ? account->password->name : ""});
  }
  if (saved) return Connected{std::move(*account), earlier_password(before, *credentials, site)};
  if (!approved) return unexpected(saved.error());
  return unexpected(take_back(session, site, guard, account->password, saved.error()));
}

}  // namespace

ExitCode connect(Session& session, const ConnectArguments& arguments) {
  const Result<SiteUrl> address = SiteUrl::parse(arguments.url, session.options().allow_http);
  if (!address) return session.fail(address.error());
  const std::string name =
      arguments.save_as.empty() ? default_connection_name(*address) : arguments.save_as;
  if (const auto good = ConnectionStore::check_name(name); !good) return session.fail(good.error());
  Result<Connected> connected = connect_and_save(session, arguments, *address, name);
  if (!connected) {
    const ExitCode code = session.fail(connected.error());
    // The owner said no, or nothing was entered.
    const bool declined = code == ExitCode::interrupted && !session.interrupt().raised();
    return declined ? ExitCode::bad_credentials : code;
  }
  const Account account = translate(std::move(connected->account), session.catalogue());
  const std::optional<EarlierPassword>& earlier = connected->earlier;
  if (session.console().json()) {
    session.console().answer(
        with_members(account_json(account, session.requests(), name), earlier_json(earlier)));
  } else {
    session.console().say(account_text(account) + "\nSaved as \"" + name +
                          "\". Use it with: --connection " + name +
                          (earlier ? earlier_text(*earlier) : ""));
  }
  return ExitCode::done;
}

}  // namespace presslink::cli
