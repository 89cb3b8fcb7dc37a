#include "source/http_transfer.h"

#include <evigraft/error.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <cmath>
#include <cstdio>
#include <new>
#include <utility>

#include "source/timestamp.h"

namespace evigraft {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  return out;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

/// "30 s", "0.25 s".
std::string seconds_text(std::chrono::milliseconds time) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%g s", static_cast<double>(time.count()) / 1000);
  return text.data();
}

/// "64 MiB", "100 KiB", "512 bytes".
std::string size_text(std::uint64_t bytes) {
  if (bytes >= 1u << 20 && bytes % (1u << 20) == 0) return std::to_string(bytes >> 20) + " MiB";
  if (bytes >= 1u << 10 && bytes % (1u << 10) == 0) return std::to_string(bytes >> 10) + " KiB";
  return std::to_string(bytes) + " bytes";
}

/// Headers that belong to the transport; a source that set them could redirect or desynchronise the connection.
bool is_transport_header(const std::string& name) {
  static constexpr std::array<std::string_view, 11> names{
      "accept-encoding", "connection",        "content-length", "content-type", "cookie", "expect", "host", "te",
      "trailer",         "transfer-encoding", "user-agent"};
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_token(std::string_view name) {
  constexpr std::string_view marks = "!#$%&'*+-.^_`|~";  // RFC 9110 5.6.2
  return !name.empty() && std::all_of(name.begin(), name.end(), [&](unsigned char letter) {
    return std::isalnum(letter) != 0 || marks.find(static_cast<char>(letter)) != std::string_view::npos;
  });
}

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](unsigned char letter) { return (letter < 0x20 && letter != '\t') || letter == 0x7f; });
}

template <class Value>
void set(CURL* easy, CURLoption option, Value value) {
  const CURLcode result = curl_easy_setopt(easy, option, value);
  if (result == CURLE_OUT_OF_MEMORY) throw std::bad_alloc();
  if (result != CURLE_OK)
    throw Error(Error::Kind::failed, std::string("The installed libcurl cannot be set up for requests: ") +
                                         curl_easy_strerror(result) + "; install libcurl 7.85 or newer.");
}

}  // namespace

HttpTransfer::HttpTransfer(WireRequest request, const HttpOptions& options)
    : request_(std::move(request)),
      options_(options),
      origin_(parse_address(request_.url)),
      address_(origin_),
      url_(request_.url),
      curl_text_(CURL_ERROR_SIZE, '\0') {
  exchange_.ticket = request_.ticket;
}

HttpTransfer::~HttpTransfer() {
  curl_easy_cleanup(easy_);
  curl_slist_free_all(header_list_);
}

bool HttpTransfer::paced() const { return request_.starts_per_second > 0 && std::isfinite(request_.starts_per_second); }

std::optional<std::string> HttpTransfer::refused() const {
  if (!origin_) return "the address is not a usable URL";
  if (auto reason = refusal(*origin_)) return reason;
  if (!paced() && !origin_->loopback) return "no pace is set for " + origin_->host;
  for (const auto& [name, value] : request_.headers) {
    if (!is_token(name)) return std::string("a header's name is not usable");
    if (is_transport_header(lower(name))) return "the header " + name + " is not a source's to set";
    if (has_control(value)) return "the header " + name + " holds a control character";
  }
  if (has_control(request_.body_type)) return std::string("the content type holds a control character");
  return {};
}

void HttpTransfer::set_headers() {
  curl_slist_free_all(std::exchange(header_list_, nullptr));
  const auto add = [&](const std::string& line) {
    curl_slist* longer = curl_slist_append(header_list_, line.c_str());
    if (longer == nullptr) throw std::bad_alloc();
    header_list_ = longer;
  };
  add("Accept-Encoding: gzip, deflate");
  add("Expect:");  // none: it costs a round trip
  const bool posts = request_.method == Method::post;
  if (posts) add(request_.body_type.empty() ? "Content-Type:" : "Content-Type: " + request_.body_type);
  const bool same_host = *address_ == *origin_;
  for (const auto& [name, value] : request_.headers) {
    if (!same_host && lower(name) != "accept") continue;  // a header may hold a credential
    std::string line = name;
    line += value.empty() ? ";" : ": ";  // curl's way to send an empty one
    line += value;
    add(line);
  }
}

void HttpTransfer::forget_answer() {
  exchange_.status = 0;
  exchange_.headers.clear();
  exchange_.body.clear();
  header_bytes_ = 0;
  headers_done_ = false;
  inflater_.reset();
}

CURL* HttpTransfer::start(Clock::time_point now) {
  if (easy_ == nullptr) easy_ = curl_easy_init();
  if (easy_ == nullptr) throw std::bad_alloc();
  curl_easy_reset(easy_);
  forget_answer();
  set_headers();

  const HttpLimits& limits = options_.limits;
  set(easy_, CURLOPT_URL, url_.c_str());
  set(easy_, CURLOPT_PROTOCOLS_STR, address_->loopback ? "http,https" : "https");
  if (address_->loopback) set(easy_, CURLOPT_PROXY, "");  // else the environment's, as curl reads it
  set(easy_, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  set(easy_, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  set(easy_, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  set(easy_, CURLOPT_NOSIGNAL, 1L);
  set(easy_, CURLOPT_FOLLOWLOCATION, 0L);
  set(easy_, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(limits.connect.count()));
  set(easy_, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(limits.wire_bytes));
  set(easy_, CURLOPT_USERAGENT, options_.user_agent.c_str());
  set(easy_, CURLOPT_HTTPHEADER, header_list_);
  if (request_.method == Method::post) {
    set(easy_, CURLOPT_POST, 1L);
    set(easy_, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request_.body.size()));
    set(easy_, CURLOPT_POSTFIELDS, request_.body.c_str());
  }
  set(easy_, CURLOPT_HEADERFUNCTION, &HttpTransfer::header_callback);
  set(easy_, CURLOPT_HEADERDATA, this);
  set(easy_, CURLOPT_WRITEFUNCTION, &HttpTransfer::body_callback);
  set(easy_, CURLOPT_WRITEDATA, this);
  set(easy_, CURLOPT_ERRORBUFFER, curl_text_.data());

  last_byte_ = now;
  if (exchange_.started_at.empty()) {
    began_ = now;
    exchange_.started_at = iso_utc(wall_milliseconds());
  }
  return easy_;
}

std::size_t HttpTransfer::header_callback(char* data, std::size_t size, std::size_t count, void* self) {
  return static_cast<HttpTransfer*>(self)->take_header({data, size * count}) ? size * count : 0;
}

std::size_t HttpTransfer::body_callback(char* data, std::size_t size, std::size_t count, void* self) {
  return static_cast<HttpTransfer*>(self)->take_body({data, size * count}) ? size * count : CURL_WRITEFUNC_ERROR;
}

bool HttpTransfer::take_header(std::string_view line) {
  last_byte_ = Clock::now();
  header_bytes_ += line.size();
  if (header_bytes_ > options_.limits.header_bytes) {
    fail("headers larger than " + size_text(options_.limits.header_bytes), false);
    return false;
  }
  if (line.starts_with("HTTP/")) {  // again after a 1xx
    exchange_.headers.clear();
    headers_done_ = false;
    return true;
  }
  const std::string_view text = trimmed(line);
  if (text.empty()) headers_done_ = true;
  if (headers_done_) return true;  // what follows the body of a chunked answer is no header
  if ((line.front() == ' ' || line.front() == '\t') && !exchange_.headers.empty()) {
    exchange_.headers.back().second.append(" ").append(text);  // RFC 9112 5.2, folded
    return true;
  }
  const std::size_t colon = text.find(':');
  if (colon != std::string_view::npos)
    exchange_.headers.emplace_back(lower(trimmed(text.substr(0, colon))), trimmed(text.substr(colon + 1)));
  return true;
}

bool HttpTransfer::take_body(std::string_view bytes) {
  last_byte_ = Clock::now();
  exchange_.wire_bytes += bytes.size();
  if (exchange_.wire_bytes > options_.limits.wire_bytes) {
    fail("larger than " + size_text(options_.limits.wire_bytes) + " on the wire", false);
    return false;
  }
  if (!inflater_) {
    const auto coding = parse_coding(header("content-encoding"));
    if (!coding) {
      fail("in an encoding that was not asked for", false);
      return false;
    }
    inflater_ = std::make_unique<Inflater>(*coding, options_.limits.body_bytes);
  }
  switch (inflater_->feed(bytes, exchange_.body)) {
    case Inflater::State::ok:
      return true;
    case Inflater::State::too_large:
      fail("larger than " + size_text(options_.limits.body_bytes) + " when decompressed", false);
      return false;
    case Inflater::State::damaged:
      fail("damaged compression", true);
      return false;
  }
  return false;
}

std::string HttpTransfer::header(std::string_view name) const {
  for (const auto& [key, value] : exchange_.headers)
    if (key == name) return value;
  return {};
}

HttpTransfer::Clock::time_point HttpTransfer::deadline() const {
  return std::min(began_ + options_.limits.total, last_byte_ + options_.limits.idle);
}

void HttpTransfer::fail(std::string clause, bool transient) {
  if (std::exchange(failed_, true)) return;
  exchange_.failure = std::move(clause);
  exchange_.transient = transient;
}

void HttpTransfer::fail_overdue(Clock::time_point now) {
  if (now >= began_ + options_.limits.total)
    fail("not complete within " + seconds_text(options_.limits.total), true);
  else if (header_bytes_ == 0)
    fail("no answer within " + seconds_text(options_.limits.idle), true);
  else
    fail("no further byte within " + seconds_text(options_.limits.idle), true);
}

bool HttpTransfer::ended(CURLcode result) {
  if (result != CURLE_OK) {
    explain(result);
    return true;
  }
  long status = 0;
  curl_easy_getinfo(easy_, CURLINFO_RESPONSE_CODE, &status);
  exchange_.status = static_cast<int>(status);
  if (is_redirect() && follow_redirect()) return false;
  finish_body();
  return true;
}

bool HttpTransfer::is_redirect() const {
  const int status = exchange_.status;
  return (status == 301 || status == 302 || status == 303 || status == 307 || status == 308) &&
         !header("location").empty();
}

bool HttpTransfer::follow_redirect() {
  const auto target = join_location(url_, header("location"));
  const auto next = target ? parse_address(*target) : std::nullopt;
  if (!next) {
    fail("redirected to an address that is no usable URL", false);
    return false;
  }
  const bool carries_secrets =
      !request_.secrets.empty() && (request_.url != request_.url_shown || request_.body != request_.body_shown ||
                                    request_.headers != request_.headers_shown);
  if (const auto reason = redirect_refusal(*address_, *next, carries_secrets)) {
    fail(*reason, false);
    return false;
  }
  if (++redirects_ > options_.limits.redirects) {
    fail("redirected more than " + std::to_string(options_.limits.redirects) + " times", false);
    return false;
  }
  if (exchange_.status == 303) {  // RFC 9110 15.4.4; the others keep the method, because the body is the question
    request_.method = Method::get;
    request_.body.clear();
  }
  url_ = *target;
  address_ = next;
  return true;
}

void HttpTransfer::finish_body() {
  if (failed_) return;
  if (inflater_ && !inflater_->complete()) {
    fail("cut short: the compressed body has no end", true);
    return;
  }
  exchange_.retry_after_seconds = retry_after_seconds(exchange_.headers, wall_milliseconds());
}

void HttpTransfer::explain(CURLcode result) {
  if (failed_) return;  // our own reason came first
  long os_error = 0;
  curl_easy_getinfo(easy_, CURLINFO_OS_ERRNO, &os_error);
  const std::string& host = address_->host;
  const std::string tls_text = curl_text_.substr(0, curl_text_.find('\0'));
  switch (result) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return fail("the name " + host + " cannot be resolved", true);
    case CURLE_COULDNT_RESOLVE_PROXY:
      return fail("the name of the proxy cannot be resolved", true);
    case CURLE_COULDNT_CONNECT:
      if (os_error == ECONNREFUSED) return fail("connection refused on the way to " + host, true);
      if (os_error == ENETUNREACH || os_error == EHOSTUNREACH) return fail("no network route to " + host, true);
      return fail("no connection to " + host, true);
    case CURLE_OPERATION_TIMEDOUT:
      return fail("no connection to " + host + " within " + seconds_text(options_.limits.connect), true);
    case CURLE_PEER_FAILED_VERIFICATION:
      return fail("the certificate of " + host + " is not trusted (" + tls_text + ")", false);
    case CURLE_SSL_CACERT_BADFILE:
      return fail("the system's certificates cannot be read (" + tls_text + ")", false);
    case CURLE_SSL_CONNECT_ERROR:
      return fail("no TLS connection to " + host + " (" + tls_text + ")", true);
    case CURLE_PARTIAL_FILE:
      return fail("cut short after " + std::to_string(exchange_.wire_bytes) + " bytes of the body", true);
    case CURLE_GOT_NOTHING:
      return fail("connection closed without an answer", true);
    case CURLE_RECV_ERROR:
      return fail("connection reset", true);
    case CURLE_SEND_ERROR:
      return fail("connection lost while sending", true);
    case CURLE_FILESIZE_EXCEEDED:
      return fail("larger than " + size_text(options_.limits.wire_bytes) + " on the wire", false);
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_HTTP2:
      return fail("not an HTTP answer", true);
    case CURLE_OUT_OF_MEMORY:
      if (!headers_done_) return fail("a header line longer than curl takes", false);
      return fail(curl_easy_strerror(result), true);
    default:
      return fail(curl_easy_strerror(result), true);  // a fixed text of curl's: holds no address
  }
}

Exchange HttpTransfer::take(Clock::time_point now) {
  if (failed_) {
    exchange_.status = 0;
    exchange_.headers.clear();
    exchange_.body.clear();
  }
  if (!exchange_.started_at.empty())
    exchange_.seconds = std::chrono::duration<double>(now - began_).count();
  else
    exchange_.started_at = iso_utc(wall_milliseconds());
  return std::move(exchange_);
}

}  // namespace evigraft
