#include "extract/article_sentences.h"

namespace evigraft {

std::vector<std::unique_ptr<FoldedParagraph>> fold_article(const Article& article) {
  std::vector<std::unique_ptr<FoldedParagraph>> out;
  const auto add = [&](const std::string& where, ArticlePart part, const std::string& text) {
    auto paragraph = std::make_unique<FoldedParagraph>();
    paragraph->where = where;
    paragraph->part = part;
    paragraph->folded = fold(text);
    paragraph->tokens = tokenise(paragraph->folded);
    paragraph->sentences = split_sentences(paragraph->tokens);
    out.push_back(std::move(paragraph));
  };
  if (!article.abstract.empty()) add("abstract", ArticlePart::results, article.abstract);
  // other people's numbers stand in introduction and discussion
  for (const Paragraph& paragraph : article.paragraphs)
    if (paragraph.part != ArticlePart::introduction && paragraph.part != ArticlePart::discussion)
      add(paragraph.where, paragraph.part, paragraph.text);
  return out;
}

}  // namespace evigraft
