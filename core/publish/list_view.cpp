#include "publish/address.h"
#include "publish/number.h"
#include "publish/view.h"
#include "publish/words.h"

namespace evigraft::publish {
namespace {

struct Reason {
  std::string words;
  std::vector<const Excluded*> items;
};
struct Stage {
  std::string words;
  std::vector<Reason> reasons;
  std::size_t count = 0;
};

template <typename Group>
Group& group_of(std::vector<Group>& groups, const std::string& words) {
  for (Group& group : groups)
    if (group.words == words) return group;
  groups.push_back({words, {}});
  return groups.back();
}

std::string optional_count(const std::optional<std::int64_t>& n) { return n ? std::to_string(*n) : ""; }

// "k = 2: 31.4 [−12.0, 74.8]", or that there is none.
std::string short_answer(const Analysis& analysis) {
  const auto result = shown(analysis);
  return "k = " + std::to_string(k_of(analysis)) + ": " +
         (result ? estimate_and_ci(result->estimate, result->ci) : std::string("no estimate"));
}

std::string printed(const std::optional<double>& estimate, const std::optional<Interval>& ci) {
  if (!estimate) return ci ? shortest(ci->lo) + " to " + shortest(ci->hi) : std::string();
  return shortest(*estimate) + (ci ? " [" + shortest(ci->lo) + ", " + shortest(ci->hi) + "]" : "");
}

std::string ours(const Page& page, const std::string& id) {
  if (id.empty()) return {};
  for (const Comparison& comparison : page.comparisons)
    if (comparison.id == id)
      return comparison.treatment + " vs " + comparison.control + ", MD, " + short_answer(comparison.rows[0]);
  for (const SingleArm& arm : page.single_arms)
    if (arm.id == id) return arm.arm_class + ", mean %, " + short_answer(arm.analysis);
  return {};
}

}  // namespace

Data excluded_view(const std::vector<Excluded>& excluded) {
  std::vector<Stage> stages;
  for (const Excluded& one : excluded) {
    Stage& stage = group_of(stages, one.stage);
    ++stage.count;
    group_of(stage.reasons, one.reason).items.push_back(&one);
  }
  Data stage_list{Data::type::list};
  for (const Stage& stage : stages) {
    Data reason_list{Data::type::list};
    for (const Reason& reason : stage.reasons) {
      Data items{Data::type::list};
      for (const Excluded* one : reason.items) {
        Data item;
        item.set("what", one->what);
        item.set("doi", present(doi_address(one->doi)));
        item.set("pubmed", present(pubmed_address(one->pmid)));
        items.push_back(item);
      }
      Data entry;
      entry.set("reason", reason.words);
      entry.set("count", std::to_string(reason.items.size()));
      entry.set("items", items);
      reason_list.push_back(entry);
    }
    Data entry;
    entry.set("stage", stage.words);
    entry.set("count", std::to_string(stage.count));
    entry.set("reasons", reason_list);
    stage_list.push_back(entry);
  }
  return stage_list;
}

Data review_view(const Page& page, const ReviewResult& review) {
  Data row;
  row.set("label", review.label);
  row.set("doi", present(doi_address(review.doi)));
  row.set("pubmed", present(pubmed_address(review.pmid)));
  row.set("outcome", review.outcome);
  row.set("effect", review.effect + (review.unit.empty() ? "" : ", " + review.unit));
  row.set("estimate", printed(review.estimate, review.ci));
  row.set("k", review.k ? std::to_string(*review.k) : "");
  row.set("heterogeneity", review.heterogeneity);
  row.set("ours", ours(page, review.beside));
  row.set("review_note", review.note);
  return row;
}

Data run_view(const SourceRun& run) {
  Data row;
  row.set("source", run.source);
  row.set("query", run.query);
  row.set("date", run.date);
  row.set("expected", optional_count(run.expected));
  row.set("received", optional_count(run.received));
  row.set("stored", optional_count(run.stored));
  row.set("state", run.state);
  return row;
}

}  // namespace evigraft::publish
