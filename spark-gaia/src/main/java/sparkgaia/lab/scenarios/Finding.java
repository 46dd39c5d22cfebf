package sparkgaia.lab.scenarios;

/**
 * What the figures of a story show, in a sentence.
 *
 * @param isGood whether it is as it must be; if not, the story has failed
 */
public record Finding(String text, boolean isGood) {}
