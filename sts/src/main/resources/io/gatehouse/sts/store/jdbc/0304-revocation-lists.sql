-- The number of the newest revocation list.
CREATE TABLE revocation_list (
  id BIGINT PRIMARY KEY,
  number BIGINT NOT NULL
);
INSERT INTO revocation_list (id, number) VALUES (1, 0);
