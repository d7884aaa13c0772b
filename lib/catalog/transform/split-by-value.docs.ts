import { example, examplePenguins } from '../example'

/** The docs page of transform.split-by-value. */
export const splitByValueDocs = `
Divides the rows by what a column holds. Each row is in exactly one part, and both keep the order of the input. Use it where a random split would leak: when the past must predict the future, or when rows of one customer, patient or device must not be on both sides.

- **The earliest share** by a date or number: the first part has the share of the rows, as nearly as possible without parting equal values.
- **Before** a date or number: smaller values are the first part, the value itself and larger ones the second.
- **Whole groups at random**: all rows of a value go to the same part. Groups are taken in an order that the seed decides, as long as that brings the first part nearer to its share. Missing values are one group.
- **By listed values**: rows whose value is listed are the first part.

Rows without a value go to the part that you say, or stop the step.

${example([examplePenguins, { id: 'split', component: 'transform.split-by-value@1', params: { method: 'groups', column: 'island', share: 0.5, seed: 3 } }], ['penguins.table > split.table'])}
`
