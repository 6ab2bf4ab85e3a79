#include <algorithm>

#include "base/failure.hpp"
#include "base/json_encoder.hpp"
#include "base/json_reader.hpp"
#include "base/text.hpp"
#include "presslink/flow.hpp"

namespace presslink {
namespace {

constexpr const char* stage_names = "fresh,reserved,created,finished";

}  // namespace

std::string_view name(Checkpoint::Stage stage) noexcept {
  return word_at(stage_names, static_cast<std::size_t>(stage));
}

std::string encode(const Checkpoint& checkpoint) {
  json::Encoder out;
  out.begin_object();
  out.member("key", checkpoint.key.str());
  out.member("stage", name(checkpoint.stage));
  if (checkpoint.post) out.member("post", checkpoint.post->value());
  if (!checkpoint.digest.empty()) out.member("digest", checkpoint.digest);
  out.end_object();
  return std::move(out).finish().value();  // all of it is ASCII
}

Result<Checkpoint> decode_checkpoint(std::string_view text) {
  const auto document = json::Document::parse(text);
  const json::Value root = document ? document->root() : json::Value();
  const auto key = Uuid::parse(root["key"].string_or(""));
  const auto stage = find_value<Checkpoint::Stage>(stage_names, root["stage"].string_or(""));
  const auto post = PostId::from(root["post"].integer().value_or(0));
  const std::string_view digest = root["digest"].string_or("");
  const bool needs_post =
      stage == Checkpoint::Stage::created || stage == Checkpoint::Stage::finished;
  const bool is_number = std::all_of(digest.begin(), digest.end(), is_ascii_digit);
  if (!key || !stage || (needs_post && !post) || !is_number) {
    return bad_input("The stored checkpoint is damaged.");
  }
  return Checkpoint{.key = *key, .stage = *stage, .post = post, .digest = std::string(digest)};
}

}  // namespace presslink
