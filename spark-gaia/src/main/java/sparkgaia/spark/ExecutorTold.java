package sparkgaia.spark;

import java.io.Serializable;

/** What an executor says of itself when it begins. */
record ExecutorTold(String executor, String host, String region) implements Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public String toString() {
        return "executor " + executor + " on " + host;
    }
}
