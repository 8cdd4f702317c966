-- The key that a public client must prove to refresh: method and thumbprint.
ALTER TABLE refresh_family ADD COLUMN bound_to TEXT;
