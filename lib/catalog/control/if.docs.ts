import { example, examplePenguins } from '../example'

/** The docs page of control.if. */
export const ifDocs = `
Sends a table one way or the other. Where the condition holds, the whole table comes out at **Then**, else at **Else**. The other output stays
empty: steps that need it are *skipped*, say why, and count as no failure of the run.

- **The number of rows**: such as "at least 1000 rows", to train only where there is enough to learn from.
- **A column**: its largest, smallest or mean value, its sum or median, how many different or missing values it has, or which share is missing (0 to 1).
  Where a column has no values, the condition does not hold.
- **A parameter of the pipeline**: tie *Value* to it by the menu at the field's label. Two numbers are compared as numbers; texts can only be equal or not.

An input that is optional, as those of *Merge branches*, *SQL* and *Append rows* from the third on, simply counts as unconnected where nothing comes.
*Merge branches* goes on with whichever branch was taken.

The table passes byte for byte: nothing is read or written anew, and what follows is reused as ever.

${example(
  [
    examplePenguins,
    { id: 'enough', component: 'control.if@1', params: { test: 'rows', operator: 'at-least', threshold: 100 } },
    { id: 'sample', component: 'transform.sample@1', params: { method: 'random', size: 'rows', rows: 50 } },
    { id: 'merge', component: 'control.merge@1', params: {} },
  ],
  ['penguins.table > enough.table', 'enough.then > sample.table', 'sample.table > merge.first', 'enough.else > merge.second'],
)}
`
