package io.voltstream.launcher;

import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Statistic;
import java.util.Locale;
import java.util.stream.StreamSupport;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;

/**
 * One meter as an MBean that cannot be written to. A counter has the attribute Count, a gauge
 * Value, a timer Count, TotalTime and Max, in seconds; all are doubles.
 */
final class MeterBean implements DynamicMBean {
  private final Meter meter;

  MeterBean(Meter meter) {
    this.meter = meter;
  }

  @Override
  public Object getAttribute(String attribute) throws AttributeNotFoundException {
    for (Measurement measurement : meter.measure()) {
      if (name(measurement.getStatistic()).equals(attribute)) {
        return measurement.getValue();
      }
    }
    throw new AttributeNotFoundException(
        "'" + attribute + "' is none of the attributes of " + meter.getId().getName());
  }

  /** Count, TotalTime, ... */
  private static String name(Statistic statistic) {
    StringBuilder name = new StringBuilder();
    for (String word : statistic.name().split("_")) {
      name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return name.toString();
  }

  /** Gives those that there are. */
  @Override
  public AttributeList getAttributes(String[] attributes) {
    AttributeList list = new AttributeList();
    for (String attribute : attributes) {
      try {
        list.add(new Attribute(attribute, getAttribute(attribute)));
      } catch (AttributeNotFoundException e) {
        // JMX wants it left out.
      }
    }
    return list;
  }

  @Override
  public MBeanInfo getMBeanInfo() {
    MBeanAttributeInfo[] attributes =
        StreamSupport.stream(meter.measure().spliterator(), false)
            .map(measurement -> name(measurement.getStatistic()))
            .distinct()
            .map(name -> new MBeanAttributeInfo(name, "double", description(), true, false, false))
            .toArray(MBeanAttributeInfo[]::new);
    return new MBeanInfo(Meter.class.getName(), description(), attributes, null, null, null);
  }

  private String description() {
    String description = meter.getId().getDescription();
    return description == null ? meter.getId().getName() : description;
  }

  @Override
  public void setAttribute(Attribute attribute) {
    throw new UnsupportedOperationException("meters are read only");
  }

  @Override
  public AttributeList setAttributes(AttributeList attributes) {
    throw new UnsupportedOperationException("meters are read only");
  }

  @Override
  public Object invoke(String action, Object[] arguments, String[] signature) {
    throw new UnsupportedOperationException("meters have no operations");
  }
}
