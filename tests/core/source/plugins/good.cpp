// A sound plugin: one request, one record.
#include <evigraft/source.hpp>

namespace {
using namespace evigraft;

class Good final : public Source {
 public:
  static constexpr std::string_view title = "A good source";
  static constexpr std::string_view version = "1.2.3";
  static constexpr std::string_view key_name = "GOOD_KEY";
  static constexpr double requests_per_second = 3, requests_per_second_with_key = 10;
  static constexpr std::uint32_t concurrent_requests = 2;
  static constexpr std::uint64_t positions_live_seconds = 300;

  Requests first(const Query& query) const override { return {{.path = "search", .parameters = {{"q", query.text}}}}; }
  Requests read(const Query&, const Reply& reply, Sink& sink) const override {
    Record record;
    record.key = std::string(reply.body);
    sink.emit(record);
    return {};
  }
};
}  // namespace

EVIGRAFT_SOURCE(Good, "good", "https://good.example/api/")
