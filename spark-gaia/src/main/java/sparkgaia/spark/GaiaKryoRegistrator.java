package sparkgaia.spark;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.serializers.JavaSerializer;

import org.apache.spark.serializer.KryoRegistrator;
import org.apache.spark.sql.catalyst.expressions.GenericRow;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;

/**
 * What training sends through Spark's serialiser, for who sets {@code spark.kryo.registrationRequired}: name it in
 * {@code spark.kryo.registrator}.
 */
public final class GaiaKryoRegistrator implements KryoRegistrator {
    @Override
    public void registerClasses(Kryo kryo) {
        kryo.register(Course.class);
        // Records have no fields that Kryo could set.
        kryo.register(RegionTask.End.class, new JavaSerializer());
        kryo.register(GenericRow.class);
        kryo.register(GenericRowWithSchema.class);
        kryo.register(Object[].class);
        kryo.register(float[].class);
        kryo.register(int[].class);
        kryo.register(long[].class);
    }
}
