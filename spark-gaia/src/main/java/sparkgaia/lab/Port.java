package sparkgaia.lab;

import sparkgaia.core.Event;

/** What the network knows of a region: whether its process lives, and where to put what arrives. */
interface Port {
    /** Whether there is a process at all, be it a stopped one. */
    boolean isAlive();

    /** Whether it would answer a call now. */
    boolean isReachable();

    /** Hands a partition what has happened to it; lost if there is no process. */
    void deliver(int partition, Event event);
}
