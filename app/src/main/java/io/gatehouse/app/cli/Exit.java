package io.gatehouse.app.cli;

/** How a command ended. */
public enum Exit {
  OK(0),
  BUG(1),
  BAD_INPUT(2),
  REFUSED(3),
  UNREACHABLE(4);

  private final int code;

  Exit(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
