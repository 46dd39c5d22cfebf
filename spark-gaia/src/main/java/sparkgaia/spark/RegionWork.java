package sparkgaia.spark;

import org.apache.spark.BarrierTaskContext;

import java.io.Serializable;

/**
 * What a task does with rows of its own region.
 *
 * @param <T> what it gives to the driver
 */
interface RegionWork<T> extends Serializable {
    T work(BarrierTaskContext task, Crew crew, RegionRows rows) throws InterruptedException;
}
