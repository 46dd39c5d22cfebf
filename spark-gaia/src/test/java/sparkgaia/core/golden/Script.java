package sparkgaia.core.golden;

import sparkgaia.core.Command;
import sparkgaia.core.Effect;
import sparkgaia.core.Event;
import sparkgaia.core.Job;
import sparkgaia.core.message.Frame;
import sparkgaia.core.message.Message.Lane;
import sparkgaia.core.message.Reply;
import sparkgaia.core.message.Request;
import sparkgaia.core.topology.Topology;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Carries out commands, one by one, and says what came of each. The README beside the scenarios lists them. */
final class Script {
    private static final int STEPS_MAX = 10_000;
    private static final String NEWCOMER = "newcomer";

    private Job job;
    private Trace trace;
    private Requests requests;
    private Network network;
    private Host[][] hosts;
    private final ArrayDeque<Told> inside = new ArrayDeque<>();
    private List<String> lines = new ArrayList<>();
    private long now;

    /** What a partition has been told by another of its region. */
    private record Told(Host to, Event event) {}

    /** What comes of a command. */
    List<String> run(String line) {
        lines = new ArrayList<>();
        try {
            command(new Words(line));
        } catch (IllegalArgumentException | IllegalStateException refused) {
            lines.add("error: " + refused.getMessage());
        }
        return lines;
    }

    private void command(Words words) {
        switch (words.name()) {
            case "job" -> job(words);
            case "start", "restart" -> start(words);
            case "crash" -> crash(words);
            case "connect" -> connect(words);
            case "reset" -> reset(words);
            case "measure" -> measure(words);
            case "deliver" -> deliver(words);
            case "repeat" -> hear(frame(words));
            case "drop" -> network.remove(frame(words));
            case "join" -> ask(host(words.plain(0), 0), requests.join(words));
            case "stage" -> stage(words);
            case "commit" -> ask(host(words.plain(0), 0), requests.commit(words));
            case "work" -> work(words);
            case "pull" -> pull(words);
            case "tick" -> tick(words);
            case "disk" -> disk(words);
            case "fsync" -> fsync(words);
            case "snapshot" -> snapshot(words);
            case "abandon" -> abandon(words);
            case "topology", "view" -> change(words);
            case "show" -> show(words);
            case "quietly" -> {
                command(new Words(words.rest()));
                lines.clear();
            }
            default -> throw new IllegalArgumentException("there is no command " + words.name());
        }
        goOn();
    }

    private void job(Words words) {
        job = new JobWords(words).job();
        trace = new Trace(job);
        requests = new Requests(job);
        network = new Network();
        hosts = new Host[job.regions()][job.partitions()];
        for (int region = 0; region < job.regions(); region++) {
            for (int partition = 0; partition < job.partitions(); partition++) {
                int self = region;
                int own = partition;
                hosts[region][partition] =
                        new Host(job, region, partition, effect -> carryOut(self, own, effect));
            }
        }
    }

    private void carryOut(int region, int partition, Effect effect) {
        String text = trace.effect(region, partition, effect);
        if (text != null) {
            lines.add(text);
        }
        if (effect instanceof Effect.Send send) {
            network.send(
                    new Frame(
                            region,
                            send.peer(),
                            partition,
                            send.version(),
                            send.session(),
                            send.message()));
        } else if (effect instanceof Effect.Answer answer
                && answer.reply() instanceof Reply.Pulled pulled) {
            requests.answered(answer.worker(), partition, pulled.asOf());
        } else if (effect instanceof Effect.Tell tell) {
            inside.add(
                    new Told(
                            hosts[region][tell.partition()],
                            new Event.Told(partition, tell.inside())));
        }
    }

    /** What partitions of a region tell each other needs no command. */
    private void goOn() {
        while (!inside.isEmpty()) {
            Told told = inside.poll();
            if (told.to.state() != null) {
                told.to.handle(now, told.event);
            }
        }
    }

    private void handle(Host host, Event event) {
        if (host.state() != null) {
            host.handle(now, event);
            goOn();
        }
    }

    private int region(String name) {
        for (int region = 0; region < job.regions(); region++) {
            if (job.name(region).equals(name)) {
                return region;
            }
        }
        throw new IllegalArgumentException("there is no region " + name);
    }

    /** The partitions that {@code A}, {@code A.1} or {@code all} names. */
    private List<Host> of(String place) {
        String[] parts = place.split("\\.");
        var named = new ArrayList<Host>();
        for (Host[] region : hosts) {
            for (Host host : region) {
                boolean isNamed =
                        parts[0].equals("all") || job.name(host.region()).equals(parts[0]);
                boolean isPartition =
                        parts.length == 1 || host.partition() == Integer.parseInt(parts[1]);
                if (isNamed && isPartition) {
                    named.add(host);
                }
            }
        }
        if (named.isEmpty()) {
            throw new IllegalArgumentException("there is no region " + place);
        }
        return named;
    }

    private Host host(String name, int partition) {
        return hosts[region(name)][partition];
    }

    private void start(Words words) {
        for (String name : words.plainFrom(0)) {
            if (name.equals(NEWCOMER)) {
                continue;
            }
            if (words.has(NEWCOMER)) {
                of(name).forEach(Host::becomeNewcomer);
            }
            of(name).forEach(Host::load);
            of(name).forEach(host -> host.handle(now, new Event.Start()));
            goOn();
        }
    }

    private void crash(Words words) {
        int region = region(words.plain(0));
        for (Host host : hosts[region]) {
            host.crash();
            if (words.has("diskless")) {
                host.loseDisk();
            }
        }
        inside.clear();
        for (int peer = 0; peer < job.regions(); peer++) {
            if (peer != region && network.disconnect(region, peer)) {
                network.lose(region, peer);
                lost(peer, region);
            }
        }
    }

    private void lost(int region, int peer) {
        for (Host host : hosts[region]) {
            handle(host, new Event.LinkLost(peer));
        }
    }

    private void connect(Words words) {
        if (words.plain(0).equals("all")) {
            for (int a = 0; a < job.regions(); a++) {
                for (int peer = a + 1; peer < job.regions(); peer++) {
                    boolean isLinked =
                            words.has("pairs")
                                    || Arrays.binarySearch(job.topology(0).outgoing(a), peer) >= 0;
                    if (isLinked && !network.isConnected(a, peer)) {
                        connect(a, peer, words.number("rate", 1_000_000));
                    }
                }
            }
            return;
        }
        connect(region(words.plain(0)), region(words.plain(1)), words.number("rate", 1_000_000));
    }

    private void connect(int a, int b, long rate) {
        long session = network.connect(a, b);
        for (int partition = 0; partition < job.partitions(); partition++) {
            handle(hosts[a][partition], new Event.LinkReady(b, session, rate));
            handle(hosts[b][partition], new Event.LinkReady(a, session, rate));
        }
    }

    private void reset(Words words) {
        int a = region(words.plain(0));
        int b = region(words.plain(1));
        network.disconnect(a, b);
        if (!words.has("late")) {
            network.lose(a, b);
        }
        lost(a, b);
        lost(b, a);
    }

    private void measure(Words words) {
        String[] ends = words.plain(0).split(">");
        for (Host host : of(ends[0])) {
            handle(host, new Event.LinkMeasured(region(ends[1]), words.number("rate", 1)));
        }
    }

    private Frame frame(Words words) {
        String[] ends = words.plain(0).split("[>.]");
        Lane lane = words.has("data") ? Lane.DATA : words.has("control") ? Lane.CONTROL : null;
        int partition = ends.length == 3 ? Integer.parseInt(ends[2]) : -1;
        Frame frame = network.next(region(ends[0]), region(ends[1]), partition, lane);
        if (frame == null) {
            throw new IllegalArgumentException("nothing is under way " + words.plain(0));
        }
        return frame;
    }

    private void deliver(Words words) {
        if (words.plain(0).equals("all")) {
            int steps = 0;
            for (Frame frame = network.first(); frame != null; frame = network.first()) {
                if (++steps > STEPS_MAX) {
                    throw new IllegalStateException("it never ends");
                }
                network.remove(frame);
                hear(frame);
            }
            return;
        }
        int count = words.has("two") ? 2 : words.has("three") ? 3 : 1;
        for (int i = 0; i < count; i++) {
            Frame frame = frame(words);
            network.remove(frame);
            hear(frame);
        }
    }

    private void hear(Frame frame) {
        Host host = hosts[frame.to()][frame.partition()];
        lines.add(
                trace.place(frame.to(), frame.partition())
                        + " hears "
                        + job.name(frame.from())
                        + Trace.version(frame.version())
                        + ": "
                        + trace.message(job.space(frame.partition()), frame.message())
                        + (network.isOld(frame) ? " (of an old connection)" : ""));
        handle(host, new Event.FrameArrived(frame));
    }

    private void stage(Words words) {
        for (Host host : of(words.plain(0))) {
            handle(host, new Event.WorkerAsked(requests.stage(words, host.partition())));
        }
    }

    /** A whole clock of a worker; the steps of a commit are shown by {@code stage} and {@code commit}. */
    private void work(Words words) {
        stage(words);
        ask(host(words.plain(0), 0), requests.commit(words));
        lines.removeIf(
                line ->
                        line.contains(" keeps part ")
                                || line.contains(" keeps commit ")
                                || line.contains(": staged clock "));
    }

    private void ask(Host host, Request request) {
        handle(host, new Event.WorkerAsked(request));
    }

    private void pull(Words words) {
        for (Host host : of(words.plain(0))) {
            handle(host, new Event.WorkerAsked(requests.pull(words, host.partition())));
        }
    }

    /** A person asks a lead for other links. */
    private void change(Words words) {
        var regions = new ArrayList<String>();
        for (int region = 0; region < job.regions(); region++) {
            regions.add(job.name(region));
        }
        String all = String.join(",", regions);
        List<String> members = List.of(words.option("members", all).split(","));
        Topology topology = new TopologyWords(regions).topology(words.plain(1), members);
        List<Topology> topologies = Collections.nCopies(job.partitions(), topology);
        Command command =
                words.name().equals("view")
                        ? new Command.ChangeView(topologies)
                        : new Command.ChangeTopology(topologies);
        handle(host(words.plain(0), 0), new Event.Asked(command));
    }

    private void tick(Words words) {
        now += Words.nanos(words.plain(0));
        for (Host[] region : hosts) {
            for (Host host : region) {
                handle(host, new Event.Tick());
            }
        }
    }

    private void disk(Words words) {
        of(words.plain(0)).forEach(host -> host.setSlow(words.has("slow")));
    }

    private void fsync(Words words) {
        of(words.plain(0)).forEach(words.has("one") ? Host::syncOne : Host::sync);
    }

    private void snapshot(Words words) {
        for (Host host : of(words.plain(0))) {
            String name = trace.place(host.region(), host.partition());
            lines.add(name + " has a journal of " + host.snapshot() + " records");
        }
    }

    private void abandon(Words words) {
        String reason = String.join(" ", words.plainFrom(1));
        for (Host host : of(words.plain(0))) {
            handle(host, new Event.Abandoned(reason));
        }
    }

    private void show(Words words) {
        for (String name : words.plainFrom(0)) {
            for (Host host : of(name)) {
                if (host.state() == null) {
                    lines.add(trace.place(host.region(), host.partition()) + " is dead");
                } else {
                    lines.addAll(new Shown(job, trace, host.state()).lines());
                }
            }
        }
    }
}
