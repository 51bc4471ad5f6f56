package io.voltstream.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between a vehicle and ingest and cuts each connection when it has carried so many bytes of
 * acks: the last of them never arrive. After two cuts it lets nobody in until it is opened again.
 */
final class CuttingProxy implements AutoCloseable {
  /** Some 200 acks. */
  private static final int BYTES_UNTIL_CUT = 4_000;

  private static final int CUTS_UNTIL_CLOSED = 2;

  private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger cuts = new AtomicInteger();
  private volatile String ingest;

  /**
   * @param ingest its host:port
   */
  CuttingProxy(String ingest) throws IOException {
    this.ingest = ingest;
    threads.execute(this::letIn);
  }

  String address() {
    return "127.0.0.1:" + door.getLocalPort();
  }

  boolean isShut() {
    return cuts.get() == CUTS_UNTIL_CLOSED;
  }

  /** Lets vehicles in again, to this ingest. */
  void open(String host) {
    ingest = host;
    cuts.incrementAndGet();
  }

  private void letIn() {
    while (!door.isClosed()) {
      try {
        Socket vehicle = door.accept();
        if (isShut()) {
          vehicle.close();
        } else {
          connect(vehicle);
        }
      } catch (IOException e) {
        // The vehicle or the test has gone.
      }
    }
  }

  private void connect(Socket vehicle) throws IOException {
    int colon = ingest.lastIndexOf(':');
    Socket server = new Socket();
    server.connect(
        new InetSocketAddress(
            ingest.substring(0, colon), Integer.parseInt(ingest.substring(colon + 1))),
        10_000);
    threads.execute(() -> carry(vehicle, server, Integer.MAX_VALUE));
    threads.execute(() -> carry(server, vehicle, BYTES_UNTIL_CUT));
  }

  private void carry(Socket from, Socket to, int limit) {
    byte[] bytes = new byte[512];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      int carried = 0;
      for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
        carried += read;
        if (carried > limit) {
          cuts.incrementAndGet();
          return;
        }
        to.getOutputStream().write(bytes, 0, read);
      }
    } catch (IOException e) {
      // The other direction, or a peer, has closed the connection.
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    threads.shutdownNow();
  }
}
