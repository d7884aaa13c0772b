/** The docs page of data.import. */
export const importDataDocs = `
Brings one version of a data asset into the pipeline.

- With version **latest**, each run takes the newest version at the moment when it is submitted, and the run remembers which one that was.
- With a **number**, every run takes that version, whatever is uploaded later.

The table is not copied: its stored file is the step's output as it is, so that rows, their order, columns and types are those of the data asset.

\`\`\`json
{ "id": "penguins", "component": "data.import@1", "params": { "asset": { "name": "penguins", "version": "latest" } } }
\`\`\`
`
