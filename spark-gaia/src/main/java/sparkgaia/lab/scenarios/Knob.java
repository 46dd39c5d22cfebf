package sparkgaia.lab.scenarios;

/** What a person may choose about a story. */
public enum Knob {
    /** The network between the regions. */
    WAN,
    /** How many regions. */
    REGIONS,
    /** The synchronisation model and its numbers. */
    MODEL,
    /** How many clocks. */
    CLOCKS,
    /** After how long without a word a region counts as lost. */
    LEASE
}
