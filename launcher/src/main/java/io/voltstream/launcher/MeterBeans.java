package io.voltstream.launcher;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.NamingConvention;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every meter of a registry as an MBean, under the name and the labels that it has in a scrape:
 * {@code io.voltstream:name=voltstream_ingest_refused_total,reason=malformed}. Nothing is counted
 * twice: a bean reads its meter when it is asked. A JMX registry of its own would have to be told
 * of every event, and cost more than the meters of the scrape do.
 */
final class MeterBeans implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(MeterBeans.class);
  private static final String DOMAIN = "io.voltstream";
  private static final Pattern PLAIN = Pattern.compile("[\\w.-]+");

  private final MBeanServer server;
  private final NamingConvention naming;
  private final Map<Meter.Id, ObjectName> shown = new ConcurrentHashMap<>();

  MeterBeans(MeterRegistry registry, MBeanServer server) {
    this.server = server;
    this.naming = registry.config().namingConvention();
    registry.config().onMeterAdded(this::show).onMeterRemoved(meter -> hide(meter.getId()));
    registry.getMeters().forEach(this::show);
  }

  private void show(Meter meter) {
    try {
      ObjectName name = new ObjectName(name(meter.getId()));
      server.registerMBean(new MeterBean(meter), name);
      shown.put(meter.getId(), name);
    } catch (InstanceAlreadyExistsException e) {
      log.debug("{} is shown already", meter.getId());
    } catch (JMException e) {
      log.warn("{} is not shown by JMX", meter.getId(), e);
    }
  }

  private String name(Meter.Id id) {
    StringBuilder name = new StringBuilder(DOMAIN).append(":name=");
    name.append(naming.name(id.getName(), id.getType(), id.getBaseUnit()));
    ending(id).filter(ending -> !name.toString().endsWith(ending)).ifPresent(name::append);
    for (Tag tag : id.getConventionTags(naming)) {
      name.append(',').append(tag.getKey()).append('=').append(quoted(tag.getValue()));
    }
    return name.toString();
  }

  /** Endings that the convention leaves to whoever writes the text of a scrape. */
  private static Optional<String> ending(Meter.Id id) {
    if (id.getType() == Meter.Type.COUNTER) {
      return Optional.of("_total");
    }
    return id.getName().endsWith(".info") ? Optional.of("_info") : Optional.empty();
  }

  private static String quoted(String value) {
    return PLAIN.matcher(value).matches() ? value : ObjectName.quote(value);
  }

  private void hide(Meter.Id id) {
    ObjectName name = shown.remove(id);
    if (name == null) {
      return;
    }
    try {
      server.unregisterMBean(name);
    } catch (InstanceNotFoundException e) {
      log.debug("{} was hidden by somebody else", name);
    } catch (JMException e) {
      log.warn("{} is still shown by JMX", name, e);
    }
  }

  @Override
  public void close() {
    shown.keySet().forEach(this::hide);
  }
}
