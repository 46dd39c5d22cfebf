package sparkgaia.train.lda;

/**
 * A text as the numbers of its words, in their order.
 *
 * @param id the same wherever and whenever the document is read; documents are sorted by it
 * @param words not to be written after
 */
public record Document(long id, int[] words) {}
