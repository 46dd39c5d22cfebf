package sparkgaia.examples

import java.util.Locale

import scala.util.Random

import org.apache.spark.ml.{Pipeline, PipelineModel}
import org.apache.spark.ml.evaluation.RegressionEvaluator
import org.apache.spark.ml.feature.{IndexToString, StringIndexer, StringIndexerModel}
import org.apache.spark.sql.{DataFrame, SparkSession}
import org.apache.spark.sql.functions.{avg, col, explode, lit}

import sparkgaia.ml.recommendation.{GaiaMatrixFactorization, GaiaMatrixFactorizationModel}

/** A rating as a shop has it: readers and books have names, and a rating stays in its region. */
case class Rating(reader: String, book: String, rating: Double, region: String)

/**
 * One model of readers' taste over the ratings of three regions, as a pipeline: names become numbers, numbers become
 * factors, and a reader is told three books. Ratings are made up. The last line is JSON.
 */
object Books {
  private val Regions = Seq("eu", "sa", "us")
  private val ReaderCount = 60
  private val BookCount = 40
  private val Rank = 2
  private val Seed = 1

  def main(words: Array[String]): Unit = {
    val spark = SparkSession.builder().appName("books").getOrCreate()
    try run(spark)
    finally spark.stop()
  }

  private def run(spark: SparkSession): Unit = {
    val Array(training, heldOut) = ratings(spark).randomSplit(Array(0.8, 0.2), Seed)
    val model = pipeline(factorization).fit(training)
    val mean = training.agg(avg("rating")).head().getDouble(0)
    val error = rmse(model.transform(heldOut))
    val errorOfMean = rmse(heldOut.withColumn("prediction", lit(mean)))

    val factors = factorsOf(model)
    println(factors.report)
    factors.report.toDataFrame(spark).where("what = 'data bytes'").show(truncate = false)
    val reader = training.select("reader").head().getString(0)
    println(s"three books for $reader: ${recommended(model, training, reader).mkString(", ")}")
    val figures = "{\"rmse\":%.4f,\"rmseOfMean\":%.4f,\"bitIdentical\":%b}"
    println(figures.formatLocal(Locale.ROOT, error, errorOfMean, factors.report.regionsAgree))
  }

  /** What a user of `ALS` would write, and where a rating has to stay. */
  def factorization: GaiaMatrixFactorization =
    new GaiaMatrixFactorization()
      .setUserCol("user")
      .setItemCol("item")
      .setColdStartStrategy("drop")
      .setRank(Rank)
      .setRegParam(0.01)
      .setMaxIter(60)
      .setClocksPerEpoch(2)
      .setLearningRate(0.1)
      .setSeed(Seed)
      .setRegionCol("region")
      .setWorkersPerRegion(1)
      .setSync("bsp")

  def pipeline(factorization: GaiaMatrixFactorization): Pipeline =
    new Pipeline().setStages(Array(numbers("reader", "user"), numbers("book", "item"), factorization))

  def factorsOf(model: PipelineModel): GaiaMatrixFactorizationModel =
    model.stages.collectFirst { case factors: GaiaMatrixFactorizationModel => factors }.get

  def rmse(predicted: DataFrame): Double =
    new RegressionEvaluator().setLabelCol("rating").evaluate(predicted)

  /** Taste and character of `Rank` numbers each, drawn at random; half of all books are rated by each reader. */
  def ratings(spark: SparkSession): DataFrame = {
    val random = new Random(Seed)
    def drawn(): Seq[Double] = Seq.fill(Rank)(random.nextGaussian())
    val tastes = Seq.fill(ReaderCount)(drawn())
    val characters = Seq.fill(BookCount)(drawn())
    val rated = for {
      (taste, reader) <- tastes.zipWithIndex
      (character, book) <- characters.zipWithIndex
      if random.nextBoolean()
    } yield {
      val likes = taste.zip(character).map { case (one, other) => one * other }.sum
      Rating(s"reader $reader", s"book $book", 3 + likes, Regions(reader % Regions.size))
    }
    spark.createDataFrame(rated)
  }

  private def numbers(name: String, number: String): StringIndexer =
    new StringIndexer().setInputCol(name).setOutputCol(number).setHandleInvalid("skip")

  private def recommended(model: PipelineModel, known: DataFrame, reader: String): Seq[String] = {
    val users = model.transform(known.where(col("reader") === reader)).select("user").distinct()
    val books = model.stages.collectFirst { case names: StringIndexerModel if names.getInputCol == "book" => names }.get
    val titles = new IndexToString().setInputCol("item").setOutputCol("book").setLabels(books.labelsArray(0))
    val found = factorsOf(model)
      .recommendForUserSubset(users, 3)
      .select(explode(col("recommendations")).as("one"))
      .select(col("one.item").cast("double").as("item"))
    titles.transform(found).select("book").collect().map(_.getString(0)).toSeq
  }
}
