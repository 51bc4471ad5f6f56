package io.voltstream.tsdb;

import com.influxdb.client.domain.File;
import com.influxdb.client.domain.Identifier;
import com.influxdb.client.domain.OptionStatement;
import com.influxdb.client.domain.Query;
import com.influxdb.client.domain.Statement;
import com.influxdb.client.domain.StringLiteral;
import com.influxdb.client.domain.VariableAssignment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A question in Flux. Texts from outside are bound: they travel beside the question, as a syntax
 * tree, and become values of its variables without ever being read as Flux. InfluxDB 2 has {@code
 * extern} for that; its {@code params} work in InfluxDB Cloud only.
 */
final class FluxQuery {
  private final StringBuilder text = new StringBuilder();
  private final List<Statement> bound = new ArrayList<>();

  /** All rows of a bucket in a span of time, in Unix milliseconds, the end excluded. */
  static FluxQuery rows(String bucket, long from, long to) {
    FluxQuery query = new FluxQuery().bind("bucket", bucket);
    query.text.append("from(bucket: bucket)");
    return query.then(
        "range(start: %s, stop: %s)", Instant.ofEpochMilli(from), Instant.ofEpochMilli(to));
  }

  /** Makes a text the value of a variable of the question. */
  FluxQuery bind(String variable, String value) {
    VariableAssignment assignment =
        new VariableAssignment()
            .type("VariableAssignment")
            .id(new Identifier().type("Identifier").name(variable))
            .init(new StringLiteral().type("StringLiteral").value(value));
    bound.add(new OptionStatement().type("OptionStatement").assignment(assignment));
    return this;
  }

  /**
   * The next step.
   *
   * @param values numbers, moments and names of our own
   */
  FluxQuery then(String step, Object... values) {
    text.append("\n  |> ").append(step.formatted(values));
    return this;
  }

  /** Steps that are written out already, each on a line of its own. */
  FluxQuery raw(String steps) {
    text.append('\n').append(steps.stripTrailing());
    return this;
  }

  /** Keeps rows for which a condition on {@code r} holds. */
  FluxQuery where(String condition) {
    return then("filter(fn: (r) => %s)", condition);
  }

  /** Whether a column has one of these texts, which are names of our own. */
  static String isOneOf(String column, Collection<String> texts) {
    return texts.stream()
        .map(text -> "r.%s == \"%s\"".formatted(column, text))
        .collect(Collectors.joining(" or ", "(", ")"));
  }

  /** As the client sends it. */
  Query build() {
    return new Query()
        .query(text.toString())
        .extern(new File().type("File").imports(List.of()).body(bound));
  }
}
