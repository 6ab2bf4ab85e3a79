#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "presslink/http.hpp"
#include "presslink/ids.hpp"
#include "presslink/uuid.hpp"

namespace presslink {

struct SiteProfile;

/// How far a publish has come: what must survive the process for the next one to go on.
struct Checkpoint {
  enum class Stage {
    fresh,     ///< a new key; nothing was sent under it
    reserved,  ///< the key is kept; the create may have been sent
    created,   ///< the draft exists as `post`
    finished,  ///< the last step was confirmed
  };
  Uuid key;
  Stage stage = Stage::fresh;
  std::optional<PostId> post = {};
  /// Of the title, content and excerpt that the post was given; empty where that is in doubt. A run
  /// with the same ones leaves them as they are by then: they may have been corrected on the site.
  std::string digest = {};

  friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};
[[nodiscard]] std::string_view name(Checkpoint::Stage stage) noexcept;
/// One line of JSON, for any store.
[[nodiscard]] std::string encode(const Checkpoint& checkpoint);
/// Error `bad_input` where `text` is not what `encode` wrote.
[[nodiscard]] Result<Checkpoint> decode_checkpoint(std::string_view text);

// What a flow asks its host to do.
struct Send {
  Request request;
};  ///< answer with a Response or a Fault
struct Wait {
  std::chrono::milliseconds delay;
};  ///< answer with Woke
struct Save {
  Checkpoint checkpoint;
};               ///< store durably, then answer with Saved
struct Done {};  ///< the flow's result can be read
using Step = std::variant<Send, Wait, Save, Done>;

// What a host tells a flow.
struct Begin {};
struct Woke {};
struct Saved {
  bool stored = true;
};
struct Cancelled {};
using Event = std::variant<Begin, Response, Fault, Woke, Saved, Cancelled>;

/// A piece of work as a Mealy machine: an event in, the next step out. Does no I/O and reads no
/// clock. Total: an event out of order ends the flow with an error, never with undefined behaviour;
/// after `Done` every event gives `Done`. One flow is one piece of work; it is not reused.
class Flow {
 public:
  virtual ~Flow() = default;
  [[nodiscard]] virtual Step advance(Event event, UtcTime now) = 0;
};

/// How failed requests are repeated. Which may be is not a matter of policy: reads and repeatable
/// writes always, a create only where it cannot have arrived.
struct RetryPolicy {
  int max_retries = 3;                          ///< per request
  std::chrono::milliseconds base_delay{500};    ///< the first back-off is 0 … this, at random
  std::chrono::milliseconds max_delay{20'000};  ///< cap of the doubling
  std::chrono::seconds max_retry_after{60};     ///< a longer `Retry-After` ends the flow
  std::chrono::milliseconds budget{300'000};    ///< no retry begins later than this after Begin
};

/// What every flow is given besides its own input.
struct FlowOptions {
  RetryPolicy retry = {};
  std::uint64_t seed = 0;  ///< entropy for the jitter
  /// What is known of the site, so that errors name its plugins; read while the flow is made.
  const SiteProfile* site = nullptr;
};

}  // namespace presslink
