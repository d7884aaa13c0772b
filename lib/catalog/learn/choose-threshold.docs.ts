import { example } from '../example'
import { exampleFlowers } from './example-rows'

/** The docs page of learn.choose-threshold. */
export const chooseThresholdDocs = `
A classifier of two classes says the one that is more probable, which is a threshold of 0.5. Where one class is rare, or one mistake is worse than the other, another threshold serves better. This step tries every probability that occurs among the rows and gives the model back with the best one; Score model, and everything else that asks the model, decides by it.

- **F1** balances precision (how many alarms are right) and recall (how many cases are found).
- **Recall + specificity** (Youden’s index) counts both classes the same, however rare one is.
- **Cost** adds up what false alarms and misses cost you, in any unit.
- **Recall, at a precision** finds as many cases as possible while at least that share of the alarms is right; **Precision, at a recall** the other way round. Where the rows never reach what is asked, the step says how far they get.

A row is positive from the threshold on. Of thresholds that are equally good the highest is taken. Probabilities stay as they are, so ROC curves do not change.

**Which rows.** Choose on rows that the model has not learned from, and test on others: on the rows that chose it a threshold looks better than it is. Split the rows twice for that.

${example(
  [
    exampleFlowers,
    { id: 'halves', component: 'transform.split-data@1', params: { share: 0.5, method: 'stratified', stratify: 'kind' } },
    { id: 'train', component: 'learn.train-classifier@1', params: { target: 'kind', features: ['length'], algorithm: 'logistic_regression' } },
    { id: 'choose', component: 'learn.choose-threshold@1', params: { by: 'cost', positive: 'lily', cost_false_negative: 5 } },
    { id: 'score', component: 'learn.score-model@1', params: {} },
  ],
  ['flowers.table > halves.table', 'halves.first > train.table', 'train.model > choose.model', 'halves.second > choose.table', 'choose.model > score.model', 'flowers.table > score.table'],
)}
`
