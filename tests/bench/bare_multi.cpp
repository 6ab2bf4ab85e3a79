// What a publish costs at the least: two prepared requests over curl's multi interface, of whose
// answers only the status is looked at.
//
//   bare_multi DIR FLOWS SECONDS     DIR: as written by `publish_bench prepare`

#include <curl/curl.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "meter.hpp"

namespace {

using presslink::bench::Meter;

struct PreparedRequest {
  std::string url;
  curl_slist* headers = nullptr;
  std::string body;
  long expected_status = 0;
};

PreparedRequest read_request(const std::string& path, long expected_status) {
  std::ifstream file(path);
  PreparedRequest request;
  request.expected_status = expected_status;
  std::getline(file, request.url);
  for (std::string line; std::getline(file, line) && !line.empty();) {
    request.headers = curl_slist_append(request.headers, line.c_str());
  }
  request.headers = curl_slist_append(request.headers, "Expect:");
  request.body.assign(std::istreambuf_iterator<char>(file), {});
  if (request.body.empty()) {
    std::fprintf(stderr, "%s holds no request\n", path.c_str());
    std::exit(1);
  }
  return request;
}

/// Publishes again and again, one request after the other.
struct Publisher {
  CURL* easy = nullptr;
  std::size_t step = 0;
  std::string answer;
};

std::size_t take_body(char* data, std::size_t size, std::size_t count, void* answer) {
  static_cast<std::string*>(answer)->append(data, size * count);
  return size * count;
}

// curl is asked for what presslink asks of it.
void prepare(Publisher& publisher) {
  CURL* easy = publisher.easy = curl_easy_init();
  curl_easy_setopt(easy, CURLOPT_PRIVATE, static_cast<void*>(&publisher));
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, long{CURL_HTTP_VERSION_2TLS});
  curl_easy_setopt(easy, CURLOPT_PROXY, "");
  curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "");
  curl_easy_setopt(easy, CURLOPT_USERAGENT, "presslink/0.1.0");
  curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, 10'000L);
  curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, 30'000L);
  curl_easy_setopt(easy, CURLOPT_POST, 1L);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &take_body);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, static_cast<void*>(&publisher.answer));
}

void send(CURLM* multi, Publisher& publisher, const PreparedRequest& request) {
  publisher.answer.clear();
  curl_easy_setopt(publisher.easy, CURLOPT_URL, request.url.c_str());
  curl_easy_setopt(publisher.easy, CURLOPT_HTTPHEADER, request.headers);
  curl_easy_setopt(publisher.easy, CURLOPT_POSTFIELDS, request.body.data());
  curl_easy_setopt(publisher.easy, CURLOPT_POSTFIELDSIZE_LARGE,
                   static_cast<curl_off_t>(request.body.size()));
  curl_multi_add_handle(multi, publisher.easy);
}

void check(const CURLMsg& message, long expected_status) {
  long status = 0;
  curl_easy_getinfo(message.easy_handle, CURLINFO_RESPONSE_CODE, &status);
  if (message.data.result == CURLE_OK && status == expected_status) return;
  std::fprintf(stderr, "status %ld: %s\n", status, curl_easy_strerror(message.data.result));
  std::exit(1);
}

void run(const std::vector<PreparedRequest>& requests, std::size_t flows, Meter& meter) {
  CURLM* multi = curl_multi_init();
  curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, static_cast<long>(flows));
  std::vector<Publisher> publishers(flows);
  for (Publisher& publisher : publishers) {
    prepare(publisher);
    send(multi, publisher, requests.front());
  }
  while (meter.running()) {
    int count = 0;
    curl_multi_poll(multi, nullptr, 0, 1000, nullptr);
    curl_multi_perform(multi, &count);
    while (const CURLMsg* message = curl_multi_info_read(multi, &count)) {
      void* found = nullptr;
      curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &found);
      Publisher& publisher = *static_cast<Publisher*>(found);
      check(*message, requests[publisher.step].expected_status);
      if (++publisher.step == requests.size()) {
        publisher.step = 0;
        meter.count();
      }
      curl_multi_remove_handle(multi, publisher.easy);
      send(multi, publisher, requests[publisher.step]);
    }
  }
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 4) {
    std::fprintf(stderr, "usage: bare_multi DIR FLOWS SECONDS\n");
    return 2;
  }
  curl_global_init(CURL_GLOBAL_DEFAULT);
  const std::string directory = arguments[1];
  const std::vector<PreparedRequest> requests = {read_request(directory + "/create", 201),
                                                 read_request(directory + "/finish", 200)};
  Meter meter(std::atof(arguments[3]));
  run(requests, static_cast<std::size_t>(std::atol(arguments[2])), meter);
  meter.print();
}
