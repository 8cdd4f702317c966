package io.gatehouse.app.cli;

/** Ends a command with one sentence for the person; {@link Console} is the one place it ends in. */
public final class Stop extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Exit exit;
  private final String sentence;

  /**
   * @param sentence what went wrong and what to do; carries no secret
   */
  public Stop(Exit exit, String sentence) {
    super(sentence);
    this.exit = exit;
    this.sentence = sentence;
  }

  static Stop badInput(String sentence) {
    return new Stop(Exit.BAD_INPUT, sentence);
  }

  public Exit exit() {
    return exit;
  }

  public String sentence() {
    return sentence;
  }
}
