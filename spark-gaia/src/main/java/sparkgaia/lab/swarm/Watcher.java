package sparkgaia.lab.swarm;

import sparkgaia.core.Effect;
import sparkgaia.core.Record;
import sparkgaia.core.Region;

import java.util.List;

/** Recognises the situations of one subject; a narrower {@link sparkgaia.lab.Observer}. */
interface Watcher {
    /** Before the event: the scene's state is still the old one. */
    default void before(Scene scene) {}

    /** After the event: the scene's state is the new one. */
    default void after(Scene scene, List<Effect> effects) {}

    default void carriedOut(int region, int partition, Effect effect) {}

    default void durable(int region, int partition, Record record) {}

    default void crashed(int region, boolean hasDisk) {}

    default void restarted(Region state) {}
}
