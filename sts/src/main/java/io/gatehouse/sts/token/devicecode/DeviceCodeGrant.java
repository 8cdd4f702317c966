package io.gatehouse.sts.token.devicecode;

import io.gatehouse.sts.device.DeviceGrant;
import io.gatehouse.sts.device.DeviceStore;
import io.gatehouse.sts.issue.Approval;
import io.gatehouse.sts.oauth.Checked;
import io.gatehouse.sts.oauth.Fingerprint;
import io.gatehouse.sts.oauth.GrantType;
import io.gatehouse.sts.oauth.OAuthError;
import io.gatehouse.sts.oauth.Refusal;
import io.gatehouse.sts.oauth.SignIn;
import io.gatehouse.sts.token.Grant;
import io.gatehouse.sts.token.TokenRequest;
import java.time.InstantSource;
import java.util.Optional;

/** A device asks whether its person has decided (RFC 8628 §3.4 and §3.5). */
public final class DeviceCodeGrant implements Grant {
  private final DeviceStore store;
  private final InstantSource clock;

  public DeviceCodeGrant(DeviceStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  @Override
  public GrantType type() {
    return GrantType.DEVICE_CODE;
  }

  @Override
  public Checked<Approval> decide(TokenRequest request) {
    var code = request.form().given("device_code");
    if (code.isEmpty()) {
      return Checked.refused(Refusal.malformed("The parameter device_code is missing."));
    }
    var device = Fingerprint.of(code.get());
    return switch (store.poll(device, request.client().clientId(), clock.instant())) {
      case DeviceStore.Poll.Waiting() ->
          refused(OAuthError.AUTHORIZATION_PENDING, "The person has not decided yet.");
      case DeviceStore.Poll.TooSoon() ->
          refused(OAuthError.SLOW_DOWN, "Wait five seconds longer between two requests.");
      case DeviceStore.Poll.Denied() ->
          refused(OAuthError.ACCESS_DENIED, "The person did not allow it.");
      case DeviceStore.Poll.Expired() ->
          refused(OAuthError.EXPIRED_TOKEN, "The device code has expired. Ask for another one.");
      case DeviceStore.Poll.Unknown() ->
          Checked.refused(Refusal.invalidGrant("the device code is unknown or was used"));
      case DeviceStore.Poll.Allowed(var grant, var signIn) ->
          Checked.passed(approval(request, grant, signIn));
    };
  }

  private static Approval approval(TokenRequest request, DeviceGrant grant, SignIn signIn) {
    boolean refreshes = request.client().metadata().grantTypes().contains(GrantType.REFRESH_TOKEN);
    return new Approval(
        request.client(),
        grant.id(),
        grant.id() + ".1",
        grant.scopes(),
        grant.resource(),
        Optional.of(signIn),
        Optional.empty(),
        request.binding(),
        refreshes ? new Approval.Refresh.Begin() : new Approval.Refresh.None());
  }

  private static Checked<Approval> refused(OAuthError error, String description) {
    return Checked.refused(Refusal.of(error, description));
  }
}
