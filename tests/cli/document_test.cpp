#include <array>

#include "document_text.hpp"
#include "support/catch.hpp"

namespace presslink::cli {
namespace {

Document read(std::string_view text, DocumentFormat format = DocumentFormat::markdown) {
  auto parsed = parse_document(text, format);
  if (const auto* problems = std::get_if<Problems>(&parsed)) FAIL(describe("f", problems->front()));
  return std::get<Document>(std::move(parsed));
}

/// Every problem as one line, as people see it.
std::string complaints(std::string_view text, DocumentFormat format = DocumentFormat::markdown) {
  const auto parsed = parse_document(text, format);
  std::string lines;
  if (const auto* problems = std::get_if<Problems>(&parsed)) {
    for (const Problem& problem : *problems) lines += describe("f", problem) + "\n";
  }
  return lines;
}

std::string complaint_about(const std::string& line) {
  return complaints("---\ntitle: T\n" + line + "\n---\n");
}

using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;

}  // namespace

TEST_CASE("The format follows the file's name") {
  CHECK(format_of("a.md") == DocumentFormat::markdown);
  CHECK(format_of("a.b.HTML") == DocumentFormat::html);
  CHECK(format_of("dir.md/a.json") == DocumentFormat::json);
  CHECK_FALSE(format_of("a.txt"));
  CHECK_FALSE(format_of("md"));
}

TEST_CASE("Every key of the front matter arrives") {
  const Document document = read(
      "---\n"
      "title: 'A title: with a colon'\n"
      "slug: a-title\n"
      "status: future\n"
      "date: 2026-05-01T09:30:00+02:00\n"
      "excerpt: Short.\n"
      "categories: [News, Guides > WordPress]\n"
      "tags:\n  - one\n  - 2\n"
      "author: 3\n"
      "featured_image: 44\n"
      "id: 12\n"
      "key: my-post\n"
      "seo:\n"
      "  title: S\n  description: D\n  focus_keyphrase: F\n  canonical: https://example.com/\n"
      "  noindex: true\n  og_title: OT\n  og_description: OD\n  twitter_title: TT\n"
      "  twitter_description: TD\n"
      "---\n\nText\n");
  const PostDraft& draft = document.draft;
  CHECK(draft.title == "A title: with a colon");
  CHECK(draft.content == "<p>Text</p>\n");
  CHECK(draft.slug == "a-title");
  CHECK(draft.status == PostStatus::future);
  CHECK(draft.date == parse_rfc3339("2026-05-01T07:30:00Z"));
  CHECK(draft.excerpt == "Short.");
  CHECK(draft.categories == std::vector<TermPath>{{"News"}, {"Guides", "WordPress"}});
  CHECK(draft.tags == std::vector<std::string>{"one", "2"});
  CHECK(draft.author == UserId::from(3));
  CHECK(draft.featured_image == MediaId::from(44));
  CHECK(document.id == PostId::from(12));
  CHECK(document.key == "my-post");
  CHECK(draft.seo == SeoFields{.title = "S",
                               .description = "D",
                               .focus_keyphrase = "F",
                               .canonical = "https://example.com/",
                               .noindex = true,
                               .og_title = "OT",
                               .og_description = "OD",
                               .twitter_title = "TT",
                               .twitter_description = "TD"});
}

TEST_CASE("What is not said stays unset") {
  const Document document = read("---\ntitle: T\nslug:\ncategories:\n---\n");
  CHECK_FALSE(document.draft.slug);
  CHECK_FALSE(document.draft.status);
  CHECK_FALSE(document.draft.categories);
  CHECK_FALSE(document.draft.tags);
  CHECK(document.draft.seo.empty());
  CHECK_FALSE(document.id);
  CHECK_FALSE(document.key);
  CHECK(document.draft.content.empty());
}

TEST_CASE("An empty list is a wish of its own") {
  const Document document = read("---\ntitle: T\ncategories: []\ntags: []\n---\n");
  CHECK(document.draft.categories == std::vector<TermPath>{});
  CHECK(document.draft.tags == std::vector<std::string>{});
}

TEST_CASE("Scalars that YAML takes for something else are text where text is wanted") {
  CHECK(read("---\ntitle: 2026\n---\n").draft.title == "2026");
  CHECK(read("---\ntitle: yes\n---\n").draft.title == "yes");
  CHECK(read("---\ntitle: 1e3\n---\n").draft.title == "1e3");
  CHECK(read("---\ntitle: 2026-05-01\n---\n").draft.title == "2026-05-01");
  CHECK(read("---\ntitle: T\nslug: 007\n---\n").draft.slug == "007");
}

TEST_CASE("Titles of all kinds survive") {
  CHECK(read("---\ntitle: \"q \\\" b \\\\ & <i>\"\n---\n").draft.title == "q \" b \\ & <i>");
  CHECK(read("---\ntitle: 🎉 שלום – \"x\"\n---\n").draft.title == "🎉 שלום – \"x\"");
  CHECK(read("---\ntitle: >-\n  two\n  lines\n---\n").draft.title == "two lines");
}

TEST_CASE("Byte order mark and CRLF are accepted") {
  const Document document =
      read("\xEF\xBB\xBF---\r\ntitle: T\r\n---\r\n\r\none\r\ntwo\r\n\r\nthree\r\n");
  CHECK(document.draft.title == "T");
  CHECK(document.draft.content == "<p>one two</p>\n<p>three</p>\n");
  CHECK(complaints("---\r\ntitle: T\r\nid: x\r\n---\r\n").substr(0, 4) == "f:3:");
}

TEST_CASE("HTML bodies are taken as they stand") {
  CHECK(read("---\ntitle: T\n---\n\n<p>a\nb</p>\n", DocumentFormat::html).draft.content ==
        "<p>a\nb</p>\n");
  CHECK(read("---\ntitle: T\n...\n<p>*</p>", DocumentFormat::html).draft.content == "<p>*</p>");
}

TEST_CASE("A line of dashes in the body is not front matter") {
  CHECK(read("---\ntitle: T\n---\na\n\n---\n\nb\n").draft.content == "<p>a</p>\n<hr>\n<p>b</p>\n");
}

TEST_CASE("A JSON document has the same keys and its content") {
  const Document document = read(
      R"({"title": "T \"q\" \u00e9", "content": "<p>a</p>", "id": 5, "categories": ["A > B"],
          "seo": {"noindex": false, "title": "S"}})",
      DocumentFormat::json);
  CHECK(document.draft.title == "T \"q\" é");
  CHECK(document.draft.content == "<p>a</p>");
  CHECK(read(R"({"title": "T", "content": " \n\t"})", DocumentFormat::json).draft.content.empty());
  CHECK(document.id == PostId::from(5));
  CHECK(document.draft.categories == std::vector<TermPath>{{"A", "B"}});
  CHECK(document.draft.seo.noindex == false);
}

TEST_CASE("Unknown keys are named with their line and the key that was meant") {
  CHECK(complaint_about("titel: x") == "f:3: \"titel\": unknown key; did you mean \"title\"?\n");
  CHECK(complaint_about("category: x") ==
        "f:3: \"category\": unknown key; did you mean \"categories\"?\n");
  CHECK(complaint_about("Slug: x") == "f:3: \"Slug\": unknown key; did you mean \"slug\"?\n");
  CHECK(complaint_about("layout: x") == "f:3: \"layout\": unknown key\n");
  CHECK(complaint_about("description: x") ==
        "f:3: \"description\": unknown key here; it belongs under \"seo\"\n");
  CHECK(complaint_about("seo:\n  focus_keyword: x") ==
        "f:4: \"seo.focus_keyword\": unknown key; did you mean \"focus_keyphrase\"?\n");
  CHECK_THAT(complaint_about("content: x"), ContainsSubstring("below the front matter"));
}

TEST_CASE("A date needs a zone and has to exist") {
  CHECK(complaint_about("date: 2026-05-01T09:30:00") ==
        "f:3: \"date\": \"2026-05-01T09:30:00\" has no time zone; write "
        "2026-05-01T09:30:00+02:00, or 2026-05-01T09:30:00Z for UTC\n");
  CHECK_THAT(complaint_about("date: 2026-05-01"),
             ContainsSubstring("not a date with time and zone"));
  CHECK_THAT(complaint_about("date: 2026-02-31T00:00:00Z"), StartsWith("f:3: \"date\": "));
  CHECK_THAT(complaint_about("date: soon"), StartsWith("f:3: \"date\": "));
}

TEST_CASE("Wrong types are refused") {
  CHECK_THAT(complaint_about("slug: [a]"), ContainsSubstring("a text is expected, not a list"));
  CHECK_THAT(complaint_about("excerpt: {a: b}"), ContainsSubstring("not a group of fields"));
  CHECK_THAT(complaint_about("categories: News"),
             ContainsSubstring("a list is expected, such as [\"News\"]"));
  CHECK_THAT(complaint_about("categories:\n  - A\n  - B >"), StartsWith("f:5: \"categories\": "));
  CHECK_THAT(complaint_about("tags: [a, [b]]"), StartsWith("f:3: \"tags\": a text is expected"));
  CHECK_THAT(complaint_about("tags: [a, ' ']"), ContainsSubstring("an entry is empty"));
  CHECK_THAT(complaint_about("author: anna"),
             ContainsSubstring("the number of a user is expected"));
  CHECK_THAT(complaint_about("id: '12'"), ContainsSubstring("without quotes"));
  CHECK_THAT(complaint_about("id: 0"), StartsWith("f:3: \"id\": "));
  CHECK_THAT(complaint_about("id: 1.5"), StartsWith("f:3: \"id\": "));
  CHECK_THAT(complaint_about("id: 9007199254740992"), StartsWith("f:3: \"id\": "));
  CHECK_THAT(complaint_about("featured_image: img/a.png"), ContainsSubstring("media library"));
  CHECK_THAT(complaint_about("seo: x"), StartsWith("f:3: \"seo\": "));
  CHECK_THAT(complaint_about("seo:\n  noindex: 'true'"), ContainsSubstring("true or false"));
  CHECK_THAT(complaint_about("status: live"), ContainsSubstring("\"live\" is not a status"));
  CHECK_THAT(complaint_about("slug: ''"), ContainsSubstring("must not be empty"));
}

TEST_CASE("The title has to be there") {
  CHECK_THAT(complaints("---\nslug: x\n---\n"), StartsWith("f:1: \"title\": is missing"));
  CHECK_THAT(complaints("---\n---\n"), StartsWith("f:1: \"title\": is missing"));
  CHECK(complaints("---\n\ntitle: '  '\n---\n") == "f:3: \"title\": must not be empty\n");
  CHECK(complaints("---\ntitle:\n---\n") == "f:2: \"title\": must not be empty\n");
  CHECK(complaints("---\ntitle: [x]\n---\n") == "f:2: \"title\": a text is expected, not a list\n");
}

TEST_CASE("Other contradictions are found") {
  CHECK_THAT(complaint_about("status: future"),
             StartsWith("f:3: \"status\": future needs a \"date\""));
  CHECK_THAT(complaint_about("slug: a\nslug: b"),
             StartsWith("f:4: \"slug\": appears a second time; it is already on line 3"));
}

TEST_CASE("Every problem of a document is reported, in order") {
  CHECK(complaints("---\ntitel: x\ndate: soon\nid: y\n---\n").find("f:1: \"title\"") == 0);
  const std::string all = complaints("---\ntitel: x\ndate: soon\nid: y\n---\n");
  CHECK(std::count(all.begin(), all.end(), '\n') == 4);
}

TEST_CASE("No line ends the front matter before its end") {
  for (const std::string line : {"%", "% a note", "%YAML 1.2", "--- x", "---\tx", "... x"}) {
    INFO(line);
    CHECK_THAT(complaints("---\ntitle: T\n" + line + "\nstatus: draft\nbogus: 1\n---\nText\n"),
               StartsWith("f:3:1: "));
  }
  CHECK(complaints("---\ntitle: '50 % --- off ... x'\n---\nText\n").empty());
}

TEST_CASE("What stands outside of the first YAML document is not dropped") {
  const std::string early = "the front matter ends before this line";
  struct Row {
    std::string_view yaml;
    std::string_view place;
  };
  constexpr std::array<Row, 7> rows = {{
      {"  title: A\nstatus: draft\n", "f:3:1: "},
      {"    title: A\n  status: draft\n", "f:3:3: "},
      {"  title: A\n\n# a note\nstatus: draft\n", "f:5:1: "},
      {"{title: A}\nstatus: draft\n", "f:3:1: "},
      {"- title: A\nstatus: draft\n", "f:3:1: "},
      {"  title: A\n  seo:\n    title: B\nstatus: draft\n", "f:5:1: "},
      {"  title: >\n    a\nstatus: draft\n", "f:4:1: "},
  }};
  for (const Row& row : rows) {
    INFO(row.yaml);
    const std::string all = complaints("---\n" + std::string(row.yaml) + "---\nText\n");
    CHECK_THAT(all, StartsWith(std::string(row.place)));
    CHECK_THAT(all, ContainsSubstring(early));
  }
  CHECK(read("---\n  title: A\n  status: draft\n# a note\n---\n").draft.status ==
        PostStatus::draft);
}

TEST_CASE("Missing or broken front matter is named") {
  CHECK_THAT(complaints("# Title\n"), StartsWith("f:1: the front matter is missing"));
  CHECK_THAT(complaints(""), StartsWith("f:1: the front matter is missing"));
  CHECK_THAT(complaints("---\ntitle: T\n"), StartsWith("f:1: the front matter is missing"));
  CHECK_THAT(complaints("---\n- a\n---\n"), ContainsSubstring("key: value"));
  CHECK_THAT(complaints("---\ntitle: T\nslug: [a\n---\n"), StartsWith("f:"));
  CHECK_THAT(complaints("---\ntitle: \"a\n  b: c\n---\n"), ContainsSubstring("is not YAML"));
  CHECK_THAT(complaints("---\ntitle: !!binary aGk=\n---\n"), ContainsSubstring("tag"));
}

TEST_CASE("A tab that indents is named as such") {
  for (const std::string line : {"seo:\n\ttitle: a", "seo:\n  noindex: true\n\ttitle: a"}) {
    const std::string all = complaint_about(line);
    INFO(all);
    CHECK_THAT(all, ContainsSubstring("YAML wants spaces in front of a line, not a tab"));
  }
  CHECK_THAT(complaint_about("excerpt: a: b"), ContainsSubstring("needs quotes around it"));
}

TEST_CASE("YAML that expands without end is refused") {
  std::string yaml = "---\ntitle: T\ntags: &a0 [x]\n";
  for (int i = 1; i < 12; ++i) {
    const std::string before = "*a" + std::to_string(i - 1) + ", ";
    yaml += "k" + std::to_string(i) + ": &a" + std::to_string(i) + " [";
    for (int j = 0; j < 8; ++j) yaml += before;
    yaml += "]\n";
  }
  CHECK_THAT(complaints(yaml + "---\n"), ContainsSubstring("too deeply or too large"));
  CHECK_THAT(complaints("---\ntitle: " + std::string(100'000, '[') + "\n---\n"), StartsWith("f:"));
}

TEST_CASE("JSON mistakes have a line") {
  constexpr DocumentFormat json = DocumentFormat::json;
  CHECK_THAT(complaints("{\"title\": \"T\",\n \"content\": 5}", json),
             StartsWith("f:2: \"content\": a text is expected"));
  CHECK_THAT(complaints("{\"title\": 2026,\n \"content\": \"\"}", json),
             StartsWith("f:1: \"title\": "));
  CHECK(
      complaints("{\"content\": \"\",\n\"author\":\n12345\n,\n\"titel\": \"T\",\n\"title\": \"T\"}",
                 json) == "f:5: \"titel\": unknown key; did you mean \"title\"?\n");
  CHECK_THAT(complaints("{\"title\": \"T\"}", json), StartsWith("f:1: \"content\": is missing"));
  CHECK_THAT(complaints("{\"title\": \"T\",\n\"title\": \"U\", \"content\": \"\"}", json),
             ContainsSubstring("f:2: \"title\": appears a second time; it is already on line 1"));
  CHECK_THAT(complaints("{\"title\": \"T\",\n  oops}", json),
             StartsWith("f:2:3: the document is not JSON: "));
  CHECK_THAT(complaints("[]", json), ContainsSubstring("JSON object"));
  CHECK_THAT(complaints("", json), StartsWith("f:1"));
  CHECK_THAT(complaints(std::string(100'000, '['), json), ContainsSubstring("nested too deeply"));
  CHECK_THAT(complaints("{\"id\": 99999999999999999999, \"title\":\"T\", \"content\":\"\"}", json),
             StartsWith("f:1: \"id\": "));
}

TEST_CASE("Text that is not UTF-8 is refused with its place") {
  CHECK(complaints("---\ntitle: T\n---\nabc\nd\xE9"
                   "f\n") == "f:5:2: the text is not UTF-8 here; save the file as UTF-8\n");
  CHECK_THAT(complaints("---\ntitle: T\n---\n\xC0\x80"), StartsWith("f:4:1: "));
  CHECK_THAT(complaints("---\ntitle: T\n---\n\xED\xA0\x80"), StartsWith("f:4:1: "));
  CHECK_THAT(complaints("---\ntitle: T\n---\n\xF0\x9F\x8E"), StartsWith("f:4:1: "));
  CHECK_THAT(complaints("{\"title\": \"\xFF\"}", DocumentFormat::json), StartsWith("f:1:12: "));
}

TEST_CASE("Control characters are refused with their place") {
  for (const char control : {'\0', '\x01', '\b', '\v', '\f', '\x1B', '\x1F', '\x7F'}) {
    for (const auto format : {DocumentFormat::markdown, DocumentFormat::html}) {
      INFO(static_cast<int>(control));
      const std::string title = std::string("---\ntitle: a") + control + "b\n---\nx\n";
      CHECK_THAT(complaints(title, format), StartsWith("f:2:9: a control character"));
      const std::string body = std::string("---\ntitle: T\n---\nx\ny") + control + "z\n";
      CHECK_THAT(complaints(body, format), StartsWith("f:5:2: a control character"));
    }
  }
  CHECK(complaints("---\ntitle: T\n---\na\tb\rc\r\n").empty());
  CHECK(complaints("{\"title\": \"T\", \"content\": \"a\\u0007\"}", DocumentFormat::json).empty());
}

TEST_CASE("A large document is read") {
  const std::string body(5'000'000, 'x');
  CHECK(read("---\ntitle: T\n---\n" + body, DocumentFormat::html).draft.content == body);
}

}  // namespace presslink::cli
