package io.gatehouse.gateway.decision;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What happened to one request.
 *
 * @param outcome {@code allow} or {@code deny}
 * @param code of the problem; empty when the service answered
 * @param reason what the operator needs; private, carries no secret
 */
public record Decision(
    String id,
    Instant at,
    Duration took,
    Asked asked,
    Who who,
    String outcome,
    int status,
    Optional<String> code,
    Optional<String> reason,
    Judged judged,
    Optional<String> upstream) {

  /**
   * What was asked for, and from where.
   *
   * @param path without the query, which may hold what nobody should read
   */
  public record Asked(
      String method, String host, String path, String address, Optional<String> route) {}

  /**
   * Who asked.
   *
   * @param credential word of the kind presented, {@code none} or {@code unknown}
   * @param credentialId public id of the key, certificate or client
   * @param actors who acted for them, the newest first
   */
  public record Who(
      String kind,
      String subject,
      String credential,
      String credentialId,
      Optional<String> tokenId,
      String scopes,
      boolean stale,
      List<String> actors) {
    public static final Who NOBODY =
        new Who("anonymous", "", "none", "", Optional.empty(), "", false, List.of());

    public static Who unproven(String credential) {
      return new Who("unproven", "", credential, "", Optional.empty(), "", false, List.of());
    }
  }

  /**
   * How far it came and why.
   *
   * @param stages completed, in order
   * @param rule that allowed
   * @param tried rules that said no, in order
   * @param nearest the rule that lacked least
   */
  public record Judged(
      List<String> stages,
      Optional<String> rule,
      List<String> tried,
      Optional<String> nearest,
      List<String> missingScopes) {
    public static final Judged NOT =
        new Judged(List.of(), Optional.empty(), List.of(), Optional.empty(), List.of());
  }
}
