package sparkgaia.lab;

/** Carries out a plan of faults, and mends everything in the end. */
final class FaultPlayer {
    private final World world;
    private final Simulation simulation;
    private final Faults plan;
    private final int[] slow;
    private final int[] paused;

    FaultPlayer(World world, Faults plan) {
        this.world = world;
        this.simulation = world.simulation();
        this.plan = plan;
        this.slow = new int[world.job().regions()];
        this.paused = new int[world.job().regions()];
    }

    void start() {
        world.network().setNoticeNanosMax(plan.noticeNanosMax());
        world.network().setWeather(plan.weather());
        for (Fault fault : plan.faults()) {
            if (fault instanceof Fault.CrashAtEffect crash) {
                world.sidecar(crash.region())
                        .crashBefore(crash.effect(), crash.tail(), crash.restartNanos());
            } else {
                simulation.at(fault.atNanos(), () -> play(fault));
            }
        }
        simulation.at(plan.healNanos(), this::heal);
    }

    private void play(Fault fault) {
        if (simulation.isFilmed()) {
            simulation.film("fault " + fault);
        }
        VirtualNetwork network = world.network();
        if (fault instanceof Fault.Cut cut) {
            network.cut(cut.from(), cut.to(), cut.timeoutNanos());
            simulation.at(cut.untilNanos(), () -> network.mend(cut.from(), cut.to()));
        } else if (fault instanceof Fault.Stall stall) {
            network.stall(stall.from(), stall.to(), stall.untilNanos() - stall.atNanos());
        } else if (fault instanceof Fault.Reset reset) {
            network.reset(reset.a(), reset.b(), reset.partition());
        } else if (fault instanceof Fault.Swing swing) {
            network.swing(swing.from(), swing.to(), swing.factor());
            simulation.at(swing.untilNanos(), () -> network.swing(swing.from(), swing.to(), 1));
        } else if (fault instanceof Fault.WorkerCrash crash) {
            world.worker(crash.worker()).crash(crash.untilNanos() - crash.atNanos());
        } else if (fault instanceof Fault.Zombie zombie) {
            world.worker(zombie.worker()).fork(zombie.untilNanos() - zombie.atNanos());
        } else {
            playAtRegion(fault);
        }
    }

    private void playAtRegion(Fault fault) {
        if (fault instanceof Fault.Crash crash) {
            VirtualSidecar sidecar = world.sidecar(crash.region());
            if (sidecar.isAlive() || !crash.hasDisk()) {

                sidecar.crash(crash.tail(), crash.hasDisk());
                sidecar.restartAfter(crash.untilNanos() - crash.atNanos());
            }
        } else if (fault instanceof Fault.Leave leave) {
            world.sidecar(leave.region()).leave();
        } else if (fault instanceof Fault.Pause pause) {
            pause(pause);
        } else if (fault instanceof Fault.SlowDisk disk) {
            slow[disk.region()]++;
            world.sidecar(disk.region()).setSyncNanosMax(disk.syncNanosMax());
            simulation.at(
                    disk.untilNanos(),
                    () -> {
                        if (--slow[disk.region()] == 0) {
                            world.sidecar(disk.region())
                                    .setSyncNanosMax(world.disks().syncNanosMax());
                        }
                    });
        } else if (fault instanceof Fault.DiskFailure failure) {
            world.sidecar(failure.region()).failDisk(failure.partition(), failure.repairNanos());
        }
    }

    private void pause(Fault.Pause pause) {
        VirtualSidecar sidecar = world.sidecar(pause.region());
        int number = ++paused[pause.region()];
        long life = sidecar.life();
        sidecar.pause();
        if (pause.atNanos() + pause.silenceNanos() < pause.untilNanos()) {
            simulation.after(
                    pause.silenceNanos(),
                    () -> {
                        if (life == sidecar.life() && sidecar.isAlive() && !sidecar.isReachable()) {
                            world.network().fellSilent(pause.region());
                        }
                    });
        }
        simulation.at(
                pause.untilNanos(),
                () -> {
                    if (number == paused[pause.region()]) {
                        sidecar.resume();
                    }
                });
    }

    private void heal() {
        if (simulation.isFilmed() && !plan.faults().isEmpty()) {
            simulation.film("everything is mended");
        }
        world.network().setWeather(Weather.CALM);
        for (int region = 0; region < world.job().regions(); region++) {
            world.sidecar(region).mendDisks();
            world.sidecar(region).resume();
            world.sidecar(region).restart();
        }
    }
}
