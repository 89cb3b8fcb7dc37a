// core/synthesis/in_blocks.h: independent work over several threads.
#pragma once
#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace evigraft {

/// Calls `work(block)` for 0 to blocks - 1, each once, by `threads` threads (0: one a core). What a block computes must
/// depend on nothing but its number, and is joined by the caller in the order of blocks: then the result is the same
/// for any number of threads. The first exception is thrown on.
template <class Work>
void in_blocks(std::size_t blocks, unsigned threads, Work work) {
  if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
  std::atomic<std::size_t> next = 0;
  std::exception_ptr failure;
  std::mutex failed;
  const auto run = [&] {
    for (std::size_t block = next++; block < blocks; block = next++) try {
        work(block);
      } catch (...) {
        const std::lock_guard lock(failed);
        if (!failure) failure = std::current_exception();
        next = blocks;
      }
  };
  std::vector<std::thread> helpers;
  for (std::size_t i = 1; i < std::min<std::size_t>(threads, blocks); ++i) helpers.emplace_back(run);
  run();
  for (std::thread& helper : helpers) helper.join();
  if (failure) std::rethrow_exception(failure);
}

}  // namespace evigraft
