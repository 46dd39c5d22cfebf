package sparkgaia.lab;

import sparkgaia.core.table.Range;

/**
 * What the journals stand on.
 *
 * @param isInstant a record is durable at once, without an event: for runs about speed
 * @param syncNanosMax the longest that a sync takes while the disk is well
 * @param snapshotChance of a snapshot after an event: the journal begins anew with an image
 */
public record Disks(boolean isInstant, long syncNanosMax, double snapshotChance) {
    public static final Disks USUAL = new Disks(false, 10_000_000, 0);
    public static final Disks INSTANT = new Disks(true, 10_000_000, 0);

    public Disks {
        Range.check("longest sync in nanoseconds", syncNanosMax, 1, 60_000_000_000L);
        Range.check("chance of a snapshot", snapshotChance, 0.0, 1.0);
    }

    public Disks withSnapshots(double chance) {
        return new Disks(isInstant, syncNanosMax, chance);
    }
}
