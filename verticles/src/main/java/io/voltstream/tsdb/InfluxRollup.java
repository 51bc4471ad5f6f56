package io.voltstream.tsdb;

import com.influxdb.client.BucketsQuery;
import com.influxdb.client.InfluxDBClient;
import com.influxdb.client.OrganizationsQuery;
import com.influxdb.client.TasksQuery;
import com.influxdb.client.domain.Bucket;
import com.influxdb.client.domain.BucketRetentionRules;
import com.influxdb.client.domain.Organization;
import com.influxdb.client.domain.TaskCreateRequest;
import com.influxdb.client.domain.TaskStatusType;
import com.influxdb.exceptions.InfluxException;
import io.voltstream.contract.SignalCatalogue;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Buckets and tasks in InfluxDB, as far as the token may make them. The rollup has a bucket of its
 * own, since a bucket keeps all of its rows equally long; alerts are copied there for the same
 * reason.
 */
final class InfluxRollup {
  /** The figures of a minute: fields of the rollup and names of Flux functions. */
  static final List<String> FIGURES = List.of("count", "sum", "min", "max");

  /** The signal under which a minute's batches are counted. */
  static final String BATCHES = "batches";

  private static final Logger log = LoggerFactory.getLogger(InfluxRollup.class);
  private static final Duration TTL = Duration.ofDays(30);

  private final InfluxDBClient client;
  private final TsdbConfig config;
  private final SignalCatalogue catalogue;

  InfluxRollup(InfluxDBClient client, TsdbConfig config, SignalCatalogue catalogue) {
    this.client = client;
    this.config = config;
    this.catalogue = catalogue;
  }

  /** The bucket of the rollup. */
  static String bucket(TsdbConfig config) {
    return config.bucket() + "_1m";
  }

  /**
   * Makes a missing bucket for raw rows.
   *
   * @return whether it was made
   */
  boolean makeRawBucket() {
    try {
      return organization().map(org -> make(org, config.bucket(), config.rawTtl())).orElse(false);
    } catch (InfluxException e) {
      log.warn("cannot make bucket {}: {}", config.bucket(), e.getMessage());
      return false;
    }
  }

  /** Makes what is missing of the rollup; says in the log what it may not make. */
  void ensure() {
    try {
      Optional<Organization> org = organization();
      if (org.isPresent()) {
        make(org.get(), bucket(config), TTL);
        // Once a minute what is new; once an hour what came late.
        task(org.get(), "1m", "3m");
        task(org.get(), "1h", "2h");
      }
    } catch (InfluxException e) {
      log.warn(
          "no rollup in InfluxDB, so ranges above an hour are read from raw rows: INFLUXDB_TOKEN"
              + " may not read or make bucket {} and its tasks ({})",
          bucket(config),
          e.getMessage());
    }
  }

  private Optional<Organization> organization() {
    OrganizationsQuery query = new OrganizationsQuery();
    query.setOrg(config.org());
    return client.getOrganizationsApi().findOrganizations(query).stream()
        .filter(org -> config.org().equals(org.getName()))
        .findFirst();
  }

  private boolean make(Organization org, String name, Duration keep) {
    BucketsQuery query = new BucketsQuery();
    query.setName(name);
    query.setOrgID(org.getId());
    List<Bucket> existing = client.getBucketsApi().findBuckets(query);
    if (!existing.isEmpty()) {
      return false;
    }
    BucketRetentionRules rule =
        new BucketRetentionRules().everySeconds(Math.toIntExact(keep.toSeconds()));
    client.getBucketsApi().createBucket(name, rule, org.getId());
    log.info("made bucket {}, rows are kept for {} h", name, keep.toHours());
    return true;
  }

  private void task(Organization org, String every, String back) {
    String name = "voltstream %s every %s".formatted(bucket(config), every);
    TasksQuery query = new TasksQuery();
    query.setName(name);
    query.setOrgID(org.getId());
    if (client.getTasksApi().findTasks(query).isEmpty()) {
      String head =
          "import \"date\"\n\noption task = {name: \"%s\", every: %s, offset: 5s}\n\n"
              .formatted(name, every);
      String stop = "date.truncate(t: now(), unit: 1m)";
      String start = "date.sub(d: %s, from: %s)".formatted(back, stop);
      client
          .getTasksApi()
          .createTask(
              new TaskCreateRequest()
                  .orgID(org.getId())
                  .status(TaskStatusType.ACTIVE)
                  .flux(head + flux(start, stop)));
      log.info("made task '{}'", name);
    }
  }

  /**
   * Rolls up whole minutes. To do so again changes nothing.
   *
   * @param start Flux for the begin
   * @param stop Flux for the end
   */
  String flux(String start, String stop) {
    return new RollupFlux(config, catalogue).text(start, stop);
  }
}
