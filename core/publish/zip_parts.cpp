#include "publish/zip_parts.h"

#include <evigraft/error.h>
#include <zip.h>

#include <array>

namespace evigraft::publish {
namespace {
[[noreturn]] void refuse(const std::string& origin, const std::string& why) {
  throw Error(Error::Kind::data, origin + ": " + why);
}
}  // namespace

struct ZipParts::Archive {
  zip_t* handle = nullptr;
  ~Archive() {
    if (handle != nullptr) zip_discard(handle);
  }
};

ZipParts::ZipParts(std::string_view bytes, std::string origin, std::size_t entries, std::size_t budget)
    : archive_(std::make_unique<Archive>()), origin_(std::move(origin)), budget_(budget) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  if (source != nullptr) archive_->handle = zip_open_from_source(source, ZIP_RDONLY, &error);
  if (source != nullptr && archive_->handle == nullptr) zip_source_free(source);
  const std::string why = archive_->handle == nullptr ? zip_error_strerror(&error) : "";
  zip_error_fini(&error);
  if (archive_->handle == nullptr)
    refuse(origin_, "this is no XLSX file (" + why + "); save the sheet as .xlsx or .csv.");
  if (static_cast<std::size_t>(zip_get_num_entries(archive_->handle, 0)) > entries)
    refuse(origin_, "this archive holds more than " + std::to_string(entries) + " files, which no sheet needs.");
}

ZipParts::~ZipParts() = default;

std::optional<std::string> ZipParts::part(const std::string& name) {
  const zip_int64_t index = zip_name_locate(archive_->handle, name.c_str(), 0);
  if (index < 0) return std::nullopt;
  const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> file(
      zip_fopen_index(archive_->handle, static_cast<zip_uint64_t>(index), 0), zip_fclose);
  if (!file)
    refuse(origin_, name + " cannot be opened in it; is the file protected by a password? Save it without one.");
  // What the archive says of its sizes is not believed: unpacking stops at the budget.
  std::string out;
  std::array<char, 1 << 16> block{};
  for (;;) {
    const zip_int64_t got = zip_fread(file.get(), block.data(), block.size());
    if (got < 0) refuse(origin_, name + " in it is damaged; save the sheet again.");
    if (got == 0) return out;
    const auto size = static_cast<std::size_t>(got);
    if (size > budget_) refuse(origin_, "it unpacks to more than a sheet may hold.");
    budget_ -= size;
    out.append(block.data(), size);
  }
}

}  // namespace evigraft::publish
