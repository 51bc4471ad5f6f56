package io.voltstream.cluster;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A node's status as bytes. Each list begins with its length. */
final class StatusBytes {
  /** More roles or ports than a node can have: not one of ours. */
  private static final int LONGEST = 100;

  private StatusBytes() {}

  static byte[] of(NodeStatus node) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeUTF(node.id());
      out.writeUTF(node.name());
      out.writeUTF(node.version());
      out.writeLong(node.since());
      out.writeInt(node.roles().size());
      for (String role : node.roles()) {
        out.writeUTF(role);
      }
      write(out, node.instances());
      write(out, node.ports());
      write(out, node.lag());
    } catch (IOException e) {
      throw new UncheckedIOException("no name is as long as that", e);
    }
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream out, Map<String, ? extends Number> numbers)
      throws IOException {
    out.writeInt(numbers.size());
    for (Map.Entry<String, ? extends Number> number : numbers.entrySet()) {
      out.writeUTF(number.getKey());
      out.writeLong(number.getValue().longValue());
    }
  }

  /**
   * @throws IOException when these are not the bytes of a status
   */
  static NodeStatus read(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    String id = in.readUTF();
    String name = in.readUTF();
    String version = in.readUTF();
    long since = in.readLong();
    List<String> roles = new ArrayList<>();
    for (int left = length(in); left > 0; left--) {
      roles.add(in.readUTF());
    }
    Map<String, Integer> instances = small(numbers(in));
    Map<String, Integer> ports = small(numbers(in));
    return new NodeStatus(id, name, roles, instances, since, ports, numbers(in), version);
  }

  private static int length(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > LONGEST) {
      throw new IOException("a list of " + length);
    }
    return length;
  }

  private static Map<String, Long> numbers(DataInputStream in) throws IOException {
    Map<String, Long> numbers = new LinkedHashMap<>();
    for (int left = length(in); left > 0; left--) {
      numbers.put(in.readUTF(), in.readLong());
    }
    return numbers;
  }

  private static Map<String, Integer> small(Map<String, Long> numbers) {
    Map<String, Integer> small = new LinkedHashMap<>();
    numbers.forEach((name, number) -> small.put(name, number.intValue()));
    return small;
  }
}
