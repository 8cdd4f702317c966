package io.gatehouse.sts.crossorigin;

import io.gatehouse.identity.DependencyUnavailable;
import io.gatehouse.web.endpoint.Endpoint;
import io.gatehouse.web.endpoint.Mount;
import io.gatehouse.web.endpoint.Reply;
import io.gatehouse.web.endpoint.Request;
import io.gatehouse.web.endpoint.Single;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Lets pages of registered origins read answers (Fetch standard, §3.2: CORS protocol). */
public final class CrossOrigin {
  private static final String ORIGIN = "Access-Control-Allow-Origin";

  /** What applications send beside what every page may. */
  private static final String FIELDS = "authorization, content-type, dpop";

  private final RegisteredOrigins origins;

  public CrossOrigin(RegisteredOrigins origins) {
    this.origins = origins;
  }

  /** The same mount, with answers to preflights. */
  public Mount open(Mount mount) {
    var methods = new HashSet<>(mount.methods());
    methods.add("OPTIONS");
    return new Mount(
        mount.template(),
        methods,
        new Opened(mount.endpoint(), Set.copyOf(methods)),
        mount.mediaTypes(),
        mount.bodyLimit());
  }

  /** An endpoint as registered origins see it. */
  private final class Opened implements Endpoint {
    private final Endpoint inner;
    private final Set<String> methods;

    private Opened(Endpoint inner, Set<String> methods) {
      this.inner = inner;
      this.methods = methods;
    }

    @Override
    public Reply answer(Request request) {
      var reply = request.method().equals("OPTIONS") ? preflight(request) : inner.answer(request);
      // A cache must not show one origin what was answered to another.
      var varied = reply.with("Vary", "Origin");
      return allowed(request)
          .map(origin ->
              varied
                  .with(ORIGIN, origin)
                  .with("Access-Control-Expose-Headers", "DPoP-Nonce, WWW-Authenticate"))
          .orElse(varied);
    }

    private Reply preflight(Request request) {
      var words = String.join(", ", new TreeSet<>(methods));
      var reply = Reply.empty(204).with("Allow", words);
      boolean asked = request.header("Access-Control-Request-Method") instanceof Single.One;
      return asked && allowed(request).isPresent()
          ? reply
              .with("Access-Control-Allow-Methods", words)
              .with("Access-Control-Allow-Headers", FIELDS)
              .with("Access-Control-Max-Age", "600")
          : reply;
    }
  }

  private Optional<String> allowed(Request request) {
    try {
      return request.header("Origin") instanceof Single.One(var origin) && origins.hold(origin)
          ? Optional.of(origin)
          : Optional.empty();
    } catch (DependencyUnavailable outage) {
      // Then no page reads the answer; the caller behind it is told nothing else.
      return Optional.empty();
    }
  }
}
