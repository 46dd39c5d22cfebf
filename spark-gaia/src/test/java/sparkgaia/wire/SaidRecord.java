package sparkgaia.wire;

import sparkgaia.core.Record;
import sparkgaia.core.message.Message;
import sparkgaia.core.message.Message.Consent;

import java.util.Arrays;
import java.util.HexFormat;

/** A record in words, every field of it: equal words are equal records. */
final class SaidRecord {
    private SaidRecord() {}

    static String of(Record record) {
        if (record instanceof Record.PartStaged part) {
            return part.toString();
        } else if (record instanceof Record.CommitMade commit) {
            return commit
                    + " metrics "
                    + Arrays.toString(commit.metrics())
                    + " patch x"
                    + HexFormat.of().formatHex(commit.patch())
                    + " save "
                    + (commit.save() == null
                            ? "none"
                            : "x" + HexFormat.of().formatHex(commit.save()));
        } else if (record instanceof Record.Progressed progress) {
            return progress + " attempts " + Arrays.toString(progress.attempts());
        } else if (record instanceof Record.BatchArrived arrived) {
            return "BatchArrived[v"
                    + arrived.version()
                    + " from "
                    + arrived.from()
                    + "] "
                    + Said.of(arrived.batch());
        } else if (record instanceof Record.BatchSealed sealed) {
            return "BatchSealed[v"
                    + sealed.version()
                    + " to "
                    + sealed.to()
                    + "] "
                    + Said.of(sealed.batch());
        }
        return record instanceof Record.Image image ? SaidImage.of(image) : ofViews(record);
    }

    private static String ofViews(Record record) {
        if (record instanceof Record.VersionBegun begun) {
            return "VersionBegun " + Said.of(new Message.Begin(begun.version()));
        } else if (record instanceof Record.ViewConsented consented) {
            var consent =
                    new Consent(
                            consented.view(), consented.topologies(), consented.consent(), false);
            return "ViewConsented " + Said.of(consent);
        } else if (record instanceof Record.ConsentHeard heard) {
            String newest =
                    heard.consent().newest() == null
                            ? "none"
                            : Said.of(new Message.Begin(heard.consent().newest()));
            return "ConsentHeard["
                    + heard.member()
                    + "] started "
                    + heard.consent().started()
                    + " newest "
                    + newest;
        } else if (record instanceof Record.CopyTaken taken) {
            return "CopyTaken[v" + taken.version() + "] " + Said.of(taken.copy());
        }
        return record.toString();
    }
}
