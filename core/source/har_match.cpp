#include "source/har_match.h"

#include <algorithm>
#include <array>

namespace evigraft {
namespace {

int hex_value(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  const char lower = static_cast<char>(digit | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

std::string decoded(std::string_view text, bool plus_is_blank) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '%' && i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
    const int low = high >= 0 ? hex_value(text[i + 2]) : -1;
    if (low >= 0) {
      out += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      out += plus_is_blank && text[i] == '+' ? ' ' : text[i];
    }
  }
  return out;
}

void add_form(std::string_view form, Pairs& out) {
  while (!form.empty()) {
    const std::string_view pair = form.substr(0, form.find('&'));
    form.remove_prefix(std::min(form.size(), pair.size() + 1));
    if (pair.empty()) continue;
    const std::size_t equals = pair.find('=');
    out.emplace_back(decoded(pair.substr(0, equals), true),
                     equals == std::string_view::npos ? std::string{} : decoded(pair.substr(equals + 1), true));
  }
}

bool is_placeholder(std::string_view value) { return value.starts_with("${") && value.ends_with("}"); }

bool has_placeholder(const Pairs& parameters, std::string_view name) {
  return std::any_of(parameters.begin(), parameters.end(),
                     [&](const auto& pair) { return pair.first == name && is_placeholder(pair.second); });
}

/// Who asks, not what is asked.
bool is_left_out(std::string_view name, const AskedFor& a, const AskedFor& b) {
  return name == "tool" || name == "email" || name == "api_key" || has_placeholder(a.parameters, name) ||
         has_placeholder(b.parameters, name);
}

bool is_tail(std::string_view whole, std::string_view tail) {
  return whole == tail || (tail.size() > 1 && tail.front() == '/' && whole.ends_with(tail));
}

bool same_path(const AskedFor& a, const AskedFor& b) { return is_tail(a.path, b.path) || is_tail(b.path, a.path); }

/// Walks both sorted lists; `visit(asked, recorded)` gets equal pairs' absence: one side is null, or both when the
/// name is the same and the value differs. Stops when visit returns false.
template <class Visit>
void walk_differences(const AskedFor& asked, const AskedFor& recorded, Visit visit) {
  auto a = asked.parameters.begin(), b = recorded.parameters.begin();
  const auto a_end = asked.parameters.end(), b_end = recorded.parameters.end();
  const std::string* none = nullptr;
  while (a != a_end || b != b_end) {
    if (a != a_end && b != b_end && *a == *b) {
      ++a;
      ++b;
      continue;
    }
    const bool from_a = a != a_end && (b == b_end || a->first <= b->first);
    const bool from_b = b != b_end && (a == a_end || b->first <= a->first);
    const std::string& name = from_a ? a->first : b->first;
    const bool counts = !is_left_out(name, asked, recorded);
    if (counts && !visit(name, from_a ? &a->second : none, from_b ? &b->second : none)) return;
    if (from_a) ++a;
    if (from_b) ++b;
  }
}

/// At most 60 bytes, cut between characters.
std::string quoted(std::string_view text) {
  constexpr std::size_t kMost = 60;
  if (text.size() <= kMost) return '"' + std::string(text) + '"';
  std::size_t end = kMost;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  return '"' + std::string(text.substr(0, end)) + "…\"";
}

}  // namespace

AskedFor asked_for(std::string method, std::string_view url, std::string_view body, std::string_view body_type) {
  AskedFor out;
  out.method = std::move(method);
  url = url.substr(0, url.find('#'));
  if (const std::size_t scheme = url.find("://"); scheme != std::string_view::npos) {
    url.remove_prefix(scheme + 3);
    const std::string_view host = url.substr(0, url.find_first_of("/?"));
    out.host = host;
    url.remove_prefix(host.size());
  }
  const std::string_view path = url.substr(0, url.find('?'));
  out.path = path.empty() ? "/" : decoded(path, false);
  if (path.size() < url.size()) add_form(url.substr(path.size() + 1), out.parameters);
  const std::string_view type = body_type.substr(0, body_type.find(';'));
  if (type.empty() || type == "application/x-www-form-urlencoded")
    add_form(body, out.parameters);
  else
    out.body = body;
  std::sort(out.parameters.begin(), out.parameters.end());
  return out;
}

std::optional<std::pair<bool, std::size_t>> match(const AskedFor& asked, const AskedFor& recorded) {
  if (asked.method != recorded.method || !same_path(asked, recorded) || asked.body != recorded.body) return {};
  bool equal = true;
  walk_differences(asked, recorded, [&](const std::string&, const std::string*, const std::string*) {
    equal = false;
    return false;
  });
  if (!equal) return {};
  return std::pair{asked.host == recorded.host, std::min(asked.path.size(), recorded.path.size())};
}

Difference difference(const AskedFor& asked, const AskedFor& recorded) {
  Difference out;
  if (!same_path(asked, recorded)) {
    out.distance += 16;
    out.clauses.push_back("the path is " + quoted(recorded.path));
  }
  if (asked.method != recorded.method) {
    out.distance += 8;
    out.clauses.push_back("the method is " + recorded.method);
  }
  walk_differences(asked, recorded, [&](const std::string& name, const std::string* now, const std::string* then) {
    ++out.distance;
    if (then == nullptr)
      out.clauses.push_back(name + " is missing (asked: " + quoted(*now) + ")");
    else if (now == nullptr)
      out.clauses.push_back(name + " is " + quoted(*then) + " (not asked)");
    else
      out.clauses.push_back(name + " is " + quoted(*then) + " (asked: " + quoted(*now) + ")");
    return true;
  });
  if (asked.body != recorded.body) {
    ++out.distance;
    out.clauses.push_back("the body is " + quoted(recorded.body) + " (asked: " + quoted(asked.body) + ")");
  }
  return out;
}

}  // namespace evigraft
