package sparkgaia.lab.swarm;

/**
 * Rare turns of events, each with a rule of the protocol behind it that only matters then. A swarm that has not met one
 * says nothing about its rule, so each must be met within {@link Situations#SEEDS_MAX} seeds (T8).
 */
public enum Situation {
    // What becomes of batches on their way.
    STALE_FRAME("a frame of a connection that is gone arrives, and is dropped"),
    REPEATED_BATCH("a batch that counts already arrives again, and is acknowledged again"),
    EARLY_BATCH_HELD("a batch arrives ahead of its turn, and is held"),
    EARLY_BATCH_APPLIED("the missing batch arrives, and one that was held counts right after it"),
    EARLY_BATCH_DROPPED(
            "a batch arrives so far ahead of its turn that there is no room to hold it"),
    EARLY_BATCH_LOST("batches that were held are forgotten because the connection is another"),
    GAP_NAMED("a gap is named to the sender, because batches behind it were dropped"),
    GAP_ANSWERED("batches are sent again because the other side has named a gap"),
    RESENT_AFTER_RESET("batches of this life are sent again on another connection"),
    RESENT_AFTER_RESTART("batches that an earlier life has sent are sent again"),
    BATCH_BEFORE_STATEMENT("a batch on the data lane overtakes the statement on the control lane"),
    ACK_REPEATED("an acknowledgement says nothing new"),
    ACK_BY_STATEMENT("a statement acknowledges what no acknowledgement did"),

    // What a batch takes and promises.
    EMPTY_BATCH("an empty batch is sealed, only to promise more"),
    OBLIGED_INTO_DEBT("obliged rows are sealed although the bucket goes into debt by them"),
    OBLIGATIONS_SPLIT("obliged rows do not fit into one batch: it may not promise their clock yet"),
    REMAINDER_OBLIGED_AGAIN("what a coarse part left of an obliged row becomes obliged again"),
    CANCELLED_BUT_OBLIGED("deltas of an obliged row cancel, and it is still shared, as zero"),
    NO_ROOM_FOR_OBLIGED("obliged rows wait because too much is not acknowledged"),
    FULL_BATCH_FOLLOWED("a batch is full, and rows that nothing obliges go in another"),
    RATION_USED_UP("rows stay behind because a ration is used up, and there are tokens"),
    FLUSHED_NOT_FINAL("a link promises flushed, not final: somebody was not heard to the end"),

    // The barrier.
    BATCH_BEFORE_ANNOUNCEMENT("the batch that is through an announcement arrives before it"),
    CLOCK_BEFORE_OTHER_ANNOUNCEMENT(
            "a clock is heard in one partition before the announcement of it in another"),
    ANNOUNCEMENT_RESTATED("an open announcement is stated on another connection"),
    ANNOUNCED_AGAIN("a row is announced while an earlier announcement of it is open"),
    PULL_BARRED("a pull waits for announced rows, and for nothing else"),
    BARRED_BOTH_WAYS("two regions bar each other's readers at the same time"),
    PULL_FREED_BY_BATCH("a batch lifts the barrier, and a pull that waited for it is answered"),

    // Hubs.
    HUB_FORWARDED_ANNOUNCEMENT("a hub forwards an announcement"),
    HUB_FORWARDED_OBLIGATION("a hub takes over the obligation of a row that it forwards"),
    HUB_LOWERED_OBLIGATION("a row is obliged at a hub already, and becomes so by an earlier clock"),
    HUB_SPOKE_FOR_SLOWER("a hub says the clock of somebody behind it who is slower"),
    HUB_HELD_BACK("a hub's promise stays below its own clock because of a slow leaf"),
    HUB_RESTARTED_PENDING("a hub restarts while it owes deltas to a link that it forwards into"),
    LATE_FORWARD_NEXT_CLOCK("a delta is forwarded whose clock that link has sealed already"),
    FORWARDED_AFTER_FLUSH("a flushed link still has something forwarded into it"),

    // Clocks that are applied as a whole.
    SETTLED_BY_BATCH("the last batch of a clock arrives after the own clock has ended"),
    BATCH_AHEAD_OF_CLOCK("a batch of a clock arrives before the own clock has ended"),
    LATE_BATCH_NEXT_CLOCK("a batch of a settled clock arrives: it counts as the next"),
    SETTLED_BY_SILENCE("a clock is complete because a member has left the waits"),

    // Attempts of workers.
    JOINED_BEFORE_ANSWER("an attempt begins after a commit was made and before it is answered"),
    ZOMBIE_STAGE_REFUSED("a part of an old attempt is refused"),
    ZOMBIE_COMMIT_REFUSED("a commit of an old attempt is refused"),
    ZOMBIE_PART_STAGED("a part of an old attempt is staged where the new one is not known yet"),
    PART_REPLACED("a staged part is replaced by that of a later attempt"),
    PART_REPEATED("a part that is staged or counts already is staged again"),
    COMMIT_REPEATED("a commit that is durable is asked for again, and is done again by a word"),
    COMMIT_PAST_STOP("a commit of a clock past the stop is turned away"),

    // Processes that die.
    TAIL_LOST("a process dies, and decisions that it has not said yet are lost with it"),
    SEALED_NEVER_SENT("a process dies after a batch is durable and before it was ever sent"),
    TORN_COMMIT("a process dies when a commit is staged at one partition and not at another"),
    PROGRESS_REPEATED("after a restart the lead repeats progress that a partition has lost"),
    STOP_REPEATED("after a restart the lead repeats a stop that a partition has lost"),
    RESTARTED_UNACKED("a region restarts with batches that are sealed and not acknowledged"),
    RESTARTED_ANNOUNCED("a region restarts with open announcements"),
    RESTARTED_UNSETTLED("a region restarts with deltas of a clock that is not complete"),
    FASTER_COMMIT_AT_RESTART(
            "a region restarts with a commit of a worker who is ahead of the clock"),
    START_HELD_FOR_STATEMENT("after a restart a pull waits for a link that has not stated yet"),

    // Members that come and go, and the end.
    SILENT_LEFT("a silent member leaves the waits"),
    REJOINED("a member that was silent is in the waits again"),
    LEAF_ABSENT("a hub says that somebody behind it has left the waits"),
    LEAF_RETURNED("a hub says that somebody behind it is back"),
    PULL_FREED_BY_SILENCE("a pull is answered because a member has left the waits"),
    STOP_PASSED("a stop is heard that was passed: the region stops later"),
    STOP_BY_STATEMENT("a stop is heard by a statement first"),
    METRICS_REPEATED("sums of metrics of a training clock are heard again"),
    LATE_STATEMENT_ANSWERED("a region that has finished answers a statement"),
    COMPLETED_LATER("a region that has finished without somebody hears them to the end after all");

    private final String text;

    Situation(String text) {
        this.text = text;
    }

    /** What happens, in one line. */
    public String text() {
        return text;
    }
}
