package io.gatehouse.app.config.shape;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The word that a person probably meant. */
public final class Nearest {
  private Nearest() {}

  /** Empty when nothing is near: at most a third of the letters may differ. */
  public static Optional<String> to(String written, Collection<String> known) {
    return known.stream()
        .filter(word -> distance(fold(written), fold(word)) <= Math.max(1, (word.length() + 1) / 3))
        .min(
            Comparator.<String>comparingInt(word -> distance(fold(written), fold(word)))
                .thenComparing(Comparator.naturalOrder()));
  }

  private static String fold(String word) {
    return word.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
  }

  private static int distance(String a, String b) {
    return new Table(a, b).distance();
  }

  /** Edit distance in which two swapped neighbours count once, the commonest slip of all. */
  private record Table(String a, String b, int[][] rows) {
    Table(String a, String b) {
      this(a, b, new int[a.length() + 1][b.length() + 1]);
    }

    int distance() {
      for (var i = 0; i <= a.length(); i++) {
        for (var j = 0; j <= b.length(); j++) {
          rows[i][j] = i == 0 || j == 0 ? i + j : cheapest(i, j);
        }
      }
      return rows[a.length()][b.length()];
    }

    private int cheapest(int i, int j) {
      var same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
      var edit = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1);
      var best = Math.min(edit, rows[i - 1][j - 1] + same);
      return swapped(i, j) ? Math.min(best, rows[i - 2][j - 2] + 1) : best;
    }

    private boolean swapped(int i, int j) {
      return i > 1
          && j > 1
          && a.charAt(i - 1) == b.charAt(j - 2)
          && a.charAt(i - 2) == b.charAt(j - 1);
    }
  }
}
