package sparkgaia.lab.data;

/** Texts that cannot be used; the message says which, why, and what to do. */
public final class BadCorpus extends RuntimeException {
    public BadCorpus(String message) {
        super(message);
    }
}
