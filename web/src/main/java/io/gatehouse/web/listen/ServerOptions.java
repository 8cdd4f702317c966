package io.gatehouse.web.listen;

import io.gatehouse.web.wire.WireLimits;
import io.undertow.UndertowOptions;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Sequence;
import org.xnio.SslClientAuthMode;

/**
 * Every option that decides something, said aloud. What the guard limits is given room here, so
 * that the guard's answer is the one that is seen.
 */
final class ServerOptions {
  private static final int IDLE_MILLIS = 60_000;
  private static final int BACKLOG = 1024;

  private ServerOptions() {}

  static OptionMap worker(int ioThreads) {
    return OptionMap.builder()
        .set(Options.WORKER_IO_THREADS, ioThreads)
        .set(Options.WORKER_TASK_CORE_THREADS, ioThreads)
        .set(Options.WORKER_TASK_MAX_THREADS, ioThreads)
        .set(Options.WORKER_NAME, "web")
        .set(Options.THREAD_DAEMON, true)
        .set(Options.TCP_NODELAY, true)
        .getMap();
  }

  /** No idle or read time-out and no statistics: each would put a conduit under the guard. */
  static OptionMap server(WireLimits limits) {
    return OptionMap.builder()
        .set(UndertowOptions.ENABLE_HTTP2, false)
        .set(UndertowOptions.MAX_HEADER_SIZE, 2 * limits.headBytes())
        .set(UndertowOptions.MAX_HEADERS, 2 * limits.fields())
        .set(UndertowOptions.MAX_PARAMETERS, limits.targetBytes())
        .set(UndertowOptions.MAX_ENTITY_SIZE, limits.contentBytes())
        .set(UndertowOptions.MAX_COOKIES, limits.headBytes())
        .set(UndertowOptions.DECODE_URL, false)
        .set(UndertowOptions.ALWAYS_SET_KEEP_ALIVE, false)
        .set(UndertowOptions.ALWAYS_SET_DATE, true)
        .set(UndertowOptions.BUFFER_PIPELINED_DATA, false)
        .set(UndertowOptions.NO_REQUEST_TIMEOUT, IDLE_MILLIS)
        .set(UndertowOptions.REQUEST_PARSE_TIMEOUT, 2 * (int) limits.patience().toMillis())
        .getMap();
  }

  static OptionMap socket(int ioThreads) {
    return OptionMap.builder()
        .set(Options.WORKER_IO_THREADS, ioThreads)
        .set(Options.TCP_NODELAY, true)
        .set(Options.REUSE_ADDRESSES, true)
        .set(Options.BALANCING_TOKENS, 1)
        .set(Options.BALANCING_CONNECTIONS, 2)
        .set(Options.BACKLOG, BACKLOG)
        .getMap();
  }

  static OptionMap tls(int ioThreads, TlsPlan plan) {
    var options =
        OptionMap.builder()
            .addAll(socket(ioThreads))
            .set(Options.SSL_ENABLED_PROTOCOLS, Sequence.of(plan.protocols()))
            .set(
                Options.SSL_CLIENT_AUTH_MODE,
                plan.requestsClientCertificate()
                    ? SslClientAuthMode.REQUESTED
                    : SslClientAuthMode.NOT_REQUESTED);
    if (!plan.cipherSuites().isEmpty()) {
      options.set(Options.SSL_ENABLED_CIPHER_SUITES, Sequence.of(plan.cipherSuites()));
    }
    return options.getMap();
  }
}
