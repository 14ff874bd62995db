package org.rerate.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.rerate.domain.RerateException;
import org.rerate.engine.delta.StoreFolder;

/**
 * Where methodologies, mappings, reports and the like are found by name: the folders of {@code
 * --conf-dir}, those of {@code RERATE_CONF}, the current folder's {@code conf}, the installation's
 * and the files shipped in the jar. The first that has the name wins.
 */
public final class ConfFolders {

  private static final String ENDING = ".conf";

  /** Beside these classes in the jar; the file is there to find the jar by. */
  private static final String SHIPPED = "/org/rerate/conf/";

  private static final String LANDMARK = "maintenance.conf";

  private final List<String> named;
  private final List<Path> implied;
  private final Path installed;
  private final Map<String, String> spark;

  private ConfFolders(
      List<String> named, List<Path> implied, Path installed, Map<String, String> spark) {
    this.named = named;
    this.implied = implied;
    this.installed = installed;
    this.spark = spark;
  }

  /** The installation's at {@code home}, and the shipped files. */
  public static ConfFolders of(Path home) {
    return new ConfFolders(
        List.of(), List.of(home.resolve("conf")), home.resolve("conf"), Map.of());
  }

  /**
   * All of them.
   *
   * @param options the folders or URIs of {@code --conf-dir}, in order
   * @param environment the process environment; {@code RERATE_CONF} may name several, with commas
   * @param current the folder in which the command was called
   * @param home root of the checkout or distribution
   * @throws RerateException with {@code USAGE} if a folder that is named is not there
   */
  public static ConfFolders of(
      List<String> options, Map<String, String> environment, Path current, Path home) {
    List<String> named = new ArrayList<>(options);
    Arrays.stream(environment.getOrDefault("RERATE_CONF", "").split(","))
        .map(String::trim)
        .filter(folder -> !folder.isEmpty())
        .forEach(named::add);
    for (String folder : named) {
      if (isLocal(folder) && !Files.isDirectory(Path.of(folder))) {
        throw RerateException.usage(
            "the configuration folder " + folder + " does not exist",
            "Correct --conf-dir or RERATE_CONF, or make the folder");
      }
    }
    List<Path> implied = new ArrayList<>();
    for (Path folder : List.of(current.resolve("conf"), home.resolve("conf"))) {
      if (!implied.contains(folder.toAbsolutePath().normalize())) {
        implied.add(folder.toAbsolutePath().normalize());
      }
    }
    return new ConfFolders(named, implied, home.resolve("conf"), Map.of());
  }

  /** The same, which reach URIs by these Spark settings. */
  public ConfFolders reachedBy(Map<String, String> settings) {
    return new ConfFolders(named, implied, installed, settings);
  }

  /**
   * The {@code rerate.conf} of local folders, later ones win: the installation's, then those that
   * were named. The current folder's is left out: where a user happens to stand sets nothing.
   */
  List<Path> settingsFiles() {
    List<Path> files = new ArrayList<>();
    files.add(installed);
    for (int i = named.size() - 1; i >= 0; i--) {
      if (isLocal(named.get(i))) {
        files.add(Path.of(named.get(i)));
      }
    }
    return files.stream()
        .map(folder -> folder.resolve("rerate.conf"))
        .filter(Files::isRegularFile)
        .toList();
  }

  /**
   * The file of that name.
   *
   * @param kind folder of such files, as {@code reports}
   * @param what how messages call one, as {@code report}
   * @throws RerateException with {@code USAGE} that names those there are, if there is none
   */
  public ConfText require(String kind, String what, String name) {
    return find(kind, name)
        .orElseThrow(
            () -> {
              List<String> known = names(kind);
              return RerateException.usage(
                  "there is no " + what + " '" + name + "'",
                  (known.isEmpty() ? "There is none yet" : "Known are " + String.join(", ", known))
                      + "; a new one is a file in "
                      + ownFolder()
                      + "/"
                      + kind);
            });
  }

  /** The file of that name, if there is one. */
  public Optional<ConfText> find(String kind, String name) {
    return name.matches("[A-Za-z0-9_.-]+") ? file(kind + "/" + name + ENDING) : Optional.empty();
  }

  /** The file {@code relative}, as {@code maintenance.conf}, if there is one. */
  public Optional<ConfText> file(String relative) {
    for (String folder : named) {
      Optional<ConfText> found =
          isLocal(folder)
              ? read(Path.of(folder).resolve(relative))
              : new StoreFolder(folder, spark)
                  .read(relative)
                  .map(text -> new ConfText(folder + "/" + relative, text));
      if (found.isPresent()) {
        return found;
      }
    }
    for (Path folder : implied) {
      Optional<ConfText> found = read(folder.resolve(relative));
      if (found.isPresent()) {
        return found;
      }
    }
    return shipped(relative);
  }

  /** The names of all files of a kind, sorted. */
  public List<String> names(String kind) {
    TreeSet<String> files = new TreeSet<>(shippedNames(kind));
    for (String folder : named) {
      files.addAll(
          isLocal(folder)
              ? list(Path.of(folder).resolve(kind))
              : new StoreFolder(folder, spark).names(kind));
    }
    implied.forEach(folder -> files.addAll(list(folder.resolve(kind))));
    return files.stream()
        .filter(file -> file.endsWith(ENDING))
        .map(file -> file.substring(0, file.length() - ENDING.length()))
        .toList();
  }

  /** Where a user adds files. */
  private String ownFolder() {
    return named.isEmpty() ? implied.get(0).toString() : named.get(0);
  }

  private static boolean isLocal(String folder) {
    return !folder.matches("[A-Za-z][A-Za-z0-9+.-]+:.*");
  }

  private static Optional<ConfText> read(Path file) {
    try {
      return Files.isRegularFile(file)
          ? Optional.of(new ConfText(file.toString(), Files.readString(file)))
          : Optional.empty();
    } catch (IOException e) {
      throw RerateException.usage(
          "cannot read " + file + ": " + e.getMessage(), "Write it as UTF-8 that you may read", e);
    }
  }

  private static List<String> list(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
  }

  private static Optional<ConfText> shipped(String relative) {
    try (InputStream in = ConfFolders.class.getResourceAsStream(SHIPPED + relative)) {
      return in == null
          ? Optional.empty()
          : Optional.of(
              new ConfText(
                  "(shipped) conf/" + relative,
                  new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + relative + " in the jar", e);
    }
  }

  private static List<String> shippedNames(String kind) {
    URL landmark = ConfFolders.class.getResource(SHIPPED + LANDMARK);
    if (landmark == null) {
      return List.of();
    }
    try {
      if (landmark.openConnection() instanceof JarURLConnection connection) {
        String folder = SHIPPED.substring(1) + kind + "/";
        try (JarFile jar = new JarFile(Path.of(connection.getJarFileURL().toURI()).toFile())) {
          return jar.stream()
              .map(entry -> entry.getName())
              .filter(entry -> entry.startsWith(folder) && entry.length() > folder.length())
              .map(entry -> entry.substring(folder.length()))
              .toList();
        }
      }
      return list(Path.of(landmark.toURI()).resolveSibling(kind));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + kind + " in the jar", e);
    } catch (java.net.URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
