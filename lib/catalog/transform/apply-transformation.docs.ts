import { example, examplePenguins } from '../example'

/** The docs page of transform.apply-transformation. */
export const applyTransformationDocs = `
Applies what a step has learned on one table, such as the fill values of *Clean missing data*, to another one. This is how test data and new data are treated: by the values of the training data, so that nothing is learned from them.

The table must have the columns on which the transformation was learned; further columns pass unchanged. Rows keep their order, unless the transformation drops rows.

${example(
  [
    examplePenguins,
    { id: 'split', component: 'transform.split-data@1', params: { share: 0.67, seed: 7 } },
    { id: 'clean', component: 'transform.clean-missing-data@1', params: { method: 'fill', columns: ['body_mass_g'], numeric: 'median' } },
    { id: 'apply', component: 'transform.apply-transformation@1', params: {} },
  ],
  ['penguins.table > split.table', 'split.first > clean.table', 'clean.transformation > apply.transformation', 'split.second > apply.table'],
)}
`
