package sparkgaia.lab.scenarios;

import java.util.ArrayList;
import java.util.List;

/** All stories, in the order of the list. */
public final class Stories {
    private Stories() {}

    public static List<Story> all() {
        var stories = new ArrayList<Story>();
        stories.addAll(WanStories.all());
        stories.addAll(FaultStories.all());
        stories.addAll(SizeStories.all());
        return List.copyOf(stories);
    }

    /** The story of this name, or null. */
    public static Story named(String name) {
        for (Story story : all()) {
            if (story.name().equals(name)) {
                return story;
            }
        }
        return null;
    }
}
