package io.gatehouse.web.listen;

/**
 * The size of a process's serving side.
 *
 * @param ioThreads usually as many as cores
 * @param connections most open ones in all
 * @param connectionsPerAddress most open ones of one address that is not loopback
 */
public record ListenSettings(int ioThreads, int connections, int connectionsPerAddress) {
  public static ListenSettings forCores(int cores) {
    return new ListenSettings(cores, 20_000, 4_000);
  }
}
