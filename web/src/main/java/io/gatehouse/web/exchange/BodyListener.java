package io.gatehouse.web.exchange;

/** Is told once how reading the content ended, on the connection's I/O thread. */
@FunctionalInterface
public interface BodyListener {
  void read(BodyReading reading);
}
