package org.rerate.jobs.serve;

import org.rerate.run.Settings;

/**
 * What one question may cost, so that no other has to wait for it.
 *
 * @param seconds how long it may take, until its last row is sent
 * @param rows rows of its answer
 * @param questions questions at once, of all clients
 * @param resultMegabytes what this process keeps of one answer
 */
record Limits(long seconds, long rows, int questions, long resultMegabytes) {

  static Limits of(Settings settings) {
    return new Limits(
        (long) settings.number("serve.max_seconds"),
        (long) settings.number("serve.max_rows"),
        (int) settings.number("serve.max_questions"),
        (long) settings.number("serve.max_result_mb"));
  }

  String tooLong() {
    return "the question took longer than %d s (serve.max_seconds) and was stopped. Ask for less, for"
            .formatted(seconds)
        + " instance by a shorter period, or have the limit raised";
  }

  String tooManyRows() {
    return "the answer has more than %d rows (serve.max_rows). Aggregate, add a LIMIT, or have the"
            .formatted(rows)
        + " limit raised";
  }

  String tooMuchMemory() {
    return "the question was stopped because the memory of this server is nearly full. Ask for less,"
        + " or have it started with more (RERATE_HEAP)";
  }

  String tooManyQuestions() {
    return "%d questions are being answered, as many as may be at once (serve.max_questions). Ask"
            .formatted(questions)
        + " again when one has ended";
  }
}
