package sparkgaia.cli;

import picocli.CommandLine.Option;

/** The option {@code --days}: how long a certificate is good. */
final class Validity {
    private static final int DAYS_MAX = 36_500;

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "730",
            description = "how long a region's certificate is good (default: ${DEFAULT-VALUE})")
    private int days;

    int days() {
        if (days < 1 || days > DAYS_MAX) {
            throw new IllegalArgumentException(
                    "--days is " + days + ", must be between 1 and " + DAYS_MAX);
        }
        return days;
    }
}
