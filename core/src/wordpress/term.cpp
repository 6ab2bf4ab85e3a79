#include "wordpress/term.hpp"

#include <limits>
#include <utility>

#include "base/failure.hpp"
#include "base/json_encoder.hpp"
#include "base/json_reader.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "wordpress/answer.hpp"
#include "wordpress/call.hpp"

namespace presslink {
namespace {

constexpr std::size_t max_name_length = 200;  // characters; the column wp_terms.name

const char* route_of(Taxonomy taxonomy) {
  return taxonomy == Taxonomy::category ? "/wp/v2/categories" : "/wp/v2/tags";
}

std::optional<Term> read_term(const json::Value& value) {
  const auto id = TermId::from(read_integer(value, "id"));
  const auto name = value["name"].string();
  if (!id || !name) return std::nullopt;
  return Term{.id = *id,
              .name = decode_entities(*name),
              .slug = read_text(value, "slug"),
              .parent = TermId::from(read_integer(value, "parent"))};
}

/// Of a name as WordPress stores it.
std::size_t count_characters(std::string_view utf8) {
  std::size_t count = 0;
  for (const char c : stored_name(decode_entities(utf8))) {
    count += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
  }
  return count;
}

std::string shortened(std::string_view text) {
  constexpr std::size_t most = 80;
  return printable(text.size() > most ? text.substr(0, character_start(text, most)) : text);
}

/// As sanitize_text_field, which WordPress sends names through: without tags and `%41`. A tag that
/// does not end is text to it.
bool is_reduced_to_nothing(std::string_view name) {
  const std::string plain = decode_entities(trim(name));
  std::string_view left = plain;
  while (left.size() > 2 && left[0] == '%' && hex_digit(left[1]) && hex_digit(left[2])) {
    left = trim(left.substr(3));
  }
  return left.empty() || (left.ends_with('>') && plain_text(left).empty());
}

void encode_terms(json::Encoder& out, std::string_view key, const std::vector<Term>& terms) {
  out.key(key);
  out.begin_array();
  for (const Term& term : terms) {
    out.begin_object();
    out.member("id", term.id.value());
    out.member("name", term.name);
    out.member("slug", term.slug);
    out.member("parent", term.parent ? term.parent->value() : 0);
    out.end_object();
  }
  out.end_array();
}

/// The stored form keeps names as plain text, where an answer of WordPress holds entities.
bool decode_terms(const json::Value& list, std::vector<Term>& terms) {
  for (const json::Value value : list) {
    auto term = read_term(value);
    if (!term) return false;
    term->name = std::string(value["name"].string_or(""));
    terms.push_back(std::move(*term));
  }
  return list.is_array();
}

}  // namespace

Result<TermPath> parse_term_path(std::string_view text) {
  TermPath path;
  const std::string_view whole = text;
  while (true) {
    const std::size_t mark = std::min(text.find('>'), text.size());
    const std::string_view part = trim(text.substr(0, mark));
    if (part.empty()) {
      return bad_input("A category path has an empty part: \"" + shortened(whole) + "\".");
    }
    if (auto good = check_term_name(part); !good) {
      return unexpected(std::move(good).error());
    }
    path.push_back(std::string(part));
    if (mark == text.size()) return path;
    text.remove_prefix(mark + 1);
  }
}

Result<void> check_term_name(std::string_view name) {
  if (!is_valid_utf8(name)) return bad_input("The name of a category or tag is not valid UTF-8.");
  const bool good = !trim(name).empty() && count_characters(name) <= max_name_length;
  if (good && is_reduced_to_nothing(name)) {
    return bad_input("WordPress keeps nothing of the name \"" + printable(name) +
                     "\": it leaves out tags and codes such as %41.");
  }
  if (good) return {};
  return bad_input("The name of a category or tag has 1 to 200 characters, unlike \"" +
                   shortened(name) + "\".");
}

Result<void> check_terms(const std::vector<TermPath>& categories) {
  Result<void> good;
  for (const TermPath& path : categories) {
    if (path.empty()) good = bad_input("A category path is empty.");
    for (auto part = path.begin(); good && part != path.end(); ++part)
      good = check_term_name(*part);
    if (!good) break;
  }
  return good;
}

Result<void> check_terms(const std::vector<std::string>& tags) {
  Result<void> good;
  for (auto tag = tags.begin(); good && tag != tags.end(); ++tag) good = check_term_name(*tag);
  return good;
}

std::string str(const TermPath& path) {
  std::string out;
  for (const std::string& part : path) {
    if (!out.empty()) out += " > ";
    out += part;
  }
  return out;
}

std::string stored_name(std::string_view name) {
  std::string out;
  for (const char c : name) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      default: out += c;
    }
  }
  return out;
}

Call list_categories(int page) {
  return make_call(
      Method::get, route_of(Taxonomy::category),
      "per_page=100&page=" + decimal(page) + "&orderby=id&_fields=id,name,slug,parent");
}

Call list_tags_like(const std::string& name) {
  return make_call(Method::get, route_of(Taxonomy::tag),
                   "search=" + percent_encode(stored_name(name)) +
                       "&per_page=100&orderby=id&_fields=id,name,slug,parent");
}

Call create_term(Taxonomy taxonomy, const std::string& name, std::optional<TermId> parent) {
  json::Encoder body;
  body.begin_object();
  body.member("name", name);
  if (parent) body.member("parent", parent->value());
  body.end_object();
  return make_call(Method::post, route_of(taxonomy), "_fields=id,name,slug,parent",
                   std::move(body));
}

Call delete_term(Taxonomy taxonomy, TermId id) {
  return make_call(Method::del, route_of(route_of(taxonomy), id.value()),
                   "force=true&_fields=deleted");
}

std::optional<TermPage> parse_term_page(const Response& response) {
  const json::Document document = read_json(response);
  if (!document.root().is_array()) return std::nullopt;
  TermPage page;
  for (const json::Value value : document.root()) {
    if (auto term = read_term(value)) page.terms.push_back(std::move(*term));
  }
  auto total = response.headers.find("X-WP-TotalPages").value_or("");
  const auto pages = take_number(total, std::numeric_limits<int>::max());
  if (pages) page.total_pages = static_cast<int>(*pages);
  return page;
}

std::optional<Term> parse_term(const Response& response) {
  return read_term(read_json(response).root());
}

std::optional<TermId> existing_term(const Response& response) {
  const json::Document document = read_json(response);
  const json::Value said = document.root();
  if (said["code"].string_or("") != "term_exists") return std::nullopt;
  return TermId::from(said["data"]["term_id"].lenient_integer().value_or(0));
}

const Term* find_term(const std::vector<Term>& terms, const std::string& name,
                      std::optional<TermId> parent) {
  const Term* exact = nullptr;
  const Term* similar = nullptr;
  const auto older = [](const Term& term, const Term* best) {
    return best == nullptr || term.id < best->id;
  };
  for (const Term& term : terms) {
    if (term.parent != parent) continue;
    if (term.name == name && older(term, exact)) exact = &term;
    if (iequals_ascii(term.name, name) && older(term, similar)) similar = &term;
  }
  return exact != nullptr ? exact : similar;
}

std::string encode(const TermIndex& terms) {
  json::Encoder out;
  out.begin_object();
  encode_terms(out, "categories", terms.categories);
  encode_terms(out, "tags", terms.tags);
  out.member("categories_complete", terms.categories_complete);
  out.end_object();
  // Names come from WordPress's JSON or were encoded before, so they are valid UTF-8.
  return std::move(out).finish().value_or("{}");
}

Result<TermIndex> decode_term_index(std::string_view text) {
  const auto document = json::Document::parse(text);
  TermIndex terms;
  const bool good = document && decode_terms(document->root()["categories"], terms.categories) &&
                    decode_terms(document->root()["tags"], terms.tags);
  if (!good) return bad_input("The stored list of categories and tags is damaged.");
  terms.categories_complete = document->root()["categories_complete"].boolean().value_or(false);
  return terms;
}

}  // namespace presslink
