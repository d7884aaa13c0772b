import { example, examplePenguins } from '../example'

/** The docs page of control.merge. */
export const mergeDocs = `
Goes on with whichever branch of an *If* was taken: its output is the table of the first input, in their order, at which something came. Connect what
each branch gives, up to four.

It waits for all of them, so it never takes a branch just because it is quicker. Where no branch came at all, it is skipped itself; where a branch
failed, it is skipped because of that failure.

Where the branches have the same columns, what comes after is checked as ever; where they differ, only a run can tell.

${example(
  [
    examplePenguins,
    { id: 'heavy', component: 'control.if@1', params: { test: 'column', column: 'body_mass_g', aggregate: 'max', operator: 'more', threshold: 4000 } },
    { id: 'sort', component: 'transform.sort@1', params: { by: [{ column: 'body_mass_g' }] } },
    { id: 'merge', component: 'control.merge@1', params: {} },
  ],
  ['penguins.table > heavy.table', 'heavy.then > sort.table', 'sort.table > merge.first', 'heavy.else > merge.second'],
)}
`
