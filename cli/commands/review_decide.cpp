// evigraft review accept, reject, set, screen, merge, split, undo.
#include <evigraft/error.h>

#include "cli/commands/review_commands.h"
#include "review/screening.h"

namespace evigraft::cli {
namespace {

struct SetFlags {
  std::string id;
  std::vector<std::string> pairs;  ///< field, value, field, value ...
};

int run_set(Context& context, const SetFlags& flags, const WhoAndWhy& who) {
  Saying saying = saying_of(context, who, review::Kind::set);
  saying.outcome = outcome_number(flags.id);
  if (flags.pairs.size() % 2 != 0)
    throw Error(Error::Kind::usage, "set takes pairs of a field and its value: evigraft review set 12 n 6 months 6.");
  std::string sentence = "outcome " + std::to_string(saying.outcome);
  for (std::size_t i = 0; i < flags.pairs.size(); i += 2) {
    saying.value[flags.pairs[i]] = review::checked_value(flags.pairs[i], flags.pairs[i + 1]);
    const std::string& kept = saying.value[flags.pairs[i]];
    sentence += (i == 0 ? ", " : " and ") + flags.pairs[i] + " = " + (kept.empty() ? "none" : kept);
  }
  Opened opened = open_for_review(context);
  return decide_and_print(context, opened, saying, sentence);
}

int run_verdict(Context& context, const std::string& id, const WhoAndWhy& who, review::Kind kind) {
  Saying saying = saying_of(context, who, kind);
  saying.outcome = outcome_number(id);
  Opened opened = open_for_review(context);
  return decide_and_print(
      context, opened, saying,
      "outcome " + std::to_string(saying.outcome) + (kind == review::Kind::accept ? " accepted" : " rejected"));
}

struct ScreenFlags {
  std::string id, verdict, stage, category;
  WhoAndWhy who;
};

int run_screen(Context& context, const ScreenFlags& flags) {
  Saying saying = saying_of(context, flags.who, review::Kind::screen);
  saying.value =
      review::checked_screening({{"verdict", flags.verdict}, {"stage", flags.stage}, {"category", flags.category}});
  Opened opened = open_for_review(context);
  saying.report = report_number(opened.store, flags.id);
  std::string sentence = "report " + std::to_string(saying.report);
  if (saying.value.contains("stage")) sentence += " at full text";
  sentence += ", " + flags.verdict;
  if (!flags.category.empty()) sentence += ": " + flags.category;
  return decide_and_print(context, opened, saying, sentence);
}

int run_undo(Context& context, std::int64_t decision, const WhoAndWhy& who) {
  Saying saying = saying_of(context, who, review::Kind::undo);
  saying.decision = decision;
  Opened opened = open_for_review(context);
  return decide_and_print(context, opened, saying, "decision " + std::to_string(decision) + " undone");
}

struct LinkFlags {
  std::string report, other, record;
  bool publication = false;
  WhoAndWhy who;
};

int run_link(Context& context, const LinkFlags& flags, review::Kind kind) {
  Saying saying = saying_of(context, flags.who, kind);
  const bool merge = kind == review::Kind::merge;
  saying.value["level"] = flags.publication || !flags.record.empty() ? "publication" : "study";
  saying.value["record"] = flags.record;
  Opened opened = open_for_review(context);
  saying.report = report_number(opened.store, flags.report);
  std::string sentence = "report " + std::to_string(saying.report);
  if (!flags.record.empty()) sentence = "record " + flags.record + " of " + sentence;
  if (!flags.other.empty()) saying.other = report_number(opened.store, flags.other);
  const std::string other = saying.other == 0 ? "what it was joined with" : "report " + std::to_string(saying.other);
  sentence += (merge ? " and " : " parted from ") + other;
  if (merge) sentence += flags.publication ? " are one publication" : " are one study";
  return decide_and_print(context, opened, saying, sentence);
}

std::string list_of_fields() {
  std::string text;
  for (const std::string& field : review::outcome_fields())
    text += "  " + field + ": " + review::allowed_words(field) + "\n";
  return text;
}

}  // namespace

void add_review_decide(CLI::App& review, Run& chosen) {
  const auto add = [&](const char* name, const char* help, const char* example, Run run) {
    return add_command(review, chosen, name, help, example, std::move(run));
  };
  const auto verdict = [&](const char* name, const char* help, const char* example, review::Kind kind) {
    auto id = std::make_shared<std::string>();
    auto who = std::make_shared<WhoAndWhy>();
    CLI::App* command =
        add(name, help, example, [id, who, kind](Context& context) { return run_verdict(context, *id, *who, kind); });
    add_who_and_why(*command, *who);
    command->add_option("ID", *id, "An outcome's number")->required();
  };
  verdict("accept", "What is read is right, as it stands",
          "  evigraft review accept 12 --why \"read in the full text\"", review::Kind::accept);
  verdict("reject", "The number is not used: an exclusion with its reason",
          "  evigraft review reject 12 --why \"volume of the injection, not retention\"", review::Kind::reject);

  {
    auto flags = std::make_shared<SetFlags>();
    auto who = std::make_shared<WhoAndWhy>();
    CLI::App* command = add("set", "Corrects fields of an outcome; the machine's own values stay beside",
                            "  evigraft review set 12 n 6 spread_kind se --why \"table 2 says mean ± SEM\"",
                            [flags, who](Context& context) { return run_set(context, *flags, *who); });
    add_who_and_why(*command, *who);
    command->add_option("ID", flags->id, "An outcome's number")->required();
    command->add_option("FIELD VALUE", flags->pairs, "One or more fields, each with its value")->required();
    command->footer(command->get_footer() + "\n\nFields:\n" + list_of_fields());
  }
  {
    auto flags = std::make_shared<ScreenFlags>();
    CLI::App* command = add("screen", "Whether a report is used, instead of what the rules say",
                            "  evigraft review screen pmid:24075051 exclude --why \"patients of another trial\"\n"
                            "  evigraft review screen 12 exclude --stage full_text --category \"wrong comparator\" \\\n"
                            "    --why \"both groups got cells\"",
                            [flags](Context& context) { return run_screen(context, *flags); });
    add_who_and_why(*command, flags->who);
    command->add_option("REPORT", flags->id, "A report's number, pmid:N or a DOI")->required();
    command
        ->add_option("VERDICT", flags->verdict,
                     "include, exclude or unsure; at full text sought, not_retrieved, assessed, include or exclude")
        ->required();
    command->add_option("--stage", flags->stage, "title_abstract (default) or full_text")->type_name("STAGE");
    command
        ->add_option("--category", flags->category,
                     "Reason for an exclusion at full text, which the PRISMA flow counts by")
        ->type_name("TEXT");
  }
  {
    auto flags = std::make_shared<LinkFlags>();
    CLI::App* command = add("merge", "Two reports are of the same participants: one study",
                            "  evigraft review merge 12 40 --why \"same registration, printed in the full text\"",
                            [flags](Context& context) { return run_link(context, *flags, review::Kind::merge); });
    add_who_and_why(*command, flags->who);
    command->add_option("REPORT", flags->report, "A report's number, pmid:N or a DOI")->required();
    command->add_option("OTHER", flags->other, "The other report")->required();
    command->add_flag("--publication", flags->publication, "They are one publication: duplicate records");
  }
  {
    auto flags = std::make_shared<LinkFlags>();
    CLI::App* command = add("split", "A report is a study of its own, or no duplicate of another",
                            "  evigraft review split 12 --why \"other patients\"\n"
                            "  evigraft review split 12 40 --why \"two articles under one DOI\"",
                            [flags](Context& context) { return run_link(context, *flags, review::Kind::split); });
    add_who_and_why(*command, flags->who);
    command->add_option("REPORT", flags->report, "A report's number, pmid:N or a DOI")->required();
    command->add_option("OTHER", flags->other, "Not the same as this one: leaves the study they share");
    command->add_option("--record", flags->record, "A record of REPORT leaves it, as SOURCE:KEY: no duplicate")
        ->type_name("KEY");
  }
  {
    auto decision = std::make_shared<std::int64_t>();
    auto who = std::make_shared<WhoAndWhy>();
    CLI::App* command = add("undo", "Takes a decision back; both stay in the history",
                            "  evigraft review undo 3 --why \"wrong outcome\"",
                            [decision, who](Context& context) { return run_undo(context, *decision, *who); });
    add_who_and_why(*command, *who);
    command->add_option("DECISION", *decision, "Its number, as 'evigraft review history' prints it")->required();
  }
}

}  // namespace evigraft::cli
