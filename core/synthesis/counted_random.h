// core/synthesis/counted_random.h: random numbers that are counted, not drawn in turn: number `index` of a seed is the
// same whichever thread asks for it, and when. SplitMix64: Steele, Lea & Flood (2014), OOPSLA, 453-472.
#pragma once
#include <cstdint>

namespace evigraft {

inline std::uint64_t scrambled(std::uint64_t x) {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebU;
  return x ^ (x >> 31);
}

/// The stream of one index; `()` gives its next 64 bits.
class CountedRandom {
 public:
  CountedRandom(std::uint64_t seed, std::uint64_t index)
      : state_(scrambled(scrambled(seed + kStep) + (index + 1) * kStep)) {}

  std::uint64_t operator()() { return scrambled(state_ += kStep); }

  /// 0 to limit - 1, each as likely to within limit / 2^64.
  std::uint64_t below(std::uint64_t limit) {
    return static_cast<std::uint64_t>((static_cast<Wide>((*this)()) * limit) >> 64);
  }

 private:
  __extension__ using Wide = unsigned __int128;
  static constexpr std::uint64_t kStep = 0x9e3779b97f4a7c15U;
  std::uint64_t state_;
};

}  // namespace evigraft
