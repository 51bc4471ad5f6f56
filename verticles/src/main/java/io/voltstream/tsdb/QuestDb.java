package io.voltstream.tsdb;

import com.influxdb.client.domain.WritePrecision;
import io.voltstream.contract.SignalCatalogue;
import io.voltstream.tsdb.WriteOutcome.Refused;
import io.voltstream.tsdb.WriteOutcome.Retry;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** QuestDB: rows by line protocol, tables and questions by SQL. */
final class QuestDb implements Tsdb {
  private final SignalCatalogue catalogue;
  private final LineClient lines;
  private final QuestDbSql sql;
  private final QuestDbTables tables;

  QuestDb(TsdbConfig config, SignalCatalogue catalogue) {
    this.catalogue = catalogue;
    this.lines = new LineClient(config, WritePrecision.MS);
    this.sql = new QuestDbSql(config);
    this.tables =
        new QuestDbTables(
            sql,
            catalogue,
            config.rawTtl(),
            // A connection goes on with the columns that it has seen first.
            lines::disconnect);
  }

  @Override
  public Optional<String> refusal() {
    try {
      tables.ensure();
      return Optional.empty();
    } catch (TsdbException e) {
      tables.doubt();
      return e.retryCause() == RetryCause.CONFIGURATION
          ? Optional.of(e.getMessage())
          : Optional.empty();
    }
  }

  @Override
  public LineRenderer renderer() {
    return new LineRenderer(LineDialect.QUESTDB, catalogue);
  }

  @Override
  public AlertRenderer alertRenderer() {
    return new AlertRenderer(LineDialect.QUESTDB);
  }

  @Override
  public WriteOutcome write(byte[] bytes, int from, int to) {
    try {
      long made = tables.ensure();
      WriteOutcome outcome = lines.write(bytes, from, to);
      if (outcome instanceof Retry retry && retry.cause() == RetryCause.UNREACHABLE) {
        tables.doubt();
      } else if (outcome instanceof Refused) {
        // It refuses rows for a missing table in the same way as a bad row.
        tables.doubt();
        if (tables.ensure() != made) {
          return retry(RetryCause.CONFIGURATION, "tables or columns were missing, now made anew");
        }
      }
      return outcome;
    } catch (TsdbException e) {
      tables.doubt();
      return retry(e.retryCause(), e.getMessage());
    }
  }

  private static Retry retry(RetryCause cause, String why) {
    return new Retry(Duration.ZERO, cause, why);
  }

  @Override
  public Backlog backlog() {
    try {
      tables.ensure();
      return tables.backlog();
    } catch (TsdbException e) {
      tables.doubt();
      throw e;
    }
  }

  @Override
  public OptionalLong rowsOfSession(long session) {
    String count = "select count() from " + Tables.TELEMETRY + " where session = " + session;
    return OptionalLong.of((Long) sql.run(count).get(0).get(0));
  }

  @Override
  public void close() {
    lines.close();
  }
}
