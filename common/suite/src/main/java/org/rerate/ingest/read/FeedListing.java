package org.rerate.ingest.read;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.rerate.domain.RerateException;
import org.rerate.engine.disk.FeedFolder;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;

/** Finds the files of a feed in its folder. */
public final class FeedListing {

  private FeedListing() {}

  /**
   * The files of the feed in the order in which they depend on each other.
   *
   * @throws RerateException with {@code USAGE} if the folder holds none
   */
  public static List<FeedFile> of(FeedFolder folder, SourceMapping mapping) {
    List<FeedFolder.Part> parts = folder.list();
    List<FeedFile> files = new ArrayList<>();
    for (FeedSpec spec : MarketTables.ALL) {
      List<FeedFolder.Part> own = partsOf(spec, folder, parts, mapping);
      if (!own.isEmpty()) {
        files.add(new FeedFile(spec, own));
      }
    }
    if (files.isEmpty()) {
      throw RerateException.usage(
          "the feed " + folder.uri() + " holds no file that " + looked(mapping),
          "Name the folder that holds the files themselves");
    }
    return files;
  }

  private static List<FeedFolder.Part> partsOf(
      FeedSpec spec, FeedFolder folder, List<FeedFolder.Part> parts, SourceMapping mapping) {
    if (!mapping.isCanonical()) {
      return mapping.target(spec.name()) == null
          ? List.of()
          : own(
              unzipped(folder, parts, mapping.pattern()), name -> mapping.pattern().matches(name));
    }
    String ending = FileKind.canonicalEndings();
    // NAME.csv, or parts in NAME/ or, as Spark writes them, in a folder NAME.csv/.
    Pattern names =
        Pattern.compile(
            spec.name() + "((" + ending + ")?/.*)?" + ending,
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    return own(parts, name -> names.matcher(name).matches());
  }

  /** With the files of each zip file that the pattern names, or names files in. */
  private static List<FeedFolder.Part> unzipped(
      FeedFolder folder, List<FeedFolder.Part> parts, FilePattern pattern) {
    return parts.stream()
        .flatMap(
            part ->
                part.isZip() && pattern.isOfZip(part.name())
                    ? folder.unzipped(part).stream()
                    : Stream.of(part))
        .toList();
  }

  /**
   * A folder that has the name of a file is a part itself, to be refused, unless any lies in it; so
   * is one that may not be looked into and could hold parts.
   */
  private static List<FeedFolder.Part> own(List<FeedFolder.Part> parts, Predicate<String> isNamed) {
    List<FeedFolder.Part> named =
        parts.stream()
            .filter(
                part ->
                    isNamed.test(part.name())
                        || part.isDamagedZip()
                        || (part.isClosed() && isNamed.test(part.name() + "/part.csv")))
            .toList();
    return named.stream()
        .filter(
            part ->
                !part.isFolder()
                    || named.stream().noneMatch(in -> in.name().startsWith(part.name() + "/")))
        .toList();
  }

  private static String looked(SourceMapping mapping) {
    return mapping.isCanonical()
        ? "a feed may have (issuers.csv, prices.parquet, a folder prices/ of parts, ...)"
        : "mapping " + mapping.name() + " reads (" + mapping.pattern() + ")";
  }
}
