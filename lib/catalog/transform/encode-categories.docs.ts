import { example, examplePenguins } from '../example'

/** The docs page of transform.encode-categories. */
export const encodeCategoriesDocs = `
Turns categories into numbers, which most models need. Rows keep their order.

- **A 0/1 column for each category** (one-hot): \`species_Adelie\`, \`species_Gentoo\` … come behind all other columns, in place of \`species\`.
- **Codes** (ordinal): the categories in order become 0, 1, 2 …, in place. This suits values that have an order; list them by hand where it is not the alphabet's.

Categories are learned from the table: the most frequent ones, up to the limit, of equally frequent ones the smaller, ordered by value or by frequency. Values that are rarer, or that other data brings later, become all zeros or a missing code, or a category \`other\`, or stop the step. Missing values are treated likewise, or are a category of their own.

Which columns one-hot encoding makes is only known after a run, so the steps behind cannot list them until then, unless the values are listed by hand or are true and false.

The output **Transformation** holds the categories. Connect it to *Apply transformation*, so that test data gets the same columns in the same order.

${example(
  [
    examplePenguins,
    { id: 'split', component: 'transform.split-data@1', params: { share: 0.67, seed: 7 } },
    { id: 'encode', component: 'transform.encode-categories@1', params: { columns: ['species'], known: [{ column: 'species', values: 'Adelie, Chinstrap, Gentoo' }] } },
    { id: 'apply', component: 'transform.apply-transformation@1', params: {} },
  ],
  ['penguins.table > split.table', 'split.first > encode.table', 'encode.transformation > apply.transformation', 'split.second > apply.table'],
)}
`
