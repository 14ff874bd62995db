package org.rerate.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rerate.engine.exchange.Exchange.Order;
import org.rerate.engine.exchange.Exchange.Parcel;
import org.rerate.engine.exchange.Exchange.Sent;
import org.rerate.testing.SparkTestBase;

/** Both transports bring every parcel where it belongs, in order. */
class ExchangeTest extends SparkTestBase {

  private static final long serialVersionUID = 1L;

  private static final int WORDS = 1000;

  /** A piece of input. */
  record Words(List<String> words) implements Serializable {}

  record Case(boolean local, int partitions) {}

  static Stream<Case> cases() {
    return Stream.of(true, false)
        .flatMap(local -> Stream.of(1, 2, 7).map(partitions -> new Case(local, partitions)));
  }

  private Exchange exchange(boolean local) {
    return local ? new LocalExchange() : new SparkExchange(new JavaSparkContext(sc()));
  }

  /** Words w0 to w999, each twice, shuffled into five pieces. */
  private static List<Words> pieces() {
    List<String> words =
        IntStream.range(0, 2 * WORDS).mapToObj(i -> "w" + i % WORDS).collect(Collectors.toList());
    Collections.shuffle(words, new Random(7));
    return IntStream.range(0, 5)
        .mapToObj(piece -> new Words(List.copyOf(words.subList(400 * piece, 400 * piece + 400))))
        .toList();
  }

  private static Iterator<Parcel> parcels(Words piece, int partitions) {
    return piece.words().stream().map(word -> parcel(word, partitions)).iterator();
  }

  private static Parcel parcel(String word, int partitions) {
    return Parcel.of(word, partitions, word, word.getBytes(StandardCharsets.UTF_8));
  }

  private Sent sent(Case of, Order order) {
    int partitions = of.partitions();
    return exchange(of.local())
        .send(pieces(), words -> parcels(words, partitions), partitions, order);
  }

  private static String text(Parcel parcel) {
    return new String(parcel.content(), StandardCharsets.UTF_8);
  }

  private static List<String> texts(Iterator<Parcel> parcels) {
    Iterable<Parcel> all = () -> parcels;
    return StreamSupport.stream(all.spliterator(), false).map(ExchangeTest::text).toList();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aPartitionGetsAllOfItsKeysInOrder(Case of) {
    List<String> sorted =
        sent(of, Order.BY_KEY)
            .run((partition, parcels) -> List.of(String.join(" ", texts(parcels))).iterator());
    assertThat(sorted).hasSize(of.partitions()).doesNotContain("");
    sorted.forEach(one -> assertThat(one.split(" ")).isSorted());
    Map<String, Long> counts =
        sorted.stream()
            .flatMap(one -> Stream.of(one.split(" ")).distinct())
            .collect(Collectors.groupingBy(word -> word, TreeMap::new, Collectors.counting()));
    assertThat(counts).hasSize(WORDS);
    assertThat(counts.values()).as("no word in two partitions").containsOnly(1L);
    assertThat(sorted.stream().mapToInt(one -> one.split(" ").length).sum()).isEqualTo(2 * WORDS);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void parcelsCanBeAskedAgain(Case of) {
    Sent sent = sent(of, Order.NONE);
    List<String> once = sent.run((partition, parcels) -> texts(parcels).iterator());
    assertThat(once).hasSize(2 * WORDS);
    assertThat(sent.run((partition, parcels) -> texts(parcels).iterator()))
        .containsExactlyInAnyOrderElementsOf(once);
    assertThat(sent.at(0))
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .isSubsetOf(once)
        .isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void resultsAreSentOn(Case of) {
    List<String> counted =
        sent(of, Order.BY_KEY)
            .forward(
                (partition, parcels) ->
                    texts(parcels).stream().map(word -> parcel(word.substring(0, 2), 3)).iterator(),
                3,
                Order.BY_KEY)
            .run(
                (partition, parcels) ->
                    texts(parcels).stream()
                        .collect(Collectors.groupingBy(w -> w, Collectors.counting()))
                        .entrySet()
                        .stream()
                        .map(Object::toString)
                        .iterator());
    // Of 0 to 999, 111 begin with each of 1 to 9; only 0 with 0.
    assertThat(counted)
        .containsExactlyInAnyOrder(
            "w0=2", "w1=222", "w2=222", "w3=222", "w4=222", "w5=222", "w6=222", "w7=222", "w8=222",
            "w9=222");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void twoMeetByPartition(Case of) {
    List<Boolean> same =
        sent(of, Order.BY_KEY)
            .with(
                sent(of, Order.BY_KEY),
                (partition, parcels, others) ->
                    List.of(texts(parcels).equals(texts(others))).iterator());
    assertThat(same).hasSize(of.partitions()).containsOnly(true);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void nothingSentIsNothingFor(boolean local) {
    Sent none = exchange(local).send(List.<Words>of(), words -> parcels(words, 2), 2, Order.BY_KEY);
    assertThat(none.run((partition, parcels) -> List.of(parcels.hasNext()).iterator()))
        .containsExactly(false, false);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aKernelThatFailsFailsTheStep(boolean local) {
    Sent sent = sent(new Case(local, 2), Order.NONE);
    assertThatThrownBy(
            () ->
                sent.run(
                    (partition, parcels) -> {
                      throw new IllegalStateException("the kernel failed");
                    }))
        .hasStackTraceContaining("the kernel failed");
  }
}
