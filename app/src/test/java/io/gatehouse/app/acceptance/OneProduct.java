package io.gatehouse.app.acceptance;

import io.gatehouse.testkit.TemporaryFolder;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One product for all the classes that only attack it: it starts with the first of them and stops
 * with the last. What they do must leave it as it was.
 */
final class OneProduct implements ParameterResolver {
  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    var type = parameter.getParameter().getType();
    return type == UnderAttack.class || type == ForeignIssuers.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    var opened =
        context
            .getRoot()
            .getStore(Namespace.GLOBAL)
            .getOrComputeIfAbsent(Opened.class, _ -> new Opened(), Opened.class);
    return parameter.getParameter().getType() == UnderAttack.class
        ? opened.product
        : opened.issuers;
  }

  private static final class Opened implements AutoCloseable {
    private final TemporaryFolder folder = TemporaryFolder.named("gatehouse-attacked");
    private final ForeignIssuers issuers = ForeignIssuers.open();
    private final UnderAttack product =
        UnderAttack.open(folder.path().resolve("demo"), issuers::configure);

    @Override
    public void close() {
      product.close();
      issuers.close();
      folder.close();
    }
  }
}
