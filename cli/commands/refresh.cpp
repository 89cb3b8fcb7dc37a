// evigraft refresh: the scheduled job.
#include <evigraft/error.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "cli/clock.h"
#include "cli/command.h"
#include "cli/interrupt.h"
#include "cli/open.h"
#include "cli/run_json.h"
#include "cli/unsettled.h"
#include "pipeline/calendar.h"
#include "source/har.h"
#include "source/har_transport.h"
#include "source/http_transport.h"
#include "source/wire.h"

namespace evigraft::cli {
namespace {

struct RefreshFlags {
  std::vector<std::string> sources;
  std::string since, record, replay;
  bool full = false, dry_run = false, exit_code = false;
  std::uint64_t limit = 0;
};

/// The searching sources that are asked: those named, else all that are enabled and that the topic has a query for.
std::vector<Runner*> chosen_sources(const Context& context, const FoundPlugins& found, const Topic& topic,
                                    const RefreshFlags& flags) {
  std::vector<Runner*> chosen;
  for (const auto& runner : found.sources) {
    const std::string& id = runner->info().id;
    const bool named = std::find(flags.sources.begin(), flags.sources.end(), id) != flags.sources.end();
    const bool enabled = source_settings(context.settings, context.environment, id).enabled;
    if (runner->info().searches() && topic.queries.contains(id) && (named || (flags.sources.empty() && enabled)))
      chosen.push_back(runner.get());
  }
  for (const std::string& name : flags.sources)
    if (std::none_of(chosen.begin(), chosen.end(), [&](const Runner* r) { return r->info().id == name; }))
      throw Error(Error::Kind::usage, "There is no source '" + name + "' that searches for the topic " + topic.name +
                                          "; 'evigraft plugin list' shows those installed.");
  if (chosen.empty())
    throw Error(Error::Kind::configuration,
                "No source is enabled that the topic " + topic.name + " has a query for; see 'evigraft plugin list'.");
  return chosen;
}

int exit_code(const RefreshSummary& summary, const RefreshFlags& flags) {
  if (summary.cancelled) return 130;
  const auto any = [&](auto&& test) { return std::any_of(summary.sources.begin(), summary.sources.end(), test); };
  const bool kept = any([](const SourceSummary& s) { return s.answered || s.status == "ok"; });
  if (any([](const SourceSummary& s) { return s.answer == Answer::auth || s.answer == Answer::bad_config; }) && !kept)
    return 5;
  if (summary.status == "failed") return 6;
  if (summary.status == "partial") return kept ? 4 : 6;
  const bool changed = any([](const SourceSummary& s) { return s.fresh + s.changed + s.deleted > 0; });
  return flags.exit_code && !changed ? 3 : 0;
}

void print(Output& out, const RefreshSummary& summary) {
  warn_of_unsettled(out, summary.derived.decisions);
  if (out.json()) {
    out.document(to_json(summary));
    return;
  }
  for (const SourceSummary& s : summary.sources) {
    out.line(s.source + ": " + s.status + ". The server counts " + std::to_string(s.expected) + "; " +
             std::to_string(s.received) + " received, " + std::to_string(s.fresh) + " new, " +
             std::to_string(s.changed) + " changed, " + std::to_string(s.unchanged) + " unchanged, " +
             std::to_string(s.deleted) + " deleted, " + std::to_string(s.rejected) + " rejected, " +
             std::to_string(s.owed) + " owed; " + std::to_string(s.requests) + " requests" +
             (s.watermark.empty() ? "" : "; complete up to " + s.watermark) + ".");
    if (!s.error.empty()) out.warn(s.source + ": " + s.error);
  }
  out.line("Reports: " + std::to_string(summary.derived.reports_new) + " new, " +
           std::to_string(summary.derived.reports_merged) +
           " merged. Outcomes: " + std::to_string(summary.derived.outcomes_new) + " new, " +
           std::to_string(summary.derived.outcomes_changed) + " changed.");
  if (summary.cancelled) out.note("Interrupted: what was received is kept; run refresh again to go on.");
}

int dry_run(const Context& context, const std::vector<Runner*>& sources, const Topic& topic) {
  for (Runner* runner : sources) {
    const SourceSettings settings = source_settings(context.settings, context.environment, runner->info().id);
    Query query;
    query.text = topic.queries.at(runner->info().id);
    query.until = context.now().substr(0, 10);
    const Batch batch = runner->first(query);
    if (batch.answer != Answer::ok) throw Error(Error::Kind::configuration, runner->info().id + ": " + batch.message);
    const std::string base = settings.base_url.empty() ? runner->info().base_url : settings.base_url;
    for (const Request& request : batch.requests) {
      context.out().line((request.method == Method::post ? "POST " : "GET ") + base + request.path);
      for (const auto& [name, value] : request.parameters) context.out().line("  " + name + " = " + value);
    }
  }
  return 0;
}

int run(Context& context, const RefreshFlags& flags) {
  if (!flags.since.empty() && !is_day(flags.since))
    throw Error(Error::Kind::usage, "--since takes a day such as 2026-11-01, not '" + flags.since + "'.");
  if (!flags.record.empty() && !flags.replay.empty())
    throw Error(Error::Kind::usage, "--record and --replay exclude each other.");
  if (!flags.since.empty() && flags.full) throw Error(Error::Kind::usage, "--since and --full exclude each other.");

  std::unique_ptr<Transport> transport;
  std::unique_ptr<HarRecorder> recorder;
  if (!flags.replay.empty()) {
    auto har = std::make_unique<HarTransport>(flags.replay);
    if (!context.now_is_fixed) {
      context.now = [started = normalised_time(har->first_started())] { return started; };
    }
    transport = std::move(har);
  }
  const FoundPlugins found = load_sources(context);
  // Sources and their settings are checked before a database is made.
  const bool exists = Store::exists(context.settings.database);
  std::optional<Opened> opened;
  if (exists && !flags.dry_run) opened = open_or_create(context);
  const Topic topic = opened   ? opened->topic
                      : exists ? topic_of(context, open_for_reading(context))
                               : find_topic(context.settings.topic).topic;
  const std::vector<Runner*> runners = chosen_sources(context, found, topic, flags);
  std::vector<SourceChoice> choices;
  for (Runner* runner : runners) {
    choices.push_back({runner, fetch_options(context, runner->info())});
    destination(runner->info(),
                choices.back().options);  // throws on an address, pace or credential that cannot be used
  }
  if (flags.dry_run) return dry_run(context, runners, topic);
  if (!opened) opened = open_or_create(context);
  if (!transport) {
    HttpOptions options;
    options.user_agent = user_agent(EVIGRAFT_PROGRAM_VERSION, context.settings.email);
    options.pace_folder = state_folder(context.environment) / "pace";
    transport = std::make_unique<HttpTransport>(options);
  }
  if (!flags.record.empty())
    recorder = std::make_unique<HarRecorder>(*transport, flags.record, EVIGRAFT_PROGRAM_VERSION);

  remember_interrupts();
  RefreshOptions options;
  options.since = flags.since;
  options.full = flags.full;
  options.limit = flags.limit;
  options.json = [](const RefreshSummary& summary) { return to_json(summary).dump(); };
  Transport& used = recorder ? *recorder : *transport;
  RefreshSummary summary;
  try {
    summary = refresh(opened->store, topic, choices, used, options, surroundings(context));
  } catch (...) {
    if (recorder) recorder->finish();  // a run that fails is the one whose recording is wanted
    throw;
  }
  if (recorder) recorder->finish();
  print(context.out(), summary);
  return exit_code(summary, flags);
}
}  // namespace

void add_refresh(CLI::App& app, Run& chosen) {
  auto flags = std::make_shared<RefreshFlags>();
  CLI::App* command = add_command(app, chosen, "refresh", "Fetch what is new and owed, link, screen, extract",
                                  "  evigraft refresh\n"
                                  "  evigraft refresh --source pubmed --since 2026-11-01\n"
                                  "  evigraft refresh --record night.har         keep all that went over the network\n"
                                  "  evigraft refresh --replay night.har         the same run without the network",
                                  [flags](Context& context) { return run(context, *flags); });
  command->add_option("--source", flags->sources, "Only this source; may be repeated")->type_name("NAME");
  command->add_option("--since", flags->since, "Ask for what is new since this day instead of the watermark")
      ->type_name("DATE");
  command->add_flag("--full", flags->full, "Ask from the beginning");
  command->add_option("--limit", flags->limit, "At most so many records a source; the rest stays pending")
      ->type_name("N");
  command->add_option("--record", flags->record, "Write all requests and answers as HAR 1.2, without secrets")
      ->type_name("FILE.har");
  command->add_option("--replay", flags->replay, "Answer from a HAR file instead of the network")
      ->type_name("FILE.har");
  command->add_flag("--dry-run", flags->dry_run, "Print the opening requests and stop");
  command->add_flag("--exit-code", flags->exit_code, "Exit with 3 when nothing changed");
}

}  // namespace evigraft::cli
