// core/extract/arms.cpp: phrases -> classes, with what the whole text says about isolation and what it defines.
#include "extract/arms.h"

#include <algorithm>
#include <iterator>

namespace evigraft {
namespace {

using Role = ArmLexicon::Role;
using Kind = ArmPhrase::Kind;

bool holds(const std::vector<ArmClass>& list, ArmClass value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}
void add_once(std::vector<ArmClass>& list, ArmClass value) {
  if (!holds(list, value)) list.push_back(value);
}

/// "two earlier attempts with conventional lipofilling had failed", "when standard lipofilling has been unsuccessful",
/// "previous fat grafting elsewhere": what was done before is no arm.
bool done_before(const ArmLexicon& lexicon, const Passage& passage, const Sentence& sentence, const ArmMention& arm) {
  if (!lexicon.before.may_begin(sentence.begins)) return false;
  for (int k = arm.first; k > std::max(sentence.first - 1, arm.first - 7) && !passage.is(k, {",", ";"}); --k)
    if (passage.is(k, {"earlier", "previous", "prior", "past"}) &&
        passage.is(k + 1,
                   {"attempt",   "attempts",   "treatment",  "treatments",  "procedure",    "procedures", "session",
                    "sessions",  "operation",  "operations", "surgery",     "graft",        "grafts",     "grafting",
                    "injection", "injections", "fat",        "lipofilling", "conventional", "standard"}))
      return true;
  for (int k = arm.last; k < std::min(sentence.last, arm.last + 8) && !passage.is(k, {",", ";"}); ++k) {
    // "conventional fat grafting has been reported to yield 40%"
    if (passage.is(k, {"reported", "described", "published"}) && passage.is(k - 1, {"been"}) &&
        passage.is(k - 2, {"has", "have"}))
      return true;
    if ((passage.is(k, {"failed", "unsuccessful"}) && passage.is(k - 1, {"had", "has", "have", "been", "proved"})) ||
        passage.is(k, {"fails", "fail"}) ||
        (passage.is(k, {"another", "other"}) && passage.is(k + 1, {"hospital", "hospitals", "institution", "clinic"})))
      return true;
  }
  return false;
}

/// "nanofat was injected with microfat": what it is given with is no arm of its own
bool beside_the_fat(const Passage& passage, const std::vector<ArmMention>& mentions, const ArmMention& arm) {
  if (arm.role != Role::reference || !passage.is(arm.first, {"microfat", "micro"})) return false;
  if (!passage.is(arm.first - 1, {"with", "plus", "to", "into"}) || arm.last - arm.first > 2) return false;
  return std::any_of(mentions.begin(), mentions.end(), [&](const ArmMention& other) {
    return other.role == Role::active && other.last <= arm.first && arm.first - other.last <= 5;
  });
}

/// "Controlled studies with stem cells are needed": what others should do.
bool looks_ahead(const Passage& passage, const Sentence& sentence) {
  bool study = false, ahead = false;
  for (int i = sentence.first; i < sentence.last; ++i) {
    study =
        study || passage.is(i, {"studies", "study", "trial", "trials", "research", "investigation", "investigations"});
    ahead = ahead || passage.is(i, {"future", "further", "needed", "warranted", "awaited", "required", "desirable"}) ||
            (passage.is(i, {"should"}) && passage.is(i + 1, {"follow", "be", "compare"}));
  }
  return study && ahead;
}

/// One past the bracket that opens at `open` and holds this arm, how many there were, and no value; 0 for another.
int explained_until(const Passage& passage, int open, const ArmMention& arm) {
  if (!passage.is(open, '(')) return 0;
  constexpr int kReach = 20;  // tokens
  for (int k = open + 1; k < std::min(open + kReach, static_cast<int>(passage.tokens.size())); ++k) {
    if (passage.is(k, ')')) return arm.last <= k ? k + 1 : 0;
    if (passage.is(k, '(') || passage.is(k, '<') || passage.is(k, kPlusMinus)) return 0;
    if (passage.is(k, {"%", "percent"}) && k + 1 != arm.first) return 0;
    if (passage.at(k).number() && passage.at(k).decimals > 0 && k > arm.last) return 0;
  }
  return 0;
}

void sort_by_place(std::vector<ArmMention>& mentions) {
  std::stable_sort(mentions.begin(), mentions.end(),
                   [](const ArmMention& a, const ArmMention& b) { return a.first < b.first; });
}

}  // namespace

ArmDictionary::ArmDictionary(const ArmLexicon& lexicon, const std::vector<const Passage*>& passages)
    : lexicon_(lexicon) {
  std::vector<Mark> labels;  // of one sentence
  for (const Passage* passage : passages) {
    Field field;
    field.passage = passage;
    field.places.reserve(passage->sentences.size());
    for (const Sentence& sentence : passage->sentences) {
      labels.clear();
      std::ranges::copy(find_all(lexicon.labels, *passage, sentence), std::back_inserter(labels));
      find_named(sentence, labels);
      field.places.push_back({&sentence, find_arm_phrases(lexicon, *passage, sentence, labels)});
    }
    // "Controlled studies with stem cells are needed" closes a text
    for (std::size_t i = field.places.size(); i > 1 && i + 2 > field.places.size(); --i)
      field.places[i - 1].ahead = looks_ahead(*passage, *field.places[i - 1].sentence);
    fields_.push_back(std::move(field));
  }
  find_isolation();
  find_contrasts();
  find_open();
  for (Field& field : fields_)
    for (std::size_t i = 0; i < field.places.size(); ++i) {
      Place& place = field.places[i];
      place.aliases_known = aliases_.size();
      place.mentions = mentions_of(field, i);
      aliases_.learn(lexicon_, *field.passage, *place.sentence, place.mentions);
    }
  // once more where a later sentence defined something
  for (Field& field : fields_)
    for (std::size_t i = 0; i < field.places.size(); ++i)
      if (field.places[i].aliases_known != aliases_.size()) field.places[i].mentions = mentions_of(field, i);
  find_whole_text();
}

void ArmDictionary::find_isolation() {
  for (const Field& field : fields_) {
    const Passage& passage = *field.passage;
    for (const Mark& mark : find_all(lexicon_.isolation, passage.tokens, 0, passage.size)) {
      // "cells were counted and cultured": a laboratory test of samples is no isolation; "isolated and cultured" is
      if (passage.is(mark.first - 1, {"and"}) && passage.is(mark.first, {"cultured"}) &&
          !passage.is(mark.first - 2, {"isolated", "harvested", "extracted", "obtained", "digested", "separated"}))
        continue;
      if (passage.is(mark.last, {"medium", "media", "dish", "plate"})) continue;
      add_once(isolated_, static_cast<ArmClass>(mark.entry));
    }
  }
}

void ArmDictionary::find_named(const Sentence& sentence, const std::vector<Mark>& labels) {
  for (const Mark& mark : labels) {
    const ArmLexicon::Entry& entry = lexicon_.entries[static_cast<std::size_t>(mark.entry)];
    // what the background speaks of does not tell what "cell-enriched" means here
    if (entry.role == Role::active && sentence.section != Section::background) add_once(named_, entry.arm_class);
    const bool generic = entry.role == Role::generic && entry.need != ArmLexicon::Need::head;
    names_an_intervention_ = names_an_intervention_ || entry.role == Role::active || generic;
  }
}

/// Whether anything is added to the fat, and whether anything is compared.
void ArmDictionary::find_contrasts() {
  for (const Field& field : fields_)
    for (const Place& place : field.places) {
      if (place.sentence->section == Section::background || place.ahead) continue;
      for (const ArmPhrase& phrase : place.phrases) {
        const Role role = phrase.kind == Kind::label ? lexicon_.entries[static_cast<std::size_t>(phrase.entry)].role
                                                     : Role::reference;
        plain_ = plain_ && (role == Role::reference || phrase.role_only);
        // "microfat" is a name of the fat, no comparison
        const bool named_fat =
            phrase.kind == Kind::label && !lexicon_.entries[static_cast<std::size_t>(phrase.entry)].certain;
        compared_ = compared_ || (role == Role::reference && !named_fat && phrase.kind != Kind::handled &&
                                  phrase.kind != Kind::unknown);
      }
    }
}

/// Names beside a comparator that the topic does not know: "the insulin group", with controls.
void ArmDictionary::find_open() {
  const auto compares = [&](const ArmPhrase& phrase) {
    if (phrase.kind == Kind::without || phrase.kind == Kind::alone) return true;
    if (phrase.kind != Kind::label) return false;
    const ArmLexicon::Entry& entry = lexicon_.entries[static_cast<std::size_t>(phrase.entry)];
    return entry.role == Role::reference && !entry.processing;
  };
  bool reference = false;
  for (const Field& field : fields_)
    for (const Place& place : field.places)
      reference = reference || (place.own() && std::any_of(place.phrases.begin(), place.phrases.end(), compares));
  if (!reference) return;
  OpenNames names;
  for (const Field& field : fields_) {
    std::vector<ArmPhrase> phrases;
    for (const Place& place : field.places)
      for (const ArmPhrase& phrase : place.phrases)
        if (phrase.kind != Kind::unknown) phrases.push_back(phrase);
    names.learn(lexicon_, *field.passage, phrases);
  }
  names.settle();
  if (names.empty()) return;
  // a sentence must name both: one technique for all ("Coleman fat in HIV patients") is nothing to compare with
  bool beside = false;
  for (const Field& field : fields_) {
    if (field.passage->field == "title") continue;
    for (const Place& place : field.places) {
      if (!place.own()) continue;
      std::vector<ArmPhrase> phrases = place.phrases;
      names.add(lexicon_, *field.passage, *place.sentence, phrases);
      beside = beside || (std::any_of(phrases.begin(), phrases.end(), compares) &&
                          std::any_of(phrases.begin(), phrases.end(),
                                      [](const ArmPhrase& phrase) { return phrase.kind == Kind::open; }));
    }
  }
  if (!beside) return;
  open_ = true;
  for (Field& field : fields_)
    for (Place& place : field.places) names.add(lexicon_, *field.passage, *place.sentence, place.phrases);
}

/// Words on isolation beat labels; without any, the label's own class; a generic label takes the only active class.
ArmClass ArmDictionary::resolve(const ArmLexicon::Entry& entry, std::optional<ArmClass> local, bool& unknown) const {
  unknown = false;
  if (entry.role == Role::separate || entry.role == Role::reference || (entry.certain && entry.role == Role::active))
    return entry.arm_class;
  if (local) return *local;
  if (entry.role == Role::active) {
    const bool own = holds(isolated_, entry.arm_class);
    if (!own && isolated_.size() == 1) return isolated_.front();
    return entry.arm_class;
  }
  std::vector<ArmClass> candidates;
  for (const ArmClass arm : named_) {
    ArmLexicon::Entry named;
    named.arm_class = arm;
    bool ignored = false;
    add_once(candidates, resolve(named, std::nullopt, ignored));
  }
  if (candidates.size() == 1) return candidates.front();
  if (isolated_.size() == 1 && (candidates.empty() || holds(candidates, isolated_.front()))) return isolated_.front();
  // "the experimental ear received bFGF": the text speaks of no cells at all
  if (entry.need == ArmLexicon::Need::head && named_.empty() && isolated_.empty() && open_) return ArmClass::other;
  unknown = true;
  return entry.arm_class;
}

void ArmDictionary::add_labels(const Place& place, std::vector<ArmMention>& mentions) const {
  for (std::size_t i = 0; i < place.phrases.size(); ++i) {
    const ArmPhrase& phrase = place.phrases[i];
    ArmMention mention;
    mention.first = phrase.first;
    mention.last = phrase.last;
    switch (phrase.kind) {
      case Kind::label: {
        const ArmLexicon::Entry& entry = lexicon_.entries[static_cast<std::size_t>(phrase.entry)];
        if (phrase.role_only && plain_ && !compared_) continue;
        mention.arm = resolve(entry, phrase.local, mention.class_unknown);
        mention.role = entry.role;
        mention.processing = entry.processing;
        break;
      }
      case Kind::open:
        mention.arm = ArmClass::other;
        mention.role = Role::separate;
        break;
      case Kind::handled:
        if (!plain_) continue;
        mention.arm = lexicon_.reference;
        mention.role = Role::reference;
        mention.processing = true;
        break;
      case Kind::without:
      case Kind::alone:
        mention.arm = lexicon_.reference;
        mention.role = Role::reference;
        break;
      case Kind::dosed: {
        ArmLexicon::Entry entry;
        entry.arm_class = lexicon_.generic;
        entry.role = Role::generic;
        mention.arm = resolve(entry, std::nullopt, mention.class_unknown);
        mention.role = Role::generic;
        if (mention.class_unknown) continue;
        break;
      }
      case Kind::given: {
        std::size_t k = i;
        while (k > 0 && place.phrases[k - 1].entry < 0) --k;
        if (k == 0) continue;
        const ArmLexicon::Entry& entry = lexicon_.entries[static_cast<std::size_t>(place.phrases[k - 1].entry)];
        mention.arm = resolve(entry, place.phrases[k - 1].local, mention.class_unknown);
        mention.role = entry.role;
        break;
      }
      case Kind::with: {
        // "with and without ADSCs": what the phrase behind "without" names
        ArmLexicon::Entry entry;
        entry.arm_class = lexicon_.generic;
        entry.role = Role::generic;
        std::optional<ArmClass> local;
        // "with and without hyperbaric oxygen": nothing that the topic knows
        const bool with_unknown = plain_ && i + 1 < place.phrases.size() &&
                                  place.phrases[i + 1].kind == Kind::without && place.phrases[i + 1].entry < 0 &&
                                  place.phrases[i + 1].names_more;
        for (std::size_t k = i + 1; k < place.phrases.size(); ++k)
          if (place.phrases[k].entry >= 0) {
            entry = lexicon_.entries[static_cast<std::size_t>(place.phrases[k].entry)];
            local = place.phrases[k].local;
            break;
          }
        if (entry.role == Role::reference) continue;
        mention.arm = resolve(entry, local, mention.class_unknown);
        mention.role = entry.role;
        if (with_unknown) {
          mention.arm = ArmClass::other;
          mention.role = Role::separate;
          mention.class_unknown = false;
        }
        break;
      }
      case Kind::other:
      case Kind::unknown:
        continue;
    }
    mentions.push_back(mention);
  }
}

/// "the other breast" and "the Ringer arm" are the reference where another arm stands beside them.
void ArmDictionary::add_contrasts(const Field& field, std::size_t place, std::vector<ArmMention>& mentions) const {
  const Place& here = field.places[place];
  const std::size_t own = mentions.size();
  const auto active = [](const ArmMention& mention) { return mention.role != Role::reference; };
  const bool beside = std::any_of(mentions.begin(), mentions.end(), active);
  const bool earlier =
      place > 0 &&
      std::any_of(field.places[place - 1].phrases.begin(), field.places[place - 1].phrases.end(),
                  [&](const ArmPhrase& phrase) {
                    return phrase.kind == Kind::label &&
                           lexicon_.entries[static_cast<std::size_t>(phrase.entry)].role != Role::reference;
                  });
  std::size_t unknown = 0;
  for (const ArmPhrase& phrase : here.phrases) unknown += phrase.kind == Kind::unknown;
  for (const ArmPhrase& phrase : here.phrases) {
    if (phrase.kind != Kind::other && phrase.kind != Kind::unknown) continue;
    if (phrase.kind == Kind::unknown ? !(beside && unknown == 1) : !(beside || earlier)) continue;
    // "nanofat on the other side" is the nanofat's side
    const bool place_of_an_arm =
        phrase.kind == Kind::other &&
        std::any_of(mentions.begin(), mentions.begin() + static_cast<std::ptrdiff_t>(own), [&](const ArmMention& m) {
          if (m.last > phrase.first || phrase.first - m.last > 3) return false;
          bool located = false;
          for (int k = m.last; k < phrase.first; ++k)
            located = located || field.passage->is(k, {"on", "in", "to", "into", "at"});
          return located;
        });
    const bool covered = std::any_of(mentions.begin(), mentions.end(), [&](const ArmMention& m) {
      return phrase.first < m.last && phrase.last > m.first;
    });
    if (place_of_an_arm || covered) continue;
    mentions.push_back({phrase.first, phrase.last, lexicon_.reference, Role::reference, false, {}, false});
  }
}

void ArmDictionary::add_back_references(const Field& field, std::size_t place,
                                        std::vector<ArmMention>& mentions) const {
  const Passage& passage = *field.passage;
  const Sentence& sentence = *field.places[place].sentence;
  // "In those who had fat with ASCs it was 4 mL. Resorption in this group was 21%": the only arm of the sentence before
  for (int i = sentence.first; i + 1 < sentence.last && place > 0; ++i) {
    if (!passage.at(i).is("this") || !passage.is(i + 1, {"group", "arm", "cohort"})) continue;
    const std::vector<ArmMention>& before = field.places[place - 1].mentions;
    const bool one = std::all_of(before.begin(), before.end(),
                                 [&](const ArmMention& mention) { return mention.arm == before.front().arm; });
    if (before.empty() || !one) continue;
    ArmMention same = before.back();
    same.first = i;
    same.last = i + 2;
    mentions.push_back(same);
  }
  // "patients receiving many cells ...; those receiving fewer"
  for (int i = sentence.first; i + 1 < sentence.last && !mentions.empty(); ++i) {
    if (!passage.at(i).is("those") || !passage.is(i + 1, {"receiving", "given", "treated", "who", "with"})) continue;
    const ArmMention* earlier = nullptr;
    bool named = false;
    for (const ArmMention& mention : mentions) {
      if (mention.last <= i) earlier = &mention;
      named = named || (mention.first > i && mention.first <= i + 6);
    }
    if (!earlier || named) continue;
    ArmMention same = *earlier;
    same.first = i;
    same.last = i + 3 <= sentence.last ? i + 3 : i + 2;
    mentions.push_back(same);
  }
  // "49% in the first and 71% in the second group": in the order in which the arms were first named together
  const auto ordinal_group = [&](int i) {
    return passage.is(i, {"first", "second"}) &&
           (passage.is(i + 1, {"group", "arm", "cohort"}) || (passage.is(i, {"first"}) && passage.is(i - 1, {"the"})));
  };
  bool second = false;
  for (int i = sentence.first; i < sentence.last; ++i)
    second = second || (passage.is(i, {"second"}) && ordinal_group(i));
  if (second) {
    std::vector<ArmMention> two;
    constexpr std::size_t kReach = 40;  // sentences; an abstract has fewer
    for (std::size_t k = place > kReach ? place - kReach : 0; k < place && two.size() != 2; ++k) {
      two.clear();
      std::vector<ArmMention> named;
      add_labels(field.places[k], named);
      for (const ArmMention& mention : named)
        if (std::none_of(two.begin(), two.end(), [&](const ArmMention& known) { return known.arm == mention.arm; }))
          two.push_back(mention);
    }
    for (int i = sentence.first; i < sentence.last && two.size() == 2; ++i) {
      if (!ordinal_group(i)) continue;
      ArmMention same = two[passage.is(i, {"first"}) ? 0 : 1];
      same.first = i;
      same.last = passage.is(i + 1, {"group", "arm", "cohort"}) ? i + 2 : i + 1;
      mentions.push_back(same);
    }
  }
  // "in the former, ...; in the latter": the two arms of the sentence before
  std::vector<ArmMention> before;
  for (int i = sentence.first; i < sentence.last; ++i) {
    const bool former = passage.at(i).is("former");
    if (!former && !passage.at(i).is("latter")) continue;
    if (before.empty()) {  // "SVF and fat alone were given; the former retained 65%"
      for (const ArmMention& mention : mentions)
        if (mention.last <= i) before.push_back(mention);
      if (before.size() < 2 && place > 0) {
        before.clear();
        add_labels(field.places[place - 1], before);
      }
    }
    if (before.size() < 2) return;
    ArmMention same = former ? before[before.size() - 2] : before.back();
    same.first = i;
    same.last = i + 1;
    mentions.push_back(same);
  }
}

std::vector<ArmMention> ArmDictionary::mentions_of(const Field& field, std::size_t place) const {
  const Passage& passage = *field.passage;
  const Sentence& sentence = *field.places[place].sentence;
  std::vector<ArmMention> mentions;
  mentions.reserve(field.places[place].phrases.size());
  add_labels(field.places[place], mentions);
  aliases_.add(passage, sentence, mentions);
  add_contrasts(field, place, mentions);
  if (lexicon_.back.may_begin(sentence.begins)) add_back_references(field, place, mentions);
  if (mentions.size() > 1) sort_by_place(mentions);
  // "(A) PBS, (B) ASC": the letter before an arm is its own
  for (std::size_t i = 0; i + 1 < mentions.size(); ++i)
    if (mentions[i].arm == mentions[i + 1].arm && passage.is(mentions[i].first - 1, '(') &&
        passage.is(mentions[i].last, ')') && mentions[i + 1].first == mentions[i].last + 1) {
      mentions[i + 1].first = mentions[i].first - 1;
      mentions.erase(mentions.begin() + static_cast<std::ptrdiff_t>(i));
    }
  // "group A (ASC)" is one arm
  for (std::size_t i = 0; i + 1 < mentions.size();) {
    const ArmMention& next = mentions[i + 1];
    // "group I (fat with SVF, n = 14)", "group 2 (n = 10, fat + PRP)": what the bracket says of it
    if (next.first > mentions[i].last + 1 && next.arm == mentions[i].arm) {
      // "left cheek (PRP-mixed fat)"
      const Lexicon::Match head = lexicon_.heads.longest(passage.tokens, mentions[i].last, sentence.last);
      const int open = head.entry >= 0 && next.first == head.last + 1 ? head.last : mentions[i].last;
      const int close = explained_until(passage, open, next);
      if (close > 0 && (i + 2 == mentions.size() || mentions[i + 2].first >= close)) {
        mentions[i].last = close;
        mentions.erase(mentions.begin() + static_cast<std::ptrdiff_t>(i + 1));
        continue;
      }
    }
    if (next.first == mentions[i].last + 1 && passage.is(mentions[i].last, '(') &&
        (passage.is(next.last, ')') || passage.is(next.last, ',') || passage.is(next.last, ';')) &&
        next.arm == mentions[i].arm) {
      // "group 4 (fat, control)": both say the same
      if (i + 2 < mentions.size() && mentions[i + 2].arm == next.arm && passage.is(next.last, ',') &&
          mentions[i + 2].first == next.last + 1 && passage.is(mentions[i + 2].last, ')')) {
        mentions[i + 1].last = mentions[i + 2].last;
        mentions.erase(mentions.begin() + static_cast<std::ptrdiff_t>(i + 2));
        continue;
      }
      // "group A (ASC, n = 14)": the inner one stays, so that a number in the bracket stands behind it
      const bool whole = passage.is(next.last, ')');
      if (whole) mentions[i].last = next.last + 1;
      mentions.erase(mentions.begin() + static_cast<std::ptrdiff_t>(whole ? i + 1 : i));
    } else {
      ++i;
    }
  }
  for (ArmMention& mention : mentions) mention.label = passage.words(mention.first, mention.last);
  return mentions;
}

const std::vector<ArmMention>& ArmDictionary::find(const Passage& passage, const Sentence& sentence) const {
  static const std::vector<ArmMention> none;
  for (const Field& field : fields_) {
    if (field.passage != &passage) continue;
    const auto place =
        std::lower_bound(field.places.begin(), field.places.end(), sentence.first,
                         [](const Place& candidate, int first) { return candidate.sentence->first < first; });
    if (place != field.places.end() && place->sentence->first == sentence.first) return place->mentions;
  }
  return none;
}

void ArmDictionary::find_whole_text() {
  bool reference = false;
  std::size_t sentences = 0;
  std::vector<ArmClass> active;
  // SVF "combined with washed fat" has no second arm; "centrifuged fat (n = 15) ... 38% with centrifuged fat" is one
  int handled = 0;
  for (const Field& field : fields_)
    for (const Place& place : field.places)
      handled += std::any_of(place.mentions.begin(), place.mentions.end(),
                             [](const ArmMention& mention) { return mention.processing; });
  // "free flap transfer was declined": a thing of its own is an arm where it stands beside another or comes again
  int apart = 0;
  bool compared = false;
  for (const Field& field : fields_)
    for (const Place& place : field.places) {
      const auto separate = [](const ArmMention& mention) { return mention.role == Role::separate; };
      const bool any = std::any_of(place.mentions.begin(), place.mentions.end(), separate);
      apart += any && place.own();
      compared =
          compared || (any && place.own() && !std::all_of(place.mentions.begin(), place.mentions.end(), separate));
    }
  for (const Field& field : fields_)
    for (const Place& place : field.places) {
      ++sentences;
      if (!place.own()) continue;
      for (const ArmMention& mention : place.mentions) {
        if (done_before(lexicon_, *field.passage, *place.sentence, mention)) continue;
        if (mention.processing && names_an_intervention_ && handled < 2) continue;
        if (beside_the_fat(*field.passage, place.mentions, mention)) continue;
        if (mention.role == Role::separate && apart < 2 && !compared && sentences > 2) continue;
        if (!mention.class_unknown || named_.empty()) add_once(classes_, mention.arm);
        if (mention.role == Role::reference)
          reference = true;
        else
          add_once(active, mention.arm);
      }
    }
  comparative_ = active.size() + (reference ? 1 : 0) > 1;
  if (active.size() == 1 && !reference)
    whole_text_ = active.front();
  else if (active.empty() && (reference || sentences >= 3))
    whole_text_ = lexicon_.reference;
  else
    whole_text_ = ArmClass::all;
}

}  // namespace evigraft
