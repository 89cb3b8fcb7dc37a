#include "source/in_process_runner.h"

#include <evigraft/error.h>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <exception>
#include <utility>

#include "source/record_builder.h"
#include "source/request_check.h"
#include "source/utf8.h"

namespace evigraft {
namespace {

constexpr std::size_t message_limit = 2000;    ///< bytes of a reason or warning that are kept
constexpr std::size_t warning_limit = 1000;    ///< warnings of one call that are kept; the rest are counted
constexpr std::size_t request_limit = 100000;  ///< follow-ups of one call

bool readable(evigraft_text text) { return text.size == 0 || text.data != nullptr; }

std::string copied(evigraft_text text, std::size_t limit = SIZE_MAX) {
  if (!readable(text)) return {};
  bool repaired = false;
  return repair_utf8(neck::view(text).substr(0, limit), repaired);
}

/// One call's sink: what the plugin says, copied. An exception of ours (memory, the caller's `take`) waits here until
/// the plugin has returned; from then on the call is only waited out.
class Ear {
 public:
  explicit Ear(std::function<void(Record&&)> take)
      : builder_(std::move(take), batch_.rejected, [this](std::string message) { warn(std::move(message)); }) {
    sink_.struct_size = sizeof(evigraft_sink);
    sink_.self = this;
    sink_.begin = [](void* self, std::uint32_t group) { ear(self).hear([&](Ear& e) { e.builder_.begin(group); }); };
    sink_.put = [](void* self, std::uint32_t field, evigraft_text value) {
      ear(self).hear([&](Ear& e) { e.builder_.put(field, value); });
    };
    sink_.end = [](void* self, std::uint32_t group) { ear(self).hear([&](Ear& e) { e.builder_.end(group); }); };
    sink_.request = [](void* self, const evigraft_request* request) {
      ear(self).hear([&](Ear& e) { e.request(request); });
    };
    sink_.gone = [](void* self, evigraft_text key, evigraft_text reason) {
      ear(self).hear([&](Ear& e) { e.gone(key, reason); });
    };
    sink_.reject = [](void* self, evigraft_text key, evigraft_text where, evigraft_text reason) {
      ear(self).hear([&](Ear& e) {
        e.batch_.rejected.push_back(
            {copied(key, message_limit), copied(where, message_limit), copied(reason, message_limit)});
      });
    };
    sink_.expect = [](void* self, std::uint64_t count, std::uint32_t exactness) {
      ear(self).hear([&](Ear& e) { e.batch_.expected = Expected{count, exactness == EVIGRAFT_EXACT ? exact : about}; });
    };
    sink_.warn = [](void* self, evigraft_text message) {
      ear(self).hear([&](Ear& e) { e.warn(copied(message, message_limit)); });
    };
    sink_.fail = [](void* self, std::uint64_t seconds, evigraft_text message) {
      ear(self).hear([&](Ear& e) {
        e.batch_.wait_seconds = seconds;
        e.batch_.message = copied(message, message_limit);
      });
    };
  }
  Ear(const Ear&) = delete;
  Ear& operator=(const Ear&) = delete;

  [[nodiscard]] const evigraft_sink* sink() const { return &sink_; }
  [[nodiscard]] Batch& batch() { return batch_; }
  [[nodiscard]] bool deaf() const { return fault_ != nullptr; }

  template <class Call>
  void hear(Call call) noexcept {
    if (fault_) return;
    try {
      call(*this);
    } catch (...) {
      fault_ = std::current_exception();
    }
  }

  /// The call returned `status`.
  Batch answer(std::int32_t status) {
    hear([](Ear& e) { e.builder_.finish(); });
    if (fault_) std::rethrow_exception(fault_);
    if (left_out_ > 0)
      batch_.warnings.push_back("further warnings of this answer, left out: " + std::to_string(left_out_));
    if (status < EVIGRAFT_OK || status > EVIGRAFT_BAD_CONFIG) {
      batch_.message = "the plugin answered with the unknown number " + std::to_string(status);
      status = EVIGRAFT_BAD_PAYLOAD;
    }
    if (status == EVIGRAFT_OK && !refused_.empty()) {
      batch_.message = refused_;
      status = EVIGRAFT_BAD_PAYLOAD;
    }
    batch_.answer = static_cast<Answer>(status);
    if (batch_.answer == Answer::ok) return std::move(batch_);
    Batch nothing;
    nothing.answer = batch_.answer;
    nothing.wait_seconds = batch_.wait_seconds;
    nothing.message = batch_.message.empty() ? "the plugin gave no reason" : batch_.message;
    return nothing;
  }

 private:
  static Ear& ear(void* self) { return *static_cast<Ear*>(self); }

  void warn(std::string message) {
    if (batch_.warnings.size() < warning_limit)
      batch_.warnings.push_back(std::move(message));
    else
      ++left_out_;
  }

  void gone(evigraft_text key, evigraft_text reason) {
    if (key.size == 0)
      batch_.rejected.push_back({"", "", "a deletion was reported without a key"});
    else
      batch_.gone.push_back({copied(key, message_limit), copied(reason, message_limit)});
  }

  void request(const evigraft_request* request) {
    if (!refused_.empty()) return;
    refused_ = request_fault(request);
    if (refused_.empty() && batch_.requests.size() >= request_limit)
      refused_ = "the plugin asked for more than " + std::to_string(request_limit) + " requests at once";
    if (refused_.empty()) batch_.requests.push_back(neck::copy_request(*request));
  }

  Batch batch_;
  RecordBuilder builder_;
  evigraft_sink sink_{};
  std::string refused_;  ///< why a request cannot be taken; then nothing of the answer counts
  std::size_t left_out_ = 0;
  std::exception_ptr fault_;
};

/// Arrays that lend a query to the neck for the length of one call.
class LentQuery {
 public:
  explicit LentQuery(const Query& query) {
    for (const std::string& key : query.keys) keys_.push_back(neck::text(key));
    lent_ = {sizeof(evigraft_query),
             static_cast<std::uint32_t>(query.kind),
             neck::text(query.text),
             neck::text(query.since),
             neck::text(query.until),
             keys_.data(),
             keys_.size()};
  }
  LentQuery(const LentQuery&) = delete;
  LentQuery& operator=(const LentQuery&) = delete;
  [[nodiscard]] const evigraft_query* get() const { return &lent_; }

 private:
  std::vector<evigraft_text> keys_;
  evigraft_query lent_{};
};

/// A plugin in C++ that skips the wrapper may still throw.
template <class Call>
std::int32_t guarded(Ear& ear, Call call) {
  const auto threw = [&ear](const char* what) {
    ear.batch().message = std::string("the plugin threw: ") + what;
    return std::int32_t{EVIGRAFT_BAD_PAYLOAD};
  };
  try {
    return call();
  } catch (const std::exception& e) {
    return threw(e.what());
  } catch (...) {
    return threw("something that is no std::exception");
  }
}

class InProcessRunner final : public Runner {
 public:
  InProcessRunner(SourceInfo info, const evigraft_source& source, const evigraft_reader* reader)
      : info_(std::move(info)), source_(source), reader_(reader) {}

  [[nodiscard]] const SourceInfo& info() const override { return info_; }

  Batch first(const Query& query) override {
    return collect([&](Ear& ear) { return source_.first(LentQuery(query).get(), ear.sink()); });
  }

  Batch read(const Query& query, const Reply& reply) override {
    const neck::LentRequest request(reply.request);
    std::vector<evigraft_pair> headers;
    for (const auto& [name, value] : reply.headers) headers.push_back({neck::text(name), neck::text(value)});
    const evigraft_reply lent{sizeof(evigraft_reply), static_cast<std::uint32_t>(reply.status),
                              headers.data(),         headers.size(),
                              neck::text(reply.body), request.get()};
    return collect([&](Ear& ear) { return source_.read(LentQuery(query).get(), &lent, ear.sink()); });
  }

  unsigned sniff(std::string_view head) override {
    if (reader_ == nullptr) return 0;
    try {
      return std::min<unsigned>(reader_->sniff(neck::text(head)), 100);
    } catch (...) {
      return 0;
    }
  }

  Batch read_file(const ByteSource& bytes, const std::function<void(Record&&)>& take) override {
    if (reader_ == nullptr) throw Error(Error::Kind::plugin, info_.id + " reads no files");
    Ear ear(take);
    Lender lender{bytes, ear, nullptr};
    evigraft_stream stream{};
    stream.struct_size = sizeof stream;
    stream.self = &lender;
    stream.read = [](void* self, char* buffer, std::uint64_t capacity) -> std::int64_t {
      Lender& from = *static_cast<Lender*>(self);
      if (from.ear.deaf() || from.fault) return -1;  // the caller's fault ends the reading at the next chunk
      try {
        return static_cast<std::int64_t>(from.bytes(buffer, static_cast<std::size_t>(capacity)));
      } catch (...) {
        from.fault = std::current_exception();
        return -1;
      }
    };
    const std::int32_t status = guarded(ear, [&] { return reader_->read(&stream, ear.sink()); });
    if (lender.fault) std::rethrow_exception(lender.fault);
    return ear.answer(status);
  }

 private:
  struct Lender {
    const ByteSource& bytes;
    Ear& ear;
    std::exception_ptr fault;
  };

  template <class Call>
  static Batch collect(Call call) {
    std::vector<Record> records;
    Ear ear([&records](Record&& record) { records.push_back(std::move(record)); });
    Batch batch = ear.answer(guarded(ear, [&] { return call(ear); }));
    if (batch.answer == Answer::ok) batch.records = std::move(records);
    return batch;
  }

  SourceInfo info_;
  const evigraft_source& source_;
  const evigraft_reader* reader_;
};

[[noreturn]] void refuse(const std::string& path, const std::string& reason) {
  throw Error(Error::Kind::plugin, "the plugin " + path + " is not used: " + reason);
}

/// The reader the source offers, or none.
const evigraft_reader* reader_of(const evigraft_source& source, const std::string& path) {
  const auto* reader =
      source.extension == nullptr ? nullptr : static_cast<const evigraft_reader*>(source.extension(EVIGRAFT_READ_1));
  if (reader == nullptr) return nullptr;
  if (!EVIGRAFT_HAS(reader, evigraft_reader, read) || reader->sniff == nullptr || reader->read == nullptr)
    refuse(path, "its evigraft.read/1 is smaller than the contract's or lacks a function");
  if (!readable(reader->format) || reader->format.size == 0) refuse(path, "its evigraft.read/1 names no format");
  return reader;
}

SourceInfo described(const evigraft_source& source, const std::string& version, const std::string& path) {
  if (!EVIGRAFT_HAS(&source, evigraft_source, extension))
    refuse(path, "its descriptor has " + std::to_string(source.struct_size) + " bytes, fewer than version 1.0");
  for (const evigraft_text text : {source.id, source.title, source.base_url, source.key_name})
    if (!readable(text) || text.size > 1000) refuse(path, "a text of its descriptor cannot be read");
  if (source.first == nullptr || source.read == nullptr) refuse(path, "it lacks one of the functions first and read");
  if (!neck::well_described(source))
    refuse(path, "its id (" + copied(source.id) + ") is not [a-z][a-z0-9_]* or its base address (" +
                     copied(source.base_url) + ") is not https:// up to a slash");
  const std::string key_name = copied(source.key_name);
  if (!key_name.empty() && !placeholder_name(key_name)) refuse(path, "its key name is not [A-Z][A-Z0-9_]*");
  SourceInfo info;
  info.id = copied(source.id);
  info.title = copied(source.title);
  info.version = version;
  info.base_url = copied(source.base_url);
  info.key_name = key_name;
  info.path = path;
  info.requests_per_second = source.milli_requests_per_second / 1000.0;
  info.requests_per_second_with_key = source.milli_requests_per_second_with_key / 1000.0;
  info.concurrent_requests = source.concurrent_requests;
  info.positions_live_seconds = source.positions_live_seconds;
  if (info.searches() && source.milli_requests_per_second == 0) refuse(path, "it states no rate of requests");
  return info;
}

}  // namespace

std::unique_ptr<Runner> run_in_process(const evigraft_source& source, const std::string& version,
                                       const std::string& path) {
  SourceInfo info = described(source, version, path);
  const evigraft_reader* reader = reader_of(source, path);
  if (reader != nullptr) info.file_format = copied(reader->format, 100);
  if (!info.searches() && !info.reads_files()) refuse(path, "it neither searches nor reads files");
  return std::make_unique<InProcessRunner>(std::move(info), source, reader);
}

std::unique_ptr<Runner> run_in_process(const evigraft_plugin_entry& entry, const std::string& path) {
  if (entry.magic != EVIGRAFT_ABI_MAGIC) refuse(path, "its entry does not begin with evigraft's magic number");
  if (entry.abi_major != EVIGRAFT_ABI_MAJOR)
    refuse(path, "it was built for version " + std::to_string(entry.abi_major) + "." + std::to_string(entry.abi_minor) +
                     " of the contract, this program speaks " + std::to_string(EVIGRAFT_ABI_MAJOR) + "." +
                     std::to_string(EVIGRAFT_ABI_MINOR));
  // NOLINTNEXTLINE(bugprone-sizeof-expression): the field is a pointer, its size is what is asked for
  if (!EVIGRAFT_HAS(&entry, evigraft_plugin_entry, source))
    refuse(path, "its entry has " + std::to_string(entry.struct_size) + " bytes, fewer than version 1.0");
  if (entry.source == nullptr || !readable(entry.version)) refuse(path, "its entry holds no source");
  return run_in_process(*entry.source, copied(entry.version, 100), path);
}

}  // namespace evigraft
