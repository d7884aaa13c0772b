// Stands in for the Buffer of Node in the browser. Libraries that run in both ask for it only in Node; without this the
// bundler adds a whole polyfill for the mention of its name.
export const Buffer = undefined
