// cli/json_number.h: numbers as the machine interface writes them: NaN and what is absent are null, infinities the
// strings "Inf" and "-Inf"; a refused computation has "error" in its place.
#pragma once
#include <evigraft/error.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

namespace evigraft::cli {

inline nlohmann::ordered_json number(double value) {
  if (std::isnan(value)) return nullptr;
  if (std::isinf(value)) return value > 0 ? "Inf" : "-Inf";
  return value;
}

inline nlohmann::ordered_json number(const std::optional<double>& value) {
  return value ? number(*value) : nlohmann::ordered_json();
}

inline nlohmann::ordered_json error_json(const std::string& sentence) { return {{"error", sentence}}; }

/// What `compute` returns, or the sentence that refuses it. A usage error is the caller's and passes.
template <class Compute>
nlohmann::ordered_json or_error(Compute compute) {
  try {
    return compute();
  } catch (const Error& error) {
    if (error.kind() == Error::Kind::usage) throw;
    return error_json(error.what());
  }
}

/// An array of one figure of each element.
template <class Range, class Figure>
nlohmann::ordered_json column(const Range& range, Figure figure) {
  nlohmann::ordered_json values = nlohmann::ordered_json::array();
  for (const auto& element : range) values.push_back(number(figure(element)));
  return values;
}

}  // namespace evigraft::cli
