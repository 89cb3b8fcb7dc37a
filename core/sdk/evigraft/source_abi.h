/* source_abi.h: the neck of the hourglass. What crosses between evigraft and a source plugin, and nothing else.
 *
 * A source is two pure functions. `first(query)` answers with the requests that open the work; `read(query, reply)`
 * reads one complete reply into records and follow-up requests. The host sends, paces, retries, archives and stores:
 * a plugin opens no socket, starts no thread, keeps no state between calls and reads no clock.
 *
 * Rules of the neck
 * - Text is UTF-8, pointer and length, not NUL-terminated; {NULL, 0} is empty.
 * - What is passed in is borrowed until the call returns; the receiver copies. Nothing is freed across the neck.
 * - No exception crosses it. Any function may be called from any thread, each object by one thread at a time.
 * - A struct that may grow begins with `struct_size`; fields are only appended; a reader asks EVIGRAFT_HAS before
 *   it touches a field newer than 1.0. Enumerations are only appended; unknown groups and fields are ignored.
 * - `abi_major` must match; `abi_minor` may differ either way. Optional things are extensions by string id.
 */
#ifndef EVIGRAFT_SOURCE_ABI_H
#define EVIGRAFT_SOURCE_ABI_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define EVIGRAFT_ABI_MAGIC UINT32_C(0x45564947) /* "EVIG" */
#define EVIGRAFT_ABI_MAJOR 1
#define EVIGRAFT_ABI_MINOR 0
#define EVIGRAFT_ENTRY_SYMBOL "evigraft_plugin"
#define EVIGRAFT_STATE_MAX 65536 /* bytes a request may carry as `state` */
#define EVIGRAFT_HAS(object, type, field) ((object)->struct_size >= offsetof(type, field) + sizeof((object)->field))

typedef struct evigraft_text {
  const char *data;
  uint64_t size;
} evigraft_text;

typedef struct evigraft_pair {
  evigraft_text name, value;
} evigraft_pair;

/* Returned by first, read and the reader's read. Nothing a sink took counts unless the answer is OK. */
enum {
  EVIGRAFT_OK = 0,
  EVIGRAFT_BAD_PAYLOAD = 1,   /* not what was asked for: archived as rejected, asked again within the budget */
  EVIGRAFT_RETRY_LATER = 2,   /* the server said wait: `seconds` given to sink.fail */
  EVIGRAFT_RESTART_SLICE = 3, /* a cursor or token died: the slice starts again from the request that opened it */
  EVIGRAFT_QUOTA = 4,         /* the source ends for this run; the others go on */
  EVIGRAFT_AUTH = 5,          /* as QUOTA: credentials refused */
  EVIGRAFT_BAD_CONFIG = 6     /* as QUOTA: the query or a setting cannot work */
};

enum { EVIGRAFT_GET = 0, EVIGRAFT_POST = 1 };
enum { EVIGRAFT_EXACT = 0, EVIGRAFT_ABOUT = 1 };
enum { EVIGRAFT_SEARCH = 0, EVIGRAFT_KEYS = 1 };

/* One question to the server; also one checkpoint, one retry, one failure. */
typedef struct evigraft_request {
  uint32_t struct_size;
  uint32_t method;                 /* EVIGRAFT_GET, EVIGRAFT_POST */
  evigraft_text path;              /* below the source's base address, as plain text: the host percent-encodes it; no
                                      leading slash, no "." or ".." part */
  const evigraft_pair *parameters; /* as plain text. GET, or POST with a body: query string. POST without body: form.
                                      A value that is "${NAME}" as a whole is filled in by the host on the wire, the
                                      parameter left out when NAME is not set. NAME: the descriptor's key_name,
                                      EVIGRAFT_TOOL, EVIGRAFT_EMAIL */
  uint64_t parameter_count;
  const evigraft_pair *headers; /* "${NAME}" is filled in anywhere in a value, the header left out when not set */
  uint64_t header_count;
  evigraft_text body;        /* sent as it is; name its kind in a content-type header */
  evigraft_text slice;       /* its line in the ledger; empty: that of the request whose reply asked for it */
  const evigraft_text *keys; /* records the answer must hold; those it lacks become owed */
  uint64_t key_count;
  evigraft_text state; /* handed back with the reply; at most EVIGRAFT_STATE_MAX bytes */
} evigraft_request;

typedef struct evigraft_query {
  uint32_t struct_size;
  uint32_t kind;              /* EVIGRAFT_SEARCH: text, since, until. EVIGRAFT_KEYS: keys */
  evigraft_text text;         /* the topic's query in the source's own language */
  evigraft_text since, until; /* YYYY-MM-DD, both inclusive; empty since: from the beginning */
  const evigraft_text *keys;
  uint64_t key_count;
} evigraft_query;

typedef struct evigraft_reply {
  uint32_t struct_size;
  uint32_t status;              /* HTTP status, never one the host asks again itself (429, 5xx) */
  const evigraft_pair *headers; /* names in lower case */
  uint64_t header_count;
  evigraft_text body;              /* decompressed, complete */
  const evigraft_request *request; /* placeholders unfilled */
} evigraft_reply;

/* Where a call puts what it found. Groups nest: begin(RECORD) .. begin(AUTHOR) .. end(AUTHOR) .. end(RECORD). */
typedef struct evigraft_sink {
  uint32_t struct_size;
  void *self;
  void (*begin)(void *self, uint32_t group);
  void (*put)(void *self, uint32_t field, evigraft_text value);
  void (*end)(void *self, uint32_t group);
  void (*request)(void *self, const evigraft_request *request);
  void (*gone)(void *self, evigraft_text key, evigraft_text reason);
  void (*reject)(void *self, evigraft_text key, evigraft_text where, evigraft_text reason);
  void (*expect)(void *self, uint64_t count, uint32_t exactness);
  void (*warn)(void *self, evigraft_text message);
  void (*fail)(void *self, uint64_t seconds, evigraft_text message); /* said before a return other than OK */
} evigraft_sink;

/* Numbers are frozen; new ones are appended. A repeated field of a list (publication type, keyword, language, registry,
 * issn) appends to the list; of a repeated other field the last counts. */
enum {
  EVIGRAFT_GROUP_RECORD = 1,
  EVIGRAFT_GROUP_ABSTRACT_PART = 2,
  EVIGRAFT_GROUP_AUTHOR = 3,
  EVIGRAFT_GROUP_JOURNAL = 4,
  EVIGRAFT_GROUP_MESH = 5,
  EVIGRAFT_GROUP_QUALIFIER = 6, /* inside MESH */
  EVIGRAFT_GROUP_RELATION = 7
};
enum {
  /* RECORD */
  EVIGRAFT_KEY = 1,
  EVIGRAFT_PMID = 2,
  EVIGRAFT_DOI = 3,
  EVIGRAFT_PMCID = 4,
  EVIGRAFT_TITLE = 5,
  EVIGRAFT_VOLUME = 6,
  EVIGRAFT_ISSUE = 7,
  EVIGRAFT_PAGES = 8,
  EVIGRAFT_PUBLISHED = 9, /* YYYY, YYYY-MM or YYYY-MM-DD */
  EVIGRAFT_YEAR = 10,
  EVIGRAFT_PUBLICATION_TYPE = 11,
  EVIGRAFT_KEYWORD = 12,
  EVIGRAFT_LANGUAGE = 13,
  EVIGRAFT_REGISTRY = 14,
  EVIGRAFT_VERSION = 15,
  EVIGRAFT_SOURCE_TEXT = 16,
  EVIGRAFT_SOURCE_OFFSET = 17,
  EVIGRAFT_PUBLISHED_AS_PRINTED = 18,
  /* ABSTRACT_PART */
  EVIGRAFT_LABEL = 30,
  EVIGRAFT_TEXT = 31,
  /* AUTHOR */
  EVIGRAFT_FAMILY = 40,
  EVIGRAFT_GIVEN = 41,
  EVIGRAFT_SUFFIX = 42,
  EVIGRAFT_ORCID = 43,
  EVIGRAFT_COLLECTIVE = 44,
  EVIGRAFT_VALID = 45, /* "0" where the source says the name is an error */
  /* JOURNAL */
  EVIGRAFT_JOURNAL_TITLE = 50,
  EVIGRAFT_ISO_ABBREVIATION = 51,
  EVIGRAFT_ISSN = 52,
  EVIGRAFT_ISSN_LINKING = 53,
  EVIGRAFT_NLM_ID = 54,
  EVIGRAFT_PUBLISHER = 55,
  EVIGRAFT_COUNTRY = 56,
  /* MESH and QUALIFIER */
  EVIGRAFT_TERM = 60,
  EVIGRAFT_MAJOR = 61, /* "1" when a major topic */
  /* RELATION: kind is one of retracted_by retracts corrected_by corrects concern concern_of update_of updated_by
     republished_in republished_from comment_on comment_in erratum_in erratum_for ... */
  EVIGRAFT_KIND = 70,
  EVIGRAFT_RELATED_PMID = 71,
  EVIGRAFT_RELATED_DOI = 72,
  EVIGRAFT_NOTE = 73
};

typedef struct evigraft_source {
  uint32_t struct_size;
  evigraft_text id;                            /* [a-z][a-z0-9_]*, also the name in config and ledger */
  evigraft_text title;                         /* for people */
  evigraft_text base_url;                      /* https, ends with a slash; empty for a source that only reads files */
  uint32_t milli_requests_per_second;          /* request starts; the service's documented limit */
  uint32_t milli_requests_per_second_with_key; /* with `key_name` set; 0: no difference */
  uint32_t concurrent_requests;                /* the service's limit of requests in flight; 0: it names none */
  evigraft_text key_name;                      /* environment name of its credential, or empty */
  uint64_t positions_live_seconds;             /* older pending requests restart their slice; 0: for ever */
  int32_t (*first)(const evigraft_query *query, const evigraft_sink *sink);
  int32_t (*read)(const evigraft_query *query, const evigraft_reply *reply, const evigraft_sink *sink);
  const void *(*extension)(const char *id); /* id ends with a NUL; NULL when not offered */
} evigraft_source;

/* Extension "evigraft.read/1": files. */
#define EVIGRAFT_READ_1 "evigraft.read/1"
typedef struct evigraft_stream {
  uint32_t struct_size;
  void *self;
  int64_t (*read)(void *self, char *buffer,
                  uint64_t capacity); /* bytes; 0 at the end; < 0: fault, return BAD_PAYLOAD */
} evigraft_stream;
typedef struct evigraft_reader {
  uint32_t struct_size;
  evigraft_text format;                  /* name for --format */
  uint32_t (*sniff)(evigraft_text head); /* first 4 KiB, decompressed; 0 (no) .. 100 (certain) */
  int32_t (*read)(const evigraft_stream *stream, const evigraft_sink *sink);
} evigraft_reader;

/* The one exported symbol, a constant object named evigraft_plugin. */
typedef struct evigraft_plugin_entry {
  uint32_t magic;
  uint16_t abi_major, abi_minor;
  uint32_t struct_size;
  evigraft_text version; /* of the plugin */
  const evigraft_source *source;
} evigraft_plugin_entry;

#ifdef __cplusplus
}
#endif
#endif
