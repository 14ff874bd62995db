package org.rerate.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rerate.domain.Days;

@Tag("fast")
class BlockCodecTest {

  @ParameterizedTest
  @EnumSource(FactKind.class)
  void whatIsPackedComesBack(FactKind kind) {
    Random random = new Random(kind.name().hashCode());
    for (int size : new int[] {0, 1, 2, 300}) {
      FactColumns block = random(kind, size, random);
      assertThat(BlockCodec.decode(kind, BlockCodec.encode(block)))
          .usingRecursiveComparison()
          .isEqualTo(block);
    }
  }

  private static FactColumns random(FactKind kind, int size, Random random) {
    FactColumns block = new FactColumns(kind, size);
    for (int i = 0; i < size; i++) {
      int row = block.add();
      block.day[row] = random.nextInt(40_000) - 10_000;
      block.knownAt[row] = random.nextLong() / 4;
      block.ingestedAt[row] = random.nextLong() / 4;
      block.deliveredAt[row] = block.ingestedAt[row] - random.nextInt(3);
      block.retracted[row] = random.nextInt(2);
      for (int[] column : block.integers) {
        column[row] = random.nextBoolean() ? FactKind.NONE : random.nextInt();
      }
      for (double[] column : block.numbers) {
        column[row] = random.nextGaussian();
      }
      for (String[] column : block.texts) {
        column[row] = random.nextInt(3) == 0 ? null : "C" + random.nextInt(5);
      }
    }
    return block;
  }

  @Test
  void aVendorsHabitCostsLittle() {
    FactColumns block = new FactColumns(FactKind.PRICES, 250);
    for (int i = 0; i < 250; i++) {
      int row = block.add();
      block.day[row] = 18_000 + i;
      block.knownAt[row] = Days.endOf(18_000 + i) - 9_000_000_000L;
      block.ingestedAt[row] = 1_700_000_000_000_000L;
      block.deliveredAt[row] = block.ingestedAt[row];
      block.numbers[0][row] = 100 + i;
      block.texts[0][row] = "USD";
    }
    assertThat(BlockCodec.encode(block).length).isLessThan(250 * 9 + 80);
  }

  /** Blocks of form 1 did not say when rows were delivered: when they were taken in. */
  @Test
  void blocksWithoutDeliveryAreRead() {
    FactColumns block = new FactColumns(FactKind.MARKET_CAPS, 1);
    block.add();
    block.ingestedAt[0] = 1_700_000_000_000_000L;
    block.deliveredAt[0] = block.ingestedAt[0];
    byte[] bytes = BlockCodec.encode(block);
    block.deliveredAt[0]--;
    int delivery = Arrays.mismatch(bytes, BlockCodec.encode(block));
    block.deliveredAt[0]++;
    byte[] older = new byte[bytes.length - 2];
    System.arraycopy(bytes, 0, older, 0, delivery - 1);
    System.arraycopy(bytes, delivery + 1, older, delivery - 1, bytes.length - delivery - 1);
    older[0] = 1;
    assertThat(BlockCodec.decode(FactKind.MARKET_CAPS, older))
        .usingRecursiveComparison()
        .isEqualTo(block);
  }

  /** Blocks of form 2 did not say whose share basis a count is on: it was as reported. */
  @Test
  void blocksWithoutAShareBasisAreRead() {
    FactColumns block = new FactColumns(FactKind.SHARES, 1);
    block.add();
    block.integers[0][0] = 7;
    byte[] bytes = BlockCodec.encode(block);
    block.integers[0][0] = 8;
    int basis = Arrays.mismatch(bytes, BlockCodec.encode(block));
    block.integers[0][0] = FactKind.NONE;
    byte[] older = new byte[bytes.length - 2];
    System.arraycopy(bytes, 0, older, 0, basis - 1);
    System.arraycopy(bytes, basis + 1, older, basis - 1, bytes.length - basis - 1);
    older[0] = 2;
    assertThat(BlockCodec.decode(FactKind.SHARES, older))
        .usingRecursiveComparison()
        .isEqualTo(block);
  }

  @Test
  void anotherFormIsRefused() {
    byte[] bytes = BlockCodec.encode(new FactColumns(FactKind.SHARES, 0));
    bytes[0] = 9;
    assertThatThrownBy(() -> BlockCodec.decode(FactKind.SHARES, bytes))
        .hasMessageContaining("form 9");
  }
}
