package io.gatehouse.web.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Turns a host into addresses; {@code InetAddress::getAllByName} outside of tests. */
@FunctionalInterface
public interface Resolver {
  InetAddress[] resolve(String host) throws UnknownHostException;
}
