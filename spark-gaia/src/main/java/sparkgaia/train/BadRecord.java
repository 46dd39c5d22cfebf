package sparkgaia.train;

/** A record that a trainer cannot train on. */
public final class BadRecord extends TrainingFault {
    private static final long serialVersionUID = 1L;

    /** @param number counts the worker's records from 0, in their stable order */
    public BadRecord(ShardContext context, long number, String flaw) {
        super(
                String.format(
                        "record %d of worker %d in region %s: %s",
                        number, context.worker(), context.region(), flaw));
    }
}
