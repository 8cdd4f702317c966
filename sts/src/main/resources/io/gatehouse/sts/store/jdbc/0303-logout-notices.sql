-- What clients are still to be told of sessions that ended.
CREATE TABLE logout_notice (
  id TEXT PRIMARY KEY,
  client TEXT NOT NULL,
  session TEXT NOT NULL,
  subject TEXT NOT NULL,
  tries BIGINT NOT NULL,
  next_at BIGINT NOT NULL
);
CREATE INDEX logout_notice_next ON logout_notice (next_at);
CREATE INDEX authorization_code_session ON authorization_code (session);
