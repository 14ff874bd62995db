package org.rerate.engine.filter;

import java.util.Collection;
import java.util.Set;

/** Which keys are wanted: all there are, or these alone. Immutable. */
public final class KeySet {

  /** All keys there are. */
  public static final KeySet ALL = new KeySet(true, Set.of());

  private final boolean isAll;
  private final Set<String> named;

  private KeySet(boolean isAll, Set<String> named) {
    this.isAll = isAll;
    this.named = named;
  }

  /** These alone; none of them wants none. */
  public static KeySet of(Collection<String> keys) {
    return new KeySet(false, Set.copyOf(keys));
  }

  /** True if every key is wanted. */
  public boolean isAll() {
    return isAll;
  }

  /** True if the key is wanted. */
  public boolean has(String key) {
    return isAll || named.contains(key);
  }

  /** The rows that have a wanted key in a column. */
  public Filter filter(String column) {
    return isAll ? Filter.all() : Filter.in(column, named);
  }
}
