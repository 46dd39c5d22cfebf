package sparkgaia.train;

/** A restarted worker found other records than those that its shard was opened with. */
public final class RecordsChanged extends TrainingFault {
    private static final long serialVersionUID = 1L;

    RecordsChanged(ShardContext context, long before, long now) {
        super(
                String.format(
                        "worker %d in region %s finds other records than it began with (digest %016x, was %016x):"
                                + " give it the same records in the same order, or start the job anew",
                        context.worker(), context.region(), now, before));
    }
}
