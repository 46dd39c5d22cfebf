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
    JOB_FAILED(Record.JobFailed.class);

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
