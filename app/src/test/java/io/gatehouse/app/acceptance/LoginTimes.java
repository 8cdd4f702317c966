package io.gatehouse.app.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * By how much a wrong password takes longer at the login page than an unknown name: measured in
 * pairs, one right after the other, and each of them first in turn, so that what slows the machine
 * slows both.
 */
final class LoginTimes {
  /** Failures of one address are borne up to fifty. */
  private static final int PAIRS_PER_ADDRESS = 20;

  private final RunningDemo demo;
  private final Path scratch;
  private final List<Long> differences = new ArrayList<>();

  LoginTimes(RunningDemo demo, Path scratch) {
    this.demo = demo;
    this.scratch = scratch;
  }

  int pairs() {
    return differences.size();
  }

  /** One try on each of these people, and one on nobody beside each. */
  void measure(List<String> people) {
    for (var from = 0; from < people.size(); from += PAIRS_PER_ADDRESS) {
      var block = 1 + pairs();
      var address = "127.1." + block / 250 + "." + (1 + block % 250);
      measureFrom(address, people.subList(from, Math.min(people.size(), from + PAIRS_PER_ADDRESS)));
    }
  }

  private void measureFrom(String address, List<String> people) {
    var form = Form.open(demo, scratch.resolve("jar-times"));
    var client = new RawClient(demo.issuer(), demo.ca()).from(address);
    try (var connection = new KeptConnection(client)) {
      for (var name : people) {
        var wrong = form.post(client.authority(), name);
        var unknown = form.post(client.authority(), "nobody-" + pairs());
        if (pairs() % 2 == 0) {
          var first = time(connection, wrong);
          differences.add(first - time(connection, unknown));
        } else {
          var first = time(connection, unknown);
          differences.add(time(connection, wrong) - first);
        }
      }
    }
  }

  private static long time(KeptConnection connection, String request) {
    var begin = System.nanoTime();
    assertThat(connection.exchange(request)).isNotIn(302, 303, 429).isLessThan(500);
    return System.nanoTime() - begin;
  }

  /** The median of the pairs. */
  double differenceMillis() {
    return millis(0.5);
  }

  /** Half of the interval that holds the true median in 95 of 100 cases. */
  double uncertaintyMillis() {
    var off = 0.98 / Math.sqrt(pairs());
    return (millis(0.5 + off) - millis(0.5 - off)) / 2;
  }

  private double millis(double share) {
    var sorted = differences.stream().sorted().toList();
    var place = (int) Math.round(share * (sorted.size() - 1));
    return sorted.get(Math.clamp(place, 0, sorted.size() - 1)) / 1_000_000.0;
  }

  @Override
  public String toString() {
    return "a wrong password takes %.2f ms longer, give or take %.2f ms, by %d pairs"
        .formatted(differenceMillis(), uncertaintyMillis(), pairs());
  }

  /** The login form as one browser got it. */
  private record Form(String action, String hidden, String cookie) {
    private static final Pattern ACTION = Pattern.compile("<form[^>]*action=\"([^\"]*)\"");
    private static final Pattern FLOW = Pattern.compile("name=\"flow\" value=\"([^\"]*)\"");

    static Form open(RunningDemo demo, Path jar) {
      var signIn = new SignIn(demo, jar);
      signIn.forget();
      var page = signIn.follow(signIn.authorizeUrl("openid"));
      var cookies = signIn.cookies();
      return new Form(found(ACTION, page.body()), found(FLOW, page.body()), cookies);
    }

    private static String found(Pattern pattern, String text) {
      var matcher = pattern.matcher(text);
      assertThat(matcher.find()).as(text).isTrue();
      return matcher.group(1).replace("&amp;", "&");
    }

    String post(String authority, String username) {
      var body =
          "flow=%s&username=%s&password=wrong"
              .formatted(URLEncoder.encode(hidden, UTF_8), URLEncoder.encode(username, UTF_8));
      var path = action.replaceFirst("^https://[^/]*", "");
      return new Ask(
              "POST",
              path,
              List.of(
                  "Content-Type: application/x-www-form-urlencoded",
                  "Origin: https://" + authority,
                  "Cookie: " + cookie),
              body)
          .text(authority);
    }
  }
}
