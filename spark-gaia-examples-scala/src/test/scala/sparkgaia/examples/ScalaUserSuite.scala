package sparkgaia.examples

import java.nio.file.{Files, Path}

import scala.jdk.CollectionConverters._
import scala.util.Random

import org.apache.spark.ml.PipelineModel
import org.apache.spark.ml.linalg.Vectors
import org.apache.spark.ml.recommendation.ALSModel
import org.apache.spark.ml.tuning.{CrossValidator, ParamGridBuilder}
import org.apache.spark.sql.{DataFrame, SparkSession}
import org.apache.spark.sql.functions.col
import org.scalatest.BeforeAndAfterAll
import org.scalatest.funsuite.AnyFunSuite

/** The library as whoever writes Scala uses it: what is Java's must not show. */
class ScalaUserSuite extends AnyFunSuite with BeforeAndAfterAll {
  private lazy val spark = SparkSession
    .builder()
    .master("local[2]")
    .config("spark.ui.enabled", "false")
    .config("spark.sql.shuffle.partitions", "2")
    .getOrCreate()

  override protected def afterAll(): Unit = spark.stop()

  private lazy val ratings = Books.ratings(spark).cache()

  test("a pipeline is trained, predicts, and is saved and loaded") {
    val Array(training, heldOut) = ratings.randomSplit(Array(0.8, 0.2), 1)
    val model = Books.pipeline(Books.factorization).fit(training)
    val error = Books.rmse(model.transform(heldOut))
    assert(error < 0.3)

    val folder = Files.createTempDirectory(Path.of("target"), "saved").resolve("model").toString
    model.write.save(folder)
    val loaded = PipelineModel.load(folder)
    assert(predictions(loaded, heldOut) === predictions(model, heldOut))
    assert(Books.factorsOf(loaded).isInstanceOf[ALSModel])
  }

  test("cross validation chooses the better of two") {
    val factorization = Books.factorization.setMaxIter(20)
    val estimator = Books.pipeline(factorization)
    val grid = new ParamGridBuilder().addGrid(factorization.regParam, Array(0.01, 1.0)).build()
    val chosen = new CrossValidator()
      .setEstimator(estimator)
      .setEvaluator(new org.apache.spark.ml.evaluation.RegressionEvaluator().setLabelCol("rating"))
      .setEstimatorParamMaps(grid)
      .setNumFolds(2)
      .setSeed(1)
      .fit(ratings)
    assert(chosen.avgMetrics(0) < chosen.avgMetrics(1))
    assert(chosen.bestModel.asInstanceOf[PipelineModel].stages.length === 3)
  }

  test("every parameter is explained, also what ALS does not have") {
    val factorization = Books.factorization
    val words = factorization.explainParams()
    factorization.params.foreach { param =>
      assert(param.doc.length > 20, param.name)
      assert(words.contains(s"${param.name}: ${param.doc}"))
    }
    assert(words.contains("bsp"))
    val names = factorization.params.map(_.name).toSet
    assert(Set("rank", "regParam", "sync", "budget", "regionCol", "wan").subsetOf(names))
    assert(factorization.getRank === 2)
    assert(factorization.extractParamMap()(factorization.maxIter) === 60)
  }

  test("an estimator that a user wrote in Java, and its report as a DataFrame") {
    val random = new Random(1)
    val rows = Seq.tabulate(600) { i =>
      val features = Array.fill(10)(2 * random.nextDouble() - 1)
      (if (i % 3 == 0) "eu" else "us", if (features(0) > features(1)) 1 else 0, Vectors.dense(features))
    }
    val data = spark.createDataFrame(rows).toDF("region", "label", "features")
    val model = new YesOrNo().setRegionCol("region").setWorkersPerRegion(1).setSync("bsp").setMaxIter(40).fit(data)
    assert(model.transform(data).where("prediction = label").count() > 560)

    val report = model.report.toDataFrame(spark)
    assert(report.columns === Array("what", "about", "clock", "value"))
    val losses = report.where("what = 'metric' and about = 'loss'").orderBy("clock").select("value").collect()
    assert(losses.length === 41)
    assert(losses.last.getDouble(0) < losses(1).getDouble(0) / 2)
    val sent = report.where("what = 'data bytes'").select("about", "value").collect()
    assert(sent.map(_.getString(0)).toSet === Set("eu to us", "us to eu"))
    assert(sent.forall(_.getDouble(1) > 0))
    assert(model.report.links.asScala.map(_.dataBytes).sum === sent.map(_.getDouble(1)).sum.toLong)
    assert(model.report.regionsAgree)
  }

  test("an estimator that a user wrote in Scala over a trainer in Java") {
    val random = new Random(1)
    val rows = Seq.fill(400)((random.nextFloat(), random.nextFloat())).zipWithIndex.map { case ((sweet, dry), i) =>
      (if (i % 2 == 0) "eu" else "us", if (sweet > dry) 1 else 0, Seq(sweet, dry))
    }
    val data = spark.createDataFrame(rows).toDF("region", "label", "features")
    val model = new Taste().setRegionCol("region").setWorkersPerRegion(1).setSync("bsp").setMaxIter(200).fit(data)
    assert(model.likes(0.9f, 0.1f) && !model.likes(0.1f, 0.9f))
    assert(model.report.workers === 2)
  }

  test("what cannot be trained on is refused as IllegalArgumentException") {
    val refused = intercept[IllegalArgumentException](Books.factorization.setItemCol("isbn").fit(ratings))
    assert(refused.getMessage.contains("isbn") || refused.getMessage.contains("user"))
  }

  private def predictions(model: PipelineModel, data: DataFrame): Seq[Float] =
    model.transform(data).orderBy(col("reader"), col("book")).select("prediction").collect().map(_.getFloat(0)).toSeq
}
