/**
 * The fault swarm: scenarios drawn from seeds, faults included, each checked against the invariants after every event
 * and against the known sum at its end. A seed is a whole test case.
 */
package sparkgaia.lab.swarm;
