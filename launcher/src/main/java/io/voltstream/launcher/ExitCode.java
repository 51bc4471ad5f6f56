package io.voltstream.launcher;

/** How the process ends. Scripts and service managers may rely on the numbers. */
enum ExitCode {
  OK(0, "done, or stopped when asked"),
  UNEXPECTED(1, "a failure that has no code of its own"),
  USAGE(2, "the command line is wrong"),
  BAD_SETTING(3, "a setting has a value that is not allowed"),
  UNKNOWN_ROLE(4, "`node` was given a role that does not exist"),
  PORT_TAKEN(5, "a port that is to be listened on belongs to another process"),
  KAFKA_UNREACHABLE(6, "no broker answered within KAFKA_START_TIMEOUT, or none that can be used"),
  DATA_FOLDER(7, "the data folder is in use by another process, or cannot be written"),
  DISK_FULL(8, "less than DISK_STOP_BYTES was left, so the node stopped in good order"),
  NOT_READY(9, "a part, or the simulated fleet, was not up within its time"),
  PARTITIONS_DIFFER(10, "the topics of telemetry and of alert state differ in their partitions"),
  CLUSTER_FILE(11, "the cluster's file is missing, cannot be read, or would let strangers join"),
  CLUSTER_NOT_JOINED(12, "the node could not join the cluster within its time"),
  OPEN_DOOR(13, "it would listen beyond this machine with neither VOLTSTREAM_TOKEN nor --insecure"),
  TOKEN_REFUSED(14, "ingest did not let the simulated fleet in: VOLTSTREAM_TOKEN differs"),
  NOT_WELL(15, "`doctor` found something that failed"),
  DATABASE_REFUSES(
      16, "the database answers, but with these settings it will never take rows: token, names");

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  int number() {
    return number;
  }

  String meaning() {
    return meaning;
  }
}
