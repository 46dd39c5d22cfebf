/**
 * Data to learn from: ratings out of a file's text or out of a seed, where their users live, which worker holds what, and
 * what the data looks like in figures; documents out of texts whose sources differ; pictures out of bytes.
 *
 * <p>This package decides what good ratings are and says by file, line and column what is wrong with others; which
 * ratings are held out; and how the ratings of regions differ. It never reads a file, fetches or trains: the text is
 * handed in, and the same text, options and seed give the same ratings on every machine.
 */
package sparkgaia.lab.data;
