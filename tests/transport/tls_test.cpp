#include <chrono>
#include <string>

#include "support/temp_dir.hpp"
#include "transport/requests.hpp"

namespace presslink::testing {
namespace {

using Peer = HttpServer::Peer;

void say_ok(Peer& peer, const ReceivedRequest&) { peer.send(http_answer(200, "ok")); }

TEST_CASE("A certificate of a known authority is accepted", "[tls]") {
  const TestAuthority authority;
  const TempDir folder;
  HttpServer server(say_ok, authority.issue("IP:127.0.0.1,DNS:localhost"));
  CurlOptions options = local_options();
  options.ca_file = folder.write("ca.pem", authority.certificate());
  CurlTransport transport(options);
  CHECK(fetch_response(transport, get_request(server.url())).body == "ok");
  CHECK(fetch_response(transport, post_request(server)).body == "ok");
  CHECK(server.connections() == 1);
  const std::string by_name = "https://localhost:" + std::to_string(server.port());
  CHECK(fetch_response(transport, get_request(by_name)).body == "ok");
}

TEST_CASE("A certificate that does not prove the site is refused", "[tls]") {
  const TestAuthority trusted;
  const TestAuthority unknown;
  const TempDir folder;
  const std::string here = "IP:127.0.0.1";
  TestIdentity identity;
  SECTION("expired") { identity = trusted.issue(here, std::chrono::seconds(-60)); }
  SECTION("not yet valid") { identity = trusted.issue(here, std::chrono::hours(48)); }
  SECTION("for another site") { identity = trusted.issue("DNS:other.example,IP:127.0.0.2"); }
  SECTION("self-signed") { identity = TestAuthority::self_signed(here); }
  SECTION("of an unknown authority") { identity = unknown.issue(here); }
  HttpServer server(say_ok, identity);
  CurlOptions options = local_options();
  options.ca_file = folder.write("ca.pem", trusted.certificate());
  CurlTransport transport(options);
  const Fault fault = fetch_fault(transport, post_request(server));
  CHECK(fault.kind == Fault::Kind::tls);
  CHECK(not_sent(fault));
  CHECK_FALSE(fault.detail.empty());
  CHECK(server.requests().empty());
}

TEST_CASE("The system does not know the test authority", "[tls]") {
  const TestAuthority authority;
  HttpServer server(say_ok, authority.issue("IP:127.0.0.1"));
  CurlTransport transport(local_options());
  const Fault fault = fetch_fault(transport, get_request(server.url()));
  CHECK(fault.kind == Fault::Kind::tls);
  CHECK(not_sent(fault));
}

TEST_CASE("An authority file that cannot be read trusts nobody, and is no fault of the site",
          "[tls]") {
  const TestAuthority authority;
  const TempDir folder;
  HttpServer server(say_ok, authority.issue("IP:127.0.0.1"));
  CurlOptions options = local_options();
  SECTION("missing") { options.ca_file = (folder.path() / "missing.pem").string(); }
  SECTION("of no authority") { options.ca_file = folder.write("empty.pem", "no certificate"); }
  CurlTransport transport(options);
  const Fault fault = fetch_fault(transport, post_request(server));
  CHECK(fault.kind == Fault::Kind::other);
  CHECK(not_sent(fault));
  CHECK(fault.detail.find(options.ca_file) != std::string::npos);
  CHECK(server.requests().empty());
}

TEST_CASE("A site without TLS is a TLS fault for https", "[tls]") {
  HttpServer server([](Peer& peer, const ReceivedRequest&) { peer.send(http_answer(200, "ok")); });
  const std::string url = "https://127.0.0.1:" + std::to_string(server.port());
  CurlOptions options = local_options();
  options.connect_timeout = milliseconds(200);
  CurlTransport transport(options);
  const Fault fault = fetch_fault(transport, get_request(url));
  CHECK(fault.kind == Fault::Kind::timed_out);  // the server waits for the end of a request line
  CHECK(not_sent(fault));
}

TEST_CASE("A write on a kept TLS connection that dies is sent once", "[tls][once]") {
  const TestAuthority authority;
  const TempDir folder;
  HttpServer server(
      [](Peer& peer, const ReceivedRequest& request) {
        if (request.method == "POST") return peer.hang_up();
        peer.send(http_answer(200, "ok"));
      },
      authority.issue("IP:127.0.0.1"));
  CurlOptions options = local_options();
  options.ca_file = folder.write("ca.pem", authority.certificate());
  CurlTransport transport(options);
  fetch_response(transport, get_request(server.url()));
  const Fault fault = fetch_fault(transport, post_request(server));
  CHECK(fault.kind == Fault::Kind::interrupted);
  CHECK_FALSE(not_sent(fault));
  CHECK(server.requests().size() == 2);
}

}  // namespace
}  // namespace presslink::testing
