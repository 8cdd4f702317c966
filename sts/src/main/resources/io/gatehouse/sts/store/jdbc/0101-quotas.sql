-- Calls of a window that were handed out in leases; a window that is over is deleted.
CREATE TABLE quota_window (
  quota_key TEXT NOT NULL,
  window_start BIGINT NOT NULL,
  window_end BIGINT NOT NULL,
  leased BIGINT NOT NULL,
  PRIMARY KEY (quota_key, window_start)
);
CREATE INDEX quota_window_by_end ON quota_window (window_end);
