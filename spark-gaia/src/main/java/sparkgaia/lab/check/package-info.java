/**
 * The checker of the invariants I1 to I10: it watches every step of every region, keeps books of its own from what it
 * sees, and compares. It shares no code with the mechanisms it checks but the arithmetic of significance.
 */
package sparkgaia.lab.check;
