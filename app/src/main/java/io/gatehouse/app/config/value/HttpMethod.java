package io.gatehouse.app.config.value;

/** The methods that a route may name; CONNECT and TRACE are never forwarded. */
public enum HttpMethod implements Worded {
  GET,
  HEAD,
  POST,
  PUT,
  PATCH,
  DELETE,
  OPTIONS;

  @Override
  public String word() {
    return name();
  }
}
