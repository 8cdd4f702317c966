package io.gatehouse.sts.authorize;

import io.gatehouse.sts.authorize.PushedRequestStore.Pushed;
import io.gatehouse.sts.client.RegisteredClient;
import io.gatehouse.sts.oauth.Checked;
import io.gatehouse.sts.oauth.Fingerprint;
import io.gatehouse.sts.oauth.OAuthError;
import io.gatehouse.sts.oauth.RandomText;
import io.gatehouse.sts.oauth.Refusal;
import io.gatehouse.web.endpoint.Parameters;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Authorization requests that the client itself brought (RFC 9126). */
public final class PushedRequests {
  /** RFC 9126 §2.2 says 5 to 600 seconds. */
  public static final Duration LIFE = Duration.ofSeconds(60);

  private static final String PREFIX = "urn:ietf:params:oauth:request_uri:";

  private final RequestReader reader;
  private final RequestObjects objects;
  private final PushedRequestStore store;
  private final Terms terms;

  public PushedRequests(
      RequestReader reader, RequestObjects objects, PushedRequestStore store, Terms terms) {
    this.reader = reader;
    this.objects = objects;
    this.store = store;
    this.terms = terms;
  }

  /** Where handles come from. */
  public record Terms(RandomText random, InstantSource clock) {}

  /**
   * A request as it was pushed.
   *
   * @param dpopKey thumbprint of the key that the client proved with it
   * @param requestId of the HTTP request
   */
  public record Push(Parameters form, Optional<String> dpopKey, String requestId) {}

  /** The {@code request_uri} of a request that would be accepted now. */
  public Checked<String> push(RegisteredClient client, Push push) {
    if (push.form.value("request_uri").isPresent()) {
      return Checked.refused(Refusal.malformed("A pushed request cannot name another one."));
    }
    var asked = AskedParameters.of(push.form).with("client_id", client.clientId());
    return objects
        .open(asked, push.requestId)
        .then(opened -> bound(opened, push.dpopKey))
        .map(AskedParameters::asPushed)
        .then(this::acceptable)
        .map(accepted -> keep(client, accepted));
  }

  /** RFC 9449 §10.1: the proof at this endpoint says the same as {@code dpop_jkt}. */
  private static Checked<AskedParameters> bound(AskedParameters asked, Optional<String> key) {
    var named = asked.given("dpop_jkt");
    if (key.isPresent() && named.isPresent() && !key.equals(named)) {
      return Checked.refused(
          Refusal.of(OAuthError.INVALID_DPOP_PROOF, "The proof is not of the key in dpop_jkt."));
    }
    return Checked.passed(key.map(jkt -> asked.with("dpop_jkt", jkt)).orElse(asked));
  }

  private Checked<AskedParameters> acceptable(AskedParameters asked) {
    return switch (reader.read(asked)) {
      case Reading.Accepted accepted -> Checked.passed(asked);
      case Reading.Refused(var replyTo, var refusal) -> Checked.refused(refusal);
      case Reading.OnPage(var reason) ->
          Checked.refused(
              new Refusal(
                  OAuthError.INVALID_REQUEST,
                  "The redirect_uri is not registered, or the request does not hold.",
                  reason));
    };
  }

  private String keep(RegisteredClient client, AskedParameters asked) {
    Instant now = terms.clock.instant();
    store.purge(now);
    String handle = terms.random.secret();
    store.add(
        Fingerprint.of(handle), new Pushed(client.clientId(), asked.encode(), now.plus(LIFE)));
    return PREFIX + handle;
  }

  static boolean isOurs(String requestUri) {
    return requestUri.startsWith(PREFIX);
  }

  /** What was pushed under this name by this client; once. */
  Optional<AskedParameters> take(String requestUri, String clientId) {
    var handle = Fingerprint.of(requestUri.substring(PREFIX.length()));
    return store
        .take(handle, clientId, terms.clock.instant())
        .map(pushed -> AskedParameters.decode(pushed.query()));
  }
}
