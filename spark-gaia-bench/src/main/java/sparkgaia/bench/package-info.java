/** Microbenchmarks of what runs often: {@code make bench}. */
package sparkgaia.bench;
