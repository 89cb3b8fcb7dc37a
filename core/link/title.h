// core/link/title.h: titles and names as they compare across sources.
#pragma once
#include <string>
#include <string_view>

namespace evigraft::link {

/// What a publication is to another one whose title it may carry.
enum class Kind { article, comment, reply, erratum, concern, retraction };

struct Title {
  std::string letters;          ///< letters, digits and "+" only, folded: what is compared
  Kind kind = Kind::article;    ///< as its opening words say: "Comment on", "Retraction:" ...
  bool says_retracted = false;  ///< "RETRACTED:" and the like; a hint, never a proof
};

/// "RETRACTED: [Fat-grafting in the Face]." and "Fat grafting in the face" have the same letters.
Title compared_title(std::string_view printed);

/// "Kølle S-FT", "KOLLE, Stig-Frederik" and "Kølle" -> "kolle".
std::string compared_family(std::string_view printed);

}  // namespace evigraft::link
