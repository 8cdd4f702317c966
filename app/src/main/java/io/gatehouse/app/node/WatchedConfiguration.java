package io.gatehouse.app.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Looks every second whether the configuration or a file that it names was changed. A change counts
 * once it stood still for a second: half a file that an editor is writing may be a valid one.
 *
 * <p>By what the system says of the files, not by its events: those miss a file that is moved into
 * its place, and folders that are switched as a whole.
 */
final class WatchedConfiguration {
  private static final long EVERY_MILLIS = 1000;

  private final Reload reload;
  private Map<Path, String> settled;
  private Map<Path, String> before;

  WatchedConfiguration(Reload reload) {
    this.reload = reload;
    this.settled = stamps();
    this.before = settled;
  }

  void start(Ambient ambient) {
    var look = Quietly.each("the watch over the configuration", this::look);
    var _ =
        ambient
            .timer()
            .scheduleWithFixedDelay(
                () -> ambient.virtual().execute(look),
                EVERY_MILLIS,
                EVERY_MILLIS,
                TimeUnit.MILLISECONDS);
  }

  synchronized void look() {
    var now = stamps();
    if (now.equals(before) && !now.equals(settled)) {
      var _ = reload.again();
      // It may name other files now; one that changed meanwhile counts as changed.
      before = stamps();
      settled = new HashMap<>(before);
      settled.replaceAll((file, stamp) -> now.getOrDefault(file, stamp));
    } else {
      before = now;
    }
  }

  private Map<Path, String> stamps() {
    var configuration = reload.state().configuration();
    var stamps = new HashMap<Path, String>();
    stamps.put(reload.file(), stamp(reload.file()));
    for (var part :
        List.of(
            configuration.listen(),
            configuration.admin(),
            configuration.sts(),
            configuration.services(),
            configuration.credentials())) {
      NamedFiles.all(part).forEach(file -> stamps.put(file, stamp(file)));
    }
    return stamps;
  }

  private static String stamp(Path file) {
    try {
      var facts = Files.readAttributes(file, BasicFileAttributes.class);
      return facts.lastModifiedTime()
          + " "
          + facts.size()
          + " "
          + Objects.requireNonNullElse(facts.fileKey(), "");
    } catch (IOException gone) {
      return "unreadable";
    }
  }
}
