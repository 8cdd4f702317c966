CREATE TABLE ledger_entry (
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  owner TEXT,
  client TEXT,
  scopes TEXT NOT NULL,
  routes TEXT NOT NULL,
  networks TEXT NOT NULL,
  label TEXT NOT NULL,
  creator TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  last_used_at BIGINT,
  state TEXT NOT NULL,
  revoked_at BIGINT,
  sealed_verifier BYTEA,
  verifier_version BIGINT NOT NULL,
  PRIMARY KEY (kind, id)
);
CREATE INDEX ledger_entry_owner ON ledger_entry (owner, kind);
CREATE INDEX ledger_entry_client ON ledger_entry (client, kind);
CREATE INDEX ledger_entry_expiry ON ledger_entry (expires_at);
CREATE TABLE feed_head (
  id BIGINT PRIMARY KEY,
  sequence BIGINT NOT NULL
);
INSERT INTO feed_head (id, sequence) VALUES (1, 0);
CREATE TABLE feed_event (
  sequence BIGINT PRIMARY KEY,
  at BIGINT NOT NULL,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  change TEXT NOT NULL
);
