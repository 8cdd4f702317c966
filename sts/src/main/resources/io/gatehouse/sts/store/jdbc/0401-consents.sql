-- What people allowed to applications; no resource is the empty text, so that it is unique, too.
CREATE TABLE consent (
  id TEXT PRIMARY KEY,
  owner TEXT NOT NULL,
  client TEXT NOT NULL,
  resource TEXT NOT NULL,
  scopes TEXT NOT NULL,
  claims TEXT NOT NULL,
  given_at BIGINT NOT NULL,
  UNIQUE (owner, client, resource)
);
