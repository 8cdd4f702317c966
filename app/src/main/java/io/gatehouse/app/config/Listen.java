package io.gatehouse.app.config;

import io.gatehouse.app.config.shape.Checked;
import io.gatehouse.app.config.shape.Complaints;
import io.gatehouse.app.config.shape.Key;
import io.gatehouse.app.config.shape.Means;
import io.gatehouse.app.config.value.ListenAddress;
import java.util.Optional;

/** The listeners of one server: one of http and https, and perhaps one for client certificates. */
@Means("Where a server listens: `https`, or `http` on this machine only.")
public record Listen(
    @Key(means = "Port or address for HTTPS.", leftOut = "`http` must be there", example = "8443")
        Optional<ListenAddress> https,
    @Key(
            means = "Port or address for plain HTTP; a port alone binds 127.0.0.1.",
            leftOut = "`https` must be there",
            example = "8080")
        Optional<ListenAddress> http,
    @Key(
            means = "Lets `http` bind beyond this machine, behind a trusted TLS terminator.",
            otherwise = "false")
        boolean insecure,
    @Key(
            means = "The certificate of `https`.",
            leftOut = "a certificate for localhost by the node's own CA")
        Optional<Tls> tls,
    @Key(
            means = "Whether HTTP/2 is offered beside HTTP/1.1 to clients of `https`.",
            leftOut = "`true` at the gateway, `false` at the token service",
            example = "true")
        Optional<Boolean> http2,
    @Key(
            means = "A second listener that asks for client certificates.",
            leftOut = "none; no route can accept certificates")
        Optional<Mtls> mtls)
    implements Checked {

  /** A listener that asks for client certificates. */
  @Means("A second listener, with the same routes, that asks for client certificates.")
  public record Mtls(
      @Key(means = "Port or address.", example = "8444") ListenAddress https,
      @Key(
              means = "Its certificate; `client_certificates` is `request` here.",
              leftOut = "a certificate for localhost by the node's own CA")
          Optional<Tls> tls,
      @Key(
              means = "Whether HTTP/2 is offered beside HTTP/1.1.",
              leftOut = "`true` at the gateway, `false` at the token service",
              example = "true")
          Optional<Boolean> http2)
      implements Checked {
    /** The address to bind, with the host that is usual. */
    public ListenAddress address() {
      return withHost(https, "0.0.0.0");
    }

    @Override
    public void check(Complaints complaints) {
      tls.filter(chosen -> chosen.clientCertificates() != Tls.ClientCertificates.REQUEST)
          .ifPresent(chosen ->
              complaints.about(
                  chosen,
                  "client_certificates",
                  "This listener is for client certificates.",
                  "Write `client_certificates: request`."));
    }
  }

  /** The address to bind, with the host that is usual for the scheme. */
  public ListenAddress address() {
    return https
        .map(address -> withHost(address, "0.0.0.0"))
        .or(() -> http.map(address -> withHost(address, insecure ? "0.0.0.0" : "127.0.0.1")))
        .orElseThrow(() -> new IllegalStateException("no address in a checked listener"));
  }

  private static ListenAddress withHost(ListenAddress address, String usual) {
    return new ListenAddress(Optional.of(address.hostOr(usual)), address.port());
  }

  /** Whether the first listener asks for client certificates. */
  public boolean asksForCertificates() {
    return tls.filter(chosen -> chosen.clientCertificates() == Tls.ClientCertificates.REQUEST)
        .isPresent();
  }

  public boolean secure() {
    return https.isPresent();
  }

  @Override
  public void check(Complaints complaints) {
    if (https.isPresent() == http.isPresent()) {
      complaints.about(this, "http", "Exactly one of `https` and `http` must be there.");
    }
    if (http.isPresent() && tls.isPresent()) {
      complaints.about(this, "tls", "`tls` belongs to `https`; plain HTTP has none.");
    }
    if (http.isPresent() && http2.isPresent()) {
      complaints.about(this, "http2", "`http2` belongs to `https`: it is agreed on in TLS.");
    }
    if (http.flatMap(ListenAddress::host).isPresent() && !insecure && !loopback()) {
      complaints.about(
          this,
          "http",
          "Plain HTTP beyond this machine would carry credentials in clear.",
          "Use `https`, or set `insecure: true` behind a trusted terminator.");
    }
    if (insecure && http.isEmpty()) {
      complaints.about(this, "insecure", "`insecure` belongs to `http`; remove it.");
    }
  }

  private boolean loopback() {
    return http.filter(ListenAddress::loopback).isPresent();
  }
}
