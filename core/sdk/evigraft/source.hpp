// evigraft/source.hpp: the C++20 wrapper over source_abi.h. An author derives one class from Source (or FileReader)
// and ends the file with one macro. Header-only, standard library only, compiled into the plugin; nothing of it
// crosses the neck.
//
//   class EuropePmc final : public evigraft::Source {
//     Requests first(const Query& query) const override;
//     Requests read(const Query& query, const Reply& reply, Sink& sink) const override;
//   };
//   EVIGRAFT_SOURCE(EuropePmc, "europepmc", "https://www.ebi.ac.uk/europepmc/webservices/rest/")
//
// Optional public static constexpr members of the class say what differs from the defaults (see SourceTraits); a class
// that also derives from FileReader offers evigraft.read/1 and needs `file_format`.
//
// Failures are exceptions here and return values at the neck: BadPayload, RetryLater, RestartSlice, QuotaReached,
// AuthRefused, BadConfig. Any other std::exception leaves as BadPayload with its text.
#pragma once
#include <evigraft/plain_text.h>
#include <evigraft/record.h>
#include <evigraft/source_abi.h>

#include <array>
#include <charconv>
#include <concepts>
#include <cstdint>
#include <exception>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace evigraft {

using Pairs = std::vector<std::pair<std::string, std::string>>;

enum class Method : std::uint32_t { get = EVIGRAFT_GET, post = EVIGRAFT_POST };
enum Exactness : std::uint32_t { exact = EVIGRAFT_EXACT, about = EVIGRAFT_ABOUT };

/// One question to the server; evigraft_request says what each member means. (The empty braces here and below let an
/// author name only the members he needs without a compiler warning.)
struct Request {
  Method method = Method::get;
  std::string path{};
  Pairs parameters{};
  Pairs headers{};
  std::string body{};
  std::string slice{};
  std::vector<std::string> keys{};
  std::string state{};

  /// Value of the first parameter of that name, or empty.
  [[nodiscard]] std::string_view parameter(std::string_view name) const {
    for (const auto& [key, value] : parameters)
      if (key == name) return value;
    return {};
  }
  friend bool operator==(const Request&, const Request&) = default;
};
using Requests = std::vector<Request>;

struct Query {
  enum class Kind : std::uint32_t { search = EVIGRAFT_SEARCH, keys = EVIGRAFT_KEYS };
  Kind kind = Kind::search;
  std::string text{};            ///< search: the topic's query in the source's language
  std::string since{}, until{};  ///< search: YYYY-MM-DD inclusive; empty since: from the beginning
  std::vector<std::string> keys{};
};

struct Reply {
  int status = 200;
  Pairs headers{};  ///< names in lower case
  std::string_view body{};
  Request request{};

  [[nodiscard]] std::string_view header(std::string_view name) const {
    for (const auto& [key, value] : headers)
      if (key == name) return value;
    return {};
  }
};

struct BadPayload : std::runtime_error {
  using std::runtime_error::runtime_error;
};
struct RestartSlice : std::runtime_error {
  using std::runtime_error::runtime_error;
};
struct QuotaReached : std::runtime_error {
  using std::runtime_error::runtime_error;
};
struct AuthRefused : std::runtime_error {
  using std::runtime_error::runtime_error;
};
struct BadConfig : std::runtime_error {
  using std::runtime_error::runtime_error;
};
class RetryLater : public std::runtime_error {
 public:
  RetryLater(std::uint64_t seconds, const std::string& message) : std::runtime_error(message), seconds_(seconds) {}
  [[nodiscard]] std::uint64_t seconds() const noexcept { return seconds_; }

 private:
  std::uint64_t seconds_;
};

namespace neck {
constexpr evigraft_text text(std::string_view value) { return {value.data(), value.size()}; }
constexpr std::string_view view(evigraft_text value) {
  return value.size == 0 ? std::string_view{} : std::string_view{value.data, static_cast<std::size_t>(value.size)};
}
inline std::string copy(evigraft_text value) { return std::string(view(value)); }

inline Pairs copy_pairs(const evigraft_pair* pairs, std::uint64_t count) {
  Pairs out;
  for (std::uint64_t i = 0; i < count; ++i) out.emplace_back(copy(pairs[i].name), copy(pairs[i].value));
  return out;
}

inline std::vector<std::string> copy_texts(const evigraft_text* texts, std::uint64_t count) {
  std::vector<std::string> out;
  for (std::uint64_t i = 0; i < count; ++i) out.push_back(copy(texts[i]));
  return out;
}

inline Request copy_request(const evigraft_request& request) {
  return {.method = request.method == EVIGRAFT_POST ? Method::post : Method::get,
          .path = copy(request.path),
          .parameters = copy_pairs(request.parameters, request.parameter_count),
          .headers = copy_pairs(request.headers, request.header_count),
          .body = copy(request.body),
          .slice = copy(request.slice),
          .keys = copy_texts(request.keys, request.key_count),
          .state = copy(request.state)};
}

inline Query copy_query(const evigraft_query& query) {
  return {.kind = query.kind == EVIGRAFT_KEYS ? Query::Kind::keys : Query::Kind::search,
          .text = copy(query.text),
          .since = copy(query.since),
          .until = copy(query.until),
          .keys = copy_texts(query.keys, query.key_count)};
}

/// Arrays that lend a Request to the neck for the length of one call.
class LentRequest {
 public:
  explicit LentRequest(const Request& request) {
    lend(request.parameters, parameters_);
    lend(request.headers, headers_);
    for (const std::string& key : request.keys) keys_.push_back(text(key));
    lent_.struct_size = sizeof(evigraft_request);
    lent_.method = static_cast<std::uint32_t>(request.method);
    lent_.path = text(request.path);
    lent_.parameters = parameters_.data();
    lent_.parameter_count = parameters_.size();
    lent_.headers = headers_.data();
    lent_.header_count = headers_.size();
    lent_.body = text(request.body);
    lent_.slice = text(request.slice);
    lent_.keys = keys_.data();
    lent_.key_count = keys_.size();
    lent_.state = text(request.state);
  }
  LentRequest(const LentRequest&) = delete;
  LentRequest& operator=(const LentRequest&) = delete;
  [[nodiscard]] const evigraft_request* get() const { return &lent_; }

 private:
  static void lend(const Pairs& pairs, std::vector<evigraft_pair>& out) {
    for (const auto& [name, value] : pairs) out.push_back({text(name), text(value)});
  }
  std::vector<evigraft_pair> parameters_, headers_;
  std::vector<evigraft_text> keys_;
  evigraft_request lent_{};
};
}  // namespace neck

/// Where `read` puts what it found. Nothing counts until `read` returns.
class Sink {
 public:
  explicit Sink(const evigraft_sink& sink) : sink_(sink) {}

  void emit(const Record& record);
  /// The source says this key no longer exists (a deleted citation).
  void gone(std::string_view key, std::string_view reason) {
    sink_.gone(sink_.self, neck::text(key), neck::text(reason));
  }
  /// One record that cannot be used; the rest go on. `where` is a byte offset or element path; key may be empty.
  void reject(std::string_view key, std::string_view where, std::string_view reason) {
    sink_.reject(sink_.self, neck::text(key), neck::text(where), neck::text(reason));
  }
  /// How many records the server says this slice holds.
  void expect(std::uint64_t count, Exactness exactness) { sink_.expect(sink_.self, count, exactness); }
  void warn(std::string_view message) { sink_.warn(sink_.self, neck::text(message)); }

 private:
  void put(std::uint32_t field, std::string_view value) {
    if (!value.empty()) sink_.put(sink_.self, field, neck::text(value));
  }
  void put(std::uint32_t field, const std::vector<std::string>& values) {
    for (const std::string& value : values) put(field, value);
  }
  void put_number(std::uint32_t field, std::uint64_t value) {
    std::array<char, 24> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    put(field, std::string_view(digits.data(), static_cast<std::size_t>(end - digits.data())));
  }
  template <class Fill>
  void group(std::uint32_t number, Fill fill) {
    sink_.begin(sink_.self, number);
    fill();
    sink_.end(sink_.self, number);
  }
  const evigraft_sink& sink_;
};

inline void Sink::emit(const Record& record) {
  group(EVIGRAFT_GROUP_RECORD, [&] {
    put(EVIGRAFT_KEY, record.key);
    put(EVIGRAFT_PMID, record.pmid);
    put(EVIGRAFT_DOI, record.doi);
    put(EVIGRAFT_PMCID, record.pmcid);
    put(EVIGRAFT_TITLE, record.title);
    for (const AbstractPart& part : record.abstract)
      group(EVIGRAFT_GROUP_ABSTRACT_PART, [&] {
        put(EVIGRAFT_LABEL, part.label);
        put(EVIGRAFT_TEXT, part.text);
      });
    for (const Author& author : record.authors)
      group(EVIGRAFT_GROUP_AUTHOR, [&] {
        put(EVIGRAFT_FAMILY, author.family);
        put(EVIGRAFT_GIVEN, author.given);
        put(EVIGRAFT_SUFFIX, author.suffix);
        put(EVIGRAFT_ORCID, author.orcid);
        put(EVIGRAFT_COLLECTIVE, author.collective);
        if (!author.valid) put(EVIGRAFT_VALID, "0");
      });
    group(EVIGRAFT_GROUP_JOURNAL, [&] {
      put(EVIGRAFT_JOURNAL_TITLE, record.journal.title);
      put(EVIGRAFT_ISO_ABBREVIATION, record.journal.iso_abbreviation);
      put(EVIGRAFT_ISSN, record.journal.issn);
      put(EVIGRAFT_ISSN_LINKING, record.journal.issn_linking);
      put(EVIGRAFT_NLM_ID, record.journal.nlm_id);
      put(EVIGRAFT_PUBLISHER, record.journal.publisher);
      put(EVIGRAFT_COUNTRY, record.journal.country);
    });
    put(EVIGRAFT_VOLUME, record.volume);
    put(EVIGRAFT_ISSUE, record.issue);
    put(EVIGRAFT_PAGES, record.pages);
    put(EVIGRAFT_PUBLISHED, record.published);
    put(EVIGRAFT_PUBLISHED_AS_PRINTED, record.published_as_printed);
    if (record.year > 0) put_number(EVIGRAFT_YEAR, static_cast<std::uint64_t>(record.year));
    put(EVIGRAFT_PUBLICATION_TYPE, record.publication_types);
    for (const MeshHeading& heading : record.mesh)
      group(EVIGRAFT_GROUP_MESH, [&] {
        put(EVIGRAFT_TERM, heading.descriptor);
        if (heading.major) put(EVIGRAFT_MAJOR, "1");
        for (const MeshQualifier& qualifier : heading.qualifiers)
          group(EVIGRAFT_GROUP_QUALIFIER, [&] {
            put(EVIGRAFT_TERM, qualifier.term);
            if (qualifier.major) put(EVIGRAFT_MAJOR, "1");
          });
      });
    put(EVIGRAFT_KEYWORD, record.keywords);
    put(EVIGRAFT_LANGUAGE, record.language);
    for (const Relation& relation : record.relations)
      group(EVIGRAFT_GROUP_RELATION, [&] {
        put(EVIGRAFT_KIND, relation.kind);
        put(EVIGRAFT_RELATED_PMID, relation.pmid);
        put(EVIGRAFT_RELATED_DOI, relation.doi);
        put(EVIGRAFT_NOTE, relation.note);
      });
    put(EVIGRAFT_REGISTRY, record.registry);
    if (record.version > 1) put_number(EVIGRAFT_VERSION, static_cast<std::uint64_t>(record.version));
    if (!record.source_text.empty()) {
      put(EVIGRAFT_SOURCE_TEXT, record.source_text);
      put_number(EVIGRAFT_SOURCE_OFFSET, record.source_offset);
    }
  });
}

/// The two functions of a source. Both are pure: same arguments, same answer.
class Source {
 public:
  virtual ~Source() = default;
  [[nodiscard]] virtual Requests first(const Query& query) const = 0;
  /// One complete reply in; its records into the sink; the requests that follow from it out.
  virtual Requests read(const Query& query, const Reply& reply, Sink& sink) const = 0;

 protected:
  Source() = default;
  Source(const Source&) = default;
  Source& operator=(const Source&) = default;
};

/// Bytes of a file, decompressed; read() returns 0 at the end and throws BadPayload on a fault below it.
class FileStream {
 public:
  explicit FileStream(const evigraft_stream& stream) : stream_(stream) {}
  std::size_t read(char* buffer, std::size_t capacity) {
    const std::int64_t got = stream_.read(stream_.self, buffer, capacity);
    if (got < 0) throw BadPayload("the file could not be read to its end");
    return static_cast<std::size_t>(got);
  }
  /// The rest of the file; throws BadPayload beyond `limit` bytes.
  std::string read_all(std::size_t limit) {
    std::string all;
    std::array<char, 65536> chunk{};
    while (const std::size_t got = read(chunk.data(), chunk.size())) {
      if (all.size() + got > limit) throw BadPayload("the file is larger than " + std::to_string(limit) + " bytes");
      all.append(chunk.data(), got);
    }
    return all;
  }

 private:
  const evigraft_stream& stream_;
};

/// evigraft.read/1 as a class.
class FileReader {
 public:
  virtual ~FileReader() = default;
  /// How surely these first 4 KiB are this format: 0 (no) .. 100 (certain).
  [[nodiscard]] virtual unsigned sniff(std::string_view head) const = 0;
  virtual void read_file(FileStream& stream, Sink& sink) const = 0;

 protected:
  FileReader() = default;
  FileReader(const FileReader&) = default;
  FileReader& operator=(const FileReader&) = default;
};

/// What a class may say as static constexpr members; the defaults stand where it does not.
template <class T>
struct SourceTraits {
  static constexpr std::string_view title() {
    if constexpr (requires { T::title; })
      return T::title;
    else
      return {};
  }
  static constexpr std::string_view version() {
    if constexpr (requires { T::version; })
      return T::version;
    else
      return "1.0.0";
  }
  static constexpr double requests_per_second() {
    if constexpr (requires { T::requests_per_second; })
      return T::requests_per_second;
    else
      return 1.0;
  }
  static constexpr double requests_per_second_with_key() {
    if constexpr (requires { T::requests_per_second_with_key; })
      return T::requests_per_second_with_key;
    else
      return 0.0;
  }
  static constexpr std::uint32_t concurrent_requests() {
    if constexpr (requires { T::concurrent_requests; })
      return T::concurrent_requests;
    else
      return 0;
  }
  static constexpr std::string_view key_name() {
    if constexpr (requires { T::key_name; })
      return T::key_name;
    else
      return {};
  }
  static constexpr std::uint64_t positions_live_seconds() {
    if constexpr (requires { T::positions_live_seconds; })
      return T::positions_live_seconds;
    else
      return 0;
  }
  static constexpr std::string_view file_format() {
    if constexpr (requires { T::file_format; })
      return T::file_format;
    else
      return {};
  }
};

namespace neck {
/// Turns exceptions into the neck's returns; nothing escapes.
template <class Call>
std::int32_t guarded(const evigraft_sink* sink, Call call) noexcept {
  const auto failed = [&](std::int32_t status, std::uint64_t seconds, const char* message) {
    sink->fail(sink->self, seconds, text(message));
    return status;
  };
  try {
    call();
    return EVIGRAFT_OK;
  } catch (const RetryLater& e) {
    return failed(EVIGRAFT_RETRY_LATER, e.seconds(), e.what());
  } catch (const RestartSlice& e) {
    return failed(EVIGRAFT_RESTART_SLICE, 0, e.what());
  } catch (const QuotaReached& e) {
    return failed(EVIGRAFT_QUOTA, 0, e.what());
  } catch (const AuthRefused& e) {
    return failed(EVIGRAFT_AUTH, 0, e.what());
  } catch (const BadConfig& e) {
    return failed(EVIGRAFT_BAD_CONFIG, 0, e.what());
  } catch (const std::exception& e) {
    return failed(EVIGRAFT_BAD_PAYLOAD, 0, e.what());
  } catch (...) {
    return failed(EVIGRAFT_BAD_PAYLOAD, 0, "the plugin failed without a reason");
  }
}

inline void push_requests(const evigraft_sink* sink, const Requests& requests) {
  for (const Request& request : requests) sink->request(sink->self, LentRequest(request).get());
}

template <class T>
struct Entry {
  static std::int32_t first(const evigraft_query* query, const evigraft_sink* sink) noexcept {
    return guarded(sink, [&] {
      if constexpr (std::derived_from<T, Source>)
        push_requests(sink, T().first(copy_query(*query)));
      else
        throw BadConfig("this source only reads files");
    });
  }
  static std::int32_t read(const evigraft_query* query, const evigraft_reply* reply,
                           const evigraft_sink* sink) noexcept {
    return guarded(sink, [&] {
      if constexpr (!std::derived_from<T, Source>) {
        throw BadConfig("this source only reads files");
      } else {
        Sink out(*sink);
        const Reply copied{.status = static_cast<int>(reply->status),
                           .headers = copy_pairs(reply->headers, reply->header_count),
                           .body = view(reply->body),
                           .request = copy_request(*reply->request)};
        push_requests(sink, T().read(copy_query(*query), copied, out));
      }
    });
  }
  static std::uint32_t sniff(evigraft_text head) noexcept {
    try {
      return T().sniff(view(head));
    } catch (...) {
      return 0;
    }
  }
  static std::int32_t read_file(const evigraft_stream* stream, const evigraft_sink* sink) noexcept {
    return guarded(sink, [&] {
      Sink out(*sink);
      FileStream in(*stream);
      T().read_file(in, out);
    });
  }
  static const void* extension(const char* id) noexcept {
    if constexpr (std::derived_from<T, FileReader>) {
      static constexpr evigraft_reader reader{
          sizeof(evigraft_reader),
          {SourceTraits<T>::file_format().data(), SourceTraits<T>::file_format().size()},
          &sniff,
          &read_file};
      if (std::string_view(id) == EVIGRAFT_READ_1) return &reader;
    }
    return nullptr;
  }
};
}  // namespace neck

namespace neck {
/// A rate as the neck carries it: thousandths, rounded.
constexpr std::uint32_t thousandths(double rate) {
  const double scaled = rate * 1000;
  const auto whole = static_cast<std::uint32_t>(scaled);
  return scaled - whole < 0.5 ? whole : whole + 1;
}

/// Id and base address as the host will accept them.
constexpr bool well_described(const evigraft_source& source) {
  const std::string_view id = view(source.id), url = view(source.base_url);
  if (id.empty() || id.front() < 'a' || id.front() > 'z') return false;
  for (const char c : id)
    if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_')) return false;
  return url.empty() || (url.starts_with("https://") && url.ends_with('/'));
}
}  // namespace neck

/// The descriptor of class T, for the macro below, for built-in sources and for tests.
template <class T>
constexpr evigraft_source describe(std::string_view id, std::string_view base_url) {
  static_assert(std::derived_from<T, Source> || std::derived_from<T, FileReader>,
                "a plugin's class derives from Source, FileReader or both");
  static_assert(!std::derived_from<T, FileReader> || !SourceTraits<T>::file_format().empty(),
                "a FileReader names its format: static constexpr std::string_view file_format");
  using Traits = SourceTraits<T>;
  return {sizeof(evigraft_source),
          neck::text(id),
          neck::text(Traits::title().empty() ? id : Traits::title()),
          neck::text(base_url),
          neck::thousandths(Traits::requests_per_second()),
          neck::thousandths(Traits::requests_per_second_with_key()),
          Traits::concurrent_requests(),
          neck::text(Traits::key_name()),
          Traits::positions_live_seconds(),
          &neck::Entry<T>::first,
          &neck::Entry<T>::read,
          &neck::Entry<T>::extension};
}

}  // namespace evigraft

/// Defines the plugin's one exported symbol for class `type`, source id `id_` and base address `url` ("" for a class
/// that only reads files). Once in a plugin.
#define EVIGRAFT_SOURCE(type, id_, url)                                                                           \
  namespace {                                                                                                     \
  constexpr evigraft_source evigraft_the_source = evigraft::describe<type>(id_, url);                             \
  static_assert(evigraft::neck::well_described(evigraft_the_source),                                              \
                "id is [a-z][a-z0-9_]*; the base address is https:// and ends with a slash, or empty for files"); \
  }                                                                                                               \
  extern "C" __attribute__((visibility("default"))) const evigraft_plugin_entry evigraft_plugin;                  \
  extern "C" const evigraft_plugin_entry evigraft_plugin{                                                         \
      EVIGRAFT_ABI_MAGIC,                                                                                         \
      EVIGRAFT_ABI_MAJOR,                                                                                         \
      EVIGRAFT_ABI_MINOR,                                                                                         \
      sizeof(evigraft_plugin_entry),                                                                              \
      {evigraft::SourceTraits<type>::version().data(), evigraft::SourceTraits<type>::version().size()},           \
      &evigraft_the_source};
