package sparkgaia.wire;

import sparkgaia.core.Record;

/** The kinds of records in a journal, by their number in it: 1 for the first. Only ever added to at the end. */
enum RecordKind {
    STARTED(Record.Started.class),
    ATTEMPT_BEGUN(Record.AttemptBegun.class),
    PART_STAGED(Record.PartStaged.class),
    COMMIT_MADE(Record.CommitMade.class),
    PROGRESSED(Record.Progressed.class),
    BATCH_ARRIVED(Record.BatchArrived.class),
    BATCH_SEALED(Record.BatchSealed.class),
    BATCH_ACKED(Record.BatchAcked.class),
    ROWS_ANNOUNCED(Record.RowsAnnounced.class),
    CLOCK_SETTLED(Record.ClockSettled.class),
    METRICS_HEARD(Record.MetricsHeard.class),
    STOP_SET(Record.StopSet.class),
    VERSION_BEGUN(Record.VersionBegun.class),
    VIEW_CONSENTED(Record.ViewConsented.class),
    CONSENT_HEARD(Record.ConsentHeard.class),
    VIEW_DROPPED(Record.ViewDropped.class),
    COPY_TAKEN(Record.CopyTaken.class),
    JOB_DONE(Record.JobDone.class),
    JOB_FAILED(Record.JobFailed.class),

    // Parts of an image.
    LIFE(Record.Image.Life.class),
    VERSION_KNOWN(Record.Image.VersionKnown.class),
    LINKS_KEPT(Record.Image.LinksKept.class),
    HEARD(Record.Image.Heard.class),
    SENT(Record.Image.Sent.class),
    ROWS_PENDING(Record.Image.RowsPending.class),
    CLOCK_PENDING(Record.Image.ClockPending.class),
    BATCH_KEPT(Record.Image.BatchKept.class),
    ANNOUNCEMENT_KEPT(Record.Image.AnnouncementKept.class),
    ROWS_WARNED(Record.Image.RowsWarned.class),
    ROW_VALUES(Record.Image.RowValues.class),
    OWN_COUNTS(Record.Image.OwnCounts.class),
    WORKERS_AT(Record.Image.WorkersAt.class),
    PART_KEPT(Record.Image.PartKept.class),
    SHARD_STATE(Record.Image.ShardState.class),
    ROUNDS_AT(Record.Image.RoundsAt.class),
    ROUND_SUM(Record.Image.RoundSum.class),
    ROUND_RESIDUAL(Record.Image.RoundResidual.class),
    OUTER_STATES(Record.Image.OuterStates.class),
    METRICS_FORGOTTEN(Record.Image.MetricsForgotten.class),
    OWN_METRICS(Record.Image.OwnMetrics.class),
    LINK_METRICS(Record.Image.LinkMetrics.class),
    PROPOSAL_DEAD(Record.Image.ProposalDead.class),
    PROPOSAL(Record.Image.Proposal.class),
    PROPOSAL_CONSENT(Record.Image.ProposalConsent.class),
    COPY_KEPT(Record.Image.CopyKept.class),
    WHOLE(Record.Image.Whole.class);

    private static final RecordKind[] ALL = values();

    private final Class<? extends Record> type;

    RecordKind(Class<? extends Record> type) {
        this.type = type;
    }

    int number() {
        return ordinal() + 1;
    }

    /** The kind of this number, or null. */
    static RecordKind of(int number) {
        return number >= 1 && number <= ALL.length ? ALL[number - 1] : null;
    }

    static RecordKind of(Record record) {
        for (RecordKind kind : ALL) {
            if (kind.type == record.getClass()) {
                return kind;
            }
        }
        throw new IllegalStateException("no kind for " + record.getClass());
    }
}
