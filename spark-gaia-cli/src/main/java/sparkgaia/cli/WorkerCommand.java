package sparkgaia.cli;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import sparkgaia.client.RemoteSidecar;
import sparkgaia.core.Job;
import sparkgaia.core.table.Range;
import sparkgaia.net.NetLimits;
import sparkgaia.net.Tls;
import sparkgaia.server.ledger.Certificates;
import sparkgaia.server.settings.Address;
import sparkgaia.train.mf.Rating;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** {@code gaia worker}: one worker of a job, in this process, without Spark. */
@Command(
        name = "worker",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Trains on a file of ratings as one worker of a job, at its region's sidecar; without Spark.",
            "'gaia lab shards' makes jobs and files. A worker that is started again goes on where it was."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:the job is done, and all regions have the same tables",
            "1:it failed; one line says why",
            "2:wrong usage"
        })
final class WorkerCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private JsonFile json;

    @Option(
            names = "--sidecar",
            paramLabel = "HOST:PORT",
            required = true,
            description = "where the region's sidecar listens for workers (gaia.workers.listen)")
    private String sidecar;

    @Option(
            names = "--region",
            paramLabel = "NAME",
            required = true,
            description = "the sidecar's region")
    private String region;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            required = true,
            description = "the token of the region's workers; in its kit: token")
    private Path tokenFile;

    @ArgGroup(multiplicity = "1")
    private Trust trust;

    /** Whom to believe. */
    private static final class Trust {
        @Option(
                names = "--ca",
                paramLabel = "FILE",
                description =
                        "the authority that the sidecar's certificate is of; in its kit: ca.pem")
        private Path ca;

        @Option(
                names = "--plain",
                description = "no TLS: for a sidecar on this machine alone (gaia.tls = off)")
        private boolean isPlain;
    }

    @Option(
            names = "--job",
            paramLabel = "FILE",
            required = true,
            description = "the job, the same file everywhere")
    private Path jobFile;

    @Option(
            names = "--worker",
            paramLabel = "N",
            required = true,
            description = "the worker's number in the whole job, from 0")
    private int worker;

    @Option(
            names = "--data",
            paramLabel = "FILE",
            required = true,
            description = "the worker's shard: user,item,rating by the job's numbers")
    private Path data;

    @Option(
            names = "--held-out",
            paramLabel = "FILE",
            description = "ratings of the same users that the model is judged by in the end")
    private Path heldOut;

    @Option(
            names = "--run",
            paramLabel = "NAME",
            defaultValue = "1",
            description =
                    "tells one training of a job from the next, the same for all workers of a"
                            + " region (default: ${DEFAULT-VALUE})")
    private String run;

    @Option(
            names = "--clock-ms",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "let every clock take at least so long to compute (default: as fast as it can)")
    private int clockMillis;

    @Option(names = "--every-clock", description = "tell of every clock in a line of its own")
    private boolean isEveryClock;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Range.check("--clock-ms", clockMillis, 0, JobCommand.CLOCK_MILLIS_MAX);
        if (json.file() != null) {
            OutputFile.check(json.file());
        }
        MfJob job = MfJob.read(jobFile);
        checkPlace(job.description().job());
        List<Rating> ratings = MfJob.ratings(data);
        List<Rating> judges = heldOut == null ? List.of() : MfJob.ratings(heldOut);
        EventLoopGroup loops =
                new MultiThreadIoEventLoopGroup(
                        1,
                        new DefaultThreadFactory("gaia-worker", true),
                        NioIoHandler.newFactory());
        ExecutorService handshakes =
                Executors.newSingleThreadExecutor(new DefaultThreadFactory("gaia-tls", true));
        try (var progress = new Progress(spec.commandLine().getErr())) {
            var line = new WorkerLine(spec.commandLine().getOut(), progress, isEveryClock);
            var training =
                    new WorkerTraining(job, worker, run, clockMillis * Job.Limits.MILLIS, line);
            Map<String, Object> report = training.run(sidecar(loops, handshakes), ratings, judges);
            progress.clear();
            tell(report);
        } finally {
            handshakes.shutdownNow();
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(1_000);
        }
        return Gaia.DONE;
    }

    private void checkPlace(Job job) throws IOException {
        if (worker < 0 || worker >= job.workers()) {
            throw new IOException(
                    jobFile + ": has workers 0 to " + (job.workers() - 1) + ", no " + worker);
        }
        String place = job.name(job.regionOf(worker));
        if (!place.equals(region)) {
            throw new IOException(
                    jobFile + ": worker " + worker + " is of region " + place + ", not " + region);
        }
    }

    private RemoteSidecar sidecar(EventLoopGroup loops, ExecutorService handshakes)
            throws IOException {
        Address address;
        try {
            address = Address.parse(sidecar);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), "--sidecar " + sidecar + " " + e.getMessage(), e);
        }
        if (trust.isPlain && !address.isLoopback()) {
            throw new ParameterException(
                    spec.commandLine(), "--plain is for a sidecar on this machine: give --ca FILE");
        }
        Tls tls = trust.isPlain ? Tls.none() : Tls.oneSidedClient(Certificates.read(trust.ca));
        return new RemoteSidecar(
                region,
                address.host(),
                address.port(),
                Files.readString(tokenFile).strip(),
                "gaia worker " + worker,
                tls,
                NetLimits.usual(),
                loops,
                handshakes);
    }

    private void tell(Map<String, Object> report) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        out.println("tables " + report.get("digests"));
        json.write(report);
    }
}
