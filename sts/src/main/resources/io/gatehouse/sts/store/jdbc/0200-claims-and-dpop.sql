-- Claims that were asked for by name, and the key that a code may be redeemed with.
ALTER TABLE authorization_code ADD COLUMN claims TEXT;
ALTER TABLE authorization_code ADD COLUMN dpop_jkt TEXT;
ALTER TABLE refresh_family ADD COLUMN claims TEXT;
