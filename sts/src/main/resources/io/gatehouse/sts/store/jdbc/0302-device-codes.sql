-- What devices ask for, under the fingerprints of the code they hold and the code a person types.
CREATE TABLE device_code (
  device TEXT PRIMARY KEY,
  user_code TEXT NOT NULL UNIQUE,
  id TEXT NOT NULL UNIQUE,
  client TEXT NOT NULL,
  scopes TEXT NOT NULL,
  resource TEXT,
  ends_at BIGINT NOT NULL,
  state TEXT NOT NULL,
  next_poll_at BIGINT NOT NULL,
  poll_interval BIGINT NOT NULL,
  owner TEXT,
  session TEXT,
  auth_time BIGINT,
  acr TEXT,
  amr TEXT
);
CREATE INDEX device_code_end ON device_code (ends_at);
