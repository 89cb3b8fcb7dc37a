// plugins/pubmed/splitter.h: a stream of PubMed XML cut into its records, one at a time, in one reused buffer. Memory
// is bounded by the longest record, never by the file. Between records it reads just enough XML (comments, CDATA,
// DOCTYPE with an internal subset, quoted attributes) not to be misled; inside one it only looks for the end tag.
#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evigraft::pubmed {

/// Fills `buffer` with up to `capacity` bytes; 0 at the end of the stream.
using Bytes = std::function<std::size_t(char* buffer, std::size_t capacity)>;

/// A record longer than this is rejected; the longest real one known is below 4 MiB.
inline constexpr std::size_t kLongestRecord = 32U << 20U;

/// One record of a set, or something between records that does not belong there.
struct Piece {
  std::string_view text;     ///< from '<' to '>'; empty for a fault that has no text. Valid until the next call
  std::uint64_t offset = 0;  ///< of its first byte in the stream
  std::string fault;         ///< not empty: why this cannot be read
};

class Splitter {
 public:
  explicit Splitter(Bytes bytes, std::size_t longest_record = kLongestRecord)
      : bytes_(std::move(bytes)), longest_record_(longest_record) {}

  /// The next record or fault; none at the end of a complete stream. Throws BadPayload when the stream is not PubMed
  /// XML or ends too early.
  std::optional<Piece> next();

  /// Goes on inside the piece just returned, at `position` of its text: it swallowed the start of another record.
  void resume_at(std::size_t position) { begin_ = piece_begin_ + position; }

  /// Name of the first element, once next() was called.
  [[nodiscard]] const std::string& root() const { return root_; }

 private:
  bool fill();
  bool has(std::size_t count);
  [[nodiscard]] std::string_view rest() const { return {buffer_.data() + begin_, end_ - begin_}; }
  [[nodiscard]] std::uint64_t offset() const { return base_ + begin_; }
  bool starts_with(std::string_view text);
  bool skip_past(std::string_view text);
  void skip_doctype();
  std::size_t tag_size();
  void check_declaration();
  std::optional<Piece> skip_text();
  std::optional<Piece> enter_element(const std::string& name);
  Piece take_record(const std::string& name);
  Piece unfinished_record(const std::string& name);
  Piece take(std::size_t size, std::string fault);
  [[noreturn]] void truncated(const std::string& where) const;

  Bytes bytes_;
  std::size_t longest_record_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0, end_ = 0;  ///< of the unread part of buffer_
  std::size_t piece_begin_ = 0;
  std::uint64_t base_ = 0;  ///< stream offset of buffer_[0]
  bool ended_ = false;      ///< the stream gave its last byte
  std::string root_;
  bool inside_root_ = false;
  bool stray_told_ = false;  ///< one fault for a run of things that do not belong
};

/// Where the start tag of another record of the same kind begins inside `text`, after its own; npos when nowhere.
std::size_t nested_start(std::string_view text);

}  // namespace evigraft::pubmed
