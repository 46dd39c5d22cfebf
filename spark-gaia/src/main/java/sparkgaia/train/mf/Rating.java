package sparkgaia.train.mf;

/** What a user thinks of an item. */
public record Rating(int user, int item, float value) {}
