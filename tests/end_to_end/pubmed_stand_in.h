// tests/end_to_end/pubmed_stand_in.h: ESearch and EFetch over articles made up here, on the loopback server; each fault
// is a knob.
#pragma once
#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "tests/core/source/loopback_server.h"

namespace evigraft::test {

struct Article {
  std::string title, abstract;
  std::string entered = "2026-01-10";   ///< entry date
  std::string modified = "2026-01-10";  ///< modification date
  std::vector<std::string> types = {"Journal Article"};
};

class PubMedStandIn {
 public:
  PubMedStandIn();

  std::map<int, Article> articles;
  std::set<int> missing;    ///< known to ESearch, not sent by EFetch
  std::set<int> malformed;  ///< sent with a PMID that is none
  std::chrono::milliseconds latency{0};
  /// Answers instead when it returns one; sees every request.
  std::function<std::optional<HttpAnswer>(const HttpAsked&)> instead;

  /// n articles, two arms each, numbered from `first`.
  void add_trials(int n, int first = 1001);
  [[nodiscard]] std::string base_url() const { return server_.base_url(); }
  [[nodiscard]] int searches() const { return server_.count("/esearch.fcgi"); }
  [[nodiscard]] int fetches() const { return server_.count("/efetch.fcgi"); }
  [[nodiscard]] std::vector<HttpAsked> asked() const { return server_.asked(); }

 private:
  HttpAnswer search(const HttpAsked& asked) const;
  HttpAnswer fetch(const HttpAsked& asked) const;
  LoopbackServer server_;
};

/// An environment and settings under which the program asks the stand-in without pacing.
class Sandbox;
void point_at(Sandbox& sandbox, const PubMedStandIn& pubmed);

}  // namespace evigraft::test
