package io.gatehouse.app.config.reference;

import io.gatehouse.app.config.Configuration;
import io.gatehouse.app.config.load.ConfigurationScalars;
import io.gatehouse.app.config.shape.Shape;
import io.gatehouse.app.config.shape.Shapes;
import io.gatehouse.app.config.value.FileReferences;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Writes {@code docs/configuration.md} and {@code docs/gatehouse.schema.json}. Run after a change
 * of a record; a test fails while they are stale.
 */
public final class Reference {
  private Reference() {}

  /**
   * @param arguments the folder of the documentation
   */
  public static void main(String[] arguments) throws IOException {
    var docs = Path.of(arguments[0]);
    Files.writeString(docs.resolve("configuration.md"), page());
    Files.writeString(docs.resolve("gatehouse.schema.json"), schema());
  }

  public static String page() {
    return new ReferencePage(shape()).write();
  }

  public static String schema() {
    return new JsonSchema(shape()).write();
  }

  private static Shape.Fields shape() {
    var files = new FileReferences(Path.of("/"), "", _ -> Optional.empty());
    return new Shapes(ConfigurationScalars.of(files)).of(Configuration.class);
  }
}
