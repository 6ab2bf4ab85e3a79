#include "front_matter.hpp"

#include <yaml-cpp/yaml.h>

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace presslink::cli {
namespace {

/// The YAML begins on the second line of the file.
constexpr int first_line = 2;
constexpr int max_depth = 16;
/// Aliases can make a few lines of YAML expand without end.
constexpr int max_values = 10'000;

struct Split {
  std::string_view yaml;
  std::string_view body;
};

std::string_view take_line(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  return line.substr(0, line.find_last_not_of(" \t") + 1);
}

std::optional<Split> split(std::string_view text) {
  std::string_view rest = text;
  if (take_line(rest) != "---") return std::nullopt;
  const std::string_view after_opening = rest;
  while (!rest.empty()) {
    const std::size_t offset = after_opening.size() - rest.size();
    const std::string_view line = take_line(rest);
    if (line == "---" || line == "...") return Split{after_opening.substr(0, offset), rest};
  }
  return std::nullopt;
}

Place place_of(const YAML::Mark& mark) {
  if (mark.is_null()) return {};
  return {mark.line + first_line, mark.column + 1};
}

struct TooComplex {
  Place place;
};

struct UnknownTag {
  Place place;
  std::string tag;
};

class Converter {
 public:
  FieldValue convert(const YAML::Node& node, int depth = 0) {
    FieldValue value;
    value.place = place_of(node.Mark());
    if (depth > max_depth || ++values_ > max_values) throw TooComplex{value.place};
    check_tag(node, value.place);
    switch (node.Type()) {
      case YAML::NodeType::Scalar:
        value.kind = FieldValue::Kind::scalar;
        value.text = node.Scalar();
        value.quoted = node.Tag() != "?";
        break;
      case YAML::NodeType::Sequence:
        value.kind = FieldValue::Kind::list;
        for (const auto& item : node) value.fields.push_back({{}, {}, convert(item, depth + 1)});
        break;
      case YAML::NodeType::Map:
        value.kind = FieldValue::Kind::map;
        for (const auto& entry : node)
          value.fields.push_back(field(entry.first, entry.second, depth));
        break;
      case YAML::NodeType::Null:
      case YAML::NodeType::Undefined: break;
    }
    return value;
  }

 private:
  Field field(const YAML::Node& key, const YAML::Node& value, int depth) {
    FieldValue name = convert(key, depth + 1);
    return {std::move(name.text), name.place, convert(value, depth + 1)};
  }

  static void check_tag(const YAML::Node& node, Place place) {
    static constexpr std::array<std::string_view, 4> understood = {"", "?", "!",
                                                                   "tag:yaml.org,2002:str"};
    for (const std::string_view tag : understood) {
      if (node.Tag() == tag) return;
    }
    throw UnknownTag{place, node.Tag()};
  }

  int values_ = 0;
};

constexpr std::string_view no_tabs = "YAML wants spaces in front of a line, not a tab";

/// What yaml-cpp's words mean for somebody who wrote a title.
std::string explain(const std::string& message) {
  struct Meaning {
    std::string_view message;
    std::string_view meaning;
  };
  static constexpr std::array<Meaning, 6> meanings = {{
      {"illegal map value", "a text with a colon in it needs quotes around it"},
      {"illegal document indicator in scalar", "a quote before this line is never closed"},
      {"end of sequence flow not found", "a bracket [ before this line is never closed"},
      {"end of map flow not found", "a brace { before this line is never closed"},
      {"illegal tab when looking for indentation", no_tabs},
      {"unknown token", "a text that begins with this sign needs quotes around it"},
  }};
  for (const Meaning& known : meanings) {
    if (message == known.message) return std::string(known.meaning);
  }
  return message;
}

/// A line that tells YAML where a document begins or ends. What comes after it is found as another
/// document too; here the line itself is named.
std::optional<Problem> find_marker(std::string_view yaml) {
  int line = first_line;
  for (std::string_view rest = yaml; !rest.empty(); ++line) {
    const std::string_view text = take_line(rest);
    const bool directive = text.starts_with('%');
    const bool marker = (text.starts_with("---") || text.starts_with("...")) &&
                        (text.size() == 3 || text[3] == ' ' || text[3] == '\t');
    if (directive) return Problem{{line, 1}, "", "a line of the front matter cannot begin with %"};
    if (marker) {
      return Problem{{line, 1}, "", "the line that ends the front matter holds --- and no more"};
    }
  }
  return std::nullopt;
}

/// What went wrong at `place` of `yaml`, for whoever wrote it.
std::string explain(const std::string& message, std::string_view yaml, Place place) {
  for (int line = first_line; line < place.line; ++line) take_line(yaml);
  // Such a line goes on with the one before, and what is wrong with it then says nothing of that.
  return yaml.starts_with('\t') ? std::string(no_tabs) : explain(message);
}

/// yaml-cpp reports by exception; this is where they end.
std::variant<FieldValue, Problem> read_yaml(std::string_view yaml) {
  try {
    // Without the end mark yaml-cpp takes a quote that is never closed for a text to the end. Of
    // several documents `Load` reads the first and drops the others without a word.
    const std::vector<YAML::Node> documents = YAML::LoadAll(std::string(yaml) + "...\n");
    if (documents.size() > 1) {
      return Problem{place_of(documents[1].Mark()), "",
                     "the front matter ends before this line; begin every key in the same column"};
    }
    return documents.empty() ? FieldValue{} : Converter().convert(documents.front());
  } catch (const YAML::Exception& error) {
    const Place place = place_of(error.mark);
    return Problem{place, "", "the front matter is not YAML: " + explain(error.msg, yaml, place)};
  } catch (const TooComplex& error) {
    return Problem{error.place, "", "the front matter is nested too deeply or too large"};
  } catch (const UnknownTag& error) {
    return Problem{error.place, "", "the YAML tag " + error.tag + " is not understood"};
  }
}

}  // namespace

std::variant<FrontMatter, Problem> parse_front_matter(std::string_view text) {
  const std::optional<Split> parts = split(text);
  if (!parts) {
    return Problem{{1, 0},
                   "",
                   "the front matter is missing: the document has to begin with a line ---, then "
                   "title: …, then a line ---"};
  }
  if (auto problem = find_marker(parts->yaml)) return *std::move(problem);
  std::variant<FieldValue, Problem> read = read_yaml(parts->yaml);
  if (auto* problem = std::get_if<Problem>(&read)) return std::move(*problem);
  FieldValue& fields = std::get<FieldValue>(read);
  // Nothing between the two lines is a map without entries.
  if (fields.kind == FieldValue::Kind::null) fields.kind = FieldValue::Kind::map;
  if (fields.kind != FieldValue::Kind::map) {
    return Problem{
        {first_line, 0}, "", "the front matter has to be a list of \"key: value\" lines"};
  }
  return FrontMatter{std::move(fields), parts->body};
}

}  // namespace presslink::cli
