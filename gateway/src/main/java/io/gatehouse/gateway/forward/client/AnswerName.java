package io.gatehouse.gateway.forward.client;

import java.util.Arrays;

/** The field names of an answer that mean something to a gateway; all others only pass. */
public enum AnswerName {
  OTHER(""),
  CONTENT_LENGTH("content-length"),
  TRANSFER_ENCODING("transfer-encoding"),
  CONNECTION("connection"),
  SET_COOKIE("set-cookie"),
  DATE("date"),
  CONTENT_TYPE_OPTIONS("x-content-type-options"),
  STRICT_TRANSPORT_SECURITY("strict-transport-security"),
  // RFC 9110 §7.6.1: of this hop only.
  KEEP_ALIVE("keep-alive"),
  PROXY_CONNECTION("proxy-connection"),
  PROXY_AUTHENTICATE("proxy-authenticate"),
  PROXY_AUTHORIZATION("proxy-authorization"),
  TE("te"),
  TRAILER("trailer"),
  UPGRADE("upgrade"),
  // What the gateway alone says of itself.
  REQUEST_ID("x-request-id"),
  TRACE_PARENT("traceparent"),
  IDENTITY("gatehouse-identity"),
  RATE_LIMIT("ratelimit"),
  RATE_LIMIT_POLICY("ratelimit-policy");

  private static final int SLOTS = 256;
  private static final AnswerName[] TABLE = build();

  private final String folded;

  AnswerName(String folded) {
    this.folded = folded;
  }

  /** Whether it is taken out of every answer. Content's length is stated anew. */
  public boolean isDropped() {
    return switch (this) {
      case OTHER, SET_COOKIE, DATE, CONTENT_TYPE_OPTIONS, STRICT_TRANSPORT_SECURITY -> false;
      case CONTENT_LENGTH, TRANSFER_ENCODING, CONNECTION -> true;
      case KEEP_ALIVE, PROXY_CONNECTION, PROXY_AUTHENTICATE, PROXY_AUTHORIZATION -> true;
      case TE, TRAILER, UPGRADE -> true;
      case REQUEST_ID, TRACE_PARENT, IDENTITY, RATE_LIMIT, RATE_LIMIT_POLICY -> true;
    };
  }

  /** Lower case; every character that is neither letter nor digit as a hyphen. */
  static int fold(int octet) {
    int lower = octet | 0x20;
    if (lower >= 'a' && lower <= 'z') {
      return lower;
    }
    return octet >= '0' && octet <= '9' ? octet : '-';
  }

  static int hash(int soFar, int octet) {
    return soFar * 31 + fold(octet);
  }

  /** The name that these bytes spell, or fold to. */
  static AnswerName of(int hash, byte[] octets, int from, int to) {
    int slot = slot(hash);
    var found = TABLE[slot];
    while (found != OTHER) {
      if (found.spells(octets, from, to)) {
        return found;
      }
      slot = (slot + 1) % SLOTS;
      found = TABLE[slot];
    }
    return OTHER;
  }

  private boolean spells(byte[] octets, int from, int to) {
    if (to - from != folded.length()) {
      return false;
    }
    for (int i = 0; i < folded.length(); i++) {
      if (fold(octets[from + i]) != folded.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static int slot(int hash) {
    return (hash ^ hash >>> 16) & (SLOTS - 1);
  }

  private static AnswerName[] build() {
    var table = new AnswerName[SLOTS];
    Arrays.fill(table, OTHER);
    for (var name : values()) {
      int hash = 0;
      for (int i = 0; i < name.folded.length(); i++) {
        hash = hash(hash, name.folded.charAt(i));
      }
      int slot = slot(hash);
      while (table[slot] != OTHER) {
        slot = (slot + 1) % SLOTS;
      }
      table[slot] = name;
    }
    return table;
  }

  @Override
  public String toString() {
    return folded;
  }
}
