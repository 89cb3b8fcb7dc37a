// Calls a function that nobody defines: with lazy binding it would load and end the process at its first use.
#include <evigraft/source.hpp>

extern "C" void evigraft_nowhere();

namespace {
class Undefined final : public evigraft::Source {
 public:
  evigraft::Requests first(const evigraft::Query&) const override {
    evigraft_nowhere();
    return {};
  }
  evigraft::Requests read(const evigraft::Query&, const evigraft::Reply&, evigraft::Sink&) const override { return {}; }
};
}  // namespace

EVIGRAFT_SOURCE(Undefined, "undefined", "https://undefined.example/")
