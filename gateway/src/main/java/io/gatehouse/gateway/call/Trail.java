package io.gatehouse.gateway.call;

import io.gatehouse.gateway.call.Call.Started;
import io.gatehouse.gateway.route.Policy.Verdict;
import io.gatehouse.gateway.route.Route;
import io.gatehouse.identity.Problem;
import io.gatehouse.identity.VerifiedIdentity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is found out about a request on its way, for its one line. One thread at a time. */
public final class Trail {
  private final Started started;
  private final List<String> stages = new ArrayList<>(6);
  private Optional<Route> route = Optional.empty();
  private String credential = "none";
  private Optional<VerifiedIdentity> identity = Optional.empty();
  private Optional<Verdict> verdict = Optional.empty();
  private Optional<String> upstream = Optional.empty();
  private Optional<String> note = Optional.empty();
  private Optional<Problem> problem = Optional.empty();

  Trail(Started started) {
    this.started = started;
  }

  public Instant at() {
    return started.at();
  }

  public long nanos() {
    return started.nanos();
  }

  public void completed(String stage) {
    stages.add(stage);
  }

  public List<String> stages() {
    return stages;
  }

  public void route(Route met) {
    route = Optional.of(met);
  }

  public Optional<Route> route() {
    return route;
  }

  /** The word of the kind that was presented, before it is proven. */
  public void credential(String kind) {
    credential = kind;
  }

  public String credential() {
    return credential;
  }

  public void identity(VerifiedIdentity proven) {
    identity = Optional.of(proven);
  }

  public Optional<VerifiedIdentity> identity() {
    return identity;
  }

  public void verdict(Verdict judged) {
    verdict = Optional.of(judged);
  }

  public Optional<Verdict> verdict() {
    return verdict;
  }

  public void upstream(String endpoint) {
    upstream = Optional.of(endpoint);
  }

  public Optional<String> upstream() {
    return upstream;
  }

  /** What ended the request; the first one counts. */
  public void refused(Problem ended) {
    problem = problem.or(() -> Optional.of(ended));
  }

  public Optional<Problem> problem() {
    return problem;
  }

  /** Something the operator should know about an answer that is no refusal. */
  public void note(String text) {
    note = Optional.of(text);
  }

  public Optional<String> note() {
    return note;
  }
}
