package io.gatehouse.app;

import io.gatehouse.app.node.Early;
import io.gatehouse.gateway.authorize.CelPolicyCompiler;
import io.gatehouse.gateway.route.PolicyCompiler;
import java.util.function.Supplier;

/** The one compiler of policies of the program: dear to make, so made once, or ahead of time. */
final class OnePolicyCompiler implements Supplier<PolicyCompiler> {
  private final Early<PolicyCompiler> making = new Early<>("policies", CelPolicyCompiler::new);

  /** Begins on a thread of its own, while the program does something else. */
  void begin() {
    var _ = making.begin();
  }

  @Override
  public PolicyCompiler get() {
    return making.get();
  }
}
