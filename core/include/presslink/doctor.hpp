#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "presslink/account.hpp"
#include "presslink/catalogue.hpp"
#include "presslink/cause.hpp"
#include "presslink/flow.hpp"
#include "presslink/message.hpp"
#include "presslink/scope.hpp"
#include "presslink/site.hpp"

namespace presslink {

enum class Verdict {
  ok,
  degraded,  ///< it can be published to, and something is amiss
  blocked,
};
[[nodiscard]] std::string_view name(Verdict verdict) noexcept;

/// A suspect and what speaks for it.
struct Finding {
  Suspect suspect;
  std::vector<Message> evidence;
};

/// What the doctor found.
struct DoctorReport {
  Verdict verdict = Verdict::ok;
  /// The likeliest first, and after them what keeps only some addresses of the REST API from
  /// answering; one at least where not `ok`.
  std::vector<Finding> findings;
  std::optional<SiteProfile> site;  ///< nothing where no REST API was found
  std::string host;                 ///< of the address that was asked for
  std::string admin;                ///< address of wp-admin, with a `/` at its end; empty: unknown
  std::optional<Account> account;   ///< whose the credentials are, where they were accepted
  std::vector<Attempt> attempts;
  int requests = 0;
};

/// The causes of `report` in words.
[[nodiscard]] std::vector<Cause> explain(const DoctorReport& report, const Catalogue& catalogue);
/// The causes of an error in words, without evidence, which an error does not keep. The links lead
/// to `site` where it is given.
[[nodiscard]] std::vector<Cause> explain(const std::vector<Suspect>& causes,
                                         const SiteProfile* site, const Catalogue& catalogue);

/// What kind of error a cause ends in, for exit codes. `bad_answer` for an unknown id.
[[nodiscard]] Errc kind_of_cause(std::string_view id) noexcept;
/// The id in static storage, as a `Suspect` holds it; empty for an unknown one.
[[nodiscard]] std::string_view known_cause(std::string_view id) noexcept;

/// Why does a site not connect, and what does its owner click? Asks from outside, the cheap and
/// anonymous questions first, and stops as soon as nothing more can change the answer. At most 8
/// requests, none of them a write; after an answer that makes the credentials look wrong, one more
/// at most carries them, for some sites lock out who tries too often.
class DoctorFlow final : public Flow {
 public:
  /// What the host can do.
  struct Access {
    bool pages = true;    ///< read pages and all headers; a browser cannot, on another origin
    bool xml_rpc = true;  ///< ask `xmlrpc.php`, which has no CORS headers
  };
  struct Input {
    SiteUrl site;
    std::optional<SiteProfile> profile = {};  ///< where it is known, nothing needs to be discovered
    std::optional<Credentials> credentials = {};
    Scope scope = Scope::standard();
    Access access = {};
  };

  explicit DoctorFlow(Input input, FlowOptions options = {});
  ~DoctorFlow() override;
  DoctorFlow(DoctorFlow&&) noexcept;
  DoctorFlow& operator=(DoctorFlow&&) noexcept;

  [[nodiscard]] Step advance(Event event, UtcTime now) override;
  /// Precondition: `Done`. An error is the host's own (`cancelled`, `bad_input`): whatever the site
  /// did is a report.
  [[nodiscard]] const Result<DoctorReport>& result() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace presslink
