package io.gatehouse.app.node;

import io.gatehouse.app.config.Admin;
import io.gatehouse.app.config.Listen;
import io.gatehouse.app.config.Sts;
import io.gatehouse.app.config.Tls;
import io.gatehouse.app.config.value.ListenAddress;
import io.gatehouse.gateway.Gateway;
import io.gatehouse.web.exchange.ExchangeHandler;
import io.gatehouse.web.listen.TlsPlan;
import io.gatehouse.web.wire.WireLimits;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Which listener is opened for whom: what it speaks, what it asks for, how much it takes. */
final class Entrances {
  private final Doors doors;
  private final NodeTls tls;
  private final Supplier<List<X509Certificate>> authorities;

  /**
   * @param authorities whose certificates the gateway asks for, as of now
   */
  Entrances(Doors doors, NodeTls tls, Supplier<List<X509Certificate>> authorities) {
    this.doors = doors;
    this.tls = tls;
    this.authorities = authorities;
  }

  void openIssuer(Sts.Local local, ExchangeHandler handler) {
    var listen = local.listen();
    var door =
        listen.asksForCertificates()
            ? askingAnybody(DoorIdentities.STS, listen.address(), listen.tls())
            : door(DoorIdentities.STS, listen, WireLimits.usual());
    doors.open(door.offeringHttp2(listen.http2().orElse(false)), handler);
    listen
        .mtls()
        .ifPresent(mtls ->
            doors.open(
                askingAnybody(DoorIdentities.STS_CERTIFICATE, mtls.address(), mtls.tls())
                    .offeringHttp2(mtls.http2().orElse(false)),
                handler));
  }

  // RFC 8705 §2.2 and §3: a token is bound to any certificate, whoever issued it.
  private Doors.Door askingAnybody(String name, ListenAddress address, Optional<Tls> written) {
    var plan = tls.askingPlan(name, written, List::of);
    return new Doors.Door(name, address, Optional.of(plan), WireLimits.usual());
  }

  void openGateway(Listen listen, Gateway handler) {
    var limits = WireLimits.forContent(Long.MAX_VALUE);
    boolean http2 = listen.http2().orElse(true);
    if (listen.asksForCertificates()) {
      doors.open(
          asking(DoorIdentities.GATEWAY, listen.address(), listen.tls(), limits)
              .offeringHttp2(http2),
          handler.askingForCertificates());
    } else {
      doors.open(door(DoorIdentities.GATEWAY, listen, limits).offeringHttp2(http2), handler);
    }
    listen
        .mtls()
        .ifPresent(mtls ->
            doors.open(
                asking(DoorIdentities.CERTIFICATE, mtls.address(), mtls.tls(), limits)
                    .offeringHttp2(mtls.http2().orElse(true)),
                handler.askingForCertificates()));
  }

  private Doors.Door asking(
      String name, ListenAddress address, Optional<Tls> written, WireLimits limits) {
    var plan = tls.askingPlan(name, written, authorities);
    return new Doors.Door(name, address, Optional.of(plan), limits);
  }

  private Doors.Door door(String name, Listen written, WireLimits limits) {
    var plan =
        written.secure() ? Optional.of(tls.plan(name, written.tls())) : Optional.<TlsPlan>empty();
    return new Doors.Door(name, written.address(), plan, limits);
  }

  InetSocketAddress openAdmin(Admin written, ExchangeHandler handler) {
    return doors.open(
        new Doors.Door(
            DoorIdentities.ADMIN,
            written.address(),
            written.tls().map(t -> tls.plan(DoorIdentities.ADMIN, Optional.of(t))),
            WireLimits.usual()),
        handler);
  }
}
