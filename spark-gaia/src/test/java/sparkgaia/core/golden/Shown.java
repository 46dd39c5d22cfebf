package sparkgaia.core.golden;

import sparkgaia.core.Job;
import sparkgaia.core.Region;
import sparkgaia.core.link.Link;
import sparkgaia.core.link.Links;
import sparkgaia.core.link.Outgoing;
import sparkgaia.core.message.Clocks;
import sparkgaia.core.table.RowSpace;
import sparkgaia.core.table.Rows;

import java.util.ArrayList;
import java.util.List;

/** The command {@code show}: what a partition knows. */
final class Shown {
    private final Job job;
    private final Trace trace;
    private final Region state;
    private final RowSpace space;
    private final List<String> lines = new ArrayList<>();

    Shown(Job job, Trace trace, Region state) {
        this.job = job;
        this.trace = trace;
        this.state = state;
        this.space = job.space(state.partition());
    }

    List<String> lines() {
        int[] ids = new int[space.size()];
        java.util.Arrays.setAll(ids, id -> id);
        lines.add(
                trace.place(state.self(), state.partition())
                        + " clock "
                        + Clocks.text(state.clock())
                        + " of "
                        + state.stop()
                        + " "
                        + Trace.rows(space, state.values().read(ids)));
        Rows unsettled = state.rounds().unsettled();
        if (state.job().model().isByClock() && !unsettled.isEmpty()) {
            lines.add("  not settled " + Trace.rows(space, unsettled));
        }
        for (Links links : state.versions()) {
            for (Link link : links.all()) {
                out(links, link);
                in(links, link);
            }
        }
        state.waits().forEach(text -> lines.add("  " + text));
        if (state.isFinished()) {
            lines.add("  finished" + (state.isComplete() ? ", complete" : ", incomplete"));
        }
        return lines;
    }

    private void out(Links links, Link link) {
        Outgoing out = link.out();
        var text = new StringBuilder("  -> " + job.name(link.peer().region()));
        text.append(Trace.version(links.version()));
        text.append(" sealed ").append(out.sealed()).append(", acked ").append(out.acked());
        text.append(", through ").append(Clocks.text(out.through()));
        text.append(", pending ").append(Trace.rows(space, out.pending()));
        String owed = Trace.ids(space, out.pendingRows().obligedRows());
        text.append(owed.isEmpty() ? "" : ", obliged " + owed);
        lines.add(text.toString());
    }

    private void in(Links links, Link link) {
        var text = new StringBuilder("  <- " + job.name(link.peer().region()));
        text.append(Trace.version(links.version()));
        text.append(" applied ").append(link.in().applied());
        text.append(", through ").append(Clocks.text(link.in().through()));
        text.append(", clock ").append(Clocks.text(link.mirror()));
        text.append(" of ").append(job.name(link.laggard()));
        text.append(link.early().isEmpty() ? "" : ", early " + link.early().keySet());
        text.append(link.peer().isSilent() ? ", silent" : "");
        text.append(link.absent().length == 0 ? "" : ", absent " + trace.names(link.absent()));
        var barred = new ArrayList<Integer>();
        for (int id = 0; id < space.size(); id++) {
            if (link.barrier().isBarred(id, Clocks.INFINITE)) {
                barred.add(id);
            }
        }
        int[] ids = barred.stream().mapToInt(Integer::intValue).toArray();
        text.append(ids.length == 0 ? "" : ", barred " + Trace.ids(space, ids));
        lines.add(text.toString());
    }
}
