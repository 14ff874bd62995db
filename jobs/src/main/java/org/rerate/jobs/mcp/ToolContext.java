package org.rerate.jobs.mcp;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.rerate.action.ActionContext;
import org.rerate.action.Rerate;

/** What tools answer from. Thread-safe. */
final class ToolContext {

  private final Rerate rerate;
  private final ReentrantLock turn = new ReentrantLock();

  ToolContext(Rerate rerate) {
    this.rerate = rerate;
  }

  Rerate rerate() {
    return rerate;
  }

  ActionContext action() {
    return rerate.context();
  }

  /**
   * Computes by an action of the library, which takes one at a time. Waiting counts towards the
   * time of a question, and ends with it.
   */
  <T> T alone(Supplier<T> action) {
    try {
      turn.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped", e);
    }
    try {
      return action.get();
    } finally {
      turn.unlock();
    }
  }
}
