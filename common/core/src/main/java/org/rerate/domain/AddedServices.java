package org.rerate.domain;

import java.lang.ref.SoftReference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.WeakHashMap;

/**
 * What jars beside ours add, as their {@code META-INF/services} name it ({@link ServiceLoader}).
 * Looked up by the class loader of the thread, once for each. Used by several threads.
 */
public final class AddedServices {

  private static final Map<ClassLoader, SoftReference<Map<Class<?>, List<?>>>> FOUND =
      new WeakHashMap<>();

  private AddedServices() {}

  /**
   * The services of a type, in the order of the class path.
   *
   * @param <T> the type
   * @throws RerateException with {@code USAGE} if one of them cannot be made
   */
  public static <T> List<T> of(Class<T> type) {
    ClassLoader own = Thread.currentThread().getContextClassLoader();
    ClassLoader loader = own == null ? AddedServices.class.getClassLoader() : own;
    synchronized (FOUND) {
      SoftReference<Map<Class<?>, List<?>>> kept = FOUND.get(loader);
      Map<Class<?>, List<?>> byType = kept == null ? null : kept.get();
      if (byType == null) {
        byType = new HashMap<>();
        FOUND.put(loader, new SoftReference<>(byType));
      }
      return byType.computeIfAbsent(type, wanted -> load(wanted, loader)).stream()
          .map(type::cast)
          .toList();
    }
  }

  private static List<?> load(Class<?> type, ClassLoader loader) {
    try {
      return ServiceLoader.load(type, loader).stream().map(ServiceLoader.Provider::get).toList();
    } catch (ServiceConfigurationError e) {
      throw new RerateException(
          RerateException.Exit.USAGE,
          "a jar on the class path names a service that cannot be made: "
              + e.getMessage()
              + ". Take it away, or build it for this version",
          e);
    }
  }
}
