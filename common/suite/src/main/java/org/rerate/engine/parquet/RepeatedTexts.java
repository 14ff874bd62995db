package org.rerate.engine.parquet;

import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.values.ValuesWriter;
import org.apache.parquet.column.values.dictionary.DictionaryValuesWriter.PlainBinaryDictionaryValuesWriter;
import org.apache.parquet.column.values.factory.DefaultV1ValuesWriterFactory;
import org.apache.parquet.column.values.factory.ValuesWriterFactory;
import org.apache.parquet.column.values.fallback.FallbackValuesWriter;
import org.apache.parquet.column.values.plain.PlainValuesWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;

/**
 * Encodes texts that come many times in a row, as the very same object: looking each of them up in
 * the column's dictionary would take most of the time of writing a result file.
 */
final class RepeatedTexts extends PlainBinaryDictionaryValuesWriter {

  private Binary last;
  private int lastId;

  private RepeatedTexts(ParquetProperties properties) {
    super(
        properties.getDictionaryPageSizeThreshold(),
        Encoding.RLE_DICTIONARY,
        Encoding.PLAIN,
        properties.getAllocator());
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // comparing the texts is what this is here to spare
  public void writeBytes(Binary text) {
    if (text == last) {
      encodedValues.add(lastId);
    } else {
      super.writeBytes(text);
      last = text;
      lastId = binaryDictionaryContent.getInt(text);
    }
  }

  @Override
  public void resetDictionary() {
    super.resetDictionary();
    last = null;
  }

  /** Texts as above, everything else as Parquet does by default. */
  static final class Factory implements ValuesWriterFactory {

    // Not DefaultValuesWriterFactory: its parts belong to the process, and go by the properties of
    // whoever made some last.
    private final DefaultV1ValuesWriterFactory others = new DefaultV1ValuesWriterFactory();
    private ParquetProperties properties;

    @Override
    public void initialize(ParquetProperties given) {
      properties = given;
      others.initialize(given);
    }

    @Override
    public ValuesWriter newValuesWriter(ColumnDescriptor column) {
      // The dictionary gives way where there is nothing to look up, as on a page without values.
      return column.getPrimitiveType().getLogicalTypeAnnotation()
              instanceof LogicalTypeAnnotation.StringLogicalTypeAnnotation
          ? FallbackValuesWriter.of(new RepeatedTexts(properties), plain())
          : others.newValuesWriter(column);
    }

    private ValuesWriter plain() {
      return new PlainValuesWriter(
          properties.getInitialSlabSize(),
          properties.getPageSizeThreshold(),
          properties.getAllocator());
    }
  }
}
