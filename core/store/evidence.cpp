#include "store/evidence.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <nlohmann/json.hpp>

#include "store/query.h"

namespace evigraft {
namespace {
using Json = nlohmann::json;

std::string text(const Row& row, std::string_view column) {
  const auto* value = std::get_if<std::string>(&row[column]);
  return value ? *value : std::string();
}

std::optional<double> number(const Row& row, std::string_view column) {
  const Value& value = row[column];
  if (const auto* real = std::get_if<double>(&value)) return *real;
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return static_cast<double>(*whole);
  return std::nullopt;
}

std::optional<std::int64_t> whole(const Row& row, std::string_view column) {
  const auto* value = std::get_if<std::int64_t>(&row[column]);
  return value ? std::optional(*value) : std::nullopt;
}

std::vector<std::string> texts(const Row& row, std::string_view column) {
  const std::string json = text(row, column);
  return json.empty() ? std::vector<std::string>{} : Json::parse(json).get<std::vector<std::string>>();
}

/// "Wang C" or the collective's name.
std::vector<std::string> author_names(const std::string& json) {
  std::vector<std::string> names;
  if (json.empty()) return names;
  const auto member = [](const Json& author, const char* key) {
    const auto found = author.find(key);
    return found != author.end() && found->is_string() ? found->get<std::string>() : std::string();
  };
  for (const Json& author : Json::parse(json)) {
    std::string name = member(author, "collective");
    if (name.empty()) {
      name = member(author, "family");
      const std::string given = member(author, "given");
      bool initial = true;
      std::string initials;
      for (const char c : given) {
        const bool letter = (static_cast<unsigned char>(c) & 0x80) != 0 || std::isalpha(static_cast<unsigned char>(c));
        if (letter && (initial || (static_cast<unsigned char>(c) & 0xC0) == 0x80)) initials += c;
        initial = !letter;
      }
      if (!initials.empty()) name += " " + initials;
    }
    names.push_back(name);
  }
  return names;
}

template <class T, class Fill>
std::vector<T> view(const Store& store, const char* name, Fill fill) {
  std::vector<T> rows;
  list_view(store, {.view = name, .filters = {}}, [&](const Row& row) { fill(row, rows.emplace_back()); });
  return rows;
}
}  // namespace

std::vector<OutcomeView> outcome_views(const Store& store) {
  return view<OutcomeView>(store, "v_outcome", [](const Row& row, OutcomeView& out) { out = outcome_view(row); });
}

OutcomeView outcome_view(const Row& row) {
  OutcomeView out;
  out.outcome_id = whole(row, "outcome_id").value_or(0);
  out.study_id = whole(row, "study_id").value_or(0);
  out.report_id = whole(row, "report_id").value_or(0);
  out.arm_class = text(row, "arm_class");
  out.arm_label = text(row, "arm_label");
  out.unit = text(row, "unit");
  out.method = text(row, "method");
  out.definition = text(row, "definition");
  out.site = text(row, "site");
  out.species = text(row, "species");
  out.design = text(row, "design");
  out.pairing = text(row, "pairing");
  out.decision = text(row, "decision");
  out.n = number(row, "n");
  out.months = number(row, "months");
  out.spread = number(row, "spread");
  out.value = number(row, "value").value_or(0);
  out.confidence = number(row, "confidence").value_or(0);
  out.spread_kind = text(row, "spread_kind");
  out.spread_inferred = text(row, "spread_inferred");
  out.spread_evidence = text(row, "spread_evidence");
  out.interval_kind = text(row, "interval_kind");
  out.statistic = text(row, "statistic");
  out.as_printed = text(row, "as_printed");
  if (const std::string interval = text(row, "interval"); !interval.empty())
    out.interval = Json::parse(interval).get<std::array<double, 2>>();
  out.polarity_flipped = whole(row, "polarity_flipped").value_or(0) != 0;
  out.flags = texts(row, "flags");
  out.span_field = text(row, "span_field");
  out.quote = text(row, "quote");
  out.span_start = static_cast<int>(whole(row, "span_start").value_or(0));
  out.span_end = static_cast<int>(whole(row, "span_end").value_or(0));
  out.verdict = text(row, "verdict");
  out.status = text(row, "status");
  out.decision_id = whole(row, "decision_id").value_or(0);
  out.decided_by = text(row, "decided_by");
  out.decided_at = text(row, "decided_at");
  out.decided_why = text(row, "decided_why");
  out.place = text(row, "place");
  return out;
}

std::vector<ReportView> report_views(const Store& store) {
  return view<ReportView>(store, "v_report", [](const Row& row, ReportView& out) {
    out.report_id = whole(row, "report_id").value_or(0);
    out.study_id = whole(row, "study_id").value_or(0);
    out.key = text(row, "key");
    out.status = text(row, "status");
    out.status_evidence = text(row, "status_evidence");
    out.doi = text(row, "doi");
    out.pmid = text(row, "pmid");
    out.title = text(row, "title");
    out.abstract_text = text(row, "abstract_text");
    out.journal = text(row, "journal");
    out.authors = author_names(text(row, "authors"));
    out.first_author = text(row, "first_author");
    if (const auto year = whole(row, "year")) out.year = static_cast<int>(*year);
    out.verdict = text(row, "verdict");
    out.verdict_rule = text(row, "verdict_rule");
    out.verdict_reason = text(row, "verdict_reason");
    out.species = text(row, "species");
    out.design = text(row, "design");
    out.pairing = text(row, "pairing");
    out.site = text(row, "site");
    out.outcomes = whole(row, "outcomes").value_or(0);
  });
}

std::vector<PrismaView> prisma_views(const Store& store) {
  return view<PrismaView>(store, "v_prisma", [](const Row& row, PrismaView& out) {
    out.box = text(row, "box");
    out.n = whole(row, "n");
    out.detail = text(row, "detail");
  });
}

std::vector<ExclusionView> exclusion_views(const Store& store) {
  return view<ExclusionView>(store, "v_exclusion", [](const Row& row, ExclusionView& out) {
    out.stage = text(row, "stage");
    out.subject = text(row, "subject");
    out.reason = text(row, "reason");
    out.detail = text(row, "detail");
    out.n = whole(row, "n").value_or(1);
  });
}

std::vector<SliceView> slice_views(const Store& store) {
  std::map<std::int64_t, std::string> days;
  list_view(store, {.view = "v_run", .filters = {}},
            [&](const Row& row) { days[whole(row, "run_id").value_or(0)] = text(row, "started_at").substr(0, 10); });
  return view<SliceView>(store, "v_slice", [&](const Row& row, SliceView& out) {
    out.source = text(row, "source");
    out.name = text(row, "name");
    out.text = text(row, "text");
    out.day = days[whole(row, "run_id").value_or(0)];
    out.state = text(row, "state");
    out.expected = whole(row, "expected");
    out.received = whole(row, "received").value_or(0);
    out.stored = whole(row, "stored").value_or(0);
    out.root = text(row, "parent").empty();
  });
}

std::vector<FileView> file_views(const Store& store) {
  std::vector<FileView> files;
  list_view(store, {.view = "v_payload", .filters = {{.column = "kind", .value = std::string("file")}}},
            [&](const Row& row) {
              files.push_back({text(row, "source"), text(row, "name"), text(row, "received_at").substr(0, 10),
                               whole(row, "size").value_or(0)});
            });
  return files;
}

std::string last_run_day(const Store& store) {
  std::string day;
  list_view(store, {.view = "v_run", .filters = {}},
            [&](const Row& row) { day = std::max(day, text(row, "started_at").substr(0, 10)); });
  return day;
}

std::int64_t last_run(const Store& store) {
  std::int64_t run = 0;
  list_view(store, {.view = "v_run", .filters = {}},
            [&](const Row& row) { run = std::max(run, whole(row, "run_id").value_or(0)); });
  return run;
}

}  // namespace evigraft
