import { example, examplePenguins } from '../example'

/** The docs page of control.for-each. */
export const forEachDocs = `
Does one component, a sub-pipeline of the workspace or any other that takes one table and gives one, many times, and puts what comes out below each other.

- **For each group of rows**: once for each different value of a column, on the rows that have it. Rows without a value are a group of their own.
- **For each value of a list**: once for each value, on the whole table, with that value for one of the component's parameters: to try several settings,
  for example.

Every pass is made of steps of its own in the run: they run side by side on all agents, each with its log, and are reused one by one. Where a pass
fails, the others go on; *Retry* tries only what failed. All passes must succeed before the tables are put together.

At most 200 passes. More values than that are refused with their number before the first pass begins.

**Table** holds the rows of all passes in the order of the values, with a column in front that names the value, unless the rows have the group's column
still. Columns go together by name; what a pass lacks is missing. **Metrics** has a row for each pass with the metrics that its steps reported.

A component cannot contain a For each that contains another: make the inner one a step of its own.

${example(
  [examplePenguins, { id: 'each', component: 'control.for-each@1', params: { over: 'groups', column: 'species', component: 'transform.sample@1', settings: { method: 'first', size: 'rows', rows: 1 } } }],
  ['penguins.table > each.table'],
)}
`
