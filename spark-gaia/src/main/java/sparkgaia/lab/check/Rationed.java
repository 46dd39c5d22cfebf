package sparkgaia.lab.check;

import sparkgaia.core.message.Clocks;
import sparkgaia.core.message.Message.Batch;
import sparkgaia.core.sync.SyncModel;
import sparkgaia.core.table.Coarse;
import sparkgaia.core.table.Rows;

/** What a link was given and what it has sent unobliged, in bytes: the one is no more than the model's part of the other. */
final class Rationed {
    private long given;
    private long sent;

    Rationed copy() {
        var copy = new Rationed();
        copy.given = given;
        copy.sent = sent;
        return copy;
    }

    void give(Rows rows) {
        for (int[] cells : rows.cells()) {
            given += Coarse.bytes(cells.length, Coarse.FULL);
        }
    }

    void seal(SyncModel model, Batch batch, String where) {
        int last = 0;
        for (int i = 0; i < batch.rows().size(); i++) {
            if (batch.obligedBy()[i] == Clocks.INFINITE) {
                last = model.choice().bytes(batch.rows().cells()[i]);
                sent += last;
            }
        }
        Violation.check(
                model.ration() == 1 || last == 0 || sent - last <= model.ration() * given,
                "I8",
                "%s has sent %d bytes that nothing obliged, of %d that it was given",
                where,
                sent,
                given);
    }
}
