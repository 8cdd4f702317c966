package io.gatehouse.sts.client;

/** The algorithms an ID token can be asked for; RS256 when the client registered none. */
public enum IdTokenAlgorithm {
  RS256,
  ES256
}
