import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.connect.proto.AnalyzePlanRequest;
import org.apache.spark.connect.proto.CommonInlineUserDefinedFunction;
import org.apache.spark.connect.proto.ExecutePlanRequest;
import org.apache.spark.connect.proto.Expression;
import org.apache.spark.connect.proto.Limit;
import org.apache.spark.connect.proto.Plan;
import org.apache.spark.connect.proto.Project;
import org.apache.spark.connect.proto.Range;
import org.apache.spark.connect.proto.Relation;
import org.apache.spark.connect.proto.ScalarScalaUDF;
import org.apache.spark.connect.proto.SparkConnectServiceGrpc;
import org.apache.spark.connect.proto.SparkConnectServiceGrpc.SparkConnectServiceBlockingStub;
import org.apache.spark.connect.proto.UserContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.sparkproject.com.google.protobuf.ByteString;
import org.sparkproject.io.grpc.ManagedChannel;
import org.sparkproject.io.grpc.ManagedChannelBuilder;
import org.sparkproject.io.grpc.Metadata;
import org.sparkproject.io.grpc.stub.MetadataUtils;

/**
 * A client of the server, run on a class path of its own:
 *
 * <pre>java -cp CLIENT ConnectClient sc://host:port TOKEN QUESTIONS FOLDER</pre>
 *
 * <p>Prints a line for each statement of the file and for each thing that it tries besides: {@code
 * ok}, its name and the answer, or {@code refused}, its name and the message, parted by tabs.
 */
final class ConnectClient {

  private static final String SESSION = "11111111-2222-3333-4444-555555555555";

  private static int number;

  private ConnectClient() {}

  public static void main(String[] arguments) throws IOException {
    String address = arguments[0];
    String token = arguments[1];
    try (SparkSession spark =
        SparkSession.builder().remote(address + "/;token=" + token).create()) {
      for (String statement : Files.readAllLines(Path.of(arguments[2]))) {
        tell(Integer.toString(++number), () -> answer(spark.sql(statement)));
      }
      useDataFrames(spark);
      tryToWrite(spark, arguments[3]);
      tryToRunCode(spark);
      trySettings(spark);
    }
    ManagedChannel channel =
        ManagedChannelBuilder.forTarget(address.replace("sc://", "")).usePlaintext().build();
    tell("with the token", () -> version(channel, "Bearer " + token));
    tell("with another token", () -> version(channel, "Bearer guessed"));
    tell("without a token", () -> version(channel, null));
    tryRaw(channel, "Bearer " + token);
    channel.shutdownNow();
    System.exit(0);
  }

  private static SparkConnectServiceBlockingStub service(ManagedChannel channel, String token) {
    Metadata headers = new Metadata();
    if (token != null) {
      headers.put(Metadata.Key.of("Authorization", Metadata.ASCII_STRING_MARSHALLER), token);
    }
    return SparkConnectServiceGrpc.newBlockingStub(channel)
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  /** The least that one can ask; the client of Spark asks again and again where it is refused. */
  private static String version(ManagedChannel channel, String token) {
    return service(channel, token)
        .analyzePlan(
            AnalyzePlanRequest.newBuilder()
                .setSessionId(SESSION)
                .setSparkVersion(AnalyzePlanRequest.SparkVersion.newBuilder())
                .build())
        .getSparkVersion()
        .getVersion();
  }

  /** What the client of Spark would not send. */
  private static void tryRaw(ManagedChannel channel, String token) {
    ScalarScalaUDF code =
        ScalarScalaUDF.newBuilder().setPayload(ByteString.copyFromUtf8("any object")).build();
    Expression function =
        Expression.newBuilder()
            .setCommonInlineUserDefinedFunction(
                CommonInlineUserDefinedFunction.newBuilder().setScalarScalaUdf(code))
            .build();
    Relation one = Relation.newBuilder().setRange(Range.newBuilder().setEnd(1).setStep(1)).build();
    Relation project =
        Relation.newBuilder()
            .setProject(Project.newBuilder().setInput(one).addExpressions(function))
            .build();
    tell("try code", () -> execute(channel, token, Plan.newBuilder().setRoot(project)));
    Relation below =
        Relation.newBuilder().setLimit(Limit.newBuilder().setInput(project).setLimit(1)).build();
    tell("try code below", () -> execute(channel, token, Plan.newBuilder().setRoot(below)));
    tell(
        "try a compressed plan",
        () ->
            execute(
                channel,
                token,
                Plan.newBuilder()
                    .setCompressedOperation(
                        Plan.CompressedOperation.newBuilder()
                            .setData(ByteString.copyFromUtf8("any bytes")))));
    tell("try an empty relation", () ->
        execute(channel, token, Plan.newBuilder().setRoot(Relation.newBuilder())));
  }

  private static String execute(ManagedChannel channel, String token, Plan.Builder plan) {
    Iterator<?> answers =
        service(channel, token)
            .executePlan(
                ExecutePlanRequest.newBuilder()
                    .setSessionId(SESSION)
                    .setUserContext(UserContext.newBuilder().setUserId("test"))
                    .setPlan(plan)
                    .build());
    StringBuilder text = new StringBuilder();
    answers.forEachRemaining(text::append);
    return text.toString();
  }

  private static void useDataFrames(SparkSession spark) {
    tell(
        "dataframe",
        () ->
            answer(
                spark
                    .table("market.prices_current")
                    .groupBy("security_id")
                    .count()
                    .orderBy("security_id")));
    tell(
        "rows of the client",
        () -> answer(spark.createDataset(List.of(1, 2, 3), Encoders.INT()).agg(org.apache.spark.sql.functions.sum("value"))));
    tell("tables", () -> answer(spark.catalog().listTables("ops").select("name").orderBy("name")));
    tell(
        "temporary view",
        () -> {
          spark.table("market.prices").createOrReplaceTempView("mine");
          return answer(spark.sql("SELECT count(*) FROM mine"));
        });
    tell(
        "time zone",
        () -> {
          spark.conf().set("spark.sql.session.timeZone", "Asia/Tokyo");
          return answer(spark.sql("SELECT current_timezone()"));
        });
  }

  private static void tryToWrite(SparkSession spark, String folder) {
    Dataset<Row> rows = spark.table("market.prices");
    String table = folder + "/market/prices";
    tell("try save delta", () -> run(() -> rows.write().format("delta").mode("append").save(table)));
    tell("try save parquet", () -> run(() -> rows.write().parquet(folder + "/stolen")));
    tell("try save table", () -> run(() -> rows.write().mode("append").saveAsTable("market.prices")));
    tell("try insert into", () -> run(() -> rows.write().insertInto("market.prices")));
    tell("try write to", () -> run(() -> rows.writeTo("market.prices").append()));
    tell("try write to new", () -> run(() -> rows.writeTo("market.other").using("delta").create()));
    tell(
        "try merge into",
        () ->
            run(
                () ->
                    rows.mergeInto("market.prices", col("close").equalTo(1))
                        .whenMatched()
                        .delete()
                        .merge()));
    tell("try create table", () -> run(() -> spark.catalog().createTable("market.other", table)));
    tell("try persist", () -> answer(rows.persist()));
    tell("try cache", () -> run(() -> spark.catalog().cacheTable("market.prices")));
    tell("try read by path", () -> answer(spark.read().format("delta").load(table)));
    tell("try read text", () -> answer(spark.read().text("/etc/passwd")));
    tell("try read a source", () -> answer(spark.read().format("jdbc").option("url", "x").load()));
    tell(
        "try stream",
        () ->
            run(
                () -> spark.readStream().format("rate").load().writeStream().format("console").start()));
  }

  private static void tryToRunCode(SparkSession spark) {
    tell(
        "try user defined function",
        () ->
            answer(
                spark
                    .range(1)
                    .select(
                        udf((UDF1<Long, Long>) id -> id + 1, DataTypes.LongType)
                            .apply(col("id")))));
    tell(
        "try map",
        () ->
            answer(
                spark
                    .range(1)
                    .map((MapFunction<Long, String>) id -> "x", Encoders.STRING())
                    .toDF()));
    tell("try register", () -> run(() -> spark.udf().registerJava("f", "java.lang.Object", DataTypes.LongType)));
    tell(
        "try class file",
        () ->
            run(
                () ->
                    spark.addArtifact(
                        "payload".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        "classes/Payload.class")));
  }

  private static void trySettings(SparkSession spark) {
    for (String key :
        List.of(
            "spark.rerate.warehouse",
            "spark.sql.catalog.spark_catalog",
            "spark.sql.catalog.mine",
            "spark.sql.extensions",
            "spark.sql.warehouse.dir",
            "spark.databricks.delta.retentionDurationCheck.enabled",
            "spark.hadoop.fs.defaultFS",
            "spark.sql.analyzer.singlePassResolver.enabled")) {
      tell("try set " + key, () -> run(() -> spark.conf().set(key, "file:/tmp")));
    }
    tell("try unset", () -> run(() -> spark.conf().unset("spark.rerate.warehouse")));
    tell("try secret", () -> spark.conf().get("spark.connect.authenticate.token"));
    tell("try warehouse", () -> spark.conf().get("spark.rerate.warehouse"));
    tell("all settings", () -> spark.conf().getAll().toString());
  }

  private static String answer(Dataset<Row> rows) {
    return rows.collectAsList().toString();
  }

  private interface Attempt {
    void run() throws Exception;
  }

  private static String run(Attempt attempt) throws Exception {
    attempt.run();
    return "done";
  }

  private static void tell(String name, Callable<String> question) {
    try {
      System.out.println("ok\t" + name + "\t" + question.call());
    } catch (Exception e) {
      System.out.println("refused\t" + name + "\t" + oneLine(e));
    }
  }

  private static String oneLine(Exception e) {
    return e.toString().replaceAll("\\s*\\R\\s*", " ");
  }
}
