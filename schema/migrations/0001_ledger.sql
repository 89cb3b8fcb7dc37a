-- 0001_ledger.sql: what was asked, what came back, and what is still owed.
-- Times are ISO 8601 UTC text. Lists are JSON text (docs/decisions/0001-store-json-columns.md); no CHECK, view or trigger
-- uses SQLite's JSON functions, which SQLite 3.40 does not offer to a schema that is not trusted.

-- One row a migration that ran on this file; user_version is the highest number.
CREATE TABLE migration (
  number     INTEGER PRIMARY KEY,
  name       TEXT NOT NULL,
  sha256     TEXT NOT NULL CHECK (length(sha256) = 64),  -- of the migration's text
  applied_at TEXT NOT NULL
) STRICT;

-- The topic the file was made for: one row.
CREATE TABLE topic (
  id         INTEGER PRIMARY KEY CHECK (id = 1),
  name       TEXT NOT NULL CHECK (name <> ''),
  toml       TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;

-- One run of a command that writes.
CREATE TABLE run (
  id          INTEGER PRIMARY KEY,
  command     TEXT NOT NULL,
  started_at  TEXT NOT NULL,
  finished_at TEXT,
  status      TEXT NOT NULL DEFAULT 'running' CHECK (status IN ('running','ok','partial','failed','interrupted')),
  summary     TEXT CHECK (summary LIKE '{%')  -- what the command printed with --json
) STRICT;

-- One run and one source: the numbers of `refresh --json`.
CREATE TABLE run_source (
  run_id    INTEGER NOT NULL REFERENCES run(id),
  source    TEXT NOT NULL,
  status    TEXT NOT NULL DEFAULT 'running' CHECK (status IN ('running','ok','partial','failed')),
  expected  INTEGER NOT NULL DEFAULT 0 CHECK (expected >= 0),   -- frozen when the source ends
  received  INTEGER NOT NULL DEFAULT 0 CHECK (received >= 0),   -- parsed + rejected
  parsed    INTEGER NOT NULL DEFAULT 0 CHECK (parsed >= 0),
  rejected  INTEGER NOT NULL DEFAULT 0 CHECK (rejected >= 0),
  added     INTEGER NOT NULL DEFAULT 0 CHECK (added >= 0),
  changed   INTEGER NOT NULL DEFAULT 0 CHECK (changed >= 0),
  unchanged INTEGER NOT NULL DEFAULT 0 CHECK (unchanged >= 0),
  deleted   INTEGER NOT NULL DEFAULT 0 CHECK (deleted >= 0),
  owed      INTEGER NOT NULL DEFAULT 0 CHECK (owed >= 0),       -- frozen when the source ends
  requests  INTEGER NOT NULL DEFAULT 0 CHECK (requests >= 0),
  retries   INTEGER NOT NULL DEFAULT 0 CHECK (retries >= 0),
  bytes     INTEGER NOT NULL DEFAULT 0 CHECK (bytes >= 0),      -- on the wire
  seconds   REAL NOT NULL DEFAULT 0 CHECK (seconds >= 0),
  watermark TEXT,
  error     TEXT,
  line      TEXT CHECK (line LIKE '{%'),  -- the same as `refresh --json` prints it, once the source has ended
  PRIMARY KEY (run_id, source)
) STRICT, WITHOUT ROWID;

-- A question put to a source: a search, or records by key.
CREATE TABLE source_query (
  id         INTEGER PRIMARY KEY,
  run_id     INTEGER NOT NULL REFERENCES run(id),
  source     TEXT NOT NULL,
  kind       TEXT NOT NULL CHECK (kind IN ('search','keys')),
  text       TEXT NOT NULL DEFAULT '',       -- search: in the source's own language
  since      TEXT NOT NULL DEFAULT '',       -- YYYY-MM-DD, inclusive; empty: from the beginning
  until      TEXT NOT NULL DEFAULT '',       -- YYYY-MM-DD, inclusive
  keys       TEXT NOT NULL DEFAULT '[]' CHECK (keys LIKE '[%'),
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX source_query_run ON source_query(run_id);

-- A part of a query that is counted by itself.
CREATE TABLE slice (
  id        INTEGER PRIMARY KEY,
  query_id  INTEGER NOT NULL REFERENCES source_query(id),
  name      TEXT NOT NULL CHECK (name <> ''),
  parent_id INTEGER REFERENCES slice(id),
  expected  INTEGER CHECK (expected >= 0),   -- what the server said it holds; NULL: it gave no count
  exactness TEXT NOT NULL DEFAULT 'exact' CHECK (exactness IN ('exact','about')),
  unkeyed   INTEGER NOT NULL DEFAULT 0 CHECK (unkeyed >= 0),  -- records rejected without a key
  warnings  TEXT NOT NULL DEFAULT '[]' CHECK (warnings LIKE '[%'),
  dropped   TEXT,                            -- why its requests were dropped unanswered
  state     TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open','balanced','unverified','unbalanced')),
  reason    TEXT,                            -- why it is not balanced
  last_run  INTEGER NOT NULL REFERENCES run(id),
  UNIQUE (query_id, name)
) STRICT;
CREATE INDEX slice_parent ON slice(parent_id);
CREATE INDEX slice_last_run ON slice(last_run);

-- Each key a slice asked for or was sent, and what became of it.
CREATE TABLE slice_key (
  slice_id INTEGER NOT NULL REFERENCES slice(id),
  key      TEXT NOT NULL,
  asked    INTEGER NOT NULL CHECK (asked IN (0, 1)),  -- 0: came without being asked for by key
  state    TEXT NOT NULL CHECK (state IN ('asked','stored','deleted','owed','unavailable')),
  PRIMARY KEY (slice_id, key)
) STRICT, WITHOUT ROWID;

-- One question to a server; also one checkpoint, one retry, one failure.
CREATE TABLE request (
  id          INTEGER PRIMARY KEY,
  slice_id    INTEGER NOT NULL REFERENCES slice(id),
  parent_id   INTEGER REFERENCES request(id),         -- the request whose reply asked for it
  opens_slice INTEGER NOT NULL CHECK (opens_slice IN (0, 1)),
  method      TEXT NOT NULL CHECK (method IN ('GET','POST')),
  path        TEXT NOT NULL,                          -- below the source's base address
  parameters  TEXT NOT NULL CHECK (parameters LIKE '[%'),  -- [[name, value], ...]; secrets as ${NAME}
  headers     TEXT NOT NULL CHECK (headers LIKE '[%'),
  body        BLOB NOT NULL,
  keys        TEXT NOT NULL CHECK (keys LIKE '[%'), -- records the answer must hold
  carry       BLOB NOT NULL CHECK (length(carry) <= 65536),  -- the plugin's own state, handed back with the reply
  state       TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending','done','failed','dropped')),
  tries       INTEGER NOT NULL DEFAULT 0 CHECK (tries >= 0),
  not_before  TEXT,                                   -- the server wants no question before
  error       TEXT,
  created_at  TEXT NOT NULL,
  last_run    INTEGER NOT NULL REFERENCES run(id)
) STRICT;
CREATE INDEX request_slice ON request(slice_id, state);
CREATE INDEX request_pending ON request(id) WHERE state = 'pending';
CREATE INDEX request_not_before ON request(not_before) WHERE not_before IS NOT NULL;

-- The archive: every answer as it came, and every attempt that brought none.
CREATE TABLE payload (
  id          INTEGER PRIMARY KEY,
  kind        TEXT NOT NULL CHECK (kind IN ('http','file')),
  run_id      INTEGER NOT NULL REFERENCES run(id),
  source      TEXT NOT NULL,
  request_id  INTEGER REFERENCES request(id),
  name        TEXT NOT NULL,                        -- address without parameters, or the file's name
  size        INTEGER NOT NULL CHECK (size >= 0),   -- bytes, decompressed (file: as on disk)
  sha256      TEXT CHECK (length(sha256) = 64),     -- of those bytes; NULL: nothing came, or the import was cut short
  body        BLOB,                                 -- zstd; NULL for files
  verdict     TEXT NOT NULL CHECK (verdict IN ('accepted','rejected','failed')),
  reason      TEXT,
  status      INTEGER CHECK (status BETWEEN 100 AND 999),
  headers     TEXT CHECK (headers LIKE '[%'),
  wire_bytes  INTEGER NOT NULL DEFAULT 0 CHECK (wire_bytes >= 0),
  received_at TEXT NOT NULL,
  seconds     REAL NOT NULL DEFAULT 0 CHECK (seconds >= 0),
  CHECK ((kind = 'http') = (request_id IS NOT NULL)),
  CHECK (verdict = 'accepted' OR reason IS NOT NULL)
) STRICT;
CREATE INDEX payload_request ON payload(request_id);

-- Keys that were to come and did not: asked for first by the next refresh.
CREATE TABLE owed (
  source   TEXT NOT NULL,
  key      TEXT NOT NULL,
  reason   TEXT NOT NULL,
  tries    INTEGER NOT NULL DEFAULT 1 CHECK (tries > 0),  -- runs in which it failed to come
  first_at TEXT NOT NULL,
  last_at  TEXT NOT NULL,
  last_run INTEGER NOT NULL REFERENCES run(id),
  PRIMARY KEY (source, key)
) STRICT, WITHOUT ROWID;

-- The day up to which a source's query has been answered in full.
CREATE TABLE watermark (
  source TEXT PRIMARY KEY,
  text   TEXT NOT NULL,   -- of the query; another text starts from the beginning
  date   TEXT NOT NULL,   -- YYYY-MM-DD
  run_id INTEGER NOT NULL REFERENCES run(id)
) STRICT, WITHOUT ROWID;

-- A thing not used, with stage and reason: never a silent skip.
CREATE TABLE exclusion (
  id      INTEGER PRIMARY KEY,
  run_id  INTEGER NOT NULL REFERENCES run(id),
  stage   TEXT NOT NULL CHECK (stage IN ('fetch','import','link','screen','extract','select','pool')),
  subject TEXT NOT NULL,          -- "pubmed:123", "report 4", "outcome 17", a file's name
  reason  TEXT NOT NULL,
  detail  TEXT NOT NULL DEFAULT '',
  n       INTEGER NOT NULL DEFAULT 1 CHECK (n > 0),  -- how many the row stands for
  UNIQUE (stage, subject, reason, detail)
) STRICT;
