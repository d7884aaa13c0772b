import type { Component } from '../types'
import { chooseThreshold } from './choose-threshold'
import { cluster } from './cluster'
import { compareModels } from './compare-models'
import { crossValidate } from './cross-validate'
import { detectAnomalies } from './detect-anomalies'
import { ensemble } from './ensemble'
import { evaluateModel } from './evaluate-model'
import { forecast } from './forecast'
import { learningCurve } from './learning-curve'
import { partialDependence } from './partial-dependence'
import { permutationImportance } from './permutation-importance'
import { recommender } from './recommender'
import { reduceDimensions } from './reduce-dimensions'
import { scoreModel } from './score-model'
import { selectFeatures } from './select-features'
import { textFeatures } from './text-features'
import { trainClassifier } from './train-classifier'
import { trainRegressor } from './train-regressor'
import { tryAll } from './try-all'
import { tuneHyperparameters } from './tune-hyperparameters'

/** The category Learn, in the palette's order. */
export const learnComponents: Component[] = [
  trainClassifier,
  trainRegressor,
  scoreModel,
  evaluateModel,
  compareModels,
  chooseThreshold,
  crossValidate,
  learningCurve,
  tuneHyperparameters,
  tryAll,
  ensemble,
  permutationImportance,
  partialDependence,
  selectFeatures,
  cluster,
  detectAnomalies,
  reduceDimensions,
  textFeatures,
  forecast,
  recommender,
]
