import { example, examplePenguins } from '../example'

/** The docs page of learn.evaluate-model. */
export const evaluateModelDocs = `
Compares a prediction with the truth, row by row, by scikit-learn's own functions. Use it on rows that the model has not learned from: on its own training rows any model looks better than it is.

**Classes:** confusion matrix; accuracy, balanced accuracy, precision, recall and F1 (mean over classes, each with equal weight), F1 weighted by class size, Matthews correlation; per class precision, recall, F1. With the probabilities that Score model adds: log loss, ROC and precision–recall curves with their areas, for two classes of the positive one, otherwise of each class against the rest. The **baseline accuracy** is what always guessing the most frequent class reaches.

**Numbers:** R², mean and median absolute error, root mean squared error, largest error, explained variance, mean relative error where no true value is zero; predicted against actual, and residuals (actual − predicted). The **baseline RMSE** is what always guessing the mean reaches.

- **Task** *automatic* compares numbers where both columns are numeric and the prediction has fractions, as regressors give; otherwise classes.
- **Positive class:** of two classes the one that the curves are about; by default the last in order (true, 1, yes).
- Rows without a target or a prediction are left out and counted.
- Curves of more than 2,000 points are thinned evenly for the chart, with both ends kept; the metrics always use all rows.

${example(
  [
    examplePenguins,
    { id: 'train', component: 'learn.train-classifier@1', params: { target: 'species', algorithm: 'logistic_regression' } },
    { id: 'score', component: 'learn.score-model@1', params: {} },
    { id: 'evaluate', component: 'learn.evaluate-model@1', params: { target: 'species' } },
  ],
  ['penguins.table > train.table', 'train.model > score.model', 'penguins.table > score.table', 'score.table > evaluate.table'],
)}
`
