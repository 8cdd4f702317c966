CREATE TABLE client (
  client_id TEXT PRIMARY KEY,
  metadata TEXT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE TABLE client_secret (
  client_id TEXT NOT NULL REFERENCES client (client_id),
  created_at BIGINT NOT NULL,
  pepper_version BIGINT NOT NULL,
  hash BYTEA NOT NULL,
  PRIMARY KEY (client_id, hash)
);
CREATE TABLE admin_token (
  id TEXT PRIMARY KEY,
  hash BYTEA NOT NULL,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);
