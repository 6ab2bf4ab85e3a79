#include "seo/head.hpp"

#include <algorithm>
#include <utility>

#include "base/markup.hpp"
#include "base/text.hpp"
#include "seo/field.hpp"

namespace presslink {
namespace {

std::string_view tag_of(SeoField field) {
  switch (field) {
    case SeoField::title: return "title";
    case SeoField::description: return "description";
    case SeoField::focus_keyphrase: return "";
    case SeoField::canonical: return "canonical";
    case SeoField::noindex: return "robots";
    case SeoField::og_title: return "og:title";
    case SeoField::og_description: return "og:description";
    case SeoField::twitter_title: return "twitter:title";
    case SeoField::twitter_description: return "twitter:description";
  }
  return "";
}

}  // namespace

PageHead PageHead::parse(std::string_view html) {
  PageHead head;
  std::size_t at = 0;
  while (const auto item = next_markup(html, at)) {
    at = item->end;
    const std::string_view element = element_name(item->text);
    if (item->is_comment) {
      head.comments_.emplace_back(item->text);
    } else if (iequals_ascii(element, "/head") || iequals_ascii(element, "body")) {
      head.complete_ = true;
      break;
    } else if (iequals_ascii(element, "script") || iequals_ascii(element, "style")) {
      const std::string end = element.size() == 5 ? "</style" : "</script";
      at = std::min(html.find(end, at), html.size());
    } else {
      head.take(item->text, html.substr(at));
    }
  }
  return head;
}

void PageHead::take(std::string_view tag, std::string_view rest) {
  const std::string_view element = element_name(tag);
  if (iequals_ascii(element, "title")) {
    tags_.push_back({"title", decode_entities(rest.substr(0, rest.find("</")))});
  } else if (iequals_ascii(element, "link")) {
    const auto rel = attribute(tag, "rel");
    if (rel && iequals_ascii(*rel, "canonical")) {
      tags_.push_back({"canonical", attribute(tag, "href").value_or("")});
    }
  } else if (iequals_ascii(element, "meta")) {
    auto named = attribute(tag, "name");
    if (!named) named = attribute(tag, "property");
    if (named) tags_.push_back({ascii_lower(*named), attribute(tag, "content").value_or("")});
  }
}

std::vector<std::string> PageHead::texts(SeoField field) const {
  std::vector<std::string> out;
  const std::string_view wanted = tag_of(field);
  for (const Tag& tag : tags_) {
    if (tag.name == wanted) out.push_back(tag.content);
  }
  if (field != SeoField::noindex) return out;
  // Any of several robots tags counts (the most restrictive one).
  const bool noindex = std::any_of(out.begin(), out.end(), [](const std::string& robots) {
    return noindex_of(robots) == "true";
  });
  return {noindex ? "true" : "false"};
}

bool PageHead::has_comment(std::string_view text) const {
  return std::any_of(comments_.begin(), comments_.end(), [text](const std::string& comment) {
    return comment.find(text) != std::string::npos;
  });
}

}  // namespace presslink
