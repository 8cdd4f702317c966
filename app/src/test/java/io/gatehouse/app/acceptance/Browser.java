package io.gatehouse.app.acceptance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Headless Chromium, driven through its DevTools protocol. */
final class Browser implements AutoCloseable {
  private static final Pattern LISTENING = Pattern.compile("ws://127\\.0\\.0\\.1:(\\d+)/");

  private final Process process;
  private final HttpClient http = HttpClient.newHttpClient();
  private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
  private final WebSocket socket;
  private final Set<String> seen = new HashSet<>();
  private int sent;

  private Browser(Process process, int port) throws IOException, InterruptedException {
    this.process = process;
    var pages =
        http.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json")).build(),
            HttpResponse.BodyHandlers.ofString());
    var page = JsonMapper.shared().readTree(pages.body()).get(0);
    this.socket =
        http.newWebSocketBuilder()
            .buildAsync(
                URI.create(page.get("webSocketDebuggerUrl").stringValue()), new Listener(messages))
            .join();
    command("Page.enable", Map.of());
  }

  /**
   * @param spki base64 SHA-256 of the one public key that the browser takes without a known issuer
   */
  static Browser open(Path profile, String spki) {
    try {
      var program =
          new ProcessBuilder(
                  "chromium",
                  "--headless",
                  "--no-sandbox",
                  "--disable-gpu",
                  "--disable-quic",
                  "--no-first-run",
                  "--disable-background-networking",
                  "--disable-component-update",
                  "--disable-sync",
                  "--remote-debugging-port=0",
                  "--remote-allow-origins=*",
                  "--lang=en",
                  "--ignore-certificate-errors-spki-list=" + spki,
                  "--user-data-dir=" + profile,
                  "about:blank")
              .redirectErrorStream(true);
      // What it does not remove when it is killed goes with its profile.
      program.environment().put("TMPDIR", Files.createDirectories(profile).toString());
      var process = program.start();
      return new Browser(process, port(process));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static int port(Process process) throws IOException {
    var reader =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (var line = reader.readLine(); line != null; line = reader.readLine()) {
      var matcher = LISTENING.matcher(line);
      if (matcher.find()) {
        Thread.ofVirtual().start(() -> reader.lines().forEach(ignored -> {}));
        return Integer.parseInt(matcher.group(1));
      }
    }
    throw new AssertionError("chromium did not start");
  }

  void width(int pixels) {
    command(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", pixels, "height", 800, "deviceScaleFactor", 1, "mobile", pixels < 500));
  }

  void scripts(boolean enabled) {
    command("Emulation.setScriptExecutionDisabled", Map.of("value", !enabled));
  }

  void goTo(String url) {
    forgetEvents();
    command("Page.navigate", Map.of("url", url));
    awaitEvent("Page.loadEventFired");
  }

  /** Presses a key that leads to another page, and waits for that page. */
  void pressAndWait(String key) {
    forgetEvents();
    press(key);
    awaitEvent("Page.frameNavigated", "Page.frameStoppedLoading");
  }

  void press(String key) {
    var code = key.equals("Tab") ? 9 : 13;
    var text = key.equals("Enter") ? "\r" : "";
    var down =
        Map.<String, Object>of(
            "type", text.isEmpty() ? "rawKeyDown" : "keyDown",
            "key", key,
            "code", key,
            "text", text,
            "windowsVirtualKeyCode", code);
    command("Input.dispatchKeyEvent", down);
    command(
        "Input.dispatchKeyEvent",
        Map.of("type", "keyUp", "key", key, "code", key, "windowsVirtualKeyCode", code));
  }

  void type(String text) {
    command("Input.insertText", Map.of("text", text));
  }

  /** The value of an expression, promises awaited. */
  JsonNode evaluate(String expression) {
    return command(
            "Runtime.evaluate",
            Map.of("expression", expression, "returnByValue", true, "awaitPromise", true))
        .at("/result/value");
  }

  String url() {
    var history = command("Page.getNavigationHistory", Map.of());
    return history
        .get("entries")
        .get(history.get("currentIndex").intValue())
        .get("url")
        .stringValue();
  }

  void screenshot(Path file) {
    try {
      var png = command("Page.captureScreenshot", Map.of("format", "png")).get("data");
      Files.createDirectories(file.getParent());
      Files.write(file, Base64.getDecoder().decode(png.stringValue()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode command(String method, Map<String, Object> parameters) {
    var id = ++sent;
    var json = Map.of("id", id, "method", method, "params", parameters);
    socket.sendText(JsonMapper.shared().writeValueAsString(json), true).join();
    while (true) {
      var message = next(method);
      if (message.path("id").asInt(-1) == id) {
        return message.path("result");
      }
      if (message.has("method")) {
        seen.add(message.get("method").stringValue());
      }
    }
  }

  /** What the page before is still saying must not be taken for the next one's. */
  private void forgetEvents() {
    messages.clear();
    seen.clear();
  }

  private void awaitEvent(String... names) {
    for (var name : names) {
      while (!seen.contains(name)) {
        var message = next(name);
        if (message.has("method")) {
          seen.add(message.get("method").stringValue());
        }
      }
    }
    seen.clear();
  }

  private JsonNode next(String waitingFor) {
    try {
      var message = messages.poll(20, TimeUnit.SECONDS);
      if (message == null) {
        throw new AssertionError("the browser did not answer: " + waitingFor);
      }
      return message;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    socket.abort();
    http.close();
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** Puts the parts of each message together. */
  private static final class Listener implements WebSocket.Listener {
    private final BlockingQueue<JsonNode> messages;
    private final StringBuilder text = new StringBuilder();

    Listener(BlockingQueue<JsonNode> messages) {
      this.messages = messages;
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        messages.add(JsonMapper.shared().readTree(text.toString()));
        text.setLength(0);
      }
      webSocket.request(1);
      return java.util.concurrent.CompletableFuture.completedStage(true);
    }
  }
}
