// core/source/http_transfer.h: one request on its way, over its redirects, within its limits.
#pragma once
#include <curl/curl.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "source/http_transport.h"
#include "source/inflate.h"
#include "source/site.h"

namespace evigraft {

class HttpTransfer {
 public:
  using Clock = std::chrono::steady_clock;

  /// `options` outlive the transfer.
  HttpTransfer(WireRequest request, const HttpOptions& options);
  ~HttpTransfer();
  HttpTransfer(const HttpTransfer&) = delete;
  HttpTransfer& operator=(const HttpTransfer&) = delete;

  [[nodiscard]] const WireRequest& request() const { return request_; }
  [[nodiscard]] bool paced() const;
  /// Why this must not be sent at all, as one clause.
  [[nodiscard]] std::optional<std::string> refused() const;

  /// The handle, made ready for the address that is next; the clocks run from `now`.
  CURL* start(Clock::time_point now);
  /// When this is to be stopped if no further byte comes.
  [[nodiscard]] Clock::time_point deadline() const;
  /// Ends it as a failure.
  void fail(std::string clause, bool transient);
  /// Ends it because deadline() has passed.
  void fail_overdue(Clock::time_point now);
  /// curl is done with the handle. False: a redirect is to be followed, start() it again.
  bool ended(CURLcode result);
  /// What came of it; once.
  Exchange take(Clock::time_point now);

 private:
  static std::size_t header_callback(char* data, std::size_t size, std::size_t count, void* self);
  static std::size_t body_callback(char* data, std::size_t size, std::size_t count, void* self);
  bool take_header(std::string_view line);
  bool take_body(std::string_view bytes);
  void set_headers();
  void forget_answer();
  void explain(CURLcode result);
  void finish_body();
  bool follow_redirect();
  [[nodiscard]] std::string header(std::string_view name) const;
  [[nodiscard]] bool is_redirect() const;

  WireRequest request_;
  const HttpOptions& options_;
  std::optional<Address> origin_, address_;  ///< of the request, and of the address asked now
  std::string url_;
  int redirects_ = 0;

  CURL* easy_ = nullptr;
  curl_slist* header_list_ = nullptr;
  std::string curl_text_;  ///< CURLOPT_ERRORBUFFER; shown for TLS faults only

  Clock::time_point began_{}, last_byte_{};
  std::uint64_t header_bytes_ = 0;
  bool headers_done_ = false, failed_ = false;
  std::unique_ptr<Inflater> inflater_;
  Exchange exchange_;
};

}  // namespace evigraft
