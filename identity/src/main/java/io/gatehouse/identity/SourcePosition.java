package io.gatehouse.identity;

/** A place in a file that a person wrote; lines and columns count from 1. */
public record SourcePosition(String file, int line, int column) {
  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
