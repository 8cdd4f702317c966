package io.gatehouse.app.cli;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Splits curl's arguments into options with their values, and URLs. */
final class CurlWords {
  /** Short options that take a value, under their long name where it matters here. */
  private static final Map<Character, String> SHORT_WITH_VALUE =
      Map.ofEntries(
          Map.entry('X', "--request"),
          Map.entry('H', "--header"),
          Map.entry('d', "--data"),
          Map.entry('T', "--upload-file"),
          Map.entry('o', "--output"),
          Map.entry('w', "--write-out"),
          Map.entry('D', "--dump-header"),
          Map.entry('m', "--max-time"),
          Map.entry('A', "--user-agent"),
          Map.entry('e', "--referer"),
          Map.entry('E', "--cert"),
          Map.entry('x', "--proxy"));

  private static final Map<Character, String> SHORT_ALONE =
      Map.of(
          'I',
          "--head",
          's',
          "--silent",
          'S',
          "--show-error",
          'v',
          "--verbose",
          'i',
          "--include",
          'f',
          "--fail",
          'k',
          "--insecure",
          'N',
          "--no-buffer",
          '4',
          "--ipv4",
          '6',
          "--ipv6");

  private static final Set<String> LONG_WITH_VALUE =
      Set.of(
          "--url",
          "--data-ascii",
          "--data-binary",
          "--data-raw",
          "--json",
          "--cacert",
          "--capath",
          "--key",
          "--cert-type",
          "--key-type",
          "--pass",
          "--connect-timeout",
          "--connect-to",
          "--resolve",
          "--retry",
          "--retry-delay",
          "--retry-max-time",
          "--interface",
          "--trace",
          "--trace-ascii",
          "--stderr",
          "--ciphers",
          "--tls-max",
          "--tls13-ciphers",
          "--noproxy",
          "--unix-socket",
          "--limit-rate",
          "--keepalive-time",
          "--expect100-timeout");

  private static final Set<String> LONG_ALONE =
      Set.of(
          "--compressed",
          "--http1.1",
          "--http2",
          "--tlsv1.2",
          "--tlsv1.3",
          "--no-keepalive",
          "--fail-with-body",
          "--no-progress-meter",
          "--path-as-is",
          "--raw",
          "--remote-time",
          "--ssl-reqd",
          "--styled-output",
          "--no-alpn",
          "--fail-early");

  /**
   * @param option its long name; empty for a URL
   * @param value empty for an option that has none
   */
  record Word(String option, String value) {}

  private final Deque<String> rest;
  private final List<Word> words = new ArrayList<>();

  private CurlWords(List<String> arguments) {
    this.rest = new ArrayDeque<>(arguments);
  }

  static List<Word> split(List<String> arguments) {
    var reading = new CurlWords(arguments);
    while (!reading.rest.isEmpty()) {
      reading.one(reading.rest.removeFirst());
    }
    return reading.words;
  }

  private void one(String argument) {
    if (argument.startsWith("--")) {
      longOption(argument);
    } else if (argument.startsWith("-") && argument.length() > 1) {
      shortOptions(argument.substring(1));
    } else {
      words.add(new Word("", argument));
    }
  }

  private void longOption(String name) {
    if (LONG_WITH_VALUE.contains(name) || SHORT_WITH_VALUE.containsValue(name)) {
      words.add(new Word(name, next(name)));
    } else if (LONG_ALONE.contains(name) || SHORT_ALONE.containsValue(name)) {
      words.add(new Word(name, ""));
    } else {
      throw unknown(name);
    }
  }

  // `-sSd x` is -s -S -d x, and `-XPOST` is -X POST.
  private void shortOptions(String letters) {
    for (var i = 0; i < letters.length(); i++) {
      var alone = Optional.ofNullable(SHORT_ALONE.get(letters.charAt(i)));
      if (alone.isEmpty()) {
        withValue(letters.charAt(i), letters.substring(i + 1));
        return;
      }
      words.add(new Word(alone.get(), ""));
    }
  }

  private void withValue(char letter, String attached) {
    var name = Optional.ofNullable(SHORT_WITH_VALUE.get(letter));
    if (name.isEmpty()) {
      throw unknown("-" + letter);
    }
    words.add(new Word(name.get(), attached.isEmpty() ? next(name.get()) : attached));
  }

  private String next(String name) {
    if (rest.isEmpty()) {
      throw Stop.badInput("curl's option " + name + " lacks its value.");
    }
    return rest.removeFirst();
  }

  // What is not known here could change the request behind the signature's back.
  private static Stop unknown(String name) {
    return Stop.badInput(
        "`sign` cannot sign a request made with curl's " + name + "; leave it out.");
  }
}
