package sparkgaia.lab;

/**
 * How often each kind of fault happens, per virtual minute and region, link or worker; 0 for never. A seed draws these
 * first, so that seeds differ in kind and not only in detail: some know only crashes, some only weather.
 */
public record FaultRates(
        Weather weather,
        double cuts,
        double bothWays,
        double stalls,
        double resets,
        double swings,
        double crashes,
        double pauses,
        double slowDisks,
        double diskFailures,
        double workerCrashes,
        double zombies) {

    public static final FaultRates NONE =
            new FaultRates(Weather.CALM, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    private static final double LOSS_MAX = 0.3;
    private static final double REPEAT_MAX = 0.5;
    private static final long HOUR = 3600L * 1_000_000_000;

    static FaultRates draw(Dice dice) {
        var weather =
                new Weather(
                        often(dice) * LOSS_MAX,
                        often(dice) * 0.05,
                        often(dice) * REPEAT_MAX,
                        dice.scaled(10_000_000, HOUR),
                        often(dice) * 0.5);
        return new FaultRates(
                weather,
                often(dice) * 3,
                dice.unit(),
                often(dice) * 6,
                often(dice) * 6,
                often(dice) * 6,
                often(dice) * 4,
                often(dice) * 4,
                often(dice) * 3,
                often(dice) * 1.5,
                often(dice) * 4,
                often(dice) * 3);
    }

    /** Half the time nothing, else any strength, weak ones more often. */
    private static double often(Dice dice) {
        boolean isThere = dice.chance(0.5);
        double strength = dice.unit();
        return isThere ? strength * strength : 0;
    }
}
