package io.gatehouse.web.wire;

/** One stream of a connection, as its frames tell. */
final class StreamState {
  private static final int WINDOW = 65_535;

  final int id;
  private long contentLeft;
  private boolean lengthKnown;
  private boolean receiving = true;
  private boolean sending = true;
  private boolean resetByUs;
  private long window = WINDOW;
  private long received;
  private long looked;
  private boolean owed;
  private Runnable lost = () -> {};

  StreamState(int id, long contentLength, long most) {
    this.id = id;
    this.lengthKnown = contentLength >= 0;
    this.contentLeft = lengthKnown ? contentLength : most;
  }

  /** Content came; what it takes of the window is more than what of it counts. */
  FrameFault data(int content, int framed, boolean last) {
    window -= framed;
    if (window < 0) {
      return FrameFault.FLOW;
    }
    received += content;
    contentLeft -= content;
    if (contentLeft < 0) {
      return lengthKnown ? FrameFault.LENGTH : FrameFault.CONTENT_LARGE;
    }
    return last ? end() : FrameFault.NONE;
  }

  /** The peer says no more on it (RFC 9113 §8.1.1: what it said must add up). */
  FrameFault end() {
    receiving = false;
    return lengthKnown && contentLeft != 0 ? FrameFault.LENGTH : FrameFault.NONE;
  }

  void room(long more) {
    window += more;
  }

  void answered() {
    sending = false;
  }

  void resetByUs() {
    sending = false;
    resetByUs = true;
  }

  boolean isReceiving() {
    return receiving;
  }

  boolean isResetByUs() {
    return resetByUs;
  }

  boolean isOver() {
    return !receiving && !sending;
  }

  /** Whether it takes a place among the streams that may be open at a time. */
  boolean counts() {
    return !resetByUs && !isOver();
  }

  /** Who is told when the peer gives it up. */
  void whenLost(Runnable task) {
    lost = task;
  }

  void lose() {
    var task = lost;
    lost = () -> {};
    task.run();
  }

  /**
   * Whether the peer could have sent content since the last look, and sent less than so much.
   *
   * @param room whether the connection had some
   */
  boolean isSlower(long least, boolean room) {
    boolean could = receiving && sending && room && window > 0;
    boolean slow = owed && could && received - looked < least;
    looked = received;
    owed = could;
    return slow;
  }
}
