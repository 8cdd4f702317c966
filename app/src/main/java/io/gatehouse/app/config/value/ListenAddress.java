package io.gatehouse.app.config.value;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where a listener binds: {@code 8443}, {@code 127.0.0.1:9090}, {@code [::1]:9090}.
 *
 * @param host empty: what is usual for the listener
 */
public record ListenAddress(Optional<String> host, int port) {
  public static final String FORM =
      "([0-9]{1,5}|[A-Za-z0-9.-]+:[0-9]{1,5}|\\[[0-9a-fA-F:.]+\\]:[0-9]{1,5})";
  public static final String WORDS = "a port, or address:port such as 127.0.0.1:9090";

  private static final Set<String> LOOPBACK = Set.of("localhost", "::1");
  private static final Pattern ADDRESS =
      Pattern.compile("(?:(?:([A-Za-z0-9.-]+)|\\[([0-9a-fA-F:.]+)\\]):)?([0-9]{1,5})");

  public static Parsed<ListenAddress> parse(String text) {
    var match = ADDRESS.matcher(text);
    if (!match.matches()) {
      return Parsed.bad("Expected " + WORDS + ".");
    }
    var port = Integer.parseInt(match.group(3));
    if (port < 1 || port > 65_535) {
      return Parsed.bad("A port is a number from 1 to 65535.");
    }
    var host = Optional.ofNullable(match.group(1)).or(() -> Optional.ofNullable(match.group(2)));
    return Parsed.good(new ListenAddress(host, port));
  }

  /** True when a host is written and it is this machine only. */
  public boolean loopback() {
    return host.filter(ListenAddress::isLoopback).isPresent();
  }

  static boolean isLoopback(String host) {
    return LOOPBACK.contains(host) || host.matches("127(\\.[0-9]{1,3}){3}");
  }

  public String hostOr(String usual) {
    return host.orElse(usual);
  }

  @Override
  public String toString() {
    return host.map(name -> name.contains(":") ? "[" + name + "]:" : name + ":").orElse("") + port;
  }
}
