package sparkgaia.lab.study;

import sparkgaia.core.sync.SyncModel;

/** A way to keep regions together, by the name that figures stand under. */
public record Contender(String name, SyncModel sync, Shape shape) {
    /** Each region keeps a copy of everything and waits for all others in every clock. */
    public static final Contender BSP = new Contender("bsp", SyncModel.bsp(), Shape.MESH);

    /** What our default is called in figures. */
    public static final String GAIA = "gaia";

    /** What the trainer proposes, over the links that suit so many regions. */
    public static Contender usual(Problem<?, ?> problem, int regions) {
        return new Contender(GAIA, problem.trainer().model(), Shape.usual(regions));
    }
}
