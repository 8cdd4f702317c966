package io.gatehouse.identity;

/**
 * A dependency is out of reach. The one boundary of each server answers 503 with {@code
 * Retry-After}; nothing on the way may turn it into a refusal of the credential.
 */
public final class DependencyUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Dependency dependency;

  /**
   * @param reason for the operator's log; carries no secret
   */
  public DependencyUnavailable(Dependency dependency, String reason) {
    super(reason);
    this.dependency = dependency;
  }

  public DependencyUnavailable(Dependency dependency, String reason, Throwable cause) {
    super(reason, cause);
    this.dependency = dependency;
  }

  public Dependency dependency() {
    return dependency;
  }
}
