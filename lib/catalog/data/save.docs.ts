import { example, examplePenguins } from '../example'

/** The docs page of data.save. */
export const saveDataDocs = `
Makes a table a new version of a data asset, so that other pipelines can import it, and hands the table on.

- A name that exists gets its next version; versions before it stay. A name that is new makes a new asset.
- Where the newest version holds exactly these rows already, no further one is made.
- The asset tells which run it came from, and the activity tells who ran it.
- A pipeline that imports the same asset takes the version that was there when its run was submitted.

${example([examplePenguins, { id: 'save', component: 'data.save@1', params: { name: 'Penguins again' } }], ['penguins.table > save.table'])}
`
