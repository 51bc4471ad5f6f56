package io.voltstream.launcher;

import java.io.PrintWriter;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Arguments to command to exit code; nothing else. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, true);
    PrintWriter err = new PrintWriter(System.err, true);
    // Scripts read our standard output: what a library prints by itself does not belong there.
    System.setOut(System.err);
    System.exit(run(args, System.getenv(), out, err));
  }

  /** Runs one command to its end. */
  static int run(String[] args, Map<String, String> environment, PrintWriter out, PrintWriter err) {
    CommandLine line = VoltstreamCommand.line(environment);
    line.setOut(out).setErr(err);
    line.setParameterExceptionHandler(Main::wrongUsage);
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> FailureLine.print(failure, environment, err).number());
    return line.execute(args);
  }

  private static int wrongUsage(ParameterException wrong, String[] args) {
    CommandLine command = wrong.getCommandLine();
    String what = wrong.getMessage().lines().findFirst().orElse("");
    String guess = wrong instanceof UnmatchedArgumentException unknown ? guess(unknown) : "";
    String help = command.getCommandSpec().qualifiedName() + " --help";
    command.getErr().println("voltstream: " + what + "." + guess + " See '" + help + "'.");
    return ExitCode.USAGE.number();
  }

  private static String guess(UnmatchedArgumentException unknown) {
    CommandLine command = unknown.getCommandLine();
    Set<String> names = new TreeSet<>(command.getCommandSpec().optionsMap().keySet());
    names.addAll(command.getSubcommands().keySet());
    return DidYouMean.among(names, unknown.getUnmatched().get(0));
  }
}
