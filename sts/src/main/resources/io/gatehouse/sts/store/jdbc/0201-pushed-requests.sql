CREATE TABLE pushed_request (
  handle TEXT PRIMARY KEY,
  client TEXT NOT NULL,
  query TEXT NOT NULL,
  ends_at BIGINT NOT NULL,
  used_at BIGINT
);
CREATE INDEX pushed_request_end ON pushed_request (ends_at);
