package org.rerate.domain;

/**
 * An error that the user can do something about: it says the problem, its cause and the remedy, and
 * carries the exit code of the command.
 */
public class RerateException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Exit codes, as documented for every command. */
  public enum Exit {
    /** Done. */
    DONE(0),
    /** A defect of ours. */
    DEFECT(1),
    /** Wrong usage or configuration, unknown basket or methodology, date outside the data. */
    USAGE(2),
    /** A file refused or withheld; the others are in. */
    REFUSED(3),
    /** A check failed. */
    CHECK_FAILED(4),
    /** A conflict or an outage that a retry may cure. */
    RETRY(5);

    private final int code;

    Exit(int code) {
      this.code = code;
    }

    /** The process exit code. */
    public int code() {
      return code;
    }
  }

  private final Exit exit;

  /** An error with problem, cause and remedy in one message. */
  public RerateException(Exit exit, String message, Throwable cause) {
    super(message, cause);
    this.exit = exit;
  }

  /** Wrong usage or configuration: nothing ran. */
  public static RerateException usage(String problem, String remedy) {
    return usage(problem, remedy, null);
  }

  /** Wrong usage or configuration, as something below told it. */
  public static RerateException usage(String problem, String remedy, Throwable cause) {
    return new RerateException(Exit.USAGE, problem + ". " + remedy, cause);
  }

  /** A conflict or an outage: the same command may work in a moment. */
  public static RerateException retry(String problem, Throwable cause) {
    return new RerateException(
        Exit.RETRY, problem + ". Nothing was left half written; run the command again.", cause);
  }

  /** The exit code to end with. */
  public final Exit exit() {
    return exit;
  }
}
