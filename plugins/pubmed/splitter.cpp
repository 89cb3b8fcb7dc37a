#include "splitter.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstring>
#include <evigraft/source.hpp>

namespace evigraft::pubmed {
namespace {

constexpr std::size_t kChunk = 256U << 10U;
constexpr std::size_t kLongestName = 64;
constexpr std::size_t kLongestTag = 64U << 10U;
constexpr std::array<std::string_view, 5> kRecords = {"PubmedArticle", "PubmedBookArticle", "MedlineCitation",
                                                      "DeleteCitation", "DeleteDocument"};
constexpr std::array<std::string_view, 3> kSets = {"PubmedArticleSet", "PubmedBookArticleSet", "MedlineCitationSet"};

bool is_record(std::string_view name) { return std::find(kRecords.begin(), kRecords.end(), name) != kRecords.end(); }
bool is_set(std::string_view name) { return std::find(kSets.begin(), kSets.end(), name) != kSets.end(); }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool ends_name(char c) { return is_blank(c) || c == '>' || c == '/'; }

std::size_t position_of(std::string_view text, std::string_view what, std::size_t from) {
  if (from >= text.size()) return std::string_view::npos;
  const void* hit = memmem(text.data() + from, text.size() - from, what.data(), what.size());
  return hit == nullptr ? std::string_view::npos
                        : static_cast<std::size_t>(static_cast<const char*>(hit) - text.data());
}

/// Position of `open` followed by the end of a name ("</PubmedArticle" is also how "</PubmedArticleSet" begins).
std::size_t find_tag(std::string_view text, const std::string& open, std::size_t from) {
  for (std::size_t at = position_of(text, open, from); at != std::string_view::npos;
       at = position_of(text, open, at + 1)) {
    const std::size_t after = at + open.size();
    if (after >= text.size()) return std::string_view::npos;
    if (ends_name(text[after])) return at;
  }
  return std::string_view::npos;
}

/// The first "<!--" or "<![CDATA[" of text[from, to); '!' is rare, so this hops.
std::size_t find_bang(std::string_view text, std::size_t from, std::size_t to) {
  for (std::size_t at = from + 1; at < to; ++at) {
    const void* hit = std::memchr(text.data() + at, '!', to - at);
    if (hit == nullptr) break;
    at = static_cast<std::size_t>(static_cast<const char*>(hit) - text.data());
    if (text[at - 1] == '<' && (text.substr(at, 3) == "!--" || text.substr(at, 8) == "![CDATA[")) return at - 1;
  }
  return std::string_view::npos;
}

std::string at_byte(std::uint64_t offset) { return "byte " + std::to_string(offset); }
}  // namespace

std::size_t nested_start(std::string_view text) {
  std::size_t name_end = 1;
  while (name_end < text.size() && !ends_name(text[name_end])) ++name_end;
  return find_tag(text, std::string(text.substr(0, name_end)), name_end);
}

bool Splitter::fill() {
  if (ended_) return false;
  if (begin_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    base_ += begin_;
    end_ -= begin_;
    begin_ = 0;
  }
  if (buffer_.size() - end_ < kChunk) buffer_.resize(std::max(buffer_.size() * 2, end_ + kChunk));
  const std::size_t got = bytes_(buffer_.data() + end_, kChunk);
  ended_ = got == 0;
  end_ += got;
  return !ended_;
}

bool Splitter::has(std::size_t count) {
  while (end_ - begin_ < count)
    if (!fill()) return false;
  return true;
}

bool Splitter::starts_with(std::string_view text) { return has(text.size()) && rest().starts_with(text); }

bool Splitter::skip_past(std::string_view text) {
  for (;;) {
    const std::size_t at = position_of(rest(), text, 0);
    if (at != std::string_view::npos) {
      begin_ += at + text.size();
      return true;
    }
    const std::size_t keep = std::min(text.size() - 1, end_ - begin_);
    begin_ = end_ - keep;
    if (!fill()) return false;
  }
}

void Splitter::truncated(const std::string& where) const {
  throw BadPayload("the XML ends too early, " + where + " (" + at_byte(base_ + end_) + ")");
}

std::size_t Splitter::tag_size() {
  char quote = 0;
  for (std::size_t size = 1; size < kLongestTag && has(size); ++size) {
    const char c = buffer_[begin_ + size - 1];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '>') {
      return size;
    }
  }
  truncated("inside the tag that begins at " + at_byte(offset()));
}

void Splitter::skip_doctype() {
  char quote = 0;
  for (int depth = 0; has(1); ++begin_) {
    const char c = buffer_[begin_];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '<' && starts_with("<!--")) {
      begin_ += 4;
      if (!skip_past("-->")) break;
      --begin_;
    } else if (c == '<') {
      ++depth;
    } else if (c == '>' && --depth == 0) {
      ++begin_;
      return;
    }
  }
  truncated("inside the DOCTYPE");
}

void Splitter::check_declaration() {
  has(512);
  const std::string_view head = rest().substr(0, std::min(rest().find("?>"), std::size_t{512}));
  const std::size_t at = head.find("encoding");
  if (!head.starts_with("<?xml") || at == std::string_view::npos) return;
  std::string name;
  const std::size_t open = head.find_first_of("\"'", at);
  for (std::size_t i = open; i != std::string_view::npos && ++i < head.size() && head[i] != head[open];)
    name += static_cast<char>(std::toupper(static_cast<unsigned char>(head[i])));
  if (name != "UTF-8" && name != "UTF8" && name != "US-ASCII" && name != "ASCII")
    throw BadPayload("the XML says it is encoded as " + name.substr(0, 40) + "; PubMed XML is UTF-8");
}

std::optional<Piece> Splitter::skip_text() {
  bool stray = false;
  std::uint64_t where = 0;
  while (has(1)) {
    while (begin_ < end_ && buffer_[begin_] != '<') {
      if (!is_blank(buffer_[begin_]) && !stray) {
        stray = true;
        where = offset();
      }
      ++begin_;
    }
    if (begin_ < end_) break;
  }
  if (!stray) return std::nullopt;
  if (root_.empty()) throw BadPayload("this is not XML: text before the first tag");
  if (stray_told_) return std::nullopt;
  stray_told_ = true;
  return Piece{{}, where, "there is text between the records"};
}

Piece Splitter::take(std::size_t size, std::string fault) {
  piece_begin_ = begin_;
  Piece piece{rest().substr(0, size), offset(), std::move(fault)};
  begin_ += size;
  stray_told_ = false;
  return piece;
}

Piece Splitter::unfinished_record(const std::string& name) {
  const std::string_view text = rest();
  std::size_t stop = nested_start(text);
  for (const std::string_view set : kSets) stop = std::min(stop, find_tag(text, "</" + std::string(set), 1));
  if (stop == std::string_view::npos) {
    if (ended_) truncated("inside the " + name + " that begins at " + at_byte(offset()));
    stop = text.size();
    return take(stop, name + " is longer than " + std::to_string(longest_record_ >> 20U) + " MiB");
  }
  return take(stop, name + " has no end tag");
}

Piece Splitter::take_record(const std::string& name) {
  const std::string close = "</" + name;
  std::size_t scanned = tag_size();
  if (buffer_[begin_ + scanned - 2] == '/') return take(scanned, {});
  for (;;) {
    const std::string_view text = rest();
    const std::size_t end = find_tag(text, close, scanned);
    const std::size_t bang = find_bang(text, scanned, std::min(end, text.size()));
    if (bang != std::string_view::npos) {
      const std::string_view stop = text[bang + 2] == '-' ? "-->" : "]]>";
      const std::size_t after = position_of(text, stop, bang + 4);
      if (after != std::string_view::npos) {
        scanned = after + stop.size();
        continue;
      }
      scanned = bang;  // the comment is not here to its end: read on
    } else if (end != std::string_view::npos) {
      const std::size_t greater = text.find('>', end);
      if (greater != std::string_view::npos) return take(greater + 1, {});
      scanned = end;
    } else {
      const std::size_t overlap = close.size() + 16;
      scanned = text.size() > scanned + overlap ? text.size() - overlap : scanned;
    }
    if (text.size() > longest_record_ || !fill()) return unfinished_record(name);
  }
}

std::optional<Piece> Splitter::enter_element(const std::string& name) {
  if (root_.empty()) {
    root_ = name;
    if (!is_set(name) && !is_record(name))
      throw BadPayload("the root element is <" + name + ">, not a set of PubMed records");
  }
  if (is_record(name)) return take_record(name);
  const std::uint64_t where = offset();
  begin_ += tag_size();
  const bool empty = buffer_[begin_ - 2] == '/';
  if (is_set(name)) {
    inside_root_ = !empty;
    return std::nullopt;
  }
  if (stray_told_) return std::nullopt;
  stray_told_ = true;
  return Piece{{}, where, "<" + name + "> does not belong between the records"};
}

std::optional<Piece> Splitter::next() {
  if (offset() == 0) {
    if (starts_with("\xEF\xBB\xBF")) begin_ += 3;
    if (starts_with("\xFE\xFF") || starts_with("\xFF\xFE")) throw BadPayload("the XML is UTF-16; PubMed XML is UTF-8");
    check_declaration();
  }
  for (;;) {
    if (auto stray = skip_text()) return stray;
    if (!has(1)) break;
    if (starts_with("<!--")) {
      if (begin_ += 4; !skip_past("-->")) truncated("inside a comment");
    } else if (starts_with("<![CDATA[")) {
      if (!skip_past("]]>")) truncated("inside a CDATA section");
      if (!stray_told_) {
        stray_told_ = true;
        return Piece{{}, offset(), "there is text between the records"};
      }
    } else if (starts_with("<?")) {
      if (!skip_past("?>")) truncated("inside a processing instruction");
    } else if (starts_with("<!")) {
      skip_doctype();
    } else {
      has(kLongestName + 2);
      const std::string_view text = rest();
      const bool closing = text.size() > 1 && text[1] == '/';
      const std::size_t from = closing ? 2 : 1;
      std::size_t stop = from;
      while (stop < text.size() && stop < kLongestName && !ends_name(text[stop])) ++stop;
      if (stop == from && stop < text.size())
        throw BadPayload("this is not XML: a tag without a name (" + at_byte(offset()) + ")");
      const std::string name(text.substr(from, stop - from));
      if (closing) {
        const std::uint64_t where = offset();
        begin_ += tag_size();
        if (is_set(name)) {
          inside_root_ = false;
        } else if (!stray_told_) {
          stray_told_ = true;
          return Piece{{}, where, "</" + name + "> does not belong between the records"};
        }
      } else if (auto piece = enter_element(name)) {
        return piece;
      }
    }
  }
  if (root_.empty())
    throw BadPayload(base_ + end_ == 0 ? "the answer is empty" : "the XML holds nothing after its prolog");
  if (inside_root_) truncated("before the end of the set");
  return std::nullopt;
}

}  // namespace evigraft::pubmed
