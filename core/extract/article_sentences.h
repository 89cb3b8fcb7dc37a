// core/extract/article_sentences.h: the sentences of an article's abstract, methods and results, each with its address.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "extract/jats_document.h"
#include "extract/sentences.h"
#include "extract/tokens.h"

namespace evigraft {

struct FoldedParagraph {
  std::string where;
  ArticlePart part = ArticlePart::other;
  Folded folded;
  std::vector<Token> tokens;
  std::vector<Sentence> sentences;

  [[nodiscard]] const Token& at(int i) const { return tokens[static_cast<std::size_t>(i)]; }
  [[nodiscard]] std::string words(int first, int last) const {
    return first < last ? std::string(printed(folded, at(first).start, at(last - 1).end)) : std::string();
  }
};

/// Pointers keep the folded text where the tokens' views point.
std::vector<std::unique_ptr<FoldedParagraph>> fold_article(const Article& article);

}  // namespace evigraft
