package org.rerate.engine.exchange;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Pieces of work that this process does side by side, on threads of its own: they know the classes
 * that the caller knows, which those of Java's common pool do not on a cluster.
 */
public final class Parallel {

  private Parallel() {}

  /** Runs the pieces on as many threads as there are cores. */
  public static void run(List<Runnable> pieces) {
    run(pieces, Runtime.getRuntime().availableProcessors());
  }

  /** The results of the pieces, in their order. */
  public static <T> List<T> results(List<Supplier<T>> pieces) {
    return results(pieces, Runtime.getRuntime().availableProcessors());
  }

  /** Runs the pieces on so many threads; the first failure is thrown once all have ended. */
  public static void run(List<Runnable> pieces, int threads) {
    results(
        pieces.stream()
            .map(
                piece ->
                    (Supplier<Boolean>)
                        () -> {
                          piece.run();
                          return true;
                        })
            .toList(),
        threads);
  }

  private static <T> List<T> results(List<Supplier<T>> pieces, int threads) {
    if (pieces.size() < 2) {
      return pieces.stream().map(Supplier::get).toList();
    }
    ExecutorService pool = Executors.newFixedThreadPool(Math.min(pieces.size(), threads));
    try {
      List<CompletableFuture<T>> running =
          pieces.stream().map(piece -> CompletableFuture.supplyAsync(piece, pool)).toList();
      CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).join();
      return running.stream().map(CompletableFuture::join).toList();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    } finally {
      pool.shutdown();
    }
  }
}
