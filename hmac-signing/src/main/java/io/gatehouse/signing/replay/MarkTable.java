package io.gatehouse.signing.replay;

/**
 * A hash table of marks in plain arrays: about 56 bytes a mark, no object for any of them. Not
 * thread-safe.
 */
final class MarkTable {
  private static final int SMALLEST = 64;

  private final int mostMarks;
  private long[] high = new long[SMALLEST];
  private long[] low = new long[SMALLEST];
  private long[] owner = new long[SMALLEST];

  /** Zero where the place is free. */
  private long[] until = new long[SMALLEST];

  private int used;
  private long forgottenUntil = Long.MIN_VALUE;

  MarkTable(int mostMarks) {
    this.mostMarks = mostMarks;
  }

  /** What became of an attempt to add a mark. */
  enum Added {
    FIRST,
    SAME_OWNER,
    TAKEN,
    FULL
  }

  /**
   * @param owner who claims; the same owner may claim again
   * @param untilSecond end of the mark's life, in seconds since 1970
   */
  Added add(Mark mark, long owner, long untilSecond, long nowSecond) {
    int place = find(mark);
    if (until[place] != 0) {
      return this.owner[place] == owner ? Added.SAME_OWNER : Added.TAKEN;
    }
    if (!hasRoom()) {
      // A full table is searched for ended marks once a second, not once a claim.
      if (nowSecond > forgottenUntil || used < mostMarks) {
        rebuild(nowSecond);
      }
      if (used >= mostMarks) {
        return Added.FULL;
      }
      place = find(mark);
    }
    put(place, mark, owner, untilSecond);
    return Added.FIRST;
  }

  private boolean hasRoom() {
    return used < mostMarks && used < until.length / 2;
  }

  /** What ended by then is unknown here. */
  void forgetUntil(long second) {
    forgottenUntil = Math.max(forgottenUntil, second);
  }

  /** Every mark whose life ended at or before this second may be gone. */
  long forgottenUntil() {
    return forgottenUntil;
  }

  int size() {
    return used;
  }

  /** Hears of every mark that is kept. */
  interface Visitor {
    void mark(Mark mark, long untilSecond);
  }

  void visit(Visitor visitor) {
    for (int i = 0; i < until.length; i++) {
      if (until[i] != 0) {
        visitor.mark(new Mark(high[i], low[i]), until[i]);
      }
    }
  }

  private int find(Mark mark) {
    int mask = until.length - 1;
    int place = (int) mark.low() & mask;
    while (until[place] != 0 && (high[place] != mark.high() || low[place] != mark.low())) {
      place = place + 1 & mask;
    }
    return place;
  }

  private void put(int place, Mark mark, long owner, long untilSecond) {
    high[place] = mark.high();
    low[place] = mark.low();
    this.owner[place] = owner;
    until[place] = untilSecond;
    used++;
  }

  /** Leaves out what is over, and makes the arrays twice as large where that was too little. */
  private void rebuild(long nowSecond) {
    var old = new MarkTable(mostMarks);
    old.high = high;
    old.low = low;
    old.owner = owner;
    old.until = until;
    int live = 0;
    for (long end : until) {
      live += end > nowSecond ? 1 : 0;
    }
    allocate(Math.max(SMALLEST, Integer.highestOneBit(live + 1) * 4));
    for (int i = 0; i < old.until.length; i++) {
      if (old.until[i] > nowSecond) {
        var mark = new Mark(old.high[i], old.low[i]);
        put(find(mark), mark, old.owner[i], old.until[i]);
      }
    }
    forgetUntil(nowSecond);
  }

  private void allocate(int places) {
    high = new long[places];
    low = new long[places];
    owner = new long[places];
    until = new long[places];
    used = 0;
  }
}
