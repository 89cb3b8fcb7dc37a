// tests/core/source/fake_source.h: a source with the smallest possible language, for the fetch loop.
//
//   search -> "OK 5 a b c d e": the count, then the keys; they are fetched two at a time, with the keys named
//   fetch  -> "OK a -b !c": a is a record, b is gone, c cannot be read
//   either -> "LATER 7", "RESTART", "QUOTA", "AUTH", "CONFIG"; anything else is a bad payload
#pragma once
#include <evigraft/source.hpp>
#include <sstream>
#include <string>

namespace evigraft {

class FakeSource : public Source {
 public:
  static constexpr std::string_view key_name = "SHELF_KEY";
  static constexpr double requests_per_second = 3, requests_per_second_with_key = 10;

  Requests first(const Query& query) const override {
    return {{.path = "search", .parameters = with_who({{"term", query.text}}), .slice = "all"}};
  }

  Requests read(const Query&, const Reply& reply, Sink& sink) const override {
    std::istringstream words{std::string(reply.body)};
    std::string word;
    words >> word;
    if (word == "LATER") throw RetryLater(seconds(words), "come back later");
    if (word == "RESTART") throw RestartSlice("the token died");
    if (word == "QUOTA") throw QuotaReached("no more today");
    if (word == "AUTH") throw AuthRefused("who are you");
    if (word == "CONFIG") throw BadConfig("no such field");
    if (reply.status != 200 || word != "OK") throw BadPayload("no OK in it");
    if (reply.request.path == "fetch") return read_records(words, sink);
    sink.expect(seconds(words), exact);
    Requests out;
    std::vector<std::string> keys;
    while (words >> word) {
      keys.push_back(word);
      if (keys.size() == 2) out.push_back(fetch(std::exchange(keys, {})));
    }
    if (!keys.empty()) out.push_back(fetch(keys));
    return out;
  }

 private:
  static Pairs with_who(Pairs parameters) {
    parameters.emplace_back("api_key", "${SHELF_KEY}");
    parameters.emplace_back("email", "${EVIGRAFT_EMAIL}");
    return parameters;
  }
  static std::uint64_t seconds(std::istream& words) {
    std::uint64_t count = 0;
    if (!(words >> count)) throw BadPayload("no number");
    return count;
  }
  static Request fetch(const std::vector<std::string>& keys) {
    std::string ids;
    for (const std::string& key : keys) ids += (ids.empty() ? "" : ",") + key;
    return {.path = "fetch", .parameters = with_who({{"ids", ids}}), .keys = keys};
  }
  static Requests read_records(std::istream& words, Sink& sink) {
    std::string word;
    while (words >> word) {
      if (word[0] == '-') {
        sink.gone(word.substr(1), "deleted");
      } else if (word[0] == '!') {
        sink.reject(word.substr(1), "word", "unreadable");
      } else {
        Record record;
        record.key = word;
        sink.emit(record);
      }
    }
    return {};
  }
};

inline constexpr evigraft_source fake_source = describe<FakeSource>("shelf", "https://shelf.example/api/");

}  // namespace evigraft
