package org.rerate.ingest.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * JSON as feeds write it, NaN and Infinity included; an object that names a member twice is none.
 * Nothing is made of numbers here, so that no digit is lost.
 */
final class JsonText {

  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private static final int ASSIGNMENT = 256;

  private static final Pattern NAME =
      Pattern.compile("\uFEFF?(\\s*(var\\s+)?[A-Za-z_$][\\w.$]*\\s*=)?");

  private JsonText() {}

  /**
   * The object that a line holds.
   *
   * @throws JsonParseException if it holds none, or something after it
   */
  static JsonObject object(String line) throws IOException {
    try (JsonParser parser = JSON.createParser(line)) {
      if (parser.nextToken() == JsonToken.START_OBJECT
          && value(parser) instanceof JsonObject object
          && parser.nextToken() == null) {
        return object;
      }
      throw new JsonParseException(parser, "not one object");
    }
  }

  /** The object or list that a document holds; it may be assigned to a name, as scripts do. */
  static Object document(Reader in) throws IOException {
    try (JsonParser parser = JSON.createParser(pastAssignment(in))) {
      parser.nextToken();
      return value(parser);
    }
  }

  /** The text after {@code name =}, if it starts so; a byte order mark is gone past, too. */
  private static Reader pastAssignment(Reader in) throws IOException {
    PushbackReader text = new PushbackReader(in, ASSIGNMENT);
    char[] start = new char[ASSIGNMENT];
    int length = 0;
    int read = text.read(start);
    while (read > 0) {
      length += read;
      read = length < ASSIGNMENT ? text.read(start, length, ASSIGNMENT - length) : 0;
    }
    String beginning = new String(start, 0, length);
    Matcher name = NAME.matcher(beginning);
    int skip = name.lookingAt() ? name.end() : 0;
    text.unread(start, skip, length - skip);
    return text;
  }

  private static Object value(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      JsonObject object = new JsonObject(parser.currentTokenLocation().getLineNr());
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        parser.nextToken();
        object.members().put(name, value(parser));
      }
      return object;
    }
    if (token == JsonToken.START_ARRAY) {
      List<Object> list = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        list.add(value(parser));
      }
      return list;
    }
    if (token == null) {
      throw new JsonParseException(parser, "it is empty");
    }
    return scalar(parser, token);
  }

  private static Object scalar(JsonParser parser, JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_STRING) {
      return parser.getText();
    }
    return token == JsonToken.VALUE_NULL
        ? JsonObject.Literal.NULL
        : new JsonObject.Literal(parser.getText());
  }

  /** A value as JSON, on one line. */
  static String of(Object value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      write(value, json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(Object value, JsonGenerator json) throws IOException {
    if (value instanceof JsonObject object) {
      json.writeStartObject();
      for (Map.Entry<String, Object> member : object.members().entrySet()) {
        json.writeFieldName(member.getKey());
        write(member.getValue(), json);
      }
      json.writeEndObject();
    } else if (value instanceof List<?> list) {
      json.writeStartArray();
      for (Object item : list) {
        write(item, json);
      }
      json.writeEndArray();
    } else if (value instanceof JsonObject.Literal literal) {
      json.writeRawValue(literal.text().isEmpty() ? "null" : literal.text());
    } else {
      json.writeString((String) value);
    }
  }

  /** What a parser complains of, without where it read from. */
  static String complaint(IOException e) {
    return e instanceof JsonParseException parse ? parse.getOriginalMessage() : e.getMessage();
  }
}
