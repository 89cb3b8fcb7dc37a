// What holds for every plot, whatever it shows.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "../markup.h"
#include "publish/text_width.h"
#include "sample_plots.h"

namespace evigraft::publish {
namespace {
using testing::HasSubstr;
using testing::Not;

const std::string kHostile =
    "</text></title></svg><script>alert(1)</script>\"><img src=x onerror=alert(1)>' &amp; \x01\xFF \xE2\x80\xAE]]><!--";
const std::string kLong = "A study group with a very long name that goes on and on, and then goes on for a while more";

// A written text: where it stands and how wide it will be.
struct Written {
  double left = 0, right = 0, y = 0;
  std::string text;
};

std::string unescaped(std::string text) {
  const std::pair<const char*, const char*> entities[] = {
      {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&amp;", "&"}};
  for (const auto& [entity, character] : entities)
    for (std::size_t at = text.find(entity); at != std::string::npos; at = text.find(entity, at + 1))
      text.replace(at, std::string(entity).size(), character);
  return text;
}

// The lines of text that lie level.
std::vector<Written> texts(const std::string& svg) {
  std::vector<Written> all;
  for (std::size_t at = svg.find("<text"); at != std::string::npos; at = svg.find("<text", at + 1)) {
    const std::size_t open_end = svg.find('>', at), end = svg.find("</text>", at);
    const std::string tag = svg.substr(at, open_end - at);
    if (tag.find("rotate") != std::string::npos) continue;
    const auto value = [&](const std::string& name) {
      const std::size_t from = tag.find(" " + name + "=\"") + name.size() + 3;
      return tag.substr(from, tag.find('"', from) - from);
    };
    Written one{0, 0, std::stod(value("y")), unescaped(svg.substr(open_end + 1, end - open_end - 1))};
    const std::string css_class = value("class"), anchor = value("text-anchor");
    const bool bold = css_class.find("head") != std::string::npos || css_class.find("strong") != std::string::npos;
    const bool small = css_class.find("small") != std::string::npos || css_class.find("tick") != std::string::npos;
    const double size = css_class == "point-label" ? 11 : small ? 12 : 13;
    const double x = std::stod(value("x")), width = text_width(one.text, size, bold ? Weight::bold : Weight::normal);
    one.left = anchor == "start" ? x : anchor == "end" ? x - width : x - width / 2;
    one.right = one.left + width;
    all.push_back(one);
  }
  return all;
}

std::pair<double, double> size_of(const std::string& svg) {
  std::istringstream numbers(svg.substr(svg.find("viewBox=\"0 0 ") + 13, 40));
  double width = 0, height = 0;
  numbers >> width >> height;
  return {width, height};
}

void expect_texts_in_place(const NamedPlot& plot) {
  const auto [width, height] = size_of(plot.svg);
  const std::vector<Written> all = texts(plot.svg);
  for (std::size_t i = 0; i < all.size(); ++i) {
    EXPECT_GE(all[i].left, 0) << plot.name << ": " << all[i].text;
    EXPECT_LE(all[i].right, width + 0.1) << plot.name << ": " << all[i].text;
    EXPECT_GE(all[i].y, 10) << plot.name << ": " << all[i].text;
    EXPECT_LE(all[i].y, height) << plot.name << ": " << all[i].text;
    for (std::size_t j = 0; j < i; ++j) {
      const bool apart =
          std::abs(all[i].y - all[j].y) > 9 || all[i].left >= all[j].right || all[j].left >= all[i].right;
      EXPECT_TRUE(apart) << plot.name << ": \"" << all[i].text << "\" on \"" << all[j].text << "\"";
    }
  }
}

TEST(Plots, AreTheGoldenFilesByteForByte) {
  const std::string folder = std::string(EVIGRAFT_ROOT) + "/tests/core/publish/plots/golden/";
  for (const NamedPlot& plot : sample_plots()) {
    const std::string file = folder + plot.name + ".svg";
    if (std::getenv("EVIGRAFT_WRITE_GOLDEN") != nullptr) std::ofstream(file, std::ios::binary) << plot.svg;
    std::ifstream in(file, std::ios::binary);
    std::stringstream golden;
    golden << in.rdbuf();
    EXPECT_TRUE(plot.svg == golden.str())
        << file << " differs from what is drawn now. If the change is meant, look at the picture and write it again: "
        << "EVIGRAFT_WRITE_GOLDEN=1 build/dev/tests/core/publish/test_publish --gtest_filter=Plots.AreTheGolden*";
  }
}

TEST(Plots, AreWellFormedWithTitleAndDescription) {
  for (const NamedPlot& plot : sample_plots()) {
    const Markup markup = read_markup(plot.svg);
    ASSERT_EQ(markup.fault, "") << plot.name;
    const Tag& root = markup.tags.front();
    EXPECT_EQ(root.attributes.at("role"), "img");
    EXPECT_EQ(root.attributes.at("aria-labelledby"), "plot-title plot-desc");
    EXPECT_THAT(plot.svg, HasSubstr("<title id=\"plot-title\">"));
    EXPECT_THAT(plot.svg, HasSubstr("<desc id=\"plot-desc\">"));
  }
}

TEST(Plots, ScaleWithTheWindowAndLoadNothing) {
  for (const NamedPlot& plot : sample_plots()) {
    const Tag root = read_markup(plot.svg).tags.front();
    EXPECT_TRUE(root.attributes.contains("viewBox"));
    EXPECT_FALSE(root.attributes.contains("width") || root.attributes.contains("height")) << plot.name;
    for (const char* loader : {"<script", "href", "url(", "@import", "<image", "@font-face"})
      EXPECT_THAT(plot.svg, Not(HasSubstr(loader))) << plot.name;
  }
}

TEST(Plots, TellEachStudysNumbersInATitle) {
  for (const NamedPlot& plot : sample_plots()) {
    if (plot.name == "gosh") continue;  // its points are subsets
    EXPECT_GE(count(plot.svg, "<g><title>"), 3) << plot.name;
  }
  EXPECT_THAT(forest_table_svg(sample_forest()),
              HasSubstr("<title>Abel 2011: RR 0.45 [0.15, 1.38], weight 20.0%</title>"));
}

TEST(Plots, HostileTextOpensNoTag) {
  for (const NamedPlot& plot : plots_with_text(kHostile, 5)) {
    EXPECT_EQ(read_markup(plot.svg).fault, "") << plot.name;
    EXPECT_THAT(plot.svg, Not(HasSubstr("<script"))) << plot.name;
    EXPECT_THAT(plot.svg, Not(HasSubstr("<img"))) << plot.name;
    EXPECT_EQ(plot.svg.find('\x01'), std::string::npos) << plot.name;
  }
}

TEST(Plots, TextsStayInThePictureAndApart) {
  for (const NamedPlot& plot : sample_plots()) expect_texts_in_place(plot);
}

TEST(Plots, LongNamesAndManyStudiesStayInThePictureAndApart) {
  for (const std::size_t studies : {1U, 30U, 100U})
    for (const NamedPlot& plot : plots_with_text(kLong, studies)) expect_texts_in_place(plot);
}

TEST(Plots, NamesAroundALargeNetworkStayInThePictureAndApart) {
  for (const std::size_t treatments : {8U, 30U, 60U})
    for (const char* name : {"Treatment", "Conventional lipofilling, washed"})
      expect_texts_in_place({"network", network_graph_svg(network_of(treatments, name))});
}

TEST(Plots, ANameWithoutABlankIsCut) {
  for (const NamedPlot& plot : plots_with_text(std::string(300, 'W'), 5)) expect_texts_in_place(plot);
}

}  // namespace
}  // namespace evigraft::publish
