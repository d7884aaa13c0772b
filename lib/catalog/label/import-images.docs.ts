/** The docs page of label.import-images. */
export const importImagesDocs = `
Brings in the images of a labeling project with the labels that people gave them. Export a project **as a data asset** first (on the project's page: *Export*, then *Data asset*); each export is a version of its own, so a pipeline can stay with the labels of a certain day or take the latest.

There is a row for each image that is done:

| column | what it holds |
| --- | --- |
| image | the file's name, with its folder |
| label | its label; several are joined by \`|\` |
| by | \`person\`, or \`model\` for an image that was accepted automatically |
| width, height | pixels of the upright image |
| picture | the picture, upright, its longer side at most 256 pixels |

Give the table to **Train image classifier**, or to **Embed images** and from there to any step that takes numbers.

This step reads what is in a workspace, so the page has no example to copy.
`
