package sparkgaia.core;

import sparkgaia.core.Record.Image;
import sparkgaia.core.link.Links;
import sparkgaia.core.message.Message;
import sparkgaia.core.table.Rows;
import sparkgaia.core.view.Version;

import java.util.function.Consumer;

/**
 * The durable state as a sequence of records, so that a journal can begin with them instead of all that led to it. Every
 * part of the state writes and reads its own; this gives them their order. What a restart forgets is not in it.
 */
final class Snapshot {
    private Snapshot() {}

    static void write(State state, Consumer<Record> sink) {
        sink.accept(state.life());
        for (Version version : state.history.all()) {
            sink.accept(new Image.VersionKnown(version));
        }
        for (Links links : state.versions) {
            links.image(sink);
        }
        state.values.image(sink);
        state.commits.image(sink);
        state.rounds.image(sink);
        state.metrics.image(sink);
        state.agreement.image(sink);
        if (state.copy() != null) {
            write(state.copy(), sink);
        }
        sink.accept(new Image.Whole());
    }

    private static void write(Message.Copy copy, Consumer<Record> sink) {
        int[] noIds = {};
        int[][] noStates = {};
        copy.rows()
                .slices(
                        rows ->
                                sink.accept(
                                        new Image.CopyKept(
                                                new Message.Copy(
                                                        copy.version(), rows, noIds, noStates))));
        if (copy.outerIds().length > 0) {
            copy.outer()
                    .slices(
                            states ->
                                    sink.accept(
                                            new Image.CopyKept(
                                                    new Message.Copy(
                                                            copy.version(),
                                                            Rows.EMPTY,
                                                            states.ids(),
                                                            states.cells()))));
        }
    }

    static void restore(State state, Image image) {
        if (image instanceof Image.OfValues part) {
            state.values.restore(part);
        } else if (image instanceof Image.OfLink part) {
            state.version(part.version()).link(part.peer()).restore(part);
        } else if (image instanceof Image.OfCommits part) {
            state.commits.restore(part);
        } else if (image instanceof Image.OfRounds part) {
            state.rounds.restore(part);
        } else if (image instanceof Image.OfMetrics part) {
            state.metrics.restore(part);
        } else if (image instanceof Image.OfAgreement part) {
            state.agreement.restore(part);
        } else if (image instanceof Image.CopyKept part) {
            state.restore(part.part());
        } else if (image instanceof Image.LinksKept part) {
            state.restore(part);
        } else if (image instanceof Image.VersionKnown known) {
            state.history.add(known.version());
        } else if (image instanceof Image.Life life) {
            state.restore(life);
        }
    }
}
