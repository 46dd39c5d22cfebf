/**
 * The program around the simulator: files in, reports out. The one part of the lab that may touch the world; nothing that
 * is simulated depends on it.
 */
package sparkgaia.lab.run;
