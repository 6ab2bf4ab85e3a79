// Writes docs/blockers, a guide for each cause, from the table of causes and the catalogue.
//
//   guides DIR           writes what differs, and removes what no cause has any more
//   guides --check DIR   changes nothing; fails where something differs

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "doctor/causes.hpp"
#include "presslink/doctor.hpp"

namespace presslink {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view made_by =
    "<!-- Made from core/src/doctor/causes.cpp and core/messages/en.json by\n"
    "     cmake --build --preset dev --target update_guides -->\n";

// The causes stand in the order of their table; these are the headings of the index.
struct Heading {
  Errc kind;
  std::string_view text;
};
constexpr std::array headings = {
    Heading{Errc::passwords_unavailable, "Application Passwords are switched off"},
    Heading{Errc::credentials_rejected, "The log-in is not accepted"},
    Heading{Errc::rest_closed, "The REST API is closed"},
    Heading{Errc::blocked, "Something stands in front of WordPress"},
    Heading{Errc::not_permitted, "The account may not"},
    Heading{Errc::maintenance, "The site is under maintenance"},
    Heading{Errc::site_failed, "The site fails"},
    Heading{Errc::moved, "The address"},
    Heading{Errc::bad_answer, "The answer is damaged"},
};
constexpr std::string_view other_heading = "The connection, and all else";

std::string_view heading_of(Errc kind) {
  const auto found = std::find_if(headings.begin(), headings.end(),
                                  [kind](const Heading& each) { return each.kind == kind; });
  return found == headings.end() ? other_heading : found->text;
}

/// The cause in words, for a site whose wp-admin is not known.
Cause in_words(const CauseRow& row) {
  return explain({{row.id, Likelihood::possible}}, nullptr, Catalogue::english()).front();
}

/// What has to be seen and how sure it then is, one line for each sign; of signs that differ only
/// in what may not be seen, the surest.
std::vector<std::string> signs_of(const CauseRow& row) {
  std::vector<std::string> shown;
  std::vector<std::string> lines;
  for (const Sign& sign : row.signs) {
    std::string text;
    for (const Fact fact : sign.seen) {
      Evidence anything;
      anything.add(fact, "…");
      std::string sentence_of_fact = Catalogue::english().text(sentence(fact, anything));
      // An ellipsis at the end takes no full stop.
      if (sentence_of_fact.ends_with("….")) sentence_of_fact.pop_back();
      if (!sentence_of_fact.empty()) text += (text.empty() ? "" : " ") + sentence_of_fact;
    }
    if (text.empty() || std::find(shown.begin(), shown.end(), text) != shown.end()) continue;
    lines.push_back(text + " (" + std::string(name(sign.likelihood)) + ")");
    shown.push_back(std::move(text));
  }
  return lines;
}

std::string guide(const CauseRow& row) {
  const Cause cause = in_words(row);
  std::string out(made_by);
  out += "# " + cause.title + "\n\n`" + std::string(row.id) + "`\n";
  if (const auto signs = signs_of(row); !signs.empty()) {
    out += "\n## How it shows from outside\n\n";
    for (const std::string& sign : signs) out += "- " + sign + "\n";
  }
  if (!cause.tell_apart.empty()) out += "\n## To be sure\n\n" + cause.tell_apart + "\n";
  out += "\n## What to do: " + cause.remedy.title + "\n\n";
  int number = 0;
  for (const std::string& step : cause.remedy.steps) {
    out += std::to_string(++number) + ". " + step + "\n";
  }
  if (!row.link.empty()) {
    out += "\nThe screen: `https://YOUR-SITE/wp-admin/" + std::string(row.link) + "`\n";
  }
  if (!cause.remedy.for_host.empty()) out += "\n## To send to the host\n";
  for (const HostLine& line : cause.remedy.for_host) {
    out += "\n" + line.server + ":\n\n```\n" + line.text + "\n```\n";
  }
  return out;
}

std::string index() {
  std::string out(made_by);
  out +=
      "# What keeps presslink from a site\n\n"
      "`presslink doctor` finds out which of these it is; each has a guide.\n";
  std::map<std::string_view, std::string> lists;
  for (const CauseRow& row : all_causes()) {
    lists[heading_of(row.kind)] +=
        "- [" + in_words(row).title + "](" + std::string(row.id) + ".md)\n";
  }
  const auto add = [&](std::string_view heading) {
    out += "\n## " + std::string(heading) + "\n\n" + lists[heading];
  };
  for (const Heading& each : headings) add(each.text);
  add(other_heading);
  return out;
}

std::map<std::string, std::string> pages() {
  std::map<std::string, std::string> out{{"README.md", index()}};
  for (const CauseRow& row : all_causes()) {
    out[std::string(row.id) + ".md"] = guide(row);
  }
  return out;
}

std::string content_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// The number of files that differ or differed.
int bring_up_to_date(const fs::path& folder, bool only_check) {
  const auto wanted = pages();
  int different = 0;
  const auto differs = [&](const std::string& what) {
    std::cout << folder.string() << '/' << what << '\n';
    ++different;
  };
  for (const auto& [file, text] : wanted) {
    if (content_of(folder / file) == text) continue;
    differs(file);
    if (!only_check) std::ofstream(folder / file, std::ios::binary) << text;
  }
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string file = entry.path().filename().string();
    if (wanted.contains(file)) continue;
    differs(file);
    if (!only_check) fs::remove(entry.path());
  }
  return different;
}

}  // namespace
}  // namespace presslink

int main(int argc, char** argv) {
  const bool only_check = argc == 3 && std::string_view(argv[1]) == "--check";
  if (!only_check && argc != 2) {
    std::cerr << "guides [--check] DIR\n";
    return 2;
  }
  const std::filesystem::path folder = argv[argc - 1];
  if (!only_check) std::filesystem::create_directories(folder);
  const int different = presslink::bring_up_to_date(folder, only_check);
  if (!only_check || different == 0) return 0;
  std::cout << different << " differ: build the target update_guides\n";
  return 1;
}
