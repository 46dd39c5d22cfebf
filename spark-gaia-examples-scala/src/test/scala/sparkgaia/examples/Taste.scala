package sparkgaia.examples

import org.apache.spark.ml.util.{Identifiable, MLReader}
import org.apache.spark.sql.{DataFrame, Dataset, Row}
import org.apache.spark.sql.types.{ArrayType, DataTypes, StructType}

import sparkgaia.ml.{GaiaEstimator, GaiaModel, GaiaModelReader}
import sparkgaia.spark.{Facts, Field, Input, Recipe, Trained}
import sparkgaia.train.Trainer
import sparkgaia.train.linear.{Example, LogisticShard, LogisticTrainer}

/** An estimator that a user wrote in Scala, over a trainer that is there: logistic regression of two features. */
final class Taste(override val uid: String) extends GaiaEstimator[Taste, TasteModel](uid) {
  def this() = this(Identifiable.randomUID("taste"))

  override protected def input(): Input =
    Input.of(
      new Field("label", DataTypes.IntegerType),
      new Field("features", ArrayType(DataTypes.FloatType, containsNull = false))
    )

  override protected def recipe(facts: Facts): Recipe[_, _] = TasteRecipe(getMaxIter())

  override protected def model(trained: Trained): TasteModel = new TasteModel(uid).`with`(trained)
}

object Taste {
  def read: MLReader[Taste] = throw new UnsupportedOperationException("is not saved here")
}

/** What travels to the tasks. */
final case class TasteRecipe(clocks: Int) extends Recipe[Example, LogisticShard] {
  override def trainer(): Trainer[Example, LogisticShard] = TasteRecipe.logistic

  override def record(row: Row): Example = new Example(row.getInt(0), row.getSeq[Float](1).toArray)
}

object TasteRecipe {
  def logistic: LogisticTrainer = LogisticTrainer.of(2, 2).withClocks(1, 1)
}

final class TasteModel(override val uid: String) extends GaiaModel[TasteModel](uid) {
  def likes(features: Float*): Boolean =
    TasteRecipe.logistic.model(tables().view).predict(features.toArray) == 1

  override def transform(data: Dataset[_]): DataFrame = data.toDF()

  override def transformSchema(schema: StructType): StructType = schema
}

object TasteModel {
  def read: GaiaModelReader[TasteModel] = new GaiaModelReader(classOf[TasteModel], (uid: String) => new TasteModel(uid))
}
