package sparkgaia.cli;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

import sparkgaia.lab.data.BadCorpus;
import sparkgaia.lab.data.BadIdx;
import sparkgaia.lab.data.BadRatings;
import sparkgaia.lab.wan.BadWan;
import sparkgaia.server.ledger.BadLedger;
import sparkgaia.server.settings.Nearest;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Collection;

/** Says what went wrong in one line, and chooses the exit status. */
final class Trouble {
    private Trouble() {}

    /** Wrong usage: what is wrong, the nearest right word, and where to read more. */
    static int misused(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("gaia: " + words(e, command));
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return Gaia.MISUSED;
    }

    private static String words(ParameterException e, CommandLine command) {
        if (!(e instanceof UnmatchedArgumentException unmatched)
                || unmatched.getUnmatched().isEmpty()) {
            return e.getMessage();
        }
        String word = unmatched.getUnmatched().get(0);
        boolean isOption = word.startsWith("-");
        Collection<String> known =
                isOption
                        ? command.getCommandSpec().optionsMap().keySet()
                        : command.getSubcommands().keySet();
        String name = isOption && word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
        return unknown(isOption ? "option" : "command", name, known);
    }

    static String unknown(String kind, String word, Collection<String> known) {
        String nearest = Nearest.of(word, known);
        return "unknown "
                + kind
                + " \""
                + word
                + "\""
                + (nearest == null ? "" : "; the nearest is \"" + nearest + "\"");
    }

    /** It failed: one line where the input or the machine is to blame; everything where we are. */
    static int failed(Exception e, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (e instanceof BadWan
                || e instanceof BadLedger
                || e instanceof BadRatings
                || e instanceof BadCorpus
                || e instanceof BadIdx
                || e instanceof IllegalArgumentException) {
            err.println("gaia: " + e.getMessage());
        } else if (e instanceof IOException failure) {
            err.println("gaia: " + words(failure));
        } else if (e instanceof UncheckedIOException failure) {
            err.println("gaia: " + words(failure.getCause()));
        } else {
            err.println("gaia: a fault of this program, please report it with what follows:");
            e.printStackTrace(err);
        }
        return Gaia.FAILED;
    }

    private static String words(IOException e) {
        if (e instanceof NoSuchFileException missing) {
            return missing.getFile() + ": there is no such file or folder; check the path";
        }
        if (e instanceof FileSystemException refused) {
            String reason = refused.getReason() == null ? "cannot be used" : refused.getReason();
            return refused.getFile() + ": " + reason + "; check the path and its permissions";
        }
        return String.valueOf(e.getMessage());
    }
}
