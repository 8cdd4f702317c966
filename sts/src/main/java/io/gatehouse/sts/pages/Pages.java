package io.gatehouse.sts.pages;

import io.gatehouse.sts.oauth.Fingerprint;
import io.gatehouse.web.endpoint.PagePolicy;
import io.gatehouse.web.endpoint.Reply;
import java.lang.reflect.RecordComponent;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the pages. Everything is read once, at the start. */
public final class Pages {
  private static final List<String> FILES =
      List.of(
          "login",
          "consent",
          "logout",
          "signedout",
          "error",
          "formpost",
          "device",
          "deviceconfirm",
          "devicedone");

  /** Word for word what stands in the page. */
  static final String FORM_POST_SCRIPT = "document.forms[0].submit()";

  private final String stylesheet = Resources.text("gatehouse.css");
  private final String stylesheetPath;
  private final Map<String, Template> templates =
      FILES.stream()
          .collect(
              Collectors.toUnmodifiableMap(
                  file -> file, file -> Template.parse(Resources.page(file))));
  private final Map<Language, Texts> texts = new EnumMap<>(Language.class);

  /**
   * @param path the issuer's own path, empty when it has none
   */
  public Pages(String path) {
    String hash = Fingerprint.of(stylesheet).value().substring(0, 16);
    stylesheetPath = path + "/assets/gatehouse." + hash + ".css";
    Stream.of(Language.values()).forEach(language -> texts.put(language, Texts.load(language)));
  }

  /** The path of the style sheet; another content has another path. */
  public String stylesheetPath() {
    return stylesheetPath;
  }

  /** The style sheet, to be kept for ever. */
  public Reply stylesheet() {
    return Reply.of(200, "text/css; charset=utf-8", stylesheet)
        .with("Cache-Control", "public, max-age=31536000, immutable");
  }

  /** The only script of the product, as a content security policy names it. */
  public String formPostScript() {
    return "sha256-" + Base64.getEncoder().encodeToString(Fingerprint.sha256(FORM_POST_SCRIPT));
  }

  /** The page as an answer that no cache and no history keeps. */
  public Reply reply(int status, Page page, Language language) {
    return reply(status, page, language, PagePolicy.strict());
  }

  public Reply reply(int status, Page page, Language language, PagePolicy policy) {
    return Reply.html(status, html(page, language), policy)
        .with("Cache-Control", "no-store")
        .with("Referrer-Policy", "no-referrer")
        .with("Content-Language", language.tag());
  }

  String html(Page page, Language language) {
    var variables = new HashMap<String, List<String>>();
    for (RecordComponent component : page.getClass().getRecordComponents()) {
      variables.put(component.getName(), values(component, page));
    }
    variables.put("language", List.of(language.tag()));
    variables.put("stylesheet", List.of(stylesheetPath));
    return template(page).write(variables, texts(language));
  }

  /** A sentence for one of a page's variables. */
  public String text(String key, Language language) {
    return texts(language).get(key);
  }

  /** The sentence under a key, when there is one. */
  public Optional<String> find(String key, Language language) {
    return texts(language).find(key);
  }

  private Template template(Page page) {
    return Optional.ofNullable(templates.get(page.file())).orElseThrow();
  }

  private Texts texts(Language language) {
    return Optional.ofNullable(texts.get(language)).orElseThrow();
  }

  private static List<String> values(RecordComponent component, Page page) {
    try {
      Object value = component.getAccessor().invoke(page);
      return value instanceof List<?> list
          ? list.stream().map(Object::toString).toList()
          : List.of(String.valueOf(value));
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
