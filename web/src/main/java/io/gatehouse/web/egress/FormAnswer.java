package io.gatehouse.web.egress;

/** What came back for a posted form. */
public record FormAnswer(int status, byte[] body) {
  /** Content may hold tokens: only its length prints. */
  @Override
  public String toString() {
    return status + " with " + body.length + " bytes";
  }
}
