// tests/fuzz/targets.h: what must hold for any bytes. Each aborts when it does not. Built as libFuzzer targets with
// -DEVIGRAFT_FUZZ=ON under clang; the corpus is replayed with mutations in the normal tests.
#pragma once
#include <cstdint>
#include <string_view>

namespace evigraft::fuzz {

/// A file of PubMed XML: the same records in pieces of any size, each with its own slice and valid text.
void pubmed_xml(std::string_view bytes);
/// A reply of an E-utility, by search and by fetch.
void pubmed_reply(std::string_view bytes);
/// A CSL-JSON file.
void csljson(std::string_view bytes);
/// A full text: read for the built-in topic and asked one question; every number has its place and words.
void jats(std::string_view bytes);
/// A filled sheet, CSV or XLSX, in a database that holds nothing.
void sheet(std::string_view bytes);
/// One XML part of an XLSX file, each in turn.
void sheet_part(std::string_view bytes);

}  // namespace evigraft::fuzz
