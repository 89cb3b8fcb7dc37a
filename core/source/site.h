// core/source/site.h: which addresses may be asked at all, and where a redirect may lead.
#pragma once
#include <optional>
#include <string>

namespace evigraft {

/// The part of a URL that says who is asked.
struct Address {
  std::string scheme;     ///< lower case
  std::string host;       ///< lower case, as curl normalises it; IPv6 in brackets
  std::string port;       ///< the scheme's own when the URL names none
  bool loopback = false;  ///< localhost, 127.0.0.0/8 or [::1]
  friend bool operator==(const Address&, const Address&) = default;
};

/// None when the text is no absolute URL, or carries a user name.
std::optional<Address> parse_address(const std::string& url);

/// A Location header against the URL that answered with it; none when it cannot be joined.
std::optional<std::string> join_location(const std::string& url, const std::string& location);

/// Why nothing may be sent there, as one clause; none when it may: https, or http to loopback.
std::optional<std::string> refusal(const Address& address);

/// Why a redirect is not followed; none when it may be. A request with a secret in it stays on its host and port;
/// others may move within the site: to a subdomain, to the parent domain, or to a sibling. A sibling counts when the
/// parent domain has three labels, or two of which the first is longer than three letters (crossref.org, but not
/// ac.uk or co.uk). Loopback leads only to the same loopback host and port.
std::optional<std::string> redirect_refusal(const Address& from, const Address& to, bool carries_secrets);

}  // namespace evigraft
