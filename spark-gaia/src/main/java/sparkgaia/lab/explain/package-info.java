/**
 * The film of a run, for a person: who did what, who waited for what and for how long.
 *
 * <p>This package decides what is worth a line and in which words. What repeats without meaning anything by itself
 * (wake-ups, heartbeats, acknowledgements) is counted and not told. It watches and changes nothing.
 */
package sparkgaia.lab.explain;
