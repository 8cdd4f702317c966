package io.gatehouse.web.wire;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The streams of one connection that are not over, and the heads that no exchange has yet. */
final class StreamTable {
  static final int MOST = 100;
  private static final int WINDOW = 65_535;

  private record Waiting(int id, Http2Head head) {}

  private final long mostContent;
  private final Map<Integer, StreamState> open = new LinkedHashMap<>();
  private final Deque<Waiting> heads = new ArrayDeque<>();
  private int last;
  private int counted;
  private int discarded;
  private long window = WINDOW;

  StreamTable(long mostContent) {
    this.mostContent = mostContent;
  }

  Optional<StreamState> find(int id) {
    return Optional.ofNullable(open.get(id));
  }

  /** Whether no frame has begun it (RFC 9113 §5.1.1). */
  boolean isIdle(int id) {
    return id > last;
  }

  int last() {
    return last;
  }

  int counted() {
    return counted;
  }

  FrameFault begin(int id, Http2Head head, boolean ended) {
    last = id;
    if (counted == MOST || open.size() >= 4 * MOST) {
      return FrameFault.STREAMS_MANY;
    }
    if (head.contentLength() == -2) {
      return FrameFault.MALFORMED;
    }
    var stream = new StreamState(id, head.contentLength(), mostContent);
    open.put(id, stream);
    counted++;
    heads.add(new Waiting(id, head));
    return ended ? stream.end() : FrameFault.NONE;
  }

  /** The head of an exchange that begins now; empty when its stream is gone again. */
  Optional<Http2Head> take(int id) {
    while (!heads.isEmpty() && heads.peek().id() < id) {
      heads.remove();
    }
    if (heads.isEmpty() || heads.peek().id() != id) {
      return Optional.empty();
    }
    var head = heads.remove().head();
    return open.containsKey(id) ? Optional.of(head) : Optional.empty();
  }

  /** Content came on a stream: what it takes of the connection's window. */
  FrameFault spend(int framed) {
    window -= framed;
    return window < 0 ? FrameFault.FLOW : FrameFault.NONE;
  }

  boolean hasRoom() {
    return window > 0;
  }

  /** We gave room. */
  void room(int id, long more) {
    if (id == 0) {
      window += more;
    } else {
      find(id).ifPresent(stream -> stream.room(more));
    }
  }

  /** Content came that nobody will read: the room that it took is to be given again. */
  void discarded(int framed) {
    discarded += framed;
  }

  int takeDiscarded() {
    int count = discarded;
    discarded = 0;
    return count;
  }

  /** We said the last of an answer. */
  void answered(int id) {
    find(id).ifPresent(stream -> change(stream, stream::answered));
  }

  /** We gave it up; the peer may not know yet. */
  void resetByUs(int id) {
    find(id)
        .ifPresent(stream -> {
          change(stream, stream::resetByUs);
          stream.lose();
        });
  }

  /** The peer's side of it changes. */
  void change(StreamState stream, Runnable how) {
    boolean before = stream.counts();
    how.run();
    if (before && !stream.counts()) {
      counted--;
    }
    if (stream.isOver()) {
      open.remove(stream.id);
    }
  }

  /** The peer gave it up. */
  void resetByPeer(int id) {
    find(id)
        .ifPresent(stream -> {
          open.remove(id);
          counted -= stream.counts() ? 1 : 0;
          stream.lose();
        });
  }

  /** The connection is over. */
  void loseAll() {
    List<StreamState> all = new ArrayList<>(open.values());
    open.clear();
    heads.clear();
    counted = 0;
    all.forEach(StreamState::lose);
  }

  /** Streams whose content comes too slowly. */
  List<StreamState> slowerThan(long least) {
    var slow = new ArrayList<StreamState>();
    for (var stream : open.values()) {
      if (stream.isSlower(least, hasRoom())) {
        slow.add(stream);
      }
    }
    return slow;
  }
}
