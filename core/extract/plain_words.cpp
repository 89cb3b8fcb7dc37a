#include "extract/plain_words.h"

#include <string_view>

namespace evigraft {

namespace {
constexpr std::string_view kPlainWords =
    "a abdominal absorbed absorption according active acute added addition additional additive additives "
    "adipose administration admixture adrenaline adult affected after age aid all alone also an anaesthesia "
    "and anesthesia animal animals any application are assisted at autologous been before better between "
    "bilateral billion blended both breast buccal but by cannula caudal cc cell cells chronic clinical "
    "combination combined compared comparison concentrated corresponding cranial cultured daily day days "
    "derived dermal diabetic did different digested donor dorsal dose during each early effect either "
    "enriched enrichment entire epididymal epinephrine equal every expanded experimental face facial fat "
    "female femoral first five followed for former four fraction fractions free freshly from frontal g gave "
    "given gluteal good got graft grafted grafting grafts gy had hand harvested has have he healthy held help "
    "her high higher his historical how human i if in infraorbital inguinal injected injection injections "
    "intact interscapular intervention into intramuscular irradiated is isolated it its kept kg large last "
    "late lateral latter lean least left less lidocaine lipoaspirate lipofilling lipograft lipografting "
    "lipografts lipoinjection lipotransfer local loss lost low lower macrofat maintained malar male mammary "
    "mandibular matched mean medial method mg mice microfat mild million millions mixed mixture ml moderate "
    "month months more most mouse much muscle n nasolabial needle neither no non none nonenriched "
    "nonirradiated nonsmoker nor normal not nude obese obtained of old older on one only onto operation or "
    "oral orbital other our over p parallel participants patient patients per perioral periorbital pig "
    "placebo plain plantar plus point poor prepared present primary procedure processed purified rabbit "
    "rabbits rat rate rats reached received recipient reconstruction regular repeated resorbed resorption "
    "resp respective responder results retained retention right same scalp scapular second secondary session "
    "sessions severe showed single site six size skin small smoker split stem sterile still stromal study "
    "subcutaneous subdermal subjects such supplement supplementation supplemented surgery surgical survival "
    "survived syringe tear technique temporal than that the their then therapy there these they third this "
    "thoracic those thousand three time tissue to together topical total treated treating treatment trough "
    "two under unilateral units until up upper use using various vascular ventral versus via volume vs was we "
    "week weeks weight were when where whereas which while who whole whom whose with within without woman "
    "women worse yielded young younger zygomatic";
}  // namespace

bool plain_word(const Token& token) {
  if (token.text.size() > 4 && (token.text.ends_with("ly") || token.text.ends_with("ed")))
    return true;  // "significantly increased to 62%"
  static const WordSet words(kPlainWords);
  return words.contains(token.key);
}

}  // namespace evigraft
