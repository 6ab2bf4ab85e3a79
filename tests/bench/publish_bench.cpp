// Publishes one article again and again to a stub, and counts.
//
//   publish_bench client SITE ARTICLE SECONDS     one after the other, through `Client`
//   publish_bench FLOWS SITE ARTICLE SECONDS      so many flows at once over one transport
//   publish_bench prepare SITE ARTICLE DIR        writes the two requests, for `bare_multi`

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "meter.hpp"
#include "presslink/native/client.hpp"
#include "presslink/native/curl_transport.hpp"
#include "presslink/native/host.hpp"
#include "presslink/publish.hpp"
#include "presslink/runner.hpp"

namespace {

using namespace presslink;
using presslink::bench::Meter;

template <class Value>
Value need(Result<Value> result) {
  if (result) return *std::move(result);
  std::fprintf(stderr, "%s\n", result.error().message.c_str());
  std::exit(1);
}

ScopeGuard guard_for(const std::string& site) {
  const Credentials credentials{need(Username::parse("bench")),
                                need(AppPassword::parse("abcd EFGH 1234 ijkl MNOP 5678"))};
  return {need(ApiRoot::from_url(need(Url::parse(site + "/wp-json/")))), Scope::standard(),
          credentials};
}

std::string read_file(const char* path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

PublishFlow::Input publish_input(const std::string& article) {
  return {.draft = {.title = "A first measure", .content = article, .slug = "a-first-measure"},
          .checkpoint = {.key = Uuid::v4(random_entropy())}};
}

void check(const PublishReport& report) {
  if (report.outcome == PublishOutcome::published && report.changed_by_site.empty() &&
      report.requests == 2) {
    return;
  }
  std::fprintf(stderr, "%s after %d requests, %zu differences: %s\n",
               std::string(name(report.outcome)).c_str(), report.requests,
               report.changed_by_site.size(),
               report.error ? report.error->message.c_str() : "no error");
  std::exit(1);
}

void run_client(const ScopeGuard& guard, const std::string& article, Meter& meter) {
  Client client({.curl = {.allow_loopback = true}});
  const auto save = [](const Checkpoint&) { return true; };
  while (meter.running()) {
    check(client.publish(guard, publish_input(article), save));
    meter.count();
  }
}

/// Starts a new flow whenever one is done.
class Publisher {
 public:
  Publisher(Transport& transport, const ScopeGuard& guard, const std::string& article, Meter& meter)
      : runner_(transport, {.now = system_now}), guard_(guard), article_(article), meter_(meter) {}

  void publish() {
    flow_.emplace(guard_, publish_input(article_));
    runner_.start(*flow_, [this] {
      check(flow_->result());
      meter_.count();
      publish();
    });
  }

 private:
  Runner runner_;
  const ScopeGuard& guard_;
  const std::string& article_;
  Meter& meter_;
  std::optional<PublishFlow> flow_;
};

void run_flows(const ScopeGuard& guard, const std::string& article, std::size_t flows,
               Meter& meter) {
  CurlTransport transport(
      {.allow_loopback = true, .max_in_flight = flows, .max_in_flight_per_origin = flows});
  std::vector<std::unique_ptr<Publisher>> publishers;
  for (std::size_t i = 0; i < flows; ++i) {
    publishers.push_back(std::make_unique<Publisher>(transport, guard, article, meter));
    publishers.back()->publish();
  }
  while (meter.running()) transport.poll(std::chrono::seconds(1));
}

void write_request(const Request& request, const std::string& path) {
  std::ofstream file(path);
  file << request.url().str() << '\n';
  for (const auto& [name, value] : request.headers()) file << name << ": " << value << '\n';
  file << "Authorization: " << request.authorization().reveal() << "\n\n" << request.body();
}

/// Answers a flow by hand and keeps what it sends.
void write_requests(const ScopeGuard& guard, const std::string& article,
                    const std::string& directory) {
  PublishFlow flow(guard, publish_input(article));
  Response answer{.status = 201, .headers = {}, .body = R"({"id":4711,"status":"publish"})"};
  const char* file = "/create";
  Step step = flow.advance(Begin{}, system_now());
  while (!std::holds_alternative<Done>(step)) {
    Event event = Saved{};
    if (const auto* send = std::get_if<Send>(&step)) {
      write_request(send->request, directory + std::exchange(file, "/finish"));
      event = answer;
      answer.status = 200;
    }
    step = flow.advance(std::move(event), system_now());
  }
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 5) {
    std::fprintf(stderr, "usage: publish_bench client|FLOWS|prepare SITE ARTICLE SECONDS|DIR\n");
    return 2;
  }
  const std::string_view what = arguments[1];
  const ScopeGuard guard = guard_for(arguments[2]);
  const std::string article = read_file(arguments[3]);
  if (what == "prepare") {
    write_requests(guard, article, arguments[4]);
    return 0;
  }
  Meter meter(std::atof(arguments[4]));
  if (what == "client") {
    run_client(guard, article, meter);
  } else {
    run_flows(guard, article, static_cast<std::size_t>(std::atol(arguments[1])), meter);
  }
  meter.print();
}
