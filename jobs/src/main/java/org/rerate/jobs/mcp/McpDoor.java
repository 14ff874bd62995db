package org.rerate.jobs.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.rerate.action.ActionContext;
import org.rerate.action.Rerate;
import org.rerate.domain.Secrets;
import org.rerate.jobs.serve.Questions;
import org.rerate.jobs.serve.Unanswered;

/**
 * Speaks the Model Context Protocol; it alone knows the library of that. A call is a question of
 * {@link Questions}: the same gate, limits and audit as of every other door.
 */
final class McpDoor implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String PEER = "stdio";

  private static final String INSTRUCTIONS =
      """
      Rerate holds point-in-time valuations of baskets of companies. Begin with the tool baskets.
      A missing number is null, never zero; its status says why, and causes says it in words.
      Always report coverage beside a number (how many members it is of), and the notices of the
      data, such as that they are illustrative. sql answers what no other tool does; tables lists
      what can be asked.""";

  private final McpSyncServer server;
  private final Questions questions;
  private final ToolContext context;

  private McpDoor(Conversation conversation, Rerate rerate, Questions questions) {
    this.questions = questions;
    this.context = new ToolContext(rerate);
    JacksonMcpJsonMapper json = new JacksonMcpJsonMapper(new ObjectMapper());
    server =
        McpServer.sync(
                new StdioServerTransportProvider(json, conversation.input(), conversation.output()))
            .serverInfo(Implementation.builder("rerate", ActionContext.VERSION).build())
            .instructions(INSTRUCTIONS)
            .jsonMapper(json)
            // Ours tell what exists.
            .validateToolInputs(false)
            .capabilities(ServerCapabilities.builder().tools(false).build())
            .tools(AnalystTools.of(context).stream().map(this::specification).toList())
            .build();
  }

  /**
   * Begins to listen.
   *
   * @param ended is told when the client has closed its side
   */
  static McpDoor open(
      InputStream in, OutputStream out, Rerate rerate, Questions questions, Runnable ended) {
    Conversation conversation = new Conversation(in, out, questions.maxSeconds(), ended);
    return new McpDoor(conversation, rerate, questions);
  }

  private SyncToolSpecification specification(AnalystTool tool) {
    Tool told =
        Tool.builder(tool.name(), AnswerSchema.input(tool.parameters()))
            .title(tool.title())
            .description(tool.description())
            .outputSchema(AnswerSchema.output(tool.columns()))
            .annotations(
                ToolAnnotations.builder()
                    .title(tool.title())
                    .readOnlyHint(true)
                    .destructiveHint(false)
                    .idempotentHint(true)
                    .openWorldHint(false)
                    .build())
            .build();
    return SyncToolSpecification.builder()
        .tool(told)
        .callHandler((exchange, request) -> call(tool, exchange, request))
        .build();
  }

  private CallToolResult call(
      AnalystTool tool, McpSyncServerExchange exchange, CallToolRequest request) {
    Map<String, Object> given = request.arguments() == null ? Map.of() : request.arguments();
    String user = exchange.getClientInfo() == null ? "" : exchange.getClientInfo().name();
    String text = text(tool.name(), given);
    try {
      return questions.answer(
          PEER,
          user,
          text,
          asked -> {
            ToolAnswer answer = tool.answer(new ToolArguments(tool, given), asked);
            Map<String, Object> provenance = new AnswerOrigin(context).of(answer, asked);
            asked.count(answer.rows().size());
            return CallToolResult.builder()
                .addTextContent(AnswerText.of(answer, provenance))
                .structuredContent(answer.structured(provenance))
                .isError(false)
                .build();
          });
    } catch (Unanswered e) {
      if (e.kind() == Unanswered.Kind.BUSY) {
        questions.refused(PEER, user, text, "turned away", e.getMessage());
      }
      return failed(e.getMessage());
    }
  }

  /** What is asked, for the audit: SQL as it is, else the name and the arguments. */
  private static String text(String tool, Map<String, Object> given) {
    if (tool.equals("sql") && given.get("query") instanceof String query) {
      return query;
    }
    try {
      return tool + " " + JSON.writeValueAsString(given);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Problem, cause and remedy as an error of the tool, which an assistant reads and mends. */
  private static CallToolResult failed(String why) {
    String told = why == null ? "the question was stopped, since the client has left" : why;
    String sentence = told.substring(0, 1).toUpperCase(Locale.ROOT) + told.substring(1);
    return CallToolResult.builder()
        .content(List.of())
        .addTextContent(Secrets.masked(sentence))
        .isError(true)
        .build();
  }

  /** Ends what nobody waits for any more. */
  void finish() {
    questions.stopAll();
  }

  @Override
  public void close() {
    server.close();
  }
}
