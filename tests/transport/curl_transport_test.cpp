#include "presslink/native/curl_transport.hpp"

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "support/server/gzip.hpp"
#include "transport/requests.hpp"

namespace presslink::testing {
namespace {

using Peer = HttpServer::Peer;

/// A server that gives every request the same bytes.
HttpServer::Handler always(std::string bytes) {
  return [bytes = std::move(bytes)](Peer& peer, const ReceivedRequest&) { peer.send(bytes); };
}

TEST_CASE("A response has its status, fields and body", "[curl]") {
  HttpServer server(always(http_answer(404, R"({"code":"rest_no_route"})",
                                       {"X-One:  a b  ", "Link: <1>", "x-none:", "LINK: <2>"})));
  CurlTransport transport(local_options());
  const Response response = fetch_response(transport, get_request(server.url()));
  CHECK(response.status == 404);
  CHECK(response.body == R"({"code":"rest_no_route"})");
  CHECK_FALSE(response.truncated);
  CHECK(response.headers.find("x-one") == "a b");
  CHECK(response.headers.find("X-None") == "");
  CHECK(response.headers.all("link") == std::vector<std::string_view>{"<1>", "<2>"});
  CHECK_FALSE(response.headers.find("X-Two"));
}

TEST_CASE("A read is sent bare", "[curl]") {
  HttpServer server(always(http_answer(200, "")));
  CurlOptions options = local_options();
  options.agent_suffix = "(+https://example.com)";
  CurlTransport transport(options);
  fetch_response(transport, get_request(server.url("/a//b%20c?x=%2F&y=1#z")));
  const ReceivedRequest request = server.requests().at(0);
  CHECK(request.method == "GET");
  CHECK(request.target == "/a//b%20c?x=%2F&y=1");
  CHECK(request.header("Host") == "127.0.0.1:" + std::to_string(server.port()));
  CHECK(request.header("Accept") == "application/json");
  CHECK(request.header("Accept-Encoding").value_or("").find("gzip") != std::string::npos);
  const std::string agent = request.header("User-Agent").value_or("");
  CHECK(agent.starts_with("presslink/"));
  CHECK(agent.ends_with(" (+https://example.com)"));
  for (const char* const absent :
       {"Authorization", "Cookie", "Expect", "Content-Length", "Content-Type", "Referer"}) {
    INFO(absent);
    CHECK_FALSE(request.header(absent));
  }
}

TEST_CASE("A write carries its body and its authorization", "[curl]") {
  HttpServer server(always(http_answer(201, "{}")));
  CurlTransport transport(local_options());
  const std::string body(3 << 20, 'x');
  CHECK(fetch_response(transport, post_request(server, body)).status == 201);
  const ReceivedRequest request = server.requests().at(0);
  CHECK(request.method == "POST");
  CHECK(request.target == "/wp-json/wp/v2/posts");
  CHECK(request.header("Authorization") == "Basic ZWRpdG9yOmFiY2RFRkdIMTIzNGlqa2xNTk9QNTY3OA==");
  CHECK(request.header("Content-Type") == "application/json");
  CHECK(request.header("Content-Length") == std::to_string(body.size()));
  CHECK_FALSE(request.header("Expect"));
  CHECK(request.body == body);
}

TEST_CASE("Each request is sent with its own method on one handle", "[curl]") {
  HttpServer server([](Peer& peer, const ReceivedRequest& request) {
    peer.send(request.method == "HEAD" ? "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"
                                       : http_answer(200, request.method));
  });
  CurlTransport transport(local_options());
  CHECK(fetch_response(transport, delete_request(server)).body == "DELETE");
  CHECK(fetch_response(transport, post_request(server)).body == "POST");
  CHECK(fetch_response(transport, get_request(server.url(), Method::head)).body.empty());
  CHECK(fetch_response(transport, get_request(server.url())).body == "GET");
  const std::vector<ReceivedRequest> requests = server.requests();
  CHECK(requests.at(0).target == "/wp-json/wp/v2/posts/12");
  CHECK(requests.at(0).header("Authorization"));
  CHECK(requests.at(0).body.empty());
  CHECK_FALSE(requests.at(0).header("Content-Type"));
  CHECK_FALSE(requests.at(2).header("Authorization"));
  CHECK_FALSE(requests.at(3).header("Content-Length"));
  CHECK(server.connections() == 1);
}

TEST_CASE("Redirects are answers", "[curl]") {
  const int status = GENERATE(301, 302, 303, 307, 308);
  HttpServer server(always(http_answer(status, "", {"Location: /elsewhere"})));
  CurlTransport transport(local_options());
  const Response response = fetch_response(transport, post_request(server));
  CHECK(response.status == status);
  CHECK(response.headers.find("Location") == "/elsewhere");
  CHECK(server.requests().size() == 1);
}

TEST_CASE("A challenge is an answer", "[curl]") {
  HttpServer server(always(http_answer(401, "{}", {"WWW-Authenticate: Basic realm=\"x\""})));
  CurlTransport transport(local_options());
  CHECK(fetch_response(transport, get_request(server.url())).status == 401);
  CHECK(server.requests().size() == 1);
}

TEST_CASE("Cookies are not kept", "[curl]") {
  HttpServer server(always(http_answer(200, "", {"Set-Cookie: session=1; Path=/"})));
  CurlTransport transport(local_options());
  for (int i = 0; i < 2; ++i) fetch_response(transport, get_request(server.url()));
  CHECK(server.connections() == 1);
  CHECK_FALSE(server.requests().at(1).header("Cookie"));
}

TEST_CASE("The environment's proxy is not used", "[curl]") {
  HttpServer server(always(http_answer(200, "direct")));
  for (const char* const name : {"http_proxy", "all_proxy"}) setenv(name, "http://127.0.0.1:1", 1);
  CurlTransport transport(local_options());
  const Transport::Outcome outcome = fetch(transport, get_request(server.url()));
  for (const char* const name : {"http_proxy", "all_proxy"}) unsetenv(name);
  REQUIRE(std::holds_alternative<Response>(outcome));
  CHECK(std::get<Response>(outcome).body == "direct");
}

TEST_CASE("Chunked answers are put together, trailers are not fields", "[curl]") {
  HttpServer server(
      always("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Late\r\n\r\n"
             "5\r\nHello\r\n7\r\n, world\r\n0\r\nX-Late: 1\r\n\r\n"));
  CurlTransport transport(local_options());
  const Response response = fetch_response(transport, get_request(server.url()));
  CHECK(response.body == "Hello, world");
  CHECK(response.headers.find("Trailer") == "X-Late");
  CHECK_FALSE(response.headers.find("X-Late"));
}

TEST_CASE("An interim answer leaves nothing behind", "[curl]") {
  HttpServer server(
      always("HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\n" + http_answer(200, "ok")));
  CurlTransport transport(local_options());
  const Response response = fetch_response(transport, get_request(server.url()));
  CHECK(response.status == 200);
  CHECK(response.body == "ok");
  CHECK_FALSE(response.headers.find("Link"));
}

TEST_CASE("Compressed answers are expanded", "[curl]") {
  HttpServer server(always(http_answer(200, gzip("plain text"), {"Content-Encoding: gzip"})));
  CurlTransport transport(local_options());
  CHECK(fetch_response(transport, get_request(server.url())).body == "plain text");
}

TEST_CASE("The limit counts expanded bytes", "[curl][limit]") {
  const bool may_truncate = GENERATE(false, true);
  const std::string bomb = gzip_bomb(100 << 20);
  REQUIRE(bomb.size() < 1 << 20);
  HttpServer server(always(http_answer(200, bomb, {"Content-Encoding: gzip"})));
  CurlTransport transport(local_options());
  Request request = get_request(server.url());
  request.limit_answer(1 << 20, may_truncate);
  const Transport::Outcome outcome = fetch(transport, std::move(request));
  if (may_truncate) {
    REQUIRE(std::holds_alternative<Response>(outcome));
    const auto& response = std::get<Response>(outcome);
    CHECK(response.status == 200);
    CHECK(response.truncated);
    CHECK(response.body == std::string(1 << 20, 'A'));
  } else {
    REQUIRE(std::holds_alternative<Fault>(outcome));
    CHECK(std::get<Fault>(outcome).kind == Fault::Kind::too_large);
    CHECK_FALSE(not_sent(std::get<Fault>(outcome)));
  }
}

TEST_CASE("An answer of exactly the limit is whole", "[curl][limit]") {
  HttpServer server(always(http_answer(200, "12345678")));
  CurlTransport transport(local_options());
  Request fits = get_request(server.url());
  fits.limit_answer(8, false);
  CHECK(fetch_response(transport, std::move(fits)).body == "12345678");
  Request does_not = get_request(server.url());
  does_not.limit_answer(7, false);
  CHECK(fetch_fault(transport, std::move(does_not)).kind == Fault::Kind::too_large);
  Request cut = get_request(server.url());
  cut.limit_answer(7, true);
  const Response response = fetch_response(transport, std::move(cut));
  CHECK(response.body == "1234567");
  CHECK(response.truncated);
}

TEST_CASE("An endless answer is not read to its end", "[curl][limit]") {
  constexpr std::uint64_t size = 100 << 20;
  HttpServer server([](Peer& peer, const ReceivedRequest&) {
    peer.send("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(size) + "\r\n\r\n");
    const std::string chunk(64 << 10, 'x');
    for (std::uint64_t sent = 0; sent < size && peer.send(chunk);) sent += chunk.size();
  });
  CurlTransport transport(local_options());
  Request request = get_request(server.url());
  request.limit_answer(1 << 20, false);
  CHECK(fetch_fault(transport, std::move(request)).kind == Fault::Kind::too_large);
  CHECK(server.bytes_sent() < 32 << 20);
}

TEST_CASE("Header fields are limited", "[curl][limit]") {
  std::vector<std::string> fields;
  SECTION("many") { fields.assign(3000, "X-Padding: " + std::string(90, 'x')); }
  SECTION("one that is long") { fields = {"X-Padding: " + std::string(300 << 10, 'x')}; }
  HttpServer server(always(http_answer(200, "ok", fields)));
  CurlTransport transport(local_options());
  CHECK(fetch_fault(transport, get_request(server.url())).kind == Fault::Kind::too_large);
}

TEST_CASE("Connections are kept", "[curl]") {
  HttpServer server(always(http_answer(200, "ok")));
  CurlTransport transport(local_options());
  for (int i = 0; i < 5; ++i) fetch_response(transport, get_request(server.url()));
  CHECK(server.connections() == 1);
}

/// Counts how many handlers run at once.
class Crowd {
 public:
  void enter() {
    const int now = ++inside_;
    for (int seen = most_; seen < now && !most_.compare_exchange_weak(seen, now);) {
    }
  }
  void leave() { --inside_; }
  [[nodiscard]] int most() const { return most_; }

 private:
  std::atomic<int> inside_ = 0;
  std::atomic<int> most_ = 0;
};

TEST_CASE("One origin gets no more requests at once than allowed", "[curl][queue]") {
  Crowd crowd;
  HttpServer server([&](Peer& peer, const ReceivedRequest&) {
    crowd.enter();
    peer.pause(milliseconds(20));
    crowd.leave();
    peer.send(http_answer(200, "ok"));
  });
  CurlOptions options = local_options();
  options.max_in_flight_per_origin = 3;
  CurlTransport transport(options);
  int answered = 0;
  for (int i = 0; i < 12; ++i) {
    transport.send(get_request(server.url()), [&](const Transport::Outcome& outcome) {
      answered += std::holds_alternative<Response>(outcome) ? 1 : 0;
    });
  }
  CHECK_FALSE(transport.run_until([] { return false; }));
  CHECK(answered == 12);
  CHECK(crowd.most() == 3);
  CHECK(server.connections() == 3);
}

TEST_CASE("Waiting in the queue does not count as waiting for the site", "[curl][queue]") {
  HttpServer server([](Peer& peer, const ReceivedRequest&) {
    peer.pause(milliseconds(60));
    peer.send(http_answer(200, "ok"));
  });
  CurlOptions options = local_options();
  options.max_in_flight = 1;
  options.request_timeout = milliseconds(300);
  CurlTransport transport(options);
  int answered = 0;
  for (int i = 0; i < 8; ++i) {
    transport.send(get_request(server.url()), [&](const Transport::Outcome& outcome) {
      answered += std::holds_alternative<Response>(outcome) ? 1 : 0;
    });
  }
  CHECK_FALSE(transport.run_until([] { return false; }));
  CHECK(answered == 8);
}

TEST_CASE("Where nothing may be in flight, one request may", "[curl][queue]") {
  HttpServer server(always(http_answer(200, "ok")));
  CurlOptions options = local_options();
  SECTION("in all") { options.max_in_flight = 0; }
  SECTION("to one origin") { options.max_in_flight_per_origin = 0; }
  CurlTransport transport(options);
  std::optional<Transport::Outcome> outcome;
  transport.send(get_request(server.url()), [&](Transport::Outcome got) { outcome = got; });
  for (int i = 0; i < 800 && !outcome; ++i) transport.poll(milliseconds(10));
  REQUIRE(outcome);
  CHECK(std::holds_alternative<Response>(*outcome));
}

TEST_CASE("Origins take turns", "[curl][queue]") {
  HttpServer busy(always(http_answer(200, "busy")));
  HttpServer quiet(always(http_answer(200, "quiet")));
  CurlOptions options = local_options();
  options.max_in_flight = 1;
  CurlTransport transport(options);
  std::vector<std::string> order;
  const auto note = [&](const Transport::Outcome& outcome) {
    REQUIRE(std::holds_alternative<Response>(outcome));
    order.push_back(std::get<Response>(outcome).body);
  };
  for (int i = 0; i < 4; ++i) transport.send(get_request(busy.url()), note);
  for (int i = 0; i < 2; ++i) transport.send(get_request(quiet.url()), note);
  CHECK_FALSE(transport.run_until([] { return false; }));
  CHECK(order == std::vector<std::string>{"busy", "quiet", "busy", "quiet", "busy", "busy"});
}

TEST_CASE("The observer hears of each exchange", "[curl][observer]") {
  HttpServer server([](Peer& peer, const ReceivedRequest& request) {
    if (request.method == "POST")
      peer.send(http_answer(201, gzip("created"), {"Content-Encoding: gzip"}));
    peer.hang_up();
  });
  std::vector<Exchange> seen;
  CurlOptions options = local_options();
  options.on_exchange = [&](const Exchange& exchange) { seen.push_back(exchange); };
  CurlTransport transport(options);

  Request post = post_request(server);
  post.number_attempt(2);
  fetch_response(transport, std::move(post));
  fetch_fault(transport, get_request(server.url("/gone?token=hidden")));
  REQUIRE(seen.size() == 2);

  const std::vector<ReceivedRequest> requests = server.requests();
  CHECK(seen[0].request == "POST " + server.url("/wp-json/wp/v2/posts"));
  CHECK(seen[0].method == Method::post);
  CHECK(seen[0].route == "/wp/v2/posts");
  CHECK(seen[0].attempt == 2);
  CHECK(seen[0].status == 201);
  CHECK_FALSE(seen[0].fault);
  CHECK(seen[0].bytes_sent == requests.at(0).body.size());
  CHECK(seen[0].bytes_received == server.bytes_sent());
  CHECK(seen[0].duration.count() > 0);

  CHECK(seen[1].request.find("hidden") == std::string::npos);
  CHECK(seen[1].status == 0);
  CHECK(seen[1].fault == Fault::Kind::interrupted);
  CHECK(seen[1].bytes_sent == 0);
  CHECK(seen[1].bytes_received == 0);
}

TEST_CASE("What the observer throws changes nothing", "[curl][observer]") {
  HttpServer server([](Peer& peer, const ReceivedRequest& request) {
    if (request.target == "/never") peer.pause(seconds(8));
    peer.send(http_answer(200, "ok"));
  });
  CurlOptions options = local_options();
  options.on_exchange = [](const Exchange&) { throw std::runtime_error("no room for the line"); };
  CurlTransport transport(options);
  CHECK(fetch_response(transport, get_request(server.url())).body == "ok");
  const Transport::Ticket never =
      transport.send(get_request(server.url("/never")),
                     [](const Transport::Outcome&) { FAIL("completed after cancel"); });
  transport.poll(milliseconds(5));
  CHECK_NOTHROW(transport.cancel(never));
  CHECK(transport.idle());
}

TEST_CASE("The observer hears of what is cancelled on its way, not of what never left",
          "[curl][observer]") {
  HttpServer server([](Peer& peer, const ReceivedRequest&) { peer.pause(seconds(8)); });
  std::vector<Exchange> seen;
  CurlOptions options = local_options();
  options.max_in_flight = 1;
  options.on_exchange = [&](const Exchange& exchange) { seen.push_back(exchange); };
  CurlTransport transport(options);
  const auto never = [](const Transport::Outcome&) { FAIL("completed after cancel"); };
  const Transport::Ticket flying = transport.send(get_request(server.url("/flying")), never);
  const Transport::Ticket waiting = transport.send(get_request(server.url("/waiting")), never);
  REQUIRE(transport.run_until([&] {
    transport.poll(milliseconds(5));
    return !server.requests().empty();
  }));
  transport.cancel(waiting);
  transport.cancel(flying);
  CHECK(transport.idle());
  REQUIRE(seen.size() == 1);
  CHECK(seen[0].route == "/flying");
  CHECK(seen[0].fault == Fault::Kind::cancelled);
}

}  // namespace
}  // namespace presslink::testing
