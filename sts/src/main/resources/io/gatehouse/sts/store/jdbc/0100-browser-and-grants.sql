CREATE TABLE browser_session (
  cookie TEXT PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  owner TEXT NOT NULL,
  username TEXT NOT NULL,
  auth_time BIGINT NOT NULL,
  acr TEXT NOT NULL,
  amr TEXT NOT NULL,
  last_used_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL
);
CREATE INDEX browser_session_end ON browser_session (ends_at);
CREATE TABLE authorization_transaction (
  handle TEXT PRIMARY KEY,
  browser TEXT NOT NULL,
  query TEXT NOT NULL,
  signed_in_as TEXT,
  consented_as TEXT,
  ends_at BIGINT NOT NULL
);
CREATE INDEX authorization_transaction_end ON authorization_transaction (ends_at);
CREATE TABLE authorization_code (
  code TEXT PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  client TEXT NOT NULL,
  redirect_uri TEXT NOT NULL,
  owner TEXT NOT NULL,
  session TEXT NOT NULL,
  auth_time BIGINT NOT NULL,
  acr TEXT NOT NULL,
  amr TEXT NOT NULL,
  scopes TEXT NOT NULL,
  resource TEXT,
  nonce TEXT,
  challenge TEXT,
  ends_at BIGINT NOT NULL,
  used_at BIGINT
);
CREATE INDEX authorization_code_end ON authorization_code (ends_at);
CREATE TABLE refresh_family (
  id TEXT PRIMARY KEY,
  client TEXT NOT NULL,
  owner TEXT NOT NULL,
  session TEXT NOT NULL,
  auth_time BIGINT NOT NULL,
  acr TEXT NOT NULL,
  amr TEXT NOT NULL,
  scopes TEXT NOT NULL,
  resource TEXT,
  sealed_key BYTEA NOT NULL,
  generation BIGINT NOT NULL,
  rotated_at BIGINT NOT NULL,
  last_used_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL
);
CREATE INDEX refresh_family_session ON refresh_family (session);
CREATE INDEX refresh_family_end ON refresh_family (ends_at);
