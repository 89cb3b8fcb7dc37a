#include "cli/verify_with_r.h"

#include <evigraft/error.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <sstream>
#include <thread>

#include "cli/interrupt.h"
#include "cli/json_number.h"

namespace evigraft::cli {
namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
constexpr double kAgreement = 1e-6;  // metafor searches tau2 until it moves by less than 1e-10 of a typical variance
constexpr std::size_t kMostEffects = 4000;  // metafor keeps matrices of k x k
constexpr int kNoMetafor = 65;              // the script's own exit code

/// Model and data are written above it. Searches are asked for more digits than metafor's default of 1e-5.
constexpr const char* kScript = R"(
if (!suppressWarnings(requireNamespace("metafor", quietly = TRUE))) quit(status = 65)
suppressWarnings(suppressMessages(library(metafor)))
say <- function(name, x) {
  if (is.null(x)) return(invisible())
  x <- as.numeric(x)
  for (i in seq_along(x)) cat(if (length(x) > 1 || name %in% several) paste0(name, ".", i) else name, sprintf("%a", x[i]), "\n")
}
several <- c("beta", "se", "zval", "pval", "ci_lb", "ci_ub")
cat("R", as.character(getRversion()), "\n")
cat("metafor", as.character(packageVersion("metafor")), "\n")
scale <- median(vi[vi > 0])
if (is.na(scale)) scale <- 1
search <- list(threshold = 1e-10 * scale, maxiter = 10000, tol = 1e-12 * scale,
               tau2.max = max(100, 10 * diff(range(yi))^2, 10 * scale))
fit <- tryCatch(suppressWarnings(
  if (is.null(X)) rma(yi, vi, method = method, test = test, level = level, control = search)
  else rma(yi, vi, mods = X, intercept = intercept, method = method, test = test, level = level, control = search)),
  error = function(e) { cat("refusal", gsub("[\r\n]+", " ", conditionMessage(e)), "\n"); NULL })
if (is.null(fit)) quit(status = 0)
say("k", fit$k)
say("beta", fit$beta); say("se", fit$se); say("zval", fit$zval); say("pval", fit$pval)
say("ci_lb", fit$ci.lb); say("ci_ub", fit$ci.ub)
say("tau2", fit$tau2)
if (method != "EE" && fit$k > 1) say("se_tau2", fit$se.tau2)
say("I2", fit$I2); say("H2", fit$H2); say("QE", fit$QE); say("QEp", fit$QEp)
if (is.null(X)) {
  if (method != "EE") {
    p <- suppressWarnings(predict(fit))
    say("pi_lb", p$pi.lb); say("pi_ub", p$pi.ub)
  }
} else {
  say("QM", fit$QM); say("QMp", fit$QMp); if (intercept) say("R2", fit$R2)
}
)";

void write_vector(std::ostream& out, const std::string& name, const std::vector<double>& values) {
  out << name << " <- c(";
  for (std::size_t i = 0; i < values.size(); ++i)
    out << (i == 0 ? "" : i % 8 == 0 ? ",\n" : ",") << std::hexfloat << values[i];
  out << ")\n";
}

/// Fixed words and numbers only: nothing of a table's text becomes part of a program.
std::string program_of(const MetaResult& result) {
  std::ostringstream out;
  std::vector<double> yi, vi;
  for (const Effect& effect : result.effects) {
    yi.push_back(effect.yi);
    vi.push_back(effect.vi);
  }
  write_vector(out, "yi", yi);
  write_vector(out, "vi", vi);
  const DesignMatrix& design = result.design;
  const std::size_t first = design.intercept ? 1 : 0;
  out << "X <- NULL\n";
  if (!design.columns.empty()) {
    for (std::size_t j = first; j < design.columns.size(); ++j) {
      std::vector<double> given;
      for (const double x : design.columns[j]) given.push_back(x * design.scale[j] + design.centre[j]);
      write_vector(out, "x", given);
      out << "X <- cbind(X, x)\n";
    }
    out << "colnames(X) <- paste0('x', seq_len(ncol(X)))\n";
  }
  out << "intercept <- " << (design.intercept ? "TRUE" : "FALSE") << "\nmethod <- '" << name(result.options.method)
      << "'\ntest <- '" << name(result.options.test) << "'\nlevel <- " << std::hexfloat << result.options.level
      << kScript;
  return out.str();
}

struct Closes {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, Closes>;

/// A file without a name, gone when it is closed.
File nameless_file() {
  File file(std::tmpfile());
  if (!file) throw Error(Error::Kind::failed, "no temporary file can be made for R; is the disk full?");
  return file;
}

std::string content(std::FILE* file) {
  std::string text;
  std::rewind(file);
  std::array<char, 4096> part{};
  while (const std::size_t size = std::fread(part.data(), 1, part.size(), file)) text.append(part.data(), size);
  return text;
}

/// The exit status, after at most `seconds`; R is a process group of its own, so that its children end with it.
int wait_for(pid_t process, double seconds) {
  using Clock = std::chrono::steady_clock;
  const auto end = Clock::now() + std::chrono::duration<double>(seconds);
  int status = 0;
  while (true) {
    const pid_t ended = waitpid(process, &status, WNOHANG);
    if (ended == process) return status;
    if (ended < 0 && errno != EINTR) throw Error(Error::Kind::failed, "R was started and is lost");
    if (Clock::now() >= end || interrupted()) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  kill(-process, SIGKILL);
  waitpid(process, &status, 0);
  if (interrupted()) throw Error(Error::Kind::interrupted, "Interrupted; R was stopped and nothing is verified.");
  throw Error(Error::Kind::failed, "R took longer than " + std::to_string(static_cast<int>(seconds)) +
                                       " seconds and was stopped; nothing is verified");
}

std::string run_r(const std::string& program, double seconds) {
  const File input = nameless_file(), output = nameless_file(), errors = nameless_file();
  if (std::fwrite(program.data(), 1, program.size(), input.get()) != program.size() || std::fflush(input.get()) != 0)
    throw Error(Error::Kind::failed, "the temporary file for R cannot be written; is the disk full?");
  std::rewind(input.get());

  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_init(&actions);
  posix_spawnattr_init(&attributes);
  posix_spawn_file_actions_adddup2(&actions, fileno(input.get()), STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, fileno(output.get()), STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, fileno(errors.get()), STDERR_FILENO);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  std::array<std::string, 3> words = {"Rscript", "--vanilla", "-"};
  std::array<char*, 4> arguments = {words[0].data(), words[1].data(), words[2].data(), nullptr};
  pid_t process = 0;
  const int failure = posix_spawnp(&process, "Rscript", &actions, &attributes, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  const std::string remedy = "; install the packages r-base-core and r-cran-metafor";
  if (failure != 0) throw Error(Error::Kind::configuration, "There is no Rscript to verify with" + remedy + ".");

  const int status = wait_for(process, seconds);
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return content(output.get());
  if (WIFEXITED(status) && WEXITSTATUS(status) == kNoMetafor)
    throw Error(Error::Kind::configuration, "R has no package metafor to verify with" + remedy + ".");
  if (WIFEXITED(status) && WEXITSTATUS(status) == 127)
    throw Error(Error::Kind::configuration, "There is no Rscript to verify with" + remedy + ".");
  std::string said = content(errors.get());
  said.erase(0, said.size() > 200 ? said.size() - 200 : 0);
  std::replace(said.begin(), said.end(), '\n', ' ');
  throw Error(Error::Kind::failed, "R broke off; its last words: " + said);
}

/// What the script printed: "name value" a line.
struct Answer {
  std::map<std::string, std::string> words;

  [[nodiscard]] double number(const std::string& name) const {
    const auto found = words.find(name);
    return found == words.end() || found->second == "NA" ? kMissing : std::strtod(found->second.c_str(), nullptr);
  }
  [[nodiscard]] std::string text(const std::string& name) const {
    const auto found = words.find(name);
    return found == words.end() ? std::string() : found->second;
  }
};

Answer read_answer(const std::string& printed) {
  Answer answer;
  std::istringstream lines(printed);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t blank = line.find(' ');
    if (blank == std::string::npos) continue;
    const std::size_t last = line.find_last_not_of(' ');
    answer.words[line.substr(0, blank)] = line.substr(blank + 1, last - blank);
  }
  return answer;
}

class Comparison {
 public:
  /// `spread`: a typical standard error, for estimates without their own.
  Comparison(Verification& verification, const Answer& answer, double spread)
      : verification_(verification), answer_(answer), spread_(spread) {}

  /// `size`: what a difference is measured by where the figure itself is smaller.
  void add(const char* kind, const std::string& quantity, std::optional<double> ours, double size) {
    const double theirs = answer_.number(quantity), mine = ours.value_or(kMissing);
    if (std::isnan(theirs) && std::isnan(mine)) return;
    const double base = std::max(std::abs(theirs), std::isnan(size) ? 0 : size);
    const double difference = mine == theirs                           ? 0
                              : std::isnan(mine) || std::isnan(theirs) ? std::numeric_limits<double>::infinity()
                                                                       : std::abs(mine - theirs) / base;
    verification_.figures.push_back({kind, quantity, mine, theirs, difference});
  }

  void coefficient(std::size_t index, double estimate, const Inference& inference) {
    const std::string number = "." + std::to_string(index + 1);
    const double se = std::isnan(inference.se) ? spread_ : inference.se;
    add("coefficients", "beta" + number, estimate, se);
    add("standard errors", "se" + number, inference.se, 0);
    add("test statistics", "zval" + number, inference.statistic, 1);
    add("P values", "pval" + number, inference.p, 1e-6);
    add("intervals", "ci_lb" + number, inference.ci.lower, se);
    add("intervals", "ci_ub" + number, inference.ci.upper, se);
  }

 private:
  Verification& verification_;
  const Answer& answer_;
  double spread_;
};

double typical_variance(const MetaResult& result) {
  std::vector<double> variances;
  for (const Effect& effect : result.effects) variances.push_back(effect.vi);
  const auto middle = variances.begin() + static_cast<std::ptrdiff_t>(variances.size() / 2);
  std::nth_element(variances.begin(), middle, variances.end());
  return *middle;
}

void compare(Verification& verification, const Answer& answer, const MetaResult& result) {
  const double typical = typical_variance(result);
  Comparison with(verification, answer, std::sqrt(typical));
  const ModelFigures& model =
      result.fit ? static_cast<const ModelFigures&>(*result.fit) : static_cast<const ModelFigures&>(*result.regression);
  with.add("studies", "k", model.k, 1);
  if (result.fit) {
    with.coefficient(0, result.fit->estimate, result.fit->inference);
  } else {
    for (std::size_t i = 0; i < result.regression->coefficients.size(); ++i)
      with.coefficient(i, result.regression->coefficients[i].estimate, result.regression->coefficients[i].inference);
  }
  with.add("tau2", "tau2", model.tau2, typical);
  with.add("tau2", "se_tau2", model.se_tau2, typical);
  with.add("heterogeneity", "I2", model.I2, 100);
  with.add("heterogeneity", "H2", model.H2, 1);
  with.add("heterogeneity", "QE", model.Q, 1);
  with.add("P values", "QEp", model.Q_p, 1e-6);
  if (result.fit && result.fit->prediction) {
    const Interval& interval = result.fit->prediction->standard;
    with.add("prediction intervals", "pi_lb", interval.lower, result.fit->inference.se);
    with.add("prediction intervals", "pi_ub", interval.upper, result.fit->inference.se);
  }
  if (result.regression) {
    with.add("moderators", "QM", result.regression->moderators.statistic, 1);
    with.add("P values", "QMp", result.regression->moderators.p, 1e-6);
    with.add("moderators", "R2", result.regression->R2, 100);
  }
}

std::string in_digits(double value, const char* format) {
  if (std::isnan(value)) return "-";
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), format, value);
  return text.data();
}

/// Largest difference of each kind, in the order in which the kinds appear.
std::vector<Compared> largest_by_kind(const std::vector<Compared>& figures) {
  std::vector<Compared> largest;
  for (const Compared& figure : figures) {
    const auto same =
        std::find_if(largest.begin(), largest.end(), [&](const Compared& one) { return one.kind == figure.kind; });
    if (same == largest.end())
      largest.push_back(figure);
    else if (!(figure.difference <= same->difference) && !std::isnan(figure.difference))
      *same = figure;
  }
  return largest;
}

}  // namespace

bool Verification::agrees() const {
  return refusal.empty() && !figures.empty() &&
         std::none_of(figures.begin(), figures.end(), [](const Compared& one) { return one.difference > kAgreement; });
}

Verification verify_with_r(const MetaResult& result, double seconds) {
  if (result.effects.size() > kMostEffects)
    throw Error(Error::Kind::data, "metafor keeps matrices of k x k; it is asked for at most " +
                                       std::to_string(kMostEffects) + " effects");
  remember_interrupts();
  const Answer answer = read_answer(run_r(program_of(result), seconds));
  if (answer.text("metafor").empty()) throw Error(Error::Kind::failed, "R answered nothing that could be compared");
  Verification verification{answer.text("R"), answer.text("metafor"), answer.text("refusal"), {}, {}};
  if (!result.design.columns.empty() && !result.design.intercept)
    verification.note =
        "metafor centres the effects first; without an intercept its tau2 and QE are then those of other data "
        "(docs/methods.md).";
  if (verification.refusal.empty()) compare(verification, answer, result);
  return verification;
}

nlohmann::ordered_json verification_json(const Verification& verification) {
  nlohmann::ordered_json json = {{"agrees", verification.agrees()},
                                 {"R", verification.r_version},
                                 {"metafor", verification.metafor_version},
                                 {"tolerance", kAgreement}};
  if (!verification.refusal.empty()) json["refusal"] = verification.refusal;
  if (!verification.note.empty()) json["note"] = verification.note;
  json["largest"] = nlohmann::ordered_json::object();
  for (const Compared& one : largest_by_kind(verification.figures))
    json["largest"][one.kind] = {{"quantity", one.quantity}, {"difference", number(one.difference)}};
  json["figures"] = nlohmann::ordered_json::array();
  for (const Compared& one : verification.figures)
    json["figures"].push_back({{"quantity", one.quantity},
                               {"evigraft", number(one.ours)},
                               {"metafor", number(one.theirs)},
                               {"difference", number(one.difference)}});
  return json;
}

std::vector<std::string> verification_lines(const Verification& verification) {
  const std::string who = "metafor " + verification.metafor_version + " (R " + verification.r_version + ")";
  if (!verification.refusal.empty()) return {who + " differs: it refuses the model: " + verification.refusal};
  std::vector<std::string> lines = {who + (verification.agrees() ? " agrees: no difference is above a millionth."
                                                                 : " differs: see the differences above a millionth.")};
  if (!verification.note.empty()) lines.push_back("  " + verification.note);
  lines.push_back("  largest difference, as a part of the figure:");
  for (const Compared& one : largest_by_kind(verification.figures))
    lines.push_back("    " + one.kind + ": " + in_digits(one.difference, "%.1e") + " (" + one.quantity + ")");
  std::array<char, 120> row{};
  std::snprintf(row.data(), row.size(), "  %-10s %22s %22s %10s", "figure", "evigraft", "metafor", "difference");
  lines.emplace_back(row.data());
  for (const Compared& one : verification.figures) {
    std::snprintf(row.data(), row.size(), "  %-10s %22s %22s %10s", one.quantity.c_str(),
                  in_digits(one.ours, "%.12g").c_str(), in_digits(one.theirs, "%.12g").c_str(),
                  in_digits(one.difference, "%.1e").c_str());
    lines.emplace_back(row.data());
  }
  return lines;
}

}  // namespace evigraft::cli
