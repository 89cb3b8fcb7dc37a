#include <evigraft/error.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstring>

#include "source/in_process_runner.h"
#include "source/utf8.h"

namespace {
using namespace evigraft;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

/// What the plugin under test says to the sink, and what it returns.
std::function<std::int32_t(const evigraft_sink&)> saying;

std::int32_t say(const evigraft_sink* sink) { return saying(*sink); }

constexpr evigraft_source raw_source() {
  evigraft_source source{};
  source.struct_size = sizeof source;
  source.id = neck::text("raw");
  source.title = neck::text("Raw");
  source.base_url = neck::text("https://raw.example/");
  source.milli_requests_per_second = 1000;
  source.first = [](const evigraft_query*, const evigraft_sink* sink) { return say(sink); };
  source.read = [](const evigraft_query*, const evigraft_reply*, const evigraft_sink* sink) { return say(sink); };
  return source;
}
const evigraft_source source = raw_source();

/// Sink calls in short.
struct Mouth {
  const evigraft_sink& sink;
  void begin(std::uint32_t group) const { sink.begin(sink.self, group); }
  void end(std::uint32_t group) const { sink.end(sink.self, group); }
  void put(std::uint32_t field, std::string_view value) const { sink.put(sink.self, field, neck::text(value)); }
  void record(std::string_view key) const {
    begin(EVIGRAFT_GROUP_RECORD);
    put(EVIGRAFT_KEY, key);
    end(EVIGRAFT_GROUP_RECORD);
  }
};

Batch hear(const std::function<void(const Mouth&)>& what, std::int32_t status = EVIGRAFT_OK) {
  saying = [&](const evigraft_sink& sink) {
    what(Mouth{sink});
    return status;
  };
  const auto runner = run_in_process(source, "1.0.0", "test");
  return runner->read(Query(), Reply());
}

TEST(Runner, ReadsEveryFieldTheWrapperWrites) {
  Record record;
  record.key = "1";
  record.pmid = "2";
  record.doi = "10.1/x";
  record.pmcid = "PMC3";
  record.title = "[Fat \u00b1 5].";
  record.abstract = {{"METHODS", "We."}, {"", "They."}};
  record.authors = {{.family = "Wang", .given = "C", .suffix = "Jr", .orcid = "0000"},
                    {.collective = "Group"},
                    {.family = "Bad", .valid = false}};
  record.journal = {.title = "J",
                    .iso_abbreviation = "J.",
                    .issn = {"1", "2"},
                    .issn_linking = "1",
                    .nlm_id = "9",
                    .publisher = "P",
                    .country = "C"};
  record.volume = "10";
  record.issue = "8";
  record.pages = "1-2";
  record.published = "2021-08";
  record.published_as_printed = "2021 Aug-Sep";
  record.year = 2021;
  record.publication_types = {"Journal Article", "Review"};
  record.mesh = {{.descriptor = "Adipose Tissue", .major = true, .qualifiers = {{"cytology", false}, {"x", true}}}};
  record.keywords = {"fat"};
  record.language = {"eng"};
  record.relations = {{.kind = "retracted_by", .pmid = "7", .doi = "10.1/y", .note = "n"}};
  record.registry = {"NCT1"};
  record.version = 2;
  record.source_text = "<a>";
  record.source_offset = 12345678901;
  const Batch batch = hear([&](const Mouth& mouth) { Sink(mouth.sink).emit(record); });
  EXPECT_THAT(batch.records, ElementsAre(record));
  EXPECT_THAT(batch.warnings, IsEmpty());
}

TEST(Runner, IgnoresGroupsAndFieldsOfANewerVersion) {
  const Batch batch = hear([](const Mouth& mouth) {
    mouth.begin(EVIGRAFT_GROUP_RECORD);
    mouth.put(EVIGRAFT_KEY, "1");
    mouth.begin(900);
    mouth.put(EVIGRAFT_KEY, "not the record's");
    mouth.begin(EVIGRAFT_GROUP_AUTHOR);
    mouth.end(EVIGRAFT_GROUP_AUTHOR);
    mouth.end(900);
    mouth.put(901, "x");
    mouth.end(EVIGRAFT_GROUP_RECORD);
  });
  ASSERT_THAT(batch.records, SizeIs(1));
  EXPECT_EQ(batch.records[0].key, "1");
  EXPECT_THAT(batch.records[0].authors, IsEmpty());
  EXPECT_THAT(batch.rejected, IsEmpty());
}

/// One malformed record between two sound ones: the sound ones come through, it has a reason.
void expect_rejected(const std::function<void(const Mouth&)>& malformed, const std::string& reason) {
  const Batch batch = hear([&](const Mouth& mouth) {
    mouth.record("before");
    malformed(mouth);
    mouth.record("after");
  });
  ASSERT_THAT(batch.records, SizeIs(2));
  EXPECT_EQ(batch.records[1].key, "after");
  ASSERT_THAT(batch.rejected, SizeIs(1));
  EXPECT_THAT(batch.rejected[0].reason, HasSubstr(reason));
}

TEST(Runner, RejectsARecordWithoutAKey) {
  expect_rejected([](const Mouth& m) { m.record(""); }, "no key");
}

TEST(Runner, RejectsARecordThatIsNeverEnded) {
  expect_rejected(
      [](const Mouth& m) {
        m.begin(EVIGRAFT_GROUP_RECORD);
        m.put(EVIGRAFT_KEY, "x");
      },
      "not ended");
}

TEST(Runner, RejectsCrossedGroups) {
  expect_rejected(
      [](const Mouth& m) {
        m.begin(EVIGRAFT_GROUP_RECORD);
        m.put(EVIGRAFT_KEY, "x");
        m.begin(EVIGRAFT_GROUP_AUTHOR);
        m.end(EVIGRAFT_GROUP_RECORD);
      },
      "ended where it was not open");
}

TEST(Runner, RejectsAGroupInTheWrongPlace) {
  expect_rejected(
      [](const Mouth& m) {
        m.begin(EVIGRAFT_GROUP_RECORD);
        m.put(EVIGRAFT_KEY, "x");
        m.begin(EVIGRAFT_GROUP_QUALIFIER);
        m.end(EVIGRAFT_GROUP_QUALIFIER);
        m.end(EVIGRAFT_GROUP_RECORD);
      },
      "began outside");
  expect_rejected(
      [](const Mouth& m) {
        m.begin(EVIGRAFT_GROUP_AUTHOR);
        m.end(EVIGRAFT_GROUP_AUTHOR);
      },
      "began outside");
}

TEST(Runner, RejectsAnEndWithoutABegin) {
  expect_rejected([](const Mouth& m) { m.end(EVIGRAFT_GROUP_MESH); }, "not open");
}

TEST(Runner, RejectsAFieldOutsideARecord) {
  expect_rejected([](const Mouth& m) { m.put(EVIGRAFT_TITLE, "x"); }, "outside a record");
}

TEST(Runner, RejectsAFieldThatIsTooLargeOrNotThere) {
  const auto with_field = [](evigraft_text value) {
    return [value](const Mouth& m) {
      m.begin(EVIGRAFT_GROUP_RECORD);
      m.put(EVIGRAFT_KEY, "x");
      m.sink.put(m.sink.self, EVIGRAFT_TITLE, value);
      m.end(EVIGRAFT_GROUP_RECORD);
    };
  };
  const std::string large((16U << 20U) + 1, 'x');
  expect_rejected(with_field(neck::text(large)), "larger than 16 MiB");
  expect_rejected(with_field({nullptr, 5}), "no bytes");
}

TEST(Runner, RejectsAKeyThatIsNotUtf8AndRepairsATitle) {
  expect_rejected([](const Mouth& m) { m.record("\xff"); }, "not UTF-8");
  const Batch batch = hear([](const Mouth& m) {
    m.begin(EVIGRAFT_GROUP_RECORD);
    m.put(EVIGRAFT_KEY, "1");
    m.put(EVIGRAFT_TITLE,
          "Gr\xe4"
          "fte");
    m.end(EVIGRAFT_GROUP_RECORD);
  });
  EXPECT_EQ(batch.records.at(0).title,
            "Gr\uFFFD"
            "fte");
  EXPECT_THAT(batch.warnings, ElementsAre(HasSubstr("record 1: bytes that are not UTF-8")));
}

TEST(Runner, LeavesOutADateThatIsNoneAndSaysSo) {
  for (const char* date : {"2021-13", "2021-02-30", "21", "2021/08", "Aug 2021", "2021-8"}) {
    const Batch batch = hear([&](const Mouth& m) {
      m.begin(EVIGRAFT_GROUP_RECORD);
      m.put(EVIGRAFT_KEY, "1");
      m.put(EVIGRAFT_PUBLISHED, date);
      m.put(EVIGRAFT_YEAR, "20x");
      m.end(EVIGRAFT_GROUP_RECORD);
    });
    EXPECT_EQ(batch.records.at(0).published, "") << date;
    EXPECT_EQ(batch.records.at(0).year, 0);
    EXPECT_THAT(batch.warnings, SizeIs(2)) << date;
  }
}

Batch ask(const Request& request) {
  return hear([&](const Mouth& m) { m.sink.request(m.sink.self, neck::LentRequest(request).get()); });
}

TEST(Runner, TakesARequestAsItIs) {
  const Request request{.method = Method::post,
                        .path = "a/b",
                        .parameters = {{"x", "1"}, {"x", "2"}},
                        .headers = {{"accept", "text/xml"}},
                        .body = "b",
                        .slice = "s",
                        .keys = {"k", "l"},
                        .state = std::string("\0\xff", 2)};
  EXPECT_THAT(ask(request).requests, ElementsAre(request));
}

TEST(Runner, RefusesAnAnswerWithARequestThatCannotBeSent) {
  EXPECT_THAT(ask({.path = "x", .state = std::string(EVIGRAFT_STATE_MAX, 's')}).answer, Answer::ok);
  const std::vector<std::pair<Request, std::string>> cases = {
      {{.path = "x", .state = std::string(EVIGRAFT_STATE_MAX + 1, 's')}, "65537 bytes of state"},
      {{.path = "/etc"}, "leaves the source's base"},
      {{.path = "a/../../b"}, "leaves the source's base"},
      {{.path = "a\r\nb"}, "leaves the source's base"},
      {{.path = "x", .body = "b"}, "GET request with a body"},
      {{.path = "x", .headers = {{"Host", "evil"}}}, "not its to set"},
      {{.path = "x", .headers = {{"a b", "c"}}}, "not its to set"},
      {{.path = "x", .headers = {{"accept", "a\r\nhost: evil"}}}, "not its to set"}};
  for (const auto& [request, reason] : cases) {
    const Batch batch = ask(request);
    EXPECT_EQ(batch.answer, Answer::bad_payload) << reason;
    EXPECT_THAT(batch.message, HasSubstr(reason));
    EXPECT_THAT(batch.requests, IsEmpty());
  }
}

TEST(Runner, RefusesARequestOfAnotherSize) {
  const Batch batch = hear([](const Mouth& m) {
    evigraft_request small{};
    small.struct_size = 16;
    m.sink.request(m.sink.self, &small);
    m.sink.request(m.sink.self, nullptr);
  });
  EXPECT_EQ(batch.answer, Answer::bad_payload);
  EXPECT_THAT(batch.message, HasSubstr("smaller than version 1.0"));
}

TEST(Runner, NothingCountsUnlessTheAnswerIsOk) {
  const Batch batch = hear(
      [](const Mouth& m) {
        m.record("1");
        m.sink.expect(m.sink.self, 5, EVIGRAFT_EXACT);
        m.sink.gone(m.sink.self, neck::text("2"), neck::text("x"));
        m.sink.fail(m.sink.self, 9, neck::text("wait"));
      },
      EVIGRAFT_RETRY_LATER);
  EXPECT_EQ(batch.answer, Answer::retry_later);
  EXPECT_EQ(batch.wait_seconds, 9u);
  EXPECT_EQ(batch.message, "wait");
  EXPECT_THAT(batch.records, IsEmpty());
  EXPECT_THAT(batch.gone, IsEmpty());
  EXPECT_FALSE(batch.expected.has_value());
}

TEST(Runner, AnUnknownAnswerIsABadPayload) {
  const Batch batch = hear([](const Mouth&) {}, 42);
  EXPECT_EQ(batch.answer, Answer::bad_payload);
  EXPECT_THAT(batch.message, HasSubstr("42"));
}

TEST(Runner, APluginThatThrowsIsABadPayload) {
  saying = [](const evigraft_sink&) -> std::int32_t { throw std::runtime_error("oops"); };
  const Batch batch = run_in_process(source, "1", "test")->first(Query());
  EXPECT_EQ(batch.answer, Answer::bad_payload);
  EXPECT_THAT(batch.message, HasSubstr("oops"));
}

TEST(Runner, KeepsAThousandWarningsAndCountsTheRest) {
  const Batch batch = hear([](const Mouth& m) {
    for (int i = 0; i < 1005; ++i) m.sink.warn(m.sink.self, neck::text("w"));
  });
  ASSERT_THAT(batch.warnings, SizeIs(1001));
  EXPECT_THAT(batch.warnings.back(), HasSubstr(": 5"));
}

class Throwing final : public Source {
 public:
  Requests first(const Query& query) const override {
    if (query.text == "quota") throw QuotaReached("q");
    if (query.text == "auth") throw AuthRefused("a");
    if (query.text == "config") throw BadConfig("c");
    if (query.text == "restart") throw RestartSlice("r");
    if (query.text == "later") throw RetryLater(5, "l");
    if (query.text == "other") throw std::out_of_range("o");
    if (query.text == "int") throw 7;
    return {{.path = query.text}};
  }
  Requests read(const Query&, const Reply&, Sink&) const override { return {}; }
};

TEST(Runner, ExceptionsOfTheWrapperBecomeTheNamedAnswers) {
  static constexpr evigraft_source throwing = describe<Throwing>("throwing", "https://t.example/");
  const auto runner = run_in_process(throwing, "1", "test");
  const auto answer = [&](const std::string& text) { return runner->first({.text = text}).answer; };
  EXPECT_EQ(answer("quota"), Answer::quota);
  EXPECT_EQ(answer("auth"), Answer::auth);
  EXPECT_EQ(answer("config"), Answer::bad_config);
  EXPECT_EQ(answer("restart"), Answer::restart_slice);
  EXPECT_EQ(answer("later"), Answer::retry_later);
  EXPECT_EQ(answer("other"), Answer::bad_payload);
  EXPECT_EQ(answer("int"), Answer::bad_payload);
  EXPECT_EQ(answer("fine"), Answer::ok);
}

/// One record a line.
class Lines final : public FileReader {
 public:
  static constexpr std::string_view file_format = "lines";
  unsigned sniff(std::string_view head) const override { return head.starts_with("lines") ? 250 : 0; }
  void read_file(FileStream& stream, Sink& sink) const override {
    std::string line;
    for (const char c : stream.read_all(1U << 20U)) {
      if (c != '\n') {
        line += c;
        continue;
      }
      Record record;
      record.key = std::exchange(line, {});
      sink.emit(record);
    }
  }
};
constexpr evigraft_source lines = describe<Lines>("lines", "");

ByteSource bytes_of(std::string text) {
  return [text = std::move(text), at = std::size_t{0}](char* buffer, std::size_t capacity) mutable {
    const std::size_t count = std::min({capacity, text.size() - at, std::size_t{3}});
    std::memcpy(buffer, text.data() + at, count);
    at += count;
    return count;
  };
}

TEST(FileRunner, StreamsRecordsInOrder) {
  const auto runner = run_in_process(lines, "1", "test");
  EXPECT_TRUE(runner->info().reads_files());
  EXPECT_FALSE(runner->info().searches());
  EXPECT_EQ(runner->sniff("lines!"), 100u);
  std::vector<std::string> keys;
  const Batch batch = runner->read_file(bytes_of("a\nb\nc\n"), [&](Record&& record) { keys.push_back(record.key); });
  EXPECT_EQ(batch.answer, Answer::ok);
  EXPECT_THAT(keys, ElementsAre("a", "b", "c"));
}

TEST(FileRunner, AFaultOfTheFileComesThroughThePlugin) {
  const auto runner = run_in_process(lines, "1", "test");
  const ByteSource damaged = [](char*, std::size_t) -> std::size_t { throw Error(Error::Kind::data, "damaged gzip"); };
  EXPECT_THROW(runner->read_file(damaged, [](Record&&) {}), Error);
}

TEST(FileRunner, AFaultOfTheTakerComesThroughThePluginAndEndsTheReading) {
  const auto runner = run_in_process(lines, "1", "test");
  int taken = 0;
  EXPECT_THROW(runner->read_file(bytes_of("a\nb\nc\n"),
                                 [&](Record&&) {
                                   ++taken;
                                   throw Error(Error::Kind::database, "disk full");
                                 }),
               Error);
  EXPECT_EQ(taken, 1);
}

std::string refusal_of(evigraft_source changed) {
  try {
    run_in_process(changed, "1", "test");
  } catch (const Error& e) {
    return e.kind() == Error::Kind::plugin ? e.what() : "another kind";
  }
  return "";
}

TEST(Descriptor, RefusalsNameWhatIsWrong) {
  evigraft_source changed = source;
  EXPECT_EQ(refusal_of(changed), "");
  changed.struct_size = 40;
  EXPECT_THAT(refusal_of(changed), HasSubstr("40 bytes"));
  changed = source;
  changed.id = neck::text("Raw");
  EXPECT_THAT(refusal_of(changed), HasSubstr("its id (Raw)"));
  changed = source;
  changed.base_url = neck::text("http://raw.example/");
  EXPECT_THAT(refusal_of(changed), HasSubstr("http://raw.example/"));
  changed = source;
  changed.read = nullptr;
  EXPECT_THAT(refusal_of(changed), HasSubstr("first and read"));
  changed = source;
  changed.milli_requests_per_second = 0;
  EXPECT_THAT(refusal_of(changed), HasSubstr("rate"));
  changed = source;
  changed.base_url = {};
  EXPECT_THAT(refusal_of(changed), HasSubstr("neither searches nor reads"));
  changed = source;
  changed.title = {nullptr, 4};
  EXPECT_THAT(refusal_of(changed), HasSubstr("cannot be read"));
  changed = source;
  changed.key_name = neck::text("a b");
  EXPECT_THAT(refusal_of(changed), HasSubstr("key name"));
}

TEST(Descriptor, ALargerOneOfANewerMinorVersionIsTaken) {
  evigraft_source changed = source;
  changed.struct_size += 64;
  EXPECT_EQ(refusal_of(changed), "");
  const evigraft_plugin_entry entry{
      EVIGRAFT_ABI_MAGIC, EVIGRAFT_ABI_MAJOR, 99, sizeof(evigraft_plugin_entry) + 8, neck::text("2.1"), &source};
  EXPECT_EQ(run_in_process(entry, "test")->info().version, "2.1");
}

TEST(RepairUtf8, KeepsWhatIsValidAndReplacesTheRest) {
  bool repaired = false;
  EXPECT_EQ(repair_utf8("a\u00e9\u2212\U0001F600", repaired), "a\u00e9\u2212\U0001F600");
  EXPECT_FALSE(repaired);
  EXPECT_EQ(repair_utf8(std::string_view("\xC0\xAF|\xED\xA0\x80|\xF5|\xE2\x82|\0", 13), repaired),
            "\uFFFD\uFFFD|\uFFFD\uFFFD\uFFFD|\uFFFD|\uFFFD\uFFFD|\uFFFD");
  EXPECT_TRUE(repaired);
}

/// Whatever order of sink calls a plugin makes, it ends with records that have keys and reasons for the rest.
RC_GTEST_PROP(Runner, NoOrderOfSinkCallsBreaksIt, (const std::vector<std::pair<std::uint8_t, std::uint8_t>>& calls)) {
  const Batch batch = hear([&](const Mouth& m) {
    for (const auto& [what, number] : calls) {
      if (what % 3 == 0) m.begin(number % 10U);
      if (what % 3 == 1) m.put(number % 80U, "7");
      if (what % 3 == 2) m.end(number % 10U);
    }
  });
  RC_ASSERT(batch.answer == Answer::ok);
  for (const Record& record : batch.records) RC_ASSERT(record.key == "7");
  for (const Rejected& rejected : batch.rejected) RC_ASSERT(!rejected.reason.empty());
}
}  // namespace
