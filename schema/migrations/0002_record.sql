-- 0002_record.sql: publications as sources describe them, and the text index.

-- One journal, keyed by NLM id, else linking ISSN, else an ISSN; a blank is filled by the first record that knows it.
CREATE TABLE journal (
  id               INTEGER PRIMARY KEY,
  nlm_id           TEXT UNIQUE,
  issn_linking     TEXT,
  title            TEXT,
  iso_abbreviation TEXT,
  publisher        TEXT,
  country          TEXT,
  issn             TEXT NOT NULL DEFAULT '[]' CHECK (issn LIKE '[%')  -- all of journal_issn, for the view
) STRICT;

CREATE TABLE journal_issn (
  issn       TEXT NOT NULL,
  journal_id INTEGER NOT NULL REFERENCES journal(id),
  PRIMARY KEY (issn, journal_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX journal_issn_journal ON journal_issn(journal_id);

-- One publication as one source described it. Empty is NULL.
CREATE TABLE record (
  id                INTEGER PRIMARY KEY,
  source            TEXT NOT NULL,
  source_key        TEXT NOT NULL CHECK (source_key <> ''),
  version           INTEGER NOT NULL DEFAULT 1,   -- the highest is kept
  status            TEXT NOT NULL CHECK (status IN ('current','retracted','deleted')),  -- deleted: a tombstone
  pmid              TEXT,
  doi               TEXT,
  pmcid             TEXT,
  title             TEXT NOT NULL,
  abstract          TEXT NOT NULL CHECK (abstract LIKE '[%'),  -- [{"label", "text"}]
  abstract_text     TEXT NOT NULL,                               -- the one text: spans and search count in it
  authors           TEXT NOT NULL CHECK (authors LIKE '[%'),   -- in printed order
  journal           TEXT NOT NULL CHECK (journal LIKE '{%'),   -- as this record prints it
  journal_title     TEXT,                                        -- out of `journal`
  first_author      TEXT,                                        -- out of `authors`: family name or group
  journal_id        INTEGER REFERENCES journal(id),
  volume            TEXT,
  issue             TEXT,
  pages             TEXT,
  published         TEXT,      -- YYYY, YYYY-MM or YYYY-MM-DD
  published_as_printed TEXT,   -- where it is no plain date
  year              INTEGER,
  publication_types TEXT NOT NULL CHECK (publication_types LIKE '[%'),
  mesh              TEXT NOT NULL CHECK (mesh LIKE '[%'),
  keywords          TEXT NOT NULL CHECK (keywords LIKE '[%'),
  language          TEXT NOT NULL CHECK (language LIKE '[%'),
  relations         TEXT NOT NULL CHECK (relations LIKE '[%'),
  registry          TEXT NOT NULL CHECK (registry LIKE '[%'),
  deleted_reason    TEXT,
  payload_id        INTEGER NOT NULL REFERENCES payload(id),  -- the bytes this content was read from
  source_text       BLOB,      -- files: the record's own slice of them, zstd
  source_offset     INTEGER,   -- files: where the slice begins in the decompressed bytes
  digest            BLOB NOT NULL,                            -- of the content above: same digest, nothing changed
  first_run         INTEGER NOT NULL REFERENCES run(id),
  changed_run       INTEGER NOT NULL REFERENCES run(id),
  UNIQUE (source, source_key),
  CHECK ((status = 'deleted') = (deleted_reason IS NOT NULL))
) STRICT;
CREATE INDEX record_pmid ON record(pmid) WHERE pmid IS NOT NULL;
CREATE INDEX record_doi ON record(doi) WHERE doi IS NOT NULL;
CREATE INDEX record_journal ON record(journal_id);
CREATE INDEX record_payload ON record(payload_id);

-- Full text over title and abstract; the words live in `record` only, and whoever writes a record writes its words here
-- (core/store/record_writer.cpp): SQLite 3.40 lets no trigger of an untrusted schema write a full-text table.
CREATE VIRTUAL TABLE record_fts USING fts5(
  title, abstract_text, content='record', content_rowid='id', tokenize='unicode61 remove_diacritics 2');
-- Words are gathered in memory up to so many bytes before a segment is written: a quarter less time for bulk imports.
INSERT INTO record_fts(record_fts, rank) VALUES ('hashsize', 16777216);
