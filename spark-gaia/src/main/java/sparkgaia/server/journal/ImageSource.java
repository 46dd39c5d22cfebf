package sparkgaia.server.journal;

import sparkgaia.core.Record;

import java.util.function.Consumer;

/** The state of a partition as records that make it again: many of modest size, so that it is never in memory twice. */
public interface ImageSource {
    void writeTo(Consumer<Record> out);
}
