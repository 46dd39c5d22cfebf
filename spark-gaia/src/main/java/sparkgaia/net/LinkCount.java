package sparkgaia.net;

/**
 * What has gone over a peering since this process started.
 *
 * @param droppedFrames sends for a session that stood no longer
 * @param epochDay the day of UTC that {@code dataBytesToday} speaks of
 * @param dataBytesToday what the data lane has sent on that day, with what was said to have been sent before
 * @param isOutOfBudget whether the data lane waits for the next day
 */
public record LinkCount(
        long controlFramesOut,
        long controlBytesOut,
        long dataFramesOut,
        long dataBytesOut,
        long controlFramesIn,
        long controlBytesIn,
        long dataFramesIn,
        long dataBytesIn,
        long droppedFrames,
        long sessions,
        long epochDay,
        long dataBytesToday,
        boolean isOutOfBudget) {}
