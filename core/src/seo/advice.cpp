#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "presslink/seo.hpp"
#include "seo/plugins.hpp"

namespace presslink {
namespace {

// Search results and the plugins' previews set titles in Arial of this size.
constexpr int title_font_pixels = 20;

// Advance widths of U+0020 … U+007E in Arial, in thousandths of the font's size.
constexpr std::array<std::uint16_t, 95> arial_widths = {
    278,  278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,  //   … /
    556,  556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,  // 0 … ?
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,  // @ … O
    667,  778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,  // P … _
    333,  556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,  // ` … o
    556,  556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584};      // p … ~

constexpr unsigned other_width = 556;    // most letters of other alphabets
constexpr unsigned square_width = 1000;  // ideographs, kana, hangul, emoji

struct Size {
  int characters = 0;
  int pixels = 0;
};

Size measure(std::string_view text) {
  Size size;
  unsigned thousandths = 0;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t bytes = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (bytes == 1) {
      thousandths += lead >= 0x20 && lead < 0x7F ? arial_widths[lead - 0x20U] : 0U;
    } else {
      // The first character of three bytes from which on they are as wide as high.
      const bool square =
          bytes == 4 || (bytes == 3 && lead >= 0xE2 &&
                         (lead > 0xE2 || static_cast<unsigned char>(text[i + 1]) >= 0xBA));
      thousandths += square ? square_width : other_width;
    }
    ++size.characters;
    i += bytes;
  }
  size.pixels = static_cast<int>(thousandths * title_font_pixels / 1000);
  return size;
}

std::string title_of(const std::string& plugin) {
  const SeoPluginEntry* entry = find_seo_plugin(plugin);
  return entry != nullptr ? entry->title : plugin;
}

SeoLength measure(const SeoPluginEntry& plugin, SeoField field,
                  const std::optional<std::string>& text, int least, int most, int most_pixels) {
  SeoLength length{.plugin = plugin.name,
                   .field = std::string(name(field)),
                   .characters_min = least,
                   .characters_max = most,
                   .pixels_max = most_pixels};
  const bool known = text && is_valid_utf8(*text) &&
                     (plugin.has_variable == nullptr || !plugin.has_variable(*text));
  if (!known) return length;
  const Size size = measure(*text);
  length.characters = size.characters;
  length.pixels = size.pixels;
  return length;
}

/// The sentence about a text that is out of its limits; empty for one within them.
std::string advice(const SeoLength& length) {
  const int characters = length.characters.value_or(0);
  const int pixels = length.pixels.value_or(0);
  if (characters == 0) return {};
  const auto sentence = [&length](int has, const char* compared, int limit) {
    std::string text = "The " + length.field + " has " + decimal(has);
    std::replace(text.begin(), text.end(), '_', ' ');
    text.append(compared).append(decimal(limit)).append(" that ");
    return text.append(title_of(length.plugin)).append(" advises.");
  };
  if (length.characters_max != 0 && characters > length.characters_max) {
    return sentence(characters, " characters, more than the ", length.characters_max);
  }
  if (length.pixels_max != 0 && pixels > length.pixels_max) {
    return sentence(pixels, " pixels, more than the ", length.pixels_max);
  }
  if (characters < length.characters_min) {
    return sentence(
        characters,
        characters == 1 ? " character, fewer than the " : " characters, fewer than the ",
        length.characters_min);
  }
  return {};
}

}  // namespace

std::vector<SeoLength> measure_seo(const SeoFields& fields, const std::vector<SeoPlugin>& plugins) {
  std::vector<SeoLength> lengths;
  for (const SeoPlugin& active : plugins) {
    const SeoPluginEntry* plugin = find_seo_plugin(active.name);
    if (plugin == nullptr) continue;
    const SeoLimits& limits = plugin->limits;
    lengths.push_back(measure(*plugin, SeoField::title, fields.title, limits.title_min,
                              limits.title_max, limits.title_pixels));
    lengths.push_back(measure(*plugin, SeoField::description, fields.description,
                              limits.description_min, limits.description_max, 0));
    if (limits.keyphrase_max != 0) {
      lengths.push_back(measure(*plugin, SeoField::focus_keyphrase, fields.focus_keyphrase, 0,
                                limits.keyphrase_max, 0));
    }
  }
  return lengths;
}

std::vector<SeoAdvice> advise_seo(const SeoFields& fields, const std::vector<SeoPlugin>& plugins) {
  std::vector<SeoAdvice> out;
  for (const SeoLength& length : measure_seo(fields, plugins)) {
    if (std::string text = advice(length); !text.empty()) {
      out.push_back({length.plugin, length.field, std::move(text)});
    }
  }
  if (plugins.size() > 1 && !fields.empty()) {
    std::string names;
    for (const SeoPlugin& active : plugins) {
      if (!names.empty()) names += ", ";
      names += title_of(active.name);
    }
    out.push_back({"", "",
                   "Several SEO plugins are active (" + names +
                       ") and print into the same page. Deactivate all but one."});
  }
  return out;
}

}  // namespace presslink
