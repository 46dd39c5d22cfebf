/** Algorithms as a user of the library writes them; nothing here is published. */
package sparkgaia.examples;
