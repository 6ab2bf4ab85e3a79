#include "curl_transfer.hpp"

#include <fcntl.h>
#include <sys/socket.h>

#include <algorithm>
#include <cassert>
#include <iterator>
#include <utility>

#include "address_filter.hpp"

namespace presslink {
namespace {

constexpr std::size_t max_header_bytes = std::size_t{256} << 10;
// A site that announces a gigabyte does not make us reserve it.
constexpr std::size_t max_reserve = std::size_t{1} << 20;

template <class Value>
void set(CURL* easy, CURLoption option, Value value) {
  [[maybe_unused]] const CURLcode code = curl_easy_setopt(easy, option, value);
  assert(code == CURLE_OK);
}

template <class Value>
Value info(CURL* easy, CURLINFO which) {
  Value value{};
  curl_easy_getinfo(easy, which, &value);
  return value;
}

// curl's compiled-in CAPATH keeps it from caching the parsed authorities, and parsing them anew
// for each connection takes longer than the handshake. The bundle file alone holds the same.
bool has_ca_bundle() {
  const curl_version_info_data* version = curl_version_info(CURLVERSION_NOW);
  return version->age >= CURLVERSION_SEVENTH && version->cainfo != nullptr;
}

struct FaultRow {
  CURLcode code;
  Fault::Kind kind;
};

constexpr FaultRow fault_rows[] = {
    {CURLE_COULDNT_RESOLVE_HOST, Fault::Kind::dns},
    {CURLE_COULDNT_CONNECT, Fault::Kind::connect},
    {CURLE_SSL_CONNECT_ERROR, Fault::Kind::tls},
    {CURLE_PEER_FAILED_VERIFICATION, Fault::Kind::tls},
    {CURLE_SSL_ISSUER_ERROR, Fault::Kind::tls},
    {CURLE_SSL_INVALIDCERTSTATUS, Fault::Kind::tls},
    {CURLE_SSL_CERTPROBLEM, Fault::Kind::tls},
    {CURLE_SSL_CIPHER, Fault::Kind::tls},
    {CURLE_SSL_CLIENTCERT, Fault::Kind::tls},
    {CURLE_OPERATION_TIMEDOUT, Fault::Kind::timed_out},
    {CURLE_GOT_NOTHING, Fault::Kind::interrupted},
    {CURLE_SEND_ERROR, Fault::Kind::interrupted},
    {CURLE_RECV_ERROR, Fault::Kind::interrupted},
    {CURLE_PARTIAL_FILE, Fault::Kind::interrupted},
    {CURLE_HTTP2, Fault::Kind::interrupted},
    {CURLE_HTTP2_STREAM, Fault::Kind::interrupted},
    {CURLE_ABORTED_BY_CALLBACK, Fault::Kind::interrupted},
    // What curl calls header fields that are over its own limit: before 8.6, and since.
    {CURLE_OUT_OF_MEMORY, Fault::Kind::too_large},
#if LIBCURL_VERSION_NUM >= 0x080600
    {CURLE_TOO_LARGE, Fault::Kind::too_large},
#endif
};

Fault::Kind kind_of(CURLcode code) {
  const auto* row = std::find_if(std::begin(fault_rows), std::end(fault_rows),
                                 [code](const FaultRow& each) { return each.code == code; });
  return row == std::end(fault_rows) ? Fault::Kind::other : row->kind;
}

bool before_sending(Fault::Kind kind) {
  return kind == Fault::Kind::dns || kind == Fault::Kind::connect || kind == Fault::Kind::tls;
}

std::string_view trim(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

CurlTransfer& self_of(void* self) { return *static_cast<CurlTransfer*>(self); }

}  // namespace

void ensure_curl() {
  // Never undone: other parts of the process may use curl as well.
  [[maybe_unused]] static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  assert(ready == CURLE_OK);
}

CurlTransfer::CurlTransfer(const CurlOptions& options)
    : options_(&options), easy_((ensure_curl(), curl_easy_init())) {
  assert(easy_ != nullptr);
  set_policy();
  set_callbacks();
}

void CurlTransfer::set_policy() {
  CURL* easy = easy_.get();
  set(easy, CURLOPT_NOSIGNAL, 1L);
  set(easy, CURLOPT_QUICK_EXIT, 1L);  // leaves a lookup to itself in place of waiting for its end
  set(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  set(easy, CURLOPT_HTTP_VERSION, long{CURL_HTTP_VERSION_2TLS});
  set(easy, CURLOPT_FOLLOWLOCATION, 0L);
  set(easy, CURLOPT_NETRC, long{CURL_NETRC_IGNORED});
  set(easy, CURLOPT_PROXY, "");  // not the environment's: it would bypass the address check
  set(easy, CURLOPT_PATH_AS_IS, 1L);
  set(easy, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
  set(easy, CURLOPT_ACCEPT_ENCODING, "");
  set(easy, CURLOPT_SSLVERSION, long{CURL_SSLVERSION_TLSv1_2});
  set(easy, CURLOPT_SSL_VERIFYPEER, 1L);
  set(easy, CURLOPT_SSL_VERIFYHOST, 2L);
  set(easy, CURLOPT_TCP_NODELAY, 1L);
  set(easy, CURLOPT_TCP_KEEPALIVE, 1L);
  set(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options_->connect_timeout.count()));
  set(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(options_->request_timeout.count()));
  std::string agent = "presslink/" PRESSLINK_VERSION;
  if (!options_->agent_suffix.empty()) agent += ' ' + options_->agent_suffix;
  set(easy, CURLOPT_USERAGENT, agent.c_str());
  if (!options_->ca_file.empty()) set(easy, CURLOPT_CAINFO, options_->ca_file.c_str());
  if (!options_->ca_file.empty() || has_ca_bundle()) {
    set(easy, CURLOPT_CAPATH, static_cast<const char*>(nullptr));
  }
}

void CurlTransfer::set_callbacks() {
  CURL* easy = easy_.get();
  set(easy, CURLOPT_ERRORBUFFER, error_text_.data());
  set(easy, CURLOPT_HEADERFUNCTION, &on_header);
  set(easy, CURLOPT_HEADERDATA, static_cast<void*>(this));
  set(easy, CURLOPT_WRITEFUNCTION, &on_body);
  set(easy, CURLOPT_WRITEDATA, static_cast<void*>(this));
  set(easy, CURLOPT_PREREQFUNCTION, &on_connected);
  set(easy, CURLOPT_PREREQDATA, static_cast<void*>(this));
  set(easy, CURLOPT_OPENSOCKETFUNCTION, &on_open_socket);
  set(easy, CURLOPT_OPENSOCKETDATA, static_cast<void*>(this));
}

void CurlTransfer::begin(const Request& request) {
  end();
  request_ = &request;
  response_ = {};
  header_bytes_ = 0;
  in_headers_ = sent_ = too_large_ = socket_opened_ = false;
  refused_ = {};
  error_text_[0] = '\0';
  begun_ = std::chrono::steady_clock::now();
  set_address(request.url());
  // Better wait for a connection that may carry many requests than open one for each. Without TLS
  // there is no HTTP/2 to hope for.
  const bool tls = request.url().origin().scheme == Scheme::https;
  set(easy(), CURLOPT_PIPEWAIT, tls ? 1L : 0L);
  set_method(request);
  set_headers(request);
}

// curl takes a URL apart and puts it together again, byte by byte and more than once. What it need
// not understand is given apart, to be sent as it is.
void CurlTransfer::set_address(const Url& url) {
  set(easy(), CURLOPT_URL, url.origin().str().c_str());
  std::string target = url.path();
  if (!url.query().empty()) target.append("?").append(url.query());
  set(easy(), CURLOPT_REQUEST_TARGET, target.c_str());
}

void CurlTransfer::set_method(const Request& request) {
  const char* custom = nullptr;
  switch (request.method()) {
    case Method::del: custom = "DELETE"; [[fallthrough]];
    case Method::get: set(easy(), CURLOPT_HTTPGET, 1L); break;
    case Method::head: set(easy(), CURLOPT_NOBODY, 1L); break;
    case Method::put: custom = "PUT"; [[fallthrough]];
    case Method::post: {
      const std::string_view body = request.wire_body();
      set(easy(), CURLOPT_POST, 1L);
      set(easy(), CURLOPT_POSTFIELDS, body.data());
      set(easy(), CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
      break;
    }
  }
  set(easy(), CURLOPT_CUSTOMREQUEST, custom);
}

void CurlTransfer::set_headers(const Request& request) {
  std::string line;
  for (const auto& [name, value] : request.headers()) {
    line.assign(name).append(": ").append(value);
    append_header(line);
  }
  append_header("Expect:");  // curl would wait a second for a 100 that many sites never send
  if (!request.authorization().empty()) {
    constexpr std::string_view name = "Authorization: ";
    const std::string_view value = request.authorization().reveal();
    std::string secret;
    secret.reserve(name.size() + value.size());  // no copy left behind by growing
    secret.append(name).append(value);
    append_header(secret);
    wipe(secret);
  }
  set(easy(), CURLOPT_HTTPHEADER, headers_);
}

void CurlTransfer::append_header(const std::string& line) {
  curl_slist* longer = curl_slist_append(headers_, line.c_str());
  assert(longer != nullptr);
  if (longer != nullptr) headers_ = longer;
}

void CurlTransfer::end() noexcept {
  if (request_ == nullptr) return;
  request_ = nullptr;
  curl_easy_setopt(easy(), CURLOPT_HTTPHEADER, nullptr);
  curl_easy_setopt(easy(), CURLOPT_POSTFIELDS, nullptr);
  for (curl_slist* line = headers_; line != nullptr; line = line->next) {
    wipe(line->data, std::char_traits<char>::length(line->data));
  }
  curl_slist_free_all(std::exchange(headers_, nullptr));
}

Transport::Outcome CurlTransfer::take_outcome(CURLcode code) {
  if (code != CURLE_OK && !response_.truncated) return fault(code);
  response_.status = static_cast<int>(info<long>(easy(), CURLINFO_RESPONSE_CODE));
  return std::move(response_);
}

Fault CurlTransfer::fault(CURLcode code) const {
  Fault fault;
  fault.kind = too_large_ ? Fault::Kind::too_large : kind_of(code);
  // A second connection that fails says nothing about what the first has carried.
  if (sent_ && before_sending(fault.kind)) fault.kind = Fault::Kind::interrupted;
  fault.delivery = sent_ ? Fault::Delivery::unknown : Fault::Delivery::not_sent;
  const std::string& host = request_->url().origin().host;
  if (!sent_ && !refused_.empty() && !socket_opened_) {
    fault.kind = Fault::Kind::address_refused;
    fault.detail.append(host).append(" has an address that is refused: ").append(refused_);
  } else if (too_large_) {
    fault.detail = "the answer is over the limit";
  } else if (code == CURLE_ABORTED_BY_CALLBACK) {
    fault.detail = "the connection was lost before an answer came";
  } else {
    fault.detail = error_text_[0] != '\0' ? error_text_.data() : curl_easy_strerror(code);
  }
  return fault;
}

Exchange CurlTransfer::describe_exchange(const Transport::Outcome& outcome) const {
  Exchange exchange;
  exchange.request = describe(*request_);
  exchange.method = request_->method();
  exchange.route = request_->route();
  exchange.attempt = request_->attempt();
  if (const auto* response = std::get_if<Response>(&outcome)) {
    exchange.status = response->status;
  } else {
    exchange.fault = std::get<Fault>(outcome).kind;
  }
  if (sent_) {
    const auto head = info<long>(easy(), CURLINFO_HEADER_SIZE);
    const auto body = info<curl_off_t>(easy(), CURLINFO_SIZE_DOWNLOAD_T);
    exchange.bytes_received = static_cast<std::uint64_t>(head + body);
    exchange.bytes_sent =
        static_cast<std::uint64_t>(info<curl_off_t>(easy(), CURLINFO_SIZE_UPLOAD_T));
  }
  exchange.duration = std::chrono::duration_cast<std::chrono::microseconds>(
      std::chrono::steady_clock::now() - begun_);
  return exchange;
}

bool CurlTransfer::take_header(std::string_view line) {
  header_bytes_ += line.size();
  if (header_bytes_ > max_header_bytes) {
    too_large_ = true;
    return false;
  }
  if (line.starts_with("HTTP/")) {  // again after each 1xx
    response_.headers = {};
    in_headers_ = true;
    return true;
  }
  if (trim(line).empty()) {
    in_headers_ = false;  // what follows the body is no header
    return true;
  }
  const std::size_t colon = line.find(':');
  const bool folded = line.front() == ' ' || line.front() == '\t';
  if (!in_headers_ || folded || colon == std::string_view::npos) return true;
  response_.headers.add(std::string(trim(line.substr(0, colon))),
                        std::string(trim(line.substr(colon + 1))));
  return true;
}

bool CurlTransfer::take_body(std::string_view bytes) {
  const std::size_t max = request_->max_answer();
  if (response_.body.empty()) {
    const auto announced = info<curl_off_t>(easy(), CURLINFO_CONTENT_LENGTH_DOWNLOAD_T);
    if (announced > 0) {
      response_.body.reserve(std::min({static_cast<std::size_t>(announced), max, max_reserve}));
    }
  }
  const std::size_t room = max - response_.body.size();
  response_.body.append(bytes.substr(0, room));
  if (bytes.size() <= room) return true;
  (request_->may_truncate() ? response_.truncated : too_large_) = true;
  return false;
}

// curl resends on a new connection what a kept one has swallowed without an answer. A write that
// may have arrived must not arrive twice, so the second try of anything but a read ends here.
bool CurlTransfer::may_go() {
  const bool again = std::exchange(sent_, true);
  return !again || request_->method() == Method::get || request_->method() == Method::head;
}

curl_socket_t CurlTransfer::open_socket(const curl_sockaddr& address) {
  const AddressRange range = classify(address.addr);
  const bool open = range.kind == AddressKind::global ||
                    (range.kind == AddressKind::loopback &&
                     (options_->allow_loopback || options_->allow_private)) ||
                    (range.kind == AddressKind::local && options_->allow_private);
  if (!open) {
    refused_ = range.what;
    return CURL_SOCKET_BAD;
  }
  socket_opened_ = true;
  const int socket = ::socket(address.family, address.socktype, address.protocol);
  if (socket >= 0) ::fcntl(socket, F_SETFD, FD_CLOEXEC);
  return socket;
}

std::size_t CurlTransfer::on_header(char* data, std::size_t size, std::size_t count,
                                    void* self) noexcept {
  return self_of(self).take_header({data, size * count}) ? size * count : 0;
}

std::size_t CurlTransfer::on_body(char* data, std::size_t size, std::size_t count,
                                  void* self) noexcept {
  if (size * count == 0) return 0;
  return self_of(self).take_body({data, size * count}) ? size * count : 0;
}

int CurlTransfer::on_connected(void* self, char*, char*, int, int) noexcept {
  return self_of(self).may_go() ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT;
}

curl_socket_t CurlTransfer::on_open_socket(void* self, curlsocktype,
                                           curl_sockaddr* address) noexcept {
  return self_of(self).open_socket(*address);
}

}  // namespace presslink
