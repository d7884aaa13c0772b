import { chooseThresholdDocs } from './choose-threshold.docs'
import { clusterDocs } from './cluster.docs'
import { compareModelsDocs } from './compare-models.docs'
import { crossValidateDocs } from './cross-validate.docs'
import { detectAnomaliesDocs } from './detect-anomalies.docs'
import { ensembleDocs } from './ensemble.docs'
import { evaluateModelDocs } from './evaluate-model.docs'
import { forecastDocs } from './forecast.docs'
import { learningCurveDocs } from './learning-curve.docs'
import { partialDependenceDocs } from './partial-dependence.docs'
import { permutationImportanceDocs } from './permutation-importance.docs'
import { recommenderDocs } from './recommender.docs'
import { reduceDimensionsDocs } from './reduce-dimensions.docs'
import { scoreModelDocs } from './score-model.docs'
import { selectFeaturesDocs } from './select-features.docs'
import { textFeaturesDocs } from './text-features.docs'
import { trainClassifierDocs } from './train-classifier.docs'
import { trainRegressorDocs } from './train-regressor.docs'
import { tryAllDocs } from './try-all.docs'
import { tuneHyperparametersDocs } from './tune-hyperparameters.docs'

/** The docs pages of the category Learn. */
export const learnDocs: Record<string, string> = {
  'learn.choose-threshold': chooseThresholdDocs,
  'learn.cluster': clusterDocs,
  'learn.compare-models': compareModelsDocs,
  'learn.cross-validate': crossValidateDocs,
  'learn.detect-anomalies': detectAnomaliesDocs,
  'learn.ensemble': ensembleDocs,
  'learn.evaluate-model': evaluateModelDocs,
  'learn.forecast': forecastDocs,
  'learn.learning-curve': learningCurveDocs,
  'learn.partial-dependence': partialDependenceDocs,
  'learn.permutation-importance': permutationImportanceDocs,
  'learn.recommender': recommenderDocs,
  'learn.reduce-dimensions': reduceDimensionsDocs,
  'learn.score-model': scoreModelDocs,
  'learn.select-features': selectFeaturesDocs,
  'learn.text-features': textFeaturesDocs,
  'learn.train-classifier': trainClassifierDocs,
  'learn.train-regressor': trainRegressorDocs,
  'learn.try-all': tryAllDocs,
  'learn.tune-hyperparameters': tuneHyperparametersDocs,
}
