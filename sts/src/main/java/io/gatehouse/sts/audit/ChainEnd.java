package io.gatehouse.sts.audit;

/** The last record of a chain. */
record ChainEnd(long sequence, String hash) {
  static final ChainEnd BEGINNING = new ChainEnd(0, AuditLine.FIRST);
}
