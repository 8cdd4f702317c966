package io.gatehouse.web.endpoint;

import io.gatehouse.identity.Problem;
import io.gatehouse.identity.ProblemKind;
import io.gatehouse.web.path.CanonicalPath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The literal list of what a listener serves. Literal paths win over templates; two mounts that
 * claim one path and method are a mistake in the program and stop the start.
 */
public final class MountTable implements Endpoint {
  private final List<Mount> mounts;

  public MountTable(List<Mount> mounts) {
    this.mounts =
        mounts.stream().sorted(Comparator.comparing(m -> !m.template().isLiteral())).toList();
    for (int i = 0; i < this.mounts.size(); i++) {
      requireDistinct(this.mounts.get(i), this.mounts.subList(i + 1, this.mounts.size()));
    }
  }

  public MountTable(Mount... mounts) {
    this(List.of(mounts));
  }

  /** This table with another's mounts beside its own. */
  public MountTable and(MountTable other) {
    var all = new ArrayList<>(mounts);
    all.addAll(other.mounts);
    return new MountTable(all);
  }

  private static void requireDistinct(Mount mount, List<Mount> others) {
    for (Mount other : others) {
      boolean overlaps = other.methods().stream().anyMatch(mount.methods()::contains);
      if (overlaps && mount.template().sameShape(other.template())) {
        throw new IllegalArgumentException("mounted twice: " + mount.template());
      }
    }
  }

  /** Finds the mount, before any content is read. */
  public Located locate(String method, CanonicalPath path) {
    var allowed = new TreeSet<String>();
    for (Mount mount : mounts) {
      var captured = mount.template().match(path);
      if (captured.isPresent()) {
        if (serves(mount, method)) {
          return new Located.Found(mount, captured.get());
        }
        allowed.addAll(mount.methods());
      }
    }
    if (allowed.isEmpty()) {
      return new Located.NotFound();
    }
    return method.equals("OPTIONS")
        ? new Located.Asked(complete(allowed))
        : new Located.NotAllowed(complete(allowed));
  }

  /** RFC 9110 §9.3.2: whatever answers GET answers HEAD, without the content. */
  private static boolean serves(Mount mount, String method) {
    return mount.methods().contains(method)
        || (method.equals("HEAD") && mount.methods().contains("GET"));
  }

  private static Set<String> complete(Set<String> methods) {
    var allowed = new TreeSet<>(methods);
    if (allowed.contains("GET")) {
      allowed.add("HEAD");
    }
    allowed.add("OPTIONS");
    return allowed;
  }

  @Override
  public Reply answer(Request request) {
    return switch (locate(request.method(), request.path())) {
      case Located.Found found -> answer(request, found);
      case Located.NotFound() ->
          refuse(ProblemKind.NO_ROUTE, "Nothing is served at this path.", request);
      case Located.NotAllowed not ->
          refuse(ProblemKind.METHOD_NOT_ALLOWED, "The Allow field lists the methods.", request)
              .with("Allow", String.join(", ", not.allowed()));
      case Located.Asked asked ->
          Reply.empty(204).with("Allow", String.join(", ", asked.allowed()));
    };
  }

  private static Reply answer(Request request, Located.Found found) {
    Mount mount = found.mount();
    if (request.body().length() > mount.bodyLimit()) {
      return refuse(ProblemKind.TOO_LARGE, "The content is too large for this path.", request);
    }
    if (refusesType(mount, request)) {
      return refuse(
          ProblemKind.UNSUPPORTED_MEDIA_TYPE,
          "Accepted here: " + String.join(", ", new TreeSet<>(mount.mediaTypes())) + ".",
          request);
    }
    boolean asGet = request.method().equals("HEAD") && !mount.methods().contains("HEAD");
    Request seen = request.withPathParameters(found.pathParameters());
    return mount.endpoint().answer(asGet ? seen.as("GET") : seen);
  }

  /** A POST states its type even when it has no content; a GET without content need not. */
  private static boolean refusesType(Mount mount, Request request) {
    boolean carries = request.body().length() > 0 || !isSafe(request.method());
    return carries
        && !mount.mediaTypes().isEmpty()
        && !mount.mediaTypes().contains(request.mediaType());
  }

  private static boolean isSafe(String method) {
    return method.equals("GET") || method.equals("HEAD") || method.equals("DELETE");
  }

  private static Reply refuse(ProblemKind kind, String detail, Request request) {
    return ProblemReply.of(Problem.of(kind, detail, detail), request.requestId());
  }
}
