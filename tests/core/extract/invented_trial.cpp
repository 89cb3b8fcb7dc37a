#include "invented_trial.h"

#include <sstream>

namespace evigraft {

Article article_of(const std::string& inside, const std::string& abstract) {
  return read_jats(
      "<article><front><article-meta><title-group><article-title>A trial</article-title></title-group><abstract><p>" +
          abstract + "</p></abstract></article-meta></front><body>" + inside + "</body></article>",
      "test");
}

std::string row(const std::vector<std::string>& cells, const std::string& tag) {
  std::string out = "<tr>";
  for (const std::string& cell : cells) out += "<" + tag + ">" + cell + "</" + tag + ">";
  return out + "</tr>";
}

std::string table(const std::string& caption, const std::string& rows, const std::string& note) {
  return "<sec><title>Results</title><table-wrap><label>Table 2</label><caption><p>" + caption +
         "</p></caption><table>" + rows + "</table><table-wrap-foot><p>" + note +
         "</p></table-wrap-foot></table-wrap></sec>";
}

TrialAnswer ask(const Article& article, const std::string& outcome) {
  return answer(article, {"zinc gluconate", "placebo", outcome});
}

std::string methods(const std::string& text) { return "<sec><title>Methods</title><p>" + text + "</p></sec>"; }

std::string results(const std::string& text) { return "<sec><title>Results</title><p>" + text + "</p></sec>"; }

std::string shown(const TrialAnswer& answer) {
  std::ostringstream out;
  const auto arm = [&](const ArmAnswer& one) {
    if (one.mean) out << one.mean->value;
    if (one.events) out << one.events->value << " events";
    if (!one.mean && !one.events) out << "-";
    if (one.sd) out << "±" << one.sd->value;
    if (one.n) out << " n" << one.n->value;
  };
  arm(answer.intervention);
  out << "; ";
  arm(answer.comparator);
  return out.str();
}

}  // namespace evigraft
