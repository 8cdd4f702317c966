package io.gatehouse.sts.device;

import io.gatehouse.identity.Scopes;
import io.gatehouse.sts.client.RegisteredClient;
import io.gatehouse.sts.oauth.Checked;
import io.gatehouse.sts.oauth.Fingerprint;
import io.gatehouse.sts.oauth.GrantType;
import io.gatehouse.sts.oauth.Issuer;
import io.gatehouse.sts.oauth.OAuthError;
import io.gatehouse.sts.oauth.RandomText;
import io.gatehouse.sts.oauth.Refusal;
import io.gatehouse.sts.oauth.ResourceCatalog;
import io.gatehouse.sts.oauth.ScopeCatalog;
import io.gatehouse.sts.token.ClientEndpoint;
import io.gatehouse.sts.token.TokenReply;
import io.gatehouse.tokens.jwt.Json;
import io.gatehouse.web.endpoint.Parameters;
import io.gatehouse.web.endpoint.Reply;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code POST /device_authorization} (RFC 8628 §3.1). */
public final class DeviceAuthorizationAction implements ClientEndpoint.Action {
  private static final Duration LIVES = Duration.ofMinutes(10);

  private final Issuer issuer;
  private final Offer offer;
  private final DeviceStore store;
  private final Chance chance;

  public DeviceAuthorizationAction(Issuer issuer, Offer offer, DeviceStore store, Chance chance) {
    this.issuer = issuer;
    this.offer = offer;
    this.store = store;
    this.chance = chance;
  }

  /** What there is to ask for. */
  public record Offer(ScopeCatalog scopes, ResourceCatalog resources) {}

  /** Where codes come from, and when. */
  public record Chance(RandomText random, InstantSource clock) {}

  @Override
  public Checked<Reply> perform(RegisteredClient client, Parameters form) {
    if (!client.metadata().grantTypes().contains(GrantType.DEVICE_CODE)) {
      return Checked.refused(
          Refusal.of(
              OAuthError.UNAUTHORIZED_CLIENT, "The client is not registered for this grant type."));
    }
    return scopes(client, form).then(scopes -> begun(client, form, scopes));
  }

  private Checked<Set<String>> scopes(RegisteredClient client, Parameters form) {
    var registered =
        client.metadata().scopes().stream()
            .filter(offer.scopes::knows)
            .collect(Collectors.toUnmodifiableSet());
    var text = form.given("scope");
    var wanted = text.isEmpty() ? Optional.of(registered) : text.flatMap(Scopes::parse);
    return Checked.present(
        wanted.filter(scopes -> !scopes.isEmpty() && registered.containsAll(scopes)),
        Refusal.of(
            OAuthError.INVALID_SCOPE,
            "A scope is not known here or not registered for this client."));
  }

  private Checked<Reply> begun(RegisteredClient client, Parameters form, Set<String> scopes) {
    return switch (offer.resources.select(form.all("resource"), scopes)) {
      case ResourceCatalog.Selection.Refused(var refusal) -> Checked.refused(refusal);
      case ResourceCatalog.Selection.Chosen(var resource) -> {
        var now = chance.clock.instant();
        store.purge(now);
        yield Checked.passed(
            reply(
                new DeviceGrant(
                    chance.random.id(),
                    client.clientId(),
                    scopes,
                    resource.map(chosen -> chosen.uri()),
                    now.plus(LIVES))));
      }
    };
  }

  private Reply reply(DeviceGrant grant) {
    String deviceCode = chance.random.secret();
    var userCode = UserCode.fresh(chance.random);
    while (!store.add(
        new DeviceStore.Codes(Fingerprint.of(deviceCode), userCode.fingerprint()), grant)) {
      userCode = UserCode.fresh(chance.random);
    }
    var page = issuer.at("/device");
    var members = new LinkedHashMap<String, Json>();
    members.put("device_code", new Json.Text(deviceCode));
    members.put("user_code", new Json.Text(userCode.shown()));
    members.put("verification_uri", new Json.Text(page));
    members.put(
        "verification_uri_complete", new Json.Text(page + "?user_code=" + userCode.shown()));
    members.put("expires_in", new Json.Whole(LIVES.toSeconds()));
    members.put("interval", new Json.Whole(DeviceStore.INTERVAL.toSeconds()));
    return TokenReply.json(200, members);
  }
}
