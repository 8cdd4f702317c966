package io.gatehouse.app.node;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;

/**
 * What every part takes from outside: time, randomness and threads.
 *
 * @param nanos a monotonic clock
 * @param virtual a virtual thread for each task that waits
 * @param cpu as many threads as cores, for work of more than 100 us
 * @param timer runs what comes back regularly; no task on it may take long
 */
record Ambient(
    Clock clock,
    LongSupplier nanos,
    SecureRandom random,
    ExecutorService virtual,
    ExecutorService cpu,
    ScheduledExecutorService timer)
    implements AutoCloseable {

  static Ambient ofThisProcess() {
    return new Ambient(
        Clock.systemUTC(),
        System::nanoTime,
        new SecureRandom(),
        Executors.newVirtualThreadPerTaskExecutor(),
        Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(),
            Thread.ofPlatform().name("cpu-", 0).daemon().factory()),
        Executors.newScheduledThreadPool(
            2, Thread.ofPlatform().name("timer-", 0).daemon().factory()));
  }

  @Override
  public void close() {
    timer.shutdownNow();
    cpu.shutdownNow();
    virtual.shutdownNow();
  }
}
