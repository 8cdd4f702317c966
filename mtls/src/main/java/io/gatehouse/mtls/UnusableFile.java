package io.gatehouse.mtls;

import io.gatehouse.identity.SourcePosition;

/**
 * A certificate or key file that cannot be used: names the file, the line, what stands there, and
 * what to do. Carries nothing of a key.
 */
public final class UnusableFile extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient SourcePosition position;
  private final String problem;

  public UnusableFile(SourcePosition position, String problem) {
    super(position + ": " + problem);
    this.position = position;
    this.problem = problem;
  }

  public SourcePosition position() {
    return position;
  }

  /** What is wrong and what to do about it, without the position. */
  public String problem() {
    return problem;
  }
}
