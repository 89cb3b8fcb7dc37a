// core/pipeline/store_table.h: the fetch loop's table of requests, kept in the store.
#pragma once
#include <functional>
#include <string>

#include "source/fetch.h"
#include "store/requests.h"
#include "store/store.h"

namespace evigraft {

class StoreTable final : public RequestTable {
 public:
  /// `base_url`: where paths begin, for the archive; `now` gives the run's time.
  StoreTable(Store& store, std::int64_t run, std::string source, std::string base_url,
             std::function<std::string()> now);

  std::vector<Pending> pending() override;
  std::vector<Pending> done(const Pending& request, const Exchange& exchange, const Batch& batch) override;
  void again(const Pending& request, const Exchange& exchange, const std::string& reason) override;
  void failed(const Pending& request, const Exchange& exchange, const std::string& reason,
              const std::optional<std::string>& not_before) override;
  std::vector<Pending> restart(const Pending& request, const std::string& reason) override;

  /// Warnings of plugins since the last call.
  std::vector<std::string> take_warnings();

 private:
  [[nodiscard]] Attempt attempt(const Pending& request, const Exchange& exchange) const;

  Store& store_;
  std::int64_t run_;
  std::string source_, base_url_;
  std::function<std::string()> now_;
  std::vector<std::string> warnings_;
};

}  // namespace evigraft
