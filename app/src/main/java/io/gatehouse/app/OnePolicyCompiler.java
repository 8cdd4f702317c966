package io.gatehouse.app;

import io.gatehouse.gateway.authorize.CelPolicyCompiler;
import io.gatehouse.gateway.route.PolicyCompiler;
import java.util.Optional;
import java.util.function.Supplier;

/** The one compiler of policies of the program: dear to make, so made when first asked for. */
final class OnePolicyCompiler implements Supplier<PolicyCompiler> {
  private Optional<PolicyCompiler> made = Optional.empty();

  @Override
  public synchronized PolicyCompiler get() {
    var compiler = made.orElseGet(CelPolicyCompiler::new);
    made = Optional.of(compiler);
    return compiler;
  }
}
