package io.gatehouse.sts.pages;

import io.gatehouse.web.endpoint.ParametersReading;
import io.gatehouse.web.endpoint.Request;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The languages that the pages are written in. */
public enum Language {
  ENGLISH("en"),
  KOREAN("ko");

  private static final int LONGEST = 512;
  private static final Pattern QUALITY = Pattern.compile("q=(0(?:\\.[0-9]{0,3})?|1(?:\\.0{0,3})?)");

  private final String tag;

  Language(String tag) {
    this.tag = tag;
  }

  public String tag() {
    return tag;
  }

  /** The language of a page that answers this request, whatever else is wrong with it. */
  public static Language of(Request request) {
    var sent = request.method().equals("POST") ? request.form() : request.queryParameters();
    var locales =
        sent instanceof ParametersReading.Read(var parameters)
            ? parameters.given("ui_locales")
            : Optional.<String>empty();
    return choose(locales, request.header("Accept-Language").value());
  }

  /**
   * The first language of ours that the application, else the browser, prefers.
   *
   * @param uiLocales BCP 47 tags in order of preference (OpenID Connect Core §3.1.2.1)
   * @param acceptLanguage RFC 9110 §12.5.4
   */
  public static Language choose(Optional<String> uiLocales, Optional<String> acceptLanguage) {
    return Stream.concat(
            uiLocales.stream().filter(Language::isSmall).flatMap(l -> Stream.of(l.split(" "))),
            acceptLanguage.stream().filter(Language::isSmall).flatMap(Language::ranked))
        .flatMap(range -> ofRange(range).stream())
        .findFirst()
        .orElse(ENGLISH);
  }

  private static boolean isSmall(String list) {
    return list.length() <= LONGEST;
  }

  private static Stream<String> ranked(String acceptLanguage) {
    List<Range> ranges = Stream.of(acceptLanguage.split(",")).map(Range::of).toList();
    return ranges.stream()
        .filter(range -> range.quality > 0)
        .sorted(Comparator.comparingDouble(Range::quality).reversed())
        .map(Range::range);
  }

  private static Optional<Language> ofRange(String range) {
    String primary = range.strip().toLowerCase(Locale.ROOT).split("-", 2)[0];
    return Arrays.stream(values()).filter(language -> language.tag.equals(primary)).findFirst();
  }

  private record Range(String range, double quality) {
    static Range of(String text) {
      int semicolon = text.indexOf(';');
      if (semicolon < 0) {
        return new Range(text.strip(), 1);
      }
      var weight = QUALITY.matcher(text.substring(semicolon + 1).strip());
      return new Range(
          text.substring(0, semicolon).strip(),
          weight.matches() ? Double.parseDouble(weight.group(1)) : 0);
    }
  }
}
