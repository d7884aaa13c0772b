import { example, examplePenguins } from '../example'

/** The docs page of transform.remove-duplicates. */
export const removeDuplicatesDocs = `
Finds rows that are equal in the chosen columns, or in all of them, and keeps the first, the last, or none of them. Rows keep their order in both outputs, and each row of the input is in exactly one of them, so that one can look at what was taken out.

Missing values are equal to each other here, and so are NaN. Text is compared exactly, or without regard to case. Spaces count: *Clean text* takes them off first.

To keep the row with the largest or newest value of each group, sort by it first and then keep the first.

${example([examplePenguins, { id: 'unique', component: 'transform.remove-duplicates@1', params: { columns: ['species', 'island'], keep: 'first' } }], ['penguins.table > unique.table'])}
`
