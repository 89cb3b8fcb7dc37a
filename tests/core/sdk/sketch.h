// tests/core/sdk/sketch.h: a source of a few lines, run through the neck against canned replies.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "source/fetch.h"
#include "source/in_process_runner.h"
#include "tests/core/source/fake_transport.h"
#include "tests/core/source/memory_table.h"

namespace evigraft {

/// One run: each URL (or URL and form) that holds the words gets their reply; of several the first that is left over,
/// the last one again and again.
class Sketch {
 public:
  struct Canned {
    std::string words;
    std::vector<std::string> bodies;
    int status = 200;
  };

  Sketch(const evigraft_source& source, std::vector<Canned> server)
      : runner_(run_in_process(source, "1.0.0", "sketch")), server_(std::move(server)) {
    options.now = [this] { return transport.now(); };
  }

  FetchReport go(const Query& query) {
    opened = runner_->first(query);
    table.open(query, opened.requests);
    return fetch(*runner_, transport, table, options);
  }

  FetchOptions options;
  FakeTransport transport{[this](const WireRequest& request) { return answer(request.url + "?" + request.body); }};
  MemoryTable table{[this] { return transport.now(); }};
  Batch opened;
  std::vector<std::string> asked;

 private:
  Exchange answer(const std::string& question) {
    asked.push_back(question);
    for (Canned& canned : server_) {
      if (question.find(canned.words) == std::string::npos) continue;
      const std::string body = canned.bodies.front();
      if (canned.bodies.size() > 1) canned.bodies.erase(canned.bodies.begin());
      return reply(canned.status, body);
    }
    return reply(404, "no canned reply for " + question);
  }

  std::unique_ptr<Runner> runner_;
  std::vector<Canned> server_;
};

inline Query search(std::string text, std::string since = {}, std::string until = {}) {
  return {.kind = Query::Kind::search, .text = std::move(text), .since = std::move(since), .until = std::move(until)};
}

}  // namespace evigraft
