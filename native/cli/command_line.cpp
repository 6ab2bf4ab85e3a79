#include "command_line.hpp"

#include <CLI/CLI.hpp>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <functional>
#include <iostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/failure.hpp"
#include "language.hpp"
#include "presslink/preview.hpp"
#include "session.hpp"
#include "usage_error.hpp"
#include "verbs/verbs.hpp"

namespace presslink::cli {
namespace {

constexpr const char* some_seconds = "a number of seconds from 0.001 to 86400";
constexpr std::int64_t largest_id = (std::int64_t{1} << 53) - 1;

/// Also `nan` is a number to the parser, of any range.
bool is_some_seconds(const std::string& text) {
  double value = 0;
  return CLI::detail::lexical_cast(text, value) && value >= 0.001 && value <= 86'400.0;
}

bool is_whole_number(const std::string& text, std::int64_t least, std::int64_t most) {
  std::int64_t value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  return problem == std::errc() && end == text.data() + text.size() && value >= least &&
         value <= most;
}

bool is_retries(const std::string& text) { return is_whole_number(text, 0, 100); }
bool is_id(const std::string& text) { return is_whole_number(text, 1, largest_id); }

bool is_yes_or_no(const std::string& text) {
  bool value = false;
  return CLI::detail::lexical_cast(text, value);
}

bool is_file(const std::string& text) {
  std::error_code problem;
  return std::filesystem::is_regular_file(text, problem);
}

template <class Value>
std::string names_of(const std::vector<std::pair<std::string, Value>>& choices) {
  std::string names;
  for (const auto& [name, value] : choices) names += (names.empty() ? "" : ", ") + name;
  return names;
}

/// Takes one of the names of `choices`, and passes on its value.
template <class Value>
CLI::Validator one_of(std::vector<std::pair<std::string, Value>> choices) {
  return {[choices = std::move(choices)](std::string& text) {
            for (const auto& [name, value] : choices) {
              if (text != name) continue;
              text = std::to_string(static_cast<int>(value));
              return std::string();
            }
            return '"' + text + "\" is none of " + names_of(choices) + '.';
          },
          ""};
}

/// The options as text, before they are understood.
struct Raw {
  double timeout = 30;
  double budget = 0;
  std::string scope;
  std::string key;
  bool draft = false;
  bool no_browser = false;
};

class CommandLine {
 public:
  CommandLine() {
    app_.set_version_flag("--version", "presslink " PRESSLINK_VERSION);
    app_.require_subcommand(1);
    app_.fallthrough();
    app_.get_formatter()->column_width(28);
    app_.footer(
        "The Application Password may also stand in PRESSLINK_APP_PASSWORD.\n"
        "Options of every verb: presslink --help. Of one verb: presslink VERB --help.");
    add_site_options();
    add_request_options();
    add_discover();
    add_connect();
    add_check();
    add_doctor();
    add_categories();
    add_publish();
    add_preview();
    add_seo();
    add_disconnect();
    refuse_odd_values(app_);
  }

  int run(int argc, const char* const* argv) {
    try {
      app_.parse(argc, argv);
      finish_options();
    } catch (const CLI::Success& wish) {
      const int code = app_.exit(wish);  // --help or --version
      // A reader who has seen enough loses nothing.
      const bool told = std::cout.flush() || errno == EPIPE;
      return told ? code : static_cast<int>(ExitCode::uncertain);
    } catch (const CLI::ParseError& error) {
      return refuse(usage_error(app_, values_, error), wants_json(argc, argv));
    }
    Session session(options_);
    const ExitCode code = verb_(session);
    return static_cast<int>(tell_losses(session) ? with_losses(code) : code);
  }

 private:
  /// Says what could not be written; true where there is such a thing.
  [[nodiscard]] static bool tell_losses(Session& session) {
    const bool output = session.console().lost_output();
    const bool audit = session.lost_audit();
    if (output) {
      session.console().note("Standard output could not be written, so its answer is lost.");
    }
    if (audit) {
      session.console().note("The audit file " + session.options().audit +
                             " could not be written, so requests are missing in it.");
    }
    return output || audit;
  }

  /// What went wrong before tells more.
  [[nodiscard]] static ExitCode with_losses(ExitCode code) {
    const bool well = code == ExitCode::done || code == ExitCode::unverified;
    return well ? ExitCode::uncertain : code;
  }

  void add_site_options() {
    app_.add_option("--site", options_.site, "Address of the site")->type_name("URL");
    app_.add_option("--user", options_.user, "WordPress user name")->type_name("LOGIN");
    app_.add_option("--password-file", options_.password_file,
                    "File with the Application Password, - for stdin")
        ->type_name("FILE");
    app_.add_option("--connection", options_.connection, "A connection saved by connect")
        ->type_name("NAME");
    values_[app_.add_option("--scope", raw_.scope,
                            "Of posts,seo,categories,tags,media (first three)")
                ->type_name("LIST")] = "by commas some of posts, seo, categories, tags, media";
    app_.add_flag("--allow-http", options_.allow_http, "Allow http beyond loopback");
    app_.add_flag("--allow-private", options_.allow_private, "Allow private addresses");
    takes(app_.add_option("--ca", options_.ca, "PEM file to trust instead of the system's")
              ->type_name("FILE"),
          "a file", is_file);
  }

  void add_request_options() {
    app_.add_flag("--json", options_.json, "JSON on standard output");
    values_[app_.add_option("--language", options_.language, "Of texts for site owners: en, de, es")
                ->type_name("TAG")] = "en, de, es";
    takes(app_.add_option("--timeout", raw_.timeout, "For one request (30)")->type_name("SECONDS"),
          some_seconds, is_some_seconds);
    takes(app_.add_option("--budget", raw_.budget, "For the whole command")->type_name("SECONDS"),
          some_seconds, is_some_seconds);
    takes(app_.add_option("--retries", options_.retries, "Repetitions of a failed request (3)")
              ->type_name("N"),
          "a whole number from 0 to 100", is_retries);
    app_.add_option("--audit", options_.audit, "Append a line of JSON for each request")
        ->type_name("FILE");
  }

  CLI::App* add_verb(CLI::App& parent, const std::string& name, const std::string& does,
                     std::function<ExitCode(Session&)> verb) {
    CLI::App* command = parent.add_subcommand(name, does);
    command->fallthrough();
    command->callback([this, verb = std::move(verb)] { verb_ = verb; });
    return command;
  }

  void add_discover() {
    CLI::App* command =
        add_verb(app_, "discover", "Find the REST API of a site; needs no log-in",
                 [this](Session& session) { return discover(session, connect_.url); });
    command->add_option("URL", connect_.url, "Address of the site")->required()->type_name("");
  }

  void add_connect() {
    CLI::App* command =
        add_verb(app_, "connect", "Ask the site's owner for an Application Password",
                 [this](Session& session) { return connect(session, connect_); });
    command->add_option("URL", connect_.url, "Address of the site")->required()->type_name("");
    command->add_option("--name", connect_.app_name, "Name shown to the owner")->type_name("APP");
    command->add_option("--as", connect_.save_as, "Name to save the connection under")
        ->type_name("NAME");
    command->add_flag("--no-browser", raw_.no_browser, "Only print the address to open");
    takes_one_of<CallbackWay>(command
                                  ->add_option("--callback", connect_.callback,
                                               "The password comes by: auto, loopback or paste")
                                  ->type_name("WAY"),
                              {{"auto", CallbackWay::automatic},
                               {"loopback", CallbackWay::loopback},
                               {"paste", CallbackWay::paste}});
  }

  void add_check() {
    add_verb(app_, "check", "Are the credentials accepted, and what may they do?",
             [](Session& session) { return check(session); });
  }

  void add_doctor() {
    CLI::App* command =
        add_verb(app_, "doctor", "Why does a site not connect, and what to click?",
                 [this](Session& session) { return doctor(session, connect_.url); });
    command->add_option("URL", connect_.url, "Address of the site")->type_name("");
  }

  void add_categories() {
    CLI::App* command = app_.add_subcommand("categories", "List or create categories");
    command->fallthrough();
    command->require_subcommand(1);
    add_verb(*command, "list", "List all categories",
             [](Session& session) { return list_categories(session); });
    CLI::App* ensure =
        add_verb(*command, "ensure", "Create the categories that are not there",
                 [this](Session& session) { return ensure_categories(session, paths_); });
    ensure->add_option("PATH", paths_, "A name, or a path such as \"Guides > WordPress\"")
        ->required()
        ->type_name("");
  }

  void add_publish() {
    CLI::App* command = add_verb(app_, "publish", "Publish documents, or update what they became",
                                 [this](Session& session) { return publish(session, publish_); });
    add_document_options(*command);
  }

  void add_preview() {
    CLI::App* command = add_verb(app_, "preview", "Show the requests that publish would send",
                                 [this](Session& session) {
                                   preview_.publish = publish_;
                                   return preview(session, preview_);
                                 });
    add_document_options(*command);
    command->add_flag("--curl", preview_.curl, "As curl commands for bash");
    values_[command
                ->add_option("--assume", preview_.assume,
                             "Ask no site; it has none, yoast, rankmath, …")
                ->type_name("PLUGINS")
                ->check(CLI::Validator(check_assumption, ""))] =
        "none, or by commas yoast, rankmath, aioseo, seopress, slimseo";
  }

  void add_seo() {
    CLI::App* command = add_verb(app_, "seo", "Set SEO fields of a post, page or category",
                                 [this](Session& session) { return set_seo(session, seo_); });
    const auto add_id = [this, command](const char* option, const char* help,
                                        SeoTarget::Kind kind) {
      return takes(command
                       ->add_option_function<std::int64_t>(
                           option,
                           [this, kind](const std::int64_t& id) {
                             seo_.target = {kind, id};
                           },
                           help)
                       ->type_name("ID"),
                   "an id, a whole number from 1", is_id);
    };
    CLI::Option* post = add_id("--post", "The post", SeoTarget::Kind::post);
    CLI::Option* page = add_id("--page", "The page", SeoTarget::Kind::page)->excludes(post);
    command->add_option("--category", seo_.category, "The category: a name or a path")
        ->type_name("PATH")
        ->excludes(post)
        ->excludes(page);
    add_seo_fields(*command);
  }

  void add_seo_fields(CLI::App& command) {
    SeoFields& fields = seo_.fields;
    const std::array<std::pair<const char*, std::optional<std::string>*>, 8> texts = {
        {{"--title", &fields.title},
         {"--description", &fields.description},
         {"--focus-keyphrase", &fields.focus_keyphrase},
         {"--canonical", &fields.canonical},
         {"--og-title", &fields.og_title},
         {"--og-description", &fields.og_description},
         {"--twitter-title", &fields.twitter_title},
         {"--twitter-description", &fields.twitter_description}}};
    for (const auto& [option, field] : texts) {
      values_[command
                  .add_option_function<std::string>(
                      option, [target = field](const std::string& text) { *target = text; },
                      "An empty text clears it")
                  ->type_name("TEXT")] = "a text, \"\" to clear it";
    }
    takes(command
              .add_option_function<bool>(
                  "--noindex", [&fields](const bool& noindex) { fields.noindex = noindex; },
                  "true keeps it out of search engines")
              ->type_name("BOOL"),
          "true or false", is_yes_or_no);
  }

  void add_disconnect() {
    CLI::App* command =
        add_verb(app_, "disconnect", "Revoke the password on the site and forget it",
                 [this](Session& session) { return disconnect(session, disconnect_); });
    command->add_flag("--forget", disconnect_.forget_only,
                      "Only drop the saved connection; ask no site");
  }

  void add_document_options(CLI::App& command) {
    command.add_option("FILE", publish_.files, "Markdown, HTML or JSON documents, - for stdin")
        ->required()
        ->type_name("");
    CLI::Option* status = takes_one_of<PostStatus>(
        command.add_option("--status", publish_.wish.status, "Overrides the documents' status")
            ->type_name("STATUS"),
        {{"publish", PostStatus::publish},
         {"draft", PostStatus::draft},
         {"pending", PostStatus::pending},
         {"private", PostStatus::private_},
         {"future", PostStatus::future}});
    command.add_flag("--draft", raw_.draft, "As --status draft")->excludes(status);
    takes_one_of<OnMissingTerm>(command
                                    .add_option("--on-missing-category", publish_.wish.on_missing,
                                                "create (the default), skip or fail")
                                    ->type_name("CHOICE"),
                                {{"create", OnMissingTerm::create},
                                 {"skip", OnMissingTerm::skip},
                                 {"fail", OnMissingTerm::fail}});
    takes_one_of<OnUnverifiedSeo>(
        command
            .add_option("--on-unverified-seo", publish_.wish.on_unverified_seo,
                        "An SEO field is refused: publish, or hold")
            ->type_name("CHOICE"),
        {{"publish", OnUnverifiedSeo::publish}, {"hold", OnUnverifiedSeo::hold}});
    takes_one_of<DocumentFormat>(
        command
            .add_option_function<DocumentFormat>(
                "--format", [this](const DocumentFormat& format) { publish_.format = format; },
                "md, html or json, whatever the files are called")
            ->type_name("FORMAT"),
        {{"md", DocumentFormat::markdown},
         {"html", DocumentFormat::html},
         {"json", DocumentFormat::json}});
    command.add_flag("--new", publish_.wish.another, "Make another post of a document");
    command.add_option("--key", raw_.key, "The document's identity: a UUID")->type_name("UUID");
    command.add_option("--journal", publish_.journal, "The journal (.presslink/journal.db)")
        ->type_name("FILE");
  }

  /// Lets `option` take what `is_good` finds good and `what` describes.
  CLI::Option* takes(CLI::Option* option, const std::string& what,
                     bool (*is_good)(const std::string&)) {
    values_[option] = what;
    return option->check(CLI::Validator(
        [what, is_good](const std::string& text) {
          return is_good(text) ? std::string() : '"' + text + "\" is not " + what + '.';
        },
        ""));
  }

  template <class Value>
  CLI::Option* takes_one_of(CLI::Option* option,
                            std::vector<std::pair<std::string, Value>> choices) {
    values_[option] = names_of(choices);
    return option->transform(one_of<Value>(std::move(choices)));
  }

  /// A flag is there or not, and an empty text is mostly a variable that a script forgot, as
  /// another option is in the place of a value. Only a TEXT may be empty.
  void refuse_odd_values(CLI::App& level) {
    for (CLI::Option* option : level.get_options()) {
      if (option->get_items_expected() == 0) {
        option->disable_flag_override();
      } else if (option->get_type_name() != "TEXT") {
        values_.try_emplace(option, option->get_type_name());
        option->check(CLI::Validator(
            [positional = option->get_positional()](const std::string& text) {
              if (text.empty()) return std::string("an empty text is no value.");
              const bool forgotten = !positional && text.rfind("--", 0) == 0;
              return forgotten ? "the value is missing before " + text + '.' : std::string();
            },
            ""));
      }
    }
    for (CLI::App* verb : level.get_subcommands(nullptr)) refuse_odd_values(*verb);
  }

  static std::string check_assumption(const std::string& plugins) {
    const ApiRoot anywhere =
        ApiRoot::from_url(Url::parse("https://example.com/wp-json/").value()).value();
    const Result<SiteProfile> site = assumed_site(anywhere, plugins);
    return site ? std::string() : site.error().message + " " + site.error().remedy;
  }

  /// Understands what the parser took as text. Throws what the parser throws.
  void finish_options() {
    options_.timeout = milliseconds(raw_.timeout);
    if (raw_.budget > 0) options_.budget = milliseconds(raw_.budget);
    if (!options_.language.empty()) {
      const Result<Catalogue> texts = catalogue_of(options_.language);
      if (!texts) {
        throw CLI::ValidationError("--language",
                                   texts.error().message + " " + texts.error().remedy);
      }
    }
    if (!raw_.scope.empty()) {
      const Result<Scope> scope = Scope::parse(raw_.scope);
      if (!scope) {
        throw CLI::ValidationError("--scope", scope.error().message + " " + scope.error().remedy);
      }
      options_.scope = *scope;
    }
    if (!raw_.key.empty()) {
      publish_.wish.key = Uuid::parse(raw_.key);
      if (!publish_.wish.key) {
        throw CLI::ValidationError("--key", '"' + raw_.key +
                                                "\" is not a UUID, such as "
                                                "8e2ed9b8-2ce0-4e44-9a2e-6b2a3d3cf5c7.");
      }
    }
    if (preview_.curl && options_.json) {
      throw CLI::ValidationError("--curl", "prints a script, so --json cannot stand with it");
    }
    connect_.open_browser = !raw_.no_browser;
    if (raw_.draft) publish_.wish.status = PostStatus::draft;
  }

  static std::chrono::milliseconds milliseconds(double seconds) {
    return std::chrono::milliseconds(std::llround(seconds * 1000));
  }

  /// The parser may have failed before it came to the flag.
  static bool wants_json(int argc, const char* const* argv) {
    for (int i = 1; i < argc; ++i) {
      if (std::string_view(argv[i]) == "--json") return true;
    }
    return false;
  }

  static int refuse(const std::string& message, bool json) {
    Options options;
    options.json = json;
    Session session(std::move(options));
    return static_cast<int>(
        session.fail(make_error(Errc::bad_input, Phase::input, message, "See presslink --help.")));
  }

  CLI::App app_{"Publishes to WordPress with an Application Password.", "presslink"};
  OptionValues values_;
  Options options_;
  Raw raw_;
  ConnectArguments connect_;
  std::vector<std::string> paths_;
  PublishArguments publish_;
  PreviewArguments preview_;
  SeoArguments seo_;
  DisconnectArguments disconnect_;
  std::function<ExitCode(Session&)> verb_;
};

}  // namespace

int run(int argc, const char* const* argv) { return CommandLine().run(argc, argv); }

}  // namespace presslink::cli
