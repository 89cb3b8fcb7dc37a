#include "source/site.h"

#include <curl/curl.h>

#include <algorithm>
#include <cctype>
#include <memory>

namespace evigraft {
namespace {

struct FreeUrl {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
using Url = std::unique_ptr<CURLU, FreeUrl>;

Url parse_url(const std::string& text) {
  Url url(curl_url());
  if (curl_url_set(url.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK) return nullptr;
  return url;
}

std::string part(const Url& url, CURLUPart which, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(url.get(), which, &text, flags) != CURLUE_OK) return {};
  std::string out(text);
  curl_free(text);
  return out;
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  return text;
}

bool is_ipv4(const std::string& host) { return host.find_first_not_of("0123456789.") == std::string::npos; }

bool is_loopback(const std::string& host) {
  return host == "localhost" || host == "[::1]" || (is_ipv4(host) && host.starts_with("127."));
}

/// "ncbi.nlm.nih.gov" of "eutils.ncbi.nlm.nih.gov"; empty at the top and for addresses in numbers.
std::string parent_domain(const std::string& host) {
  if (is_ipv4(host) || host.starts_with('[')) return {};
  const std::size_t dot = host.find('.');
  return dot == std::string::npos ? std::string{} : host.substr(dot + 1);
}

/// Whether a parent domain belongs to one owner, not to a registry such as ac.uk, co.uk or gov.
bool has_one_owner(const std::string& domain) {
  const std::size_t dot = domain.find('.');
  if (dot == std::string::npos) return false;
  return domain.find('.', dot + 1) != std::string::npos || dot > 3;
}

bool same_site(const std::string& from, const std::string& to) {
  if (from == to) return true;
  const std::string parent = parent_domain(from);
  if (!parent_domain(to).empty() && !parent.empty() && to.ends_with("." + from)) return true;
  return has_one_owner(parent) && (to == parent || to.ends_with("." + parent));
}

}  // namespace

std::optional<Address> parse_address(const std::string& url) {
  const Url parsed = parse_url(url);
  if (!parsed || !part(parsed, CURLUPART_USER).empty() || !part(parsed, CURLUPART_PASSWORD).empty()) return {};
  Address address{.scheme = lower(part(parsed, CURLUPART_SCHEME)),
                  .host = lower(part(parsed, CURLUPART_HOST)),
                  .port = part(parsed, CURLUPART_PORT, CURLU_DEFAULT_PORT)};
  if (address.host.empty()) return {};
  address.loopback = is_loopback(address.host);
  return address;
}

std::optional<std::string> join_location(const std::string& url, const std::string& location) {
  const Url joined = parse_url(url);
  if (!joined || curl_url_set(joined.get(), CURLUPART_URL, location.c_str(), 0) != CURLUE_OK) return {};
  curl_url_set(joined.get(), CURLUPART_FRAGMENT, nullptr, 0);
  return part(joined, CURLUPART_URL);
}

std::optional<std::string> refusal(const Address& address) {
  if (address.scheme == "https" || (address.scheme == "http" && address.loopback)) return {};
  return address.scheme + "://" + address.host + " is not asked: only https, or http to a loopback address";
}

std::optional<std::string> redirect_refusal(const Address& from, const Address& to, bool carries_secrets) {
  if (from == to) return {};
  const std::string lead = "redirected to " + to.scheme + "://" + to.host + ", which is not followed: ";
  if (from.scheme == "https" && to.scheme != "https") return lead + "it leaves https";
  if (from.loopback || to.loopback) {
    if (from.host == to.host && from.port == to.port && !refusal(to)) return {};
    return lead + "it is not the same loopback address";
  }
  if (const auto reason = refusal(to)) return lead + "only https is";
  if (from.host == to.host && from.port == to.port) return {};
  if (carries_secrets) return lead + "the request carries a credential of " + from.host;
  if (from.port != to.port || !same_site(from.host, to.host)) return lead + "it is another site than " + from.host;
  return {};
}

}  // namespace evigraft
