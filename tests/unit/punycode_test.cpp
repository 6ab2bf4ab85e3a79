#include "http/punycode.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "support/catch.hpp"

namespace presslink {
namespace {

std::string utf8(std::u32string_view text) {
  std::string out;
  for (const char32_t c : text) append_utf8(out, c);
  return out;
}

// The samples of RFC 3492, 7.1, as far as a host name can hold them. Host names are lower case, so
// the capitals that some of the expected texts carry are, too.
TEST_CASE("The samples of RFC 3492 are encoded", "[punycode]") {
  const std::vector<std::pair<std::u32string, std::string>> rows = {
      {U"\u0644\u064A\u0647\u0645\u0627\u0628\u062A\u0643\u0644\u0645\u0648\u0634\u0639\u0631\u0628"
       U"\u064A\u061F",
       "egbpdaj6bu4bxfgehfvwxn"},
      {U"\u4ED6\u4EEC\u4E3A\u4EC0\u4E48\u4E0D\u8BF4\u4E2D\u6587", "ihqwcrb4cv8a8dqg056pqjye"},
      {U"\u4ED6\u5011\u7232\u4EC0\u9EBD\u4E0D\u8AAA\u4E2D\u6587", "ihqwctvzc91f659drss3x8bo0yb"},
      {U"Pro\u010Dprost\u011Bnemluv\u00ED\u010Desky", "proprostnemluvesky-uyb24dma41a"},
      {U"\u05DC\u05DE\u05D4\u05D4\u05DD\u05E4\u05E9\u05D5\u05D8\u05DC\u05D0\u05DE\u05D3\u05D1\u05E8"
       U"\u05D9\u05DD\u05E2\u05D1\u05E8\u05D9\u05EA",
       "4dbcagdahymbxekheh6e0a7fei0b"},
      {U"\u306A\u305C\u307F\u3093\u306A\u65E5\u672C\u8A9E\u3092\u8A71\u3057\u3066\u304F\u308C\u306A"
       U"\u3044\u306E\u304B",
       "n8jok5ay5dzabd5bym9f0cm5685rrjetr6pdxa"},
      {U"\u043F\u043E\u0447\u0435\u043C\u0443\u0436\u0435\u043E\u043D\u0438\u043D\u0435\u0433\u043E"
       U"\u0432\u043E\u0440\u044F\u0442\u043F\u043E\u0440\u0443\u0441\u0441\u043A\u0438",
       "b1abfaaepdrnnbgefbadotcwatmq2g4l"},
      {U"Porqu\u00E9nopuedensimplementehablarenEspa\u00F1ol",
       "porqunopuedensimplementehablarenespaol-fmd56a"},
      {U"T\u1EA1isaoh\u1ECDkh\u00F4ngth\u1EC3ch\u1EC9n\u00F3iti\u1EBFngVi\u1EC7t",
       "tisaohkhngthchnitingvit-kjcr8268qyxafd2f1b9g"},
      {U"3\u5E74B\u7D44\u91D1\u516B\u5148\u751F", "3b-ww4c5e180e575a65lsy2b"},
      {U"Hello-Another-Way-\u305D\u308C\u305E\u308C\u306E\u5834\u6240",
       "hello-another-way--fc4qua05auwb3674vfr0b"},
      {U"\u3072\u3068\u3064\u5C4B\u6839\u306E\u4E0B2", "2-u9tlzr9756bt3uc0v"},
      {U"Maji\u3067Koi\u3059\u308B5\u79D2\u524D", "majikoi5-783gue6qz075azm5e"},
      {U"\u30D1\u30D5\u30A3\u30FCde\u30EB\u30F3\u30D0", "de-jg4avhby1noc0d"},
      {U"\u305D\u306E\u30B9\u30D4\u30FC\u30C9\u3067", "d9juau41awczczp"},
  };
  for (const auto& [label, wanted] : rows) {
    INFO(wanted);
    const auto host = host_to_ascii(utf8(label));
    REQUIRE(host);
    CHECK(*host == "xn--" + wanted);
  }
}

TEST_CASE("Capitals are lowered, and what needs more than that is refused", "[punycode]") {
  CHECK(host_to_ascii("ŁÓDŹ.pl") == host_to_ascii("łódź.pl"));
  CHECK(host_to_ascii("łódź.pl") == "xn--d-uga0v4h.pl");
  CHECK(host_to_ascii("Ÿx.fr") == host_to_ascii("ÿx.fr"));
  CHECK(host_to_ascii("VIỆT.vn") == host_to_ascii("việt.vn"));
  CHECK(host_to_ascii("ŽĎÁR.cz") == host_to_ascii("žďár.cz"));
  CHECK(host_to_ascii("ҐАНОК.ua") == host_to_ascii("ґанок.ua"));
  CHECK_FALSE(host_to_ascii("mu\u0308ller.de"));
  CHECK_FALSE(host_to_ascii("ＥＸample.com"));
  CHECK_FALSE(host_to_ascii("例え。テスト"));
  CHECK_FALSE(host_to_ascii("İstanbul.tr"));
}

TEST_CASE("Each label is encoded for itself", "[punycode]") {
  CHECK(host_to_ascii("example.com") == "example.com");
  CHECK(host_to_ascii("EXAMPLE.Com") == "example.com");
  CHECK(host_to_ascii("www.b\xC3\xBC"
                      "cher.example") == "www.xn--bcher-kva.example");
  CHECK(host_to_ascii("xn--bcher-kva.example") == "xn--bcher-kva.example");
  CHECK(host_to_ascii("example.com.") == "example.com.");
  CHECK(host_to_ascii(utf8(U"\u4F8B\u3048.\u30C6\u30B9\u30C8")) == "xn--r8jz45g.xn--zckzah");
  CHECK(host_to_ascii(utf8(U"\U0001F600.example")) == "xn--e28h.example");
}

TEST_CASE("Capitals are lowered before they are encoded", "[punycode]") {
  const std::vector<std::pair<std::u32string, std::u32string>> rows = {
      {U"B\u00DCCHER", U"b\u00FCcher"},
      {U"\u0391\u03A9", U"\u03B1\u03C9"},
      {U"\u041C\u041E\u0421\u041A\u0412\u0410", U"\u043C\u043E\u0441\u043A\u0432\u0430"},
      {U"\u0401\u0416", U"\u0451\u0436"},
  };
  for (const auto& [capitals, small] : rows) {
    CHECK(host_to_ascii(utf8(capitals)) == host_to_ascii(utf8(small)));
  }
  CHECK(host_to_ascii(utf8(U"\u00D7")) != host_to_ascii(utf8(U"\u00F7")));
}

TEST_CASE("A host that is none is refused", "[punycode]") {
  for (const std::string_view host :
       {"", ".", ".example", "a..b", "example..", "\x80", "\xC3", "\xC3(", "\xFF\xFE",
        "\xC0\xAE",              // an overlong full stop
        "\xE0\x80\xAE.example",  // longer still
        "\xF0\x80\x80\xAF",      // an overlong slash
        "\xED\xA0\x80",          // a surrogate
        "\xF4\x90\x80\x80",      // above U+10FFFF
        "\xF5\x80\x80\x80"}) {
    INFO(host);
    CHECK_FALSE(host_to_ascii(host));
  }
}

TEST_CASE("Labels and names are as long as DNS allows", "[punycode]") {
  CHECK(host_to_ascii(std::string(63, 'a')));
  CHECK_FALSE(host_to_ascii(std::string(64, 'a')));
  std::string many;
  for (int i = 0; i < 126; ++i) many += "a.";
  CHECK(host_to_ascii(many + "b"));
  CHECK_FALSE(host_to_ascii(many + "bc"));
  std::string wide;
  for (int i = 0; i < 60; ++i) append_utf8(wide, U'\u00FC');
  CHECK_FALSE(host_to_ascii(wide + "\xF4\x8F\xBF\xBF"));
  for (int i = 0; i < 10'000; ++i) append_utf8(wide, U'\U0001F600');
  CHECK_FALSE(host_to_ascii(wide));
}

}  // namespace
}  // namespace presslink
