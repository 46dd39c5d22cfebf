package sparkgaia.spark;

import org.apache.spark.resource.ResourceInformation;

import java.util.Map;

/**
 * In which region an executor is, as those say who run it: a Spark resource named {@code region}, else the environment
 * variable {@code GAIA_REGION}. A machine with several executors gives each an address of its own, as in {@code eu/1}.
 */
final class RegionLabel {
    static final String RESOURCE = "region";
    static final String VARIABLE = "GAIA_REGION";

    /** What an executor without a region has. */
    static final String NONE = "";

    private RegionLabel() {}

    static String of(Map<String, ResourceInformation> resources) {
        return of(resources, System.getenv(VARIABLE));
    }

    static String of(Map<String, ResourceInformation> resources, String variable) {
        ResourceInformation resource = resources.get(RESOURCE);
        if (resource != null && resource.addresses().length > 0) {
            String address = resource.addresses()[0];
            int end = address.indexOf('/');
            return (end < 0 ? address : address.substring(0, end)).strip();
        }
        return variable == null ? NONE : variable.strip();
    }
}
