package sparkgaia.lab.swarm;

/**
 * Where something is remembered: a partition of a region, and the other side of a link or a worker.
 *
 * @param of a region, a worker, or -1
 */
record Place(int region, int partition, int of) implements Comparable<Place> {
    static Place of(int region, int partition) {
        return new Place(region, partition, -1);
    }

    @Override
    public int compareTo(Place other) {
        int byRegion = Integer.compare(region, other.region);
        int byPartition = Integer.compare(partition, other.partition);
        return byRegion != 0
                ? byRegion
                : byPartition != 0 ? byPartition : Integer.compare(of, other.of);
    }
}
