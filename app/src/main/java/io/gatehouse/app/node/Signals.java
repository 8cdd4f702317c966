package io.gatehouse.app.node;

import java.lang.reflect.Proxy;

/**
 * Signals, told apart. The JDK's one class for that stands outside its public API and the compiler
 * warns of it wherever it is named, so it is met by name here and nowhere else.
 */
final class Signals {
  private Signals() {}

  /** Runs the action on each such signal, instead of ending the process. */
  static void on(String name, Runnable action) {
    try {
      var signal = Class.forName("sun.misc.Signal");
      var handler = Class.forName("sun.misc.SignalHandler");
      var proxy =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) -> {
                action.run();
                return method.getDefaultValue();
              });
      var _ =
          signal
              .getMethod("handle", signal, handler)
              .invoke(signal, signal.getConstructor(String.class).newInstance(name), proxy);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this Java runtime does not tell signals apart", e);
    }
  }
}
