package io.gatehouse.gateway.limit;

import io.gatehouse.gateway.authorize.Authorized;
import io.gatehouse.gateway.call.Call;
import io.gatehouse.gateway.call.Refusal;
import io.gatehouse.gateway.call.Step.Answer;
import io.gatehouse.gateway.route.RoutingPlan.LimitEntry;
import io.gatehouse.gateway.route.RoutingPlan.WhenStoreDown;
import io.gatehouse.identity.DependencyUnavailable;
import io.gatehouse.identity.HttpField;
import io.gatehouse.identity.Problem;
import io.gatehouse.identity.ProblemKind;
import io.gatehouse.identity.QuotaLedger;
import io.gatehouse.identity.Throttle;
import io.gatehouse.identity.VerifiedIdentity;
import io.gatehouse.identity.WaitFor;
import io.gatehouse.identity.Waiting;
import io.gatehouse.web.address.AddressGuard;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The fifth stage: whether the principal may call now. */
public final class Limit {
  private final Throttle throttle;
  private final LeasedQuotas quotas;
  private final Concurrency concurrency = new Concurrency();

  public Limit(Throttle throttle, QuotaLedger ledger, InstantSource clock) {
    this.throttle = throttle;
    this.quotas = new LeasedQuotas(ledger, clock);
  }

  /**
   * Takes what the limit counts. Quota first, as it alone may have to wait, so that a repeated call
   * of this stage takes nothing twice.
   */
  public Answer<Admitted> admit(Call call, Authorized authorized, Waiting waiting) {
    authorized.on(call);
    var limit = authorized.route().limit();
    if (limit.isEmpty()) {
      return proven(call, authorized, () -> {});
    }
    var taking = new Taking(limit.get(), keyOf(call, limit.get(), authorized.identity()));
    return switch (quota(call, taking, waiting)) {
      case Taken.Asking asking -> new Answer.Wait<>(WaitFor.STORE);
      case Taken.Nothing(var pause) -> refused(taking, pause, "quota");
      case Taken.One one -> rate(call, authorized, taking);
    };
  }

  /** How many calls of this principal are under way on a limit, for tests and metrics. */
  int running(String key) {
    return concurrency.running(key);
  }

  private Taken quota(Call call, Taking taking, Waiting waiting) {
    var quota = taking.limit.quota();
    if (quota.isEmpty()) {
      return new Taken.One();
    }
    try {
      return switch (quotas.spend(taking.key, quota.get(), waiting)) {
        case LeasedQuotas.MustAsk ask -> new Taken.Asking();
        case LeasedQuotas.Exhausted(var reset) -> {
          taking.say(RateLimitFields.quota(taking.limit, 0, reset));
          yield new Taken.Nothing(reset);
        }
        case LeasedQuotas.Spent(var remaining, var reset) -> {
          taking.say(RateLimitFields.quota(taking.limit, remaining, reset));
          yield new Taken.One();
        }
      };
    } catch (DependencyUnavailable down) {
      if (taking.limit.whenStoreDown() == WhenStoreDown.REFUSE) {
        throw down;
      }
      call.trail().note("quota not counted: " + down.getMessage());
      return new Taken.One();
    }
  }

  private Answer<Admitted> rate(Call call, Authorized authorized, Taking taking) {
    if (taking.limit.rate().isPresent()) {
      var answer = throttle.take(taking.key, taking.limit.rate().get(), 1);
      taking.say(RateLimitFields.rate(taking.limit, answer));
      if (!answer.admitted()) {
        quotas.giveBack(taking.key);
        return refused(taking, answer.retryAfter(), "rate");
      }
    }
    return place(call, authorized, taking);
  }

  private Answer<Admitted> place(Call call, Authorized authorized, Taking taking) {
    var most = taking.limit.concurrent();
    if (most.isEmpty()) {
      taking.tell(call);
      return proven(call, authorized, () -> {});
    }
    if (!concurrency.enter(taking.key, most.get())) {
      quotas.giveBack(taking.key);
      taking.say(RateLimitFields.concurrent(taking.limit, 0));
      return refused(taking, Duration.ofSeconds(1), "concurrency");
    }
    taking.say(
        RateLimitFields.concurrent(taking.limit, most.get() - concurrency.running(taking.key)));
    taking.tell(call);
    return proven(call, authorized, () -> concurrency.leave(taking.key));
  }

  private static Answer<Admitted> proven(Call call, Authorized authorized, Runnable release) {
    call.trail().completed("limit");
    return new Answer.Proven<>(
        new Admitted(call, authorized.route(), authorized.identity(), release));
  }

  private static Answer<Admitted> refused(Taking taking, Duration wait, String what) {
    var problem =
        Problem.of(
                ProblemKind.RATE_LIMITED,
                "The limit '"
                    + taking.limit.name()
                    + "' is used up; Retry-After says when to call.",
                what + " of limit " + taking.limit.name())
            .retryAfter(wait);
    return new Answer.No<>(new Refusal(problem, taking.fields()));
  }

  // Per principal, whatever the credential: a partner who changes from key to certificate keeps
  // counting where they were. Nobody in particular is counted by address.
  private static String keyOf(Call call, LimitEntry limit, Optional<VerifiedIdentity> identity) {
    var who =
        identity
            .map(proven -> proven.principal().getClass().getSimpleName() + "|" + subject(proven))
            .orElseGet(() -> "address|" + AddressGuard.keyOf(call.request().peer()));
    return limit.name() + "|" + who;
  }

  private static String subject(VerifiedIdentity identity) {
    return identity.principal().subject();
  }

  private sealed interface Taken {
    record One() implements Taken {}

    record Nothing(Duration pause) implements Taken {}

    record Asking() implements Taken {}
  }

  private static final class Taking {
    private final LimitEntry limit;
    private final String key;
    private final List<String> items = new ArrayList<>(3);

    Taking(LimitEntry limit, String key) {
      this.limit = limit;
      this.key = key;
    }

    void say(String item) {
      items.add(item);
    }

    List<HttpField> fields() {
      return items.isEmpty()
          ? List.of()
          : List.of(new HttpField("RateLimit", String.join(", ", items)));
    }

    void tell(Call call) {
      RateLimitFields.policy(limit).forEach(call::answerWith);
      fields().forEach(call::answerWith);
    }
  }
}
