package io.gatehouse.sts;

/** What the applications of the tests registered. */
final class Applications {
  private Applications() {}

  static final String SERVICE =
      """
      {"client_name": "Service", "grant_types": ["client_credentials"],
       "scope": "openid orders.read", "token_endpoint_auth_method": "client_secret_basic"}
      """;

  static final String MIDDLE =
      """
      {"client_name": "Middle",
       "grant_types": ["urn:ietf:params:oauth:grant-type:token-exchange", "client_credentials"],
       "scope": "openid orders.read orders.write", "resources": ["https://api.example.com"]}
      """;

  static final String TELEVISION =
      """
      {"client_name": "Television",
       "grant_types": ["urn:ietf:params:oauth:grant-type:device_code", "refresh_token"],
       "scope": "openid offline_access orders.read", "token_endpoint_auth_method": "none"}
      """;

  static final String API =
      """
      {"client_name": "Orders API", "grant_types": ["client_credentials"],
       "scope": "orders.read", "resources": ["https://api.example.com"]}
      """;
}
