#include "answer.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <pugixml.hpp>
#include <unordered_set>

#include "identifiers.h"
#include "inline_text.h"
#include "well_formed.h"

namespace evigraft::pubmed {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

template <std::size_t N>
bool contains_any(const std::string& text, const std::array<std::string_view, N>& parts) {
  return std::any_of(parts.begin(), parts.end(), [&](std::string_view part) { return contains(text, part); });
}

/// One line for a message: blanks joined, at most 200 bytes, cut before a broken letter.
std::string shown(std::string_view text) {
  std::string out;
  for (const char c : tidy(text.substr(0, std::min<std::size_t>(text.size(), 1000))))
    out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  if (out.size() > 200) out.resize(200);
  while (find_flaw(out) && !out.empty() && static_cast<unsigned char>(out.back()) >= 0x80) out.pop_back();
  return out;
}

std::string_view trimmed(std::string_view body) {
  if (body.starts_with("\xEF\xBB\xBF")) body.remove_prefix(3);
  const std::size_t begin = body.find_first_not_of(" \t\r\n");
  return begin == std::string_view::npos ? std::string_view{} : body.substr(begin);
}

/// NCBI echoes the key in its JSON errors: nothing of the body is repeated.
void check_json(const std::string& head) {
  if (contains(head, "rate limit")) throw RetryLater(1, "NCBI says that its rate limit was exceeded");
  if (contains_any(head, std::array<std::string_view, 2>{"api key invalid", "invalid api key"}))
    throw AuthRefused("NCBI does not accept the API key; check NCBI_API_KEY");
  throw BadPayload("NCBI answered in JSON where XML was asked for");
}

void check_status(int status, const std::string& head) {
  if (status == 200) return;
  const std::string said = "NCBI answered with status " + std::to_string(status);
  if (status == 401 || status == 403) throw AuthRefused(said + "; it refuses this address or key");
  if (status == 429 || status >= 500) throw RetryLater(1, said);
  if (status == 400 && contains(head, "api key"))
    throw AuthRefused("NCBI does not accept the API key; check NCBI_API_KEY");
  if (status == 404) throw BadConfig(said + "; check the base address of the source pubmed");
  if (status >= 400) throw BadConfig(said + " and refuses the request: \"" + shown(head) + "\"");
  throw BadPayload(said);
}

pugi::xml_node parse(const Reply& reply, pugi::xml_document& document) {
  if (const auto flaw = find_flaw(reply.body))
    throw BadPayload("the XML is not well-formed at byte " + std::to_string(flaw->position) + ": " + flaw->reason);
  const auto result = document.load_buffer(reply.body.data(), reply.body.size(), kParseFlags, pugi::encoding_utf8);
  if (!result) {
    if (result.status == pugi::status_no_document_element) throw BadPayload("the XML holds nothing after its prolog");
    throw BadPayload("the XML is not well-formed at byte " + std::to_string(result.offset) + ": " +
                     result.description());
  }
  return document.document_element();
}

unsigned read_count(pugi::xml_node root) {
  const std::string text = inline_text(root.child("Count"));
  unsigned count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size())
    throw BadPayload("the search's answer does not say how many records there are");
  return count;
}

void add_warnings(pugi::xml_node root, std::vector<std::string>& warnings) {
  for (const pugi::xml_node list : {root.child("ErrorList"), root.child("WarningList")})
    for (const pugi::xml_node entry : list.children()) {
      const std::string_view kind = entry.name();
      const std::string text = shown(inline_text(entry));
      if (text.empty()) continue;
      if (kind == "PhraseNotFound" || kind == "QuotedPhraseNotFound" || kind == "PhraseIgnored")
        warnings.push_back("PubMed does not know the phrase \"" + text + "\" and searched without it");
      else if (kind == "FieldNotFound")
        warnings.push_back("PubMed does not know the search field \"" + text + "\"");
      else if (text != "No items found.")
        warnings.push_back("PubMed says of the search: " + text);
    }
}
}  // namespace

void check_reply(const Reply& reply) {
  const std::string_view body = trimmed(reply.body);
  const std::string head = lower(body.substr(0, std::min<std::size_t>(body.size(), 2000)));
  if (head.starts_with('{')) check_json(head);
  check_status(reply.status, head);
  if (head.empty()) throw BadPayload("the answer is empty");
  if (head.starts_with("<html") || head.starts_with("<head") || contains(head, "<!doctype html") ||
      contains(head, "<html"))
    throw BadPayload("NCBI answered with a web page where XML was asked for");
  if (!head.starts_with('<'))
    throw BadPayload("NCBI answered in words where XML was asked for: \"" + shown(body) + "\"");
}

void throw_error(std::string_view utility, const std::string& message) {
  // What a topic's query or a request can cause; anything else (a backend that failed, a C++ exception) may pass.
  constexpr std::array<std::string_view, 7> ours = {
      "empty term",          "cannot be larger than",          "invalid db name", "unknown field",
      "mandatory parameter", "supplied id parameter is empty", "invalid date"};
  const std::string text = lower(message), said = std::string(utility) + " says: " + shown(message);
  if (contains(text, "rate limit")) throw RetryLater(1, said);
  if (contains(text, "api key")) throw AuthRefused("NCBI does not accept the API key; check NCBI_API_KEY");
  if (contains_any(text, ours)) throw BadConfig(said);
  throw BadPayload(said);
}

Found read_esearch(const Reply& reply) {
  check_reply(reply);
  pugi::xml_document document;
  const pugi::xml_node root = parse(reply, document);
  if (std::string_view(root.name()) != "eSearchResult")
    throw BadPayload("the root element is <" + std::string(root.name()).substr(0, 60) + ">, not eSearchResult");
  if (const pugi::xml_node error = root.child("ERROR")) throw_error("ESearch", inline_text(error));
  Found found;
  found.count = read_count(root);
  std::unordered_set<std::string> seen;
  for (const pugi::xml_node node : root.child("IdList").children("Id")) {
    std::string id = inline_text(node);
    if (!is_pmid(id)) throw BadPayload("the search's answer lists \"" + shown(id) + "\", which is no PMID");
    if (seen.insert(id).second) found.ids.push_back(std::move(id));
  }
  add_warnings(root, found.warnings);
  return found;
}

void check_efetch(const Reply& reply) {
  const std::string_view head = reply.body.substr(0, std::min<std::size_t>(reply.body.size(), 4096));
  if (head.find("<eFetchResult") == std::string_view::npos) return;
  pugi::xml_document document;
  const pugi::xml_node root = parse(reply, document);
  if (std::string_view(root.name()) == "eFetchResult") throw_error("EFetch", inline_text(root.child("ERROR")));
}

}  // namespace evigraft::pubmed
