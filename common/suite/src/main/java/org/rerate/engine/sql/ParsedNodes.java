package org.rerate.engine.sql;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.spark.sql.catalyst.trees.TreeNode;
import scala.Product;
import scala.collection.Iterable;
import scala.jdk.javaapi.CollectionConverters;

/**
 * All nodes below a node, wherever it keeps them: as children, as subqueries, as the query of a
 * command, in maps and tuples. Spark's own walks see children only, and a command may hide a query.
 */
final class ParsedNodes {

  private ParsedNodes() {}

  static void forEach(TreeNode<?> root, Consumer<TreeNode<?>> visitor) {
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Object> open = new ArrayDeque<>();
    open.push(root);
    while (!open.isEmpty()) {
      Object next = open.pop();
      if (!seen.add(next)) {
        continue;
      }
      if (next instanceof TreeNode<?> node) {
        visitor.accept(node);
        push(node.children(), open);
        push(node.innerChildren(), open);
      }
      if (next instanceof Iterable<?> values) {
        push(values, open);
      } else if (next instanceof Product product && holdsNodes(product)) {
        CollectionConverters.asJava(product.productIterator())
            .forEachRemaining(value -> pushIfAny(value, open));
      }
    }
  }

  private static void push(Iterable<?> values, Deque<Object> open) {
    CollectionConverters.asJava(values.iterator())
        .forEachRemaining(value -> pushIfAny(value, open));
  }

  private static void pushIfAny(Object value, Deque<Object> open) {
    if (value instanceof TreeNode || value instanceof Iterable || value instanceof Product) {
      open.push(value);
    }
  }

  /** Types and settings of a plan hold none, and may hold themselves. */
  private static boolean holdsNodes(Product product) {
    return product instanceof TreeNode || product.getClass().getName().startsWith("scala.");
  }
}
