package org.rerate.ingest.load;

import java.util.function.Consumer;

/** Is told, line by line, how a load gets on. */
@FunctionalInterface
public interface Progress extends Consumer<String> {}
