package io.gatehouse.app.config;

import io.gatehouse.app.config.shape.Checked;
import io.gatehouse.app.config.shape.Complaints;
import io.gatehouse.app.config.shape.Key;
import io.gatehouse.app.config.shape.Means;
import io.gatehouse.app.config.value.ByteSize;
import io.gatehouse.app.config.value.HostName;
import io.gatehouse.app.config.value.HttpMethod;
import io.gatehouse.app.config.value.PathPattern;
import io.gatehouse.app.config.value.PolicyText;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which requests go to a service, and who may make them. */
@Means("Which requests go to a service, and who may make them.")
public record Route(
    @Key(
            means = "The path: exact, `*` for one segment, `/**` at the end for it and all below.",
            example = "/orders/**")
        PathPattern from,
    @Key(means = "The service.", names = "services", example = "orders") String to,
    @Key(
            means = "The name that keys are restricted to and logs show.",
            leftOut = "`from` with the methods before it and the host behind it",
            example = "orders")
        Optional<String> name,
    @Key(
            means = "The host that the route is for.",
            leftOut = "every host",
            example = "api.example.com")
        Optional<HostName> host,
    @Key(means = "The methods that the route is for.", leftOut = "all", example = "[GET, HEAD]")
        Set<HttpMethod> methods,
    @Key(
            means =
                "The credentials that are accepted, by name; `anonymous` also lets callers in who"
                    + " present none (a wrong one is still refused).",
            needed = true,
            names = "credentials",
            also = Route.ANONYMOUS,
            example = "[sso, partner]")
        Set<String> accept,
    @Key(
            means = "Who may call: rules in order, the first that matches allows, none denies.",
            needed = true,
            example = "[{ name: read, methods: [GET], when: '\"orders.read\" in caller.scopes' }]")
        List<Allow> allow,
    @Key(
            means = "The limit that applies to each principal.",
            leftOut = "none",
            names = "limits",
            example = "partner")
        Optional<String> limit,
    @Key(
            means = "The largest body that is read before a signature over it is judged.",
            otherwise = "1MiB")
        ByteSize bufferBody)
    implements Checked {
  public static final String ANONYMOUS = "anonymous";
  private static final long LARGEST_BUFFER = 16L << 20;

  public Route {
    methods = Set.copyOf(methods);
    accept = Set.copyOf(accept);
    allow = List.copyOf(allow);
  }

  /** One rule. */
  @Means("One rule: it allows when the method is listed and the condition holds.")
  public record Allow(
      @Key(means = "Its name in logs and explanations.", example = "read") String name,
      @Key(means = "The methods it is for.", leftOut = "all", example = "[GET, HEAD]")
          Set<HttpMethod> methods,
      @Key(
              means = "The condition, in CEL; `caller`, `request` and `route` are known.",
              leftOut = "always",
              example = "'\"orders.read\" in caller.scopes'")
          Optional<PolicyText> when) {
    public Allow {
      methods = Set.copyOf(methods);
    }
  }

  /** The name that keys are restricted to and logs show. */
  public String nameOrPath() {
    var verbs = methods.stream().map(HttpMethod::name).sorted().collect(Collectors.joining(","));
    var path = (verbs + " " + from.text()).strip();
    return name.orElseGet(() -> host.map(at -> path + " at " + at.name()).orElse(path));
  }

  public boolean acceptsAnonymous() {
    return accept.contains(ANONYMOUS);
  }

  /** The accepted credentials by name, without {@code anonymous}. */
  public Set<String> credentialNames() {
    var names = new TreeSet<>(accept);
    names.remove(ANONYMOUS);
    return names;
  }

  @Override
  public void check(Complaints complaints) {
    var names = allow.stream().map(Allow::name).toList();
    allow.stream()
        .filter(rule -> names.indexOf(rule.name()) != allow.indexOf(rule))
        .forEach(rule -> complaints.about(rule, "name", "Another rule here has this name."));
    if (bufferBody.bytes() > LARGEST_BUFFER) {
      complaints.about(this, "buffer_body", "At most 16MiB can be held for a signature.");
    }
  }
}
