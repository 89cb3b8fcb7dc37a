#include "store/payloads.h"

#include "store/connection.h"
#include "store/digest.h"
#include "store/record_columns.h"

namespace evigraft {

std::optional<StoredPayload> find_payload(const Store& store, std::int64_t id) {
  Statement row(store.connection(),
                "SELECT p.id, p.kind, p.source, p.name, p.sha256, p.size, p.verdict, p.reason, p.status, p.headers, "
                "p.received_at, r.method, r.path, r.parameters, r.headers, r.body, r.keys, r.carry, l.name "
                "FROM payload AS p LEFT JOIN request AS r ON r.id = p.request_id "
                "LEFT JOIN slice AS l ON l.id = r.slice_id WHERE p.id = ?");
  if (!row.bind(id).step()) return std::nullopt;
  StoredPayload out{.id = row.integer(0),
                    .kind = row.text(1),
                    .source = row.text(2),
                    .name = row.text(3),
                    .sha256 = row.text(4),
                    .size = row.count(5),
                    .verdict = row.text(6),
                    .reason = row.text(7),
                    .status = static_cast<int>(row.integer(8)),
                    .headers = row.is_null(9) ? Pairs{} : pairs_from_json(row.text(9)),
                    .received_at = row.text(10),
                    .request = std::nullopt};
  if (!row.is_null(11))
    out.request = Request{.method = row.text(11) == "POST" ? Method::post : Method::get,
                          .path = row.text(12),
                          .parameters = pairs_from_json(row.text(13)),
                          .headers = pairs_from_json(row.text(14)),
                          .body = row.text(15),
                          .slice = row.text(18),
                          .keys = texts_from_json(row.text(16)),
                          .state = row.text(17)};
  return out;
}

std::optional<std::string> payload_bytes(const Store& store, std::int64_t id) {
  Statement row(store.connection(), "SELECT body, size, sha256 FROM payload WHERE id = ?");
  if (!row.bind(id).step() || row.is_null(0)) return std::nullopt;
  std::string bytes = decompressed(row.text(0), row.count(1));
  if (sha256_hex(bytes) != row.text(2))
    throw Error(Error::Kind::database, "payload " + std::to_string(id) + " of " + store.file().string() +
                                           " no longer matches its SHA-256: the file is damaged, put a copy back");
  return bytes;
}

}  // namespace evigraft
