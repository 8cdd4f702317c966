package io.gatehouse.ldap.embedded;

import io.gatehouse.identity.SourcePosition;

/** The LDIF file cannot be used; the message names file and line and holds no value from it. */
public final class BrokenLdif extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String sentence;
  private final transient SourcePosition position;

  BrokenLdif(String file, int line, String problem) {
    super(file + ":" + line + ": " + problem);
    this.sentence = file + ":" + line + ": " + problem;
    this.position = new SourcePosition(file, line, 1);
  }

  public String sentence() {
    return sentence;
  }

  public SourcePosition position() {
    return position;
  }
}
