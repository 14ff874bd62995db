import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A plain Spark and Delta session with a Hive metastore, as another team has it: nothing of ours.
 * Prints the first column of the answer to each argument. Java runs this file as it is.
 */
public class PlainSession {
  public static void main(String[] questions) {
    SparkSession.Builder builder =
        SparkSession.builder()
            .master("local[1]")
            .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
            .config(
                "spark.sql.catalog.spark_catalog",
                "org.apache.spark.sql.delta.catalog.DeltaCatalog");
    SparkSession session = builder.enableHiveSupport().getOrCreate();
    for (String question : questions) {
      for (Row row : session.sql(question).collectAsList()) {
        System.out.println("answer: " + row.get(0));
      }
    }
    session.stop();
  }
}
