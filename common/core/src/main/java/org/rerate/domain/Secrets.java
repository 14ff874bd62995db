package org.rerate.domain;

import java.util.regex.Pattern;

/** Keeps secrets out of what people read: listings of settings, messages, logs, the ledger. */
public final class Secrets {

  /** What stands in place of a secret. */
  public static final String MASK = "***";

  private static final String KINDS = "(?:key|private|credential|secret|password|token)";

  private static final Pattern NAME = Pattern.compile("(?i)" + KINDS);

  /** Says which class asks for credentials, and is none. */
  private static final String PROVIDER = ".provider";

  /** {@code user:password@} of a URL. */
  private static final Pattern IN_URL = Pattern.compile("(?<=://)[^/\\s:@'\"]*:[^/\\s@'\"]*@");

  /** {@code fs.azure.account.key.desk = abc}, {@code AccountKey=abc}: a dot, or no blank. */
  private static final Pattern ASSIGNED =
      Pattern.compile(
          "(?i)([\\w-]*(?:\\.[\\w-]+)*"
              + KINDS
              + "[\\w-]*(?:\\.[\\w-]+)*)(=|(?<=\\.[\\w-]{1,80}) = )"
              + "(?!\\s)[^\\s,;'\"&)}\\]]+");

  private Secrets() {}

  /** True if a setting of that name holds a secret, by the words in it. */
  public static boolean isSecret(String setting) {
    return NAME.matcher(setting).find() && !setting.endsWith(PROVIDER);
  }

  /** The same text without passwords of URLs and without values given to names of secrets. */
  public static String masked(String text) {
    if (text == null) {
      return null;
    }
    String withoutUrls = IN_URL.matcher(text).replaceAll(MASK + "@");
    return ASSIGNED
        .matcher(withoutUrls)
        .replaceAll(
            found ->
                java.util.regex.Matcher.quoteReplacement(
                    isSecret(found.group(1))
                        ? found.group(1) + found.group(2) + MASK
                        : found.group()));
  }
}
