// Every reader of strangers' texts: none crashes, and what is written is read back the same.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

#include "base/json_encoder.hpp"
#include "base/json_reader.hpp"
#include "base/markup.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "presslink/authorize.hpp"
#include "presslink/preview.hpp"
#include "presslink/site.hpp"
#include "presslink/term.hpp"
#include "seo/head.hpp"
#include "support/connection.hpp"
#include "wordpress/answer.hpp"
#include "wordpress/blocks.hpp"
#include "wordpress/post.hpp"
#include "wordpress/site.hpp"
#include "wordpress/term.hpp"
#include "wordpress/xml_rpc.hpp"

namespace presslink::testing {
namespace {

void expect(bool holds, const char* what, std::string_view text) {
  if (holds) return;
  std::fprintf(stderr, "%s: %.*s\n", what, static_cast<int>(text.size()), text.data());
  std::abort();
}

void write(json::Encoder& out, const json::Value& value) {
  switch (value.kind()) {
    case json::Kind::object:
      out.begin_object();
      for (const json::Value member : value) {
        out.key(member.key());
        write(out, member);
      }
      return out.end_object();
    case json::Kind::array:
      out.begin_array();
      for (const json::Value item : value) write(out, item);
      return out.end_array();
    case json::Kind::string: return out.string(value.string_or(""));
    case json::Kind::integer: return out.integer(value.integer().value_or(0));
    case json::Kind::boolean: return out.boolean(value.boolean().value_or(false));
    default: return out.null();
  }
}

std::optional<std::string> rewritten(std::string_view text) {
  const auto document = json::Document::parse(text);
  if (!document) return std::nullopt;
  json::Encoder out;
  write(out, document->root());
  auto written = std::move(out).finish();
  expect(written.has_value(), "read what cannot be written", text);
  return std::move(*written);
}

void json_texts(std::string_view text) {
  const auto once = rewritten(text);
  if (once) expect(rewritten(*once) == once, "JSON differs when read again", text);
  (void)json::Document::parse_lenient(text);
}

void urls(std::string_view text) {
  if (const auto url = Url::parse(text)) {
    const auto again = Url::parse(url->str());
    expect(again && again->str() == url->str(), "a URL differs when read again", text);
    if (const auto root = ApiRoot::from_url(*url)) {
      const auto same = Url::parse(root->str());
      expect(same && ApiRoot::from_url(*same), "a root is no root when read again", text);
      expect(root->url_for("/wp/v2/posts").origin() == url->origin(), "a root moved", text);
    }
  }
  const auto base = Url::parse("https://example.com/a/b?c=d");
  if (const auto url = base->resolve(text)) {
    expect(Url::parse(url->str()).has_value(), "resolved to no URL", text);
  }
  if (const auto site = SiteUrl::parse(text, true)) {
    (void)assumed_site(*site, "yoast");
    expect(SiteUrl::parse(site->url().str(), true).has_value(), "an address is none", text);
  }
  expect(percent_decode(percent_encode(text), false) == text, "percent codes lose", text);
  (void)parse_query(text);
}

void callbacks(std::string_view text) {
  SiteProfile site{.root = api_root()};
  site.home = "https://example.com";
  site.passwords_available = true;
  site.authorize_url = "https://example.com/wp-admin/authorize-application.php";
  const UtcTime now{std::chrono::hours(24 * 365 * 56)};
  const Uuid state = *Uuid::parse("6e2f4b0c-58c1-4f2e-9d3a-0a1b2c3d4e5f");
  const auto pending =
      make_authorization(site, {.success_url = "https://service.example/back#"}, state, now);
  expect(pending.has_value(), "no request for approval", "");
  (void)parse_callback(*pending, text, now);
  (void)parse_callback(
      *pending,
      "https://service.example/back#presslink_state=" + state.str() + "&" + std::string(text), now);
}

void markup(std::string_view text) {
  const PageHead head = PageHead::parse(text);
  for (const SeoField field : {SeoField::title, SeoField::noindex, SeoField::canonical}) {
    (void)head.texts(field);
  }
  const auto equal = [](std::string_view a, std::string_view b) { return a == b; };
  expect(same_blocks(text, text, equal), "blocks differ from themselves", text);
  (void)same_blocks(text, text.substr(0, text.size() / 2), equal);
  (void)html_rest_link(text);
  (void)html_rsd_link(text);
  (void)rsd_rest_link(text);
  (void)strip_tags(text);
  const std::string plain = plain_text(text);
  expect(is_valid_utf8(plain) && plain.size() <= 500, "not plain", plain);
  expect(is_valid_utf8(printable(text)), "not printable", text);
  expect(is_valid_utf8(replace_invalid_utf8(text)), "still not UTF-8", text);
  // XML has no control characters.
  if (printable(text) == text) expect(decode_entities(escape_xml(text)) == text, "XML loses", text);
}

void answers(std::string_view text) {
  Response response{.status = 200, .headers = {}, .body = std::string(text)};
  response.headers.add("Content-Type", "application/json");
  if (const auto site = parse_index(response, api_root(), FoundBy::probe)) (void)encode(*site);
  (void)parse_post(response);
  (void)parse_term_page(response);
  (void)existing_term(response);
  (void)parse_xml_rpc(response);
  response.headers.add("Link", std::string(text));
  response.headers.add("Retry-After", std::string(text));
  (void)link_target(response.headers, "https://api.w.org/");
  (void)retry_after(response.headers, UtcTime{std::chrono::hours(24 * 365 * 56)});
}

void stored(std::string_view text) {
  if (const auto site = decode_site_profile(text)) {
    const std::string once = encode(*site);
    const auto again = decode_site_profile(once);
    expect(again && encode(*again) == once, "a site differs when read again", text);
  }
  if (const auto terms = decode_term_index(text)) {
    const std::string once = encode(*terms);
    const auto again = decode_term_index(once);
    expect(again && encode(*again) == once, "terms differ when read again", text);
  }
  if (const auto checkpoint = decode_checkpoint(text)) {
    const auto again = decode_checkpoint(encode(*checkpoint));
    expect(again && *again == *checkpoint, "a checkpoint differs when read again", text);
  }
}

void words(std::string_view text) {
  if (const auto time = parse_rfc3339(text)) {
    const std::string once = format_rfc3339(*time);
    const auto again = parse_rfc3339(once);
    expect(again && format_rfc3339(*again) == once, "a time differs when read again", text);
  }
  (void)parse_wordpress_gmt(text);
  (void)parse_http_date(text);
  (void)Scope::parse(text);
  (void)Username::parse(text);
  (void)AppPassword::parse(text);
  if (const auto path = parse_term_path(text)) {
    expect(parse_term_path(str(*path)).has_value(), "a path is none when read again", text);
  }
  (void)assumed_site(api_root(), text);
  PostDraft draft{.title = std::string(text), .content = std::string(text)};
  draft.slug = text;
  draft.seo.title = text;
  (void)preview_publish(guard(), {.draft = draft, .checkpoint = {.key = Uuid::v4({})}});
}

}  // namespace
}  // namespace presslink::testing

// libFuzzer's name. NOLINTNEXTLINE(readability-identifier-naming)
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace presslink::testing;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  json_texts(text);
  urls(text);
  callbacks(text);
  markup(text);
  answers(text);
  stored(text);
  words(text);
  return 0;
}
