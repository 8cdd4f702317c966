-- The last certificate for each key of a signing request: a request presented again is told apart.
CREATE TABLE certified_key (
  key_hash TEXT PRIMARY KEY,
  certificate TEXT NOT NULL,
  ends_at BIGINT NOT NULL
);
