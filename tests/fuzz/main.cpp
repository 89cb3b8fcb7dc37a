// One libFuzzer target; EVIGRAFT_FUZZ_TARGET names the function.
#include <cstddef>

#include "targets.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  evigraft::fuzz::EVIGRAFT_FUZZ_TARGET({reinterpret_cast<const char*>(data), size});
  return 0;
}
