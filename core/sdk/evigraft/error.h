// evigraft/error.h: the one exception that stops a command; its kind is the exit code's reason.
#pragma once
#include <stdexcept>
#include <string>

namespace evigraft {

/// A failure that stops a command. what() is one sentence: what, where, what to do.
class Error : public std::runtime_error {
 public:
  enum class Kind {
    failed,         ///< exit 1
    usage,          ///< exit 2
    configuration,  ///< exit 5
    network,        ///< exit 6
    database,       ///< exit 7
    plugin,         ///< exit 8
    data,           ///< input that cannot be used; exit 1
    interrupted,    ///< exit 130
  };

  Error(Kind kind, const std::string& sentence) : std::runtime_error(sentence), kind_(kind) {}
  [[nodiscard]] Kind kind() const noexcept { return kind_; }

 private:
  Kind kind_;
};

}  // namespace evigraft
