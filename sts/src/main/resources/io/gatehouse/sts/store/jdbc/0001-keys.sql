-- Times are milliseconds since 1970. BYTEA, BIGINT and TEXT mean the same to SQLite and PostgreSQL.
CREATE TABLE schema_step (
  version BIGINT PRIMARY KEY,
  name TEXT NOT NULL,
  digest TEXT NOT NULL,
  applied_at BIGINT NOT NULL
);
-- Small values sealed under the key-encryption key: peppers, the check value of that key.
CREATE TABLE sealed_value (
  name TEXT PRIMARY KEY,
  sealed BYTEA NOT NULL
);
CREATE TABLE signing_key (
  kid TEXT PRIMARY KEY,
  alg TEXT NOT NULL,
  state TEXT NOT NULL,
  public_key BYTEA NOT NULL,
  sealed BYTEA NOT NULL,
  created_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL
);
-- Whatever crashes when: never two active keys of one algorithm, never two that wait.
CREATE UNIQUE INDEX signing_key_active ON signing_key (alg) WHERE state = 'ACTIVE';
CREATE UNIQUE INDEX signing_key_pending ON signing_key (alg) WHERE state = 'PENDING';
CREATE TABLE node_key (
  kid TEXT PRIMARY KEY,
  jwk TEXT NOT NULL,
  published_at BIGINT NOT NULL,
  gone_at BIGINT
);
