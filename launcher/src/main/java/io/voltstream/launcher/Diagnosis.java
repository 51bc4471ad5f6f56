package io.voltstream.launcher;

import io.vertx.core.Future;
import io.voltstream.backends.DataFolderException;
import io.voltstream.backends.PortTakenException;
import io.voltstream.cluster.ClusterFileException;
import io.voltstream.simulator.TokenRefusedException;
import io.voltstream.spine.KafkaUnreachableException;
import io.voltstream.spine.PartitionsDifferException;
import java.net.BindException;

/** From what a part failed with to the line and the code that people get. */
final class Diagnosis {
  private Diagnosis() {}

  /** The known failure behind it; the failure itself when it is not known. */
  static Throwable of(Throwable failure) {
    if (failure instanceof KafkaUnreachableException) {
      return new StartFailure(ExitCode.KAFKA_UNREACHABLE, failure.getMessage(), failure);
    }
    if (failure instanceof PartitionsDifferException) {
      return new StartFailure(ExitCode.PARTITIONS_DIFFER, failure.getMessage(), failure);
    }
    if (failure instanceof ClusterFileException) {
      return new StartFailure(
          ExitCode.CLUSTER_FILE, failure.getMessage() + "; check CLUSTER_CONFIG", failure);
    }
    if (failure instanceof TokenRefusedException) {
      return new StartFailure(ExitCode.TOKEN_REFUSED, failure.getMessage(), failure);
    }
    if (failure instanceof DataFolderException) {
      return new StartFailure(
          ExitCode.DATA_FOLDER, failure.getMessage() + " (DATA_DIR or --data)", failure);
    }
    return failure;
  }

  /** For the failure of a part that listens: names the port's setting when the port is taken. */
  static <T> Future<T> listening(Throwable failure, Setting port, Settings settings) {
    if (!isPortTaken(failure)) {
      return Future.failedFuture(failure);
    }
    return Future.failedFuture(portTaken(port, settings, failure));
  }

  static StartFailure portTaken(Setting port, Settings settings, Throwable failure) {
    String line =
        "port %d on %s is taken: stop what listens there, or set %s to another port, 0 for any"
            .formatted(settings.port(port), settings.text(Setting.BIND_ADDRESS), port);
    return new StartFailure(ExitCode.PORT_TAKEN, line, failure);
  }

  private static boolean isPortTaken(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      // The native transport has an exception of its own for it, and only the text to tell.
      if (cause instanceof PortTakenException
          || cause instanceof BindException
          || String.valueOf(cause.getMessage()).contains("Address already in use")) {
        return true;
      }
    }
    return false;
  }
}
