// The JSON encoder on one post's content, beside nlohmann's dump and a bare memcpy of the same
// bytes.

#include <benchmark/benchmark.h>

#include <nlohmann/json.hpp>
#include <string>

#include "base/json_encoder.hpp"

namespace {

constexpr std::size_t article_size = 10 * 1024;

std::string repeat(std::string_view text) {
  std::string out;
  while (out.size() < article_size) out += text;
  return out;
}

std::string ascii_article() {
  return repeat("The quick brown fox jumps over the lazy dog, and then it sleeps until noon. ");
}

std::string html_article() {
  return repeat(
      "<p class=\"lead\">She said: \"Write it down\".</p>\n<p>Then it rained for a day.</p>\n");
}

std::string cyrillic_article() {
  return repeat("Съешь же ещё этих мягких французских булок, да выпей чаю. ");
}

std::string cjk_article() { return repeat("我能吞下玻璃而不伤身体。私はガラスを食べられます。"); }

template <std::string (*Article)()>
void encode(benchmark::State& state) {
  const std::string article = Article();
  for (auto _ : state) {
    presslink::json::Encoder encoder;
    encoder.reserve(article.size() * 5 / 4);
    encoder.begin_object();
    encoder.member("content", article);
    encoder.end_object();
    auto body = std::move(encoder).finish();
    benchmark::DoNotOptimize(body);
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(article.size()));
}

template <std::string (*Article)()>
void nlohmann_dump(benchmark::State& state) {
  const std::string article = Article();
  const nlohmann::json document = {{"content", article}};
  for (auto _ : state) {
    std::string body = document.dump();
    benchmark::DoNotOptimize(body);
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(article.size()));
}

template <std::string (*Article)()>
void copy(benchmark::State& state) {
  const std::string article = Article();
  for (auto _ : state) {
    std::string body;
    body.reserve(article.size() * 5 / 4);
    body.append(article);
    benchmark::DoNotOptimize(body);
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(article.size()));
}

BENCHMARK(encode<ascii_article>);
BENCHMARK(nlohmann_dump<ascii_article>);
BENCHMARK(copy<ascii_article>);
BENCHMARK(encode<html_article>);
BENCHMARK(nlohmann_dump<html_article>);
BENCHMARK(encode<cyrillic_article>);
BENCHMARK(nlohmann_dump<cyrillic_article>);
BENCHMARK(encode<cjk_article>);
BENCHMARK(nlohmann_dump<cjk_article>);

}  // namespace
