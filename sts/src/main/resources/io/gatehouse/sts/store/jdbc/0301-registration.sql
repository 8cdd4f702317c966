-- Tokens that let applications register themselves; one that is used up stays until its end.
CREATE TABLE initial_token (
  token TEXT PRIMARY KEY,
  uses_left BIGINT NOT NULL,
  ends_at BIGINT NOT NULL
);
CREATE INDEX initial_token_end ON initial_token (ends_at);
