package io.gatehouse.app.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** How long the login page takes for wrong passwords and for unknown names, in turns. */
final class LoginTimes {
  /** Failures of one address are borne up to fifty. */
  private static final int TRIES_PER_ADDRESS = 40;

  private final RunningDemo demo;
  private final Path scratch;
  private final int round;
  private final List<Long> wrong = new ArrayList<>();
  private final List<Long> unknown = new ArrayList<>();

  LoginTimes(RunningDemo demo, Path scratch, int round) {
    this.demo = demo;
    this.scratch = scratch;
    this.round = round;
  }

  /** One try on each of these people, and one on nobody after each. */
  void measure(List<String> people) {
    var done = 0;
    while (done < people.size()) {
      var part = people.subList(done, Math.min(people.size(), done + TRIES_PER_ADDRESS / 2));
      measureFrom("127.0." + (1 + round) + "." + (1 + done / (TRIES_PER_ADDRESS / 2)), part, done);
      done += part.size();
    }
  }

  private void measureFrom(String address, List<String> people, int done) {
    var form = Form.open(demo, scratch.resolve("jar-times"));
    var client = new RawClient(demo.issuer(), demo.ca()).from(address);
    try (var connection = new KeptConnection(client)) {
      for (var i = 0; i < people.size(); i++) {
        wrong.add(time(connection, form.post(client.authority(), people.get(i))));
        unknown.add(
            time(connection, form.post(client.authority(), "nobody-" + round + "-" + (done + i))));
      }
    }
  }

  private static long time(KeptConnection connection, String request) {
    var begin = System.nanoTime();
    assertThat(connection.exchange(request)).isNotIn(302, 303, 429).isLessThan(500);
    return System.nanoTime() - begin;
  }

  Duration difference() {
    return Duration.ofNanos(Math.abs(median(wrong) - median(unknown)));
  }

  private static long median(List<Long> times) {
    var sorted = times.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  @Override
  public String toString() {
    return "wrong %d us, unknown %d us in the median of %d"
        .formatted(median(wrong) / 1_000, median(unknown) / 1_000, wrong.size());
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
