package sparkgaia.train.lda;

import sparkgaia.core.Invariant;
import sparkgaia.train.BadRecord;
import sparkgaia.train.RowSet;
import sparkgaia.train.ShardContext;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;

/**
 * A worker's documents, and the topic of every token of theirs. Pinned. Tokens are numbered through all documents, and
 * a clock is the next of {@code clocksPerEpoch} equal runs of tokens, wherever documents begin.
 */
public final class LdaShard {
    static final int TOKENS_MAX = 1 << 28;

    final ShardContext context;
    private final int topicCount;
    private final int[] firsts;
    private final int[] words;
    private final char[] topics;
    private final RowSet[] reads;
    private char[] before = {};
    private Sweep sweep;

    LdaShard(LdaTrainer trainer, ShardContext context, Iterator<Document> records) {
        this.context = context;
        this.topicCount = trainer.topics();
        this.reads = new RowSet[trainer.clocksPerEpoch()];
        var documents = new ArrayList<Document>();
        long tokens = 0;
        while (records.hasNext()) {
            Document document = records.next();
            tokens += document.words().length;
            check(context, documents.size(), document, trainer.words(), tokens);
            documents.add(document);
        }
        this.firsts = new int[documents.size() + 1];
        this.words = new int[(int) tokens];
        this.topics = new char[(int) tokens];
        for (int i = 0; i < documents.size(); i++) {
            int[] from = documents.get(i).words();
            System.arraycopy(from, 0, words, firsts[i], from.length);
            firsts[i + 1] = firsts[i] + from.length;
        }
    }

    private static void check(
            ShardContext context, int number, Document document, int words, long tokens) {
        for (int i = 0; i < document.words().length; i++) {
            int word = document.words()[i];
            if (word < 0 || word >= words) {
                throw new BadRecord(
                        context,
                        number,
                        String.format(
                                "word %d at place %d is not in the vocabulary of %d:"
                                        + " number words from 0, and give the trainer their count",
                                word, i, words));
            }
        }
        if (tokens > TOKENS_MAX) {
            throw new BadRecord(
                    context,
                    number,
                    "with it there are more than " + TOKENS_MAX + " tokens: use more workers");
        }
    }

    public int documents() {
        return firsts.length - 1;
    }

    /** The first token of a document; of the one after the last, all tokens. */
    public int first(int document) {
        return firsts[document];
    }

    public int tokens() {
        return words.length;
    }

    public int word(int token) {
        return words[token];
    }

    public int topic(int token) {
        return topics[token];
    }

    void assign(int token, int topic) {
        topics[token] = (char) topic;
    }

    /** The document that a token is in. */
    int documentOf(int token) {
        int at = Arrays.binarySearch(firsts, token);
        if (at < 0) {
            return -at - 2;
        }
        // Documents without words begin at the same token.
        while (firsts[at + 1] == token) {
            at++;
        }
        return at;
    }

    /** The first token of a clock; of the clock after, the end of this one but for the last of an epoch. */
    int start(int part) {
        return (int) ((long) words.length * part / reads.length);
    }

    int part(int clock) {
        return Math.floorMod(clock - 1, reads.length);
    }

    RowSet reads(int clock) {
        int part = part(clock);
        if (reads[part] == null) {
            var rows = RowSet.builder().add(LdaTrainer.TOTALS, 0);
            for (int token = start(part); token < start(part + 1); token++) {
                rows.add(LdaTrainer.COUNTS, words[token]);
            }
            reads[part] = rows.build();
        }
        return reads[part];
    }

    /** The working memory of a clock; the same for all clocks. */
    Sweep sweep(LdaTrainer trainer) {
        if (sweep == null) {
            sweep = new Sweep(trainer, this);
        }
        return sweep;
    }

    /** Remembers the topics of a clock as they are, for its patch. */
    void begin(int clock) {
        before = Arrays.copyOfRange(topics, start(part(clock)), start(part(clock) + 1));
    }

    /** The tokens of a clock whose topics have changed, each by its distance from the one before, and their topics. */
    byte[] patch(int clock) {
        int start = start(part(clock));
        var out = new Varints();
        int last = start - 1;
        for (int i = 0; i < before.length; i++) {
            if (topics[start + i] != before[i]) {
                out.write(start + i - last);
                out.write(topics[start + i]);
                last = start + i;
            }
        }
        return out.toBytes();
    }

    void apply(int clock, byte[] patch) {
        var in = new Varints(patch);
        int token = start(part(clock)) - 1;
        while (in.hasNext()) {
            token += in.read();
            assign(token, in.read());
        }
    }

    private int topicBytes() {
        return topicCount <= 1 << Byte.SIZE ? Byte.BYTES : Character.BYTES;
    }

    byte[] save() {
        var out = ByteBuffer.allocate(topics.length * topicBytes());
        for (char topic : topics) {
            if (topicBytes() == Byte.BYTES) {
                out.put((byte) topic);
            } else {
                out.putChar(topic);
            }
        }
        return out.array();
    }

    void load(byte[] save) {
        Invariant.check(
                save.length == topics.length * topicBytes(), "a save has a topic for each token");
        var in = ByteBuffer.wrap(save);
        for (int token = 0; token < topics.length; token++) {
            assign(token, topicBytes() == Byte.BYTES ? Byte.toUnsignedInt(in.get()) : in.getChar());
        }
    }
}
